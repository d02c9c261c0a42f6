//! Everything that must hold after every move.

use std::fmt::Debug;

use domain::parts::publication::Disclosure;
use domain::parts::shares;
use domain::parts::shares::Part;
use domain::proposal::command::ReplyClass;
use domain::proposal::event::{Event, Record};
use domain::proposal::notice::reminders;
use domain::proposal::workflow::{Stage, Step, next};
use ground::problem::Refusal;
use ground::vocabulary::Lang;
use proptest::prelude::{prop_assert, prop_assert_eq};
use proptest::test_runner::TestCaseError;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Checked;
use crate::commands::good;
use crate::common::{Paper, SECRETS, Who};

/// Everything that must hold after every move; `who` tries every step.
pub fn check(before: &Paper, paper: &Paper, who: Who) -> Checked {
    let fresh = paper.log.get(before.log.len()..).expect("a log only grows");
    prop_assert_eq!(&paper.log[..before.log.len()], &before.log[..], "the log was rewritten");
    if before.proposal.number.is_some() {
        prop_assert_eq!(paper.proposal.number, before.proposal.number, "the number changed");
    }
    let blank = || Paper { proposal: paper.proposal.clone(), log: Vec::new(), now: paper.now.clone(), ..*paper };
    nothing_is_left_undone(paper, blank())?;
    open_steps_are_exact(paper, blank, who)?;
    what_is_awaited_can_be_done(paper)?;
    the_units_are_whole(paper)?;
    the_log_is_sound(paper, fresh)?;
    replies_are_whole(paper)?;
    the_public_sees_only_its_own(paper)?;
    goes_round(&paper.proposal)?;
    fresh.iter().try_for_each(goes_round)
}

fn nothing_is_left_undone(paper: &Paper, mut later: Paper) -> Checked {
    later.pass(0);
    prop_assert_eq!(&later.proposal, &paper.proposal, "the system had something left to do");
    prop_assert!(paper.proposal.wakes_on().is_none_or(|day| day > paper.now.today));
    Ok(())
}

fn open_steps_are_exact(paper: &Paper, blank: impl Fn() -> Paper, who: Who) -> Checked {
    let actor = who.actor();
    let open = paper.proposal.open_steps(&actor, paper.now.today);
    let mut trial = blank();
    for &step in Step::ALL {
        let Some(command) = good(paper, who, step, 0) else {
            prop_assert!(!open.contains(&step), "{step:?}, the system's own, is open to {who:?}");
            continue;
        };
        let outcome = trial.act(&actor, &command);
        let refused = matches!(outcome, Err(Refusal::NotOpen));
        prop_assert_eq!(open.contains(&step), !refused, "{:?} by {:?}: {:?}", step, who, outcome);
        if outcome.is_ok() {
            trial = blank();
        }
    }
    prop_assert_eq!(&trial.proposal, &paper.proposal, "a refused act changed the proposal");
    Ok(())
}

/// Somebody is awaited wherever the paper can go on; whoever is awaited can do it; and reminders tell the same people of
/// the same day.
fn what_is_awaited_can_be_done(paper: &Paper) -> Checked {
    let (proposal, today) = (&paper.proposal, paper.now.today);
    let all = proposal.awaited();
    let is_over =
        matches!(proposal.stage, Stage::Declined | Stage::Closed | Stage::ClosedUnsatisfied | Stage::Withdrawn);
    prop_assert!(is_over || !all.is_empty(), "nobody is awaited at {:?}", proposal.stage);
    prop_assert!(all.is_sorted_by_key(|one| (one.until.is_none(), one.until)), "{all:?} is not in order");
    for one in &all {
        // Deputies and units beyond the cast have nobody to speak for them.
        let mut asked = Who::ALL.map(Who::actor).into_iter().filter(|actor| one.is_from(actor)).peekable();
        let can = asked.peek().is_none() || asked.any(|actor| proposal.leave(one.step, &actor, today).is_some());
        // A reply may wait for others.
        prop_assert!(can || one.step == Step::Reply, "nobody can do what is awaited: {one:?} at {:?}", proposal.stage);
        let (Some(since), Some(until)) = (one.since(), one.until) else { continue };
        if since < until {
            let told = reminders(proposal, until);
            let told: Vec<_> = told.iter().flat_map(|reminder| &reminder.notices).collect();
            for who in &one.from {
                let is_told = told.iter().any(|notice| notice.to == *who && notice.message.due == Some(until));
                prop_assert!(is_told, "{who:?} is not reminded of {one:?} on its last day");
            }
        }
    }
    Ok(())
}

