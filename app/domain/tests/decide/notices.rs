//! Who is told of a step.

use std::collections::BTreeSet;

use domain::county::people::{PersonId, Role};
use domain::proposal::notice::{Audience, NoticeKind as K, addressed, notices, reminders};
use domain::proposal::signing::{CoSignForm, InviteForm};
use domain::proposal::workflow::Step;

use crate::case::Case;
use crate::common::{UNITS, Who};

/// Whom the last `steps` steps told, and of what.
fn told(case: &Case, steps: usize) -> Vec<(Who, K)> {
    let log = &case.0.log;
    let holders: Vec<(PersonId, Role)> = Who::ALL
        .iter()
        .map(|who| who.actor())
        .flat_map(|actor| actor.roles.into_iter().map(move |role| (actor.person, role)))
        .collect();
    let mut told = Vec::new();
    for record in &log[log.len() - steps..] {
        let notices = notices(&case.0.proposal, record);
        for (person, message) in addressed(&case.0.proposal, &notices, &holders, record.by.person) {
            let who = Who::ALL.into_iter().find(|who| who.actor().person == person);
            told.extend(who.map(|who| (who, message.kind)));
        }
    }
    told
}

fn check(case: &Case, expected: &[(Who, K)]) {
    assert_eq!(told(case, 1), expected);
}

fn invited() -> Case {
    let invitees = vec![Who::OtherDeputy.actor().person.to_string(), Who::ThirdDeputy.actor().person.to_string()];
    Case::new().does(Who::Lead, &domain::proposal::command::Command::Invite(InviteForm { invitees }))
}

fn signed() -> Case {
    let case = invited();
    let fingerprint = case.0.proposal.frozen.last().map(|frozen| frozen.fingerprint.to_string()).unwrap_or_default();
    case.does(Who::OtherDeputy, &domain::proposal::command::Command::CoSign(CoSignForm { fingerprint }))
}

#[test]
fn an_invitation_reaches_the_invitees() {
    check(&invited(), &[(Who::OtherDeputy, K::Invited), (Who::ThirdDeputy, K::Invited)]);
    check(&signed(), &[(Who::Lead, K::CoSigned)]);
}

#[test]
fn what_was_signed_is_told_to_the_signers_when_it_is_handed_in() {
    let case = signed().takes(Who::Lead, Step::Submit);
    let office = [Who::Reviewer, Who::SecondReviewer].map(|who| (who, K::ToReview));
    check(&case, &[office[0], office[1], (Who::OtherDeputy, K::Submitted)]);
}

#[test]
fn the_second_person_is_asked_to_confirm_a_refusal() {
    check(&Case::new().submitted().refusal_proposed(), &[(Who::SecondReviewer, K::ToConfirm)]);
}

#[test]
fn a_hand_over_reaches_the_units_and_the_deputy() {
    let case = Case::new().submitted().registered().assigned();
    let units = [Who::Clerk, Who::Head, Who::AssistingClerk].map(|who| (who, K::ToAccept));
    check(&case, &[units[0], units[1], units[2], (Who::Lead, K::HandedOver)]);
}

#[test]
fn a_return_request_reaches_both_offices() {
    let case = Case::new().submitted().registered().assigned().takes(Who::Clerk, Step::AskReturn);
    let offices = [Who::Reviewer, Who::SecondReviewer, Who::Government].map(|who| (who, K::ToDecideReturn));
    check(&case, &offices);
    let refused = case.takes(Who::Reviewer, Step::RefuseReturn);
    let told = told(&refused, refused.0.log.len());
    assert!(
        told.contains(&(Who::Clerk, K::ReturnRefused)) && told.contains(&(Who::Head, K::ReturnRefused)),
        "{told:?}"
    );
}

#[test]
fn a_withdrawal_tells_the_units_to_stop() {
    let case = Case::new().submitted().registered().assigned().takes(Who::Lead, Step::AskWithdrawal);
    let told = told(&case, 2);
    for who in [Who::Clerk, Who::Head, Who::AssistingClerk] {
        assert!(told.contains(&(who, K::ToStop)), "{told:?}");
    }
}

/// Each key is told once: two that are alike would leave one unit without its reminder.
#[test]
fn units_whose_limits_began_on_one_day_are_reminded_together() {
    let mut case = Case::new().submitted().registered().assigned();
    case.0.pass(4);
    let due = reminders(&case.0.proposal, case.0.now.today);
    let keys: BTreeSet<_> = due.iter().map(|reminder| &reminder.key).collect();
    assert_eq!(keys.len(), due.len(), "{due:?}");
    let people: Vec<_> = due.iter().flat_map(|reminder| &reminder.notices).map(|notice| notice.to).collect();
    for unit in [UNITS[0], UNITS[1]] {
        assert!(people.contains(&Audience::Holders(Role::UnitClerk(unit))), "{unit:?}: {people:?}");
    }
}
