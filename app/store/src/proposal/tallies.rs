//! Counters, and the list behind each, kept in the transaction of what they count.

use std::collections::{BTreeMap, BTreeSet};

use domain::proposal::statistics::{Counts, Figure, Group, counts_of};
use domain::proposal::{Proposal, ProposalId};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::entity::{counted, tally};
use crate::error::Result;

/// How many rows one statement writes: SQLite takes 32 766 values.
const CHUNK: usize = 4000;

/// A paper's lines in the lists behind figures, as they change.
#[derive(Debug)]
struct Listed {
    id: ProposalId,
    registered_ms: i64,
    gone: Vec<Figure>,
    new: BTreeMap<Figure, u64>,
}

/// Changes of counters, summed up before they are written, and of lists.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    counters: BTreeMap<(Group, Figure), i64>,
    lists: Vec<Listed>,
}

impl Changes {
    /// Notes what a proposal counted for before and counts for now.
    pub(crate) fn note(&mut self, before: &Counts, after: &Proposal) {
        let now = counts_of(after);
        let keys: BTreeSet<_> = before.counters.keys().chain(now.counters.keys()).collect();
        for key in keys {
            let (was, is) = (n_of(before.counters.get(key)), n_of(now.counters.get(key)));
            if was != is {
                self.add(key.clone(), is - was);
            }
        }
        let gone: Vec<_> = before.lists.keys().filter(|figure| !now.lists.contains_key(figure)).copied().collect();
        let new: BTreeMap<_, _> = (now.lists.iter())
            .filter(|(figure, n)| before.lists.get(figure) != Some(n))
            .map(|(&figure, &n)| (figure, n))
            .collect();
        if !gone.is_empty() || !new.is_empty() {
            let registered_ms = after.registered_at.unwrap_or_default();
            self.lists.push(Listed { id: after.id, registered_ms, gone, new });
        }
    }

    /// Notes a change of one counter.
    pub(crate) fn add(&mut self, counter: (Group, Figure), change: i64) {
        *self.counters.entry(counter).or_default() += change;
    }

    /// Writes them, always in the same order, so that two writers cannot wait for each other.
    pub(crate) async fn write(self, db: &impl ConnectionTrait) -> Result<()> {
        let add = OnConflict::columns([
            tally::Column::Kind,
            tally::Column::Period,
            tally::Column::Member,
            tally::Column::Figure,
        ])
        .value(tally::Column::N, Expr::cust("tally.n + excluded.n"))
        .to_owned();
        let rows = self.counters.into_iter().filter(|(_, change)| *change != 0);
        let rows: Vec<_> = rows.map(|((group, figure), n)| counter_row(group, figure, n)).collect();
        for rows in rows.chunks(CHUNK) {
            tally::Entity::insert_many(rows.to_vec()).on_conflict(add.clone()).exec_without_returning(db).await?;
        }
        let mut rows = Vec::new();
        for paper in self.lists {
            if !paper.gone.is_empty() {
                counted::Entity::delete_many()
                    .filter(counted::Column::PaperId.eq(paper.id.0))
                    .filter(counted::Column::Figure.is_in(paper.gone.iter().map(|figure| figure.code())))
                    .exec(db)
                    .await?;
            }
            rows.extend(list_rows(paper.id, paper.registered_ms, &paper.new));
        }
        write_lists(db, rows).await
    }
}

fn n_of(n: Option<&u64>) -> i64 {
    n.map_or(0, |&n| i64::try_from(n).unwrap_or(i64::MAX))
}

fn counter_row(group: Group, figure: Figure, n: i64) -> tally::ActiveModel {
    tally::ActiveModel {
        kind: Set(group.kind.code().to_owned()),
        period: Set(group.period.to_string()),
        member: Set(group.member),
        figure: Set(figure.code()),
        n: Set(n),
    }
}

/// A paper's lines in lists.
pub(crate) fn list_rows(
    id: ProposalId,
    registered_ms: i64,
    figures: &BTreeMap<Figure, u64>,
) -> impl Iterator<Item = counted::ActiveModel> {
    figures.iter().map(move |(figure, n)| counted::ActiveModel {
        paper_id: Set(id.0),
        figure: Set(figure.code()),
        n: Set(n_of(Some(n))),
        registered_ms: Set(registered_ms),
    })
}

/// Writes lines of lists; those that are there are written anew.
pub(crate) async fn write_lists(db: &impl ConnectionTrait, rows: Vec<counted::ActiveModel>) -> Result<()> {
    let replace = OnConflict::columns([counted::Column::PaperId, counted::Column::Figure])
        .update_columns([counted::Column::N, counted::Column::RegisteredMs])
        .to_owned();
    for rows in rows.chunks(CHUNK) {
        counted::Entity::insert_many(rows.to_vec()).on_conflict(replace.clone()).exec_without_returning(db).await?;
    }
    Ok(())
}
