//! What the public reads of a paper: all of it, a summary, or nothing.

use domain::parts::publication::{Disclosure, DisclosureForm, DisclosureProblem, RestrictionGround};
use domain::proposal::command::{Command, ReplyClass};
use domain::proposal::letter::ReplyPlace;
use domain::proposal::workflow::{Stage, Step};
use ground::problem::Problem as P;
use ground::vocabulary::Lang;
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::case::Case;
use crate::common::{MONDAY, Who, published};

const REVIEW: Date = date(2027, 11, 1);

fn set(disclosure: &str) -> Command {
    Command::SetDisclosure(published(disclosure, REVIEW))
}

/// Everything that the public reads, as it is sent to browsers.
fn public_json(case: &Case) -> Option<String> {
    case.0.seen_by(None, Lang::Zh).map(|view| serde_json::to_string(&view).expect("a view can be written"))
}

/// A paper with a reply, a promise, a chase, a return and whatever else somebody writes.
fn eventful() -> Case {
    let case = Case::new().submitted().registered().takes(Who::Reviewer, Step::Nominate);
    let case = case.takes(Who::Reviewer, Step::NameKey).assigned().accepted().takes(Who::Reviewer, Step::Chase);
    let case = case.takes(Who::Clerk, Step::AskExtension).takes(Who::Reviewer, Step::RefuseExtension);
    let case = case.takes(Who::Clerk, Step::ReportProgress).contacted();
    case.replied(ReplyClass::B)
}

#[test]
fn only_the_congress_office_decides_and_only_about_what_is_registered() {
    let offices = [Who::Reviewer, Who::SecondReviewer];
    for case in [Case::new().submitted().registered(), Case::handled(), Case::answered()] {
        case.is_for(&offices, &set("closed"));
    }
    Case::new().submitted().is_for(&[], &set("closed"));
}

#[test]
fn a_restriction_has_a_ground_a_reason_and_a_day() {
    let case = Case::handled();
    let form = |change: fn(&mut DisclosureForm)| {
        let mut form = published("summary", REVIEW);
        change(&mut form);
        Command::SetDisclosure(form)
    };
    for (command, expected) in [
        (form(|form| form.disclosure.clear()), vec![("disclosure", P::Missing)]),
        (form(|form| form.disclosure = "half".into()), vec![("disclosure", P::NotAChoice)]),
        (form(|form| form.ground.clear()), vec![("ground", P::Missing)]),
        (form(|form| form.ground = "convenience".into()), vec![("ground", P::NotAChoice)]),
        (form(|form| form.reason.clear()), vec![("reason", P::Missing)]),
        (form(|form| form.summary.clear()), vec![("summary", P::Missing)]),
        (form(|form| form.review_on.clear()), vec![("review_on", P::Missing)]),
        (form(|form| form.review_on = MONDAY.to_string()), vec![("review_on", P::NotInTheFuture)]),
        (
            form(|form| form.review_on = "2029-11-03".into()),
            vec![("review_on", DisclosureProblem::ReviewTooLate { latest: date(2029, 11, 2) }.into())],
        ),
        (
            Command::SetDisclosure(DisclosureForm { disclosure: "closed".into(), ..DisclosureForm::default() }),
            vec![("ground", P::Missing), ("reason", P::Missing), ("review_on", P::Missing)],
        ),
    ] {
        case.finds(Who::Reviewer, &command, &expected);
    }
    let case = case.does(Who::Reviewer, &form(|form| form.review_on = "2029-11-02".into()));
    assert_eq!(case.0.proposal.publication.disclosure, Disclosure::Summary);
    let open = form(|form| form.disclosure = "open".into());
    assert_eq!(case.does(Who::Reviewer, &open).0.proposal.publication.restriction, None, "the rest is not asked");
}

