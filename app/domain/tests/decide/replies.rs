//! The reply on its way: what stands in the way of the signature, drafts, and what each class has to bring.

use domain::county::people::{Actor, Role};
use domain::parts::contacts::{self, DisputeContactForm};
use domain::parts::promises::{PromiseForm, PromiseProblem};
use domain::parts::shares::AssignForm;
use domain::proposal::command::{Command, Mark, ReplyClass as Class, ReplyForm};
use domain::proposal::replies::ReplyBlock as B;
use domain::proposal::workflow::Step;
use ground::problem::{Problem as P, Refusal};
use jiff::civil::date;

use crate::case::{Case, long, photo};
use crate::common::{MONDAY, OBJECTION, UNITS, Who, assign, reply};

fn draft(form: ReplyForm) -> Command {
    Command::DraftReply(Box::new(form))
}

fn sign(form: ReplyForm) -> Command {
    Command::Reply(Box::new(form))
}

/// With an assisting unit and one that replies separately; all have accepted.
fn joint() -> Case {
    let form = AssignForm { separate: vec!["4".into()], ..assign(&["2"]) };
    let case = Case::new().submitted().registered().does(Who::Government, &Command::Assign(form)).accepted();
    case.takes(Who::AssistingClerk, Step::Accept).takes(Who::OtherClerk, Step::Accept)
}

fn promise(text: &str, due: &str) -> PromiseForm {
    PromiseForm { text: text.into(), due: due.into() }
}

#[test]
fn each_block_appears_and_disappears() {
    let opinion = || B::OpinionMissing { name: "财政局".into(), name_en: "Finance Bureau".into() };
    let separate = || B::SeparateReplyMissing { name: "水务局".into(), name_en: "Water Bureau".into() };
    let awaited = |day| B::ContactAwaited { until: Some(date(2026, 11, day)) };
    let check = |case: Case, blocks: &[B]| {
        assert_eq!(case.blocks(Who::Head), blocks);
        assert_eq!(case.is_open_to(Who::Head, Step::Reply), blocks.is_empty(), "{blocks:?}");
        case
    };
    let case = check(joint(), &[B::NoContact, opinion(), separate(), B::NotDrafted]);
    let case = case.takes(Who::Clerk, Step::RecordContact);
    let case = check(case, &[awaited(9), opinion(), separate(), B::NotDrafted]).after(1);
    // The first day on which one of them stands is the one that is told.
    let case = check(case.takes(Who::Clerk, Step::RecordContact), &[awaited(9), opinion(), separate(), B::NotDrafted]);
    let case = case.takes(Who::Lead, Step::DisputeContact);
    let case = check(case, &[awaited(10), opinion(), separate(), B::NotDrafted]);
    let case = case.takes(Who::Lead, Step::DisputeContact);
    let case = check(case, &[B::ContactDisputed, opinion(), separate(), B::NotDrafted]);
    let case = check(case.contacted(), &[opinion(), separate(), B::NotDrafted]);
    let case = check(case.takes(Who::AssistingClerk, Step::SendOpinion), &[separate(), B::NotDrafted]);
    let case = check(case.takes(Who::Clerk, Step::DraftReply), &[separate()]);
    let case = case.takes(Who::OtherClerk, Step::RecordContact).takes(Who::Lead, Step::ConfirmContact);
    let case = check(case.takes(Who::OtherClerk, Step::DraftReply), &[separate()]);
    check(case.takes(Who::OtherHead, Step::Reply), &[]);
}

#[test]
fn a_contact_that_is_disputed_bars_nothing_beside_one_that_counts() {
    let case = Case::handled().contacted().takes(Who::Clerk, Step::RecordContact);
    let form = DisputeContactForm { contact: "1".into(), reason: OBJECTION.into() };
    let case = case.does(Who::Lead, &Command::Contact(contacts::Command::Dispute(form))).drafted();
    assert_eq!(case.blocks(Who::Head), []);
}

