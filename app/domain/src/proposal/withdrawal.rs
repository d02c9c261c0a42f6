//! Withdrawal: until the first reply, by the lead deputy and every co-signer.

use ground::problem::{Problems, Refusal};
use ground::text::Reason;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::people::PersonId;
use crate::proposal::Proposal;
use crate::proposal::event::Event;
use crate::proposal::workflow::Stage;

/// A withdrawal that waits for the co-signers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Why; a draft needs no reason.
    pub reason: Option<Reason>,
    /// When the lead deputy asked.
    pub on: Date,
    /// The co-signers who agree.
    pub agreed: Vec<PersonId>,
}

impl Proposal {
    /// The lead deputy's wish, with a reason once others have seen the paper.
    pub(crate) fn decide_withdrawal(&self, raw: &str) -> Result<Event, Refusal> {
        if self.stage == Stage::Draft && raw.trim().is_empty() {
            return Ok(Event::WithdrawalAsked { reason: None });
        }
        let mut problems = Problems::default();
        let reason = problems.keep("reason", Reason::parse(raw));
        problems.finish(reason).map(|reason| Event::WithdrawalAsked { reason: Some(reason) })
    }

    /// The co-signers who have not agreed yet.
    pub fn withdrawal_waits_for(&self) -> Vec<PersonId> {
        let Some(withdrawal) = &self.withdrawal else { return Vec::new() };
        self.co_signers().map(|signer| signer.person).filter(|person| !withdrawal.agreed.contains(person)).collect()
    }
}
