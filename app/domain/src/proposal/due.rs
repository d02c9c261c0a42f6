//! The date that readers of a paper ask about.

use jiff::civil::Date;

use super::Proposal;
use crate::county::clock::Clock;
use crate::proposal::workflow::Stage;

impl Proposal {
    /// The clock for the reply that is awaited, where one is.
    pub fn reply_clock(&self) -> Option<&Clock> {
        match self.stage {
            Stage::Assigned | Stage::Handling => self.hand_over.as_ref().map(|hand_over| &hand_over.reply),
            Stage::ReHandling => self.clock.as_ref(),
            _ => None,
        }
    }

    /// The clock that readers ask about: the awaited reply's, else the one that runs.
    pub fn shown_clock(&self) -> Option<&Clock> {
        self.reply_clock().or(self.clock.as_ref())
    }

    /// The day by which the next promise has to be kept, while promises are followed up.
    pub fn next_promise(&self) -> Option<Date> {
        let open = self.promises.open().filter(|_| self.stage == Stage::Tracking);
        open.map(|(_, promise)| promise.due).min()
    }

    /// The date that readers ask about: the shown clock's, else the next promise's.
    pub fn shown_due(&self) -> Option<Date> {
        self.shown_clock().map(|clock| clock.due).or_else(|| self.next_promise())
    }

    /// Whether that date has passed: derived on the day it is asked, and never stored.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.shown_due().is_some_and(|due| due < today)
    }
}
