//! Reminders: 30, 14 and 3 days before, on the day, then weekly, rising from clerk to head to office to supervisor.

use ground::dates::days_between;
use jiff::civil::Date;

use super::{Audience, Message, Notice, NoticeKind};
use crate::county::people::Role;
use crate::proposal::Proposal;
use crate::proposal::awaited::{Awaited, Why};

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

/// A reminder that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// What identifies limit and rung within the proposal.
    pub key: String,
    /// Who is reminded of what.
    pub notices: Vec<Notice>,
}

/// The reminders of a proposal that have been reached by `today`, the latest rung of each limit and promise.
pub fn reminders(proposal: &Proposal, today: Date) -> Vec<Reminder> {
    let mut told: Vec<Reminder> = Vec::new();
    for one in proposal.awaited() {
        let (Some(since), Some(until)) = (one.since(), one.until) else { continue };
        let Some(rung) = due_rung(since, until, today) else { continue };
        let (kind, key) = match one.why {
            Why::Limit(clock) => (NoticeKind::Reminder, format!("{}/{since}/{}", clock.limit.code(), rung.code())),
            Why::Promise { n, .. } => (NoticeKind::CommitmentDue, format!("commitment-{n}/{until}/{}", rung.code())),
            Why::Other => continue,
        };
        let message = Message {
            kind,
            number: proposal.number,
            due: Some(until),
            limit: one.clock().map(|clock| clock.limit),
            on: today,
        };
        let notices = audience(&one, rung).into_iter().map(|to| Notice { to, message: message.clone() });
        // Units whose limits began on one day share a rung.
        match told.iter_mut().find(|known| known.key == key) {
            Some(known) => known.notices.extend(notices),
            None => told.push(Reminder { key, notices: notices.collect() }),
        }
    }
    told
}

/// Who hears of a rung: those from whom it is awaited; a unit's head from three days before, and whoever is above.
fn audience(awaited: &Awaited, rung: Rung) -> Vec<Audience> {
    let weeks = match rung {
        Rung::Overdue(weeks) => weeks,
        Rung::Before(_) | Rung::LastDay => 0,
    };
    let mut people = match awaited.unit() {
        Some(unit) => {
            let with_head = !matches!(rung, Rung::Before(14..));
            let roles = [Role::UnitClerk(unit)].into_iter().chain(with_head.then_some(Role::UnitHead(unit)));
            roles.map(Audience::Holders).collect()
        }
        None => awaited.from.clone(),
    };
    let is_official = people.iter().any(|who| matches!(who, Audience::Holders(_)));
    let above = [(1, Role::CongressOffice), (2, Role::Supervisor)].into_iter();
    let above = above.filter(|(least, _)| is_official && weeks >= *least).map(|(_, role)| Audience::Holders(role));
    people.extend(above.filter(|who| !awaited.from.contains(who)));
    people
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::county::people::{PersonId, UnitId};
    use crate::proposal::workflow::Step;
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

    #[test]
    fn the_ladder_rises_from_clerk_to_supervisor() {
        let unit = UnitId(1);
        let (clerk, head) = (Role::UnitClerk(unit), Role::UnitHead(unit));
        let check = |rung, expected: &[Role]| {
            let expected: Vec<_> = expected.iter().copied().map(Audience::Holders).collect();
            let from = [clerk, head].map(Audience::Holders).to_vec();
            let reply = Awaited { step: Step::RecordContact, from, until: None, why: Why::Other };
            assert_eq!(audience(&reply, rung), expected, "{rung:?}");
        };
        check(Rung::Before(30), &[clerk]);
        check(Rung::Before(14), &[clerk]);
        check(Rung::Before(3), &[clerk, head]);
        check(Rung::LastDay, &[clerk, head]);
        check(Rung::Overdue(1), &[clerk, head, Role::CongressOffice]);
        check(Rung::Overdue(2), &[clerk, head, Role::CongressOffice, Role::Supervisor]);
    }

    #[test]
    fn an_office_that_is_late_is_told_of_above_it_and_a_deputy_nowhere() {
        let check = |from: Audience, rung, expected: &[Audience]| {
            let one = Awaited { step: Step::Register, from: vec![from], until: None, why: Why::Other };
            assert_eq!(audience(&one, rung), expected, "{from:?} {rung:?}");
        };
        let [congress, government, supervisor] =
            [Role::CongressOffice, Role::GovernmentOffice, Role::Supervisor].map(Audience::Holders);
        check(congress, Rung::Overdue(1), &[congress]);
        check(congress, Rung::Overdue(2), &[congress, supervisor]);
        check(government, Rung::Overdue(1), &[government, congress]);
        let deputy = Audience::Person(PersonId(uuid::Uuid::from_u128(1)));
        check(deputy, Rung::Overdue(5), &[deputy]);
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
