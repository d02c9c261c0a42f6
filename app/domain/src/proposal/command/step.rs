//! The step that each command takes.

use super::Command;
use crate::parts::{contacts, promises, shares};
use crate::proposal::workflow::Step;

impl Command {
    /// The step it takes.
    pub fn step(&self) -> Step {
        match self {
            Self::Invite(_) => Step::Invite,
            Self::CoSign(_) => Step::CoSign,
            Self::DeclineInvitation => Step::DeclineInvitation,
            Self::Reopen => Step::Reopen,
            Self::WithdrawSignature => Step::WithdrawSignature,
            Self::Submit => Step::Submit,
            Self::SendBack(_) => Step::SendBack,
            Self::Decline(_) => Step::Decline,
            Self::ConfirmDecline => Step::ConfirmDecline,
            Self::DropDecline => Step::DropDecline,
            Self::Register(_) => Step::Register,
            Self::Link(_) => Step::Link,
            Self::Unlink(_) => Step::Unlink,
            Self::SetDisclosure(_) => Step::SetDisclosure,
            Self::ProposeUnits(_) => Step::ProposeUnits,
            Self::Assign(_) => Step::Assign,
            Self::Share(command) => match command {
                shares::Command::Accept => Step::Accept,
                shares::Command::AskReturn(_) => Step::AskReturn,
                shares::Command::Reassign(_) => Step::Reassign,
                shares::Command::GrantReturn(_) => Step::GrantReturn,
                shares::Command::RefuseReturn(_) => Step::RefuseReturn,
                shares::Command::TakeOver => Step::TakeOver,
                shares::Command::SendOpinion(_) => Step::SendOpinion,
                shares::Command::ChaseOpinion(_) => Step::ChaseOpinion,
                shares::Command::SendBackOpinion(_) => Step::SendBackOpinion,
            },
            Self::Contact(command) => match command {
                contacts::Command::Record(_) => Step::RecordContact,
                contacts::Command::Confirm(_) => Step::ConfirmContact,
                contacts::Command::Dispute(_) => Step::DisputeContact,
            },
            Self::Promise(command) => match command {
                promises::Command::Claim(_) => Step::ClaimPromise,
                promises::Command::Verify(_) => Step::VerifyPromise,
                promises::Command::Reject(_) => Step::RejectClaim,
                promises::Command::Explain(_) => Step::ExplainPromise,
                promises::Command::LookBack(_) => Step::LookBack,
                promises::Command::Reopen(_) => Step::ReopenPromise,
            },
            Self::AskExtension(_) => Step::AskExtension,
            Self::GrantExtension(_) => Step::GrantExtension,
            Self::RefuseExtension(_) => Step::RefuseExtension,
            Self::DraftReply(_) => Step::DraftReply,
            Self::Reply(_) => Step::Reply,
            Self::Rate(_) => Step::Rate,
            Self::GrantSecondRound => Step::GrantSecondRound,
            Self::RefuseSecondRound(_) => Step::RefuseSecondRound,
            Self::Escalate => Step::Escalate,
            Self::HandleAgain(_) => Step::HandleAgain,
            Self::FollowUp(_) => Step::FollowUp,
            Self::CloseUnsatisfied(_) => Step::CloseUnsatisfied,
            Self::Close => Step::Close,
            Self::ReopenHandling(_) => Step::ReopenHandling,
            Self::Nominate(_) => Step::Nominate,
            Self::DropNomination => Step::DropNomination,
            Self::NameKey(_) => Step::NameKey,
            Self::ReportProgress(_) => Step::ReportProgress,
            Self::FinalReport(_) => Step::FinalReport,
            Self::Chase(_) => Step::Chase,
            Self::AskWithdrawal(_) => Step::AskWithdrawal,
            Self::AgreeWithdrawal => Step::AgreeWithdrawal,
            Self::DropWithdrawal => Step::DropWithdrawal,
        }
    }
}
