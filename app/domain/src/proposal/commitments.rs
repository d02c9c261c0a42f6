//! Promises of replies (承诺事项) until they are kept or explained, and the look-backs (回头看) years after.

mod claims;
mod look_back;
mod relapse;

use ground::field::place_named;
use ground::problem::Problem;
use ground::text::Reason;
use ground::{problems, vocabulary};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::people::UnitId;
use crate::proposal::Proposal;

pub use claims::{Claim, ClaimForm, CommitmentNoteForm, Explanation, VerifyForm};
pub use look_back::{Finding, LOOK_BACK_MONTHS, LookBack, LookBackForm};
pub use relapse::RelapseForm;

problems! {
    /// What can be wrong with promises.
    pub enum CommitmentProblem {
        /// Promises are still open, so that the matter is not solved.
        StillOpen {
            /// How many.
            open: usize,
        } = "还有{open}项承诺没有兑现，不能列为A类：请先报告兑现并经核实，或者选择B类、C类。",
            "{open} promises are still open, so it is not solved: have them verified first, or choose class B or C.";
        /// A kept promise that no longer holds: that is a relapse, a step of its own.
        Relapsed = "已核实兑现的承诺出现反弹，请使用“反弹，重新跟踪”或“反弹，重新办理”。",
            "A kept promise that no longer holds is a relapse: use “Relapsed: follow it up again” or “… handled again”.";
    }
}

vocabulary! {
    /// What has become of a promise.
    pub enum CommitmentState {
        /// Not kept yet.
        Open = "open", "待兑现", "Open";
        /// The unit says that it is kept.
        Claimed = "claimed", "已报兑现，待核实", "Reported as kept, to be verified";
        /// The deputy or the office has checked that.
        Verified = "verified", "已兑现", "Kept";
        /// The unit's head has explained why it is not kept.
        Explained = "explained", "未兑现，已说明", "Not kept, explained";
    }
}

impl CommitmentState {
    /// Whether nothing more is awaited.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Verified | Self::Explained)
    }
}

/// A promise and what has become of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentCase {
    /// The unit that gave it.
    pub unit: UnitId,
    /// The reply that it stands in, counted from 1.
    pub reply: usize,
    /// What is promised.
    pub text: Reason,
    /// The last day.
    pub due: Date,
    /// What has become of it.
    pub state: CommitmentState,
    /// How often the unit has said that it is kept, first to last.
    pub claims: Vec<Claim>,
    /// Why it is not kept.
    pub explanation: Option<Explanation>,
    /// When it was verified or explained.
    pub settled_on: Option<Date>,
    /// How many replies there were when it was verified: a newer one has taken it up.
    pub settled_at_reply: usize,
    /// The look-backs, first to last.
    pub look_backs: Vec<LookBack>,
}

impl CommitmentCase {
    /// A promise as a reply gives it.
    pub(crate) fn new(unit: UnitId, reply: usize, text: Reason, due: Date) -> Self {
        Self {
            unit,
            reply,
            text,
            due,
            state: CommitmentState::Open,
            claims: Vec::new(),
            explanation: None,
            settled_on: None,
            settled_at_reply: 0,
            look_backs: Vec::new(),
        }
    }
}

impl Proposal {
    /// The promises that are neither verified nor explained, with their places.
    pub fn open_commitments(&self) -> impl Iterator<Item = (usize, &CommitmentCase)> {
        self.commitments.iter().enumerate().filter(|(_, one)| !one.state.is_settled())
    }

    /// The promise that a form names; the only one that fits where it names none.
    fn commitment_named(&self, raw: &str, fits: impl Fn(&CommitmentCase) -> bool) -> Result<usize, Problem> {
        place_named(raw, self.commitments.iter().enumerate().filter(|(_, one)| fits(one)).map(|(n, _)| n))
    }

    pub(crate) fn commitment_mut(&mut self, n: usize, change: impl FnOnce(&mut CommitmentCase)) {
        if let Some(one) = self.commitments.get_mut(n) {
            change(one);
        }
    }
}
