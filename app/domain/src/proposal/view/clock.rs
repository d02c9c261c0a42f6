//! A due date that explains itself, as a reader sees it.

use ground::vocabulary::Lang;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::clock::Clock;
use crate::county::reasons::Reasons;

/// A due date that explains itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockView {
    /// What is due.
    pub limit: String,
    /// The last day.
    pub due: Date,
    /// Days left; negative when overdue.
    pub days_left: i32,
    /// Why it is this day.
    pub why: Reasons,
}

impl ClockView {
    pub(super) fn new(clock: &Clock, today: Date, lang: Lang) -> Self {
        Self {
            limit: clock.limit.word(lang).to_owned(),
            due: clock.due,
            days_left: clock.days_left(today),
            why: clock.reasons(lang),
        }
    }
}
