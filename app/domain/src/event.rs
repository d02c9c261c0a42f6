//! What happened to a proposal: events, each signed, and what each changes.

use serde::{Deserialize, Serialize};

use crate::command::{Assignment, Contact, Decline, Rating, Reply, Settled};
use crate::deadline::Clock;
use crate::draft::Submission;
use crate::fingerprint::Fingerprint;
use crate::hand_over::{Plan, ReturnCase, ReturnDecision};
use crate::number::Number;
use crate::people::{Deputy, MeetingId, PersonId, UnitId};
use crate::proposal::{HandOver, PaperLink, Proposal};
use crate::signing::{Frozen, SignState};
use crate::text::Reason;
use crate::view::county_date;
use crate::withdrawal::Withdrawal;
use crate::workflow::{Relation, Stage, Step};

/// What happened. The clocks it started are part of it, so that a replay needs no rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The text was frozen, and deputies were asked to sign it.
    Invited {
        /// The text.
        frozen: Box<Frozen>,
        /// Who was asked by name; signers of an earlier text are asked again besides.
        invited: Vec<Deputy>,
        /// Until when they may answer.
        until: Clock,
    },
    /// A deputy confirmed the text.
    CoSigned {
        /// The text.
        fingerprint: Fingerprint,
    },
    /// A deputy declined.
    InvitationDeclined,
    /// Deputies have not answered in time.
    Lapsed {
        /// Who.
        persons: Vec<PersonId>,
    },
    /// The lead deputy took the text back.
    Reopened,
    /// A co-signer took the signature back.
    SignatureWithdrawn,
    /// The text was handed in, or handed in again.
    Submitted {
        /// The text.
        submission: Box<Submission>,
        /// The review clock.
        review: Clock,
        /// What identifies the text; who has not signed it drops out.
        #[serde(default)]
        fingerprint: Option<Fingerprint>,
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
    /// It was linked to another paper.
    Linked(PaperLink),
    /// A link was undone.
    Unlinked(PaperLink),
    /// Units were proposed for the hand-over meeting.
    UnitsProposed(Plan),
    /// It was handed over.
    Assigned {
        /// The units and their parts.
        assignments: Vec<Assignment>,
        /// Until when they may return it.
        acceptance: Clock,
        /// Until when they must reply.
        reply: Clock,
        /// The hand-over meeting, where it was handed over at one.
        #[serde(default)]
        meeting: Option<MeetingId>,
    },
    /// A unit took it on, in words or by its silence.
    Accepted {
        /// The unit.
        unit: UnitId,
    },
    /// A unit asked to give it back.
    ReturnAsked(Box<ReturnCase>),
    /// The unit may give it back, and another takes it on.
    Reassigned {
        /// The unit that gives it back.
        unit: UnitId,
        /// The decision.
        decision: Box<ReturnDecision>,
        /// Until when the new unit may return it.
        acceptance: Clock,
    },
    /// The lead unit may give it back; it is to be handed over anew.
    ReturnGranted {
        /// The unit that gives it back.
        unit: UnitId,
        /// The decision.
        decision: Box<ReturnDecision>,
        /// Until when it must be handed over again.
        reassignment: Clock,
    },
    /// The unit may not give it back.
    ReturnRefused {
        /// The unit that asked.
        unit: UnitId,
        /// The decision.
        decision: Box<ReturnDecision>,
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
    /// The lead deputy asked for it back.
    WithdrawalAsked {
        /// Why.
        reason: Option<Reason>,
    },
    /// A co-signer agreed to that.
    WithdrawalAgreed,
    /// The lead deputy dropped that.
    WithdrawalDropped,
    /// It was withdrawn: every signer had agreed.
    Withdrawn,
}

impl Event {
    /// The step that it was.
    pub fn step(&self) -> Step {
        match self {
            Self::Invited { .. } => Step::Invite,
            Self::CoSigned { .. } => Step::CoSign,
            Self::InvitationDeclined => Step::DeclineInvitation,
            Self::Lapsed { .. } => Step::Lapse,
            Self::Reopened => Step::Reopen,
            Self::SignatureWithdrawn => Step::WithdrawSignature,
            Self::Submitted { .. } => Step::Submit,
            Self::Returned { .. } => Step::Return,
            Self::DeclineProposed(_) => Step::Decline,
            Self::Declined => Step::ConfirmDecline,
            Self::DeclineDropped => Step::DropDecline,
            Self::Registered { .. } => Step::Register,
            Self::Linked(_) => Step::Link,
            Self::Unlinked(_) => Step::Unlink,
            Self::UnitsProposed(_) => Step::ProposeUnits,
            Self::Assigned { .. } => Step::Assign,
            Self::Accepted { .. } => Step::Accept,
            Self::ReturnAsked(_) => Step::AskReturn,
            Self::Reassigned { .. } => Step::Reassign,
            Self::ReturnGranted { .. } => Step::GrantReturn,
            Self::ReturnRefused { .. } => Step::RefuseReturn,
            Self::Begun => Step::Begin,
            Self::ContactRecorded(_) => Step::RecordContact,
            Self::Replied { .. } => Step::Reply,
            Self::Rated { .. } => Step::Rate,
            Self::SecondRoundGranted { .. } => Step::GrantSecondRound,
            Self::SecondRoundRefused { .. } => Step::RefuseSecondRound,
            Self::Tracked => Step::Track,
            Self::Closed => Step::Close,
            Self::WithdrawalAsked { .. } => Step::AskWithdrawal,
            Self::WithdrawalAgreed => Step::AgreeWithdrawal,
            Self::WithdrawalDropped => Step::DropWithdrawal,
            Self::Withdrawn => Step::Withdraw,
        }
    }

    /// Who reads of it in the timeline, once the paper is public.
    pub fn readers(&self) -> Readers {
        match self {
            Self::DeclineProposed(_) | Self::DeclineDropped | Self::UnitsProposed(_) => Readers::Offices,
            Self::Invited { .. }
            | Self::CoSigned { .. }
            | Self::InvitationDeclined
            | Self::Lapsed { .. }
            | Self::Reopened
            | Self::SignatureWithdrawn => Readers::Deputies,
            Self::WithdrawalAsked { .. } | Self::WithdrawalAgreed | Self::WithdrawalDropped => Readers::Concerned,
            _ => Readers::Everyone,
        }
    }
}

/// Who reads of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// The offices that prepare it.
    Offices,
    /// The deputies who lead, sign or are asked to.
    Deputies,
    /// Everyone who has a part in the paper.
    Concerned,
    /// Anyone.
    Everyone,
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
        self.last_seq = record.seq;
        self.changed_at = record.at;
        match record.event.clone() {
            Event::Invited { frozen, invited, until } => self.apply_invited(*frozen, invited, until),
            Event::CoSigned { fingerprint } => {
                for signer in self.signers.iter_mut().filter(|signer| Some(signer.person) == record.by.person) {
                    signer.state = SignState::Confirmed;
                    signer.confirmed = Some(fingerprint.clone());
                    signer.confirmed_on = Some(county_date(record.at));
                }
            }
            Event::InvitationDeclined => self.set_signer(record.by.person, SignState::Declined),
            Event::Lapsed { persons } => {
                persons.into_iter().for_each(|person| self.set_signer(Some(person), SignState::Lapsed));
            }
            Event::Reopened => self.clock = None,
            Event::SignatureWithdrawn => self.set_signer(record.by.person, SignState::Withdrawn),
            Event::Submitted { submission, review, fingerprint } => {
                self.drop_unconfirmed(fingerprint.as_ref());
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
            Event::Linked(link) => self.links.push(link),
            Event::Unlinked(link) => self.links.retain(|known| known.id != link.id),
            Event::UnitsProposed(plan) => self.plan = Some(plan),
            Event::Assigned { assignments, acceptance, reply, meeting: _ } => {
                let handed_over = |new| Assignment { acceptance: Some(acceptance.clone()), ..new };
                self.assignments = assignments.into_iter().map(handed_over).collect();
                self.hand_over = Some(HandOver { on: reply.start, reply });
                self.plan = None;
                self.clock = Some(acceptance);
            }
            Event::ReturnAsked(case) => {
                self.returns.push(*case);
                self.clock = self.hand_over_clock();
            }
            Event::Reassigned { unit, decision, acceptance } => self.apply_return(unit, *decision, Some(acceptance)),
            Event::ReturnGranted { unit, decision, reassignment } => {
                self.apply_return(unit, *decision, None);
                // The units that keep it stay proposed for the new hand-over.
                self.plan = Some(Plan { assignments: std::mem::take(&mut self.assignments), to_government: false });
                self.clock = Some(reassignment);
            }
            Event::ReturnRefused { unit, decision } => self.apply_return(unit, *decision, None),
            Event::Accepted { unit } => {
                for assignment in self.assignments.iter_mut().filter(|assignment| assignment.unit == unit) {
                    assignment.accepted = true;
                }
            }
            Event::Begun => self.clock = self.hand_over.as_ref().map(|hand_over| hand_over.reply.clone()),
            Event::ContactRecorded(contact) => self.contacts.push(contact),
            Event::Replied { reply, rating } => {
                self.replies.push(*reply);
                self.withdrawal = None;
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
            Event::WithdrawalAsked { reason } => {
                self.withdrawal = Some(Withdrawal { reason, on: county_date(record.at), agreed: Vec::new() });
            }
            Event::WithdrawalAgreed => {
                if let Some(withdrawal) = &mut self.withdrawal {
                    withdrawal.agreed.extend(record.by.person);
                }
            }
            Event::WithdrawalDropped => self.withdrawal = None,
            Event::Withdrawn => self.clock = None,
        }
        // Last: what an event does depends on the stage before it.
        self.stage = record.to;
    }
}
