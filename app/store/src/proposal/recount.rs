//! Counts everything anew from the states, once a day: the counters must agree, and are mended where they do not.

use std::collections::BTreeMap;

use domain::proposal::ProposalId;
use domain::proposal::statistics::{Counts, Figure, Group, Kind, counts_of};
use sea_orm::{
    AccessMode, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IsolationLevel, QueryFilter, QueryOrder,
    QuerySelect, TransactionTrait,
};
use uuid::Uuid;

use crate::Store;
use crate::entity::{counted, paper, tally};
use crate::error::{Result, StoreError};
use crate::proposal::tallies::{Changes, list_rows, write_lists};
use crate::proposal::{KIND, find_for_update, parse_state};
use crate::spine::revisions::note_everything;

/// The job in the table of what was done on which day. A new number counts anew at the next start: when figures change.
const JOB: &str = "recount-1";
/// How many papers are read at once.
const BATCH: u64 = 500;

/// What a recount found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recount {
    /// Whether these counters were never counted before, so that differences are no fault.
    pub is_first: bool,
    /// Counters that were wrong: group, figure, and by how much they have to change.
    pub counters: Vec<String>,
    /// Papers that stood in wrong lists.
    pub papers: Vec<ProposalId>,
}

impl Recount {
    /// Whether everything agreed.
    pub fn agrees(&self) -> bool {
        self.counters.is_empty() && self.papers.is_empty()
    }
}

impl Store {
    /// Counts everything anew, unless that was done today.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn recount_daily(&self) -> Result<Option<Recount>> {
        let today = self.moment().today();
        let Some(is_first) = self.is_to_do(JOB, today).await? else { return Ok(None) };
        let found = self.recount().await?;
        self.note_done(JOB, today).await?;
        Ok(Some(Recount { is_first, ..found }))
    }

    /// Counts everything anew and mends what is wrong.
    ///
    /// All is read from one snapshot, so that steps taken meanwhile are no differences; counters are mended by adding,
    /// which such steps do too.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn recount(&self) -> Result<Recount> {
        // SQLite reads a snapshot anyway, and knows no levels.
        let isolation =
            (self.db.get_database_backend() == DbBackend::Postgres).then_some(IsolationLevel::RepeatableRead);
        let reading = self.db.begin_with_config(isolation, isolation.map(|_| AccessMode::ReadOnly)).await?;
        let mut changes: BTreeMap<(Group, Figure), i64> = BTreeMap::new();
        let mut papers = Vec::new();
        let mut after = Uuid::nil();
        loop {
            let found = paper::Entity::find()
                .filter(paper::Column::Kind.eq(KIND))
                .filter(paper::Column::Id.gt(after))
                .filter(paper::Column::Number.is_not_null())
                .order_by_asc(paper::Column::Id)
                .limit(BATCH)
                .all(&reading)
                .await?;
            let Some(last) = found.last() else { break };
            let lists = lists_between(&reading, after, last.id).await?;
            after = last.id;
            for row in found {
                let paper = parse_state(&row.state)?;
                let Counts { counters, lists: listed } = counts_of(&paper);
                for (counter, n) in counters {
                    *changes.entry(counter).or_default() += i64::try_from(n).unwrap_or(i64::MAX);
                }
                if lists.get(&row.id).cloned().unwrap_or_default() != codes(&listed) {
                    papers.push(paper.id);
                }
            }
        }
        for row in tally::Entity::find().filter(tally::Column::N.ne(0)).all(&reading).await? {
            let bad = |reason: String| StoreError::bad_row("tally", reason);
            let group = Group {
                kind: Kind::from_code(&row.kind).map_err(|error| bad(error.to_string()))?,
                period: row
                    .period
                    .parse()
                    .map_err(|error: domain::proposal::statistics::NotAPeriod| bad(error.to_string()))?,
                member: row.member,
            };
            let figure = Figure::from_code(&row.figure).map_err(|error| bad(error.to_string()))?;
            *changes.entry((group, figure)).or_default() -= row.n;
        }
        reading.commit().await?;
        changes.retain(|_, change| *change != 0);
        self.mend(&changes, &papers).await?;
        let counters = changes.iter().map(|((group, figure), change)| {
            format!("{} {} {} {} {change:+}", group.kind.code(), group.period, group.member, figure.code())
        });
        Ok(Recount { is_first: false, counters: counters.collect(), papers })
    }

    async fn mend(&self, counters: &BTreeMap<(Group, Figure), i64>, papers: &[ProposalId]) -> Result<()> {
        let writing = self.write().await?;
        let mut changes = Changes::default();
        for (counter, &change) in counters {
            changes.add(counter.clone(), change);
        }
        changes.write(&writing.tx).await?;
        // A counter that nothing counts for any more is a row that every page would read in vain.
        tally::Entity::delete_many().filter(tally::Column::N.eq(0)).exec(&writing.tx).await?;
        if !counters.is_empty() {
            note_everything(&writing.tx).await?;
        }
        writing.commit().await?;
        for papers in papers.chunks(200) {
            let writing = self.write().await?;
            let mut rows = Vec::new();
            for &id in papers {
                let (paper, _) = find_for_update(&writing.tx, id).await?;
                counted::Entity::delete_many().filter(counted::Column::PaperId.eq(id.0)).exec(&writing.tx).await?;
                let lists = counts_of(&paper).lists;
                rows.extend(list_rows(id, paper.registered_at.unwrap_or_default(), &lists));
            }
            write_lists(&writing.tx, rows).await?;
            note_everything(&writing.tx).await?;
            writing.commit().await?;
        }
        Ok(())
    }
}

/// What stands in the lists for the papers after one and up to another.
async fn lists_between(
    db: &impl ConnectionTrait,
    after: Uuid,
    until: Uuid,
) -> Result<BTreeMap<Uuid, BTreeMap<String, i64>>> {
    let rows = counted::Entity::find()
        .filter(counted::Column::PaperId.gt(after))
        .filter(counted::Column::PaperId.lte(until))
        .all(db)
        .await?;
    let mut lists: BTreeMap<Uuid, BTreeMap<String, i64>> = BTreeMap::new();
    for row in rows {
        lists.entry(row.paper_id).or_default().insert(row.figure, row.n);
    }
    Ok(lists)
}

fn codes(figures: &BTreeMap<Figure, u64>) -> BTreeMap<String, i64> {
    figures.iter().map(|(figure, &n)| (figure.code(), i64::try_from(n).unwrap_or(i64::MAX))).collect()
}
