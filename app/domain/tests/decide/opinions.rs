//! Opinions of assisting units: given, bettered, sent back, chased, and how long the reply waits for them.

use domain::county::clock::Limit;
use domain::parts::shares;
use domain::parts::shares::{ChaseOpinionForm, OpinionForm, OpinionProblem, SendBackOpinionForm};
use domain::proposal::command::{Command, Mark, ReplyClass as Class};
use domain::proposal::replies::ReplyBlock as B;
use domain::proposal::workflow::Step;
use ground::problem::Problem as P;
use ground::vocabulary::Lang;
use jiff::civil::date;

use crate::case::{Case, long};
use crate::common::{OPINION, OPINION_REASON, Who, assign};

/// Handled, with units that assist; the first of them has accepted.
fn assisted(assisting: &[&str]) -> Case {
    let case = Case::new().submitted().registered().does(Who::Government, &Command::Assign(assign(assisting)));
    let case = case.accepted().takes(Who::AssistingClerk, Step::Accept);
    if assisting.contains(&"4") { case.takes(Who::OtherClerk, Step::Accept) } else { case }
}

fn says(answers: &[&str]) -> Command {
    Command::Share(shares::Command::SendOpinion(OpinionForm {
        answers: answers.iter().map(ToString::to_string).collect(),
    }))
}

fn chase(unit: &str) -> Command {
    Command::Share(shares::Command::ChaseOpinion(ChaseOpinionForm { unit: unit.into() }))
}

fn send_back(unit: &str, reason: &str) -> Command {
    Command::Share(shares::Command::SendBackOpinion(SendBackOpinionForm { unit: unit.into(), reason: reason.into() }))
}

/// What the assisting unit says, where it counts.
fn counted(case: &Case) -> Option<Vec<Option<String>>> {
    let opinion = case.0.proposal.shares[1].opinion()?;
    Some(opinion.answers.iter().map(|answer| answer.as_ref().map(ToString::to_string)).collect())
}

fn is_awaited(case: &Case) -> bool {
    case.blocks(Who::Head).iter().any(|block| matches!(block, B::OpinionMissing { .. }))
}

#[test]
fn an_opinion_says_something_to_at_least_one_ask() {
    let case = assisted(&["2"]);
    for (answers, expected) in [
        (vec![], vec![("answers.0", P::Missing)]),
        (vec![" ", "\r\n"], vec![("answers.0", P::Missing)]),
        (vec!["", "", "写在第三项请求上的意见。"], vec![("answers.0", P::Missing)]),
        (vec!["同意。"], vec![("answers.0", P::TooShort { min: 6 })]),
        (vec!["", "同意。"], vec![("answers.1", P::TooShort { min: 6 })]),
        (vec![OPINION, "同意\u{7}\u{200b}\u{200b}\u{200b}。"], vec![("answers.1", P::TooShort { min: 6 })]),
        (
            vec![&long(2001), "同意。"],
            vec![("answers.0", P::TooLong { max: 2000, over: 1 }), ("answers.1", P::TooShort { min: 6 })],
        ),
    ] {
        case.finds(Who::AssistingClerk, &says(&answers), &expected);
    }
    let said = |text: &str| Some(text.to_owned());
    for (answers, expected) in [
        (vec![OPINION], [said(OPINION), None]),
        (vec![" ", OPINION], [None, said(OPINION)]),
        (vec![OPINION, " 第二段另行安排。 ", "写在第三项请求上的意见。"], [said(OPINION), said("第二段另行安排。")]),
    ] {
        let case = case.clone().does(Who::AssistingClerk, &says(&answers));
        assert_eq!(counted(&case), Some(expected.to_vec()), "{answers:?}");
    }
}

#[test]
fn an_opinion_is_given_by_a_unit_that_assists_and_has_accepted() {
    let case = Case::handled();
    case.is_closed_to(Who::AssistingClerk, &says(&[OPINION]));
    case.after(8).is_for(&[Who::AssistingClerk], &says(&[OPINION]));
    assisted(&["2"]).is_for(&[Who::AssistingClerk], &says(&[OPINION]));
    assisted(&["2", "4"]).is_for(&[Who::AssistingClerk, Who::OtherClerk, Who::OtherHead], &says(&[OPINION]));
}

