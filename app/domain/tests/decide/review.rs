//! From the draft to the hand-over and its acceptance.

use domain::county::clock::Limit;
use domain::county::number::Series;
use domain::county::people::{Actor, BodyId, Role};
use domain::parts::shares;
use domain::parts::shares::{AssignForm, ShareProblem};
use domain::proposal::command::{Command, DeclineForm, Mark, RegisterForm, ReplyClass};
use domain::proposal::draft::Draft;
use domain::proposal::event::Event;
use domain::proposal::workflow::{Stage, Step};
use ground::problem::Problem as P;
use ground::vocabulary::Lang;
use jiff::civil::date;

use crate::case::{Case, long};
use crate::common::{UNITS, Who, assign, decline, draft, reason, register_until, unit_return};

#[test]
fn each_step_is_open_to_its_people_and_to_nobody_else() {
    use Who::{AssistingClerk, Clerk, Government, Head, Lead, Reviewer, SecondReviewer};
    let check = |case: &Case, step: Step, people: &[Who]| {
        case.is_for(people, &case.0.good(step, 1).expect("a step that people take"));
    };
    let office = [Reviewer, SecondReviewer];
    check(&Case::new(), Step::Submit, &[Lead]);
    for step in [Step::SendBack, Step::Decline, Step::Register] {
        check(&Case::new().submitted(), step, &office);
        check(&Case::new().submitted().refusal_proposed(), step, &[]);
    }
    check(&Case::new().submitted().takes(Reviewer, Step::SendBack), Step::Submit, &[Lead]);
    check(&Case::new().submitted().refusal_proposed(), Step::ConfirmDecline, &[SecondReviewer]);
    check(&Case::new().submitted().refusal_proposed(), Step::DropDecline, &office);
    check(&Case::new().submitted().registered(), Step::Assign, &[Reviewer, SecondReviewer, Government]);
    check(&Case::new().submitted().registered().assigned(), Step::Accept, &[Clerk, Head, AssistingClerk]);
    check(&Case::handled(), Step::Accept, &[AssistingClerk]);
    check(&Case::handled(), Step::RecordContact, &[Clerk, Head]);
    check(&Case::handled(), Step::Reply, &[]);
    check(&Case::handled().contacted().drafted(), Step::Reply, &[Head]);
    check(&Case::answered(), Step::Rate, &[Lead]);
    for step in [Step::GrantSecondRound, Step::RefuseSecondRound] {
        check(&Case::answered(), step, &[]);
        check(&Case::unsatisfied(), step, &office);
    }
    check(&Case::unsatisfied(), Step::Rate, &[]);
}

#[test]
fn each_reader_sees_a_paper_from_their_stage_on() {
    use Who::{AssistingClerk, Clerk, Government, Head, Lead, Reviewer, SecondReviewer, Supervisor};
    let check = |case: &Case, readers: &[Who]| {
        let sees = |who: &Who| case.0.seen_by(Some(&who.actor()), Lang::Zh).is_some();
        let seeing: Vec<_> = Who::ALL.into_iter().filter(sees).collect();
        assert_eq!(seeing, readers, "{:?}", case.stage());
    };
    let office = [Lead, Reviewer, SecondReviewer];
    check(&Case::new(), &[Lead]);
    check(&Case::new().submitted(), &office);
    check(&Case::new().submitted().takes(Reviewer, Step::SendBack), &office);
    check(&Case::new().submitted().refusal_proposed().takes(SecondReviewer, Step::ConfirmDecline), &office);
    let closed = Case::new().submitted().does(Reviewer, &Command::Register(register_until("closed", date(2028, 6, 1))));
    check(&closed, &[Lead, Reviewer, SecondReviewer, Government, Supervisor]);
    let units = [Lead, Reviewer, SecondReviewer, Government, Clerk, Head, AssistingClerk, Supervisor];
    check(&closed.assigned(), &units);
    check(&Case::new().submitted().registered(), &Who::ALL);
}

#[test]
fn a_paper_goes_from_draft_to_closed_and_its_clocks_run() {
    let case = Case::new();
    let check = |case: Case, stage, clock| {
        assert_eq!((case.stage(), case.due()), (stage, clock));
        case
    };
    let case = check(case, Stage::Draft, None).submitted();
    let case = check(case, Stage::Submitted, Some((Limit::Review, date(2026, 11, 9)))).registered();
    let case = check(case, Stage::Registered, Some((Limit::HandOver, date(2026, 12, 2)))).assigned();
    let case = check(case, Stage::Assigned, Some((Limit::Acceptance, date(2026, 11, 9)))).accepted();
    let case = check(case, Stage::Handling, Some((Limit::Reply, date(2027, 2, 2)))).contacted().replied(ReplyClass::A);
    let case = check(case, Stage::Replied, Some((Limit::Rating, date(2026, 11, 30))));
    check(case.rated(Mark::Satisfied, Mark::Basically), Stage::Closed, None);
}

