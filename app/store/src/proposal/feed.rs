//! What anyone may have read out: the latest public events, public due dates, and papers by their numbers.

use std::collections::BTreeMap;

use domain::county::clock::Clock;
use domain::county::number::Number;
use domain::parts::promises::Promise;
use domain::proposal::event::Record;
use domain::proposal::follow::{Followed, Told};
use domain::proposal::list::{Filter, Place};
use domain::proposal::signing::SignState;
use domain::proposal::workflow::{Relation, Step};
use domain::proposal::{Proposal, ProposalId};
use ground::vocabulary::Lang;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::entity::{event, promise, proposal, signer};
use crate::error::{Result, StoreError};
use crate::proposal::list::condition;
use crate::proposal::{Kept, kept, parse_state};
use crate::{Narrowing, Store};

/// How many entries a feed has at most.
const MOST_ENTRIES: usize = 50;
/// How many papers are read at once, and how often: a feed never reads the whole county.
const BATCH: u64 = 50;
const MOST_BATCHES: usize = 8;
/// How many papers of a unit stand in its calendar.
const MOST_DATES: u64 = 200;

/// An event of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEntry {
    /// The paper.
    pub id: ProposalId,
    pub number: Option<Number>,
    pub title: String,
    /// What happened.
    pub told: Told,
}

/// A date that anyone may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicDate {
    /// The paper.
    pub id: ProposalId,
    pub number: Option<Number>,
    pub title: String,
    /// The last day.
    pub due: Date,
    /// What is due.
    pub of: DateOf,
}

/// What is due on a public date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateOf {
    /// A clock, which says why.
    Clock(Box<Clock>),
    Promise {
        /// Its place among the paper's promises, from 0.
        n: usize,
        /// What is promised, where that is public.
        text: Option<String>,
    },
}

impl Store {
    /// The latest public events of what is followed, latest first, at most 50. A list is narrowed as `list` says.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn feed(&self, followed: &Followed, list: &Narrowing, lang: Lang) -> Result<Vec<FeedEntry>> {
        use proposal::Column as C;
        let of = papers_of(followed, list, self.db.get_database_backend(), self.moment().today());
        let mut entries: Vec<FeedEntry> = Vec::new();
        let mut after = None;
        // No event is later than the change of its paper: once fifty are later than the next paper's, they are the ones.
        for _ in 0..MOST_BATCHES {
            let mut select = proposal::Entity::find().filter(of.clone());
            if let Some((changed, id)) = after {
                let place = Expr::tuple([C::ChangedMs.into_expr(), C::Id.into_expr()]);
                select = select.filter(place.lt(Expr::tuple([Expr::value(changed), Expr::value(id)])));
            }
            let select = select.order_by_desc(C::ChangedMs).order_by_desc(C::Id).limit(BATCH);
            let rows = kept(select).all(&self.db).await?;
            after = rows.last().map(|row| (row.changed_ms, row.id));
            let is_last = (rows.len() as u64) < BATCH;
            entries.extend(self.entries(rows, lang).await?);
            entries.sort_by(|one, other| {
                let key = |entry: &FeedEntry| (entry.told.at, entry.id, entry.told.seq);
                key(other).cmp(&key(one))
            });
            entries.truncate(MOST_ENTRIES);
            let oldest = entries.last().filter(|_| entries.len() == MOST_ENTRIES).map(|entry| entry.told.at);
            if is_last || after.is_none_or(|(changed, _)| oldest.is_some_and(|oldest| oldest >= changed)) {
                break;
            }
        }
        Ok(entries)
    }

    async fn entries(&self, rows: Vec<Kept>, lang: Lang) -> Result<Vec<FeedEntry>> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        // Drafts of replies are many and never told.
        let lines = event::Entity::find()
            .filter(event::Column::PaperId.is_in(ids))
            .filter(event::Column::Step.ne(Step::DraftReply.code()))
            .all(&self.db)
            .await?;
        let mut logs: BTreeMap<Uuid, Vec<Record>> = BTreeMap::new();
        for line in lines {
            let record = serde_json::from_str(&line.record).map_err(|error| StoreError::bad_row("event", error))?;
            logs.entry(line.paper_id).or_default().push(record);
        }
        let mut entries = Vec::new();
        for row in rows {
            let proposal = parse_state(&row.state)?;
            let told = proposal.told(logs.get(&row.id).map_or(&[][..], Vec::as_slice), lang);
            let (id, number) = (proposal.id, proposal.number);
            entries.extend(told.into_iter().map(|told| FeedEntry { id, number, title: row.title.clone(), told }));
        }
        Ok(entries)
    }

    /// The due dates of a paper, or of a unit's papers, that anyone may know: what runs, and promises that are open.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where it does not exist for the public, or has no dates.
    pub async fn public_dates(&self, followed: &Followed) -> Result<Vec<PublicDate>> {
        use proposal::Column as C;
        self.followed_name(followed, None, Lang::Zh).await?;
        let unit = match followed {
            Followed::Proposal(id) => {
                let (proposal, _) = crate::proposal::find(&self.db, *id).await?;
                return Ok(dates(&proposal, None));
            }
            Followed::Unit(unit) => *unit,
            Followed::Township(_) | Followed::Deputy(_) | Followed::List(_) => return Err(StoreError::NotFound),
        };
        let promised = Query::select()
            .column(promise::Column::PaperId)
            .from(promise::Entity)
            .and_where(promise::Column::BodyId.eq(unit.0))
            .to_owned();
        let of_unit = condition(&Filter { unit: Some(unit), ..Filter::default() }, self.moment().today())
            .add(Condition::any().add(C::DueOn.is_not_null()).add(C::Id.in_subquery(promised)));
        let select = proposal::Entity::find().filter(of_unit).order_by_desc(C::ChangedMs).order_by_desc(C::Id);
        let rows = kept(select.limit(MOST_DATES)).all(&self.db).await?;
        let mut all = Vec::new();
        for row in rows {
            all.extend(dates(&parse_state(&row.state)?, Some(unit)));
        }
        all.sort_by_key(|date| (date.due, date.id));
        Ok(all)
    }

    /// The public paper under a number.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none that is public.
    pub async fn public_by_number(&self, number: Number) -> Result<ProposalId> {
        let select = proposal::Entity::find().select_only().column(proposal::Column::Id);
        let is_it =
            condition(&Filter::default(), self.moment().today()).add(proposal::Column::Number.eq(number.to_string()));
        let found: Option<Uuid> = select.filter(is_it).into_tuple().one(&self.db).await?;
        found.map(ProposalId).ok_or(StoreError::NotFound)
    }

    /// The paper under a number that was public once and leaves a line in its place.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn hidden_by_number(&self, number: Number) -> Result<Option<ProposalId>> {
        let is_it = proposal::Column::Number.eq(number.to_string());
        let Some(row) = kept(proposal::Entity::find().filter(is_it)).one(&self.db).await? else { return Ok(None) };
        let paper = parse_state(&row.state)?;
        Ok(paper.stub().map(|_| paper.id))
    }
}

