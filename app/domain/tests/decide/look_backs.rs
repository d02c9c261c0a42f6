//! Look-backs at promises, also years after the end, and relapses.

use domain::county::clock::Limit;
use domain::parts::promises;
use domain::parts::promises::{
    LookBack, LookBackForm, Promise, PromiseForm, PromiseProblem, PromiseState as S, RelapseForm,
};
use domain::proposal::command::{Command, Mark, ReplyClass as Class, ReplyForm};
use domain::proposal::coordination::CoordinationForm;
use domain::proposal::workflow::{Stage, Step};
use ground::dates::days_between;
use ground::problem::Problem as P;
use jiff::civil::{Date, date};

use crate::case::{Case, long};
use crate::common::{FINDING, MONDAY, Who, reply};
use crate::promises::{WHY_NOT, claim, explain, kept, note, one, states, two};

fn look(promise: &str, holds: &str, reason: &str) -> Command {
    let (promise, holds, reason) = (promise.into(), holds.into(), reason.into());
    Command::Promise(promises::Command::LookBack(LookBackForm { promise, holds, reason }))
}

fn follow_up_again(promise: &str, reason: &str, until: &str) -> Command {
    let (promise, reason, until) = (promise.into(), reason.into(), until.into());
    Command::Promise(promises::Command::Reopen(RelapseForm { promise, reason, until }))
}

fn handle_again(promise: &str, reason: &str) -> Command {
    Command::ReopenHandling(note(promise, reason))
}

/// The look-backs that have come: after how many months, when they were due, and whether it held.
fn looked(one: &Promise) -> Vec<(u16, Date, Option<bool>)> {
    let found = |look_back: &LookBack| look_back.finding.as_ref().map(|finding| finding.holds);
    one.look_backs.iter().map(|look_back| (look_back.months, look_back.due(), found(look_back))).collect()
}

/// The paper on that day.
fn on(case: Case, day: Date) -> Case {
    let days = days_between(case.0.now.today, day);
    case.after(u16::try_from(days).expect("days go on"))
}

#[test]
fn look_backs_come_when_a_promise_falls_due_and_six_and_twelve_months_after_it_was_kept() {
    let due = (0, date(2026, 12, 2));
    let is_kept_on = |day| kept(on(one(), day), "0");
    for (what, case, expected) in [
        ("open", one(), vec![due]),
        ("claimed", one().does(Who::Clerk, &claim("0")), vec![due]),
        ("explained", one().does(Who::Head, &explain("0", WHY_NOT)), vec![due]),
        // What is kept early is looked at as if it had been kept in time.
        ("kept early", is_kept_on(date(2026, 11, 10)), vec![due, (6, date(2027, 6, 2)), (12, date(2027, 12, 2))]),
        ("kept on the day", is_kept_on(date(2026, 12, 2)), vec![due, (6, date(2027, 6, 2)), (12, date(2027, 12, 2))]),
        ("kept late", is_kept_on(date(2027, 1, 31)), vec![due, (6, date(2027, 7, 31)), (12, date(2028, 1, 31))]),
        ("kept in August", is_kept_on(date(2027, 8, 31)), vec![due, (6, date(2028, 2, 29)), (12, date(2028, 8, 31))]),
    ] {
        for &(months, day) in expected.iter().filter(|(_, day)| *day > case.0.now.today) {
            let come = |case: Case| looked(&case.0.proposal.promises[0]).contains(&(months, day, None));
            let (eve, morning) = (on(case.clone(), day.yesterday().expect("a day")), on(case.clone(), day));
            assert_eq!((come(eve), come(morning)), (false, true), "{what}: {months} months");
        }
        let later = looked(&on(case, date(2032, 1, 1)).0.proposal.promises[0]);
        let expected: Vec<_> = expected.into_iter().map(|(months, day)| (months, day, None)).collect();
        assert_eq!(later, expected, "{what}");
    }
}

