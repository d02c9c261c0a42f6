//! Relapses: kept promises that are found not to hold, followed up or handled again.

use ground::field::parse_date;
use ground::problem::{Problem, Problems, Refusal};
use ground::text::Reason;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{CommitmentCase, CommitmentNoteForm, CommitmentState, Finding};
use crate::county::clock::Limit;
use crate::proposal::Proposal;
use crate::proposal::decide::Setting;
use crate::proposal::event::Event;

/// A relapse that is followed up again, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RelapseForm {
    /// Which promise: its place among the paper's promises, from 0.
    pub commitment: String,
    /// What was seen.
    pub reason: String,
    /// The new last day, as `2026-11-23`.
    pub until: String,
}

impl Proposal {
    /// The promises that were kept and at which somebody looks now: those that can have relapsed.
    pub fn may_have_relapsed(&self) -> impl Iterator<Item = (usize, &CommitmentCase)> {
        self.look_backs_awaited().filter(|(_, one)| one.state == CommitmentState::Verified)
    }

    /// The kept promise at which somebody looks, and what was found.
    fn relapse(
        &self,
        commitment: &str,
        reason: &str,
        today: Date,
        problems: &mut Problems,
    ) -> Option<(usize, Finding)> {
        let kept = |one: &CommitmentCase| one.pending_look_back().is_some() && one.state == CommitmentState::Verified;
        let commitment = problems.keep("commitment", self.commitment_named(commitment, kept));
        let note = problems.keep("reason", Reason::parse(reason));
        commitment.zip(note.map(|note| Finding { on: today, holds: false, note }))
    }

    pub(crate) fn decide_relapse(&self, form: &RelapseForm, today: Date) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let relapse = self.relapse(&form.commitment, &form.reason, today, &mut problems);
        let until = parse_date(&form.until);
        let until = until.and_then(|until| if until > today { Ok(until) } else { Err(Problem::NotInTheFuture) });
        let until = problems.keep("until", until);
        let reopened = relapse.zip(until);
        let reopened =
            reopened.map(|((commitment, finding), until)| Event::CommitmentReopened { commitment, finding, until });
        problems.finish(reopened)
    }

    pub(crate) fn decide_relapse_round(&self, form: &CommitmentNoteForm, setting: &Setting) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let relapse = self.relapse(&form.commitment, &form.reason, setting.now.today, &mut problems);
        let reply = setting.now.clock(Limit::SecondReply);
        problems.finish(relapse.map(|(commitment, finding)| Event::HandlingReopened { commitment, finding, reply }))
    }
}