#[test]
fn a_separate_unit_speaks_with_the_deputy_itself_and_waits_for_nobody() {
    let case = joint().contacted();
    assert_eq!(case.blocks(Who::OtherHead), [B::NoContact, B::NotDrafted], "the lead unit's contact is not its own");
    let case = case.takes(Who::OtherClerk, Step::RecordContact).takes(Who::Lead, Step::ConfirmContact);
    let case = case.takes(Who::OtherHead, Step::DraftReply);
    assert_eq!(case.blocks(Who::OtherHead), [B::OnlyBySigner]);
    assert_eq!(case.clone().takes(Who::OtherClerk, Step::DraftReply).blocks(Who::OtherHead), []);
    // Nor does the separate unit's contact open the lead unit's reply.
    let case = joint().takes(Who::OtherClerk, Step::RecordContact).takes(Who::Lead, Step::ConfirmContact);
    assert!(case.blocks(Who::Head).contains(&B::NoContact));
}

#[test]
fn a_separate_unit_replies_once_a_round() {
    let signed = sign(reply(Class::B, 2, MONDAY));
    let case = joint().takes(Who::OtherClerk, Step::RecordContact).takes(Who::Lead, Step::ConfirmContact);
    let case = case.takes(Who::OtherClerk, Step::DraftReply).does(Who::OtherHead, &signed);
    let again = draft(reply(Class::B, 2, MONDAY));
    for who in [Who::OtherClerk, Who::OtherHead] {
        case.is_closed_to(who, &again);
        case.is_closed_to(who, &signed);
    }
    assert_eq!(case.0.proposal.separate_replies.len(), 1);
}

#[test]
fn one_person_writes_and_another_signs() {
    let ready = Case::handled().contacted().takes(Who::AssistingClerk, Step::Accept);
    let ready = ready.takes(Who::AssistingClerk, Step::SendOpinion);
    let by = |writers: &[Who]| writers.iter().fold(ready.clone(), |case, &who| case.takes(who, Step::DraftReply));
    for (writers, blocks) in [
        (&[][..], vec![B::NotDrafted]),
        (&[Who::Head], vec![B::OnlyBySigner]),
        (&[Who::Head, Who::Head], vec![B::OnlyBySigner]),
        (&[Who::Clerk], vec![]),
        (&[Who::Head, Who::Clerk], vec![]),
        (&[Who::Clerk, Who::Head], vec![]),
    ] {
        let case = by(writers);
        assert_eq!(case.blocks(Who::Head), blocks, "{writers:?}");
        assert_eq!(case.is_open_to(Who::Head, Step::Reply), blocks.is_empty(), "{writers:?}");
        let of_clerk: Vec<_> = blocks.into_iter().filter(|block| *block == B::NotDrafted).collect();
        assert_eq!(case.blocks(Who::Clerk), of_clerk, "a clerk signs nothing");
        assert!(!case.is_open_to(Who::Clerk, Step::Reply), "{writers:?}");
    }
    // Whoever is clerk and head in one does not sign what nobody else has written on.
    let roles = vec![Role::UnitClerk(UNITS[0]), Role::UnitHead(UNITS[0])];
    let both = Actor { roles, ..Who::Clerk.actor() };
    let mut case = ready.clone();
    assert_eq!(case.0.act(&both, &draft(reply(Class::A, 2, MONDAY))), Ok(()));
    let refused = case.0.act(&both, &sign(reply(Class::A, 2, MONDAY)));
    assert_eq!(refused, Err(Refusal::NotOpen));
    drop(case.does(Who::Head, &sign(reply(Class::A, 2, MONDAY))));
}

