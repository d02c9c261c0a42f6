//! Promises until they are kept or explained, and what a kept one is good for.

use std::slice::from_ref;

use domain::county::clock::Limit;
use domain::parts::promises;
use domain::parts::promises::{ClaimForm, PromiseForm, PromiseNoteForm, PromiseProblem, PromiseState as S, VerifyForm};
use domain::parts::shares::AssignForm;
use domain::proposal::command::{Command, Mark, ReplyClass as Class, ReplyForm};
use domain::proposal::workflow::{Stage, Step};
use ground::problem::{Problem as P, Refusal};
use jiff::civil::date;

use crate::case::{Case, long, photo};
use crate::common::{CLAIM_REASON, MONDAY, UNITS, Who, assign, coordination, reply};

const EVIDENCE: &str = "竣工验收单和现场照片。";
pub const WHY_NOT: &str = "上级资金今年未下达，明年继续申报。";

/// Answered with a promise for each of these days, and found enough.
fn promised(days: &[&str]) -> Case {
    let promise = |due: &&str| PromiseForm { text: "完成第一段公路拓宽。".into(), due: (*due).into() };
    let form = ReplyForm { promises: days.iter().map(promise).collect(), ..reply(Class::B, 2, MONDAY) };
    let case = Case::handled().contacted().drafted().does(Who::Head, &Command::Reply(Box::new(form)));
    case.rated(Mark::Satisfied, Mark::Satisfied)
}

/// With one promise.
pub fn one() -> Case {
    promised(&["2026-12-02"])
}

/// With two, the second due later.
pub fn two() -> Case {
    promised(&["2026-12-02", "2026-12-10"])
}

pub fn claim(promise: &str) -> Command {
    let (promise, evidence) = (promise.into(), EVIDENCE.into());
    Command::Promise(promises::Command::Claim(ClaimForm { promise, evidence, files: Vec::new() }))
}

fn verify(promise: &str) -> Command {
    Command::Promise(promises::Command::Verify(VerifyForm { promise: promise.into() }))
}

pub fn note(promise: &str, reason: &str) -> PromiseNoteForm {
    PromiseNoteForm { promise: promise.into(), reason: reason.into() }
}

fn reject(promise: &str, reason: &str) -> Command {
    Command::Promise(promises::Command::Reject(note(promise, reason)))
}

pub fn explain(promise: &str, reason: &str) -> Command {
    Command::Promise(promises::Command::Explain(note(promise, reason)))
}

/// The unit says that it is kept, and the deputy finds it so.
pub fn kept(case: Case, promise: &str) -> Case {
    case.does(Who::Clerk, &claim(promise)).does(Who::Lead, &verify(promise))
}

pub fn states(case: &Case) -> Vec<S> {
    case.0.proposal.promises.iter().map(|one| one.state).collect()
}

#[test]
fn a_claim_names_a_promise_and_shows_what_was_done() {
    let case = two();
    let form = |promise: &str, evidence: &str, files: &[String]| {
        let (promise, evidence, files) = (promise.into(), evidence.into(), files.to_vec());
        Command::Promise(promises::Command::Claim(ClaimForm { promise, evidence, files }))
    };
    let file = photo(1).id.0.to_string();
    for (command, expected) in [
        (form("", EVIDENCE, &[]), vec![("promise", P::Missing)]),
        (form("2", EVIDENCE, &[]), vec![("promise", P::NotAChoice)]),
        (form("-1", EVIDENCE, &[]), vec![("promise", P::NotAChoice)]),
        (form("第一段", EVIDENCE, &[]), vec![("promise", P::NotAChoice)]),
        (form("0", "", &[]), vec![("evidence", P::Missing)]),
        (form("0", "完成。", &[]), vec![("evidence", P::TooShort { min: 6 })]),
        (form("0", &long(1001), &[]), vec![("evidence", P::TooLong { max: 1000, over: 1 })]),
        (form("1", EVIDENCE, from_ref(&file)), vec![("files.0", P::NotAChoice)]),
        (form("1", EVIDENCE, &vec![file.clone(); 11]), vec![("files.0", P::TooMany { max: 10 })]),
        (
            form("9", " ", &["x".into()]),
            vec![("promise", P::NotAChoice), ("evidence", P::Missing), ("files.0", P::NotAChoice)],
        ),
    ] {
        case.finds(Who::Clerk, &command, &expected);
    }
    let claimed = case.clone().does_with(Who::Clerk, &form("1", EVIDENCE, from_ref(&file)), &[photo(1)]);
    let claimed = claimed.unwrap_or_else(|refusal| panic!("{refusal:?}"));
    assert_eq!(claimed.0.proposal.promises[1].claims[0].files, [photo(1)]);
    let unknown = form("1", EVIDENCE, &[file, "x".into()]);
    let refusal = case.does_with(Who::Clerk, &unknown, &[photo(1)]).err();
    assert_eq!(refusal, Some(Refusal::field("files.1", P::NotAChoice)));
    // What is claimed is not claimed or explained again before somebody has looked.
    claimed.finds(Who::Clerk, &claim("1"), &[("promise", P::NotAChoice)]);
    claimed.finds(Who::Head, &explain("1", WHY_NOT), &[("promise", P::NotAChoice)]);
    let both = claimed.does(Who::Head, &claim(""));
    both.is_closed_to(Who::Clerk, &claim("0"));
}

