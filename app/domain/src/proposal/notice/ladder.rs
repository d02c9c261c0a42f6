//! Reminders: 30, 14 and 3 days before, on the day, then weekly, rising from clerk to head to office to supervisor.

use jiff::civil::Date;

use super::{Audience, Message, Notice, NoticeKind};
use crate::case::ladder::{Rung, due_rung};
use crate::county::people::Role;
use crate::proposal::Proposal;
use crate::proposal::awaited::{Awaited, Why};

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
            Why::Promise { n, .. } => (NoticeKind::PromiseDue, format!("promise-{n}/{until}/{}", rung.code())),
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
    use crate::county::people::{BodyId, PersonId};
    use crate::proposal::workflow::Step;

    #[test]
    fn the_ladder_rises_from_clerk_to_supervisor() {
        let unit = BodyId(1);
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
}
