//! The second round, the coordination meeting after it, and papers that end although the deputy is not satisfied.

use domain::county::clock::Limit;
use domain::proposal::command::{Command, Mark, ReplyClass as Class};
use domain::proposal::coordination::CoordinationForm;
use domain::proposal::statistics::{Figure, figures_of};
use domain::proposal::workflow::{Stage, Step};
use ground::problem::Problem as P;
use ground::vocabulary::Lang;
use jiff::civil::date;

use crate::case::{Case, long};
use crate::common::{MEETING, MINUTES, MONDAY, RATING_REASONS, ROUND_REASON, Who, coordination, reason};

const OFFICE: [Who; 2] = [Who::Reviewer, Who::SecondReviewer];

/// Answered in a class and not found enough.
fn unsatisfied(class: Class) -> Case {
    Case::handled().contacted().replied(class).rated(Mark::Satisfied, Mark::Unsatisfied)
}

/// Answered again in a class; the first reply was of class A.
fn answered_again(class: Class) -> Case {
    Case::unsatisfied().granted().contacted().replied(class)
}

fn escalated(class: Class) -> Case {
    answered_again(class).rated(Mark::Basically, Mark::Unsatisfied).takes(Who::Reviewer, Step::Escalate)
}

fn kept(case: Case) -> Case {
    case.takes(Who::Clerk, Step::ClaimPromise).takes(Who::Lead, Step::VerifyPromise)
}

#[test]
fn the_office_decides_about_a_second_round_within_five_working_days() {
    let refuse = Command::RefuseSecondRound(reason(ROUND_REASON));
    for (days, is_late) in [(0, false), (7, false), (8, true), (60, true)] {
        let case = unsatisfied(Class::A).after(days);
        assert_eq!(case.due(), Some((Limit::SecondRound, date(2026, 11, 9))));
        assert_eq!(case.0.proposal.is_overdue(case.0.now.today), is_late, "after {days} days");
        case.is_for(&OFFICE, &Command::GrantSecondRound);
        case.is_for(&OFFICE, &refuse);
    }
    let late = unsatisfied(Class::A).after(28).granted();
    assert_eq!(late.due(), Some((Limit::SecondReply, date(2026, 12, 30))), "a month from the decision");
}

#[test]
fn a_second_round_is_decided_once_and_with_a_reason() {
    let case = unsatisfied(Class::B);
    for (text, problem) in [
        ("", P::Missing),
        (" \n ", P::Missing),
        (&long(1001), P::TooLong { max: 1000, over: 1 }),
        ("\u{2800}\u{7}\u{301}", P::Missing),
    ] {
        case.finds(Who::Reviewer, &Command::RefuseSecondRound(reason(text)), &[("reason", problem)]);
    }
    for decided in [case.clone().granted(), case.takes(Who::Reviewer, Step::RefuseSecondRound)] {
        decided.is_closed_to(Who::SecondReviewer, &Command::GrantSecondRound);
        decided.is_closed_to(Who::SecondReviewer, &Command::RefuseSecondRound(reason(ROUND_REASON)));
    }
}

#[test]
fn a_refusal_leaves_the_mark_and_the_promises() {
    for (class, stage) in [
        (Class::A, Stage::ClosedUnsatisfied),
        (Class::B, Stage::Tracking),
        (Class::C, Stage::Tracking),
        (Class::D, Stage::ClosedUnsatisfied),
    ] {
        let case = unsatisfied(class).takes(Who::Reviewer, Step::RefuseSecondRound);
        assert_eq!((case.stage(), case.due()), (stage, None), "{class:?}");
        assert_eq!(case.0.proposal.mark(), Some(Mark::Unsatisfied), "{class:?}");
        let rating = case.0.proposal.replies[0].rating.as_ref().expect("it is rated");
        assert_eq!(rating.reasons.as_ref().map(ToString::to_string).as_deref(), Some(RATING_REASONS), "{class:?}");
    }
    // Promises that are kept make no satisfied deputy.
    let tracked = unsatisfied(Class::B).takes(Who::Reviewer, Step::RefuseSecondRound);
    let none = Command::CloseUnsatisfied(CoordinationForm::default());
    tracked.is_closed_to(Who::Reviewer, &none);
    let tracked = kept(tracked);
    tracked.is_closed_to(Who::Reviewer, &Command::Close);
    tracked.is_for(&OFFICE, &none);
    assert_eq!(tracked.does(Who::Reviewer, &none).stage(), Stage::ClosedUnsatisfied);
}

