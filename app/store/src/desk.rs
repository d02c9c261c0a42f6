//! What waits for a person, by due date, and a deputy's own proposals.

use domain::decide::waiting_step;
use domain::people::{Actor, Office, ProposalId, Role};
use domain::view::{DeskItem, Summary};
use domain::vocabulary::Lang;
use domain::workflow::{Relation, Stage};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::Store;
use crate::entity::{assignment, proposal};
use crate::error::Result;
use crate::list::lines;
use crate::proposals::parse_state;

/// How many items a page of the desk has.
const PAGE: u64 = 30;

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
}

impl Store {
    /// What waits for a person.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn desk(&self, actor: &Actor, after: Option<DeskCursor>, lang: Lang) -> Result<Desk> {
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
        let mut waiting = Vec::new();
        for row in found {
            let proposal = parse_state(&row.state)?;
            let step = waiting_step(&proposal.open_steps(actor));
            // A supervisor watches; whoever proposed a refusal does not wait for himself.
            if step.is_none() && !actor.holds(Office::Supervisor) {
                continue;
            }
            let clock = if step.is_some() { proposal.clock.as_ref() } else { proposal.shown_clock() };
            let summary = Summary {
                id: proposal.id,
                number: proposal.number,
                title: proposal.title().to_owned(),
                lead_name: proposal.lead_name.clone(),
                unit: proposal.lead_unit().map(|unit| unit.unit_name(lang).to_owned()),
                stage: proposal.stage,
                due: clock.map(|clock| clock.due),
                days_left: clock.map(|clock| clock.days_left(today)),
            };
            waiting.push(DeskItem { summary, step, status: proposal.status(today, lang) });
        }
        let mine = if actor.holds(Office::Deputy) {
            let mine = lines().filter(C::LeadId.eq(actor.person.0)).order_by_desc(C::ChangedMs).order_by_desc(C::Id);
            let found = mine.limit(50).into_model().all(&self.db).await?;
            self.summaries(found, lang).await?
        } else {
            Vec::new()
        };
        Ok(Desk { waiting, next, mine })
    }
}

/// The proposals among which something may wait for a person; `open_steps` then says whether it does.
fn waiting_for(actor: &Actor, today: &str) -> Condition {
    use proposal::Column as C;
    let mut any = Condition::any();
    for role in &actor.roles {
        any = match role {
            Role::Deputy => any.add(C::Awaits.eq(Relation::Lead.code()).and(C::LeadId.eq(actor.person.0))),
            Role::CongressOffice => any.add(C::Awaits.eq(Relation::CongressOffice.code())),
            Role::GovernmentOffice => any.add(C::Stage.eq(Stage::Registered.code())),
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
    if any.is_empty() { any.add(Expr::value(false)) } else { any }
}
