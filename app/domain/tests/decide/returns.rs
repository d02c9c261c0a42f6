//! Units that give a paper back, units that are named instead, and papers about one matter.

use domain::county::clock::Limit;
use domain::parts::shares::{self, AssignForm, Part, ReturnDecisionForm, ReturnForm, ShareProblem};
use domain::proposal::command::{Command, LinkForm};
use domain::proposal::decide::LinkProblem;
use domain::proposal::workflow::{Stage, Step};
use ground::problem::Problem;
use ground::vocabulary::Lang;
use jiff::civil::date;

use crate::case::Case;
use crate::common::{UNIT_RETURN_REASON, UNITS, Who, assign, unit_return};

fn assigned() -> Case {
    Case::new().submitted().registered().assigned()
}

fn decision(unit: &str, replacement: &str) -> ReturnDecisionForm {
    let reason = "该路段确属水务部门管护。".into();
    ReturnDecisionForm { unit: unit.into(), replacement: replacement.into(), reason }
}

fn units(case: &Case) -> Vec<(u8, Part)> {
    let unit = |unit: i32| u8::try_from(unit).expect("a small number");
    case.0.proposal.shares.iter().map(|assignment| (unit(assignment.unit.0), assignment.part)).collect()
}

#[test]
fn a_return_is_asked_for_inside_the_limit_and_holds_the_paper_until_it_is_decided() {
    let asked = assigned().does(Who::Clerk, &Command::Share(shares::Command::AskReturn(unit_return())));
    assert_eq!((asked.stage(), asked.due()), (Stage::Assigned, Some((Limit::Reassignment, date(2026, 11, 9)))));
    asked.is_closed_to(Who::Head, &Command::Share(shares::Command::AskReturn(unit_return())));
    asked.is_closed_to(Who::Clerk, &Command::Share(shares::Command::Accept));
    assert_eq!(asked.clone().after(30).stage(), Stage::Assigned, "silence is no acceptance while a wish is pending");
    assert!(asked.timeline(None, Lang::Zh).concat().contains(UNIT_RETURN_REASON.trim_end_matches('。')));
}

#[test]
fn a_granted_return_names_another_unit_and_tells_the_days_lost() {
    let case = assigned().does(Who::Clerk, &Command::Share(shares::Command::AskReturn(unit_return()))).after(3);
    let case = case.does(Who::Reviewer, &Command::Share(shares::Command::Reassign(decision("1", "4"))));
    assert_eq!(units(&case), [(4, Part::Lead), (2, Part::Assisting)]);
    assert_eq!((case.stage(), case.due()), (Stage::Assigned, Some((Limit::Acceptance, date(2026, 11, 12)))));
    let view = case.0.seen_by(None, Lang::Zh).expect("it is public");
    let decided = view.returns[0].decision.as_ref().expect("it is decided");
    assert_eq!((decided.granted, decided.days, decided.replacement.as_deref()), (true, 3, Some("水务局")));
    assert!(case.timeline(None, Lang::Zh).concat().contains("已过3天"));
    // The deputy waits since the first hand-over, whoever handles it.
    let handled = case.takes(Who::OtherClerk, Step::Accept);
    assert_eq!(handled.due(), Some((Limit::Reply, date(2027, 2, 2))));
}

#[test]
fn the_lead_unit_s_return_may_be_handed_over_anew() {
    let case = assigned().does(Who::Head, &Command::Share(shares::Command::AskReturn(unit_return())));
    let case = case.does(Who::Government, &Command::Share(shares::Command::GrantReturn(decision("1", ""))));
    assert_eq!((case.stage(), units(&case)), (Stage::Registered, vec![]));
    assert_eq!(case.due().map(|(limit, _)| limit), Some(Limit::Reassignment));
    let plan = case.0.proposal.plan.as_ref().expect("the assisting unit stays proposed");
    assert_eq!(plan.assignments.len(), 1);
    let again = case.after(2).does(Who::Government, &Command::Assign(assign(&["2"])));
    let reply = again.0.proposal.reply_clock().map(|clock| clock.due);
    assert_eq!(reply, Some(date(2027, 2, 2)), "the first hand-over counts");
}

#[test]
fn a_refused_return_is_an_acceptance() {
    let case = assigned().does(Who::Clerk, &Command::Share(shares::Command::AskReturn(unit_return())));
    let case = case.does(Who::Reviewer, &Command::Share(shares::Command::RefuseReturn(decision("1", ""))));
    assert_eq!((case.stage(), case.accepted_by()), (Stage::Handling, vec![UNITS[0]]));
}

