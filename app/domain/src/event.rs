//! What happened to a proposal: events, each signed, and what each changes.

use serde::{Deserialize, Serialize};

use crate::chases::Chase;
use crate::command::{Assignment, Decline, Handler, Part, Rating, Reply, ReplyForm, Settled, ShareClocks};
use crate::commitments::{Claim, CommitmentCase, CommitmentState, Explanation, Finding, LookBack};
use crate::contacts::{Contact, ContactState};
use crate::coordination::Coordination;
use crate::deadline::Clock;
use crate::disclosure::Publication;
use crate::draft::Submission;
use crate::extension::Extension;
use crate::fingerprint::Fingerprint;
use crate::hand_over::{Plan, ReturnCase, ReturnDecision};
use crate::key::{KeyProposal, Nomination, ProgressReport};
use crate::number::Number;
use crate::opinions::Opinion;
use crate::people::{Deputy, MeetingId, PersonId, UnitId};
use crate::proposal::{HandOver, PaperLink, Proposal};
use crate::replies::ReplyDraft;
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
    /// It was decided anew what the public reads of it.
    DisclosureSet(Box<Publication>),
    /// The day has come on which that is looked at again.
    ReviewOpened,
    /// Units were proposed for the hand-over meeting.
    UnitsProposed(Plan),
    /// It was handed over.
    Assigned {
        /// The units and their parts.
        assignments: Vec<Assignment>,
        /// The clocks of each unit.
        #[serde(flatten)]
        clocks: ShareClocks,
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
        /// The clocks of the new unit.
        #[serde(flatten)]
        clocks: ShareClocks,
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
    /// Somebody in a unit took the work on it over.
    TakenOver {
        /// The unit.
        unit: UnitId,
        /// Who works on it now.
        handler: Handler,
    },
    /// The unit spoke with the deputy.
    ContactRecorded(Box<Contact>),
    /// The deputy says that a contact took place as noted.
    ContactConfirmed {
        /// Its place among the contacts, from 0.
        contact: usize,
    },
    /// The deputy says that it did not.
    ContactDisputed {
        /// Its place among the contacts, from 0.
        contact: usize,
        /// What is not true.
        reason: Reason,
    },
    /// Nobody has disputed it in time.
    ContactStood {
        /// Its place among the contacts, from 0.
        contact: usize,
    },
    /// An assisting unit gave its opinion.
    OpinionSent {
        /// The unit.
        unit: UnitId,
        /// The opinion.
        opinion: Box<Opinion>,
    },
    /// The lead unit asked an assisting unit again.
    OpinionChased {
        /// The assisting unit.
        unit: UnitId,
    },
    /// The lead unit sent an opinion back.
    OpinionSentBack {
        /// The assisting unit.
        unit: UnitId,
        /// What is missing.
        reason: Reason,
    },
    /// The lead unit asked for more time.
    ExtensionAsked(Box<Extension>),
    /// More time was granted.
    ExtensionGranted {
        /// Why.
        reason: Reason,
        /// The new clock for the reply.
        reply: Clock,
    },
    /// More time was refused.
    ExtensionRefused {
        /// Why.
        reason: Reason,
    },
    /// A version of a reply was saved.
    ReplyDrafted {
        /// The unit.
        unit: UnitId,
        /// The text as typed.
        form: Box<ReplyForm>,
    },
    /// A separate unit's reply was issued.
    SeparateReplied {
        /// The reply.
        reply: Box<Reply>,
    },
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
    /// A coordination meeting was called.
    Escalated,
    /// After the meeting it is handled again.
    HandledAgain {
        /// The meeting.
        coordination: Box<Coordination>,
        /// Until when the unit must reply again.
        reply: Clock,
    },
    /// After the meeting the promises are followed up.
    FollowedUp {
        /// The meeting.
        coordination: Box<Coordination>,
    },
    /// It ends although the deputy is not satisfied.
    ClosedUnsatisfied {
        /// The meeting before, where there was one.
        coordination: Option<Box<Coordination>>,
    },
    /// A unit says that a promise is kept.
    CommitmentClaimed {
        /// Its place among the promises, from 0.
        commitment: usize,
        /// What the unit says.
        claim: Box<Claim>,
    },
    /// It was checked: the promise is kept.
    CommitmentVerified {
        /// Its place among the promises, from 0.
        commitment: usize,
    },
    /// It was checked: the promise is not kept.
    ClaimRejected {
        /// Its place among the promises, from 0.
        commitment: usize,
        /// Why.
        reason: Reason,
    },
    /// The unit's head explained why a promise is not kept.
    CommitmentExplained {
        /// Its place among the promises, from 0.
        commitment: usize,
        /// The explanation.
        explanation: Explanation,
    },
    /// The day of a look-back has come.
    LookBackOpened {
        /// The place of its promise, from 0.
        commitment: usize,
        /// The look-back.
        look_back: LookBack,
    },
    /// Somebody has looked.
    LookedBack {
        /// The place of its promise, from 0.
        commitment: usize,
        /// What was found.
        finding: Finding,
    },
    /// A relapse was found, and the promise is followed up again.
    CommitmentReopened {
        /// The place of the promise, from 0.
        commitment: usize,
        /// What was found.
        finding: Finding,
        /// The new last day.
        until: jiff::civil::Date,
    },
    /// A relapse was found, and the paper is handled again.
    HandlingReopened {
        /// The place of the promise, from 0.
        commitment: usize,
        /// What was found.
        finding: Finding,
        /// Until when the unit must reply again.
        reply: Clock,
    },
    /// It was nominated as a key proposal.
    Nominated(Nomination),
    /// The nomination was dropped.
    NominationDropped,
    /// It is a key proposal.
    KeyNamed(Box<KeyProposal>),
    /// A report on a key proposal.
    ProgressReported(ProgressReport),
    /// The units were chased.
    Chased {
        /// What they are to do.
        note: Option<Reason>,
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
            Self::DisclosureSet(_) => Step::SetDisclosure,
            Self::ReviewOpened => Step::OpenReview,
            Self::UnitsProposed(_) => Step::ProposeUnits,
            Self::Assigned { .. } => Step::Assign,
            Self::Accepted { .. } => Step::Accept,
            Self::ReturnAsked(_) => Step::AskReturn,
            Self::Reassigned { .. } => Step::Reassign,
            Self::ReturnGranted { .. } => Step::GrantReturn,
            Self::ReturnRefused { .. } => Step::RefuseReturn,
            Self::Begun => Step::Begin,
            Self::TakenOver { .. } => Step::TakeOver,
            Self::ContactRecorded(_) => Step::RecordContact,
            Self::ContactConfirmed { .. } => Step::ConfirmContact,
            Self::ContactDisputed { .. } => Step::DisputeContact,
            Self::ContactStood { .. } => Step::LetContactStand,
            Self::OpinionSent { .. } => Step::SendOpinion,
            Self::OpinionChased { .. } => Step::ChaseOpinion,
            Self::OpinionSentBack { .. } => Step::SendBackOpinion,
            Self::ExtensionAsked(_) => Step::AskExtension,
            Self::ExtensionGranted { .. } => Step::GrantExtension,
            Self::ExtensionRefused { .. } => Step::RefuseExtension,
            Self::ReplyDrafted { .. } => Step::DraftReply,
            Self::SeparateReplied { .. } | Self::Replied { .. } => Step::Reply,
            Self::Rated { .. } => Step::Rate,
            Self::SecondRoundGranted { .. } => Step::GrantSecondRound,
            Self::SecondRoundRefused { .. } => Step::RefuseSecondRound,
            Self::Escalated => Step::Escalate,
            Self::HandledAgain { .. } => Step::HandleAgain,
            Self::FollowedUp { .. } => Step::FollowUp,
            Self::ClosedUnsatisfied { .. } => Step::CloseUnsatisfied,
            Self::CommitmentClaimed { .. } => Step::ClaimCommitment,
            Self::CommitmentVerified { .. } => Step::VerifyCommitment,
            Self::ClaimRejected { .. } => Step::RejectClaim,
            Self::CommitmentExplained { .. } => Step::ExplainCommitment,
            Self::LookBackOpened { .. } => Step::OpenLookBack,
            Self::LookedBack { .. } => Step::LookBack,
            Self::CommitmentReopened { .. } => Step::ReopenCommitment,
            Self::HandlingReopened { .. } => Step::ReopenHandling,
            Self::Nominated(_) => Step::Nominate,
            Self::NominationDropped => Step::DropNomination,
            Self::KeyNamed(_) => Step::NameKey,
            Self::ProgressReported(report) if report.is_final => Step::FinalReport,
            Self::ProgressReported(_) => Step::ReportProgress,
            Self::Chased { .. } => Step::Chase,
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
            Self::DeclineProposed(_)
            | Self::DeclineDropped
            | Self::UnitsProposed(_)
            | Self::ReviewOpened
            | Self::Nominated(_)
            | Self::NominationDropped => Readers::Offices,
            Self::ReplyDrafted { unit, .. } => Readers::Unit(*unit),
            Self::TakenOver { .. } => Readers::Units,
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
    /// The people of one unit.
    Unit(UnitId),
    /// The units that handle it, and the offices.
    Units,
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
            // Who goes on with the text has dropped its withdrawal.
            Event::Invited { frozen, invited, until } => {
                self.withdrawal = None;
                self.apply_invited(*frozen, invited, until);
            }
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
            Event::Reopened => (self.clock, self.withdrawal) = (None, None),
            Event::SignatureWithdrawn => self.set_signer(record.by.person, SignState::Withdrawn),
            Event::Submitted { submission, review, fingerprint } => {
                self.withdrawal = None;
                self.drop_unconfirmed(fingerprint.as_ref());
                self.submitted_on = Some(review.start);
                self.settled = Settled {
                    topic: submission.topic,
                    township: submission.township,
                    disclosure: submission.disclosure,
                    restriction: None,
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
            Event::DisclosureSet(publication) => self.apply_publication(county_date(record.at), *publication),
            Event::ReviewOpened => {
                if let Some(restriction) = &mut self.settled.restriction {
                    restriction.review_since = Some(county_date(record.at));
                }
            }
            Event::UnitsProposed(plan) => self.plan = Some(plan),
            Event::Assigned { assignments, clocks, reply, meeting: _ } => {
                self.assignments = assignments.into_iter().map(|new| new.handed_over(&clocks)).collect();
                self.hand_over =
                    Some(HandOver { on: self.hand_over.as_ref().map_or(reply.start, |first| first.on), reply });
                self.plan = None;
                self.clock = Some(clocks.acceptance);
            }
            Event::ReturnAsked(case) => {
                self.returns.push(*case);
                self.clock = self.hand_over_clock();
            }
            Event::Reassigned { unit, decision, clocks } => self.apply_return(unit, *decision, Some(&clocks)),
            Event::ReturnGranted { unit, decision, reassignment } => {
                // With the lead unit every unit gives it back, whatever else it wished.
                for case in self.returns.iter_mut().filter(|case| case.decision.is_none()) {
                    case.decision = Some((*decision).clone());
                }
                self.apply_return(unit, *decision, None);
                // The units that keep it stay proposed for the new hand-over.
                self.plan = Some(Plan { assignments: std::mem::take(&mut self.assignments), to_government: false });
                self.clock = Some(reassignment);
            }
            Event::ReturnRefused { unit, decision } => self.apply_return(unit, *decision, None),
            Event::Accepted { unit } => self.share_mut(unit, |share| share.accepted = true),
            Event::Begun => self.clock = self.hand_over.as_ref().map(|hand_over| hand_over.reply.clone()),
            Event::TakenOver { unit, handler } => self.share_mut(unit, |share| share.handler = Some(handler)),
            Event::ContactRecorded(contact) => self.contacts.push(*contact),
            Event::ContactConfirmed { contact } => self.answer_contact(contact, ContactState::Confirmed, None),
            Event::ContactDisputed { contact, reason } => {
                self.answer_contact(contact, ContactState::Disputed, Some(reason));
            }
            Event::ContactStood { contact } => self.answer_contact(contact, ContactState::Stands, None),
            Event::OpinionSent { unit, opinion } => self.share_mut(unit, |share| share.opinions.push(*opinion)),
            Event::OpinionChased { unit } => self.share_mut(unit, |share| share.chased.push(county_date(record.at))),
            Event::OpinionSentBack { unit, reason } => self.share_mut(unit, |share| {
                if let Some(opinion) = share.opinions.last_mut() {
                    opinion.sent_back = Some(reason);
                }
            }),
            Event::ExtensionAsked(wish) => self.extensions.push(*wish),
            Event::ExtensionGranted { reason, reply } => {
                self.apply_extension(county_date(record.at), reason, Some(reply));
            }
            Event::ExtensionRefused { reason } => self.apply_extension(county_date(record.at), reason, None),
            Event::ReplyDrafted { unit, form } => self.keep_draft(ReplyDraft {
                unit,
                form: *form,
                seq: record.seq,
                on: county_date(record.at),
                by: record.by.name.clone(),
                writers: record.by.person.into_iter().collect(),
            }),
            Event::SeparateReplied { reply } => {
                self.promise(&reply);
                self.separate_replies.push(*reply);
                self.withdrawal = None;
            }
            Event::Replied { reply, rating } => {
                self.promise(&reply);
                self.replies.push(*reply);
                // The reply answers what was still wished for: the paper back, more time, to give it back.
                self.withdrawal = None;
                self.extensions.retain(|wish| wish.decision.is_some());
                self.returns.retain(|case| case.decision.is_some());
                self.second_round_refused = false;
                self.clock = Some(rating);
            }
            Event::Rated { rating, decision } => {
                if let Some(reply) = self.replies.last_mut() {
                    reply.rating = Some(rating);
                }
                self.clock = decision;
            }
            Event::SecondRoundGranted { reply } => self.clock = Some(reply),
            Event::SecondRoundRefused { .. } => {
                self.second_round_refused = true;
                self.clock = None;
            }
            Event::Tracked | Event::Closed | Event::Escalated => self.clock = None,
            Event::HandledAgain { coordination, reply } => {
                self.coordinations.push(*coordination);
                self.clock = Some(reply);
            }
            Event::FollowedUp { coordination } => self.coordinations.push(*coordination),
            Event::ClosedUnsatisfied { coordination } => {
                self.coordinations.extend(coordination.map(|held| *held));
                self.clock = None;
            }
            Event::CommitmentClaimed { commitment, claim } => self.commitment_mut(commitment, |one| {
                one.state = CommitmentState::Claimed;
                one.claims.push(*claim);
            }),
            Event::CommitmentVerified { commitment } => {
                let replies = self.replies.len();
                self.settle(commitment, CommitmentState::Verified, county_date(record.at), replies, None);
            }
            Event::ClaimRejected { commitment, reason } => self.commitment_mut(commitment, |one| {
                one.state = CommitmentState::Open;
                if let Some(claim) = one.claims.last_mut() {
                    claim.rejected = Some(reason);
                }
            }),
            Event::CommitmentExplained { commitment, explanation } => {
                let replies = self.replies.len();
                self.settle(commitment, CommitmentState::Explained, county_date(record.at), replies, Some(explanation));
            }
            Event::LookBackOpened { commitment, look_back } => {
                self.commitment_mut(commitment, |one| one.look_backs.push(look_back));
            }
            Event::LookedBack { commitment, finding } => self.apply_finding(commitment, finding, None),
            Event::CommitmentReopened { commitment, finding, until } => {
                self.apply_finding(commitment, finding, Some(until));
            }
            Event::HandlingReopened { commitment, finding, reply } => {
                let until = reply.due;
                self.apply_finding(commitment, finding, Some(until));
                self.clock = Some(reply);
            }
            Event::Nominated(nomination) => self.nomination = Some(nomination),
            Event::NominationDropped => self.nomination = None,
            Event::KeyNamed(key) => {
                self.nomination = None;
                self.key = Some(*key);
            }
            Event::ProgressReported(report) => {
                if let Some(key) = &mut self.key {
                    key.reports.push(report);
                }
            }
            Event::Chased { note } => {
                self.chases.push(Chase { on: county_date(record.at), by: record.by.relation, note });
            }
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

    fn share_mut(&mut self, unit: UnitId, change: impl FnOnce(&mut Assignment)) {
        if let Some(share) = self.assignments.iter_mut().find(|share| share.unit == unit) {
            change(share);
        }
    }

    /// Takes a reply's promises into the list of what has to be kept; its draft is done with.
    fn promise(&mut self, reply: &Reply) {
        let unit = reply.unit.or_else(|| self.lead_unit().map(|share| share.unit));
        let Some(unit) = unit else { return };
        let is_lead = self.assignments.iter().any(|share| share.unit == unit && share.part == Part::Lead);
        let number = if is_lead { self.replies.len() + 1 } else { self.separate_replies.len() + 1 };
        self.reply_drafts.retain(|draft| draft.unit != unit);
        let new = reply.commitments.iter().map(|one| CommitmentCase::new(unit, number, one.text.clone(), one.due));
        self.commitments.extend(new);
    }

    fn settle(
        &mut self,
        commitment: usize,
        state: CommitmentState,
        on: jiff::civil::Date,
        replies: usize,
        explanation: Option<Explanation>,
    ) {
        self.commitment_mut(commitment, |one| {
            one.state = state;
            one.settled_on = Some(on);
            one.settled_at_reply = replies;
            one.explanation = explanation;
        });
    }
}
