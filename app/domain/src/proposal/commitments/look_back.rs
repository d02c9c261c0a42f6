//! Look-backs (回头看): later looks at a promise, due by themselves, and what they find.

use crate::proposal::commitments::CommitmentProblem;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use ground::dates::months_after;
use ground::problem::{Problem, Problems, Refusal};
use ground::text::Reason;

use super::{CommitmentCase, CommitmentState};
use crate::proposal::Proposal;
use crate::proposal::event::Event;
use crate::proposal::workflow::Stage;

/// The months after which a kept promise is looked at again; 0 is the day on which it falls due.
pub const LOOK_BACK_MONTHS: [u16; 3] = [0, 6, 12];

/// A later look at a promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookBack {
    /// How many months after the promise fell due or was kept.
    pub months: u16,
    /// From which day these months are counted.
    pub base: Date,
    /// What was found, once somebody has looked.
    pub finding: Option<Finding>,
}

impl LookBack {
    /// The day on which it is due.
    pub fn due(&self) -> Date {
        months_after(self.base, self.months)
    }
}

/// What a look-back found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// When.
    pub on: Date,
    /// Whether the promise holds.
    pub holds: bool,
    /// What was seen.
    pub note: Reason,
}

/// What a look-back found, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LookBackForm {
    /// Which promise: its place among the paper's promises, from 0.
    pub commitment: String,
    /// `yes` or `no`: whether it is kept and holds.
    pub holds: String,
    /// What was seen.
    pub reason: String,
}

impl CommitmentCase {
    /// The look-backs that come by themselves and have not come yet, each with the day from which it is counted:
    /// on the day it falls due, and six and twelve months after it was kept.
    fn coming(&self) -> impl Iterator<Item = LookBack> {
        let kept = self.settled_on.filter(|_| self.state == CommitmentState::Verified).map(|on| on.max(self.due));
        let coming = LOOK_BACK_MONTHS.into_iter().filter_map(move |months| {
            let base = if months == 0 { self.due } else { kept? };
            Some(LookBack { months, base, finding: None })
        });
        coming.filter(|one| !self.look_backs.iter().any(|known| (known.months, known.base) == (one.months, one.base)))
    }

    /// The look-back that waits for somebody to look.
    pub fn pending_look_back(&self) -> Option<&LookBack> {
        self.look_backs.iter().find(|look_back| look_back.finding.is_none())
    }
}

impl Proposal {
    /// The promises at which somebody has to look, with their places.
    pub fn look_backs_awaited(&self) -> impl Iterator<Item = (usize, &CommitmentCase)> {
        self.commitments.iter().enumerate().filter(|(_, one)| one.pending_look_back().is_some())
    }

    /// The next look-back that comes by itself: its promise and the day.
    pub(crate) fn next_look_back(&self) -> Option<(usize, LookBack)> {
        let follows = matches!(
            self.stage,
            Stage::Replied
                | Stage::Tracking
                | Stage::ReHandling
                | Stage::Escalated
                | Stage::Closed
                | Stage::ClosedUnsatisfied
        );
        let all = self.commitments.iter().enumerate().filter(|_| follows);
        all.flat_map(|(n, one)| one.coming().map(move |look_back| (n, look_back)))
            .min_by_key(|(n, one)| (one.due(), *n))
    }

    pub(crate) fn decide_look_back(&self, form: &LookBackForm, today: Date) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let awaited = |one: &CommitmentCase| one.pending_look_back().is_some();
        let commitment = problems.keep("commitment", self.commitment_named(&form.commitment, awaited));
        let holds = match form.holds.as_str() {
            "yes" => Ok(true),
            "no" => Ok(false),
            "" => Err(Problem::Missing),
            _ => Err(Problem::NotAChoice),
        };
        // A kept promise that no longer holds is a relapse, which is a step of its own.
        let is_verified = commitment.is_some_and(|n| self.commitments[n].state == CommitmentState::Verified);
        let holds = holds
            .and_then(|holds| if !holds && is_verified { Err(CommitmentProblem::Relapsed.into()) } else { Ok(holds) });
        let holds = problems.keep("holds", holds);
        let note = problems.keep("reason", Reason::parse(&form.reason));
        let found = (|| {
            let finding = Finding { on: today, holds: holds?, note: note? };
            Some(Event::LookedBack { commitment: commitment?, finding })
        })();
        problems.finish(found)
    }

    /// Keeps what a look-back found; a relapse opens the promise again.
    pub(crate) fn apply_finding(&mut self, commitment: usize, finding: Finding, relapsed_until: Option<Date>) {
        self.commitment_mut(commitment, |one| {
            let until = relapsed_until.unwrap_or(one.due);
            if !finding.holds && one.state == CommitmentState::Verified {
                (one.state, one.settled_on, one.due) = (CommitmentState::Open, None, until);
            }
            if let Some(pending) = one.look_backs.iter_mut().find(|look_back| look_back.finding.is_none()) {
                pending.finding = Some(finding);
            }
            // What is open again is looked at anew once it is kept again.
            if one.state == CommitmentState::Open {
                one.look_backs.retain(|look_back| look_back.finding.is_some());
            }
        });
    }
}
