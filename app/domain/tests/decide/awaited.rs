//! For each limit who is told on which day, over all rungs, and what stands on whose desk.

use std::collections::BTreeSet;

use domain::proposal::command::ReplyClass;
use domain::proposal::notice::{Audience, reminders};
use domain::proposal::workflow::Step;
use ground::dates::{after, days_between};

use crate::case::Case;
use crate::common::Who;

/// The rungs of what is awaited by a step, from today on: how many days before the last day, and who is told.
fn rungs(case: &Case, step: Step, limit: &str) -> Vec<(i32, BTreeSet<Who>)> {
    let (proposal, today) = (&case.0.proposal, case.0.now.today);
    let awaited = proposal.awaited();
    let one = awaited.iter().find(|one| one.step == step).unwrap_or_else(|| panic!("{step:?} is not awaited"));
    let until = one.until.expect("a last day");
    let (mut known, mut told) = (BTreeSet::new(), Vec::new());
    for n in 0..=u16::try_from(days_between(today, until) + 15).expect("it lies ahead") {
        let day = after(today, n);
        for reminder in reminders(proposal, day) {
            if !reminder.key.starts_with(&format!("{limit}/")) || !known.insert(reminder.key) {
                continue;
            }
            let hears = |who: &Who| {
                let actor = who.actor();
                reminder.notices.iter().any(|notice| match notice.to {
                    Audience::Person(person) => person == actor.person,
                    Audience::Holders(role) => actor.roles.contains(&role),
                })
            };
            told.push((days_between(day, until), Who::ALL.into_iter().filter(hears).collect()));
        }
    }
    told
}

/// What stands on a person's desk: steps and how many days are left.
fn desk(case: &Case, who: Who) -> Vec<(Step, Option<i32>)> {
    let (proposal, today) = (&case.0.proposal, case.0.now.today);
    let all = proposal.awaited_of(&who.actor(), today);
    all.iter().map(|one| (one.step, one.until.map(|until| days_between(today, until)))).collect()
}

/// A ladder: from how many days before the last day on it is told, to whom on each rung, and who joins when it is late by
/// one week and by two.
fn ladder(longest: i32, told: &[Who], from_three_days: &[Who], late: [&[Who]; 2]) -> Vec<(i32, BTreeSet<Who>)> {
    let set = |parts: &[&[Who]]| parts.iter().flat_map(|part| part.iter().copied()).collect::<BTreeSet<_>>();
    let early = [30, 14].into_iter().filter(|days| *days <= longest).map(|days| (days, set(&[told])));
    let soon = [3, 0].map(|days| (days, set(&[told, from_three_days])));
    let later = [(-7, set(&[told, from_three_days, late[0]])), (-14, set(&[told, from_three_days, late[0], late[1]]))];
    early.chain(soon).chain(later).collect()
}

#[test]
fn each_limit_reminds_on_its_own_ladder() {
    use Who::{AssistingClerk, Clerk, Government, Head, Lead, Reviewer, SecondReviewer, Supervisor};
    const OFFICE: &[Who] = &[Reviewer, SecondReviewer];
    let assigned = || Case::new().submitted().registered().assigned();
    let assisting = || assigned().takes(AssistingClerk, Step::Accept).accepted();
    let office = |longest| ladder(longest, OFFICE, &[], [&[], &[Supervisor]]);
    let unit = |longest| ladder(longest, &[Clerk], &[Head], [OFFICE, &[Supervisor]]);
    let deputy = |longest| ladder(longest, &[Lead], &[], [&[], &[]]);
    let both = ladder(3, &[Reviewer, SecondReviewer, Government], &[], [&[], &[Supervisor]]);
    let units = ladder(3, &[Clerk, AssistingClerk], &[Head], [OFFICE, &[Supervisor]]);
    let opinion = ladder(14, &[AssistingClerk], &[], [OFFICE, &[Supervisor]]);
    for (limit, case, step, expected) in [
        ("review", Case::new().submitted(), Step::Register, office(3)),
        ("hand_over", Case::new().submitted().registered(), Step::Assign, office(14)),
        ("acceptance", assigned(), Step::Accept, units),
        ("reassignment", assigned().takes(Clerk, Step::AskReturn), Step::Reassign, both),
        ("first_contact", Case::handled(), Step::RecordContact, unit(14)),
        ("opinion", assisting(), Step::SendOpinion, opinion),
        ("contact_check", Case::handled().takes(Clerk, Step::RecordContact), Step::ConfirmContact, deputy(3)),
        ("reply", Case::handled().contacted(), Step::DraftReply, unit(30)),
        ("reply", Case::handled().contacted().drafted(), Step::Reply, unit(30)),
        ("rating", Case::answered(), Step::Rate, deputy(14)),
        ("second_round", Case::unsatisfied(), Step::GrantSecondRound, office(3)),
        ("second_reply", Case::unsatisfied().granted(), Step::RecordContact, unit(14)),
        ("promise-0", Case::handled().contacted().replied(ReplyClass::B), Step::ClaimPromise, unit(14)),
    ] {
        assert_eq!(rungs(&case, step, limit), expected, "{limit}: {step:?}");
    }
}

#[test]
fn whoever_is_awaited_has_it_on_the_desk_with_its_own_day() {
    type Desk<'a> = (Who, &'a [(Step, Option<i32>)]);
    let check = |case: &Case, expected: &[Desk]| {
        let desks = Who::ALL.into_iter().map(|who| (who, desk(case, who))).filter(|(_, desk)| !desk.is_empty());
        let expected = expected.iter().map(|(who, desk)| (*who, desk.to_vec()));
        assert_eq!(desks.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    };
    let assigned = || Case::new().submitted().registered().assigned();
    let handled = assigned().takes(Who::AssistingClerk, Step::Accept).accepted();
    let (speak, write) = ((Step::RecordContact, Some(28)), (Step::DraftReply, Some(92)));
    let opinion = (Step::SendOpinion, Some(30));
    check(&handled, &[(Who::Clerk, &[speak, write]), (Who::Head, &[speak]), (Who::AssistingClerk, &[opinion])]);
    let spoken = handled.takes(Who::Clerk, Step::RecordContact);
    let asked = (Who::Lead, &[(Step::ConfirmContact, Some(7))][..]);
    check(&spoken, &[asked, (Who::Clerk, &[write]), (Who::AssistingClerk, &[opinion])]);
    let written = spoken.takes(Who::Clerk, Step::DraftReply);
    // The head cannot sign yet: the deputy has not confirmed, the assisting unit has said nothing.
    check(&written, &[asked, (Who::AssistingClerk, &[opinion])]);
    let ready = written.takes(Who::Lead, Step::ConfirmContact).takes(Who::AssistingClerk, Step::SendOpinion);
    check(&ready, &[(Who::Head, &[(Step::Reply, Some(92))])]);
    let late = ready.after(100);
    check(&late, &[(Who::Head, &[(Step::Reply, Some(-8))])]);
    assert_eq!(late.0.proposal.late(late.0.now.today).len(), 1);
}
