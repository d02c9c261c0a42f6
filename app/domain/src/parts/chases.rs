//! Chasing whoever is late (催办): recorded, and at most once in three days.

use std::ops::Deref;

use ground::dates::{after, days_between};
use ground::problem::{Problems, Refusal};
use ground::text::Reason;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::readers::Readers;
use crate::case::saying::Saying;
use crate::county::people::Office;

/// How many days lie at least between two chases, so that they keep their weight.
pub const CHASE_EVERY_DAYS: u16 = 3;

/// A chase as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChaseForm {
    /// What the unit is to do, or nothing.
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chase {
    /// When.
    pub on: Date,
    /// Which office chased.
    pub by: Office,
    /// What the unit is to do; for those concerned.
    pub note: Option<Reason>,
}

/// The units were chased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chased {
    /// Which office chased.
    pub by: Office,
    /// What they are to do.
    pub note: Option<Reason>,
}

impl Chased {
    /// Who reads of it.
    pub fn readers(&self) -> Readers {
        Readers::Everyone
    }

    /// What a line of the log says.
    pub(crate) fn sentence(&self, say: Saying) -> String {
        let (who, why) = (say.who, self.note.as_ref().map(|note| say.reason(note.as_str())).unwrap_or_default());
        say.lang.pick(format!("{who}催办承办单位{why}。"), format!("{who} chased the units{why}."))
    }
}

/// Whether enough days have passed since the last chase.
pub(crate) fn may_chase(last: Option<Date>, today: Date) -> bool {
    last.is_none_or(|last| days_between(last, today) >= i32::from(CHASE_EVERY_DAYS))
}

/// When the units of a paper were chased, first to last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Chases(Vec<Chase>);

impl Deref for Chases {
    type Target = [Chase];

    fn deref(&self) -> &[Chase] {
        &self.0
    }
}

impl Chases {
    /// Whether the units may be chased today.
    pub(crate) fn may_chase(&self, today: Date) -> bool {
        may_chase(self.last().map(|chase| chase.on), today)
    }

    /// From which day on they may be chased again, where they were.
    pub fn again_on(&self) -> Option<Date> {
        self.last().map(|chase| after(chase.on, CHASE_EVERY_DAYS))
    }

    /// From what was typed to what happens.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] where the note is wrong; it may be left out.
    pub(crate) fn decide(form: &ChaseForm, by: Office) -> Result<Chased, Refusal> {
        if form.note.trim().is_empty() {
            return Ok(Chased { by, note: None });
        }
        let mut problems = Problems::default();
        let note = problems.keep("note", Reason::parse(&form.note));
        problems.finish(note).map(|note| Chased { by, note: Some(note) })
    }

    /// Keeps what happened on a day.
    pub(crate) fn apply(&mut self, event: Chased, on: Date) {
        self.0.push(Chase { on, by: event.by, note: event.note });
    }
}