#[test]
fn an_opinion_may_be_bettered_until_the_reply_is_out() {
    let case = assisted(&["2"]).does(Who::AssistingClerk, &says(&[OPINION])).after(2);
    let case = case.does(Who::AssistingClerk, &says(&["", "第二段资金明年安排。"]));
    assert_eq!(counted(&case), Some(vec![None, Some("第二段资金明年安排。".into())]), "the last one counts");
    let days: Vec<_> = case.0.proposal.shares[1].opinions.iter().map(|opinion| opinion.on).collect();
    assert_eq!(days, [date(2026, 11, 2), date(2026, 11, 4)]);
    let answered = case.contacted().replied(Class::A);
    answered.is_closed_to(Who::AssistingClerk, &says(&[OPINION]));
    // A second round may change it, and one that is sent back then can be given anew.
    let again = answered.rated(Mark::Unsatisfied, Mark::Unsatisfied).granted();
    again.clone().does(Who::AssistingClerk, &says(&[OPINION]));
    again.takes(Who::Clerk, Step::SendBackOpinion).does(Who::AssistingClerk, &says(&[OPINION]));
}

#[test]
fn an_opinion_that_says_nothing_is_sent_back_and_given_anew() {
    let case = assisted(&["2", "4"]);
    case.is_closed_to(Who::Clerk, &send_back("2", OPINION_REASON));
    let case = case.does(Who::AssistingClerk, &says(&[OPINION]));
    case.is_for(&[Who::Clerk, Who::Head], &send_back("2", OPINION_REASON));
    for (command, expected) in [
        (send_back("4", OPINION_REASON), vec![("unit", P::NotAChoice)]),
        (send_back("1", OPINION_REASON), vec![("unit", P::NotAChoice)]),
        (send_back("财政局", OPINION_REASON), vec![("unit", P::NotAChoice)]),
        (send_back("2", ""), vec![("reason", P::Missing)]),
        (send_back("", "太少。"), vec![("reason", P::TooShort { min: 6 })]),
        (send_back("3", &long(1001)), vec![("unit", P::NotAChoice), ("reason", P::TooLong { max: 1000, over: 1 })]),
    ] {
        case.finds(Who::Clerk, &command, &expected);
    }
    let both = case.clone().does(Who::OtherClerk, &says(&[OPINION]));
    both.finds(Who::Clerk, &send_back("", OPINION_REASON), &[("unit", P::Missing)]);

    let case = case.does(Who::Clerk, &send_back("", OPINION_REASON));
    assert_eq!(counted(&case), None);
    case.is_closed_to(Who::Clerk, &send_back("2", OPINION_REASON));
    let case = case.does(Who::AssistingClerk, &says(&["第一段安排资金六十万元。"]));
    let reasons: Vec<_> = (case.0.proposal.shares[1].opinions.iter())
        .map(|opinion| opinion.sent_back.as_ref().map(ToString::to_string))
        .collect();
    assert_eq!(reasons, [Some(OPINION_REASON.to_owned()), None]);
    assert_eq!(counted(&case).map(|answers| answers.len()), Some(2));
}

#[test]
fn an_opinion_is_chased_once_in_three_days() {
    let case = assisted(&["2", "4"]);
    case.is_for(&[Who::Clerk, Who::Head], &chase("2"));
    case.finds(Who::Clerk, &chase(""), &[("unit", P::Missing)]);
    for unit in ["1", "3", "财政局"] {
        case.finds(Who::Clerk, &chase(unit), &[("unit", P::NotAChoice)]);
    }
    let case = case.does(Who::Clerk, &chase("2"));
    case.finds(Who::Head, &chase("2"), &[("unit", OpinionProblem::ChasedLately { days: 3 }.into())]);
    // The other unit is the only one left.
    let case = case.does(Who::Head, &chase(""));
    let chased: Vec<_> = case.0.proposal.shares.iter().map(|share| share.chased.clone()).collect();
    assert_eq!(chased, [vec![], vec![date(2026, 11, 2)], vec![date(2026, 11, 2)]]);
    for (days, is_open) in [(0, false), (1, false), (2, false), (3, true), (60, true)] {
        assert_eq!(case.clone().after(days).is_open_to(Who::Clerk, Step::ChaseOpinion), is_open, "after {days} days");
    }
    let case = case.after(3).does(Who::AssistingClerk, &says(&[OPINION]));
    case.finds(Who::Clerk, &chase("2"), &[("unit", P::NotAChoice)]);
    let case = case.does(Who::OtherClerk, &says(&[OPINION]));
    case.is_closed_to(Who::Clerk, &chase("4"));
}

