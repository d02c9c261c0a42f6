//! More time for the reply: asked before the third month is over, granted at most to the sixth, once.

use domain::proposal::extension::ExtensionProblem;
use std::slice::from_ref;

use domain::county::clock::Limit;
use domain::proposal::command::{Command, ReplyClass as Class};
use domain::proposal::extension::ExtensionForm;
use domain::proposal::workflow::Step;
use ground::problem::Problem as P;
use ground::vocabulary::Lang;
use jiff::civil::{Date, date};

use crate::case::{Case, long};
use crate::common::{Who, reason};

const WHY: &str = "涉及征地，三个月内难以完成。";
const REFUSAL: &str = "事项不复杂，请按期答复。";
/// The last day of the third month after the hand-over.
const THIRD: Date = date(2027, 2, 2);
/// The last day of the sixth: the second of May is a Sunday.
const SIXTH: Date = date(2027, 5, 3);

fn form(until: &str, reason: &str) -> ExtensionForm {
    ExtensionForm { until: until.into(), reason: reason.into() }
}

fn ask(until: &str) -> Command {
    Command::AskExtension(form(until, WHY))
}

fn grant(until: &str) -> Command {
    Command::GrantExtension(form(until, WHY))
}

fn refuse() -> Command {
    Command::RefuseExtension(reason(REFUSAL))
}

fn asked() -> Case {
    Case::handled().does(Who::Clerk, &ask("2027-03-01"))
}

/// The last day of the reply, and the latest day that it might have been.
fn reply_due(case: &Case) -> (Option<Date>, Option<Date>) {
    let clock = case.0.proposal.reply_clock();
    (clock.map(|clock| clock.due), clock.and_then(|clock| clock.longest))
}

#[test]
fn more_time_is_asked_for_by_the_lead_unit_before_the_third_month_is_over() {
    for (days, is_open) in [(0, true), (30, true), (92, true), (93, false), (200, false)] {
        let case = Case::handled().after(days);
        assert_eq!(case.is_open_to(Who::Clerk, Step::AskExtension), is_open, "after {days} days");
    }
    Case::handled().is_for(&[Who::Clerk, Who::Head], &ask("2027-03-01"));
    asked().is_for(&[Who::Reviewer, Who::SecondReviewer], &grant("2027-03-01"));
    asked().is_for(&[Who::Reviewer, Who::SecondReviewer], &refuse());
    for case in [
        Case::new().submitted().registered().assigned(),
        Case::answered(),
        Case::unsatisfied().granted(),
        Case::unsatisfied().takes(Who::Reviewer, Step::RefuseSecondRound),
    ] {
        case.is_closed_to(Who::Clerk, &ask("2027-03-01"));
    }
}

#[test]
fn the_new_last_day_lies_after_the_third_month_and_not_beyond_the_sixth() {
    for (until, problem) in [
        ("", Some(P::Missing)),
        (" ", Some(P::Missing)),
        ("明年三月", Some(P::NotADate)),
        ("2027-02-29", Some(P::NotADate)),
        ("2026-11-01", Some(P::NotLater { than: THIRD })),
        ("2027-02-02", Some(P::NotLater { than: THIRD })),
        ("2027-02-03", None),
        ("2027-05-02", None),
        ("2027-05-03", None),
        ("2027-05-04", Some(ExtensionProblem::NotBeyond { latest: SIXTH }.into())),
        ("2100-12-31", Some(ExtensionProblem::NotBeyond { latest: SIXTH }.into())),
        ("9999-12-31", Some(P::NotADate)),
        ("01/03/2027", Some(P::NotADate)),
    ] {
        for (case, who, command) in [(Case::handled(), Who::Clerk, ask(until)), (asked(), Who::Reviewer, grant(until))]
        {
            match &problem {
                Some(problem) => case.finds(who, &command, &[("until", problem.clone())]),
                None => drop(case.does(who, &command)),
            }
        }
    }
}

#[test]
fn a_wish_and_its_decision_say_why() {
    for (text, problem) in [
        ("", P::Missing),
        ("太难。", P::TooShort { min: 6 }),
        (&long(1002), P::TooLong { max: 1000, over: 2 }),
        ("\u{202e}\u{3000}", P::Missing),
    ] {
        let (good, bad) = (form("2027-03-01", text), form("2027-06-01", text));
        let why = ("reason", problem);
        let beyond = ("until", ExtensionProblem::NotBeyond { latest: SIXTH }.into());
        Case::handled().finds(Who::Clerk, &Command::AskExtension(good.clone()), from_ref(&why));
        Case::handled().finds(Who::Clerk, &Command::AskExtension(bad.clone()), &[beyond.clone(), why.clone()]);
        asked().finds(Who::Reviewer, &Command::GrantExtension(good), from_ref(&why));
        asked().finds(Who::Reviewer, &Command::GrantExtension(bad), &[why.clone(), beyond]);
        asked().finds(Who::Reviewer, &Command::RefuseExtension(reason(text)), &[why]);
    }
}