#[test]
fn a_text_is_handed_in_only_when_every_field_is_right() {
    let check = |edit: fn(&mut Draft), expected: &[(&str, P)]| {
        let mut case = Case::new();
        edit(&mut case.0.proposal.draft);
        case.finds(Who::Lead, &Command::Submit, expected);
    };
    check(|draft| draft.title = " 路太窄 ".into(), &[("title", P::TooShort { min: 6 })]);
    check(|draft| draft.title = long(61), &[("title", P::TooLong { max: 60, over: 1 })]);
    check(
        |draft| draft.title = "\u{200b}\u{3164}\u{200b}\u{3164}\u{200b}\u{3164}\u{200b}\u{3164}".into(),
        &[("title", P::Missing)],
    );
    check(|draft| draft.problem = "路窄。".into(), &[("problem", P::TooShort { min: 20 })]);
    check(|draft| draft.analysis = long(4003), &[("analysis", P::TooLong { max: 4000, over: 3 })]);
    check(|draft| draft.asks = vec![" ".into(); 3], &[("asks.0", P::Missing)]);
    check(|draft| draft.asks[1] = "修路。".into(), &[("asks.1", P::TooShort { min: 6 })]);
    check(|draft| draft.asks[0] = long(501), &[("asks.0", P::TooLong { max: 500, over: 1 })]);
    check(|paper| paper.asks = draft(11).asks, &[("asks.0", P::TooMany { max: 10 })]);
    check(|draft| draft.topic = "moon".into(), &[("topic", P::NotAChoice)]);
    check(|draft| draft.township = "99".into(), &[("township", P::NotAChoice)]);
    check(|draft| draft.disclosure = "公开".into(), &[("disclosure", P::NotAChoice)]);
    check(|draft| draft.no_self_interest = false, &[("no_self_interest", P::NotConfirmed)]);
    let texts = ["title", "problem", "analysis", "asks.0", "topic", "disclosure"].map(|field| (field, P::Missing));
    check(|draft| *draft = Draft::default(), &[&texts[..], &[("no_self_interest", P::NotConfirmed)]].concat());
}

#[test]
fn a_returned_paper_says_why_until_it_is_handed_in_again() {
    let case = Case::new().submitted();
    case.finds(Who::Reviewer, &Command::SendBack(reason("")), &[("reason", P::Missing)]);
    case.finds(Who::Reviewer, &Command::SendBack(reason("不行")), &[("reason", P::TooShort { min: 6 })]);
    let mut case = case.takes(Who::Reviewer, Step::SendBack);
    assert_eq!((case.stage(), case.0.proposal.sent_back_for.is_some(), case.due()), (Stage::SentBack, true, None));
    case.0.proposal.draft = draft(3);
    let case = case.after(2).submitted();
    let view = case.clone().after(1).registered().after(1).assigned().0.seen_by(None, Lang::Zh).expect("it is public");
    let days = [4, 5, 6].map(|day| Some(date(2026, 11, day)));
    assert_eq!([view.submitted_on, view.registered_on, view.handed_over_on], days);
    assert_eq!(case.0.proposal.sent_back_for, None);
    assert_eq!(case.0.proposal.submission.map(|submission| submission.asks.len()), Some(3));
}

#[test]
fn a_refusal_needs_a_ground_an_explanation_and_a_second_person() {
    let case = Case::new().submitted();
    let both = [("ground", P::Missing), ("explanation", P::Missing)];
    case.finds(Who::Reviewer, &Command::Decline(DeclineForm::default()), &both);
    let form = DeclineForm { ground: "dislike".into(), explanation: long(1001), as_letter: false };
    let both = [("ground", P::NotAChoice), ("explanation", P::TooLong { max: 1000, over: 1 })];
    case.finds(Who::Reviewer, &Command::Decline(form), &both);
    let case = case.refusal_proposed();
    case.is_closed_to(Who::Reviewer, &Command::ConfirmDecline);
    assert_eq!(case.clone().takes(Who::SecondReviewer, Step::ConfirmDecline).stage(), Stage::Declined);
    // Dropped by either; whoever proposes it anew, the other confirms.
    let case = case.takes(Who::Reviewer, Step::DropDecline).takes(Who::SecondReviewer, Step::Decline);
    case.is_closed_to(Who::SecondReviewer, &Command::ConfirmDecline);
    assert_eq!(case.takes(Who::Reviewer, Step::ConfirmDecline).stage(), Stage::Declined);
}

#[test]
fn a_proposed_refusal_is_the_offices_own_until_it_is_confirmed() {
    let case = Case::new().submitted();
    let lead = Who::Lead.actor();
    let view = |case: &Case| case.0.seen_by(Some(&lead), Lang::Zh).expect("it is the lead deputy's");
    let before = view(&case);
    let case = case.does(Who::Reviewer, &Command::Decline(decline()));
    let after = view(&case);
    assert_eq!(after.status, before.status);
    assert_eq!(after, before);
    let case = case.takes(Who::SecondReviewer, Step::ConfirmDecline);
    assert!(view(&case).inside.is_some_and(|inside| inside.decline.is_some()), "the lead deputy may read why");
}

