//! Key proposals: nominated on criteria, named by the chairs' meeting, reported on until the final report.

use domain::proposal::command::{Command, Mark, ReplyClass as Class};
use domain::proposal::key::{Criterion, KeyForm, NominateForm, ReportForm};
use domain::proposal::workflow::{Stage, Step};
use ground::problem::Problem as P;
use ground::vocabulary::Lang;
use jiff::civil::date;

use crate::case::{Case, long};
use crate::common::{NOMINATION, Who};

const OFFICE: [Who; 2] = [Who::Reviewer, Who::SecondReviewer];
const REPORT: &str = "路基已经完成三公里，下月开始铺设路面，年底前全线通车。";

fn nominate(criteria: &[&str], reason: &str) -> Command {
    let criteria = criteria.iter().map(ToString::to_string).collect();
    Command::Nominate(NominateForm { criteria, reason: reason.into() })
}

fn key_form(case: &Case) -> KeyForm {
    match case.0.good(Step::NameKey, 1) {
        Some(Command::NameKey(form)) => form,
        other => panic!("{other:?} names no key proposal"),
    }
}

fn report(text: &str) -> Command {
    Command::ReportProgress(ReportForm { text: text.into() })
}

fn final_report(text: &str) -> Command {
    Command::FinalReport(ReportForm { text: text.into() })
}

fn nominated(case: Case) -> Case {
    case.does(Who::Reviewer, &nominate(&["widespread", "joint"], NOMINATION))
}

fn named(case: Case) -> Case {
    nominated(case).takes(Who::SecondReviewer, Step::NameKey)
}

fn registered() -> Case {
    Case::new().submitted().registered()
}

#[test]
fn a_nomination_names_criteria_of_the_list_and_a_reason() {
    let case = registered();
    for (criteria, reason, expected) in [
        (&[][..], NOMINATION, vec![("criteria.0", P::Missing)]),
        (&["", " "], NOMINATION, vec![("criteria.0", P::Missing)]),
        (&["important"], NOMINATION, vec![("criteria.0", P::NotAChoice)]),
        (
            &["", "joint", "Joint", "群众反映集中"],
            NOMINATION,
            vec![("criteria.2", P::NotAChoice), ("criteria.3", P::NotAChoice)],
        ),
        (&["joint"], "", vec![("reason", P::Missing)]),
        (&["joint"], "重要。", vec![("reason", P::TooShort { min: 6 })]),
        (&["joint"], &long(1001), vec![("reason", P::TooLong { max: 1000, over: 1 })]),
        (&[], " ", vec![("criteria.0", P::Missing), ("reason", P::Missing)]),
    ] {
        case.finds(Who::Reviewer, &nominate(criteria, reason), &expected);
    }
    let case = case.does(Who::Reviewer, &nominate(&["", "joint", "widespread", "joint"], NOMINATION));
    let nomination = case.0.proposal.nomination.as_ref().expect("it is nominated");
    assert_eq!(nomination.criteria, [Criterion::Joint, Criterion::Widespread], "each once");
    assert_eq!((nomination.on, nomination.reason.as_str()), (date(2026, 11, 2), NOMINATION));
}

#[test]
fn the_office_nominates_what_is_not_ended_and_each_paper_once() {
    let good = nominate(&["joint"], NOMINATION);
    for (case, stage, is_open) in [
        (Case::new(), Stage::Draft, false),
        (Case::new().submitted(), Stage::Submitted, false),
        (registered(), Stage::Registered, true),
        (registered().assigned(), Stage::Assigned, true),
        (Case::handled(), Stage::Handling, true),
        (Case::answered(), Stage::Replied, true),
        (Case::unsatisfied().granted(), Stage::ReHandling, true),
        (Case::answered().rated(Mark::Satisfied, Mark::Satisfied), Stage::Closed, false),
        (Case::unsatisfied().takes(Who::Reviewer, Step::RefuseSecondRound), Stage::ClosedUnsatisfied, false),
    ] {
        assert_eq!(case.stage(), stage);
        case.is_for(if is_open { &OFFICE } else { &[] }, &good);
    }
    let case = nominated(registered());
    case.is_for(&[], &good);
    case.is_for(&OFFICE, &Command::DropNomination);
    case.is_for(&OFFICE, &Command::NameKey(key_form(&case)));
    let dropped = case.clone().does(Who::SecondReviewer, &Command::DropNomination);
    assert_eq!(dropped.0.proposal.nomination, None);
    dropped.is_closed_to(Who::Reviewer, &Command::DropNomination);
    dropped.is_closed_to(Who::Reviewer, &Command::NameKey(key_form(&case)));
    dropped.is_for(&OFFICE, &good);
    // A nomination is the offices' own.
    for (who, sees) in [(None, false), (Some(Who::Lead), false), (Some(Who::Supervisor), false)]
        .into_iter()
        .chain([Who::Reviewer, Who::SecondReviewer, Who::Government].map(|who| (Some(who), true)))
    {
        let view = case.0.seen_by(who.map(Who::actor).as_ref(), Lang::Zh).expect("it is public");
        assert_eq!(view.handling.nomination.is_some(), sees, "{who:?}");
    }
}