#[test]
fn the_reply_waits_for_an_opinion_until_it_is_there_or_is_late_and_was_chased() {
    let due = assisted(&["2"]).0.proposal.shares[1].opinion_by.as_ref().map(|clock| (clock.limit, clock.due));
    assert_eq!(due, Some((Limit::Opinion, date(2026, 12, 2))));
    let fresh = || assisted(&["2"]);
    let chased = |case: Case| case.does(Who::Clerk, &chase("2"));
    let given = |case: Case| case.does(Who::AssistingClerk, &says(&[OPINION]));
    let returned = |case: Case| given(case).does(Who::Clerk, &send_back("2", OPINION_REASON));
    for (what, case, waits) in [
        ("nothing yet", fresh(), true),
        ("given", given(fresh()), false),
        ("given and sent back", returned(fresh()), true),
        ("given again", given(returned(fresh())), false),
        ("the last day", fresh().after(30), true),
        ("the last day, chased", chased(fresh().after(30)), true),
        ("late", fresh().after(31), true),
        ("late and chased", chased(fresh().after(31)), false),
        ("chased, then late", chased(fresh()).after(31), false),
        ("late and sent back", returned(fresh().after(31)), true),
        ("late, sent back and chased", chased(returned(fresh().after(31))), false),
        ("late and given", given(fresh().after(31)), false),
    ] {
        assert_eq!(is_awaited(&case), waits, "{what}");
        let case = case.contacted().takes(Who::Clerk, Step::DraftReply);
        assert_eq!(case.is_open_to(Who::Head, Step::Reply), !waits, "{what}");
    }
}

#[test]
fn each_assisting_unit_is_waited_for_by_its_name() {
    let missing = |name: &str, name_en: &str| B::OpinionMissing { name: name.into(), name_en: name_en.into() };
    let (finance, water) = (missing("财政局", "Finance Bureau"), missing("水务局", "Water Bureau"));
    let case = assisted(&["2", "4"]).contacted().takes(Who::Clerk, Step::DraftReply);
    assert_eq!(case.blocks(Who::Head), [finance, water.clone()]);
    let case = case.does(Who::AssistingClerk, &says(&[OPINION]));
    assert_eq!(case.blocks(Who::Head), [water]);
    assert_eq!(case.does(Who::OtherHead, &says(&[OPINION])).blocks(Who::Head), []);
}

#[test]
fn a_second_reply_waits_for_no_opinion() {
    let case = assisted(&["2"]).contacted().after(31).does(Who::Clerk, &chase("2")).takes(Who::Clerk, Step::DraftReply);
    let case = case.takes(Who::Head, Step::Reply).rated(Mark::Unsatisfied, Mark::Unsatisfied).granted().contacted();
    assert_eq!(counted(&case), None);
    assert_eq!(case.blocks(Who::Head), [B::NotDrafted]);
}

#[test]
fn opinions_are_for_units_and_offices() {
    let case = assisted(&["2"]).does(Who::AssistingClerk, &says(&[OPINION]));
    let readers = [Who::Reviewer, Who::SecondReviewer, Who::Government, Who::Clerk, Who::Head, Who::AssistingClerk];
    for who in Who::ALL {
        let view = case.0.seen_by(Some(&who.actor()), Lang::Zh).expect("it is public");
        assert_eq!(!view.handling.opinions.is_empty(), readers.contains(&who), "{who:?}");
    }
}