#[test]
fn only_a_second_unsatisfied_rating_is_brought_before_a_meeting() {
    unsatisfied(Class::A).is_closed_to(Who::Reviewer, &Command::Escalate);
    answered_again(Class::A).is_closed_to(Who::Reviewer, &Command::Escalate);
    for (class, attitude, result, stage) in [
        (Class::A, Mark::Satisfied, Mark::Basically, Stage::Closed),
        (Class::B, Mark::Satisfied, Mark::Satisfied, Stage::Tracking),
        (Class::A, Mark::Unsatisfied, Mark::Satisfied, Stage::Replied),
        (Class::B, Mark::Satisfied, Mark::Unsatisfied, Stage::Replied),
    ] {
        let case = answered_again(class).rated(attitude, result);
        assert_eq!(case.stage(), stage, "{class:?} {attitude:?} {result:?}");
        let people: &[Who] = if stage == Stage::Replied { &OFFICE } else { &[] };
        case.is_for(people, &Command::Escalate);
        case.is_closed_to(Who::Reviewer, &Command::GrantSecondRound);
        case.is_closed_to(Who::Reviewer, &Command::RefuseSecondRound(reason(ROUND_REASON)));
    }
    // It waits for the office however long that takes.
    let waiting = answered_again(Class::A).rated(Mark::Unsatisfied, Mark::Unsatisfied);
    assert_eq!(waiting.due(), Some((Limit::SecondRound, date(2026, 11, 9))));
    assert_eq!(waiting.after(90).stage(), Stage::Replied);
    // A deputy who says nothing of the second reply is not taken for unsatisfied.
    let silent = answered_again(Class::A).after(29);
    assert_eq!((silent.stage(), silent.0.proposal.mark()), (Stage::Closed, None));
}

#[test]
fn the_meeting_has_it_handled_again_or_followed_up_or_closed() {
    let form = || coordination(MONDAY);
    let (again, follow_up) = (Command::HandleAgain(form()), Command::FollowUp(form()));
    let close = Command::CloseUnsatisfied(form());
    for (class, promises) in [(Class::A, false), (Class::B, true)] {
        let case = escalated(class);
        assert_eq!(
            (case.stage(), case.due(), case.0.proposal.mark()),
            (Stage::Escalated, None, Some(Mark::Unsatisfied))
        );
        case.is_for(&OFFICE, &again);
        case.is_for(if promises { &OFFICE } else { &[] }, &follow_up);
        case.is_for(&OFFICE, &close);
    }
    for (command, stage, due) in [
        (&again, Stage::ReHandling, Some((Limit::SecondReply, date(2026, 12, 2)))),
        (&follow_up, Stage::Tracking, None),
        (&close, Stage::ClosedUnsatisfied, None),
    ] {
        let case = escalated(Class::B).does(Who::Reviewer, command);
        assert_eq!((case.stage(), case.due()), (stage, due), "{command:?}");
        assert_eq!(case.0.proposal.mark(), Some(Mark::Unsatisfied), "{command:?}");
        let held = case.0.proposal.coordinations.last().expect("the meeting is noted");
        assert_eq!((held.on, held.participants.as_str(), held.minutes.as_str()), (MONDAY, MEETING, MINUTES));
        // What was said there is for those concerned.
        for (who, sees) in [(None, false), (Some(Who::Outsider), false), (Some(Who::Lead), true)] {
            let view = case.0.seen_by(who.map(Who::actor).as_ref(), Lang::Zh).expect("it is public");
            let seen = &view.handling.coordinations[0];
            assert_eq!((seen.on, seen.minutes.is_some()), (MONDAY, sees), "{who:?}");
        }
    }
}

#[test]
fn after_the_meeting_the_unit_speaks_and_answers_anew_and_may_be_called_again() {
    let case = escalated(Class::B).does(Who::Reviewer, &Command::HandleAgain(coordination(MONDAY)));
    assert_eq!(case.0.proposal.round(), 3);
    case.is_closed_to(Who::Head, &Case::answered().0.good(Step::Reply, 1).expect("a reply"));
    let case = case.contacted().replied(Class::B);
    assert_eq!((case.stage(), case.0.proposal.mark()), (Stage::Replied, None));
    let satisfied = case.clone().rated(Mark::Satisfied, Mark::Satisfied);
    assert_eq!((satisfied.stage(), satisfied.0.proposal.mark()), (Stage::Tracking, Some(Mark::Satisfied)));
    let case = case.rated(Mark::Unsatisfied, Mark::Unsatisfied).takes(Who::SecondReviewer, Step::Escalate);
    let case = case.does(Who::Reviewer, &Command::FollowUp(coordination(MONDAY)));
    assert_eq!(case.0.proposal.coordinations.len(), 2);
    // Followed up, it is closed without another meeting once every promise is settled.
    let case = kept(kept(case));
    case.is_closed_to(Who::Reviewer, &Command::Close);
    let case = case.does(Who::Reviewer, &Command::CloseUnsatisfied(CoordinationForm::default()));
    assert_eq!((case.stage(), case.0.proposal.coordinations.len()), (Stage::ClosedUnsatisfied, 2));
}

