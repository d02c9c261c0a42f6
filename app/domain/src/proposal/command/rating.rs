//! The rating of a reply: two marks, as typed and as sent.

use serde::{Deserialize, Serialize};

use ground::text::Reason;
use ground::vocabulary;

vocabulary! {
    /// One of the two marks of a rating, worst first.
    pub enum Mark {
        /// 不满意.
        Unsatisfied = "unsatisfied", "不满意", "Not satisfied";
        /// 基本满意.
        Basically = "basically", "基本满意", "Basically satisfied";
        /// 满意.
        Satisfied = "satisfied", "满意", "Satisfied";
    }
}

/// A rating as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RatingForm {
    /// The code of the [`Mark`] for how the unit went about it.
    pub attitude: String,
    /// The code of the [`Mark`] for what came of it.
    pub result: String,
    /// Why, required with an unsatisfied mark.
    pub reasons: String,
}

/// The deputy's rating of a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// How the unit went about it.
    pub attitude: Mark,
    /// What came of it.
    pub result: Mark,
    /// Why.
    pub reasons: Option<Reason>,
    /// When.
    pub on: jiff::civil::Date,
}

impl Rating {
    /// The mark that counts: the worse of the two.
    pub fn overall(&self) -> Mark {
        self.attitude.min(self.result)
    }
}