#[test]
fn a_draft_says_what_is_missing_in_it() {
    let gaps = |form: ReplyForm| {
        let case = Case::handled().does(Who::Clerk, &draft(form));
        case.0.proposal.draft_gaps(case.0.proposal.lead_unit().expect("there is one"))
    };
    let case = Case::handled();
    assert_eq!(case.0.proposal.draft_gaps(case.0.proposal.lead_unit().expect("there is one")), []);
    let check = |class: Class, edit: fn(&mut ReplyForm), expected: &[B]| {
        let mut form = reply(class, 2, MONDAY);
        edit(&mut form);
        assert_eq!(gaps(form.clone()), expected, "{form:?}");
    };
    for &class in Class::ALL {
        check(class, |_| (), &[]);
        check(class, |form| form.answers[1] = " \n".into(), &[B::AskUnanswered { ask: 2 }]);
        check(class, |form| form.answers.truncate(1), &[B::AskUnanswered { ask: 2 }]);
        check(class, |form| form.class.clear(), &[B::NoClass]);
        check(class, |form| form.class = "E".into(), &[B::NoClass]);
        check(class, |form| form.disclosure_reviewed = false, &[B::DisclosureNotReviewed]);
        check(class, |form| form.document_number.clear(), &[B::Unfinished]);
        check(class, |form| form.opening = " ".into(), &[B::Unfinished]);
        check(class, |form| form.contact_person.clear(), &[B::Unfinished]);
        check(class, |form| form.telephone.clear(), &[B::Unfinished]);
        check(class, |form| form.copies.clear(), &[]);
        let promised = matches!(class, Class::B | Class::C);
        let none: &[B] = if promised { &[B::NoPromise] } else { &[] };
        check(class, |form| form.promises.clear(), none);
        check(class, |form| form.promises = vec![promise("完成路面硬化。", "")], none);
        check(class, |form| form.promises = vec![promise("", "2027-01-01")], none);
        check(class, |form| form.evidence = " ".into(), if class == Class::A { &[B::NoEvidence] } else { &[] });
    }
    let nothing = [1, 2].map(|ask| B::AskUnanswered { ask });
    let nothing = [&nothing[..], &[B::NoClass, B::DisclosureNotReviewed, B::Unfinished]].concat();
    check(Class::A, |form| *form = ReplyForm::default(), &nothing);
}

#[test]
fn a_draft_keeps_whatever_is_half_filled_as_it_was_typed() {
    let half = ReplyForm {
        class: "将来再定".into(),
        opening: "  您提出的\n".into(),
        answers: vec![String::new(), "待".into(), long(2001)],
        promises: vec![promise("", "明年"), promise("修", "")],
        telephone: "0".into(),
        files: vec!["nonsense".into()],
        ..ReplyForm::default()
    };
    let mut case = Case::handled();
    for (who, form) in [(Who::Clerk, ReplyForm::default()), (Who::Head, half.clone()), (Who::Clerk, half)] {
        case = case.after(1).does(who, &draft(form.clone()));
        let kept = case.0.proposal.reply_draft(UNITS[0]).expect("it is kept");
        assert_eq!((&kept.form, &kept.by, kept.on), (&form, &who.actor().name, case.0.now.today));
        assert_eq!(kept.seq, case.0.proposal.last_seq);
    }
    let kept = case.0.proposal.reply_draft(UNITS[0]).expect("it is kept");
    assert_eq!(kept.writers, [Who::Clerk.actor().person, Who::Head.actor().person]);
    case.is_for(&[Who::Clerk, Who::Head], &draft(ReplyForm::default()));
    // Once the reply is out there is no draft of it any more.
    let answered = case.contacted().replied(Class::A);
    assert_eq!(answered.0.proposal.reply_draft(UNITS[0]), None);
    answered.is_closed_to(Who::Clerk, &draft(ReplyForm::default()));
}

#[test]
fn a_draft_is_not_kept_beyond_measure() {
    let case = Case::handled();
    let check = |edit: fn(&mut ReplyForm), expected: &[(&str, P)]| {
        let mut form = ReplyForm::default();
        edit(&mut form);
        case.finds(Who::Clerk, &draft(form), expected);
    };
    let over = |field: &'static str| [(field, P::TooLong { max: 20_000, over: 1 })];
    check(|form| form.document_number = long(20_001), &over("document_number"));
    check(|form| form.class = long(20_001), &over("class"));
    check(|form| form.opening = long(20_001), &over("opening"));
    check(|form| form.answers = vec![String::new(), long(20_001)], &over("answers.1"));
    check(|form| form.evidence = long(20_001), &over("evidence"));
    check(|form| form.promises = vec![promise(&long(20_001), "")], &over("promises.0.text"));
    check(|form| form.promises = vec![promise("", ""), promise("", &long(20_001))], &over("promises.1.due"));
    check(|form| form.contact_person = long(20_001), &over("contact_person"));
    check(|form| form.telephone = long(20_001), &over("telephone"));
    check(|form| form.copies = long(20_001), &over("copies"));
    check(|form| form.files = vec![long(41)], &[("files.0", P::TooLong { max: 40, over: 1 })]);
    check(|form| form.answers = vec![String::new(); 11], &[("answers.0", P::TooMany { max: 10 })]);
    check(|form| form.promises = vec![PromiseForm::default(); 21], &[("promises.0.text", P::TooMany { max: 20 })]);
    check(|form| form.files = vec![String::new(); 21], &[("files.0", P::TooMany { max: 20 })]);
    // What is allowed at the most is kept.
    let most = ReplyForm {
        opening: long(20_000),
        answers: vec!["\r\n\t".into(); 10],
        promises: vec![PromiseForm::default(); 20],
        files: vec![long(40); 20],
        ..ReplyForm::default()
    };
    drop(case.does(Who::Clerk, &draft(most)));
}

