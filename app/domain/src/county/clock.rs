//! Due dates that explain themselves: months and days by the Civil Code, working days by the State Council's calendar.

mod length;
mod limit;
mod running;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeMap;

use ground::dates::{after, months_after};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use crate::county::calendar::{Calendar, DayKind};
pub use length::{Length, LengthUnit};
pub use limit::Limit;
pub use running::{Clock, Holiday, Skipped};

/// The limits in force from a date on: data, kept with each clock that they started. What a version does not say is as
/// usual, so that a new limit holds in old versions too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// The version, counted from 1.
    pub version: u32,
    /// The day from which they are in force.
    pub since: Date,
    /// The lengths that are not the usual ones.
    overrides: BTreeMap<Limit, Length>,
}

impl Rules {
    /// A version of the limits; what it says as usual is left out.
    pub fn new(version: u32, since: Date, lengths: impl IntoIterator<Item = (Limit, Length)>) -> Self {
        Self { version, since, overrides: overrides(lengths) }
    }

    /// The length of a limit.
    pub fn length(&self, limit: Limit) -> Length {
        self.overrides.get(&limit).copied().unwrap_or(limit.usual())
    }

    /// Whether it sets the limits as these lengths do.
    pub fn says(&self, lengths: &BTreeMap<Limit, Length>) -> bool {
        self.overrides == overrides(lengths.iter().map(|(limit, length)| (*limit, *length)))
    }
}

/// The lengths that are not the usual ones.
pub fn overrides(lengths: impl IntoIterator<Item = (Limit, Length)>) -> BTreeMap<Limit, Length> {
    lengths.into_iter().filter(|(limit, length)| *length != limit.usual()).collect()
}

/// The nominal last day and the last day once days off are taken into account.
fn end(start: Date, length: Length, calendar: &Calendar) -> (Date, Date) {
    match length {
        Length::WorkingDays(n) => {
            let mut day = start;
            for _ in 0..n {
                day = calendar.settle(after(day, 1));
            }
            (day, calendar.settle(day))
        }
        Length::Days(n) => {
            let day = after(start, n);
            (day, calendar.settle(day))
        }
        Length::Months(n) => {
            let day = months_after(start, n);
            (day, calendar.settle(day))
        }
    }
}

/// The present and the ways of the county, which rules need and do not have: the caller brings them.
#[derive(Clone, Debug)]
pub struct Circumstances {
    /// The date in the county.
    pub today: Date,
    /// The limits in force today.
    pub rules: Rules,
    /// The working-day calendar.
    pub calendar: Calendar,
}

impl Circumstances {
    /// A clock that starts today.
    pub fn clock(&self, limit: Limit) -> Clock {
        Clock::start(limit, self.today, &self.rules, &self.calendar)
    }
}
