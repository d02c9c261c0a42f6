//! Who may do what.

use domain::county::people::{BodyId, PersonId};
use domain::parts::contacts::ContactState;
use domain::parts::promises::PromiseState;
use domain::parts::shares::Part;
use domain::proposal::signing::SignState;
use domain::proposal::workflow::{Stage, Step};
use jiff::civil::Date;

use super::{AT_WORK, BEFORE_REPLY, Contact, ENDS, KEEPING, Model, Promise, Share, may_chase, unit_of};
use crate::common::Who;

impl Model {
    /// Whether a person may take a step now.
    pub fn open(&self, who: Who, step: Step, today: Date) -> bool {
        let person = || who.actor().person;
        let is_lead = who == Who::Lead;
        let is_office = matches!(who, Who::Reviewer | Who::SecondReviewer);
        let hands_over = is_office || who == Who::Government;
        let watches = is_office || who == Who::Supervisor;
        let mine = unit_of(who).and_then(|(unit, is_head)| Some((unit, is_head, self.shares.get(&unit)?)));
        let my_part = mine.map(|(_, _, share)| share.part);
        let leads = my_part == Some(Part::Lead);
        let answers = leads || my_part == Some(Part::Separate);
        let is_head = mine.is_some_and(|(_, is_head, _)| is_head);
        let has_accepted = mine.is_some_and(|(_, _, share)| share.accepted);
        let my_promise = |state| {
            mine.is_some_and(|(unit, ..)| self.promises.iter().any(|one| one.unit == unit && one.state == state))
        };
        let any_promise = |state| self.promises.iter().any(|one| one.state == state);
        match step {
            // Rows 1 to 3: the text and those who sign it.
            Step::Invite => is_lead && self.at(&[Stage::Draft, Stage::SentBack, Stage::CoSigning]),
            Step::CoSign | Step::DeclineInvitation => self.has_signer(person(), SignState::Invited),
            Step::WithdrawSignature => {
                self.at(&[Stage::CoSigning, Stage::Submitted, Stage::SentBack])
                    && self.has_signer(person(), SignState::Confirmed)
            }
            Step::Reopen => is_lead && self.at(&[Stage::CoSigning]),
            Step::Submit => is_lead && self.at(&[Stage::Draft, Stage::CoSigning, Stage::SentBack]),
            // Rows 4 to 6: the review; a refusal takes two people and holds up everything else.
            Step::SendBack | Step::Decline | Step::Register => {
                is_office && self.at(&[Stage::Submitted]) && self.refuser.is_none()
            }
            Step::DropDecline => is_office && self.at(&[Stage::Submitted]) && self.refuser.is_some(),
            Step::ConfirmDecline => {
                is_office && self.at(&[Stage::Submitted]) && self.refuser.is_some_and(|refuser| refuser != person())
            }
            Step::Link => is_office && self.is_on_record(),
            Step::SetDisclosure => is_office && self.is_on_record(),
            Step::Unlink => is_office && self.is_on_record() && !self.links.is_empty(),
            // Rows 7 to 9: the hand-over; only assisting units may still decide while others are at work.
            Step::ProposeUnits | Step::Assign => hands_over && self.at(&[Stage::Registered]),
            Step::Accept | Step::AskReturn => mine.is_some_and(|(unit, _, share)| {
                let is_asked = self.at(&[Stage::Assigned]) || (self.at(&[Stage::Handling]) && !answers);
                is_asked && !share.accepted && !self.wishes.contains_key(&unit)
            }),
            Step::Reassign | Step::RefuseReturn => {
                hands_over && self.at(&[Stage::Assigned, Stage::Handling]) && !self.wishes.is_empty()
            }
            Step::GrantReturn => {
                let lead_unit_wishes = self.wishes.values().any(|&(part, _)| part == Part::Lead);
                hands_over && self.at(&[Stage::Assigned]) && lead_unit_wishes
            }
            Step::TakeOver => {
                let others = mine.is_some_and(|(_, _, share)| share.handler != Some(person()));
                others && (self.at(&[Stage::Assigned, Stage::Handling]) || self.at(&KEEPING))
            }
            // Rows 10 and 14: the way to a reply.
            Step::RecordContact => answers && has_accepted && self.at(&AT_WORK),
            Step::ConfirmContact | Step::DisputeContact => {
                let awaited = self.contacts.iter().any(|contact| contact.state == ContactState::Awaited);
                is_lead && (self.at(&AT_WORK) || self.at(&KEEPING)) && awaited
            }
            Step::SendOpinion => {
                let assists = my_part == Some(Part::Assisting);
                assists && has_accepted && self.at(&AT_WORK)
            }
            Step::ChaseOpinion => {
                let late = |share: &Share| share.owes_opinion() && may_chase(share.chased, today);
                leads && self.at(&AT_WORK) && self.shares.values().any(late)
            }
            Step::SendBackOpinion => leads && self.at(&AT_WORK) && self.shares.values().any(|share| share.opinion),
            Step::AskExtension => {
                let in_time = self.handed_over.is_some_and(|(_, due)| today <= due);
                leads && self.at(&[Stage::Handling]) && in_time && !self.asks_time && !self.has_time
            }
            Step::GrantExtension | Step::RefuseExtension => is_office && self.at(&[Stage::Handling]) && self.asks_time,
            Step::DraftReply => mine.is_some_and(|(unit, _, share)| share.accepted && self.has_news(unit, share)),
            Step::Reply => mine.is_some_and(|(unit, is_head, share)| {
                let is_ready = self.has_news(unit, share) && self.may_reply(unit, share, today);
                is_head && is_ready && self.is_written_by_another(unit, person())
            }),
            // Rows 11 to 16: the rating and what follows it.
            Step::Rate => is_lead && self.at(&[Stage::Replied]) && self.replies.last() == Some(&None),
            Step::GrantSecondRound | Step::RefuseSecondRound => {
                is_office && self.at(&[Stage::Replied]) && self.replies.len() == 1 && self.is_unsatisfied()
            }
            Step::Escalate => {
                is_office && self.at(&[Stage::Replied]) && self.replies.len() >= 2 && self.is_unsatisfied()
            }
            Step::HandleAgain => is_office && self.at(&[Stage::Escalated]),
            Step::FollowUp => is_office && self.at(&[Stage::Escalated]) && self.has_open_promise(None),
            Step::CloseUnsatisfied => {
                let is_over = self.at(&[Stage::Tracking]) && !self.has_open_promise(None) && self.is_unsatisfied();
                is_office && (self.at(&[Stage::Escalated]) || is_over)
            }
            // Rows 17 and 18: promises.
            Step::ClaimPromise => answers && self.at(&KEEPING) && my_promise(PromiseState::Open),
            Step::ExplainPromise => answers && is_head && self.at(&KEEPING) && my_promise(PromiseState::Open),
            Step::VerifyPromise | Step::RejectClaim => {
                (is_lead || is_office) && self.at(&KEEPING) && any_promise(PromiseState::Claimed)
            }
            Step::Close => {
                is_office && self.at(&[Stage::Tracking]) && !self.has_open_promise(None) && !self.is_unsatisfied()
            }
            // Row 19: look-backs, and what they find.
            Step::LookBack => {
                let looks = self.promises.iter().any(Promise::is_looked_at);
                watches && (self.at(&KEEPING) || self.at(&ENDS)) && looks
            }
            Step::ReopenPromise => watches && (self.at(&[Stage::Tracking]) || self.at(&ENDS)) && self.may_relapse(),
            Step::ReopenHandling => watches && self.at(&ENDS) && self.may_relapse(),
            // Key proposals, and whoever is late.
            Step::Nominate => is_office && self.may_become_key() && !self.nominated && self.key.is_none(),
            Step::DropNomination | Step::NameKey => is_office && self.may_become_key() && self.nominated,
            Step::ReportProgress => {
                let may_report = leads || who == Who::Supervisor;
                may_report && self.is_under_way() && self.key.is_some_and(|(_, is_over)| !is_over)
            }
            Step::FinalReport => {
                let is_time = self.at(&[Stage::Replied, Stage::Tracking]) || self.at(&ENDS);
                leads && is_head && is_time && self.key.is_some_and(|(_, is_over)| !is_over)
            }
            Step::Chase => {
                let works = self.at(&[Stage::Assigned, Stage::Tracking]) || self.at(&AT_WORK);
                (watches || hands_over) && works && may_chase(self.chased, today)
            }
            // Row 20: withdrawal.
            Step::AskWithdrawal => {
                is_lead && self.at(&BEFORE_REPLY) && self.withdrawal.is_none() && self.separate.is_empty()
            }
            Step::DropWithdrawal => is_lead && self.at(&BEFORE_REPLY) && self.withdrawal.is_some(),
            Step::AgreeWithdrawal => {
                let disagrees = self.withdrawal.as_ref().is_some_and(|agreed| !agreed.contains(&person()));
                disagrees && self.at(&BEFORE_REPLY) && self.has_signer(person(), SignState::Confirmed)
            }
            // The system's own.
            Step::OpenReview
            | Step::Lapse
            | Step::Begin
            | Step::LetContactStand
            | Step::Track
            | Step::OpenLookBack
            | Step::Withdraw => false,
        }
    }