#[test]
fn minutes_have_their_day_and_their_words() {
    let case = escalated(Class::B).after(3);
    let check = |edit: fn(&mut CoordinationForm), expected: &[(&str, P)]| {
        let mut form = coordination(case.0.now.today);
        edit(&mut form);
        for command in [
            Command::HandleAgain(form.clone()),
            Command::FollowUp(form.clone()),
            Command::CloseUnsatisfied(form.clone()),
        ] {
            case.finds(Who::Reviewer, &command, expected);
        }
    };
    check(|form| form.on = "2026-11-06".into(), &[("on", P::InTheFuture)]);
    check(|form| form.on = "2026-11-01".into(), &[("on", P::TooEarly { earliest: MONDAY })]);
    check(|form| form.on = "上周五".into(), &[("on", P::NotADate)]);
    check(|form| form.participants = "郭岚".into(), &[("participants", P::TooShort { min: 6 })]);
    check(|form| form.participants = long(2001), &[("participants", P::TooLong { max: 2000, over: 1 })]);
    check(|form| form.minutes = "会议同意继续办理。".into(), &[("minutes", P::TooShort { min: 20 })]);
    check(|form| form.minutes = long(4001), &[("minutes", P::TooLong { max: 4000, over: 1 })]);
    check(|form| form.minutes = "\u{1b}".into(), &[("minutes", P::Missing)]);
    let all = ["on", "participants", "minutes"].map(|field| (field, P::Missing));
    check(|form| *form = CoordinationForm::default(), &all);
    // Where no meeting was called none need be told, but one that is told is told whole.
    let followed = kept(case.does(Who::Reviewer, &Command::FollowUp(coordination(MONDAY))));
    let half = CoordinationForm { on: "2026-11-03".into(), ..CoordinationForm::default() };
    followed.finds(Who::Reviewer, &Command::CloseUnsatisfied(half), &all[1..]);
    let blank = CoordinationForm { on: " ".into(), ..CoordinationForm::default() };
    assert_eq!(followed.does(Who::Reviewer, &Command::CloseUnsatisfied(blank)).stage(), Stage::ClosedUnsatisfied);
}

#[test]
fn a_paper_that_ends_unsatisfied_stays_where_everyone_sees_it() {
    for case in [
        unsatisfied(Class::A).takes(Who::Reviewer, Step::RefuseSecondRound),
        kept(unsatisfied(Class::B).takes(Who::Reviewer, Step::RefuseSecondRound))
            .does(Who::Reviewer, &Command::CloseUnsatisfied(CoordinationForm::default())),
        escalated(Class::A).does(Who::Reviewer, &Command::CloseUnsatisfied(coordination(MONDAY))),
    ] {
        let case = case.after(1000);
        assert_eq!(case.stage(), Stage::ClosedUnsatisfied);
        let figures: Vec<_> = figures_of(&case.0.proposal).into_keys().map(Figure::code).collect();
        for figure in ["mark:unsatisfied", "stage:closed_unsatisfied"] {
            assert!(figures.iter().any(|known| known == figure), "{figure}: {figures:?}");
        }
        for (lang, words) in [(Lang::Zh, "不满意"), (Lang::En, "unsatisfied")] {
            let view = case.0.seen_by(None, lang).expect("it is public");
            assert!(view.status.contains(words), "{}", view.status);
            let rating = view.replies.last().and_then(|reply| reply.rating.as_ref()).expect("the rating is public");
            assert_eq!(rating.attitude.min(rating.result), Mark::Unsatisfied);
        }
        case.is_closed_to(Who::Reviewer, &Command::Close);
        case.is_closed_to(Who::Lead, &case.0.good(Step::Rate, 2).expect("a rating"));
    }
}
