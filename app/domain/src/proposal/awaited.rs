//! What a paper waits for: by when, and from whom.

use jiff::civil::Date;

use super::Proposal;
use crate::county::clock::Clock;
use crate::proposal::workflow::{Relation, Stage, Step, next};

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
        let open = self.open_commitments().filter(|_| self.stage == Stage::Tracking);
        open.map(|(_, commitment)| commitment.due).min()
    }

    /// The date that readers ask about: the shown clock's, else the next promise's.
    pub fn shown_due(&self) -> Option<Date> {
        self.shown_clock().map(|clock| clock.due).or_else(|| self.next_promise())
    }

    /// Whether that date has passed: derived on the day it is asked, and never stored.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.shown_due().is_some_and(|due| due < today)
    }

    /// Who has to act next, where somebody has to.
    pub fn awaited(&self) -> Option<Relation> {
        match self.stage {
            Stage::Draft | Stage::CoSigning | Stage::Returned => Some(Relation::Lead),
            Stage::Submitted | Stage::Registered => Some(Relation::CongressOffice),
            Stage::Assigned if self.pending_returns().next().is_some() => Some(Relation::CongressOffice),
            Stage::Escalated => Some(Relation::CongressOffice),
            Stage::Tracking if self.open_commitments().next().is_none() => Some(Relation::CongressOffice),
            Stage::Tracking => Some(Relation::LeadHead),
            Stage::Assigned | Stage::Handling | Stage::ReHandling => Some(Relation::LeadHead),
            Stage::Replied => match self.mark() {
                None => Some(Relation::Lead),
                Some(_) => Some(Relation::CongressOffice),
            },
            _ => None,
        }
    }

    /// Whether the lead deputy is asked something beside the next step: to confirm a contact, to look at a kept promise.
    pub fn asks_lead(&self) -> bool {
        let is_heard = next(self.stage, Step::ConfirmContact, Relation::Lead).is_some();
        (is_heard && self.awaited_contacts().next().is_some()) || self.has_claims()
    }

    /// Whether the office is asked something beside the next step: about more time, a kept promise, a look-back.
    pub fn asks_office(&self) -> bool {
        let asked = self.stage == Stage::Handling && self.pending_extension().is_some();
        asked || self.has_claims() || self.look_backs_awaited().next().is_some() || self.awaits_disclosure_review()
    }

    fn has_claims(&self) -> bool {
        let open = matches!(self.stage, Stage::Replied | Stage::Tracking | Stage::ReHandling | Stage::Escalated);
        open && self.claimed_commitments().next().is_some()
    }
}
