//! What clocks measure, and what the law has to say of it.

use ground::vocabulary;
use ground::vocabulary::Lang;

use super::Length;

vocabulary! {
    /// What a clock measures.
    pub enum Limit {
        /// Review, and hand-over between sessions.
        Review = "review", "审查交办期限", "Review and hand-over";
        /// The hand-over meeting after a session.
        HandOver = "hand_over", "会后交办期限", "Hand-over after the session";
        /// A unit accepts, or asks to return.
        Acceptance = "acceptance", "承办确认期限", "Acceptance";
        Reply = "reply", "答复期限", "Reply";
        /// The reply where the matter is broad or difficult.
        LongReply = "long_reply", "延长答复期限", "Extended reply";
        /// The deputy's rating.
        Rating = "rating", "评价期限", "Rating";
        /// The office decides about a second round.
        SecondRound = "second_round", "重新办理决定期限", "Decision on a second round";
        SecondReply = "second_reply", "再次答复期限", "Second reply";
        /// An invited deputy confirms the text, or declines.
        CoSigning = "co_signing", "联名确认期限", "Co-signing";
        /// The office decides about a return and hands the paper to another unit.
        Reassignment = "reassignment", "改办期限", "Re-assignment";
        /// The unit first speaks with the deputy.
        FirstContact = "first_contact", "首次沟通期限", "First contact";
        /// An assisting unit's opinion.
        Opinion = "opinion", "协办意见期限", "Assisting unit's opinion";
        /// The deputy confirms or disputes a contact that a unit has noted.
        ContactCheck = "contact_check", "沟通记录核对期限", "Checking a contact";
        /// The publication of a reply.
        Publication = "publication", "公开期限", "Publication";
    }
}

impl Limit {
    /// Where the limit comes from.
    pub fn source(self, lang: Lang) -> &'static str {
        match self {
            Self::Reply | Self::LongReply => lang.pick("《代表法》第五十一条", "Deputies Law, article 51"),
            _ => lang.pick("本县代表建议办理规定", "the county's rules on handling proposals"),
        }
    }

    /// Its length where the county has set no other: the law's, or what counties' rules usually say. Never changed once a
    /// county works with it: versions of the limits keep only what differs.
    pub fn usual(self) -> Length {
        match self {
            Self::Reply => Length::Months(3),
            Self::LongReply => Length::Months(6),
            Self::SecondReply | Self::Opinion => Length::Months(1),
            Self::HandOver => Length::Days(30),
            Self::Rating | Self::FirstContact | Self::Publication => Length::WorkingDays(20),
            Self::Review
            | Self::Acceptance
            | Self::SecondRound
            | Self::CoSigning
            | Self::Reassignment
            | Self::ContactCheck => Length::WorkingDays(5),
        }
    }

    /// The most months that the law leaves for it, where the law has a say (Deputies Law art. 51).
    pub fn law_months(self) -> Option<u16> {
        match self {
            Self::Reply => Some(3),
            Self::LongReply => Some(6),
            _ => None,
        }
    }
}