#[test]
fn a_signed_reply_has_its_lines_dates_and_files_in_order() {
    let case = Case::handled().contacted().drafted();
    let check = |class: Class, edit: fn(&mut ReplyForm), expected: &[(&str, P)]| {
        let mut form = reply(class, 2, MONDAY);
        edit(&mut form);
        case.finds(Who::Head, &sign(form), expected);
    };
    check(Class::A, |form| form.evidence = "已修好。".into(), &[("evidence", P::TooShort { min: 6 })]);
    check(Class::D, |form| form.evidence = "已修好。".into(), &[("evidence", P::TooShort { min: 6 })]);
    check(Class::B, |form| form.promises[0].due = "2020-01-01".into(), &[("promises.0.due", P::NotInTheFuture)]);
    check(
        Class::D,
        |form| form.promises = vec![promise("完成路面硬化。", "2026-11-02")],
        &[("promises.0.due", P::NotInTheFuture)],
    );
    check(Class::C, |form| form.promises.push(promise("", "2027-01-01")), &[("promises.1.text", P::Missing)]);
    check(
        Class::C,
        |form| form.promises.push(promise("修路", "")),
        &[("promises.1.text", P::TooShort { min: 6 }), ("promises.1.due", P::Missing)],
    );
    check(Class::A, |form| form.copies = "局".into(), &[("copies", P::TooShort { min: 2 })]);
    check(Class::A, |form| form.copies = long(201), &[("copies", P::TooLong { max: 200, over: 1 })]);
    check(Class::A, |form| form.copies = "局\u{200b}".into(), &[("copies", P::TooShort { min: 2 })]);
    check(Class::A, |form| form.files = vec![photo(1).id.0.to_string()], &[("files.0", P::NotAChoice)]);
    check(Class::A, |form| form.files = vec!["x".into(); 11], &[("files.0", P::TooMany { max: 10 })]);
    // Rows left blank are no promises, and tomorrow is soon enough.
    let rows = vec![promise(" ", ""), promise("完成路面硬化。", "2026-11-03"), promise("", " ")];
    let file = photo(1).id.0.to_string();
    let form = ReplyForm { promises: rows, files: vec![file], ..reply(Class::B, 2, MONDAY) };
    let signed = case.does_with(Who::Head, &sign(form), &[photo(1)]).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let answer = &signed.0.proposal.replies[0];
    assert_eq!((answer.promises.len(), &answer.files), (1, &vec![photo(1)]));
    assert_eq!(answer.signer, Who::Head.actor().name);
}

#[test]
fn what_is_still_promised_is_not_solved() {
    let again = Case::handled().contacted().replied(Class::B).rated(Mark::Unsatisfied, Mark::Unsatisfied).granted();
    let again = again.contacted().does(Who::Clerk, &draft(reply(Class::A, 2, MONDAY)));
    let share = again.0.proposal.lead_unit().expect("there is one");
    assert_eq!(again.0.proposal.draft_gaps(share), [B::PromisesOpen { open: 1 }]);
    let solved = sign(reply(Class::A, 2, MONDAY));
    again.finds(Who::Head, &solved, &[("class", PromiseProblem::StillOpen { open: 1 }.into())]);
    // A promise that stands need not be given anew.
    for &class in &[Class::B, Class::C, Class::D] {
        let form = ReplyForm { promises: Vec::new(), ..reply(class, 2, MONDAY) };
        let case = again.clone().does(Who::Head, &sign(form));
        assert_eq!(case.0.proposal.promises.len(), 1, "{class:?}");
    }
}