    fn is_under_way(&self) -> bool {
        self.at(&[Stage::Assigned, Stage::Handling]) || self.at(&KEEPING)
    }

    fn may_become_key(&self) -> bool {
        self.at(&[Stage::Registered]) || self.is_under_way()
    }

    fn is_on_record(&self) -> bool {
        self.may_become_key() || self.at(&ENDS)
    }

    fn may_relapse(&self) -> bool {
        self.promises.iter().any(|one| one.state == PromiseState::Verified && one.is_looked_at())
    }

    /// Whether nothing but its text holds a unit's reply up.
    fn may_reply(&self, unit: BodyId, share: &Share, today: Date) -> bool {
        let is_lead = share.part == Part::Lead;
        let round = self.replies.len() + 1;
        let spoke = |contact: &Contact| {
            let stands = matches!(contact.state, ContactState::Confirmed | ContactState::Stands);
            stands && contact.unit == unit && contact.round == round
        };
        let is_late = |share: &Share| share.opinion_by.is_some_and(|due| due < today) && share.chased.is_some();
        let is_ready = |(unit, share): (&BodyId, &Share)| match share.part {
            Part::Lead => true,
            Part::Assisting => share.opinion || is_late(share),
            Part::Separate => self.separate.contains(unit),
        };
        let waits = is_lead && self.replies.is_empty();
        let is_heard = self.contacts.iter().any(spoke) && (!waits || self.shares.iter().all(is_ready));
        self.stage == Stage::Tracking || is_heard
    }

    /// Whether there is something to reply: to a paper at work, each separate unit once a round; to one whose promises
    /// are followed up, when one was kept since the last reply.
    pub(super) fn has_news(&self, unit: BodyId, share: &Share) -> bool {
        let given = self.separate.iter().filter(|&&separate| separate == unit).count();
        let new = |one: &Promise| one.kept.is_some_and(|(_, after)| after == self.replies.len());
        match share.part {
            Part::Lead if self.stage == Stage::Tracking => self.promises.iter().any(new),
            Part::Lead => self.at(&AT_WORK),
            Part::Separate => self.at(&AT_WORK) && given <= self.replies.len(),
            Part::Assisting => false,
        }
    }

    /// One person writes a reply, another signs it.
    fn is_written_by_another(&self, unit: BodyId, signer: PersonId) -> bool {
        self.drafts.get(&unit).is_some_and(|writers| writers.iter().any(|&writer| writer != signer))
    }
}