/// Whatever is handed over has one lead unit, and only units that have it wish to give it back.
fn the_units_are_whole(paper: &Paper) -> Checked {
    let units = &paper.proposal.shares;
    let lead_units = units.iter().filter(|share| share.part == Part::Lead).count();
    prop_assert_eq!(lead_units, usize::from(!units.is_empty()), "how many units lead");
    let is_with_nobody = matches!(
        paper.proposal.stage,
        Stage::Draft
            | Stage::CoSigning
            | Stage::Submitted
            | Stage::SentBack
            | Stage::Declined
            | Stage::Registered
            | Stage::Withdrawn
    );
    prop_assert!(is_with_nobody || lead_units == 1, "nobody handles it");
    for case in paper.proposal.shares.pending_returns() {
        prop_assert!(units.iter().any(|share| share.unit == case.unit), "unit {} has nothing to give back", case.unit);
    }
    Ok(())
}

fn the_log_is_sound(paper: &Paper, fresh: &[Record]) -> Checked {
    for record in fresh {
        let row = next(record.from, record.event.step(), record.by.relation);
        prop_assert_eq!(row, Some(record.to), "no row of the table: {:?}", record);
        prop_assert_eq!(record.rules, paper.now.rules.version);
        if let Event::Share(shares::Event::Accepted { unit }) = record.event {
            prop_assert_eq!(record.by.unit, Some(unit), "signed for another unit");
        }
        for lang in [Lang::Zh, Lang::En] {
            prop_assert!(!paper.proposal.sentence(record, lang, false).is_empty(), "no sentence: {:?}", record.event);
        }
    }
    let mut replayed = Paper::new().proposal;
    replayed.draft = paper.proposal.draft.clone();
    for (record, seq) in paper.log.iter().zip(1..) {
        prop_assert_eq!((record.seq, record.from), (seq, replayed.stage));
        replayed.apply(record);
    }
    prop_assert_eq!(&replayed, &paper.proposal, "the log tells another story");
    Ok(())
}

fn replies_are_whole(paper: &Paper) -> Checked {
    let asks = paper.proposal.submission.as_ref().map_or(0, |submission| submission.asks.len());
    for reply in &paper.proposal.replies {
        prop_assert_eq!(reply.answers.len(), asks);
        prop_assert!(reply.class != ReplyClass::A || reply.evidence.is_some(), "class A without evidence");
        let promised = !matches!(reply.class, ReplyClass::B | ReplyClass::C) || !reply.promises.is_empty();
        prop_assert!(promised, "class {:?} without a promise", reply.class);
    }
    Ok(())
}

fn the_public_sees_only_its_own(paper: &Paper) -> Checked {
    let registered = paper.proposal.stage.is_public() && paper.proposal.number.is_some();
    let public = registered && paper.proposal.publication.disclosure != Disclosure::Closed;
    for who in [Who::Outsider, Who::Stranger, Who::Administrator] {
        prop_assert_eq!(paper.seen_by(Some(&who.actor()), Lang::Zh).is_some(), public, "to {:?}", who);
    }
    for lang in [Lang::Zh, Lang::En] {
        let view = paper.seen_by(None, lang);
        prop_assert_eq!(view.is_some(), public);
        let text = serde_json::to_string(&view).expect("views can be written");
        for secret in SECRETS {
            prop_assert!(!text.contains(secret.trim_end_matches('。')), "{secret} in {text}");
        }
        // The names of those who signed the paper, or one of its replies, are the only public ones.
        let has_signed = |who: Who| paper.proposal.co_signers().any(|signer| signer.person == who.actor().person);
        let replies = || paper.proposal.replies.iter().chain(&paper.proposal.separate_replies);
        let has_replied = |who: Who| replies().any(|reply| reply.signer == who.actor().name);
        let is_hidden = |who: &Who| *who != Who::Lead && !has_signed(*who) && !has_replied(*who);
        for who in Who::ALL.into_iter().filter(is_hidden) {
            prop_assert!(!text.contains(&who.actor().name), "{who:?} in {text}");
        }
    }
    Ok(())
}

fn goes_round<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) -> Checked {
    let text = serde_json::to_string(value).expect("it can be written");
    let read: T = serde_json::from_str(&text).map_err(|error| TestCaseError::fail(format!("{error}: {text}")))?;
    prop_assert_eq!(&read, value);
    Ok(())
}
