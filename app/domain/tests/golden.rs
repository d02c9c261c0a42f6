//! Due dates checked by hand against the State Council's notices of 2021 to 2026, and what holds for all of them.

use domain::county::calendar::{Calendar, DayKind, Run, is_weekend};
use domain::county::clock::{Clock, Length, Limit, Rules};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// The notices as they were published.
const NOTICES: &str = include_str!("holidays.txt");

/// Start, working days, last day, and what makes it worth a row.
const WORKING_DAYS: &[(&str, u16, &str, &str)] = &[
    ("2021-02-05", 5, "2021-02-18", "over the Spring Festival, with the Sunday before it worked"),
    ("2021-02-10", 5, "2021-02-23", "from the last day before the Spring Festival"),
    ("2022-01-28", 5, "2022-02-09", "Saturday and Sunday worked in a row before the Spring Festival"),
    ("2023-01-20", 5, "2023-02-01", "Saturday and Sunday worked in a row after it"),
    ("2024-02-02", 5, "2024-02-08", "the Sunday before it is worked"),
    ("2024-02-09", 5, "2024-02-22", "the Sunday after it is worked"),
    ("2025-01-24", 5, "2025-02-07", "the Sunday before the eight days is worked"),
    ("2026-02-13", 5, "2026-02-27", "nine days"),
    ("2021-04-30", 5, "2021-05-11", "Labour Day, with the Saturday after it worked"),
    ("2022-04-22", 5, "2022-04-28", "the Sunday before Labour Day is worked"),
    ("2023-04-28", 5, "2023-05-09", "Labour Day, then a Saturday that is worked"),
    ("2024-04-30", 10, "2024-05-16", "two weeks over Labour Day, with a Saturday worked"),
    ("2025-04-25", 5, "2025-05-06", "a Sunday worked, then Labour Day"),
    ("2026-05-06", 5, "2026-05-12", "the Saturday after Labour Day is worked"),
    ("2021-09-17", 5, "2021-09-26", "Mid-Autumn: Saturday worked, Sunday to Tuesday off"),
    ("2021-09-30", 5, "2021-10-13", "National Day"),
    ("2022-09-30", 5, "2022-10-12", "Saturday and Sunday worked after it"),
    ("2023-09-28", 5, "2023-10-11", "Mid-Autumn and National Day together, eight days"),
    ("2024-09-27", 5, "2024-10-10", "the Sunday before it is worked"),
    ("2025-09-26", 20, "2025-10-30", "four weeks over eight days off, two weekends worked"),
    ("2026-09-18", 10, "2026-10-09", "a Sunday worked, Mid-Autumn, then National Day"),
    ("2026-09-30", 1, "2026-10-08", "over National Day"),
    ("2022-12-30", 1, "2023-01-03", "New Year's holiday begins in December"),
    ("2023-06-21", 2, "2023-06-26", "Dragon Boat, then a Sunday that is worked"),
    ("2026-11-20", 1, "2026-11-23", "a plain weekend"),
    ("2026-11-21", 1, "2026-11-23", "from a Saturday"),
    ("2024-02-28", 1, "2024-02-29", "the leap day is worked"),
    ("2024-02-18", 20, "2024-03-15", "from a Sunday that is worked"),
];

/// Start, calendar days, last day.
const DAYS: &[(&str, u16, &str, &str)] = &[
    ("2021-08-31", 30, "2021-09-30", "ends on the day before National Day"),
    ("2021-09-01", 30, "2021-10-08", "ends on National Day"),
    ("2022-01-01", 30, "2022-02-07", "ends on the first day of the Spring Festival"),
    ("2022-12-31", 30, "2023-01-30", "ends on a Monday"),
    ("2023-08-30", 30, "2023-10-07", "ends on Mid-Autumn"),
    ("2024-01-30", 30, "2024-02-29", "the leap day"),
    ("2023-01-30", 30, "2023-03-01", "no leap day"),
    ("2024-04-07", 20, "2024-04-28", "Saturday, then a Sunday that is worked"),
    ("2025-12-05", 30, "2026-01-04", "ends on a Sunday that is worked"),
    ("2026-01-15", 30, "2026-02-14", "ends on a Saturday that is worked"),
];