/// The public papers of what is followed.
fn papers_of(followed: &Followed, list: &Narrowing, backend: DbBackend, today: Date) -> Condition {
    use proposal::Column as C;
    let public = || condition(&Filter::default(), today);
    match followed {
        Followed::Proposal(id) => public().add(C::Id.eq(id.0)),
        Followed::Unit(id) => condition(&Filter { unit: Some(*id), ..Filter::default() }, today),
        Followed::Township(id) => {
            condition(&Filter { township: Some(Place::Township(*id)), ..Filter::default() }, today)
        }
        Followed::Deputy(id) => {
            let signed = Query::select()
                .column(signer::Column::ProposalId)
                .from(signer::Entity)
                .and_where(signer::Column::PersonId.eq(id.0))
                .and_where(signer::Column::State.eq(SignState::Confirmed.code()))
                .to_owned();
            public().add(Condition::any().add(C::LeadId.eq(id.0)).add(C::Id.in_subquery(signed)))
        }
        Followed::List(_) => list.condition(backend, today),
    }
}

/// The dates of a paper that its public page shows; of one unit's promises only, where one is asked for.
fn dates(proposal: &Proposal, unit: Option<domain::county::people::BodyId>) -> Vec<PublicDate> {
    if !proposal.is_visible_to(Relation::Public) {
        return Vec::new();
    }
    let date =
        |due, of| PublicDate { id: proposal.id, number: proposal.number, title: proposal.title().to_owned(), due, of };
    let clock = proposal.shown_clock().map(|clock| date(clock.due, DateOf::Clock(Box::new(clock.clone()))));
    // Where a summary is published, its page tells the day of the next promise, and no text of any.
    let (is_open, next) = (proposal.is_open(), proposal.next_promise());
    let promises = proposal.promises.open().filter(|(_, promise)| is_open || Some(promise.due) == next);
    let promises = promises.filter(|(_, promise)| unit.is_none_or(|unit| promise.unit == unit));
    let text = |promise: &Promise| is_open.then(|| promise.text.to_string());
    let promises = promises.map(|(n, promise)| date(promise.due, DateOf::Promise { n, text: text(promise) }));
    clock.into_iter().chain(promises).collect()
}
