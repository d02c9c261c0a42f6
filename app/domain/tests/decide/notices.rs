//! Who is told of a step.

use std::collections::BTreeSet;

use domain::county::people::{PersonId, Role};
use domain::proposal::command::{Mark, ReplyClass};
use domain::proposal::notice::{Audience, NoticeKind as K, addressed, notices, reminders, to_sign};
use domain::proposal::signing::{CoSignForm, InviteForm};
use domain::proposal::workflow::Step;
use ground::vocabulary::Lang;
use jiff::ToSpan;

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
fn the_head_hears_once_a_round_that_a_reply_can_be_signed() {
    let ready = |case: &Case| to_sign(&case.0.proposal, case.0.now.today);
    let written = Case::handled().drafted();
    assert_eq!(ready(&written), [], "the deputy was not spoken with");
    let case = written.contacted();
    let told = ready(&case);
    let keys: Vec<_> = told.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["to-sign/1/1"]);
    let notices = &told[0].1;
    assert_eq!(
        notices.iter().map(|notice| (notice.to, notice.message.kind)).collect::<Vec<_>>(),
        [(Audience::Holders(Role::UnitHead(UNITS[0])), K::ToSign)]
    );
    // However often it is saved.
    assert_eq!(ready(&case.clone().takes(Who::Clerk, Step::DraftReply)), told);
    assert_eq!(ready(&case.replied(ReplyClass::A)), []);
}

#[test]
fn silence_that_lets_a_contact_stand_is_told_to_both_sides() {
    let case = Case::handled().takes(Who::Clerk, Step::RecordContact);
    let asked = case.0.log.len();
    let stood = case.after(8);
    let told = told(&stood, stood.0.log.len() - asked);
    for who in [Who::Lead, Who::Clerk] {
        assert!(told.contains(&(who, K::ContactStood)), "{told:?}");
    }
}

#[test]
fn those_look_back_who_can_and_the_others_are_told() {
    let case = Case::handled().contacted().replied(ReplyClass::B).rated(Mark::Satisfied, Mark::Satisfied);
    let before = case.0.log.len();
    let opened = case.after(31);
    let told = told(&opened, opened.0.log.len() - before);
    for (who, kind) in told.iter().filter(|(_, kind)| matches!(kind, K::ToLookBack | K::LookBackOpened)) {
        let can = opened.0.proposal.leave(Step::LookBack, &who.actor(), opened.0.now.today).is_some();
        assert_eq!(can, *kind == K::ToLookBack, "{who:?}");
    }
    for one in [(Who::Reviewer, K::ToLookBack), (Who::Supervisor, K::ToLookBack), (Who::Lead, K::LookBackOpened)] {
        assert!(told.contains(&one), "{told:?}");
    }
}

#[test]
fn a_promise_that_is_late_is_told_as_late() {
    let case = Case::handled().contacted().replied(ReplyClass::B).rated(Mark::Satisfied, Mark::Satisfied);
    let day = case.0.proposal.promises[0].due;
    let headline = |days: i64| {
        let told = reminders(&case.0.proposal, day.saturating_add(days.days()));
        let of_promise = told.iter().find(|reminder| reminder.key.starts_with("promise-0/")).expect("a rung");
        of_promise.notices[0].message.headline(Lang::Zh)
    };
    assert_eq!(headline(-3), "承诺事项还有3天");
    assert_eq!(headline(0), "承诺事项今天到期");
    assert_eq!(headline(33), "承诺事项已逾期33天");
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
