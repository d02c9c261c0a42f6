//! Who is told of a step: the lead deputy, co-signers, offices and units, and nobody of what he did himself.

mod list;
mod reached;

use jiff::civil::Date;

use super::{Message, NoticeKind as K};
use crate::county::moment::county_date;
use crate::county::people::{Actor, PersonId, Role, UnitId};
use crate::proposal::Proposal;
use crate::proposal::command::Mark;
use crate::proposal::event::{Event, Record};
use crate::proposal::signing::SignState;
use crate::proposal::workflow::{Stage, Step};

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
        let share = proposal.assignments.iter().find(|share| share.unit == unit)?;
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
    let mut list = List { proposal, on: county_date(record.at), notices: Vec::new() };
    let reply_due = proposal.reply_clock().map(|clock| clock.due);
    let clock_due = proposal.clock.as_ref().map(|clock| clock.due);
    match &record.event {
        Event::Invited { invited, until, .. } => {
            // A text that is frozen anew is put before everyone who was asked before; else only the new ones are told.
            let asked: Vec<_> = if record.from == Stage::CoSigning {
                invited.iter().map(|deputy| deputy.person).collect()
            } else {
                list.signers(|state| state == SignState::Invited)
            };
            list.persons(asked, K::Invited, Some(until.due));
        }
        Event::CoSigned { .. } => list.lead(K::CoSigned, None),
        Event::InvitationDeclined => list.lead(K::InvitationDeclined, None),
        Event::Lapsed { persons } => {
            list.lead(K::Lapsed, None);
            list.persons(persons.clone(), K::Lapsed, None);
        }
        Event::Reopened => {
            let asked = list.signers(|state| matches!(state, SignState::Invited | SignState::Confirmed));
            list.persons(asked, K::Reopened, None);
        }
        Event::SignatureWithdrawn => {
            list.lead(K::SignatureWithdrawn, None);
            if proposal.stage == Stage::Submitted {
                list.office(Role::CongressOffice, K::SignatureWithdrawn, None);
            }
        }
        Event::Submitted { review, .. } => {
            list.office(Role::CongressOffice, K::ToReview, Some(review.due));
            list.co_signers(K::Submitted, None);
        }
        Event::Returned { .. } => list.deputies(K::Returned, None),
        Event::DeclineProposed(_) => list.office(Role::CongressOffice, K::ToConfirm, clock_due),
        Event::Declined => list.deputies(K::Declined, None),
        Event::DeclineDropped => list.office(Role::CongressOffice, K::RefusalDropped, clock_due),
        Event::Registered { .. } => list.deputies(K::Registered, None),
        Event::Linked(_) => list.lead(K::Linked, None),
        Event::Unlinked(_) => list.lead(K::Unlinked, None),
        Event::DisclosureSet(_) => list.deputies(K::DisclosureSet, None),
        Event::ReviewOpened => list.office(Role::CongressOffice, K::ToReviewDisclosure, None),
        Event::UnitsProposed(plan) => {
            // Units learn of it when it is handed over, not while offices prepare that.
            if plan.to_government {
                list.office(Role::GovernmentOffice, K::ToHandOver, clock_due);
            }
        }
        Event::Assigned { assignments, clocks, reply, .. } => {
            for assignment in assignments {
                list.unit(assignment.unit, K::ToAccept, Some(clocks.acceptance.due));
            }
            list.deputies(K::HandedOver, Some(reply.due));
        }
        Event::Accepted { unit } => {
            if record.by.person.is_none() {
                list.unit(*unit, K::AcceptedBySilence, reply_due);
            }
            list.lead(K::Accepted, reply_due);
        }
        Event::ReturnAsked(case) => {
            list.office(Role::CongressOffice, K::ToDecideReturn, Some(case.decide_by.due));
            list.office(Role::GovernmentOffice, K::ToDecideReturn, Some(case.decide_by.due));
        }
        Event::Reassigned { unit, decision, clocks } => {
            if let Some(new) = &decision.replacement {
                list.unit(new.unit, K::ToAccept, Some(clocks.acceptance.due));
            }
            list.unit(*unit, K::ReturnGranted, None);
            list.deputies(K::Reassigned, reply_due);
        }
        Event::ReturnGranted { unit, reassignment, .. } => {
            list.unit(*unit, K::ReturnGranted, None);
            let others = proposal.plan.iter().flat_map(|plan| &plan.assignments).map(|assignment| assignment.unit);
            for other in others.filter(|other| other != unit) {
                list.unit(other, K::Recalled, None);
            }
            list.office(Role::CongressOffice, K::ToHandOver, Some(reassignment.due));
            list.deputies(K::Recalled, None);
        }
        Event::ReturnRefused { unit, .. } => list.unit(*unit, K::ReturnRefused, reply_due),
        // Told by the acceptance before it.
        Event::Begun => {}
        Event::TakenOver { .. } | Event::ReplyDrafted { .. } => {}
        Event::ContactStood { contact } => {
            list.contact_unit(*contact, K::ContactStood);
            list.lead(K::ContactStood, None);
        }
        Event::ContactRecorded(contact) => {
            list.lead(K::ContactRecorded, contact.check.as_ref().map(|clock| clock.due));
        }
        Event::ContactConfirmed { contact } => list.contact_unit(*contact, K::ContactConfirmed),
        Event::ContactDisputed { contact, .. } => {
            list.contact_unit(*contact, K::ContactDisputed);
            list.office(Role::CongressOffice, K::ContactDisputed, None);
        }
        Event::OpinionSent { .. } => list.lead_unit(K::OpinionSent, reply_due),
        Event::OpinionChased { unit } => list.unit(*unit, K::OpinionChased, opinion_due(proposal, *unit)),
        Event::OpinionSentBack { unit, .. } => list.unit(*unit, K::OpinionSentBack, opinion_due(proposal, *unit)),
        Event::ExtensionAsked(_) => {
            list.office(Role::CongressOffice, K::ToDecideExtension, reply_due);
            list.deputies(K::ExtensionAsked, None);
        }
        Event::ExtensionGranted { reply, .. } => {
            list.answering_units(K::ExtensionGranted, Some(reply.due));
            list.deputies(K::ExtensionGranted, Some(reply.due));
        }
        Event::ExtensionRefused { .. } => {
            list.answering_units(K::ExtensionRefused, reply_due);
            list.deputies(K::ExtensionRefused, reply_due);
        }
        Event::SeparateReplied { .. } => {
            list.deputies(K::SeparateReplied, None);
            list.lead_unit(K::SeparateReplied, reply_due);
        }
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
            list.deputies(K::SecondRound, Some(reply.due));
        }
        Event::SecondRoundRefused { .. } => {
            list.deputies(K::NoSecondRound, None);
            list.answering_units(K::NoSecondRound, None);
        }
        Event::Escalated => {
            list.deputies(K::Escalated, None);
            list.answering_units(K::Escalated, None);
            list.office(Role::Supervisor, K::Escalated, None);
        }
        Event::HandledAgain { reply, .. } | Event::HandlingReopened { reply, .. } => {
            list.answering_units(K::ToReplyAgain, Some(reply.due));
            list.deputies(K::SecondRound, Some(reply.due));
        }
        Event::FollowedUp { .. } => {
            list.deputies(K::Tracked, None);
            list.answering_units(K::Tracked, None);
        }
        Event::ClosedUnsatisfied { .. } => {
            list.deputies(K::ClosedUnsatisfied, None);
            list.answering_units(K::ClosedUnsatisfied, None);
        }
        Event::CommitmentClaimed { .. } => {
            list.lead(K::ToVerify, None);
            list.office(Role::CongressOffice, K::ToVerify, None);
        }
        Event::CommitmentVerified { commitment } => {
            list.commitment_unit(*commitment, K::CommitmentVerified, None);
            list.deputies(K::CommitmentVerified, None);
        }
        Event::ClaimRejected { commitment, .. } => {
            list.commitment_unit(*commitment, K::ClaimRejected, commitment_due(proposal, *commitment));
            list.lead(K::ClaimRejected, None);
        }
        Event::CommitmentExplained { .. } => {
            list.deputies(K::CommitmentExplained, None);
            list.office(Role::CongressOffice, K::CommitmentExplained, None);
        }
        Event::LookBackOpened { commitment, .. } => {
            list.office(Role::CongressOffice, K::ToLookBack, None);
            list.office(Role::Supervisor, K::ToLookBack, None);
            list.lead(K::LookBackOpened, None);
            list.commitment_unit(*commitment, K::LookBackOpened, None);
        }
        Event::LookedBack { commitment, .. } => {
            list.deputies(K::LookedBack, None);
            list.commitment_unit(*commitment, K::LookedBack, None);
        }
        Event::CommitmentReopened { commitment, until, .. } => {
            list.commitment_unit(*commitment, K::Relapsed, Some(*until));
            list.deputies(K::Relapsed, Some(*until));
        }
        Event::Nominated(_) | Event::NominationDropped => {}
        Event::KeyNamed(_) => {
            list.deputies(K::KeyNamed, None);
            list.answering_units(K::KeyNamed, None);
            list.office(Role::Supervisor, K::KeyNamed, None);
        }
        Event::ProgressReported(_) => {
            list.deputies(K::ProgressReported, None);
            list.office(Role::Supervisor, K::ProgressReported, None);
            list.office(Role::CongressOffice, K::ProgressReported, None);
        }
        Event::Chased { .. } => list.late_units(K::Chased, reply_due),
        Event::Tracked => {
            list.deputies(K::Tracked, None);
            list.answering_units(K::Tracked, None);
        }
        Event::Closed => {
            list.deputies(K::Closed, None);
            list.answering_units(K::Closed, None);
        }
        Event::WithdrawalAsked { .. } => list.persons(proposal.withdrawal_waits_for(), K::ToAgree, None),
        Event::WithdrawalAgreed => list.lead(K::WithdrawalAgreed, None),
        Event::WithdrawalDropped => list.co_signers(K::WithdrawalDropped, None),
        Event::Withdrawn => {
            for assignment in &proposal.assignments {
                list.unit(assignment.unit, K::ToStop, None);
            }
            if !matches!(record.from, Stage::Draft | Stage::CoSigning) {
                list.office(Role::CongressOffice, K::Withdrawn, None);
            }
            let asked = list.signers(|state| state == SignState::Invited);
            list.persons(asked, K::Withdrawn, None);
            list.deputies(K::Withdrawn, None);
        }
    }
    list.notices
}

/// Until when an assisting unit gives its opinion.
fn opinion_due(proposal: &Proposal, unit: UnitId) -> Option<Date> {
    let share = proposal.assignments.iter().find(|share| share.unit == unit)?;
    share.opinion_by.as_ref().map(|clock| clock.due)
}

fn commitment_due(proposal: &Proposal, commitment: usize) -> Option<Date> {
    proposal.commitments.get(commitment).map(|one| one.due)
}
