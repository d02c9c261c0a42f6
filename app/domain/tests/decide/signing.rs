//! Co-signing: who signs which text, what an edit does to signatures, motions, and taking a paper back.

use domain::county::clock::Limit;
use domain::county::people::{Actor, PersonId, Role};
use domain::proposal::command::Command;
use domain::proposal::draft::Draft;
use domain::proposal::signing::{CoSignForm, InviteForm, SignState, SigningProblem};
use domain::proposal::workflow::{Relation, Stage, Step};
use ground::problem::Problem;
use ground::vocabulary::Lang;
use jiff::civil::date;

use crate::case::Case;
use crate::common::{ROSTER, Who, reason};

fn invite(who: &[Who]) -> Command {
    Command::Invite(InviteForm { invitees: who.iter().map(|who| who.actor().person.to_string()).collect() })
}

fn co_sign(case: &Case) -> Command {
    let fingerprint = case.0.proposal.frozen.last().map(|frozen| frozen.fingerprint.to_string()).unwrap_or_default();
    Command::CoSign(CoSignForm { fingerprint })
}

fn states(case: &Case) -> Vec<SignState> {
    case.0.proposal.signers.iter().map(|signer| signer.state).collect()
}

fn edited(mut case: Case, problem: &str) -> Case {
    case.0.proposal.draft.problem = problem.into();
    case
}

const OTHER_TEXT: &str = "青石镇通村公路宽不足三米，会车困难，雨季常有塌方和落石。";

/// Two are asked; one has signed.
fn half_signed() -> Case {
    let case = Case::new().does(Who::Lead, &invite(&[Who::OtherDeputy, Who::ThirdDeputy]));
    let sign = co_sign(&case);
    case.does(Who::OtherDeputy, &sign)
}

#[test]
fn an_invitee_confirms_the_very_text_that_was_frozen() {
    let case = Case::new().does(Who::Lead, &invite(&[Who::OtherDeputy]));
    assert_eq!((case.stage(), case.due()), (Stage::CoSigning, Some((Limit::CoSigning, date(2026, 11, 9)))));
    let view = case.0.seen_by(Some(&Who::OtherDeputy.actor()), Lang::Zh).expect("an invitee reads it");
    assert!(view.text.is_some_and(|text| text.problem.contains("不足四米")));
    let other = Command::CoSign(CoSignForm { fingerprint: "0".repeat(64) });
    case.finds(Who::OtherDeputy, &other, &[("fingerprint", SigningProblem::TextChanged.into())]);
    case.is_closed_to(Who::ThirdDeputy, &co_sign(&case));
    case.is_closed_to(Who::Lead, &co_sign(&case));
    let sign = co_sign(&case);
    let signed = case.does(Who::OtherDeputy, &sign);
    assert_eq!((states(&signed), signed.0.proposal.signatures()), (vec![SignState::Confirmed], 2));
    assert!(signed.0.proposal.relations_of(&Who::OtherDeputy.actor()).contains(&Relation::CoSigner));
    signed.is_closed_to(Who::OtherDeputy, &co_sign(&signed));
}

#[test]
fn who_is_not_asked_sees_nothing() {
    let case = half_signed();
    for who in [Who::Outsider, Who::Reviewer, Who::Supervisor, Who::Administrator] {
        assert_eq!(case.0.seen_by(Some(&who.actor()), Lang::Zh), None, "{who:?}");
    }
}

#[test]
fn who_declined_is_told_to_the_lead_deputy_only() {
    let case = half_signed().does(Who::ThirdDeputy, &Command::DeclineInvitation);
    assert_eq!(states(&case), [SignState::Confirmed, SignState::Declined]);
    assert_eq!(case.0.seen_by(Some(&Who::ThirdDeputy.actor()), Lang::Zh), None);
    let seen = |who: Who| case.0.seen_by(Some(&who.actor()), Lang::Zh).expect("it is theirs").signers.len();
    assert_eq!((seen(Who::Lead), seen(Who::OtherDeputy)), (2, 1));
}

#[test]
fn silence_lets_an_invitation_lapse() {
    let case = half_signed().after(8);
    assert_eq!(states(&case), [SignState::Confirmed, SignState::Lapsed]);
    case.is_closed_to(Who::ThirdDeputy, &co_sign(&case));
    let again = case.does(Who::Lead, &invite(&[Who::ThirdDeputy]));
    assert_eq!(states(&again), [SignState::Confirmed, SignState::Invited]);
}