#[test]
fn of_a_summary_the_public_reads_nothing_that_somebody_wrote_but_it() {
    let case = eventful();
    let before = public_json(&case).expect("it is public");
    let view = case.0.seen_by(None, Lang::Zh).expect("it is public");
    let text = view.text.expect("the text is public");
    let reply = &view.replies[0];
    let mut written = vec![text.problem, text.analysis, reply.opening.clone(), reply.telephone.clone()];
    written.extend(text.asks);
    written.extend(reply.answers.clone());
    written.extend(reply.promises.iter().map(|one| one.text.to_string()));
    written.extend(view.handling.chases.iter().filter_map(|chase| chase.note.clone()));
    written.extend(view.handling.extensions.iter().map(|wish| wish.reason.clone()));
    assert!(written.len() > 9);
    for text in &written {
        let text = serde_json::to_string(text).expect("text can be written");
        assert!(before.contains(text.trim_matches('"')), "{text}");
    }
    let case = case.does(Who::Reviewer, &set("summary"));
    let after = public_json(&case).expect("it is still public");
    for text in &written {
        let text = serde_json::to_string(text).expect("text can be written");
        assert!(!after.contains(text.trim_matches('"')), "{text}");
    }
    assert!(!after.contains("内容涉及几户村民的病情"), "why is for those concerned");
    let view = case.0.seen_by(None, Lang::Zh).expect("it is still public");
    let why = view.restriction.as_ref().expect("a ground");
    assert_eq!((why.ground, why.review_on), (RestrictionGround::Privacy, REVIEW));
    assert_eq!(why.summary.as_deref(), Some("请求改善山区道路，方便就医。"));
    assert_eq!((view.replies.len(), view.replies[0].class), (1, ReplyClass::B));
    assert_eq!(view.letter(ReplyPlace::Lead(1)), None);
    let told: Vec<_> = view.timeline.into_iter().map(|entry| entry.text).collect();
    assert_eq!(told, ["已登记", "已交办", "办理中", "已答复"]);
    for who in [Who::Lead, Who::Clerk, Who::Supervisor] {
        let seen = case.0.seen_by(Some(&who.actor()), Lang::Zh).expect("it is theirs");
        assert!(seen.text.is_some() && seen.letter(ReplyPlace::Lead(1)).is_some(), "{who:?}");
    }
    let again = case.does(Who::Reviewer, &set("open"));
    assert!(public_json(&again).is_some_and(|json| json.contains(&written[0])));
}

#[test]
fn what_was_public_leaves_its_number_and_the_ground() {
    let closed = Case::answered().does(Who::Reviewer, &set("closed"));
    assert_eq!(public_json(&closed), None);
    let stub = closed.0.proposal.stub().expect("it was public");
    assert_eq!((Some(stub.number), stub.since), (closed.0.proposal.number, MONDAY));
    assert_eq!((stub.ground, stub.review_on), (RestrictionGround::Privacy, REVIEW));
    let sentence = stub.sentence(Lang::Zh);
    assert!(sentence.contains("涉及个人隐私") && sentence.contains("2027年11月1日"), "{sentence}");
    assert!(!sentence.contains(closed.0.proposal.title()));
    let again = closed.does(Who::Reviewer, &set("summary"));
    assert_eq!((again.0.proposal.stub(), public_json(&again).is_some()), (None, true));
}

#[test]
fn what_was_never_public_leaves_nothing() {
    let case = Case::new().submitted();
    let register = crate::common::register_until("closed", REVIEW);
    let case = case.does(Who::Reviewer, &Command::Register(register));
    assert_eq!((public_json(&case), case.0.proposal.stub()), (None, None));
    let other = case.does(Who::Reviewer, &Command::SetDisclosure(published("closed", date(2027, 6, 1))));
    assert_eq!(other.0.proposal.stub(), None);
}

#[test]
fn on_the_day_of_the_review_the_office_is_asked_whatever_the_stage() {
    let case = Case::answered()
        .does(Who::Reviewer, &Command::SetDisclosure(published("summary", MONDAY.saturating_add(30.days()))));
    let is_asked = |case: &Case| case.0.proposal.awaited().iter().any(|one| one.step == Step::SetDisclosure);
    let before = case.clone().after(29);
    assert!(before.0.proposal.publication.review_due().is_none() && !is_asked(&before));
    let case = case.after(30);
    assert!(case.0.proposal.publication.review_due().is_some() && is_asked(&case));
    assert_eq!(case.stage(), Stage::Closed, "meanwhile the window of the rating has passed");
    let later = MONDAY.saturating_add(400.days());
    let case = case.does(Who::Reviewer, &Command::SetDisclosure(published("summary", later)));
    assert!(!is_asked(&case));
}
