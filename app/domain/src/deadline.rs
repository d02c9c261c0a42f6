//! Due dates that explain themselves: months and days by the Civil Code, working days by the State Council's calendar.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::is_weekend;
pub use crate::calendar::{Calendar, DayKind};
use crate::vocabulary::{Lang, vocabulary};

/// How long a limit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// Working days; the first is the next working day.
    WorkingDays(u16),
    /// Calendar days (Civil Code art. 201(1)).
    Days(u16),
    /// Calendar months (Civil Code art. 202).
    Months(u16),
}

vocabulary! {
    /// The unit of a length.
    pub enum LengthUnit {
        /// Working days.
        WorkingDays = "working_days", "个工作日", "working days";
        /// Calendar days.
        Days = "days", "日", "days";
        /// Calendar months.
        Months = "months", "个月", "months";
    }
}

impl Length {
    /// So many of a unit.
    pub fn new(n: u16, unit: LengthUnit) -> Self {
        match unit {
            LengthUnit::WorkingDays => Self::WorkingDays(n),
            LengthUnit::Days => Self::Days(n),
            LengthUnit::Months => Self::Months(n),
        }
    }

    /// How many of its unit.
    pub fn n(self) -> u16 {
        match self {
            Self::WorkingDays(n) | Self::Days(n) | Self::Months(n) => n,
        }
    }

    /// Its unit.
    pub fn unit(self) -> LengthUnit {
        match self {
            Self::WorkingDays(_) => LengthUnit::WorkingDays,
            Self::Days(_) => LengthUnit::Days,
            Self::Months(_) => LengthUnit::Months,
        }
    }

    /// “5个工作日”, “3 months”.
    pub fn word(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::WorkingDays(n), Lang::Zh) => format!("{n}个工作日"),
            (Self::WorkingDays(n), Lang::En) => format!("{n} working day{}", plural(n)),
            (Self::Days(n), Lang::Zh) => format!("{n}日"),
            (Self::Days(n), Lang::En) => format!("{n} day{}", plural(n)),
            (Self::Months(n), Lang::Zh) => format!("{n}个月"),
            (Self::Months(n), Lang::En) => format!("{n} month{}", plural(n)),
        }
    }
}

fn plural(n: u16) -> &'static str {
    if n == 1 { "" } else { "s" }
}

vocabulary! {
    /// What a clock measures.
    pub enum Limit {
        /// Review, and hand-over between sessions.
        Review = "review", "审查交办期限", "Review and hand-over";
        /// The hand-over meeting after a session.
        HandOver = "hand_over", "会后交办期限", "Hand-over after the session";
        /// A unit accepts, or asks to return.
        Acceptance = "acceptance", "承办确认期限", "Acceptance";
        /// The reply.
        Reply = "reply", "答复期限", "Reply";
        /// The reply where the matter is broad or difficult.
        LongReply = "long_reply", "延长答复期限", "Extended reply";
        /// The deputy's rating.
        Rating = "rating", "评价期限", "Rating";
        /// The office decides about a second round.
        SecondRound = "second_round", "重新办理决定期限", "Decision on a second round";
        /// The second reply.
        SecondReply = "second_reply", "再次答复期限", "Second reply";
        /// An invited deputy confirms the text, or declines.
        CoSigning = "co_signing", "联名确认期限", "Co-signing";
        /// The office decides about a return and hands the paper to another unit.
        Reassignment = "reassignment", "改办期限", "Re-assignment";
        /// The unit first speaks with the deputy.
        FirstContact = "first_contact", "首次沟通期限", "First contact";
        /// An assisting unit's opinion.
        Opinion = "opinion", "协办意见期限", "Assisting unit's opinion";
        /// The deputy confirms or disputes a contact that a unit has noted.
        ContactCheck = "contact_check", "沟通记录核对期限", "Checking a contact";
        /// The publication of a reply.
        Publication = "publication", "公开期限", "Publication";
    }
}

impl Limit {
    /// Where the limit comes from.
    pub fn source(self, lang: Lang) -> &'static str {
        match self {
            Self::Reply | Self::LongReply => lang.pick("《代表法》第五十一条", "Deputies Law, article 51"),
            _ => lang.pick("本县代表建议办理规定", "the county's rules on handling proposals"),
        }
    }

    /// The most months that the law leaves for it, where the law has a say (Deputies Law art. 51).
    pub fn law_months(self) -> Option<u16> {
        match self {
            Self::Reply => Some(3),
            Self::LongReply => Some(6),
            _ => None,
        }
    }
}

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
    /// Its name.
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

/// The corresponding day `months` later, or that month's last day (Civil Code art. 202).
pub fn months_after(start: Date, months: u16) -> Date {
    start.saturating_add(i64::from(months).months())
}

/// So many days later.
pub(crate) fn after(day: Date, days: u16) -> Date {
    day.saturating_add(i64::from(days).days())
}

/// Days from one date to another; negative when `to` is earlier.
pub fn days_between(from: Date, to: Date) -> i32 {
    // Both dates lie within jiff's range, whose span in days fits an `i32`.
    from.until(to).map_or(0, |span| span.get_days())
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

#[cfg(test)]
pub(crate) mod tests;
