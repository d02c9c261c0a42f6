//! From a command to events: whether it may be done now, whether its data are right, and what follows by itself.

mod forms;
mod links;
mod setting;
mod system;

use ground::problem::Refusal;

use crate::county::clock::Limit;
use crate::county::number::Series;
use crate::county::people::Actor;
use crate::proposal::Proposal;
use crate::proposal::command::{Assignment, Command, Handler, Mark, Part, RegisterForm};
use crate::proposal::event::{Event, Record, Signature};
use crate::proposal::hand_over::Outcome;
use crate::proposal::workflow::{Relation, Stage, next};

use forms::parse_reason;
pub use links::LinkProblem;
pub use setting::Setting;

impl Proposal {
    /// Carries out a command and whatever follows from it by itself.
    ///
    /// # Errors
    /// [`Refusal::NotOpen`] where the person may not take the step now, [`Refusal::Invalid`] where its data are wrong;
    /// the proposal is unchanged then.
    pub fn act(&mut self, actor: &Actor, command: &Command, setting: &Setting) -> Result<Vec<Record>, Refusal> {
        // What a passed limit has brought about comes first, even if nobody has looked at the clock since.
        let mut present = self.clone();
        let mut records = present.proceed(setting);
        records.extend(present.act_now(actor, command, setting)?);
        *self = present;
        Ok(records)
    }

    fn act_now(&mut self, actor: &Actor, command: &Command, setting: &Setting) -> Result<Vec<Record>, Refusal> {
        let not_open = Refusal::NotOpen;
        let step = command.step();
        let today = setting.now.today;
        let relation = self.relation_for(step, actor, today).ok_or(not_open.clone())?;
        let to = next(self.stage, step, relation).ok_or(not_open)?;
        let share = self.share_for(step, actor, today).map(|(share, _)| share.clone());
        let event = self.decide(actor, share.as_ref(), command, setting)?;
        let mut by = self.signature(actor, relation);
        by.unit = match event {
            Event::Accepted { unit } => Some(unit),
            _ => share.map(|share| share.unit).or(by.unit),
        };
        let mut records = vec![self.record(by, to, event, setting)];
        records.extend(self.proceed(setting));
        Ok(records)
    }

    fn record(&mut self, by: Signature, to: Stage, event: Event, setting: &Setting) -> Record {
        let record = Record {
            seq: self.last_seq + 1,
            at: setting.at,
            by,
            from: self.stage,
            to,
            rules: setting.now.rules.version,
            event,
        };
        self.apply(&record);
        record
    }

    /// The person's signature, with the unit for which they act.
    fn signature(&self, actor: &Actor, relation: Relation) -> Signature {
        let part = match relation {
            Relation::LeadClerk | Relation::LeadHead => Some(Part::Lead),
            Relation::AssistingClerk | Relation::AssistingHead => Some(Part::Assisting),
            Relation::SeparateClerk | Relation::SeparateHead => Some(Part::Separate),
            _ => None,
        };
        let unit = self.assignments.iter().find(|a| Some(a.part) == part && actor.units().any(|unit| unit == a.unit));
        Signature { person: Some(actor.person), name: actor.name.clone(), unit: unit.map(|a| a.unit), relation }
    }

