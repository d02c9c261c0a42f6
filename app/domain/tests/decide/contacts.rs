//! Contacts with the deputy: what is noted, what the deputy says of it, and what silence means.

use domain::county::clock::Limit;
use domain::parts::contacts;
use domain::parts::contacts::{ConfirmContactForm, ContactForm, ContactState as S, DisputeContactForm, Manner};
use domain::proposal::command::Command;
use domain::proposal::event::Event;
use domain::proposal::workflow::{Relation, Step};
use ground::problem::{Problem as P, Refusal};
use ground::vocabulary::Lang;
use jiff::civil::date;

use crate::case::{Case, long, photo};
use crate::common::{OBJECTION, Who, contact};

fn recorded() -> Case {
    Case::handled().takes(Who::Clerk, Step::RecordContact)
}

fn confirm(contact: &str) -> Command {
    Command::Contact(contacts::Command::Confirm(ConfirmContactForm { contact: contact.into() }))
}

fn dispute(contact: &str, reason: &str) -> Command {
    Command::Contact(contacts::Command::Dispute(DisputeContactForm { contact: contact.into(), reason: reason.into() }))
}

fn states(case: &Case) -> Vec<S> {
    case.0.proposal.contacts.iter().map(|contact| contact.state).collect()
}

fn noted(case: &Case, edit: impl FnOnce(&mut ContactForm)) -> Command {
    let mut form = contact(Manner::Survey, case.0.now.today);
    edit(&mut form);
    Command::Contact(contacts::Command::Record(form))
}

#[test]
fn what_was_said_stands_in_words_and_files_are_the_papers_own() {
    let case = Case::handled();
    let check = |edit: fn(&mut ContactForm), expected: &[(&str, P)]| {
        case.finds(Who::Clerk, &noted(&case, edit), expected);
    };
    check(|form| form.summary = " \r\n\t".into(), &[("summary", P::Missing)]);
    check(|form| form.summary = "谈过。".into(), &[("summary", P::TooShort { min: 6 })]);
    check(|form| form.summary = long(2001), &[("summary", P::TooLong { max: 2000, over: 1 })]);
    check(|form| form.participants = "\u{200b}".into(), &[("participants", P::Missing)]);
    check(|form| form.manner = "Visit".into(), &[("manner", P::NotAChoice)]);
    check(|form| form.on = "2026-11-31".into(), &[("on", P::NotADate)]);
    check(|form| form.files = vec!["照片".into()], &[("files.0", P::NotAChoice)]);
    check(
        |form| form.files = vec![photo(1).id.0.to_string(), "-1".into()],
        &[("files.0", P::NotAChoice), ("files.1", P::NotAChoice)],
    );
    check(|form| form.files = vec![photo(1).id.0.to_string(); 11], &[("files.0", P::TooMany { max: 10 })]);
}

#[test]
fn a_contact_keeps_the_photographs_that_it_names_once_each() {
    let attached = [photo(1), photo(2)];
    let [first, second, unknown] = [1, 2, 3].map(|n| photo(n).id.0.to_string());
    let blank = " ".to_owned();
    for (files, expected) in [
        (vec![], vec![]),
        (vec![blank.clone(), second.clone()], vec![photo(2)]),
        (vec![second.clone(), first.clone(), second.clone()], vec![photo(2), photo(1)]),
    ] {
        let case = Case::handled();
        let command = noted(&case, |form| form.files = files);
        let case = case.does_with(Who::Clerk, &command, &attached).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        assert_eq!(case.0.proposal.contacts[0].files, expected, "{command:?}");
    }
    let case = Case::handled();
    let command = noted(&case, |form| form.files = vec![first, unknown]);
    let refusal = case.does_with(Who::Clerk, &command, &attached).err();
    assert_eq!(refusal, Some(Refusal::field("files.1", P::NotAChoice)));
}

#[test]
fn the_deputy_confirms_or_disputes_a_contact_or_lets_it_stand() {
    let disputed = || recorded().does(Who::Lead, &dispute("0", OBJECTION));
    for (what, case, state, opens_the_reply) in [
        ("at once", recorded(), S::Awaited, false),
        ("on the last day", recorded().after(7), S::Awaited, false),
        ("after five working days", recorded().after(8), S::Stands, true),
        ("confirmed", recorded().does(Who::Lead, &confirm("0")), S::Confirmed, true),
        ("confirmed on the last day", recorded().after(7).does(Who::Lead, &confirm("")), S::Confirmed, true),
        ("confirmed long ago", recorded().does(Who::Lead, &confirm("0")).after(40), S::Confirmed, true),
        ("disputed", disputed(), S::Disputed, false),
        ("disputed on the last day", recorded().after(7).does(Who::Lead, &dispute("", OBJECTION)), S::Disputed, false),
        ("disputed long ago", disputed().after(40), S::Disputed, false),
        ("disputed, then noted truly", disputed().contacted(), S::Disputed, true),
    ] {
        assert_eq!(states(&case)[0], state, "{what}");
        assert_eq!(case.drafted().is_open_to(Who::Head, Step::Reply), opens_the_reply, "{what}");
    }
}

