//! Which steps are open to whom.

use jiff::civil::Date;

use super::Proposal;
use crate::county::people::{Actor, Office};
use crate::parts::shares::{Assignment, Part};
use crate::proposal::relations::relation_by;
use crate::proposal::workflow::{Relation, Stage, Step, next};

impl Proposal {
    /// Whether the conditions that the table of [`next`] does not show are met.
    pub fn is_ready(&self, step: Step, actor: Option<&Actor>, today: Date) -> bool {
        let person = actor.map(|actor| actor.person);
        match step {
            // Only a deputy in office hands papers in, and asks for signatures or gives one.
            Step::Submit | Step::Invite | Step::CoSign | Step::Reopen => {
                actor.is_some_and(|actor| actor.holds(Office::Deputy))
            }
            Step::Decline | Step::SendBack | Step::Register => self.decline.is_none(),
            Step::ConfirmDecline => self.decline.is_some() && self.declined_by != person,
            Step::DropDecline => self.decline.is_some(),
            Step::Accept | Step::AskReturn => actor.is_some_and(|actor| self.accepting(actor).is_some()),
            Step::Reassign | Step::RefuseReturn => self.shares.pending_returns().next().is_some(),
            Step::GrantReturn => self.shares.pending_returns().any(|case| case.part == Part::Lead),
            Step::Unlink => !self.links.is_empty(),
            Step::AskWithdrawal => self.withdrawal.is_none() && self.separate_replies.is_empty(),
            Step::AgreeWithdrawal => person.is_some_and(|person| self.withdrawal_waits_for().contains(&person)),
            Step::DropWithdrawal => self.withdrawal.is_some(),
            Step::TakeOver
            | Step::RecordContact
            | Step::SendOpinion
            | Step::DraftReply
            | Step::Reply
            | Step::ClaimPromise
            | Step::ExplainPromise => actor.is_some_and(|actor| self.share_for(step, actor, today).is_some()),
            Step::ConfirmContact | Step::DisputeContact => self.contacts.awaited().next().is_some(),
            Step::ChaseOpinion => self.shares.opinions_to_chase(today).next().is_some(),
            Step::SendBackOpinion => self.shares.opinions_in().next().is_some(),
            Step::AskExtension => self.may_ask_extension(today),
            Step::GrantExtension | Step::RefuseExtension => self.pending_extension().is_some(),
            Step::VerifyPromise | Step::RejectClaim => self.promises.claimed().next().is_some(),
            Step::LookBack => self.promises.to_look_back().next().is_some(),
            Step::ReopenPromise | Step::ReopenHandling => self.promises.may_have_relapsed().next().is_some(),
            Step::Nominate => self.nomination.is_none() && self.key.is_none(),
            Step::DropNomination | Step::NameKey => self.nomination.is_some(),
            Step::ReportProgress | Step::FinalReport => self.key.as_ref().is_some_and(|key| !key.is_finished()),
            Step::Chase => self.chases.may_chase(today),
            Step::Rate => self.replies.last().is_some_and(|reply| reply.rating.is_none()),
            Step::GrantSecondRound | Step::RefuseSecondRound => {
                self.replies.len() == 1 && self.is_unsatisfied() && !self.second_round_refused
            }
            Step::Escalate => self.replies.len() > 1 && self.is_unsatisfied(),
            Step::FollowUp => self.promises.open().next().is_some(),
            Step::Close => match actor {
                None => true,
                Some(_) => self.promises.open().next().is_none() && !self.is_unsatisfied(),
            },
            Step::CloseUnsatisfied => match (actor, self.stage) {
                (None, _) => true,
                (Some(_), Stage::Escalated) => true,
                (Some(_), _) => self.promises.open().next().is_none() && self.is_unsatisfied(),
            },
            Step::HandleAgain => true,
            Step::DeclineInvitation
            | Step::WithdrawSignature
            | Step::Link
            | Step::SetDisclosure
            | Step::ProposeUnits
            | Step::Assign => true,
            Step::OpenReview
            | Step::Lapse
            | Step::Begin
            | Step::LetContactStand
            | Step::Track
            | Step::OpenLookBack
            | Step::Withdraw => actor.is_none(),
        }
    }

    /// The share for which a person may take one of the steps of units, and in which relation.
    pub(crate) fn share_for(&self, step: Step, actor: &Actor, today: Date) -> Option<(&Assignment, Relation)> {
        let ways = self
            .shares
            .iter()
            .flat_map(|share| actor.roles.iter().filter_map(move |role| Some((share, relation_by(share, *role)?))));
        let mut open = ways.filter(|&(_, relation)| next(self.stage, step, relation).is_some());
        open.find(|(share, _)| match step {
            Step::TakeOver => share.handler.as_ref().is_none_or(|handler| handler.person != actor.person),
            Step::SendOpinion | Step::RecordContact => share.accepted,
            Step::DraftReply => self.may_answer(share),
            Step::Reply => self.may_answer(share) && self.reply_blocks(share, Some(actor.person), today).is_empty(),
            Step::ClaimPromise | Step::ExplainPromise => self.promises.iter().any(|one| one.is_owed_by(share.unit)),
            _ => false,
        })
    }

    /// The person's assignment that they may take on now, and in which relation.
    pub(crate) fn accepting(&self, actor: &Actor) -> Option<(&Assignment, Relation)> {
        let free = |share: &&Assignment| !share.accepted && self.shares.pending_return_of(share.unit).is_none();
        let waiting = self.shares.iter().filter(free);
        let mut ways =
            waiting.flat_map(|a| actor.roles.iter().filter_map(move |role| Some((a, relation_by(a, *role)?))));
        ways.find(|&(_, relation)| next(self.stage, Step::Accept, relation).is_some())
    }

    /// The steps that a person may take now: exactly those that [`Proposal::act`] would let them take.
    pub fn open_steps(&self, actor: &Actor, today: Date) -> Vec<Step> {
        Step::ALL.iter().copied().filter(|&step| self.leave(step, actor, today).is_some()).collect()
    }
}