    fn decide(
        &self,
        actor: &Actor,
        share: Option<&Assignment>,
        command: &Command,
        setting: &Setting,
    ) -> Result<Event, Refusal> {
        let now = setting.now;
        let share = || share.ok_or(Refusal::NotOpen);
        match command {
            Command::Invite(form) => self.decide_invite(form, actor, setting),
            Command::CoSign(form) => self.decide_co_sign(form),
            Command::DeclineInvitation => Ok(Event::InvitationDeclined),
            Command::Reopen => Ok(Event::Reopened),
            Command::WithdrawSignature => Ok(Event::SignatureWithdrawn),
            Command::Submit => self.decide_submit(setting),
            Command::Return(form) => Ok(Event::Returned { reason: parse_reason(&form.reason)? }),
            Command::Decline(form) => form.parse().map(Event::DeclineProposed),
            Command::ConfirmDecline => Ok(Event::Declined),
            Command::DropDecline => Ok(Event::DeclineDropped),
            Command::Register(form) => self.decide_register(form, setting),
            Command::Link(form) => self.decide_link(form, setting).map(Event::Linked),
            Command::Unlink(form) => self.decide_unlink(form).map(Event::Unlinked),
            Command::SetDisclosure(form) => self.decide_disclosure(form, setting),
            Command::ProposeUnits(form) => self.decide_plan(form, setting),
            Command::Assign(form) => self.decide_assign(form, setting),
            Command::Accept => {
                let (assignment, _) = self.accepting(actor).ok_or(Refusal::NotOpen)?;
                Ok(Event::Accepted { unit: assignment.unit })
            }
            Command::AskReturn(form) => self.decide_return(actor, form, setting),
            Command::Reassign(form) => self.decide_return_case(form, Outcome::Reassigned, setting),
            Command::GrantReturn(form) => self.decide_return_case(form, Outcome::HandedOverAnew, setting),
            Command::RefuseReturn(form) => self.decide_return_case(form, Outcome::Refused, setting),
            Command::TakeOver => {
                let handler = Handler { person: actor.person, name: actor.name.clone() };
                Ok(Event::TakenOver { unit: share()?.unit, handler })
            }
            Command::RecordContact(form) => self.decide_contact(share()?, form, setting),
            Command::ConfirmContact(form) => self.decide_confirmation(form),
            Command::DisputeContact(form) => self.decide_dispute(form),
            Command::SendOpinion(form) => self.decide_opinion(share()?, form, now.today),
            Command::ChaseOpinion(form) => self.decide_opinion_chase(form, now.today),
            Command::SendBackOpinion(form) => self.decide_opinion_return(form),
            Command::AskExtension(form) => self.decide_extension_wish(form, setting),
            Command::GrantExtension(form) => self.decide_extension(form, setting),
            Command::RefuseExtension(form) => Ok(Event::ExtensionRefused { reason: parse_reason(&form.reason)? }),
            Command::DraftReply(form) => Self::decide_draft(share()?, form),
            Command::Reply(form) => {
                let share = share()?;
                let reply = Box::new(form.parse(self, share, actor, setting)?);
                Ok(match share.part {
                    Part::Lead => Event::Replied { reply, rating: now.clock(Limit::Rating) },
                    Part::Separate | Part::Assisting => Event::SeparateReplied { reply },
                })
            }
            Command::Rate(form) => {
                let rating = form.parse(now.today)?;
                let decision = (rating.overall() == Mark::Unsatisfied).then(|| now.clock(Limit::SecondRound));
                Ok(Event::Rated { rating, decision })
            }
            Command::GrantSecondRound => Ok(Event::SecondRoundGranted { reply: now.clock(Limit::SecondReply) }),
            Command::RefuseSecondRound(form) => Ok(Event::SecondRoundRefused { reason: parse_reason(&form.reason)? }),
            Command::Escalate => Ok(Event::Escalated),
            Command::HandleAgain(form) => {
                let coordination = Box::new(form.parse(self, now.today)?);
                Ok(Event::HandledAgain { coordination, reply: now.clock(Limit::SecondReply) })
            }
            Command::FollowUp(form) => {
                form.parse(self, now.today).map(|held| Event::FollowedUp { coordination: Box::new(held) })
            }
            // After promises were followed up there need not have been a meeting.
            Command::CloseUnsatisfied(form) if self.stage == Stage::Tracking && form.is_empty() => {
                Ok(Event::ClosedUnsatisfied { coordination: None })
            }
            Command::CloseUnsatisfied(form) => {
                let held = form.parse(self, now.today)?;
                Ok(Event::ClosedUnsatisfied { coordination: Some(Box::new(held)) })
            }
            Command::ClaimCommitment(form) => self.decide_claim(share()?, form, setting),
            Command::VerifyCommitment(form) => self.decide_verification(form),
            Command::RejectClaim(form) => self.decide_rejection(form),
            Command::ExplainCommitment(form) => self.decide_explanation(share()?, form, &actor.name),
            Command::Close => Ok(Event::Closed),
            Command::LookBack(form) => self.decide_look_back(form, now.today),
            Command::ReopenCommitment(form) => self.decide_relapse(form, now.today),
            Command::ReopenHandling(form) => self.decide_relapse_round(form, setting),
            Command::Nominate(form) => form.parse(now.today).map(Event::Nominated),
            Command::DropNomination => Ok(Event::NominationDropped),
            Command::NameKey(form) => form.parse(self, now.today).map(|key| Event::KeyNamed(Box::new(key))),
            Command::ReportProgress(form) => form.parse(now.today, false).map(Event::ProgressReported),
            Command::FinalReport(form) => form.parse(now.today, true).map(Event::ProgressReported),
            Command::Chase(form) => Self::decide_chase(form),
            Command::AskWithdrawal(form) => self.decide_withdrawal(&form.reason),
            Command::AgreeWithdrawal => Ok(Event::WithdrawalAgreed),
            Command::DropWithdrawal => Ok(Event::WithdrawalDropped),
        }
    }

    /// Between sessions one limit covers review and hand-over; after a session the hand-over meeting has its own.
    fn decide_register(&self, form: &RegisterForm, setting: &Setting) -> Result<Event, Refusal> {
        let settled = form.parse(setting.county, setting.now.today)?;
        let number = setting.number.ok_or(Refusal::NotOpen)?;
        let hand_over = match (number.cohort.series, &self.clock) {
            (Series::Interim(_), Some(review)) => review.clone(),
            _ => setting.now.clock(Limit::HandOver),
        };
        Ok(Event::Registered { number, settled, hand_over })
    }
}