#[test]
fn an_edit_voids_what_was_confirmed_and_shows_what_changed() {
    let case = half_signed().does(Who::Lead, &Command::Reopen);
    assert_eq!(case.stage(), Stage::Draft);
    let case = edited(case, OTHER_TEXT).does(Who::Lead, &invite(&[]));
    assert_eq!(states(&case), [SignState::Invited, SignState::Invited], "both are asked again");
    let view = case.0.seen_by(Some(&Who::OtherDeputy.actor()), Lang::Zh).expect("an invitee reads it");
    let changes = view.inside.and_then(|inside| inside.co_signing).expect("it is being signed").changes;
    assert_eq!(changes.len(), 1, "one part has changed");
    let new = case.0.seen_by(Some(&Who::ThirdDeputy.actor()), Lang::Zh).expect("an invitee reads it");
    let new = new.inside.and_then(|inside| inside.co_signing).expect("it is being signed").changes;
    assert!(new.is_empty(), "who never signed has nothing to compare");
}

#[test]
fn the_same_text_keeps_its_signatures() {
    let case = half_signed().does(Who::Lead, &Command::Reopen).does(Who::Lead, &invite(&[]));
    assert_eq!(states(&case), [SignState::Confirmed, SignState::Invited]);
}

#[test]
fn invitations_name_deputies_of_the_roster_once_each() {
    let case = half_signed();
    let raw = |ids: &[&str]| Command::Invite(InviteForm { invitees: ids.iter().map(ToString::to_string).collect() });
    case.finds(Who::Lead, &raw(&[]), &[("invitees.0", Problem::Missing)]);
    case.finds(Who::Lead, &raw(&["", "x"]), &[("invitees.1", Problem::NotAChoice)]);
    case.finds(Who::Lead, &invite(&[Who::Outsider]), &[("invitees.0", Problem::NotAChoice)]);
    case.finds(Who::Lead, &invite(&[Who::ThirdDeputy]), &[("invitees.0", SigningProblem::AskedAlready.into())]);
    case.finds(Who::Lead, &invite(&[Who::OtherDeputy]), &[("invitees.0", SigningProblem::AskedAlready.into())]);
    let silent = ROSTER[7].person.to_string();
    case.finds(Who::Lead, &raw(&[&silent, &silent]), &[("invitees.1", SigningProblem::AskedAlready.into())]);
}

#[test]
fn unconfirmed_invitees_drop_out_when_it_is_handed_in() {
    let case = half_signed().takes(Who::Lead, Step::Submit);
    assert_eq!(states(&case), [SignState::Confirmed, SignState::Lapsed]);
    assert_eq!(case.stage(), Stage::Submitted);
    assert_eq!(case.0.seen_by(Some(&Who::ThirdDeputy.actor()), Lang::Zh), None);
    // After a return, a changed text goes without the signatures under the old one, unless they are asked again.
    let returned = case.takes(Who::Reviewer, Step::SendBack);
    let alone = edited(returned.clone(), OTHER_TEXT).takes(Who::Lead, Step::Submit);
    assert_eq!(alone.0.proposal.signatures(), 1);
    let same = returned.takes(Who::Lead, Step::Submit);
    assert_eq!(same.0.proposal.signatures(), 2);
}

#[test]
fn a_co_signer_may_withdraw_until_registration() {
    let case = half_signed().takes(Who::Lead, Step::Submit);
    let withdrawn = case.clone().does(Who::OtherDeputy, &Command::WithdrawSignature);
    assert_eq!(withdrawn.0.proposal.signatures(), 1);
    assert_eq!(withdrawn.0.seen_by(Some(&Who::OtherDeputy.actor()), Lang::Zh), None);
    case.registered().is_closed_to(Who::OtherDeputy, &Command::WithdrawSignature);
}