#[test]
fn look_backs_come_years_after_the_end_and_before_the_rating() {
    let closed = kept(one(), "0").does(Who::Reviewer, &Command::Close);
    let closed = on(closed, date(2030, 3, 1));
    assert_eq!((closed.stage(), closed.0.proposal.promises.to_look_back().count()), (Stage::Closed, 1));
    // They are looked at one after the other, the oldest first.
    let closed = (0..3).fold(closed, |case, _| case.does(Who::Reviewer, &look("", "yes", FINDING)));
    let found = looked(&closed.0.proposal.promises[0]).into_iter().map(|(months, _, held)| (months, held));
    let found: Vec<_> = found.collect();
    assert_eq!(found, [(0, Some(true)), (6, Some(true)), (12, Some(true))]);
    closed.is_closed_to(Who::Reviewer, &look("", "yes", FINDING));

    let ended = Case::handled().contacted().replied(Class::B).rated(Mark::Unsatisfied, Mark::Unsatisfied);
    let ended = ended.takes(Who::Reviewer, Step::RefuseSecondRound);
    let close = Command::CloseUnsatisfied(CoordinationForm::default());
    let ended = on(kept(ended, "0").does(Who::Reviewer, &close), date(2028, 1, 1));
    assert_eq!((ended.stage(), looked(&ended.0.proposal.promises[0]).len()), (Stage::ClosedUnsatisfied, 3));

    // A promise may fall due before the deputy has rated, or while it is handled again.
    let promise = PromiseForm { text: "公布施工计划和工期。".into(), due: "2026-11-04".into() };
    let form = ReplyForm { promises: vec![promise], ..reply(Class::B, 2, MONDAY) };
    let replied = Case::handled().contacted().drafted().does(Who::Head, &Command::Reply(Box::new(form)));
    let again = replied.clone().rated(Mark::Unsatisfied, Mark::Unsatisfied).granted();
    for case in [replied, again] {
        let case = case.after(2);
        assert_eq!(looked(&case.0.proposal.promises[0]), [(0, date(2026, 11, 4), None)], "{:?}", case.stage());
        drop(case.does(Who::Reviewer, &look("0", "no", FINDING)));
    }
}

#[test]
fn office_and_supervisor_look_and_say_what_they_have_seen() {
    let people = [Who::Reviewer, Who::SecondReviewer, Who::Supervisor];
    one().is_for(&[], &look("0", "yes", FINDING));
    let case = on(kept(two(), "1"), date(2026, 12, 10));
    case.is_for(&people, &look("0", "no", FINDING));
    for (command, expected) in [
        (look("", "yes", FINDING), vec![("promise", P::Missing)]),
        (look("2", "yes", FINDING), vec![("promise", P::NotAChoice)]),
        (look("0", "", FINDING), vec![("holds", P::Missing)]),
        (look("0", "maybe", FINDING), vec![("holds", P::NotAChoice)]),
        (look("0", " yes", FINDING), vec![("holds", P::NotAChoice)]),
        (look("0", "yes", ""), vec![("reason", P::Missing)]),
        (look("0", "no", "看过。"), vec![("reason", P::TooShort { min: 6 })]),
        (look("0", "no", &long(1001)), vec![("reason", P::TooLong { max: 1000, over: 1 })]),
        // A kept promise that no longer holds is a step of its own.
        (look("1", "no", FINDING), vec![("holds", PromiseProblem::Relapsed.into())]),
        (look("9", "", ""), vec![("promise", P::NotAChoice), ("holds", P::Missing), ("reason", P::Missing)]),
    ] {
        case.finds(Who::Supervisor, &command, &expected);
    }
    // What is found of an open promise settles nothing.
    for (holds, held) in [("yes", true), ("no", false)] {
        let case = case.clone().does(Who::Supervisor, &look("0", holds, FINDING));
        assert_eq!(looked(&case.0.proposal.promises[0]), [(0, date(2026, 12, 2), Some(held))]);
        assert_eq!((states(&case), case.stage()), (vec![S::Open, S::Verified], Stage::Tracking));
        case.finds(Who::Supervisor, &look("0", "yes", FINDING), &[("promise", P::NotAChoice)]);
    }
}

#[test]
fn a_relapse_is_found_at_a_look_back_of_a_kept_promise() {
    let people = [Who::Reviewer, Who::SecondReviewer, Who::Supervisor];
    let tracked = follow_up_again("0", FINDING, "2027-09-01");
    for (what, case, may_track, may_handle) in [
        ("nobody looks yet", kept(one(), "0"), false, false),
        ("open when it falls due", on(one(), date(2026, 12, 2)), false, false),
        ("explained", on(one().does(Who::Head, &explain("0", WHY_NOT)), date(2026, 12, 2)), false, false),
        ("kept, tracked", on(kept(one(), "0"), date(2026, 12, 2)), true, false),
        ("kept, closed", on(kept(one(), "0").does(Who::Reviewer, &Command::Close), date(2026, 12, 2)), true, true),
    ] {
        for (step, is_open) in [(Step::ReopenPromise, may_track), (Step::ReopenHandling, may_handle)] {
            assert_eq!(case.is_open_to(Who::Supervisor, step), is_open, "{what}: {step:?}");
        }
        case.is_for(if may_track { &people } else { &[] }, &tracked);
        case.is_for(if may_handle { &people } else { &[] }, &handle_again("0", FINDING));
    }
    let case = kept(kept(two(), "0"), "1").does(Who::Reviewer, &Command::Close);
    let case = on(case, date(2026, 12, 5));
    for (command, expected) in [
        (follow_up_again("1", FINDING, "2027-01-31"), vec![("promise", P::NotAChoice)]),
        (follow_up_again("0", "", "2027-01-31"), vec![("reason", P::Missing)]),
        (follow_up_again("0", FINDING, ""), vec![("until", P::Missing)]),
        (follow_up_again("0", FINDING, "年底"), vec![("until", P::NotADate)]),
        (follow_up_again("", FINDING, "2026-12-05"), vec![("until", P::NotInTheFuture)]),
        (
            follow_up_again("x", "塌。", "2020-01-01"),
            vec![("promise", P::NotAChoice), ("reason", P::TooShort { min: 6 }), ("until", P::NotInTheFuture)],
        ),
        (handle_again("1", FINDING), vec![("promise", P::NotAChoice)]),
        (handle_again("", " "), vec![("reason", P::Missing)]),
        (handle_again("0", &long(1001)), vec![("reason", P::TooLong { max: 1000, over: 1 })]),
    ] {
        case.finds(Who::Supervisor, &command, &expected);
    }
    let both = on(case, date(2026, 12, 10));
    both.finds(Who::Reviewer, &follow_up_again("", FINDING, "2027-01-31"), &[("promise", P::Missing)]);
    both.finds(Who::Reviewer, &handle_again("", FINDING), &[("promise", P::Missing)]);
}

