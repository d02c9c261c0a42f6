//! The step that each event was.

use super::Event;
use crate::parts::{contacts, promises, publication, shares};
use crate::proposal::workflow::Step;

impl Event {
    /// The step that it was.
    pub fn step(&self) -> Step {
        match self {
            Self::Signing(event) => event.step(),
            Self::Review(event) => event.step(),
            Self::Extension(event) => event.step(),
            Self::Round(event) => event.step(),
            Self::Key(event) => event.step(),
            Self::Withdrawal(event) => event.step(),
            Self::Submitted { .. } => Step::Submit,
            Self::Registered { .. } => Step::Register,
            Self::Linked(_) => Step::Link,
            Self::Unlinked(_) => Step::Unlink,
            Self::UnitsProposed(_) => Step::ProposeUnits,
            Self::Assigned { .. } => Step::Assign,
            Self::Publication(event) => match event {
                publication::Event::Decided(_) => Step::SetDisclosure,
                publication::Event::ReviewOpened => Step::OpenReview,
            },
            Self::Share(event) => match event {
                shares::Event::Accepted { .. } => Step::Accept,
                shares::Event::ReturnAsked(_) => Step::AskReturn,
                shares::Event::Reassigned { .. } => Step::Reassign,
                shares::Event::ReturnGranted { .. } => Step::GrantReturn,
                shares::Event::ReturnRefused { .. } => Step::RefuseReturn,
                shares::Event::TakenOver { .. } => Step::TakeOver,
                shares::Event::OpinionSent { .. } => Step::SendOpinion,
                shares::Event::OpinionChased { .. } => Step::ChaseOpinion,
                shares::Event::OpinionSentBack { .. } => Step::SendBackOpinion,
            },
            Self::Contact(event) => match event {
                contacts::Event::Recorded(_) => Step::RecordContact,
                contacts::Event::Confirmed { .. } => Step::ConfirmContact,
                contacts::Event::Disputed { .. } => Step::DisputeContact,
                contacts::Event::Stood { .. } => Step::LetContactStand,
            },
            Self::Promise(event) => match event {
                promises::Event::Claimed { .. } => Step::ClaimPromise,
                promises::Event::Verified { .. } => Step::VerifyPromise,
                promises::Event::Rejected { .. } => Step::RejectClaim,
                promises::Event::Explained { .. } => Step::ExplainPromise,
                promises::Event::LookBackOpened { .. } => Step::OpenLookBack,
                promises::Event::LookedBack { .. } => Step::LookBack,
                promises::Event::Reopened { .. } => Step::ReopenPromise,
            },
            Self::Begun => Step::Begin,
            Self::ReplyDrafted { .. } => Step::DraftReply,
            Self::SeparateReplied { .. } | Self::Replied { .. } => Step::Reply,
            Self::Rated { .. } => Step::Rate,
            Self::Chased(_) => Step::Chase,
            Self::Tracked => Step::Track,
            Self::Closed => Step::Close,
        }
    }
}
