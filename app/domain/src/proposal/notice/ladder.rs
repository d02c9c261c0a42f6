//! Reminders: 30, 14 and 3 days before, on the day, then weekly, rising from clerk to head to office to supervisor.

use ground::dates::days_between;
use jiff::civil::Date;

use super::{Audience, Message, Notice, NoticeKind};
use crate::county::clock::Clock;
use crate::county::people::{Role, UnitId};
use crate::proposal::Proposal;
use crate::proposal::command::{Mark, Part};
use crate::proposal::commitments::CommitmentState;
use crate::proposal::signing::SignState;
use crate::proposal::workflow::Stage;

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

/// The reminders of a proposal that have been reached by `today`, the latest rung of each clock that runs.
pub fn reminders(proposal: &Proposal, today: Date) -> Vec<Reminder> {
    let mut due = Vec::new();
    for (clock, awaited) in awaited(proposal) {
        let Some(rung) = due_rung(clock.start, clock.due, today) else { continue };
        let message = Message {
            kind: NoticeKind::Reminder,
            number: proposal.number,
            due: Some(clock.due),
            limit: Some(clock.limit),
            on: today,
        };
        let code = clock.limit.code();
        due.extend(reminder(format!("{code}/{}/{}", clock.start, rung.code()), awaited, rung, &message));
    }
    due.extend(promised(proposal, today));
    // Units whose limits began on one day share a rung.
    due.into_iter().fold(Vec::new(), |mut told: Vec<Reminder>, one| {
        match told.iter_mut().find(|known| known.key == one.key) {
            Some(known) => known.notices.extend(one.notices),
            None => told.push(one),
        }
        told
    })
}

fn reminder(key: String, awaited: Awaited, rung: Rung, message: &Message) -> Option<Reminder> {
    let notices = audience(awaited, rung).into_iter().map(|to| Notice { to, message: message.clone() });
    let notices: Vec<_> = notices.collect();
    (!notices.is_empty()).then_some(Reminder { key, notices })
}

/// The reminders of open promises, whose last days stand in the reply.
fn promised(proposal: &Proposal, today: Date) -> Vec<Reminder> {
    let follows = matches!(proposal.stage, Stage::Replied | Stage::Tracking | Stage::ReHandling | Stage::Escalated);
    let open = proposal.open_commitments().filter(|(_, one)| follows && one.state == CommitmentState::Open);
    let reminders = open.filter_map(|(n, one)| {
        let given = proposal.replies.iter().map(|reply| reply.on).min()?;
        let rung = due_rung(given, one.due, today)?;
        let message = Message {
            kind: NoticeKind::CommitmentDue,
            number: proposal.number,
            due: Some(one.due),
            limit: None,
            on: today,
        };
        let key = format!("commitment-{n}/{}/{}", one.due, rung.code());
        reminder(key, Awaited::Reply(vec![one.unit]), rung, &message)
    });
    reminders.collect()
}

/// From whom something is awaited.
enum Awaited {
    /// From units that owe a reply: the ladder rises.
    Reply(Vec<UnitId>),
    /// From these alone.
    Only(Vec<Audience>),
}