#[test]
fn registration_settles_what_the_public_sees_and_which_clock_runs() {
    let case = Case::new().submitted();
    let form = RegisterForm { township: "-1".into(), disclosure: "secret".into(), ..RegisterForm::default() };
    let all = [("topic", P::Missing), ("township", P::NotAChoice), ("disclosure", P::NotAChoice)];
    case.finds(Who::Reviewer, &Command::Register(form), &all);
    let closed = case.clone().does(Who::Reviewer, &Command::Register(register_until("closed", date(2028, 6, 1))));
    assert!(closed.0.seen_by(None, Lang::Zh).is_none());
    assert!(closed.0.seen_by(Some(&Who::Supervisor.actor()), Lang::Zh).is_some());
    // Between sessions, the review's clock goes on.
    let (mut interim, review) = (case.clone(), case.due());
    interim.0.number.cohort.series = Series::Interim(2026);
    let interim = interim.after(2).registered();
    assert_eq!(interim.due(), review);
    assert_eq!(interim.0.proposal.number.map(|number| number.to_string()).as_deref(), Some("17-闭-2026-023"));
}

#[test]
fn a_paper_is_handed_to_known_units_each_once() {
    let case = Case::new().submitted().registered();
    let check = |lead: &str, assisting: &[&str], expected: &[(&str, P)]| {
        let form = AssignForm { lead: lead.into(), ..assign(assisting) };
        case.finds(Who::Government, &Command::Assign(form), expected);
    };
    check("", &[], &[("lead", P::Missing)]);
    check(
        "99",
        &["x", "", "98"],
        &[("lead", P::NotAChoice), ("assisting.0", P::NotAChoice), ("assisting.2", P::NotAChoice)],
    );
    check("1", &["2", "1"], &[("assisting.1", ShareProblem::Twice.into())]);
    check("1", &["", "2", "3", "02"], &[("assisting.3", ShareProblem::Twice.into())]);
    // Rows left blank do not count, nine units do.
    let twice = (1..9).map(|n| (format!("assisting.{n}"), P::from(ShareProblem::Twice))).collect::<Vec<_>>();
    let mut expected: Vec<_> = twice.iter().map(|(field, problem)| (field.as_str(), problem.clone())).collect();
    expected.push(("assisting.0", P::TooMany { max: 8 }));
    check("1", &["3"; 9], &expected);
}

#[test]
fn handling_begins_when_the_lead_unit_accepts_or_the_days_for_it_are_over() {
    let case = Case::new().submitted().registered().assigned();
    let assisted = case.clone().takes(Who::AssistingClerk, Step::Accept);
    assert_eq!(assisted.stage(), Stage::Assigned, "the assisting unit alone begins nothing");
    assert_eq!(case.clone().after(7).stage(), Stage::Assigned);
    let lapsed = case.clone().after(8);
    assert_eq!((lapsed.stage(), lapsed.accepted_by()), (Stage::Handling, UNITS[..2].to_vec()), "silence is acceptance");
    assert_eq!(lapsed.due(), Some((Limit::Reply, date(2027, 2, 2))), "the reply is due from the hand-over");
    lapsed.is_closed_to(Who::AssistingClerk, &Command::Share(shares::Command::Accept));
    lapsed.is_closed_to(Who::Clerk, &Command::Share(shares::Command::AskReturn(unit_return())));
    let begun = case.takes(Who::Clerk, Step::Accept);
    let late = begun.clone().takes(Who::AssistingClerk, Step::Accept);
    assert_eq!((late.stage(), late.accepted_by()), (Stage::Handling, UNITS[..2].to_vec()));
    late.is_closed_to(Who::AssistingClerk, &Command::Share(shares::Command::Accept));
    assert_eq!(begun.after(8).accepted_by(), UNITS[..2].to_vec(), "the assisting unit's silence too");
}

#[test]
fn a_clerk_of_several_units_accepts_for_the_unit_that_the_log_names() {
    let check = |units: [BodyId; 2], days| {
        let roles = units.map(Role::UnitClerk).to_vec();
        let clerk = Actor { roles, ..Who::Clerk.actor() };
        let case = Case::new().submitted().registered();
        let mut case = case.does(Who::Government, &Command::Assign(assign(&["2", "3"]))).after(days);
        while case.0.proposal.open_steps(&clerk, case.0.now.today).contains(&Step::Accept) {
            assert_eq!(case.0.act(&clerk, &Command::Share(shares::Command::Accept)), Ok(()));
        }
        for record in &case.0.log {
            let Event::Share(shares::Event::Accepted { unit }) = record.event else { continue };
            assert_eq!(record.by.unit, Some(unit), "{units:?} after {days} days as {:?}", record.by.relation);
        }
    };
    let [lead, assisting, another, ..] = UNITS;
    check([lead, assisting], 0);
    check([assisting, lead], 0);
    check([assisting, another], 0);
    check([lead, assisting], 8);
}
