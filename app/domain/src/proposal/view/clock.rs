//! A due date that explains itself, as a reader sees it.

use ground::dates::days_between;
use ground::vocabulary::Lang;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::clock::Clock;
use crate::county::people::Actor;
use crate::county::reasons::Reasons;
use crate::proposal::Proposal;
use crate::proposal::workflow::Step;

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

/// What is awaited of a reader, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwaitedView {
    /// What to do.
    pub step: Step,
    /// The last day.
    pub until: Option<Date>,
    /// Days left; negative when overdue.
    pub days_left: Option<i32>,
    /// The limit that says so.
    pub limit: Option<String>,
}

impl Proposal {
    pub(super) fn awaited_view(&self, actor: &Actor, today: Date, lang: Lang) -> Vec<AwaitedView> {
        let all = self.awaited_of(actor, today).into_iter().map(|one| AwaitedView {
            step: one.step,
            until: one.until,
            days_left: one.until.map(|until| days_between(today, until)),
            limit: one.clock().map(|clock| clock.limit.word(lang).to_owned()),
        });
        all.collect()
    }
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