/// The clocks that run, and from whom something is awaited by each.
fn awaited(proposal: &Proposal) -> Vec<(&Clock, Awaited)> {
    let mut running = Vec::new();
    let offices = || [Role::CongressOffice, Role::GovernmentOffice].map(Audience::Holders).to_vec();
    if let Some(clock) = proposal.reply_clock() {
        let answering = proposal.assignments.iter().filter(|assignment| assignment.part != Part::Assisting);
        running.push((clock, Awaited::Reply(answering.map(|assignment| assignment.unit).collect())));
    }
    if matches!(proposal.stage, Stage::Assigned | Stage::Handling) {
        running.extend(proposal.pending_returns().map(|case| (&case.decide_by, Awaited::Only(offices()))));
        let is_asked = |unit| proposal.pending_returns().any(|case| case.unit == unit);
        let silent = proposal.assignments.iter().filter(|row| !row.accepted && !is_asked(row.unit));
        running.extend(silent.filter_map(|row| {
            let people = [Role::UnitClerk(row.unit), Role::UnitHead(row.unit)].map(Audience::Holders);
            Some((row.acceptance.as_ref()?, Awaited::Only(people.to_vec())))
        }));
    }
    if matches!(proposal.stage, Stage::Handling | Stage::ReHandling) {
        let people = |unit| [Role::UnitClerk(unit), Role::UnitHead(unit)].map(Audience::Holders).to_vec();
        let spoken = |unit| proposal.contacts.iter().any(|contact| contact.unit.is_none_or(|by| by == unit));
        for share in &proposal.assignments {
            let first_contact = share.first_contact.as_ref().filter(|_| !spoken(share.unit));
            let opinion =
                share.opinion_by.as_ref().filter(|_| share.opinion().is_none() && proposal.replies.is_empty());
            for clock in first_contact.into_iter().chain(opinion) {
                running.push((clock, Awaited::Only(people(share.unit))));
            }
        }
        let unanswered = proposal.awaited_contacts().filter_map(|(_, contact)| contact.check.as_ref());
        running.extend(unanswered.map(|clock| (clock, Awaited::Only(vec![Audience::Person(proposal.lead)]))));
    }
    let Some(clock) = &proposal.clock else { return running };
    let congress_office = vec![Audience::Holders(Role::CongressOffice)];
    let people = match proposal.stage {
        Stage::CoSigning => {
            let silent = proposal.signers.iter().filter(|signer| signer.state == SignState::Invited);
            silent.map(|signer| Audience::Person(signer.person)).collect()
        }
        Stage::Submitted => congress_office,
        Stage::Registered if proposal.plan.as_ref().is_some_and(|plan| plan.to_government) => offices(),
        Stage::Registered => congress_office,
        Stage::Replied => match proposal.mark() {
            None => vec![Audience::Person(proposal.lead)],
            Some(Mark::Unsatisfied) => congress_office,
            Some(_) => Vec::new(),
        },
        Stage::Draft
        | Stage::Returned
        | Stage::Declined
        | Stage::Assigned
        | Stage::Handling
        | Stage::Tracking
        | Stage::Closed
        | Stage::ReHandling
        | Stage::Escalated
        | Stage::ClosedUnsatisfied
        | Stage::Withdrawn => Vec::new(),
    };
    if !people.is_empty() {
        running.push((clock, Awaited::Only(people)));
    }
    running
}

/// Who hears of a rung.
fn audience(awaited: Awaited, rung: Rung) -> Vec<Audience> {
    let units = match awaited {
        Awaited::Only(people) => return people,
        Awaited::Reply(units) => units,
    };
    let with_heads = !matches!(rung, Rung::Before(14..));
    let mut people: Vec<_> = units.iter().map(|unit| Role::UnitClerk(*unit)).collect();
    if with_heads {
        people.extend(units.iter().map(|unit| Role::UnitHead(*unit)));
    }
    if let Rung::Overdue(weeks) = rung {
        people.push(Role::CongressOffice);
        people.extend((weeks > 1).then_some(Role::Supervisor));
    }
    people.into_iter().map(Audience::Holders).collect()
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

    #[test]
    fn the_ladder_rises_from_clerk_to_supervisor() {
        let unit = UnitId(1);
        let (clerk, head) = (Role::UnitClerk(unit), Role::UnitHead(unit));
        let check = |rung, expected: &[Role]| {
            let expected: Vec<_> = expected.iter().copied().map(Audience::Holders).collect();
            assert_eq!(audience(Awaited::Reply(vec![unit]), rung), expected, "{rung:?}");
        };
        check(Rung::Before(30), &[clerk]);
        check(Rung::Before(14), &[clerk]);
        check(Rung::Before(3), &[clerk, head]);
        check(Rung::LastDay, &[clerk, head]);
        check(Rung::Overdue(1), &[clerk, head, Role::CongressOffice]);
        check(Rung::Overdue(2), &[clerk, head, Role::CongressOffice, Role::Supervisor]);
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
