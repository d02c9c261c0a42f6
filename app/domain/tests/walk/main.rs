//! Random stories: whatever anyone does to a paper, in whatever order, the rules hold after every move, and a second
//! telling of the workflow comes to the same end.

#[path = "../common/mod.rs"]
mod common;

mod commands;
mod figures;
mod invariants;
mod model;
mod moves;
mod story;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;
use std::thread::available_parallelism;

use common::Who;
use domain::parts::shares::AssignForm;
use domain::proposal::command::Command;
use domain::proposal::workflow::{Stage, Step};
use ground::problem::{Problem, Refusal};
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use crate::commands::good;
use crate::moves::moves;
use crate::story::Story;

type Checked = Result<(), TestCaseError>;

/// How many stories are played; `make walk` plays many more.
fn walks() -> u32 {
    std::env::var("WALKS").ok().and_then(|walks| walks.parse().ok()).unwrap_or(2_000)
}

fn cases(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}

/// How often each step was taken from each stage.
type Taken = BTreeMap<(Step, Stage), u32>;

/// Plays so many stories.
fn played(stories: u32) -> Taken {
    let taken = RefCell::new(Taken::new());
    let played = TestRunner::new(cases(stories)).run(&moves(), |moves| {
        let paper = Story::play(&moves)?;
        for record in &paper.log {
            *taken.borrow_mut().entry((record.event.step(), record.from)).or_default() += 1;
        }
        Ok(())
    });
    played.unwrap_or_else(|failure| panic!("{failure}"));
    taken.into_inner()
}

/// Plays the stories on all cores; they are long enough, and so many, that every step is taken in some.
#[test]
fn the_rules_hold_whatever_people_do_and_every_step_is_taken() {
    let cores = u32::try_from(available_parallelism().map_or(1, NonZero::get)).unwrap_or(1);
    let taken = thread::scope(|scope| {
        let runs: Vec<_> = (0..cores).map(|_| scope.spawn(|| played(walks().div_ceil(cores)))).collect();
        let mut taken = Taken::new();
        for run in runs {
            for (what, times) in run.join().unwrap_or_else(|failure| resume_unwind(failure)) {
                *taken.entry(what).or_default() += times;
            }
        }
        taken
    });
    for ((step, from), times) in &taken {
        println!("{times:>9} × {} at {}", step.code(), from.code());
    }
    let missed: Vec<_> = Step::ALL.iter().filter(|&&step| taken.keys().all(|&(known, _)| known != step)).collect();
    assert!(missed.is_empty() || walks() < 2_000, "never taken: {missed:?}");
}

/// A story of steps without a mistake, each with its variant.
fn told(steps: &[(Who, Step, usize)]) -> Story {
    let mut story = Story::begin();
    for &(who, step, variant) in steps {
        let command = good(&story.paper, who, step, variant).expect("people take these steps");
        story.goes_on(who, |story| story.act(who, &command, None)).unwrap_or_else(|error| panic!("{step:?}: {error}"));
    }
    story
}

const HANDED_OVER_WITH_A_SEPARATE_UNIT: [(Who, Step, usize); 3] =
    [(Who::Lead, Step::Submit, 0), (Who::Reviewer, Step::Register, 0), (Who::Reviewer, Step::Assign, 6)];

#[test]
fn a_wish_to_give_it_back_ends_with_the_hand_over() {
    let asked = [(Who::OtherClerk, Step::AskReturn, 0), (Who::Clerk, Step::AskReturn, 0)];
    let again =
        [(Who::Reviewer, Step::GrantReturn, 0), (Who::Reviewer, Step::Assign, 6), (Who::OtherClerk, Step::Accept, 0)];
    let story = told(&[&HANDED_OVER_WITH_A_SEPARATE_UNIT[..], &asked, &again].concat());
    assert!(story.paper.proposal.shares.pending_returns().next().is_none());
}

#[test]
fn what_is_left_of_a_plan_without_its_lead_unit_is_not_handed_over() {
    let back = [(Who::Clerk, Step::AskReturn, 0), (Who::Reviewer, Step::GrantReturn, 0)];
    let mut paper = told(&[&HANDED_OVER_WITH_A_SEPARATE_UNIT[..], &back].concat()).paper;
    let outcome = paper.act(&Who::Reviewer.actor(), &Command::Assign(AssignForm::default()));
    assert_eq!(outcome, Err(Refusal::field("lead", Problem::Missing)));
}
