//! What waits on a desk: of all open steps the one that comes first.

use crate::proposal::workflow::Step;

/// The one step that waits for a person, for the desk; `None` where nothing does.
pub fn waiting_step(open: &[Step]) -> Option<Step> {
    const ORDER: [Step; 23] = [
        Step::AgreeWithdrawal,
        Step::CoSign,
        Step::Submit,
        Step::ConfirmDecline,
        Step::Register,
        Step::Assign,
        Step::Reassign,
        Step::Accept,
        Step::ConfirmContact,
        Step::GrantExtension,
        Step::Reply,
        Step::DraftReply,
        Step::RecordContact,
        Step::SendOpinion,
        Step::Rate,
        Step::GrantSecondRound,
        Step::Escalate,
        Step::HandleAgain,
        Step::VerifyCommitment,
        Step::LookBack,
        Step::Close,
        Step::CloseUnsatisfied,
        Step::ClaimCommitment,
    ];
    ORDER.into_iter().find(|step| open.contains(step))
}
