//! What waits for a person, by due date, and a deputy's own proposals.

use domain::county::clock::Clock;
use domain::county::number::Number;
use domain::county::people::{Actor, Office, Role};
use domain::proposal::decide::waiting_step;
use domain::proposal::signing::SignState;
use domain::proposal::view::{DeskItem, Summary};
use domain::proposal::workflow::{Relation, Stage, Step};
use domain::proposal::{Proposal, ProposalId};
use ground::vocabulary::Lang;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::Store;
use crate::entity::{assignment, proposal, signer};
use crate::error::Result;
use crate::proposal::list::lines;
use crate::proposal::parse_state;

/// How many items a page of the desk has.
const PAGE: u64 = 30;
/// How many pages are read for a person's calendar.
const MOST_PAGES: usize = 20;

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
    /// Its number.
    pub number: Option<Number>,
    /// Its title.
    pub title: String,
    /// What to do, or `None` where it is only to be watched.
    pub step: Option<Step>,
    /// The last day.
    pub due: Date,
    /// The clock that says why; a promise has none.
    pub clock: Option<Clock>,
}

/// What waits for a person: a proposal and the step, or `None` where it is only to be watched.
struct Task {
    proposal: Proposal,
    step: Option<Step>,
}

impl Task {
    /// The clock for the step, or the one that everybody watches.
    fn clock(&self) -> Option<&Clock> {
        match self.step {
            // Nothing hurries a signer who is asked to let a proposal go.
            Some(Step::AgreeWithdrawal) => None,
            Some(_) => self.proposal.clock.as_ref(),
            None => self.proposal.shown_clock(),
        }
    }

    /// The last day: the clock's, or the next promise's.
    fn due(&self) -> Option<Date> {
        self.clock().map(|clock| clock.due).or_else(|| self.proposal.next_promise())
    }
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
            let summary = Summary::of(proposal, task.due(), today, lang);
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

    /// The dates of what waits for a person, earliest first; at most 600.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn dates(&self, actor: &Actor) -> Result<Vec<DueDate>> {
        let mut dates = Vec::new();
        let mut after = None;
        for _ in 0..MOST_PAGES {
            let (tasks, next) = self.tasks(actor, after).await?;
            dates.extend(tasks.into_iter().filter_map(|task| {
                let (due, clock) = (task.due()?, task.clock().cloned());
                let Task { proposal, step } = task;
                Some(DueDate {
                    id: proposal.id,
                    number: proposal.number,
                    title: proposal.title().to_owned(),
                    step,
                    due,
                    clock,
                })
            }));
            after = next;
            if after.is_none() {
                break;
            }
        }
        Ok(dates)
    }

    /// A page of what waits for a person, and where the next begins.
    async fn tasks(&self, actor: &Actor, after: Option<DeskCursor>) -> Result<(Vec<Task>, Option<DeskCursor>)> {
        use proposal::Column as C;
        let today = self.moment().today();
        let mut select = proposal::Entity::find().filter(waiting_for(actor, &today.to_string()));
        if let Some((until, id)) = after {
            let tuple = Expr::tuple([Expr::col(C::AwaitsUntil), Expr::col(C::Id)]);
            select = select.filter(tuple.gt(Expr::tuple([Expr::value(until), Expr::value(id.0)])));
        }
        let select = select.order_by_asc(C::AwaitsUntil).order_by_asc(C::Id).limit(PAGE + 1);
        let mut found = select.all(&self.db).await?;
        let more = found.len() as u64 > PAGE;
        found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let next = found.last().filter(|_| more).map(|row| (row.awaits_until.clone(), ProposalId(row.id)));
        let mut tasks = Vec::new();
        for row in found {
            let proposal = parse_state(&row.state)?;
            let step = waiting_step(&proposal.open_steps(actor, today));
            // A supervisor watches; whoever proposed a refusal does not wait for himself.
            if step.is_some() || actor.holds(Office::Supervisor) {
                tasks.push(Task { proposal, step });
            }
        }
        Ok((tasks, next))
    }
}

/// The proposals that a unit asks to give back.
fn returning() -> SelectStatement {
    Query::select()
        .column(assignment::Column::ProposalId)
        .from(assignment::Entity)
        .and_where(assignment::Column::Returning.eq(true))
        .to_owned()
}

/// The proposals among which something may wait for a person; `open_steps` then says whether it does.
fn waiting_for(actor: &Actor, today: &str) -> Condition {
    use proposal::Column as C;
    let own = C::LeadId.eq(actor.person.0).and(C::Awaits.eq(Relation::Lead.code()).or(C::AsksLead.eq(true)));
    let mut any = Condition::any().add(own);
    for role in &actor.roles {
        any = match role {
            Role::Deputy => {
                let asked = Query::select()
                    .column(signer::Column::ProposalId)
                    .from(signer::Entity)
                    .and_where(signer::Column::PersonId.eq(actor.person.0))
                    .and_where(signer::Column::Waits.eq(true))
                    .to_owned();
                any.add(C::Id.in_subquery(asked))
            }
            Role::CongressOffice => any
                .add(C::Awaits.eq(Relation::CongressOffice.code()))
                .add(C::AsksOffice.eq(true))
                .add(C::Id.in_subquery(returning())),
            Role::GovernmentOffice => {
                any.add(C::Stage.eq(Stage::Registered.code())).add(C::Id.in_subquery(returning()))
            }
            Role::UnitClerk(unit) | Role::UnitHead(unit) => {
                let to_accept = Query::select()
                    .column(assignment::Column::ProposalId)
                    .from(assignment::Entity)
                    .and_where(assignment::Column::UnitId.eq(unit.0))
                    .and_where(assignment::Column::Accepted.eq(false))
                    .to_owned();
                any.add(C::Awaits.eq(Relation::LeadHead.code()).and(C::LeadUnitId.eq(unit.0))).add(
                    C::Stage.is_in([Stage::Assigned.code(), Stage::Handling.code()]).and(C::Id.in_subquery(to_accept)),
                )
            }
            Role::Supervisor => any.add(
                (C::IsPublic.eq(true))
                    .and(C::Awaits.eq(Relation::LeadHead.code()))
                    .and(C::DueOn.lt(today).or(C::IsKey.eq(true))),
            ),
            Role::Administrator => any,
        };
    }
    any
}