#[test]
fn an_assisting_unit_need_not_be_replaced() {
    let case =
        assigned().accepted().does(Who::AssistingClerk, &Command::Share(shares::Command::AskReturn(unit_return())));
    assert_eq!(case.stage(), Stage::Handling);
    let case = case.does(Who::Reviewer, &Command::Share(shares::Command::Reassign(decision("2", ""))));
    assert_eq!((case.stage(), units(&case)), (Stage::Handling, vec![(1, Part::Lead)]));
    assert_eq!(case.due().map(|(limit, _)| limit), Some(Limit::Reply));
}

#[test]
fn decisions_name_a_unit_that_asked_and_one_that_is_free() {
    let case = assigned();
    case.is_closed_to(Who::Reviewer, &Command::Share(shares::Command::Reassign(decision("1", "4"))));
    let case = case.does(Who::AssistingClerk, &Command::Share(shares::Command::AskReturn(unit_return())));
    case.is_closed_to(Who::Reviewer, &Command::Share(shares::Command::GrantReturn(decision("2", ""))));
    case.finds(
        Who::Reviewer,
        &Command::Share(shares::Command::Reassign(decision("1", "4"))),
        &[("unit", Problem::NotAChoice)],
    );
    let case = case.does(Who::Clerk, &Command::Share(shares::Command::AskReturn(unit_return())));
    case.finds(
        Who::Reviewer,
        &Command::Share(shares::Command::Reassign(decision("1", "2"))),
        &[("replacement", ShareProblem::Twice.into())],
    );
    case.finds(
        Who::Reviewer,
        &Command::Share(shares::Command::Reassign(decision("1", ""))),
        &[("replacement", Problem::Missing)],
    );
    case.finds(
        Who::Reviewer,
        &Command::Share(shares::Command::GrantReturn(decision("2", ""))),
        &[("unit", ShareProblem::NotTheLeadUnit.into())],
    );
    let own = ReturnForm { suggested: "2".into(), ..unit_return() };
    assigned().finds(
        Who::AssistingClerk,
        &Command::Share(shares::Command::AskReturn(own)),
        &[("suggested", ShareProblem::ItsOwnUnit.into())],
    );
}

#[test]
fn what_was_proposed_is_handed_over_when_nothing_else_is_named() {
    let case = Case::new().submitted().registered();
    let nothing = Command::Assign(AssignForm::default());
    case.finds(Who::Reviewer, &nothing, &[("lead", Problem::Missing)]);
    let separate = AssignForm { separate: vec!["4".into()], ..assign(&["2"]) };
    let case = case.does(Who::Reviewer, &Command::ProposeUnits(separate));
    assert!(!case.timeline(None, Lang::Zh).concat().contains("拟定"), "a plan is the offices' own");
    let case = case.does(Who::Reviewer, &nothing);
    assert_eq!(units(&case), [(1, Part::Lead), (2, Part::Assisting), (4, Part::Separate)]);
    let case = case.takes(Who::Clerk, Step::Accept);
    assert_eq!(case.stage(), Stage::Assigned, "the separate unit has yet to accept");
    assert_eq!(case.takes(Who::OtherClerk, Step::Accept).stage(), Stage::Handling);
}

#[test]
fn the_government_office_names_the_units_of_government_matters() {
    let form = AssignForm { to_government: true, ..AssignForm::default() };
    let case = Case::new().submitted().registered().does(Who::Reviewer, &Command::ProposeUnits(form));
    assert!(case.0.proposal.plan.as_ref().is_some_and(|plan| plan.to_government && plan.assignments.is_empty()));
    let case = case.does(Who::Government, &Command::ProposeUnits(assign(&[])));
    assert_eq!(units(&case.does(Who::Government, &Command::Assign(AssignForm::default()))), [(1, Part::Lead)]);
}

#[test]
fn papers_about_one_matter_are_linked_and_unlinked() {
    let case = Case::new().submitted().registered();
    let link = |number: &str| Command::Link(LinkForm { number: number.into() });
    case.finds(Who::Reviewer, &link(""), &[("number", Problem::Missing)]);
    case.finds(Who::Reviewer, &link("第九号"), &[("number", LinkProblem::NotANumber.into())]);
    case.finds(Who::Reviewer, &link("17-1-023"), &[("number", LinkProblem::ItsOwnNumber.into())]);
    case.finds(Who::Reviewer, &link("17-1-499"), &[("number", LinkProblem::NoSuchPaper.into())]);
    let number = case.0.similar().number.to_string();
    let linked = case.does(Who::Reviewer, &link(&number));
    linked.finds(Who::Reviewer, &link(&number), &[("number", LinkProblem::LinkedAlready.into())]);
    assert!(!linked.timeline(None, Lang::Zh).concat().contains(&number), "the other paper may not be public");
    let unlink = Command::Unlink(LinkForm { number });
    let unlinked = linked.does(Who::Reviewer, &unlink);
    assert!(unlinked.0.proposal.links.is_empty());
    unlinked.is_closed_to(Who::Reviewer, &unlink);
}
