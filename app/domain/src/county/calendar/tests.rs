//! Runs, missing years, months as weeks, and days as they are typed.

use super::*;
use crate::county::calendar::CalendarProblem;
use jiff::civil::date;

fn run(kind: DayKind, name: &str, first: Date, last: Date) -> Run {
    Run { kind, name: name.to_owned(), first, last }
}

#[test]
fn exceptions_stand_together_as_runs() {
    let runs = [
        run(DayKind::Work, "国庆节", date(2026, 9, 20), date(2026, 9, 20)),
        run(DayKind::Rest, "中秋节", date(2026, 9, 25), date(2026, 9, 27)),
        run(DayKind::Rest, "国庆节", date(2026, 9, 28), date(2026, 10, 2)),
    ];
    let calendar = Calendar::new(runs.iter().flat_map(Run::exceptions), []);
    assert_eq!(calendar.runs(2026), runs);
    assert_eq!(calendar.runs(2025), []);
    assert!(!calendar.is_day_off(date(2026, 9, 20)), "a Sunday that is worked");
}

#[test]
fn a_year_without_its_notice_is_missed() {
    let calendar = Calendar::new([], [(2026, "国办发明电〔2025〕7号".to_owned())]);
    let check = |day, expected| assert_eq!(calendar.missing_year(day), expected, "{day}");
    check(date(2026, 12, 28), None);
    check(date(2026, 12, 29), Some(2027)); // New Year's holiday may begin in December
    check(date(2027, 1, 1), Some(2027));
    check(date(2025, 6, 1), Some(2025));
    assert_eq!(calendar.wanted_year(date(2026, 10, 31)), None);
    assert_eq!(calendar.wanted_year(date(2026, 11, 1)), Some(2027));
    assert_eq!(calendar.wanted_year(date(2025, 11, 1)), Some(2025));
}

#[test]
fn months_are_laid_out_from_monday() {
    let february = weeks(2026, 2); // begins on a Sunday, ends on a Saturday
    assert_eq!(february.len(), 5);
    assert_eq!(february[0], [None, None, None, None, None, None, Some(date(2026, 2, 1))]);
    assert_eq!(february[4][5], Some(date(2026, 2, 28)));
    assert_eq!(weeks(2021, 2).len(), 4); // exactly four weeks
    assert_eq!(weeks(2024, 2).iter().flatten().flatten().count(), 29);
}

#[test]
fn what_is_typed_becomes_a_run_or_is_refused_beside_its_field() {
    let form = |kind: &str, first: &str, last: &str, name: &str| RunForm {
        kind: kind.to_owned(),
        first: first.to_owned(),
        last: last.to_owned(),
        name: name.to_owned(),
    };
    let day = date(2027, 1, 1);
    assert_eq!(form("rest", "2027-01-01", "", " 元旦 ").parse(), Ok(run(DayKind::Rest, "元旦", day, day)));
    let check = |form: RunForm, field: &str, problem: Problem| match form.parse() {
        Err(Refusal::Invalid(errors)) => {
            assert!(errors.iter().any(|e| e.field == field && e.problem == problem), "{errors:?}");
        }
        other => panic!("{form:?} gives {other:?}"),
    };
    check(form("feast", "2027-01-01", "", "元旦"), "kind", Problem::NotAChoice);
    check(form("rest", "", "", "元旦"), "first", Problem::Missing);
    check(form("rest", "1827-01-01", "", "元旦"), "first", Problem::NotADate);
    check(form("rest", "2027-01-03", "2027-01-01", "元旦"), "last", Problem::TooEarly { earliest: date(2027, 1, 3) });
    check(form("rest", "2027-01-01", "2027-12-31", "元旦"), "last", Problem::TooMany { max: 15 });
    check(form("work", "2027-01-04", "", "元旦"), "first", CalendarProblem::WorkedAnyway.into());
    check(form("rest", "2027-01-01", "", ""), "name", Problem::Missing);
}
