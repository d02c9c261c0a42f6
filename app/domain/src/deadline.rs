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
        }
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

fn after(day: Date, days: u16) -> Date {
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
pub(crate) mod tests {
    use super::*;
    use crate::calendar::Run;
    use jiff::civil::date;
    use proptest::prelude::*;

    /// The defaults that the migrations store.
    pub(crate) fn rules() -> Rules {
        let limits = Limit::ALL.iter().map(|&limit| {
            let length = match limit {
                Limit::Review | Limit::Acceptance | Limit::SecondRound | Limit::CoSigning | Limit::Reassignment => {
                    Length::WorkingDays(5)
                }
                Limit::HandOver => Length::Days(30),
                Limit::Reply => Length::Months(3),
                Limit::LongReply => Length::Months(6),
                Limit::Rating | Limit::FirstContact | Limit::Publication => Length::WorkingDays(20),
                Limit::SecondReply | Limit::Opinion => Length::Months(1),
            };
            (limit, length)
        });
        Rules::parse(1, date(2021, 1, 1), limits.collect()).expect("every limit is given")
    }

    /// The holidays around the turn of 2025 and 2026 (State Council's notices).
    pub(crate) fn calendar() -> Calendar {
        let run = |kind, name: &str, first, days: u16| Run {
            kind,
            name: name.to_owned(),
            first,
            last: after(first, days - 1),
        };
        let rest = |name, first, days| run(DayKind::Rest, name, first, days);
        let work = |name, day| run(DayKind::Work, name, day, 1);
        let runs = [
            work("国庆节", date(2025, 9, 28)),
            rest("国庆节、中秋节", date(2025, 10, 1), 8),
            work("国庆节", date(2025, 10, 11)),
            rest("元旦", date(2026, 1, 1), 3),
            work("元旦", date(2026, 1, 4)),
            work("春节", date(2026, 2, 14)),
            rest("春节", date(2026, 2, 15), 9),
            work("春节", date(2026, 2, 28)),
            rest("清明节", date(2026, 4, 4), 3),
            rest("劳动节", date(2026, 5, 1), 5),
            work("劳动节", date(2026, 5, 9)),
            work("国庆节", date(2026, 9, 20)),
            rest("国庆节", date(2026, 10, 1), 7),
            work("国庆节", date(2026, 10, 10)),
        ];
        let notice = |year: i16| (year, format!("国办发明电〔{}〕", year - 1));
        Calendar::new(runs.iter().flat_map(Run::exceptions), [notice(2025), notice(2026)])
    }

    #[test]
    fn months_end_on_the_corresponding_day_or_the_last() {
        let check = |start, months, expected| assert_eq!(months_after(start, months), expected, "{start} + {months}");
        check(date(2026, 1, 31), 3, date(2026, 4, 30));
        check(date(2026, 11, 30), 3, date(2027, 2, 28));
        check(date(2023, 11, 30), 3, date(2024, 2, 29)); // leap year
        check(date(2024, 2, 29), 12, date(2025, 2, 28));
        check(date(2026, 8, 24), 3, date(2026, 11, 24));
        check(date(2026, 8, 24), 6, date(2027, 2, 24));
    }

    #[test]
    fn a_limit_that_ends_on_a_holiday_moves_behind_it() {
        let check = |start, length, expected| {
            assert_eq!(end(start, length, &calendar()).1, expected, "{start} + {length:?}");
        };
        // 1 July + 3 months ends on National Day; the holiday lasts until 7 October.
        check(date(2026, 7, 1), Length::Months(3), date(2026, 10, 8));
        // 20 November 2025 + 3 months ends inside the Spring Festival, which lasts until 23 February.
        check(date(2025, 11, 20), Length::Months(3), date(2026, 2, 24));
        // 14 February 2026 is a Saturday that is worked.
        check(date(2025, 11, 14), Length::Months(3), date(2026, 2, 14));
        // 30 April 2026 is a Thursday: nothing moves.
        check(date(2026, 1, 31), Length::Months(3), date(2026, 4, 30));
        // A plain weekend: Saturday 21 November 2026 moves to Monday.
        check(date(2026, 8, 21), Length::Months(3), date(2026, 11, 23));
        check(date(2026, 9, 1), Length::Days(30), date(2026, 10, 8));
    }

    #[test]
    fn working_days_skip_weekends_and_holidays_and_count_worked_weekends() {
        let check = |start, days, expected| {
            assert_eq!(end(start, Length::WorkingDays(days), &calendar()).1, expected, "{start} + {days}");
        };
        check(date(2026, 11, 23), 5, date(2026, 11, 30)); // Monday to Monday
        check(date(2026, 11, 21), 1, date(2026, 11, 23)); // from a Saturday
        check(date(2026, 9, 30), 1, date(2026, 10, 8)); // over National Day
        check(date(2026, 10, 8), 2, date(2026, 10, 10)); // Saturday the 10th is worked
        check(date(2026, 2, 13), 2, date(2026, 2, 24)); // the 14th is worked, then the Spring Festival
    }

    #[test]
    fn a_clock_keeps_what_it_skipped() {
        let calendar = calendar();
        let clock = |limit, start| Clock::start(limit, start, &rules(), &calendar);
        let holiday = |name: &str, days| Holiday { name: name.to_owned(), days };
        let review = clock(Limit::Review, date(2026, 2, 12));
        assert_eq!(review.due, date(2026, 2, 26));
        let worked = vec![date(2026, 2, 14)];
        assert_eq!(review.skipped, Skipped { weekend_days: 0, holidays: vec![holiday("春节", 9)], worked });
        let reply = clock(Limit::Reply, date(2026, 7, 1));
        assert_eq!((reply.moved_from, reply.due), (Some(date(2026, 10, 1)), date(2026, 10, 8)));
        assert_eq!(reply.skipped.holidays, [holiday("国庆节", 7)]);
        assert_eq!(clock(Limit::Reply, date(2026, 1, 30)).skipped, Skipped::default());
        assert_eq!(clock(Limit::Reply, date(2026, 9, 1)).missing_year, None);
        assert_eq!(clock(Limit::Reply, date(2026, 10, 8)).missing_year, Some(2027));
    }

    #[test]
    fn a_clock_from_before_its_reasons_were_kept_still_reads() {
        let stored = r#"{"limit":"reply","start":"2026-07-01","length":{"months":3},"due":"2026-10-08",
            "moved_from":"2026-10-01","rules":1}"#;
        let clock: Clock = serde_json::from_str(stored).expect("an old clock");
        assert_eq!((clock.since, clock.missing_year, &clock.skipped), (None, None, &Skipped::default()));
        assert!(clock.why(Lang::Zh).contains("2026年10月8日"));
    }

    fn dates() -> impl Strategy<Value = Date> {
        (0..2190u16).prop_map(|days| after(date(2021, 1, 1), days))
    }

    fn lengths() -> impl Strategy<Value = Length> {
        prop_oneof![
            (1..60u16).prop_map(Length::WorkingDays),
            (1..120u16).prop_map(Length::Days),
            (1..13u16).prop_map(Length::Months),
        ]
    }

    proptest! {
        #[test]
        fn a_limit_ends_after_its_start_and_on_a_working_day(start in dates(), length in lengths()) {
            let calendar = calendar();
            let due = end(start, length, &calendar).1;
            prop_assert!(due > start);
            prop_assert!(!calendar.is_day_off(due));
        }

        #[test]
        fn a_later_start_never_ends_earlier(start in dates(), days in 0..40u16, length in lengths()) {
            let calendar = calendar();
            prop_assert!(end(after(start, days), length, &calendar).1 >= end(start, length, &calendar).1);
        }
    }
}
