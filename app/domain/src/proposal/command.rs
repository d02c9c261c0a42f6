//! What people tell the system to do to a proposal, as raw as forms send it.

mod decline;
mod manner;
mod rating;
mod registration;
mod reply;
mod share;
mod step;

use serde::{Deserialize, Serialize};

use crate::proposal::chases::ChaseForm;
use crate::proposal::commitments::{ClaimForm, CommitmentNoteForm, LookBackForm, RelapseForm, VerifyForm};
use crate::proposal::contacts::{ConfirmContactForm, ContactForm, DisputeContactForm};
use crate::proposal::coordination::CoordinationForm;
use crate::proposal::disclosure::DisclosureForm;
use crate::proposal::extension::ExtensionForm;
use crate::proposal::hand_over::{AssignForm, ReturnDecisionForm, ReturnForm};
use crate::proposal::key::{KeyForm, NominateForm, ReportForm};
use crate::proposal::opinions::{ChaseOpinionForm, OpinionForm, SendBackOpinionForm};
use crate::proposal::signing::{CoSignForm, InviteForm};

pub use decline::{Decline, DeclineForm, Ground};
pub use manner::Manner;
pub use rating::{Mark, Rating, RatingForm};
pub use registration::{RegisterForm, Settled};
pub use reply::{Commitment, CommitmentForm, Copies, Reply, ReplyClass, ReplyForm};
pub use share::{Assignment, Handler, Part, ShareClocks};

/// A reason that others will read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    /// The reason.
    pub reason: String,
}

/// The number of another paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkForm {
    /// The number, as `17-1-023`.
    pub number: String,
}

/// A step with its data. The steps of the system have no command: nobody can send them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Freezes the text and asks deputies to sign it.
    Invite(InviteForm),
    /// Confirms the text that was read.
    CoSign(CoSignForm),
    /// Declines to sign.
    DeclineInvitation,
    /// Takes the frozen text back.
    Reopen,
    /// Takes the signature back.
    WithdrawSignature,
    /// Hands in the draft as it is kept.
    Submit,
    /// Sends the paper back.
    Return(ReasonForm),
    /// Proposes to refuse it.
    Decline(DeclineForm),
    /// Confirms the refusal.
    ConfirmDecline,
    /// Drops the proposed refusal.
    DropDecline,
    /// Numbers it.
    Register(RegisterForm),
    /// Links it to another paper.
    Link(LinkForm),
    /// Undoes a link.
    Unlink(LinkForm),
    /// Decide what the public reads of it.
    SetDisclosure(DisclosureForm),
    /// Proposes the units for the meeting.
    ProposeUnits(AssignForm),
    /// Hands it over to the units named, else to those proposed.
    Assign(AssignForm),
    /// Takes it on.
    Accept,
    /// Asks to give it back.
    AskReturn(ReturnForm),
    /// Grants a return and names another unit.
    Reassign(ReturnDecisionForm),
    /// Grants the lead unit's return; the paper is to be handed over anew.
    GrantReturn(ReturnDecisionForm),
    /// Refuses a return.
    RefuseReturn(ReturnDecisionForm),
    /// Takes it over from a colleague.
    TakeOver,
    /// Notes a contact.
    RecordContact(ContactForm),
    /// Says that a contact took place as noted.
    ConfirmContact(ConfirmContactForm),
    /// Says that it did not.
    DisputeContact(DisputeContactForm),
    /// Gives an assisting unit's opinion.
    SendOpinion(OpinionForm),
    /// Urges an assisting unit.
    ChaseOpinion(ChaseOpinionForm),
    /// Sends an opinion back.
    SendBackOpinion(SendBackOpinionForm),
    /// Asks for more time.
    AskExtension(ExtensionForm),
    /// Grants it.
    GrantExtension(ExtensionForm),
    /// Refuses it.
    RefuseExtension(ReasonForm),
    /// Saves a version of the reply.
    DraftReply(Box<ReplyForm>),
    /// Signs the reply.
    Reply(Box<ReplyForm>),
    /// Rates it.
    Rate(RatingForm),
    /// Has it handled again.
    GrantSecondRound,
    /// Refuses a second round.
    RefuseSecondRound(ReasonForm),
    /// Calls a coordination meeting.
    Escalate,
    /// Has it handled again after the meeting.
    HandleAgain(CoordinationForm),
    /// Follows the promises up after the meeting.
    FollowUp(CoordinationForm),
    /// Closes it, the deputy unsatisfied: with the minutes of the meeting where one was called.
    CloseUnsatisfied(CoordinationForm),
    /// Reports a promise as kept.
    ClaimCommitment(ClaimForm),
    /// Confirms that it is kept.
    VerifyCommitment(VerifyForm),
    /// Does not find it kept.
    RejectClaim(CommitmentNoteForm),
    /// Explains why it is not kept.
    ExplainCommitment(CommitmentNoteForm),
    /// Closes a paper whose promises are settled.
    Close,
    /// Records a look-back.
    LookBack(LookBackForm),
    /// Follows a relapsed promise up again.
    ReopenCommitment(RelapseForm),
    /// Has the paper handled again after a relapse.
    ReopenHandling(CommitmentNoteForm),
    /// Nominates a key proposal.
    Nominate(NominateForm),
    /// Drops the nomination.
    DropNomination,
    /// Makes it a key proposal.
    NameKey(KeyForm),
    /// Reports progress.
    ReportProgress(ReportForm),
    /// Gives the final report.
    FinalReport(ReportForm),
    /// Chases the units.
    Chase(ChaseForm),
    /// Asks for the paper back.
    AskWithdrawal(ReasonForm),
    /// Agrees to that.
    AgreeWithdrawal,
    /// Drops that.
    DropWithdrawal,
}

impl Command {
    /// Whether it may be taken whatever else has happened to the paper meanwhile: an answer of one of many deputies
    /// names the text that it is about, so that two of them at once do not hinder each other.
    pub fn stands_alone(&self) -> bool {
        matches!(self, Self::CoSign(_) | Self::DeclineInvitation | Self::WithdrawSignature | Self::AgreeWithdrawal)
    }
}
