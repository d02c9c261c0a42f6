//! The review by the congress office: sending a paper back, and refusing it by two people.

use ground::text::Reason;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::notice::{NoticeKind as K, Told, Whom};
use crate::case::readers::Readers;
use crate::case::saying::Saying;
use crate::county::people::Role;
use crate::proposal::Proposal;
use crate::proposal::command::Decline;
use crate::proposal::event::Record;
use crate::proposal::workflow::Step;

/// What happened at the review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The paper was sent back.
    SentBack {
        /// Why.
        reason: Reason,
    },
    /// One person proposed to refuse it.
    DeclineProposed(Decline),
    /// Another confirmed that.
    Declined,
    /// The proposed refusal was dropped.
    DeclineDropped,
}

impl Event {
    /// The step that it was.
    pub fn step(&self) -> Step {
        match self {
            Self::SentBack { .. } => Step::SendBack,
            Self::DeclineProposed(_) => Step::Decline,
            Self::Declined => Step::ConfirmDecline,
            Self::DeclineDropped => Step::DropDecline,
        }
    }

    /// Who reads of it.
    pub fn readers(&self) -> Readers {
        match self {
            Self::DeclineProposed(_) | Self::DeclineDropped => Readers::Offices,
            Self::SentBack { .. } | Self::Declined => Readers::Everyone,
        }
    }

    /// What a line of the log says.
    pub(crate) fn sentence(&self, paper: &Proposal, say: Saying) -> String {
        let (who, lang) = (say.who, say.lang);
        match self {
            Self::SentBack { reason } => {
                let why = say.reason(reason.as_str());
                lang.pick(format!("{who}退回修改{why}。"), format!("{who} sent it back for changes{why}."))
            }
            Self::DeclineProposed(decline) => {
                let why = say.reason(decline.ground.word(lang));
                lang.pick(format!("{who}提出不予立案{why}。"), format!("{who} proposed to decline it{why}."))
            }
            Self::Declined if paper.decline.as_ref().is_some_and(|decline| decline.as_letter) => lang.pick(
                format!("{who}确认不予立案，转为来信处理。"),
                format!("{who} confirmed the refusal; the matter is answered as a letter."),
            ),
            Self::Declined => lang.pick(format!("{who}确认不予立案。"), format!("{who} confirmed the refusal.")),
            Self::DeclineDropped => {
                lang.pick(format!("{who}撤销不予立案意见。"), format!("{who} dropped the proposed refusal."))
            }
        }
    }

    /// Who is told of it, where the review ends on a day.
    pub(crate) fn told(&self, until: Option<Date>) -> Told {
        let office = Whom::Holders(Role::CongressOffice);
        match self {
            Self::SentBack { .. } => Told::of(Whom::Signers, K::SentBack),
            Self::DeclineProposed(_) => Told::by(office, K::ToConfirm, until),
            Self::Declined => Told::of(Whom::Signers, K::Declined),
            Self::DeclineDropped => Told::by(office, K::RefusalDropped, until),
        }
    }
}

impl Proposal {
    /// Keeps what happened at the review.
    pub(crate) fn apply_review(&mut self, event: Event, record: &Record) {
        match event {
            Event::SentBack { reason } => (self.sent_back_for, self.clock) = (Some(reason), None),
            Event::DeclineProposed(decline) => {
                (self.decline, self.declined_by) = (Some(decline), record.by.person);
            }
            Event::Declined => self.clock = None,
            Event::DeclineDropped => (self.decline, self.declined_by) = (None, None),
        }
    }
}