#[test]
fn the_unit_claims_deputy_and_office_look_and_the_head_alone_explains() {
    let units = [Who::Clerk, Who::Head];
    let lookers = [Who::Lead, Who::Reviewer, Who::SecondReviewer];
    let case = one();
    case.is_for(&units, &claim("0"));
    case.is_for(&[Who::Head], &explain("0", WHY_NOT));
    case.is_for(&[], &verify("0"));
    case.is_for(&[], &reject("0", CLAIM_REASON));
    let claimed = case.does(Who::Clerk, &claim("0"));
    claimed.is_for(&lookers, &verify("0"));
    claimed.is_for(&lookers, &reject("0", CLAIM_REASON));
    claimed.is_for(&[], &claim("0"));
    claimed.is_for(&[], &explain("0", WHY_NOT));
    // The promises may be spoken of before the reply is rated, and while it is handled again.
    let replied = Case::handled().contacted().replied(Class::B);
    let again = replied.clone().rated(Mark::Unsatisfied, Mark::Unsatisfied).granted();
    for case in [replied, again] {
        case.is_for(&units, &claim(""));
        case.is_for(&[Who::Head], &explain("", WHY_NOT));
        case.does(Who::Head, &claim("")).is_for(&lookers, &verify(""));
    }
}

#[test]
fn what_is_said_of_a_promise_names_it_and_says_why() {
    let case = two().does(Who::Clerk, &claim("1"));
    for (who, command, expected) in [
        (Who::Lead, verify("0"), vec![("promise", P::NotAChoice)]),
        (Who::Lead, verify("x"), vec![("promise", P::NotAChoice)]),
        (Who::Reviewer, reject("0", CLAIM_REASON), vec![("promise", P::NotAChoice)]),
        (Who::Reviewer, reject("1", ""), vec![("reason", P::Missing)]),
        (Who::Lead, reject("", "没有。"), vec![("reason", P::TooShort { min: 6 })]),
        (
            Who::Lead,
            reject("7", &long(1001)),
            vec![("promise", P::NotAChoice), ("reason", P::TooLong { max: 1000, over: 1 })],
        ),
        (Who::Head, explain("1", WHY_NOT), vec![("promise", P::NotAChoice)]),
        (Who::Head, explain("0", " "), vec![("reason", P::Missing)]),
        (Who::Head, explain("", "没钱。"), vec![("reason", P::TooShort { min: 6 })]),
        (Who::Head, explain("0", "\u{7}\u{115f}"), vec![("reason", P::Missing)]),
    ] {
        case.finds(who, &command, &expected);
    }
    let both = case.does(Who::Head, &claim("0"));
    both.finds(Who::Reviewer, &verify(""), &[("promise", P::Missing)]);
    both.finds(Who::Lead, &reject("", CLAIM_REASON), &[("promise", P::Missing)]);
    two().finds(Who::Head, &explain("", WHY_NOT), &[("promise", P::Missing)]);
}

