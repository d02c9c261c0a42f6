//! Months, days and working days by hand-checked dates and by properties; what a clock says of itself.

use ground::vocabulary::Lang;

use super::*;
use crate::county::calendar::Run;
use jiff::civil::date;
use proptest::prelude::*;

/// The usual limits.
pub(crate) fn rules() -> Rules {
    Rules::new(1, date(2021, 1, 1), [])
}

#[test]
fn a_version_keeps_only_what_differs_from_the_usual() {
    let all = |review| {
        let set = move |limit: Limit| if limit == Limit::Review { review } else { limit.usual() };
        Limit::ALL.iter().map(move |&limit| (limit, set(limit)))
    };
    let usual = Rules::new(1, date(2021, 1, 1), all(Limit::Review.usual()));
    assert_eq!(usual, rules());
    let longer = Rules::new(2, date(2026, 1, 1), all(Length::WorkingDays(7)));
    assert_eq!(longer.length(Limit::Review), Length::WorkingDays(7));
    assert_eq!(longer.overrides.len(), 1);
    assert!(longer.says(&all(Length::WorkingDays(7)).collect()) && !longer.says(&all(Length::Days(7)).collect()));
    for &limit in Limit::ALL.iter().filter(|&&limit| limit != Limit::Review) {
        assert_eq!(longer.length(limit), limit.usual());
    }
}

/// The holidays around the turn of 2025 and 2026 (State Council's notices).
pub(crate) fn calendar() -> Calendar {
    let run =
        |kind, name: &str, first, days: u16| Run { kind, name: name.to_owned(), first, last: after(first, days - 1) };
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
