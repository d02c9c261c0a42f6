//! Chasing whoever is late (催办): recorded, and at most once in three days.

use ground::dates::days_between;
use ground::problem::{Problems, Refusal};
use ground::text::Reason;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::proposal::Proposal;
use crate::proposal::event::Event;
use crate::proposal::workflow::Relation;

/// How many days lie at least between two chases, so that they keep their weight.
pub const CHASE_EVERY_DAYS: u16 = 3;

/// A chase as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChaseForm {
    /// What the unit is to do, or nothing.
    pub note: String,
}

/// A chase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chase {
    /// When.
    pub on: Date,
    /// Who: an office or a supervisor.
    pub by: Relation,
    /// What the unit is to do; for those concerned.
    pub note: Option<Reason>,
}

/// Whether enough days have passed since the last chase.
pub(crate) fn may_chase(last: Option<Date>, today: Date) -> bool {
    last.is_none_or(|last| days_between(last, today) >= i32::from(CHASE_EVERY_DAYS))
}

impl Proposal {
    pub(crate) fn decide_chase(form: &ChaseForm) -> Result<Event, Refusal> {
        if form.note.trim().is_empty() {
            return Ok(Event::Chased { note: None });
        }
        let mut problems = Problems::default();
        let note = problems.keep("note", Reason::parse(&form.note));
        problems.finish(note).map(|note| Event::Chased { note: Some(note) })
    }
}
