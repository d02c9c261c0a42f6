//! Who is told of a step: the lead deputy, co-signers, offices and units, and nobody of what he did himself.

use jiff::civil::Date;

use super::{Message, NoticeKind as K};
use crate::command::{Mark, Part};
use crate::event::{Event, Record};
use crate::people::{PersonId, Role, UnitId};
use crate::proposal::Proposal;
use crate::view::county_date;
use crate::workflow::Stage;

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// A deputy who leads, has signed or is asked to sign.
    Person(PersonId),
    /// Everyone who holds this office.
    Holders(Role),
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
    let mut list = List { proposal, on: county_date(record.at), notices: Vec::new() };
    match &record.event {
        Event::Submitted { review, .. } => {
            list.office(Role::CongressOffice, K::ToReview, Some(review.due));
            if record.from != Stage::Returned {
                list.co_signers(K::Submitted, None);
            }
        }
        Event::Returned { .. } => list.deputies(K::Returned, K::Returned, None),
        Event::DeclineProposed(_) => {
            list.office(Role::CongressOffice, K::ToConfirm, proposal.clock.as_ref().map(|clock| clock.due));
        }
        Event::Declined => list.deputies(K::Declined, K::Declined, None),
        Event::DeclineDropped => {
            list.office(Role::CongressOffice, K::RefusalDropped, proposal.clock.as_ref().map(|clock| clock.due));
        }
        Event::Registered { hand_over, .. } => {
            list.deputies(K::Registered, K::Registered, None);
            list.office(Role::GovernmentOffice, K::ToHandOver, Some(hand_over.due));
        }
        Event::Assigned { assignments, acceptance, reply } => {
            for assignment in assignments {
                list.unit(assignment.unit, K::ToAccept, Some(acceptance.due));
            }
            list.deputies(K::HandedOver, K::HandedOver, Some(reply.due));
        }
        Event::Accepted { unit } => {
            if record.by.person.is_none() {
                list.unit(*unit, K::AcceptedBySilence, proposal.reply_clock().map(|clock| clock.due));
            }
            list.lead(K::Accepted, proposal.reply_clock().map(|clock| clock.due));
        }
        // Told by the acceptance, or by what follows.
        Event::Begun => {}
        Event::ContactRecorded(_) => list.lead(K::ContactRecorded, None),
        Event::Replied { rating, .. } => {
            list.lead(K::ToRate, Some(rating.due));
            list.co_signers(K::Replied, None);
        }
        Event::Rated { rating, decision } => {
            if rating.overall() == Mark::Unsatisfied {
                list.office(Role::CongressOffice, K::ToDecide, decision.as_ref().map(|clock| clock.due));
            }
            list.answering_units(K::Rated, None);
        }
        Event::SecondRoundGranted { reply } => {
            list.answering_units(K::ToReplyAgain, Some(reply.due));
            list.deputies(K::SecondRound, K::SecondRound, Some(reply.due));
        }
        Event::SecondRoundRefused { .. } => {
            list.deputies(K::NoSecondRound, K::NoSecondRound, None);
            list.answering_units(K::NoSecondRound, None);
        }
        Event::Tracked => {
            list.deputies(K::Tracked, K::Tracked, None);
            list.answering_units(K::Tracked, None);
        }
        Event::Closed => {
            list.deputies(K::Closed, K::Closed, None);
            list.answering_units(K::Closed, None);
        }
    }
    list.notices
}

/// The notices of one step while they are gathered.
struct List<'a> {
    proposal: &'a Proposal,
    on: Date,
    notices: Vec<Notice>,
}

impl List<'_> {
    fn tell(&mut self, to: Audience, kind: K, due: Option<Date>) {
        let message = Message { kind, number: self.proposal.number, due, limit: None, on: self.on };
        self.notices.push(Notice { to, message });
    }

    fn lead(&mut self, kind: K, due: Option<Date>) {
        self.tell(Audience::Person(self.proposal.lead), kind, due);
    }

    fn co_signers(&mut self, _kind: K, _due: Option<Date>) {}

    /// The lead deputy and those who signed.
    fn deputies(&mut self, lead: K, signers: K, due: Option<Date>) {
        self.lead(lead, due);
        self.co_signers(signers, due);
    }

    fn office(&mut self, role: Role, kind: K, due: Option<Date>) {
        self.tell(Audience::Holders(role), kind, due);
    }

    /// A unit's clerks and heads.
    fn unit(&mut self, unit: UnitId, kind: K, due: Option<Date>) {
        self.office(Role::UnitClerk(unit), kind, due);
        self.office(Role::UnitHead(unit), kind, due);
    }

    /// The units that answer: the lead unit and those that reply separately.
    fn answering_units(&mut self, kind: K, due: Option<Date>) {
        let units = self.proposal.assignments.iter().filter(|assignment| assignment.part != Part::Assisting);
        for unit in units.map(|assignment| assignment.unit).collect::<Vec<_>>() {
            self.unit(unit, kind, due);
        }
    }
}

/// Whom notices reach, given who holds which office: each person once, and not who did it.
///
/// Offices have no part in a paper that one of their people leads or has signed.
pub fn addressed<'a>(
    proposal: &Proposal,
    notices: &'a [Notice],
    holders: &[(PersonId, Role)],
    by: Option<PersonId>,
) -> Vec<(PersonId, &'a Message)> {
    let mut reached: Vec<(PersonId, &Message)> = Vec::new();
    for Notice { to, message } in notices {
        let persons: Vec<PersonId> = match to {
            Audience::Person(person) => vec![*person],
            Audience::Holders(role) => {
                let holding = holders.iter().filter(|(_, held)| held == role).map(|(person, _)| *person);
                holding.filter(|person| !is_own(proposal, *person)).collect()
            }
        };
        for person in persons {
            if Some(person) != by && !reached.iter().any(|(known, _)| *known == person) {
                reached.push((person, message));
            }
        }
    }
    reached
}

fn is_own(proposal: &Proposal, person: PersonId) -> bool {
    proposal.lead == person
}
