//! Due dates that explain themselves: months and days by the Civil Code, working days by the State Council's calendar.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::vocabulary::{Lang, vocabulary};
use crate::wording;

/// Which days are worked, where they differ from Monday to Friday.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    exceptions: BTreeMap<Date, DayKind>,
}

vocabulary! {
    /// What the State Council's yearly notice makes of a day.
    pub enum DayKind {
        /// A holiday on a day that is otherwise worked.
        Rest = "rest", "休息日", "Day off";
        /// A working day on a weekend.
        Work = "work", "调休上班", "Working day";
    }
}

impl Calendar {
    /// The calendar with these exceptions.
    pub fn new(exceptions: impl IntoIterator<Item = (Date, DayKind)>) -> Self {
        Self { exceptions: exceptions.into_iter().collect() }
    }

    /// Whether nobody works on that day.
    pub fn is_day_off(&self, day: Date) -> bool {
        match self.exceptions.get(&day) {
            Some(DayKind::Rest) => true,
            Some(DayKind::Work) => false,
            None => matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday),
        }
    }

    /// The day itself, or the first working day after it (Civil Code art. 203(1)).
    fn settle(&self, mut day: Date) -> Date {
        while self.is_day_off(day) {
            day = after(day, 1);
        }
        day
    }
}

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

impl Length {
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
}

/// The limits in force from a date on: data, kept with each clock that they started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The version, counted from 1.
    pub version: u32,
    /// The length of each limit.
    pub limits: BTreeMap<Limit, Length>,
}

impl Rules {
    /// The length of a limit.
    ///
    /// # Panics
    /// Never for rules made by [`Rules::parse`], which requires every limit.
    fn length(&self, limit: Limit) -> Length {
        self.limits[&limit]
    }

    /// Rules from stored rows of limit and length.
    ///
    /// # Errors
    /// The first limit that is missing.
    pub fn parse(version: u32, limits: BTreeMap<Limit, Length>) -> Result<Self, Limit> {
        match Limit::ALL.iter().find(|limit| !limits.contains_key(limit)) {
            Some(&missing) => Err(missing),
            None => Ok(Self { version, limits }),
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
}

impl Clock {
    /// Starts a clock.
    pub fn start(limit: Limit, start: Date, rules: &Rules, calendar: &Calendar) -> Self {
        let length = rules.length(limit);
        let (nominal, due) = end(start, length, calendar);
        Self { limit, start, length, due, moved_from: (nominal != due).then_some(nominal), rules: rules.version }
    }

    /// Days from `today` to the last day; negative when overdue.
    pub fn days_left(&self, today: Date) -> i32 {
        days_between(today, self.due)
    }

    /// Why it is this day, in sentences.
    pub fn why(&self, lang: Lang) -> String {
        let (start, due, length) =
            (wording::date(self.start, lang), wording::date(self.due, lang), self.length.word(lang));
        let source = self.limit.source(lang);
        let moved = self.moved_from.map(|day| wording::date(day, lang));
        match lang {
            Lang::Zh => {
                let mut text = format!(
                    "{}为{length}（依据：{source}）。{start}起算，当日不计入（《民法典》第二百零一条）。",
                    self.limit.word(lang)
                );
                text += &match (self.length, moved) {
                    (Length::WorkingDays(_), _) => format!("跳过休息日和法定节假日，到期日是{due}。"),
                    (_, None) => format!("到期日是{due}（《民法典》第二百零二条）。"),
                    (_, Some(day)) => format!(
                        "本应于{day}到期（《民法典》第二百零二条），因当日为休息日或法定节假日，顺延到{due}（《民法典》第二百零三条）。"
                    ),
                };
                text
            }
            Lang::En => {
                let mut text = format!(
                    "{}: {length} ({source}). Counted from {start}; that day itself does not count (Civil Code, article 201). ",
                    self.limit.word(lang)
                );
                text += &match (self.length, moved) {
                    (Length::WorkingDays(_), _) => {
                        format!("Weekends and public holidays are skipped, so the last day is {due}.")
                    }
                    (_, None) => format!("The last day is {due} (article 202)."),
                    (_, Some(day)) => format!(
                        "It would end on {day} (article 202); that is a day off, so it moves to the next working day, {due} (article 203)."
                    ),
                };
                text
            }
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
        Rules::parse(1, limits.collect()).expect("every limit is given")
    }

    /// The holidays around the turn of 2025 and 2026 (State Council's notices).
    pub(crate) fn calendar() -> Calendar {
        let rest = |from: Date, days: u16| (0..days).map(move |n| (after(from, n), DayKind::Rest));
        let work = |days: &[Date]| days.iter().map(|&day| (day, DayKind::Work)).collect::<Vec<_>>();
        Calendar::new(
            rest(date(2025, 10, 1), 8)
                .chain(rest(date(2026, 1, 1), 3))
                .chain(rest(date(2026, 2, 15), 9))
                .chain(rest(date(2026, 4, 4), 3))
                .chain(rest(date(2026, 5, 1), 5))
                .chain(rest(date(2026, 10, 1), 7))
                .chain(work(&[
                    date(2025, 9, 28),
                    date(2025, 10, 11),
                    date(2026, 1, 4),
                    date(2026, 2, 14),
                    date(2026, 2, 28),
                    date(2026, 5, 9),
                    date(2026, 9, 20),
                    date(2026, 10, 10),
                ])),
        )
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
    fn a_clock_says_why() {
        let clock = Clock::start(Limit::Reply, date(2026, 7, 1), &rules(), &calendar());
        assert_eq!(clock.moved_from, Some(date(2026, 10, 1)));
        let why = clock.why(Lang::Zh);
        for part in ["3个月", "第五十一条", "2026年7月1日", "2026年10月1日", "2026年10月8日", "第二百零三条"]
        {
            assert!(why.contains(part), "{part} in {why}");
        }
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