#[test]
fn the_chairs_meeting_names_minutes_a_day_and_two_leaders() {
    let case = nominated(registered());
    let check = |edit: fn(&mut KeyForm), expected: &[(&str, P)]| {
        let mut form = key_form(&case);
        edit(&mut form);
        case.finds(Who::Reviewer, &Command::NameKey(form), expected);
    };
    check(|form| form.minutes = "9号".into(), &[("minutes", P::TooShort { min: 4 })]);
    check(|form| form.minutes = long(61), &[("minutes", P::TooLong { max: 60, over: 1 })]);
    check(|form| form.minutes = "\u{200b}\u{3164}".into(), &[("minutes", P::Missing)]);
    check(|form| form.on = "2026-11-03".into(), &[("on", P::InTheFuture)]);
    check(|form| form.on = "十一月".into(), &[("on", P::NotADate)]);
    check(|form| form.supervisor = " ".into(), &[("supervisor", P::Missing)]);
    check(|form| form.supervisor_title = long(61), &[("supervisor_title", P::TooLong { max: 60, over: 1 })]);
    check(|form| form.sponsor = "\t\u{b}\u{feff}".into(), &[("sponsor", P::Missing)]);
    check(|form| form.sponsor_title.clear(), &[("sponsor_title", P::Missing)]);
    let all = ["minutes", "on", "supervisor", "supervisor_title", "sponsor", "sponsor_title"];
    check(|form| *form = KeyForm::default(), &all.map(|field| (field, P::Missing)));

    let case = case.takes(Who::Reviewer, Step::NameKey);
    let key = case.0.proposal.key.as_ref().expect("it is one");
    assert_eq!((key.supervisor.as_str(), key.sponsor.as_str()), ("郭岚", "蒋波"));
    assert_eq!(key.criteria, [Criterion::Widespread, Criterion::Joint], "what it was nominated for");
    assert_eq!((key.decided_on, &case.0.proposal.nomination), (Some(date(2026, 11, 2)), &None));
    for command in [nominate(&["joint"], NOMINATION), Command::DropNomination, Command::NameKey(key_form(&case))] {
        case.is_closed_to(Who::Reviewer, &command);
    }
    let view = case.0.seen_by(None, Lang::Zh).expect("it is public");
    assert_eq!(view.key.map(|key| key.sponsor_title).as_deref(), Some("副县长"));
}

#[test]
fn progress_is_reported_by_the_lead_unit_and_the_supervisor() {
    let people = [Who::Clerk, Who::Head, Who::Supervisor];
    let assigned = || registered().assigned();
    for (case, is_open) in [
        (named(registered()), false),
        (named(assigned()), true),
        (named(assigned()).accepted(), true),
        (named(Case::answered()), true),
        (named(Case::unsatisfied().granted()), true),
        (named(Case::answered()).rated(Mark::Satisfied, Mark::Satisfied), false),
        (nominated(assigned()), false),
        (assigned(), false),
    ] {
        case.is_for(if is_open { &people } else { &[] }, &report(REPORT));
    }
    let case = named(Case::handled());
    for (text, problem) in [
        ("", P::Missing),
        ("路基已经完成。", P::TooShort { min: 20 }),
        (&long(4001), P::TooLong { max: 4000, over: 1 }),
        ("\u{2066}\u{0}\u{2069}", P::Missing),
    ] {
        case.finds(Who::Clerk, &report(text), &[("text", problem)]);
    }
    let case = case.does(Who::Clerk, &report(REPORT)).after(9).does(Who::Supervisor, &report(&long(20)));
    let view = case.0.seen_by(None, Lang::Zh).expect("it is public");
    let reports = view.key.expect("it is one").reports;
    let reports: Vec<_> = reports.iter().map(|one| (one.on, one.text.as_str(), one.is_final)).collect();
    assert_eq!(reports, [(date(2026, 11, 2), REPORT, false), (date(2026, 11, 11), &long(20), false)]);
}

#[test]
fn the_head_of_the_lead_unit_ends_the_reports() {
    let tracked = Case::handled().contacted().replied(Class::B);
    for (case, is_open) in [
        (named(Case::handled()), false),
        (named(Case::unsatisfied().granted()), false),
        (named(tracked.clone()), true),
        (named(tracked.clone()).rated(Mark::Satisfied, Mark::Satisfied), true),
        (named(Case::answered()).rated(Mark::Satisfied, Mark::Satisfied), true),
        (named(Case::unsatisfied()).takes(Who::Reviewer, Step::RefuseSecondRound), true),
        (tracked, false),
    ] {
        case.is_for(if is_open { &[Who::Head] } else { &[] }, &final_report(REPORT));
    }
    let case = named(Case::answered()).does(Who::Clerk, &report(REPORT));
    case.finds(Who::Head, &final_report("已经完成。"), &[("text", P::TooShort { min: 20 })]);
    let case = case.does(Who::Head, &final_report(REPORT));
    let key = case.0.proposal.key.as_ref().expect("it is one");
    assert!(key.is_finished());
    case.is_closed_to(Who::Head, &final_report(REPORT));
    case.is_for(&[], &report(REPORT));
}