#[test]
fn a_motion_says_how_many_signatures_it_lacks() {
    let mut case = Case::new();
    case.0.proposal.draft.kind = "motion".into();
    let too_few = |missing| [("kind", SigningProblem::TooFewSignatures { needed: 10, missing }.into())];
    case.finds(Who::Lead, &Command::Submit, &too_few(9));
    let deputies: Vec<Actor> = (ROSTER.iter().take(9).cloned())
        .map(|deputy| Actor { person: deputy.person, name: deputy.name, roles: vec![Role::Deputy] })
        .collect();
    let invitees = deputies.iter().map(|deputy| deputy.person.to_string()).collect();
    let mut case = case.does(Who::Lead, &Command::Invite(InviteForm { invitees }));
    for (n, deputy) in deputies.iter().enumerate() {
        case.finds(Who::Lead, &Command::Submit, &too_few(9 - n));
        let sign = co_sign(&case);
        assert_eq!(case.0.act(deputy, &sign), Ok(()));
    }
    let case = case.takes(Who::Lead, Step::Submit);
    assert_eq!((case.stage(), case.0.proposal.signatures()), (Stage::Submitted, 10));
}

#[test]
fn a_delegation_may_submit() {
    let mut case = Case::new();
    case.0.proposal.draft = Draft { submitter: "delegation".into(), ..case.0.proposal.draft };
    let view = case.submitted().registered().0.seen_by(None, Lang::Zh).expect("it is public");
    assert_eq!(view.delegation.map(|place| place.name).as_deref(), Some("青石镇"));
}

#[test]
fn a_paper_is_taken_back_by_the_lead_deputy_and_every_co_signer() {
    let ask = Command::AskWithdrawal(reason("已与村里商定另行解决。"));
    let alone = Case::handled().does(Who::Lead, &ask);
    assert_eq!(alone.stage(), Stage::Withdrawn);
    let joint = half_signed().takes(Who::Lead, Step::Submit).registered().does(Who::Lead, &ask);
    assert_eq!(joint.stage(), Stage::Registered, "a co-signer has yet to agree");
    joint.is_closed_to(Who::Lead, &ask);
    joint.is_closed_to(Who::ThirdDeputy, &Command::AgreeWithdrawal);
    assert!(!joint.timeline(None, Lang::Zh).concat().contains("撤回"), "the public reads of it when it is done");
    let dropped = joint.clone().does(Who::Lead, &Command::DropWithdrawal);
    dropped.is_closed_to(Who::OtherDeputy, &Command::AgreeWithdrawal);
    let withdrawn = joint.does(Who::OtherDeputy, &Command::AgreeWithdrawal);
    assert_eq!(withdrawn.stage(), Stage::Withdrawn);
    assert!(withdrawn.0.seen_by(None, Lang::Zh).is_some(), "what was public leaves a trace");
    Case::answered().is_closed_to(Who::Lead, &ask);
}

#[test]
fn a_draft_is_discarded_without_a_reason_and_was_never_public() {
    let case = Case::new().does(Who::Lead, &Command::AskWithdrawal(reason("")));
    assert_eq!(case.stage(), Stage::Withdrawn);
    assert_eq!(case.0.seen_by(None, Lang::Zh), None);
    Case::new().submitted().finds(Who::Lead, &Command::AskWithdrawal(reason("")), &[("reason", Problem::Missing)]);
}

#[test]
fn nobody_reviews_what_he_has_signed() {
    let case = half_signed().takes(Who::Lead, Step::Submit);
    let both = Actor { roles: vec![Role::Deputy, Role::CongressOffice], ..Who::OtherDeputy.actor() };
    assert_eq!(case.0.proposal.open_steps(&both, case.0.now.today), [Step::WithdrawSignature]);
    let other = Actor { person: PersonId(uuid::Uuid::from_u128(77)), ..both };
    assert!(case.0.proposal.open_steps(&other, case.0.now.today).contains(&Step::Register));
}

#[test]
fn going_on_with_the_text_drops_a_withdrawal_that_others_have_not_agreed_to() {
    let asked = half_signed().takes(Who::Lead, Step::AskWithdrawal);
    let reopened = asked.clone().does(Who::Lead, &Command::Reopen);
    assert_eq!((reopened.stage(), reopened.0.proposal.withdrawal.is_some()), (Stage::Draft, false));
    let submitted = asked.takes(Who::Lead, Step::Submit);
    assert_eq!((submitted.stage(), submitted.0.proposal.withdrawal.is_some()), (Stage::Submitted, false));
}
