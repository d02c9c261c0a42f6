//! What people tell the system to do to a proposal, as raw as forms send it.

mod decline;
mod rating;
mod registration;
mod reply;
mod step;

use serde::{Deserialize, Serialize};

use crate::parts::chases::ChaseForm;
use crate::parts::promises::PromiseNoteForm;
use crate::parts::publication::DisclosureForm;
use crate::parts::shares::AssignForm;
use crate::parts::{contacts, promises, shares};
use crate::proposal::coordination::CoordinationForm;
use crate::proposal::extension::ExtensionForm;
use crate::proposal::key::{KeyForm, NominateForm, ReportForm};
use crate::proposal::signing::{CoSignForm, InviteForm};

pub use decline::{Decline, DeclineForm, Ground};
pub use rating::{Mark, Rating, RatingForm};
pub use registration::{RegisterForm, Settled};
pub use reply::{Copies, Reply, ReplyClass, ReplyForm};

/// A reason that others will read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
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
    SendBack(ReasonForm),
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
    /// Something about a unit's share.
    Share(shares::Command),
    /// Something about a contact with the deputy.
    Contact(contacts::Command),
    /// Asks for more time.
    AskExtension(ExtensionForm),
    GrantExtension(ExtensionForm),
    RefuseExtension(ReasonForm),
    /// Saves a version of the reply.
    DraftReply(Box<ReplyForm>),
    /// Signs the reply.
    Reply(Box<ReplyForm>),
    Rate(RatingForm),
    /// Has it handled again.
    GrantSecondRound,
    RefuseSecondRound(ReasonForm),
    /// Calls a coordination meeting.
    Escalate,
    /// Has it handled again after the meeting.
    HandleAgain(CoordinationForm),
    /// Follows the promises up after the meeting.
    FollowUp(CoordinationForm),
    /// Closes it, the deputy unsatisfied: with the minutes of the meeting where one was called.
    CloseUnsatisfied(CoordinationForm),
    /// Something about a promise.
    Promise(promises::Command),
    /// Closes a paper whose promises are settled.
    Close,
    /// Has the paper handled again after a relapse.
    ReopenHandling(PromiseNoteForm),
    /// Nominates a key proposal.
    Nominate(NominateForm),
    DropNomination,
    /// Makes it a key proposal.
    NameKey(KeyForm),
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
