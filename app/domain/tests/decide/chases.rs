//! Whoever is late is chased: by whom, at which stages, and at most once in three days.

use domain::county::people::Office;
use domain::parts::chases::ChaseForm;
use domain::proposal::command::{Command, Mark, ReplyClass as Class};
use domain::proposal::workflow::{Stage, Step};
use ground::problem::Problem as P;
use ground::vocabulary::Lang;
use jiff::civil::date;

use crate::case::{Case, long};
use crate::common::{CHASE, Who};

const CHASERS: [Who; 4] = [Who::Reviewer, Who::SecondReviewer, Who::Government, Who::Supervisor];

fn chase(note: &str) -> Command {
    Command::Chase(ChaseForm { note: note.into() })
}

#[test]
fn offices_and_supervisors_chase_wherever_a_unit_is_awaited() {
    let registered = || Case::new().submitted().registered();
    let tracked = || Case::handled().contacted().replied(Class::B).rated(Mark::Satisfied, Mark::Satisfied);
    for (case, stage, is_open) in [
        (Case::new().submitted(), Stage::Submitted, false),
        (registered(), Stage::Registered, false),
        (registered().assigned(), Stage::Assigned, true),
        (Case::handled(), Stage::Handling, true),
        (Case::answered(), Stage::Replied, false),
        (tracked(), Stage::Tracking, true),
        (Case::unsatisfied().granted(), Stage::ReHandling, true),
        (Case::answered().rated(Mark::Satisfied, Mark::Satisfied), Stage::Closed, false),
        (Case::unsatisfied().takes(Who::Reviewer, Step::RefuseSecondRound), Stage::ClosedUnsatisfied, false),
    ] {
        assert_eq!(case.stage(), stage);
        case.is_for(if is_open { &CHASERS } else { &[] }, &chase(""));
    }
}

#[test]
fn a_chase_moves_no_limit_and_may_say_what_is_to_be_done() {
    let case = Case::handled();
    for (note, problem) in [
        ("快办。", P::TooShort { min: 6 }),
        (&long(1001), P::TooLong { max: 1000, over: 1 }),
        ("快办\u{7}\u{200b}\u{200b}\u{200b}。", P::TooShort { min: 6 }),
    ] {
        case.finds(Who::Government, &chase(note), &[("note", problem)]);
    }
    for (note, kept) in [("", None), (" \n", None), (CHASE, Some(CHASE))] {
        let chased = case.clone().does(Who::Supervisor, &chase(note));
        assert_eq!((chased.stage(), chased.due()), (case.stage(), case.due()));
        let one = &chased.0.proposal.chases[0];
        assert_eq!((one.on, one.by), (date(2026, 11, 2), Office::Supervisor));
        assert_eq!(one.note.as_ref().map(ToString::to_string).as_deref(), kept);
        // That it was chased is public, what was said is not.
        for (who, note) in
            [(None, None), (Some(Who::Stranger), None), (Some(Who::Lead), kept), (Some(Who::Clerk), kept)]
        {
            let view = chased.0.seen_by(who.map(Who::actor).as_ref(), Lang::Zh).expect("it is public");
            assert_eq!(view.handling.chases[0].note.as_deref(), note, "{who:?}");
        }
    }
}

#[test]
fn nobody_chases_twice_in_three_days_whoever_did_it_before() {
    for first in CHASERS {
        let case = Case::handled().does(first, &chase(CHASE));
        for (days, is_open) in [(0, false), (1, false), (2, false), (3, true)] {
            let case = case.clone().after(days);
            case.is_for(if is_open { &CHASERS } else { &[] }, &chase(""));
        }
    }
    // The days are counted from the last one, and a new stage gives no new right.
    let case = Case::new().submitted().registered().assigned().does(Who::Reviewer, &chase("")).after(3);
    let case = case.does(Who::Government, &chase("")).after(2).accepted();
    case.is_closed_to(Who::Supervisor, &chase(""));
    let case = case.after(1).does(Who::Supervisor, &chase(""));
    let days: Vec<_> = case.0.proposal.chases.iter().map(|chase| chase.on.day()).collect();
    assert_eq!(days, [2, 5, 8]);
    let again = case.0.seen_by(Some(&Who::Reviewer.actor()), Lang::Zh).expect("they may see it");
    assert_eq!(again.handling.chase_again_on, Some(date(2026, 11, 11)));
}