#[test]
fn a_relapse_that_is_followed_up_begins_anew_with_its_new_day() {
    let case = on(kept(one(), "0").does(Who::Reviewer, &Command::Close), date(2026, 12, 2));
    let case = case.does(Who::Reviewer, &look("0", "yes", FINDING));
    let case = on(case, date(2027, 6, 2)).does(Who::Supervisor, &follow_up_again("0", FINDING, "2027-09-01"));
    let promise = &case.0.proposal.promises[0];
    assert_eq!((case.stage(), case.due(), promise.state), (Stage::Tracking, None, S::Open));
    assert_eq!((promise.due, promise.settled_on), (date(2027, 9, 1), None));
    assert_eq!(case.0.proposal.next_promise(), Some(date(2027, 9, 1)));
    case.is_closed_to(Who::Reviewer, &Command::Close);
    // Kept again, it is looked at again.
    let case = kept(on(case, date(2027, 8, 1)), "0").does(Who::Reviewer, &Command::Close);
    let case = on(case, date(2031, 1, 1));
    let expected = [
        (0, date(2026, 12, 2), Some(true)),
        (6, date(2027, 6, 2), Some(false)),
        (0, date(2027, 9, 1), None),
        (6, date(2028, 3, 1), None),
        (12, date(2028, 9, 1), None),
    ];
    assert_eq!(looked(&case.0.proposal.promises[0]), expected);
}

#[test]
fn a_relapse_that_is_handled_again_is_answered_again() {
    let case = on(kept(one(), "0").does(Who::Reviewer, &Command::Close), date(2026, 12, 2));
    let case = case.does(Who::Supervisor, &handle_again("0", FINDING));
    let promise = &case.0.proposal.promises[0];
    assert_eq!((case.stage(), case.due()), (Stage::ReHandling, Some((Limit::SecondReply, date(2027, 1, 4)))));
    assert_eq!((promise.state, promise.due), (S::Open, date(2027, 1, 4)), "kept by the day of the reply");
    assert_eq!(case.0.proposal.round(), 2);
    let case = case.contacted().does(Who::Clerk, &Command::DraftReply(Box::new(reply(Class::A, 2, MONDAY))));
    let solved = Command::Reply(Box::new(reply(Class::A, 2, case.0.now.today)));
    case.finds(Who::Head, &solved, &[("class", PromiseProblem::StillOpen { open: 1 }.into())]);
    let case = kept(case, "0").does(Who::Head, &solved);
    assert_eq!((case.stage(), case.on_time()), (Stage::Replied, Some(true)));
    assert_eq!(case.rated(Mark::Satisfied, Mark::Satisfied).stage(), Stage::Closed);
}

#[test]
fn looks_that_nobody_has_taken_are_over_with_a_relapse() {
    let case = on(kept(one(), "0").does(Who::Reviewer, &Command::Close), date(2028, 3, 1));
    assert_eq!(looked(&case.0.proposal.promises[0]).len(), 3, "nobody has looked for more than a year");
    let case = case.does(Who::Reviewer, &follow_up_again("0", FINDING, "2028-06-01"));
    assert_eq!(looked(&case.0.proposal.promises[0]), [(0, date(2026, 12, 2), Some(false))]);
    // Kept again, it has not relapsed before somebody looks anew.
    let case = kept(case, "0");
    assert_eq!(case.0.proposal.promises.may_have_relapsed().count(), 0);
}
