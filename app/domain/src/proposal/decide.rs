//! From a command to events: whether it may be done now, whether its data are right, and what follows by itself.

mod brought;
mod forms;
mod links;
mod system;

use ground::problem::Refusal;

use crate::case::setting::Setting;
use crate::county::clock::Limit;
use crate::county::number::Series;
use crate::county::people::Actor;
use crate::parts::chases::Chases;
use crate::parts::publication::Publication;
use crate::parts::shares::Part;
use crate::parts::{Doing, contacts, shares};
use crate::proposal::command::{Command, Mark, RegisterForm};
use crate::proposal::event::{Event, Record, Signature};
use crate::proposal::leave::Leave;
use crate::proposal::workflow::Stage;
use crate::proposal::{Proposal, extension, key, review, signing, withdrawal};

pub use brought::{Brought, Needs};
pub(crate) use forms::parse_reason;
pub use links::LinkProblem;

impl Proposal {
    /// Carries out a command and whatever follows from it by itself.
    ///
    /// # Errors
    /// [`Refusal::NotOpen`] where the person may not take the step now, [`Refusal::Invalid`] where its data are wrong;
    /// the proposal is unchanged then.
    pub fn act(
        &mut self,
        actor: &Actor,
        command: &Command,
        setting: &Setting,
        brought: &Brought,
    ) -> Result<Vec<Record>, Refusal> {
        // What a passed limit has brought about comes first, even if nobody has looked at the clock since.
        let mut present = self.clone();
        let mut records = present.proceed(setting);
        let leave = present.leave(command.step(), actor, setting.now.today).ok_or(Refusal::NotOpen)?;
        records.extend(present.carry_out(&leave, command, setting, brought)?);
        *self = present;
        Ok(records)
    }

    /// Carries out a command for which there is leave, and whatever follows from it by itself.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] where its data are wrong; the proposal is unchanged then.
    pub fn carry_out(
        &mut self,
        leave: &Leave,
        command: &Command,
        setting: &Setting,
        brought: &Brought,
    ) -> Result<Vec<Record>, Refusal> {
        if leave.step() != command.step() {
            return Err(Refusal::NotOpen);
        }
        let event = self.decide(leave, command, setting, brought)?;
        let by = Signature {
            person: Some(leave.by().person),
            name: leave.by().name.clone(),
            unit: leave.unit(),
            relation: leave.relation(),
        };
        let mut records = vec![self.record(by, leave.to(), event, setting)];
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

    fn decide(&self, leave: &Leave, command: &Command, setting: &Setting, brought: &Brought) -> Result<Event, Refusal> {
        let now = setting.now;
        let doing = Doing { by: leave.by(), unit: leave.unit(), setting: *setting, attached: &brought.attached };
        match command {
            Command::Invite(form) => self.decide_invite(form, leave.by(), setting, brought),
            Command::CoSign(form) => self.decide_co_sign(form),
            Command::DeclineInvitation => Ok(Event::Signing(signing::Event::Declined)),
            Command::Reopen => Ok(Event::Signing(signing::Event::Reopened)),
            Command::WithdrawSignature => Ok(Event::Signing(signing::Event::Withdrawn)),
            Command::Submit => self.decide_submit(setting, brought),
            Command::SendBack(form) => {
                parse_reason(&form.reason).map(|reason| Event::Review(review::Event::SentBack { reason }))
            }
            Command::Decline(form) => {
                form.parse().map(|decline| Event::Review(review::Event::DeclineProposed(decline)))
            }
            Command::ConfirmDecline => Ok(Event::Review(review::Event::Declined)),
            Command::DropDecline => Ok(Event::Review(review::Event::DeclineDropped)),
            Command::Register(form) => self.decide_register(form, setting, brought),
            Command::Link(form) => self.decide_link(form, brought).map(Event::Linked),
            Command::Unlink(form) => self.decide_unlink(form).map(Event::Unlinked),
            Command::SetDisclosure(form) => Publication::decide(form, now.today).map(Event::Publication),
            Command::ProposeUnits(form) => self.decide_plan(form, setting),
            Command::Assign(form) => self.decide_assign(form, setting, brought.meeting),
            Command::Share(command) => {
                let asks = self.submission.as_ref().map_or(0, |submission| submission.asks.len());
                let since = self.hand_over.as_ref().map(|hand_over| hand_over.on);
                self.shares.decide(command, &doing, shares::Occasion { since, asks }).map(Event::Share)
            }
            Command::Contact(command) => {
                let previous = self.replies.last().map(|reply| reply.on);
                let earliest = previous.or(self.hand_over.as_ref().map(|hand_over| hand_over.on));
                let occasion = contacts::Occasion { round: self.round(), earliest };
                self.contacts.decide(command, &doing, occasion).map(Event::Contact)
            }
            Command::Promise(command) => self.promises.decide(command, &doing).map(Event::Promise),
            Command::AskExtension(form) => self.decide_extension_wish(form, setting).map(Event::Extension),
            Command::GrantExtension(form) => self.decide_extension(form, setting).map(Event::Extension),
            Command::RefuseExtension(form) => {
                parse_reason(&form.reason).map(|reason| Event::Extension(extension::Event::Refused { reason }))
            }
            Command::DraftReply(form) => Self::decide_draft(doing.unit()?, form),
            Command::Reply(form) => {
                let share = self.shares.of(doing.unit()?).ok_or(Refusal::NotOpen)?;
                let reply = Box::new(form.parse(self, share, &doing)?);
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
            Command::GrantSecondRound
            | Command::RefuseSecondRound(_)
            | Command::Escalate
            | Command::HandleAgain(_)
            | Command::FollowUp(_)
            | Command::CloseUnsatisfied(_)
            | Command::ReopenHandling(_) => self.decide_round(command, setting).map(Event::Round),
            Command::Close => Ok(Event::Closed),
            Command::Nominate(form) => form.parse(now.today).map(|new| Event::Key(key::Event::Nominated(new))),
            Command::DropNomination => Ok(Event::Key(key::Event::Dropped)),
            Command::NameKey(form) => {
                form.parse(self, now.today).map(|new| Event::Key(key::Event::Named(Box::new(new))))
            }
            Command::ReportProgress(form) => {
                form.parse(now.today, false).map(|report| Event::Key(key::Event::Reported(report)))
            }
            Command::FinalReport(form) => {
                form.parse(now.today, true).map(|report| Event::Key(key::Event::Reported(report)))
            }
            Command::Chase(form) => {
                let by = leave.relation().office().ok_or(Refusal::NotOpen)?;
                Chases::decide(form, by).map(Event::Chased)
            }
            Command::AskWithdrawal(form) => self.decide_withdrawal(&form.reason).map(Event::Withdrawal),
            Command::AgreeWithdrawal => Ok(Event::Withdrawal(withdrawal::Event::Agreed)),
            Command::DropWithdrawal => Ok(Event::Withdrawal(withdrawal::Event::Dropped)),
        }
    }

    /// Between sessions one limit covers review and hand-over; after a session the hand-over meeting has its own.
    fn decide_register(&self, form: &RegisterForm, setting: &Setting, brought: &Brought) -> Result<Event, Refusal> {
        let (settled, publication) = form.parse(setting.county, setting.now.today)?;
        let number = brought.number.ok_or(Refusal::NotOpen)?;
        let hand_over = match (number.cohort.series, &self.clock) {
            (Series::Interim(_), Some(review)) => review.clone(),
            _ => setting.now.clock(Limit::HandOver),
        };
        Ok(Event::Registered { number, settled, publication, hand_over })
    }
}