#[test]
fn silence_is_counted_in_working_days_and_told_by_the_system() {
    let checked = |case: &Case| {
        let check = &case.0.proposal.contacts[0].check;
        (check.limit, check.due)
    };
    assert_eq!(checked(&recorded()), (Limit::ContactCheck, date(2026, 11, 9)));
    // New Year's Day and the weekend after it do not count.
    let case = Case::handled().after(56).takes(Who::Clerk, Step::RecordContact);
    assert_eq!(checked(&case), (Limit::ContactCheck, date(2027, 1, 5)));
    assert_eq!((states(&case.clone().after(8)), states(&case.after(9))), (vec![S::Awaited], vec![S::Stands]));
    let case = recorded().after(8);
    let told: Vec<_> = (case.0.log.iter())
        .filter(|record| matches!(record.event, Event::Contact(contacts::Event::Stood { contact: 0 })))
        .map(|record| (record.by.relation, record.by.person))
        .collect();
    assert_eq!(told, [(Relation::System, None)]);
}

#[test]
fn whoever_answers_too_late_finds_it_standing() {
    // Nobody has looked at the clock since.
    let mut case = recorded();
    case.0.now.today = date(2026, 11, 10);
    case.is_closed_to(Who::Lead, &confirm("0"));
    case.is_closed_to(Who::Lead, &dispute("0", OBJECTION));
}

#[test]
fn an_answer_names_one_of_the_contacts_that_wait_and_says_what_is_not_true() {
    let one = recorded();
    for (command, expected) in [
        (confirm("1"), vec![("contact", P::NotAChoice)]),
        (confirm("-1"), vec![("contact", P::NotAChoice)]),
        (confirm("第一次"), vec![("contact", P::NotAChoice)]),
        (dispute("0", ""), vec![("reason", P::Missing)]),
        (dispute("", "不对。"), vec![("reason", P::TooShort { min: 6 })]),
        (dispute("0", &long(1001)), vec![("reason", P::TooLong { max: 1000, over: 1 })]),
        (dispute("0", "\u{7}\u{ad}"), vec![("reason", P::Missing)]),
        (dispute("7", " "), vec![("contact", P::NotAChoice), ("reason", P::Missing)]),
    ] {
        one.finds(Who::Lead, &command, &expected);
    }
    let two = one.takes(Who::Clerk, Step::RecordContact);
    two.finds(Who::Lead, &confirm(""), &[("contact", P::Missing)]);
    let two = two.does(Who::Lead, &confirm("1"));
    assert_eq!(states(&two), [S::Awaited, S::Confirmed]);
    two.finds(Who::Lead, &dispute("1", OBJECTION), &[("contact", P::NotAChoice)]);
    let two = two.does(Who::Lead, &dispute("", OBJECTION));
    assert_eq!(states(&two), [S::Disputed, S::Confirmed]);
    two.is_closed_to(Who::Lead, &confirm("0"));
}

#[test]
fn only_the_lead_deputy_answers_also_when_the_reply_is_out_already() {
    recorded().is_for(&[Who::Lead], &confirm("0"));
    recorded().is_for(&[Who::Lead], &dispute("0", OBJECTION));
    // A second contact still waits when the reply is out.
    let answered = Case::handled().contacted().takes(Who::Clerk, Step::RecordContact).drafted();
    let answered = answered.takes(Who::Head, Step::Reply);
    assert_eq!(states(&answered), [S::Confirmed, S::Awaited]);
    for answer in [confirm("1"), dispute("1", OBJECTION)] {
        answered.is_for(&[Who::Lead], &answer);
    }
    assert_eq!(states(&answered.after(9)), [S::Confirmed, S::Stands]);
}

#[test]
fn that_a_contact_is_disputed_is_public_and_why_is_not() {
    let case = recorded().does(Who::Lead, &dispute("0", OBJECTION));
    for (who, expected) in [
        (None, None),
        (Some(Who::Outsider), None),
        (Some(Who::Administrator), None),
        (Some(Who::Lead), Some(OBJECTION)),
        (Some(Who::Clerk), Some(OBJECTION)),
        (Some(Who::Reviewer), Some(OBJECTION)),
        (Some(Who::Supervisor), Some(OBJECTION)),
    ] {
        let view = case.0.seen_by(who.map(Who::actor).as_ref(), Lang::Zh).expect("it is public");
        let seen = &view.handling.contacts[0];
        let objection = seen.minutes.as_ref().and_then(|minutes| minutes.objection.as_deref());
        assert_eq!((seen.state, objection), (S::Disputed, expected), "{who:?}");
    }
}