#[test]
fn a_wish_alone_moves_no_limit_and_is_not_made_twice() {
    let case = asked();
    assert_eq!((reply_due(&case), case.due()), ((Some(THIRD), None), Some((Limit::Reply, THIRD))));
    case.is_closed_to(Who::Clerk, &ask("2027-04-01"));
    case.is_closed_to(Who::Head, &ask("2027-04-01"));
    let late = case.after(93);
    assert!(late.0.proposal.is_overdue(late.0.now.today), "who waits for the office is late all the same");
    // The office may still decide.
    let granted = late.does(Who::Reviewer, &grant("2027-03-01"));
    assert!(!granted.0.proposal.is_overdue(granted.0.now.today));
}

#[test]
fn the_office_grants_what_was_asked_or_less_or_more() {
    for (until, longest) in [
        (date(2027, 2, 15), Some(SIXTH)),
        (date(2027, 3, 1), Some(SIXTH)),
        (date(2027, 4, 6), Some(SIXTH)),
        (SIXTH, None),
    ] {
        let case = asked().after(5).does(Who::Reviewer, &grant(&until.to_string()));
        assert_eq!(reply_due(&case), (Some(until), longest));
        assert_eq!(case.due(), Some((Limit::LongReply, until)));
        let wish = &case.0.proposal.extensions[0];
        let decision = wish.decision.as_ref().map(|decision| (decision.on, decision.until));
        assert_eq!((wish.until, decision), (date(2027, 3, 1), Some((date(2026, 11, 7), Some(until)))));
        let start = case.0.proposal.reply_clock().map(|clock| clock.start);
        assert_eq!(start, Some(date(2026, 11, 2)), "it is counted from the hand-over");
        // Once at most.
        case.is_closed_to(Who::Clerk, &ask(&SIXTH.to_string()));
        case.is_closed_to(Who::Reviewer, &grant(&SIXTH.to_string()));
        case.is_closed_to(Who::Reviewer, &refuse());
    }
}

#[test]
fn a_reply_is_in_time_until_the_day_that_was_granted() {
    let granted = asked().contacted().does(Who::Reviewer, &grant("2027-02-22"));
    let late = |days| {
        let case = granted.clone().after(days);
        case.0.proposal.is_overdue(case.0.now.today)
    };
    assert_eq!((late(93), late(112), late(113)), (false, false, true));
    let on_time = |days| granted.clone().after(days).replied(Class::A).on_time();
    assert_eq!((on_time(93), on_time(112), on_time(113)), (Some(true), Some(true), Some(false)));
}

#[test]
fn a_refused_wish_leaves_the_limit_and_may_be_made_once_more_in_time() {
    let refused = asked().after(3).does(Who::SecondReviewer, &refuse());
    assert_eq!((reply_due(&refused), refused.due()), ((Some(THIRD), None), Some((Limit::Reply, THIRD))));
    let decision = refused.0.proposal.extensions[0].decision.clone().expect("it is decided");
    assert_eq!((decision.on, decision.until, decision.reason.as_str()), (date(2026, 11, 5), None, REFUSAL));
    refused.is_closed_to(Who::Reviewer, &grant("2027-03-01"));
    refused.clone().after(90).is_closed_to(Who::Clerk, &ask("2027-03-01"));
    let again = refused.does(Who::Head, &ask("2027-03-15")).does(Who::Reviewer, &grant("2027-03-15"));
    assert_eq!((again.0.proposal.extensions.len(), reply_due(&again).0), (2, Some(date(2027, 3, 15))));
}

#[test]
fn everyone_reads_why_more_time_was_asked_for_and_what_was_decided() {
    for (decided, until) in [(grant("2027-02-15"), Some(date(2027, 2, 15))), (refuse(), None)] {
        let reason = if until.is_some() { WHY } else { REFUSAL };
        let case = asked().does(Who::Reviewer, &decided);
        let view = case.0.seen_by(None, Lang::Zh).expect("it is public");
        let seen = &view.handling.extensions[0];
        assert_eq!((seen.reason.as_str(), seen.until), (WHY, date(2027, 3, 1)));
        assert_eq!((seen.decision.as_deref(), seen.granted_until), (Some(reason), until));
    }
}

#[test]
fn more_time_is_not_granted_until_a_day_that_is_over() {
    // The reply was due on 2 February; the office decides on the 22nd.
    let late = asked().after(112);
    late.finds(Who::Reviewer, &grant("2027-02-21"), &[("until", P::NotLater { than: date(2027, 2, 22) })]);
    let granted = late.does(Who::Reviewer, &grant("2027-02-23"));
    assert!(!granted.0.proposal.is_overdue(granted.0.now.today));
}
