//! What waits for a person, by due date, and a deputy's own proposals.

use std::collections::{BTreeSet, HashMap};

use domain::county::clock::Clock;
use domain::county::number::Number;
use domain::county::people::{Actor, Office};
use domain::proposal::notice::Audience;
use domain::proposal::signing::SignState;
use domain::proposal::view::{DeskItem, Summary};
use domain::proposal::workflow::{Stage, Step};
use domain::proposal::{Proposal, ProposalId};
use ground::vocabulary::Lang;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::Store;
use crate::entity::{awaited, paper, proposal, signer};
use crate::error::Result;
use crate::proposal::list::lines;
use crate::proposal::{NO_LIMIT, parse_state};

/// How many items a page of the desk has.
const PAGE: u64 = 30;
/// How many dates a person's calendar has.
const MOST_DATES: u64 = 600;

/// The place after which a page of the desk begins: the limit and the id of its last item.
pub type DeskCursor = (String, ProposalId);

/// A person's desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// What waits, by due date.
    pub waiting: Vec<DeskItem>,
    /// Where the next page begins.
    pub next: Option<DeskCursor>,
    /// A deputy's own proposals, last changed first.
    pub mine: Vec<Summary>,
    /// The proposals that a deputy has signed, last changed first.
    pub signed: Vec<Summary>,
}

/// A date of what waits for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueDate {
    /// The proposal.
    pub id: ProposalId,
    pub number: Option<Number>,
    pub title: String,
    /// What to do.
    pub step: Step,
    /// The last day.
    pub due: Date,
    /// The clock that says why; a promise has none.
    pub clock: Option<Clock>,
    /// The place of the promise, where it is one.
    pub promise: Option<usize>,
}

/// What waits for a person on a paper.
struct Task {
    proposal: Proposal,
    /// What to do, or `None` where it is only to be watched.
    step: Option<Step>,
    until: Option<Date>,
}

