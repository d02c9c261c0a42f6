//! The rungs of the ladder of reminders: 30, 14 and 3 days before, on the day, then weekly.

use ground::dates::days_between;
use jiff::civil::Date;

/// How many days before a limit the first reminder goes out.
pub const LONGEST_NOTICE: u16 = 30;

/// A step of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rung {
    /// So many days before the last day.
    Before(u16),
    /// On the last day.
    LastDay,
    /// So many weeks after it, from 1.
    Overdue(u32),
}

impl Rung {
    /// The stored code: each rung is told once.
    pub fn code(self) -> String {
        match self {
            Self::Before(days) => format!("before-{days}"),
            Self::LastDay => "last-day".to_owned(),
            Self::Overdue(weeks) => format!("overdue-{weeks}"),
        }
    }
}

/// The latest rung that has been reached by `today`, if any: a job that ran late tells it and none before it.
///
/// A rung counts only where its day lies after the start, so that a short limit is not announced as it begins.
pub fn due_rung(start: Date, due: Date, today: Date) -> Option<Rung> {
    let left = days_between(today, due);
    let length = days_between(start, due);
    match left {
        ..=-7 => Some(Rung::Overdue(left.unsigned_abs() / 7)),
        -6..=0 => Some(Rung::LastDay),
        1.. => [3, 14, LONGEST_NOTICE]
            .into_iter()
            .filter(|&days| left <= i32::from(days) && i32::from(days) < length)
            .map(Rung::Before)
            .next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn after(day: Date, days: i64) -> Date {
        day.saturating_add(days.days())
    }

    #[test]
    fn the_latest_rung_reached_is_told() {
        let (start, due) = (date(2026, 8, 24), date(2026, 11, 24));
        let check = |day: Date, expected| assert_eq!(due_rung(start, due, day), expected, "{day}");
        check(date(2026, 8, 25), None);
        check(date(2026, 10, 24), None);
        check(date(2026, 10, 25), Some(Rung::Before(30)));
        check(date(2026, 11, 9), Some(Rung::Before(30)));
        check(date(2026, 11, 10), Some(Rung::Before(14)));
        check(date(2026, 11, 21), Some(Rung::Before(3)));
        check(date(2026, 11, 24), Some(Rung::LastDay));
        check(date(2026, 11, 30), Some(Rung::LastDay));
        check(date(2026, 12, 1), Some(Rung::Overdue(1)));
        check(date(2026, 12, 8), Some(Rung::Overdue(2)));
        check(date(2027, 1, 5), Some(Rung::Overdue(6)));
    }

    #[test]
    fn a_short_limit_has_only_the_rungs_that_fit() {
        let (start, due) = (date(2026, 11, 23), date(2026, 11, 30));
        let check = |day: Date, expected| assert_eq!(due_rung(start, due, day), expected, "{day}");
        check(start, None);
        check(date(2026, 11, 26), None);
        check(date(2026, 11, 27), Some(Rung::Before(3)));
        // A limit of three days is announced on its last day only.
        assert_eq!(due_rung(start, date(2026, 11, 26), date(2026, 11, 25)), None);
    }

    proptest! {
        #[test]
        fn rungs_only_rise_and_each_comes_once(length in 1..200i64, gaps in proptest::collection::vec(1..9i64, 1..40)) {
            let start = date(2026, 1, 5);
            let due = after(start, length);
            let mut day = start;
            let mut told: Vec<Rung> = Vec::new();
            for gap in gaps {
                day = after(day, gap);
                let Some(rung) = due_rung(start, due, day) else { continue };
                if told.last() != Some(&rung) {
                    prop_assert!(!told.contains(&rung));
                    told.push(rung);
                }
            }
            let before: Vec<_> = told.iter().filter_map(|rung| match rung { Rung::Before(days) => Some(*days), _ => None }).collect();
            prop_assert!(before.is_sorted_by(|a, b| a > b));
        }
    }
}
