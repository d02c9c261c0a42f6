//! Who is told of a step: the lead deputy, co-signers, offices and units, and nobody of what he did himself.

mod list;
mod reached;

use jiff::civil::Date;

use super::{Message, NoticeKind as K};
use crate::case::notice::{Told, Whom};
use crate::county::people::{Actor, PersonId, Role};
use crate::parts::shares;
use crate::proposal::Proposal;
use crate::proposal::command::Mark;
use crate::proposal::event::{Event, Record};
use crate::proposal::workflow::Step;

use list::List;
pub use reached::addressed;

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// A deputy who leads, has signed or is asked to sign.
    Person(PersonId),
    /// Everyone who holds this office.
    Holders(Role),
}

/// Whom a paper as it stands tells that a reply waits for their signature, under a key of the unit and the round: a
/// draft is saved many times, and other things come between, but the head is told once.
pub fn to_sign(proposal: &Proposal, today: Date) -> Vec<(String, Vec<Notice>)> {
    let ready = proposal.awaited().into_iter().filter_map(|one| {
        let unit = one.unit().filter(|_| one.step == Step::Reply)?;
        let share = proposal.shares.iter().find(|share| share.unit == unit)?;
        proposal.is_ready_to_sign(share, today).then(|| {
            let message = Message { kind: K::ToSign, number: proposal.number, due: one.until, limit: None, on: today };
            let notices = one.from.iter().map(|to| Notice { to: *to, message: message.clone() });
            (format!("to-sign/{unit}/{}", proposal.round()), notices.collect())
        })
    });
    ready.collect()
}

impl Audience {
    /// The stored code.
    pub fn code(self) -> String {
        match self {
            Self::Person(person) => format!("person/{person}"),
            Self::Holders(role) => match role.unit() {
                Some(unit) => format!("{}/{unit}", role.office().code()),
                None => role.office().code().to_owned(),
            },
        }
    }

    /// Those that a person belongs to.
    pub fn of(actor: &Actor) -> Vec<Self> {
        [Self::Person(actor.person)].into_iter().chain(actor.roles.iter().copied().map(Self::Holders)).collect()
    }
}

/// What an audience is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Who.
    pub to: Audience,
    /// What.
    pub message: Message,
}

/// Who is told of a step, after the proposal was changed by it. The first notice for a person counts.
pub fn notices(proposal: &Proposal, record: &Record) -> Vec<Notice> {
    let mut list = List { proposal, on: record.day(), notices: Vec::new() };
    for told in told(proposal, record) {
        list.tell(told);
    }
    list.notices
}

/// Whom a step concerns.
fn told(proposal: &Proposal, record: &Record) -> Vec<Told> {
    let reply_due = proposal.reply_clock().map(|clock| clock.due);
    let clock_due = proposal.clock.as_ref().map(|clock| clock.due);
    let office = Whom::Holders(Role::CongressOffice);
    match &record.event {
        Event::Signing(event) => event.told(proposal, record.from),
        Event::Review(event) => vec![event.told(clock_due)],
        Event::Publication(event) => vec![event.told()],
        Event::Share(event) => {
            let mut told = proposal.shares.told(event, record.by.person.is_none(), reply_due);
            if let shares::Event::ReturnGranted { unit, .. } = event {
                let others = proposal.plan.iter().flat_map(|plan| &plan.assignments).map(|share| share.unit);
                told.extend(others.filter(|other| other != unit).map(|unit| Told::of(Whom::Unit(unit), K::Recalled)));
            }
            told
        }
        Event::Contact(event) => proposal.contacts.told(event),
        Event::Extension(event) => event.told(reply_due),
        Event::Round(event) => event.told(),
        Event::Promise(event) => proposal.promises.told(event),
        Event::Key(event) => event.told(),
        Event::Withdrawal(event) => event.told(proposal, record.from),
        Event::Submitted { review, .. } => {
            vec![Told::by(office, K::ToReview, Some(review.due)), Told::of(Whom::CoSigners, K::Submitted)]
        }
        Event::Registered { .. } => vec![Told::of(Whom::Signers, K::Registered)],
        Event::Linked(_) => vec![Told::of(Whom::Lead, K::Linked)],
        Event::Unlinked(_) => vec![Told::of(Whom::Lead, K::Unlinked)],
        // Units learn of it when it is handed over, not while offices prepare that.
        Event::UnitsProposed(plan) if plan.to_government => {
            vec![Told::by(Whom::Holders(Role::GovernmentOffice), K::ToHandOver, clock_due)]
        }
        Event::UnitsProposed(_) => Vec::new(),
        Event::Assigned { assignments, clocks, reply, .. } => {
            let due = Some(clocks.acceptance.due);
            let units = assignments.iter().map(|share| Told::by(Whom::Unit(share.unit), K::ToAccept, due));
            units.chain([Told::by(Whom::Signers, K::HandedOver, Some(reply.due))]).collect()
        }
        // Told by the acceptance before it; of a draft once it can be signed.
        Event::Begun | Event::ReplyDrafted { .. } => Vec::new(),
        Event::SeparateReplied { .. } => {
            vec![Told::of(Whom::Signers, K::SeparateReplied), Told::by(Whom::LeadUnit, K::SeparateReplied, reply_due)]
        }
        Event::Replied { rating, .. } => {
            vec![Told::by(Whom::Lead, K::ToRate, Some(rating.due)), Told::of(Whom::CoSigners, K::Replied)]
        }
        Event::Rated { rating, decision } => {
            let due = decision.as_ref().map(|clock| clock.due);
            let unsatisfied = rating.overall() == Mark::Unsatisfied;
            let decides = unsatisfied.then(|| Told::by(office, K::ToDecide, due));
            decides.into_iter().chain([Told::of(Whom::AnsweringUnits, K::Rated)]).collect()
        }
        Event::Chased(_) => vec![Told::by(Whom::LateUnits, K::Chased, reply_due)],
        Event::Tracked => [Whom::Signers, Whom::AnsweringUnits].map(|whom| Told::of(whom, K::Tracked)).into(),
        Event::Closed => [Whom::Signers, Whom::AnsweringUnits].map(|whom| Told::of(whom, K::Closed)).into(),
    }
}
