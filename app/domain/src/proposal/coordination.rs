//! The coordination meeting after another unsatisfied rating: who sat together, what was said, what follows.

use ground::field::parse_date;
use ground::problem::{Problem, Problems, Refusal};
use ground::text::{Body, Note};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::proposal::Proposal;

/// The minutes of a coordination meeting, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CoordinationForm {
    /// The day, as `2026-11-23`.
    pub on: String,
    /// Who took part.
    pub participants: String,
    /// What was said and agreed.
    pub minutes: String,
}

/// A coordination meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coordination {
    /// The day.
    pub on: Date,
    /// Who took part; for those concerned.
    pub participants: Note,
    /// What was said and agreed; for those concerned.
    pub minutes: Body,
}

impl CoordinationForm {
    /// Whether nothing was typed.
    pub(crate) fn is_empty(&self) -> bool {
        [&self.on, &self.participants, &self.minutes].into_iter().all(|text| text.trim().is_empty())
    }

    pub(crate) fn parse(&self, proposal: &Proposal, today: Date) -> Result<Coordination, Refusal> {
        let mut problems = Problems::default();
        let earliest = proposal.replies.last().map(|reply| reply.on);
        let on = parse_date(&self.on).and_then(|on| match earliest {
            _ if on > today => Err(Problem::InTheFuture),
            Some(earliest) if on < earliest => Err(Problem::TooEarly { earliest }),
            _ => Ok(on),
        });
        let on = problems.keep("on", on);
        let participants = problems.keep("participants", Note::parse(&self.participants));
        let minutes = problems.keep("minutes", Body::parse(&self.minutes));
        let held = (|| Some(Coordination { on: on?, participants: participants?, minutes: minutes? }))();
        problems.finish(held)
    }
}
