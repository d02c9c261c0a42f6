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

/// The limits in force from a date on: data, kept with each clock that they started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// The version, counted from 1.
    pub version: u32,
    /// The day from which they are in force.
    pub since: Date,
    /// The length of each limit.
    pub limits: BTreeMap<Limit, Length>,
}

impl Rules {
    /// The length of a limit.
    ///
    /// # Panics
    /// Never for rules made by [`Rules::parse`], which requires every limit.
    pub fn length(&self, limit: Limit) -> Length {
        self.limits[&limit]
    }

    /// Rules from stored rows of limit and length.
    ///
    /// # Errors
    /// The first limit that is missing.
    pub fn parse(version: u32, since: Date, limits: BTreeMap<Limit, Length>) -> Result<Self, Limit> {
        match Limit::ALL.iter().find(|limit| !limits.contains_key(limit)) {
            Some(&missing) => Err(missing),
            None => Ok(Self { version, since, limits }),
        }
    }
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