/// Start, months, last day.
const MONTHS: &[(&str, u16, &str, &str)] = &[
    ("2021-11-30", 3, "2022-02-28", "no 30 February"),
    ("2023-11-30", 3, "2024-02-29", "29 February"),
    ("2023-11-29", 3, "2024-02-29", "the leap day itself"),
    ("2024-02-29", 12, "2025-02-28", "a year from the leap day"),
    ("2021-11-12", 3, "2022-02-14", "ends on a Saturday"),
    ("2022-10-31", 3, "2023-01-31", "31 January, a working day"),
    ("2021-10-31", 3, "2022-02-07", "31 January is in the Spring Festival"),
    ("2022-10-21", 3, "2023-01-28", "ends on the first day of the Spring Festival"),
    ("2022-10-28", 3, "2023-01-28", "ends on a Saturday that is worked"),
    ("2023-11-10", 3, "2024-02-18", "ends in the Spring Festival, then a Sunday that is worked"),
    ("2024-10-28", 3, "2025-02-05", "ends on the first day of the Spring Festival"),
    ("2025-11-15", 3, "2026-02-24", "ends on the first of nine days"),
    ("2025-11-14", 3, "2026-02-14", "ends on a Saturday that is worked"),
    ("2021-07-01", 3, "2021-10-08", "ends on National Day"),
    ("2022-07-01", 3, "2022-10-08", "the Saturday after National Day is worked"),
    ("2023-06-29", 3, "2023-10-07", "ends on Mid-Autumn, then a Saturday that is worked"),
    ("2024-07-05", 3, "2024-10-08", "ends on National Day's fifth day"),
    ("2025-07-08", 3, "2025-10-09", "ends on the eighth day of the holiday"),
    ("2026-07-10", 3, "2026-10-10", "ends on a Saturday that is worked"),
    ("2022-01-30", 3, "2022-05-05", "ends on Labour Day's first day"),
    ("2026-01-31", 3, "2026-04-30", "30 April"),
    ("2021-03-31", 1, "2021-04-30", "30 April"),
    ("2022-05-03", 1, "2022-06-06", "ends on Dragon Boat"),
    ("2023-03-05", 1, "2023-04-06", "Qingming of one day"),
    ("2024-05-10", 1, "2024-06-11", "ends on Dragon Boat"),
    ("2021-08-31", 6, "2022-02-28", "28 February"),
    ("2023-08-31", 6, "2024-02-29", "29 February"),
    ("2025-08-15", 6, "2026-02-24", "ends in the Spring Festival"),
    ("2026-04-01", 6, "2026-10-08", "ends on National Day"),
];

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// The calendar that the notices make.
fn calendar() -> Calendar {
    let (mut runs, mut notices) = (Vec::new(), Vec::new());
    for line in NOTICES.lines().filter(|line| !line.starts_with('#')) {
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["notice", year, document] => notices.push((year.parse().expect("a year"), document.to_owned())),
            ["work", day_, name] => {
                runs.push(Run { kind: DayKind::Work, name: name.to_owned(), first: day(day_), last: day(day_) });
            }
            ["rest", first, days, name] => {
                let last = day(first).saturating_add((days.parse::<i64>().expect("a number") - 1).days());
                runs.push(Run { kind: DayKind::Rest, name: name.to_owned(), first: day(first), last });
            }
            _ => panic!("{line}"),
        }
    }
    Calendar::new(runs.iter().flat_map(Run::exceptions), notices)
}

