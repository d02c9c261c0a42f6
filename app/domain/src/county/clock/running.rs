//! A running limit: when it ends, and what it found in the calendar on its way.

use ground::dates::{after, days_between};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Calendar, Length, LengthUnit, Limit, Rules, end};
use crate::county::calendar::is_weekend;

/// A running limit: from when, how long, until when, and under which version of the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// What it measures.
    pub limit: Limit,
    /// The day of the event that started it; not counted itself (Civil Code art. 201(1)).
    pub start: Date,
    /// How long it is.
    pub length: Length,
    /// The last day.
    pub due: Date,
    /// The day on which it would have ended had that not been a day off.
    pub moved_from: Option<Date>,
    /// The version of the rules.
    pub rules: u32,
    /// Since when that version is in force; `None` in clocks from before this was kept.
    #[serde(default)]
    pub since: Option<Date>,
    /// The days off that it did not count or that moved its end.
    #[serde(default)]
    pub skipped: Skipped,
    /// The year whose notice of holidays was not there yet: in it only weekends were skipped.
    #[serde(default)]
    pub missing_year: Option<i16>,
    /// The last day that the limit leaves, where the office granted an earlier one.
    #[serde(default)]
    pub longest: Option<Date>,
}

/// What a clock found in the calendar on its way: kept, so that its explanation stays true when the calendar changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Skipped {
    /// Weekend days that belong to no holiday.
    pub weekend_days: u16,
    /// Holidays, first to last, with the days that fell into the way.
    pub holidays: Vec<Holiday>,
    /// Weekend days that were worked, and so counted.
    pub worked: Vec<Date>,
}

/// A holiday and how many of its days were skipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    pub name: String,
    /// How many of its days.
    pub days: u16,
}

impl Skipped {
    /// Notes a day that lies on the way.
    fn pass(&mut self, day: Date, calendar: &Calendar) {
        match (calendar.is_day_off(day), calendar.name(day)) {
            (true, Some(name)) => match self.holidays.last_mut() {
                Some(last) if last.name == name => last.days += 1,
                _ => self.holidays.push(Holiday { name: name.to_owned(), days: 1 }),
            },
            (true, None) => self.weekend_days += 1,
            (false, _) if is_weekend(day) => self.worked.push(day),
            (false, _) => {}
        }
    }
}

impl Clock {
    /// Starts a clock. It keeps its due date and its reasons from then on, whatever becomes of rules and calendar.
    pub fn start(limit: Limit, start: Date, rules: &Rules, calendar: &Calendar) -> Self {
        let length = rules.length(limit);
        let (nominal, due) = end(start, length, calendar);
        // Working days ask the calendar about every day; the others about the day on which they would end.
        let first_asked = if length.unit() == LengthUnit::WorkingDays { after(start, 1) } else { nominal };
        let mut skipped = Skipped::default();
        let mut missing_year = None;
        for day in first_asked.series(1.days()).take_while(|day| *day <= due) {
            skipped.pass(day, calendar);
            missing_year = missing_year.or_else(|| calendar.missing_year(day));
        }
        Self {
            limit,
            start,
            length,
            due,
            moved_from: (nominal != due).then_some(nominal),
            rules: rules.version,
            since: Some(rules.since),
            skipped,
            missing_year,
            longest: None,
        }
    }

    /// The same limit ended earlier, on a day that was granted.
    #[must_use]
    pub fn granted_until(self, until: Date) -> Self {
        if until >= self.due { self } else { Self { due: until, longest: Some(self.due), ..self } }
    }

    /// Days from `today` to the last day; negative when overdue.
    pub fn days_left(&self, today: Date) -> i32 {
        days_between(today, self.due)
    }
}
