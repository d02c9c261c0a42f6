//! What happened to a proposal: events, each signed, and what each changes.

use serde::{Deserialize, Serialize};

use crate::command::{Assignment, Contact, Decline, Rating, Reply, Settled};
use crate::deadline::Clock;
use crate::draft::Submission;
use crate::number::Number;
use crate::people::{PersonId, UnitId};
use crate::proposal::{HandOver, Proposal};
use crate::text::Reason;
use crate::workflow::{Relation, Stage, Step};

/// What happened. The clocks it started are part of it, so that a replay needs no rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The text was handed in, or handed in again.
    Submitted {
        /// The text.
        submission: Box<Submission>,
        /// The review clock.
        review: Clock,
    },
    /// The paper was sent back.
    Returned {
        /// Why.
        reason: Reason,
    },
    /// One person proposed to refuse it.
    DeclineProposed(Decline),
    /// Another confirmed that.
    Declined,
    /// The proposed refusal was dropped.
    DeclineDropped,
    /// It was numbered.
    Registered {
        /// Its number.
        number: Number,
        /// Topic, place, disclosure.
        settled: Settled,
        /// Until when it must be handed over.
        hand_over: Clock,
    },
    /// It was handed over.
    Assigned {
        /// The units and their parts.
        assignments: Vec<Assignment>,
        /// Until when they may return it.
        acceptance: Clock,
        /// Until when they must reply.
        reply: Clock,
    },
    /// A unit took it on.
    Accepted {
        /// The unit.
        unit: UnitId,
    },
    /// Handling began.
    Begun,
    /// The unit spoke with the deputy.
    ContactRecorded(Contact),
    /// The reply was issued.
    Replied {
        /// The reply.
        reply: Box<Reply>,
        /// Until when the deputy may rate.
        rating: Clock,
    },
    /// The deputy rated the reply.
    Rated {
        /// The rating.
        rating: Rating,
        /// Until when the office decides, after an unsatisfied rating.
        decision: Option<Clock>,
    },
    /// It is handled again.
    SecondRoundGranted {
        /// Until when the unit must reply again.
        reply: Clock,
    },
    /// It is not handled again.
    SecondRoundRefused {
        /// Why.
        reason: Reason,
    },
    /// Its promises are being followed up.
    Tracked,
    /// It is done.
    Closed,
}

impl Event {
    /// The step that it was.
    pub fn step(&self) -> Step {
        match self {
            Self::Submitted { .. } => Step::Submit,
            Self::Returned { .. } => Step::Return,
            Self::DeclineProposed(_) => Step::Decline,
            Self::Declined => Step::ConfirmDecline,
            Self::DeclineDropped => Step::DropDecline,
            Self::Registered { .. } => Step::Register,
            Self::Assigned { .. } => Step::Assign,
            Self::Accepted { .. } => Step::Accept,
            Self::Begun => Step::Begin,
            Self::ContactRecorded(_) => Step::RecordContact,
            Self::Replied { .. } => Step::Reply,
            Self::Rated { .. } => Step::Rate,
            Self::SecondRoundGranted { .. } => Step::GrantSecondRound,
            Self::SecondRoundRefused { .. } => Step::RefuseSecondRound,
            Self::Tracked => Step::Track,
            Self::Closed => Step::Close,
        }
    }
}

/// Who did it, in which relation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The person, or `None` for the system.
    pub person: Option<PersonId>,
    /// The person's name at that time.
    pub name: String,
    /// The unit for which it was done.
    pub unit: Option<UnitId>,
    /// The relation in which it was done.
    pub relation: Relation,
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its place in the proposal's log, from 1.
    pub seq: u32,
    /// When, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// Who.
    pub by: Signature,
    /// The stage before.
    pub from: Stage,
    /// The stage after.
    pub to: Stage,
    /// The version of the rules in force.
    pub rules: u32,
    /// What.
    pub event: Event,
}

impl Proposal {
    /// Carries out what the log says.
    pub fn apply(&mut self, record: &Record) {
        self.stage = record.to;
        self.last_seq = record.seq;
        self.changed_at = record.at;
        match record.event.clone() {
            Event::Submitted { submission, review } => {
                self.submitted_on = Some(review.start);
                self.settled = Settled {
                    topic: submission.topic,
                    township: submission.township,
                    disclosure: submission.disclosure,
                };
                self.submission = Some(*submission);
                self.return_reason = None;
                self.clock = Some(review);
            }
            Event::Returned { reason } => {
                self.return_reason = Some(reason);
                self.clock = None;
            }
            Event::DeclineProposed(decline) => {
                self.decline = Some(decline);
                self.declined_by = record.by.person;
            }
            Event::Declined => self.clock = None,
            Event::DeclineDropped => {
                self.decline = None;
                self.declined_by = None;
            }
            Event::Registered { number, settled, hand_over } => {
                self.number = Some(number);
                self.registered_at = Some(record.at);
                self.settled = settled;
                self.clock = Some(hand_over);
            }
            Event::Assigned { assignments, acceptance, reply } => {
                self.assignments = assignments;
                self.hand_over = Some(HandOver { on: reply.start, reply });
                self.clock = Some(acceptance);
            }
            Event::Accepted { unit } => {
                for assignment in self.assignments.iter_mut().filter(|assignment| assignment.unit == unit) {
                    assignment.accepted = true;
                }
            }
            Event::Begun => self.clock = self.hand_over.as_ref().map(|hand_over| hand_over.reply.clone()),
            Event::ContactRecorded(contact) => self.contacts.push(contact),
            Event::Replied { reply, rating } => {
                self.replies.push(*reply);
                self.clock = Some(rating);
            }
            Event::Rated { rating, decision } => {
                if let Some(reply) = self.replies.last_mut() {
                    reply.rating = Some(rating);
                }
                self.clock = decision;
            }
            Event::SecondRoundGranted { reply } => self.clock = Some(reply),
            Event::SecondRoundRefused { .. } | Event::Tracked | Event::Closed => self.clock = None,
        }
    }
}
