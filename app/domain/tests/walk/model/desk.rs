//! Who is awaited for what, and until when.

use std::collections::BTreeMap;

use domain::county::people::BodyId;
use domain::parts::contacts::ContactState;
use domain::parts::promises::PromiseState;
use domain::proposal::workflow::{Stage, Step};
use jiff::civil::Date;

use super::{AT_WORK, Model, unit_of};
use crate::common::Who;

/// Until when something is awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Until a day, or without an end.
    Told(Option<Date>),
    /// The model does not keep it.
    Untold,
    /// It is awaited or not: that hangs on what is missing in a draft, which the model does not keep either.
    Unsure,
}

impl Model {
    /// What lies on a person's desk. Of the choices that are open, only what somebody waits for.
    pub fn desk(&self, who: Who, today: Date) -> BTreeMap<Step, Until> {
        let open = Step::ALL.iter().filter(|&&step| self.open(who, step, today));
        open.filter_map(|&step| Some((step, self.awaits(who, step)?))).collect()
    }

    /// Until when a person is awaited for a step that is open to him; nothing where nobody waits for it.
    fn awaits(&self, who: Who, step: Step) -> Option<Until> {
        let mine = unit_of(who).and_then(|(unit, is_head)| Some((unit, is_head, self.shares.get(&unit)?)));
        let no_end = Some(Until::Told(None));
        let limit = Some(Until::Told(self.limit));
        let when = |is_so: bool, until: Option<Until>| until.filter(|_| is_so);
        match step {
            Step::Submit | Step::HandleAgain | Step::NameKey | Step::AgreeWithdrawal => no_end,
            Step::VerifyPromise | Step::LookBack | Step::Close => no_end,
            Step::CloseUnsatisfied => when(self.at(&[Stage::Tracking]), no_end),
            Step::CoSign => self.signers.get(&who.actor().person).map(|signer| Until::Told(Some(signer.until))),
            Step::Register | Step::ConfirmDecline | Step::Rate => limit,
            Step::GrantSecondRound | Step::Escalate => when(!self.refused, limit),
            // The government office hands over what was passed on to it.
            Step::Assign => when(who != Who::Government || self.passed_on, limit),
            Step::Reassign => self.wishes.values().map(|&(_, by)| Until::Told(Some(by))).min_by_key(told),
            Step::GrantExtension => Some(Until::Untold),
            Step::SetDisclosure => self.review.filter(|(_, is_due)| *is_due).map(|(day, _)| Until::Told(Some(day))),
            Step::ConfirmContact => {
                let asked = self.contacts.iter().filter(|contact| contact.state == ContactState::Awaited);
                asked.map(|contact| Until::Told(Some(contact.until))).min_by_key(told)
            }
            Step::Accept => mine.map(|(_, _, share)| Until::Told(Some(share.accept_by))),
            Step::SendOpinion => {
                let share = mine.map(|(_, _, share)| share).filter(|share| share.owes_opinion())?;
                Some(if self.replies.is_empty() { Until::Told(share.opinion_by) } else { Until::Untold })
            }
            Step::ClaimPromise => {
                let own = |unit| move |one: &&super::Promise| one.unit == unit && one.state == PromiseState::Open;
                let open = mine.into_iter().flat_map(|(unit, ..)| self.promises.iter().filter(own(unit)));
                open.map(|one| Until::Told(Some(one.due))).min_by_key(told)
            }
            // A reply: first the unit speaks, then its clerk drafts, then its head signs.
            Step::RecordContact => mine
                .filter(|(unit, _, share)| self.has_news(*unit, share) && self.has_to_speak(*unit))
                .map(|_| Until::Untold),
            Step::DraftReply => {
                let (unit, is_head, _) = mine?;
                let is_silent = !self.contacts.iter().any(|contact| contact.unit == unit);
                let is_drafted = self.drafts.contains_key(&unit);
                let waits = self.at(&AT_WORK) && self.has_to_speak(unit) && !is_silent;
                let until = if is_drafted { Until::Unsure } else { Until::Untold };
                when(self.at(&AT_WORK) && !waits && !is_head, Some(until))
            }
            Step::Reply => Some(Until::Unsure),
            _ => None,
        }
    }

    /// Whether a unit has yet to speak with the deputy in this round, or to speak again.
    fn has_to_speak(&self, unit: BodyId) -> bool {
        let round = self.replies.len() + 1;
        let spoke = self.contacts.iter().filter(|contact| contact.unit == unit && contact.round == round);
        spoke.clone().all(|contact| contact.state == ContactState::Disputed)
    }
}

fn told(until: &Until) -> Option<Date> {
    match until {
        Until::Told(day) => *day,
        Until::Untold | Until::Unsure => None,
    }
}
