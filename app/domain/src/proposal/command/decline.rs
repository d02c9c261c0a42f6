//! A refusal: its grounds, what the office types, and what waits for the second person.

use serde::{Deserialize, Serialize};

use ground::text::Reason;
use ground::vocabulary;

vocabulary! {
    /// The closed list of grounds on which a paper is refused.
    pub enum Ground {
        /// The deputy's own or family matter.
        Personal = "personal", "涉及代表本人或亲属个人事项", "A personal or family matter";
        /// A letter passed on for somebody.
        RelayedLetter = "relayed_letter", "代转人民群众来信", "A relayed letter";
        /// A petition or an accusation.
        Petition = "petition", "属于信访、检举、控告事项", "A petition or an accusation";
        /// A concrete court case.
        CourtCase = "court_case", "涉及具体司法案件", "A concrete court case";
        /// Academic debate or promotion of a product.
        Promotion = "promotion", "属于学术探讨或产品推介", "Academic debate or promotion";
        /// The outcome of a tender.
        Tender = "tender", "涉及具体招投标结果", "The outcome of a tender";
        /// Beyond what the county may decide.
        OutsidePowers = "outside_powers", "不属于本县职权范围", "Outside the county's powers";
        /// Nothing concrete.
        NoContent = "no_content", "没有具体内容", "No concrete content";
    }
}

/// A ground and its explanation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeclineForm {
    /// The code of a [`Ground`].
    pub ground: String,
    /// What the deputy will read.
    pub explanation: String,
    /// Whether it is passed on and answered as a letter (来信).
    pub as_letter: bool,
}

/// A proposed refusal, waiting for the second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decline {
    pub ground: Ground,
    /// What the deputy will read.
    pub explanation: Reason,
    /// Whether it is passed on and answered as a letter (来信).
    #[serde(default)]
    pub as_letter: bool,
}
