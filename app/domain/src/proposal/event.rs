//! What happened to a proposal: events, each signed, and what each changes.

mod effect;
mod readers;
mod record;
mod step;

use ground::fingerprint::Fingerprint;
use ground::text::Reason;
use serde::{Deserialize, Serialize};

use crate::county::clock::Clock;
use crate::county::number::Number;
use crate::county::people::{Deputy, PersonId, UnitId};
use crate::proposal::PaperLink;
use crate::proposal::command::{Assignment, Decline, Handler, Rating, Reply, ReplyForm, Settled, ShareClocks};
use crate::proposal::commitments::{Claim, Explanation, Finding, LookBack};
use crate::proposal::contacts::Contact;
use crate::proposal::coordination::Coordination;
use crate::proposal::disclosure::Publication;
use crate::proposal::draft::Submission;
use crate::proposal::extension::Extension;
use crate::proposal::hand_over::{Plan, ReturnCase, ReturnDecision};
use crate::proposal::key::{KeyProposal, Nomination, ProgressReport};
use crate::proposal::meeting::MeetingId;
use crate::proposal::opinions::Opinion;
use crate::proposal::signing::Frozen;

pub use readers::Readers;
pub use record::{Record, Signature};

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