#[test]
fn a_promise_is_followed_until_it_is_kept_or_explained() {
    let rejected = one().does(Who::Clerk, &claim("")).after(2).does(Who::Lead, &reject("", CLAIM_REASON));
    assert_eq!((states(&rejected), rejected.stage()), (vec![S::Open], Stage::Tracking));
    let case = rejected.clone().does(Who::Head, &claim("")).does(Who::Reviewer, &verify(""));
    let promise = &case.0.proposal.promises[0];
    let claims: Vec<_> = promise.claims.iter().map(|claim| claim.rejected.as_ref().map(ToString::to_string)).collect();
    assert_eq!(claims, [Some(CLAIM_REASON.to_owned()), None]);
    assert_eq!((promise.state, promise.settled_on), (S::Verified, Some(date(2026, 11, 4))));
    case.is_for(&[], &claim("0"));
    case.is_for(&[], &verify("0"));

    let explained = rejected.does(Who::Head, &explain("0", WHY_NOT));
    let promise = &explained.0.proposal.promises[0];
    let words = promise.explanation.as_ref().map(|it| (it.reason.to_string(), it.signer.clone()));
    assert_eq!(words, Some((WHY_NOT.to_owned(), Who::Head.actor().name)));
    assert_eq!((promise.state, promise.settled_on), (S::Explained, Some(date(2026, 11, 4))));
    explained.is_for(&[], &claim("0"));
    explained.is_for(&[], &explain("0", WHY_NOT));

    // The office closes what is settled, one way or the other.
    let half = kept(two(), "0");
    half.is_for(&[], &Command::Close);
    half.clone().does(Who::Clerk, &claim("1")).is_for(&[], &Command::Close);
    for settled in [kept(half.clone(), "1"), half.does(Who::Head, &explain("1", WHY_NOT)), case, explained] {
        settled.is_for(&[Who::Reviewer, Who::SecondReviewer], &Command::Close);
        let none = Command::CloseUnsatisfied(coordination(MONDAY));
        settled.is_closed_to(Who::Reviewer, &none);
        assert_eq!(settled.does(Who::Reviewer, &Command::Close).stage(), Stage::Closed);
    }
}

#[test]
fn each_unit_answers_for_its_own_promises() {
    let form = AssignForm { separate: vec!["4".into()], ..assign(&[]) };
    let case = Case::new().submitted().registered().does(Who::Government, &Command::Assign(form)).accepted();
    let case = case.takes(Who::OtherClerk, Step::Accept).takes(Who::OtherClerk, Step::RecordContact);
    let case = case.takes(Who::Lead, Step::ConfirmContact).takes(Who::OtherClerk, Step::DraftReply);
    let promise = Command::Reply(Box::new(reply(Class::B, 2, MONDAY)));
    // What the other unit has promised bars no class A.
    let case = case.does(Who::OtherHead, &promise).contacted().replied(Class::A);
    let case = case.rated(Mark::Satisfied, Mark::Satisfied);
    assert_eq!(case.stage(), Stage::Tracking);
    assert_eq!(case.0.proposal.promises[0].unit, UNITS[3]);
    case.is_for(&[Who::OtherClerk, Who::OtherHead], &claim("0"));
    case.is_for(&[Who::OtherHead], &explain("0", WHY_NOT));
    let case = case.does(Who::OtherClerk, &claim("0")).does(Who::Reviewer, &verify("0"));
    assert_eq!(case.does(Who::Reviewer, &Command::Close).stage(), Stage::Closed);
}

#[test]
fn a_kept_promise_raises_the_class_and_is_rated_again() {
    let solved = Command::Reply(Box::new(reply(Class::A, 2, MONDAY)));
    let half = ReplyForm { promises: Vec::new(), ..reply(Class::B, 2, MONDAY) };
    let half = Command::Reply(Box::new(half));
    let drafted = |case: Case| case.takes(Who::Clerk, Step::DraftReply);
    let draft = Command::DraftReply(Box::new(reply(Class::B, 2, MONDAY)));
    two().is_for(&[], &draft);
    let claimed = two().does(Who::Clerk, &claim("0"));
    // A claim is not enough.
    claimed.is_for(&[], &draft);
    let case = drafted(claimed.does(Who::Reviewer, &verify("0")));
    assert_eq!(case.blocks(Who::Head), []);
    case.is_for(&[Who::Head], &half);
    case.finds(Who::Head, &solved, &[("class", PromiseProblem::StillOpen { open: 1 }.into())]);
    // What was explained is nothing new to say, and stands in the way of no class.
    two().does(Who::Head, &explain("0", WHY_NOT)).is_for(&[], &draft);

    let answered = case.clone().does(Who::Head, &half);
    assert_eq!((answered.stage(), answered.due()), (Stage::Replied, Some((Limit::Rating, date(2026, 11, 30)))));
    let rated = answered.rated(Mark::Satisfied, Mark::Basically);
    // It was said already.
    rated.is_for(&[], &draft);
    let raised = drafted(kept(rated, "1")).does(Who::Head, &solved);
    assert_eq!((raised.stage(), raised.0.proposal.mark()), (Stage::Replied, None));
    let classes: Vec<_> = raised.0.proposal.replies.iter().map(|reply| reply.class).collect();
    assert_eq!(classes, [Class::B, Class::B, Class::A]);
    assert_eq!(raised.clone().after(29).stage(), Stage::Closed, "silence ends it");
    assert_eq!(raised.clone().rated(Mark::Satisfied, Mark::Satisfied).stage(), Stage::Closed);
    let unsatisfied = raised.rated(Mark::Unsatisfied, Mark::Satisfied);
    unsatisfied.is_for(&[Who::Reviewer, Who::SecondReviewer], &Command::Escalate);
}