impl Store {
    /// What waits for a person.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn desk(&self, actor: &Actor, after: Option<DeskCursor>, lang: Lang) -> Result<Desk> {
        use proposal::Column as C;
        let today = self.moment().today();
        let (tasks, next) = self.tasks(actor, after).await?;
        let waiting = tasks.into_iter().map(|task| {
            let proposal = &task.proposal;
            let summary = Summary::of(proposal, task.until, today, lang);
            DeskItem { summary, step: task.step, status: proposal.status(today, lang) }
        });
        let waiting = waiting.collect();
        // A former deputy's papers too: they outlive the office.
        let latest = |condition: Condition| {
            lines().filter(condition).order_by_desc(C::ChangedMs).order_by_desc(C::Id).limit(50).into_model()
        };
        let of_mine = latest(Condition::all().add(C::LeadId.eq(actor.person.0))).all(&self.db).await?;
        let mine = self.summaries(of_mine, lang).await?;
        let signatures = Query::select()
            .column(signer::Column::ProposalId)
            .from(signer::Entity)
            .and_where(signer::Column::PersonId.eq(actor.person.0))
            .and_where(signer::Column::State.eq(SignState::Confirmed.code()))
            .to_owned();
        let unsigned = C::Stage.ne(Stage::Draft.code());
        let of_others = latest(Condition::all().add(C::Id.in_subquery(signatures)).add(unsigned));
        let signed = self.summaries(of_others.all(&self.db).await?, lang).await?;
        Ok(Desk { waiting, next, mine, signed })
    }

    /// The dates of what waits for a person, and of what the person's units owe, earliest first; at most 600.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn dates(&self, actor: &Actor) -> Result<Vec<DueDate>> {
        use awaited::Column as C;
        let today = self.moment().today();
        let audiences = Audience::of(actor).into_iter().map(Audience::code);
        let units = C::BodyId.is_in(actor.units().map(|unit| unit.0)).and(C::Reminds.eq(true)).and(C::IsFirst.eq(true));
        let mut walks = vec![C::Audience.is_in(audiences), units];
        if actor.holds(Office::Supervisor) {
            let key = Query::select()
                .column(proposal::Column::Id)
                .from(proposal::Entity)
                .and_where(proposal::Column::IsKey.eq(true).and(proposal::Column::IsPublic.eq(true)))
                .to_owned();
            walks.push(C::PaperId.in_subquery(key).and(C::BodyId.is_not_null()).and(C::IsFirst.eq(true)));
        }
        let mut papers = BTreeSet::new();
        for whose in walks {
            let found: Vec<(Uuid, String)> = awaited::Entity::find()
                .select_only()
                .columns([C::PaperId, C::Until])
                .filter(whose.and(C::Until.lt(NO_LIMIT)))
                .order_by_asc(C::Until)
                .limit(MOST_DATES)
                .into_tuple()
                .all(&self.db)
                .await?;
            papers.extend(found.into_iter().map(|(id, _)| id));
        }
        let mut dates = Vec::new();
        for ids in papers.into_iter().collect::<Vec<_>>().chunks(100) {
            let of_ids = paper::Column::Id.is_in(ids.iter().copied());
            for row in paper::Entity::find().filter(of_ids).all(&self.db).await? {
                let paper = parse_state(&row.state)?;
                let all = paper.dates_of(actor, today);
                dates.extend(all.iter().filter_map(|one| {
                    Some(DueDate {
                        id: paper.id,
                        number: paper.number,
                        title: paper.title().to_owned(),
                        step: one.step,
                        due: one.until?,
                        clock: one.clock().cloned(),
                        promise: one.promise(),
                    })
                }));
            }
        }
        dates.sort_by_key(|date| (date.due, date.id));
        dates.truncate(usize::try_from(MOST_DATES).unwrap_or(usize::MAX));
        Ok(dates)
    }

    /// A page of what waits for a person, by the last day, and where the next begins: of each paper what falls due first.
    async fn tasks(&self, actor: &Actor, mut after: Option<DeskCursor>) -> Result<(Vec<Task>, Option<DeskCursor>)> {
        let today = self.moment().today();
        let mut tasks = Vec::new();
        loop {
            let places = self.places(actor, after.as_ref(), today).await?;
            let more = places.len() as u64 > PAGE;
            let ids: Vec<_> = places.iter().map(|(_, id)| id.0).collect();
            let rows = paper::Entity::find().filter(paper::Column::Id.is_in(ids)).all(&self.db).await?;
            let states: HashMap<_, _> = rows.into_iter().map(|row| (ProposalId(row.id), row.state)).collect();
            for (until, id) in places {
                if tasks.len() as u64 == PAGE {
                    return Ok((tasks, after));
                }
                after = Some((until.clone(), id));
                let Some(state) = states.get(&id) else { continue };
                tasks.extend(task(parse_state(state)?, actor, &until, today));
            }
            if !more {
                return Ok((tasks, None));
            }
        }
    }

    /// The next places of what may wait for a person: last days and papers; the domain then says whether it does.
    async fn places(&self, actor: &Actor, after: Option<&DeskCursor>, today: Date) -> Result<BTreeSet<DeskCursor>> {
        use awaited::Column as C;
        let behind = after.map(|(until, id)| {
            let columns = Expr::tuple([C::Until, C::PaperId].map(|column| Expr::col((awaited::Entity, column))));
            columns.gt(Expr::tuple([Expr::value(until.clone()), Expr::value(id.0)]))
        });
        let next = || {
            awaited::Entity::find()
                .select_only()
                .columns([C::Until, C::PaperId])
                .filter(Condition::all().add_option(behind.clone()))
                .order_by_asc(C::Until)
                .order_by_asc(C::PaperId)
                .limit(PAGE + 1)
        };
        // One walk along the index for each audience.
        let mut walks: Vec<_> =
            Audience::of(actor).into_iter().map(|who| next().filter(C::Audience.eq(who.code()))).collect();
        if actor.holds(Office::Supervisor) {
            let late = C::Until.lt(today.to_string()).or(proposal::Column::IsKey.eq(true));
            let of_units = C::Reminds.eq(true).and(C::IsFirst.eq(true)).and(C::BodyId.is_not_null());
            let public = proposal::Column::IsPublic.eq(true);
            walks.push(next().inner_join(proposal::Entity).filter(of_units.and(late).and(public)));
        }
        let mut places = BTreeSet::new();
        for walk in walks {
            let found: Vec<(String, Uuid)> = walk.into_tuple().all(&self.db).await?;
            places.extend(found.into_iter().map(|(until, id)| (until, ProposalId(id))));
        }
        Ok(places.into_iter().take(usize::try_from(PAGE + 1).unwrap_or(usize::MAX)).collect())
    }
}

/// What waits for a person on a paper, if it waits until that day: else it stands at another place of the desk.
fn task(proposal: Proposal, actor: &Actor, until: &str, today: Date) -> Option<Task> {
    let own = proposal.awaited_of(actor, today).into_iter().next().map(|one| (Some(one.step), one));
    let watched = || {
        let sees = actor.holds(Office::Supervisor) && proposal.is_public();
        sees.then(|| proposal.watched(today)).flatten().map(|one| (None, one))
    };
    let (step, one) = own.or_else(watched)?;
    let is_here = one.until.map_or_else(|| until == NO_LIMIT, |day| day.to_string() == until);
    let until = one.until;
    is_here.then_some(Task { step, until, proposal })
}