fn clock(start: Date, length: Length, calendar: &Calendar) -> Clock {
    let limits = Limit::ALL.iter().map(|&limit| (limit, length));
    let rules = Rules::new(1, date(2021, 1, 1), limits);
    Clock::start(Limit::Review, start, &rules, calendar)
}

fn check(rows: &[(&str, u16, &str, &str)], length: fn(u16) -> Length) {
    let calendar = calendar();
    for (start, n, due, why) in rows {
        assert_eq!(clock(day(start), length(*n), &calendar).due, day(due), "{start} + {n}: {why}");
    }
}

#[test]
fn working_days() {
    check(WORKING_DAYS, Length::WorkingDays);
}

#[test]
fn calendar_days() {
    check(DAYS, Length::Days);
}

#[test]
fn months() {
    check(MONTHS, Length::Months);
}

#[test]
fn every_holiday_of_the_six_years_is_there_once() {
    let calendar = calendar();
    for year in 2021..=2026 {
        let runs = calendar.runs(year);
        for name in ["春节", "清明节", "劳动节", "端午节", "国庆节"] {
            let off = runs.iter().filter(|run| run.kind == DayKind::Rest && run.name.contains(name)).count();
            assert_eq!(off, 1, "{name} of {year}");
        }
        for run in runs.iter().filter(|run| run.kind == DayKind::Work) {
            assert!(run.days().all(is_weekend), "{run:?} is a weekend");
        }
        assert!(calendar.notice(year).is_some_and(|document| document.contains(&(year - 1).to_string())), "{year}");
    }
}

fn dates() -> impl Strategy<Value = Date> {
    (0..2100i64).prop_map(|days| date(2021, 1, 1).saturating_add(days.days()))
}

fn lengths() -> impl Strategy<Value = Length> {
    prop_oneof![
        (1..90u16).prop_map(Length::WorkingDays),
        (1..367u16).prop_map(Length::Days),
        (1..13u16).prop_map(Length::Months),
    ]
}

/// The days from the one after `start` to `due`.
fn way(start: Date, due: Date) -> impl Iterator<Item = Date> {
    start.series(1.days()).skip(1).take_while(move |day| *day <= due)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_clock_ends_after_its_start_and_on_a_working_day(start in dates(), length in lengths()) {
        let calendar = calendar();
        let clock = clock(start, length, &calendar);
        prop_assert!(clock.due > start);
        prop_assert!(!calendar.is_day_off(clock.due));
    }

    #[test]
    fn a_later_start_never_ends_earlier(start in dates(), days in 0..60i64, length in lengths()) {
        let calendar = calendar();
        let later = start.saturating_add(days.days());
        prop_assert!(clock(later, length, &calendar).due >= clock(start, length, &calendar).due);
    }

    #[test]
    fn working_days_are_exactly_so_many(start in dates(), n in 1..90u16) {
        let calendar = calendar();
        let clock = clock(start, Length::WorkingDays(n), &calendar);
        let worked = way(start, clock.due).filter(|&day| !calendar.is_day_off(day)).count();
        prop_assert_eq!(worked, usize::from(n));
    }

    #[test]
    fn what_a_clock_says_it_skipped_adds_up(start in dates(), n in 1..90u16) {
        let calendar = calendar();
        let clock = clock(start, Length::WorkingDays(n), &calendar);
        let off = clock.skipped.weekend_days + clock.skipped.holidays.iter().map(|one| one.days).sum::<u16>();
        prop_assert_eq!(way(start, clock.due).count(), usize::from(n + off));
    }

    #[test]
    fn a_moved_end_crosses_only_days_off(start in dates(), months in 1..13u16) {
        let calendar = calendar();
        let clock = clock(start, Length::Months(months), &calendar);
        if let Some(nominal) = clock.moved_from {
            let crossed = nominal.series(1.days()).take_while(|day| *day < clock.due);
            prop_assert!(crossed.into_iter().all(|day| calendar.is_day_off(day)));
        }
    }
}
