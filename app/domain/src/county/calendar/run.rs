//! Days in a row of one kind and name, and how they are entered.

use ground::field::choice;
use ground::problem::{Problem, Problems, Refusal};
use ground::problems;
use ground::text::Text;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{DayKind, Exception, YEARS, is_weekend};

problems! {
    /// What can be wrong with days of the calendar.
    pub enum CalendarProblem {
        /// A day that is worked anyway, entered as a worked weekend.
        WorkedAnyway = "调休上班日须是周六或周日，其他日子本来就上班。",
            "Only a Saturday or Sunday can be entered as worked: other days are worked anyway.";
        /// The calendar has an entry for that day already.
        DayTaken {
            day: Date,
        } = "{day}已经录入。要改动，请先删除原来的。", "{day} is entered already. To change it, remove that entry first.";
    }
}

/// The longest run of days that is entered at once.
const LONGEST: usize = 15;

/// Days in a row of one kind and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// What they are.
    pub kind: DayKind,
    /// The holiday that they belong to.
    pub name: String,
    pub first: Date,
    pub last: Date,
}

impl Run {
    /// Its days, first to last.
    pub fn days(&self) -> impl Iterator<Item = Date> {
        self.first.series(1.days()).take_while(|day| *day <= self.last)
    }

    /// Its days as exceptions.
    pub fn exceptions(&self) -> impl Iterator<Item = Exception> {
        self.days().map(|day| Exception { day, kind: self.kind, name: self.name.clone() })
    }

    pub(super) fn continues(&self, next: &Self) -> bool {
        self.kind == next.kind && self.name == next.name && self.last.tomorrow().is_ok_and(|day| day == next.first)
    }
}

/// Days to be entered, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunForm {
    /// The code of what they are.
    pub kind: String,
    pub first: String,
    /// The last; empty for one day.
    pub last: String,
    /// The holiday.
    pub name: String,
}

impl RunForm {
    /// Parses what was typed.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with what is wrong beside each field.
    pub fn parse(&self) -> Result<Run, Refusal> {
        let mut problems = Problems::default();
        let kind = problems.keep("kind", choice(&self.kind, DayKind::from_code(&self.kind).ok()));
        let name = problems.keep("name", Text::<1, 20, false>::parse(&self.name));
        let first = problems.keep("first", date(&self.first));
        let last = match first {
            Some(first) if self.last.trim().is_empty() => Some(first),
            _ => problems.keep("last", date(&self.last)),
        };
        let run = first.zip(last).zip(kind.zip(name)).map(|((first, last), (kind, name))| Run {
            kind,
            name: name.to_string(),
            first,
            last,
        });
        if let Some(run) = &run {
            if run.last < run.first {
                problems.note("last", Problem::TooEarly { earliest: run.first });
            } else if run.days().take(LONGEST + 1).count() > LONGEST {
                problems.note("last", Problem::TooMany { max: LONGEST });
            } else if run.kind == DayKind::Work && run.days().any(|day| !is_weekend(day)) {
                problems.note("first", CalendarProblem::WorkedAnyway);
            }
        }
        problems.finish(run)
    }
}

/// A day of the calendar's years.
fn date(raw: &str) -> Result<Date, Problem> {
    if raw.trim().is_empty() {
        return Err(Problem::Missing);
    }
    raw.trim().parse().ok().filter(|day: &Date| YEARS.contains(&day.year())).ok_or(Problem::NotADate)
}
