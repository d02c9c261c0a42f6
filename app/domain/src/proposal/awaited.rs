//! Who is awaited for what, since when and until when.
//!
//! This is told here once: desks, their dates, reminders, what supervision calls late, and the day beside each step all
//! read it. Whether something is late is derived on the day it is asked.

use jiff::civil::Date;

use super::Proposal;
use crate::county::clock::Clock;
use crate::county::people::{Actor, BodyId, Office, Role};
use crate::parts::promises::PromiseState;
use crate::parts::shares::{Assignment, Part};
use crate::proposal::notice::Audience;
use crate::proposal::relations::relation_by;
use crate::proposal::replies::ReplyBlock;
use crate::proposal::signing::SignState;
use crate::proposal::workflow::{Relation, Stage, Step, next};

/// Something that is awaited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awaited<'a> {
    /// What is to be done. Of a choice the step that goes on: granting stands for refusing too.
    pub step: Step,
    /// Who may do it; one of them suffices.
    pub from: Vec<Audience>,
    /// Until when, where there is an end.
    pub until: Option<Date>,
    /// Why until then.
    pub why: Why<'a>,
}

/// Why something is awaited until a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why<'a> {
    /// Its own limit runs.
    Limit(&'a Clock),
    /// A promise, by its place, that was given on a day.
    Promise {
        /// Its place among the paper's promises, from 0.
        n: usize,
        /// The day of the reply that gave it.
        given: Date,
    },
    /// Another limit runs, of which others are reminded; or none.
    Other,
}

impl<'a> Awaited<'a> {
    fn new(step: Step, from: impl IntoIterator<Item = Audience>) -> Self {
        Self { step, from: from.into_iter().collect(), until: None, why: Why::Other }
    }

    fn within(self, clock: Option<&'a Clock>) -> Self {
        match clock {
            Some(clock) => Self { until: Some(clock.due), why: Why::Limit(clock), ..self },
            None => self,
        }
    }

    fn until(self, until: Option<Date>) -> Self {
        Self { until, ..self }
    }

    /// The clock of its own limit.
    pub fn clock(&self) -> Option<&'a Clock> {
        match self.why {
            Why::Limit(clock) => Some(clock),
            Why::Promise { .. } | Why::Other => None,
        }
    }

    /// The place of the promise, where it is one.
    pub fn promise(&self) -> Option<usize> {
        match self.why {
            Why::Promise { n, .. } => Some(n),
            Why::Limit(_) | Why::Other => None,
        }
    }

    /// Since when it is awaited, as reminders count: from the start of its limit, or the day of its promise.
    pub fn since(&self) -> Option<Date> {
        match self.why {
            Why::Limit(clock) => Some(clock.start),
            Why::Promise { given, .. } => Some(given),
            Why::Other => None,
        }
    }

    /// The unit from which it is awaited, where it is a unit's to do.
    pub fn unit(&self) -> Option<BodyId> {
        self.from.iter().find_map(|who| match who {
            Audience::Holders(role) => role.unit(),
            Audience::Person(_) => None,
        })
    }

    /// Whether it is awaited from this person: by name, or by an office.
    pub fn is_from(&self, actor: &Actor) -> bool {
        self.from.iter().any(|who| match who {
            Audience::Person(person) => *person == actor.person,
            Audience::Holders(role) => actor.roles.contains(role),
        })
    }
}

/// Everyone in a unit who works on papers.
fn people(unit: BodyId) -> [Audience; 2] {
    [Role::UnitClerk(unit), Role::UnitHead(unit)].map(Audience::Holders)
}

const CONGRESS: Audience = Audience::Holders(Role::CongressOffice);
const GOVERNMENT: Audience = Audience::Holders(Role::GovernmentOffice);
const SUPERVISOR: Audience = Audience::Holders(Role::Supervisor);

impl Proposal {
    /// All that is awaited now, what falls due first before what falls due later, what has no end last.
    pub fn awaited(&self) -> Vec<Awaited<'_>> {
        let mut all = self.awaited_at_stage();
        all.extend(self.awaited_of_shares());
        all.extend(self.awaited_of_promises());
        all.extend(self.awaited_beside());
        for one in &mut all {
            let step = one.step;
            // The limit of a reply binds its units also while they wait for others.
            one.from.retain(|who| step == Step::Reply || self.is_permitted(step, *who));
        }
        all.retain(|one| !one.from.is_empty());
        all.sort_by_key(|one| (one.until.is_none(), one.until));
        all
    }

    /// What is awaited of a person and open to him now, in the same order.
    pub fn awaited_of(&self, actor: &Actor, today: Date) -> Vec<Awaited<'_>> {
        let mut all = self.awaited();
        all.retain(|one| one.is_from(actor) && self.leave(one.step, actor, today).is_some());
        all
    }

    /// What has a last day that concerns a person: what is awaited of him, of his units whoever does it, and of the units
    /// of a key proposal that he watches.
    pub fn dates_of(&self, actor: &Actor, today: Date) -> Vec<Awaited<'_>> {
        let is_lead = actor.person == self.lead;
        let watches = self.key.is_some() && self.is_public() && actor.holds(Office::Supervisor);
        let is_watched = |one: &Awaited| watches && one.unit().is_some();
        let mut all = self.awaited();
        all.retain(|one| {
            let is_own = one.is_from(actor) && self.leave(one.step, actor, today).is_some();
            let is_of_unit = !is_lead && one.unit().is_some_and(|unit| actor.units().any(|mine| mine == unit));
            one.until.is_some() && (is_own || ((is_of_unit || is_watched(one)) && one.since().is_some()))
        });
        all
    }

    /// What those who supervise watch over: what units owe, where it is late or the paper is a key proposal.
    pub fn watched(&self, today: Date) -> Option<Awaited<'_>> {
        let is_watched = |one: &Awaited| {
            let is_late = one.until.is_some_and(|until| until < today);
            one.unit().is_some() && one.since().is_some() && (is_late || self.key.is_some())
        };
        self.awaited().into_iter().find(is_watched)
    }

    /// What units and offices are late with, the latest first to fall due first.
    pub fn late(&self, today: Date) -> Vec<Awaited<'_>> {
        let mut all = self.awaited();
        all.retain(|one| {
            let is_official = one.from.iter().any(|who| matches!(who, Audience::Holders(_)));
            is_official && one.since().is_some() && one.until.is_some_and(|until| until < today)
        });
        all
    }

    /// Whether the table lets somebody of an audience take a step at this stage.
    fn is_permitted(&self, step: Step, who: Audience) -> bool {
        let may = |relation| next(self.stage, step, relation).is_some();
        match who {
            Audience::Person(person) if person == self.lead => may(Relation::Lead),
            Audience::Person(_) => may(Relation::CoSigner) || may(Relation::Invitee),
            Audience::Holders(role) => match role {
                Role::CongressOffice => may(Relation::CongressOffice),
                Role::GovernmentOffice => may(Relation::GovernmentOffice),
                Role::Supervisor => may(Relation::Supervisor),
                Role::UnitClerk(_) | Role::UnitHead(_) => {
                    self.shares.iter().filter_map(|share| relation_by(share, role)).any(may)
                }
                Role::Deputy | Role::Administrator => false,
            },
        }
    }

    /// What the stage itself waits for.
    fn awaited_at_stage(&self) -> Vec<Awaited<'_>> {
        let lead = [Audience::Person(self.lead)];
        let clock = self.clock.as_ref();
        let unanswered = || self.signers.iter().filter(|signer| signer.state == SignState::Invited);
        match self.stage {
            Stage::Draft | Stage::SentBack => vec![Awaited::new(Step::Submit, lead)],
            Stage::CoSigning => {
                let asked = unanswered().map(|signer| {
                    let own = clock.filter(|clock| clock.due == signer.until);
                    let asked = Awaited::new(Step::CoSign, [Audience::Person(signer.person)]);
                    if own.is_some() { asked.within(own) } else { asked.until(Some(signer.until)) }
                });
                asked.chain([Awaited::new(Step::Submit, lead)]).collect()
            }
            Stage::Submitted if self.decline.is_some() => {
                vec![Awaited::new(Step::ConfirmDecline, [CONGRESS]).within(clock)]
            }
            Stage::Submitted => vec![Awaited::new(Step::Register, [CONGRESS]).within(clock)],
            Stage::Registered => {
                let is_split = self.plan.as_ref().is_some_and(|plan| plan.to_government);
                let offices = [CONGRESS].into_iter().chain(is_split.then_some(GOVERNMENT));
                vec![Awaited::new(Step::Assign, offices).within(clock)]
            }
            Stage::Replied if self.mark().is_none() => vec![Awaited::new(Step::Rate, lead).within(clock)],
            Stage::Replied if self.is_unsatisfied() && !self.second_round_refused => {
                let step = if self.replies.len() > 1 { Step::Escalate } else { Step::GrantSecondRound };
                vec![Awaited::new(step, [CONGRESS]).within(clock)]
            }
            Stage::Escalated => vec![Awaited::new(Step::HandleAgain, [CONGRESS])],
            Stage::Tracking if self.promises.open().next().is_none() => {
                let step = if self.is_unsatisfied() { Step::CloseUnsatisfied } else { Step::Close };
                vec![Awaited::new(step, [CONGRESS])]
            }
            Stage::Assigned
            | Stage::Handling
            | Stage::ReHandling
            | Stage::Replied
            | Stage::Tracking
            | Stage::Declined
            | Stage::Closed
            | Stage::ClosedUnsatisfied
            | Stage::Withdrawn => Vec::new(),
        }
    }

    /// What is awaited of each unit until it has replied.
    fn awaited_of_shares(&self) -> Vec<Awaited<'_>> {
        let mut all = Vec::new();
        if !matches!(self.stage, Stage::Assigned | Stage::Handling | Stage::ReHandling | Stage::Tracking) {
            return all;
        }
        for share in self.shares.iter() {
            if !share.accepted {
                if self.shares.pending_return_of(share.unit).is_none() {
                    all.push(Awaited::new(Step::Accept, people(share.unit)).within(share.acceptance.as_ref()));
                }
                // Whoever hesitates owes the reply all the same.
                if self.stage == Stage::Assigned && share.part != Part::Assisting {
                    all.push(self.awaited_reply(share, Step::Reply));
                }
            } else if share.part == Part::Assisting {
                if share.opinion().is_none() && self.stage != Stage::Tracking {
                    let opinion = Awaited::new(Step::SendOpinion, people(share.unit));
                    let own = share.opinion_by.as_ref().filter(|_| self.replies.is_empty());
                    let reply = self.reply_clock().map(|clock| clock.due);
                    all.push(if own.is_some() { opinion.within(own) } else { opinion.until(reply) });
                }
            } else if self.may_answer(share) {
                all.extend(self.awaited_answers(share));
            }
        }
        all
    }

    /// What is awaited of a unit that has a reply to give: that it speaks with the deputy, drafts and signs.
    fn awaited_answers<'a>(&'a self, share: &'a Assignment) -> Vec<Awaited<'a>> {
        let is_drafted = self.is_drafted(share);
        match self.stage {
            // Others have not accepted yet.
            Stage::Assigned => return vec![self.awaited_reply(share, Step::Reply)],
            // A further reply is the unit's own wish.
            Stage::Tracking if !is_drafted => return Vec::new(),
            _ => {}
        }
        let mut all = Vec::new();
        let has_to_speak = self.stage != Stage::Tracking
            && matches!(self.contact_block(share), Some(ReplyBlock::NoContact | ReplyBlock::ContactDisputed));
        let is_silent = !self.contacts.iter().any(|contact| contact.unit == share.unit);
        let first = share.first_contact.as_ref().filter(|_| has_to_speak && is_silent);
        if first.is_some() {
            all.push(Awaited::new(Step::RecordContact, people(share.unit)).within(first));
        }
        let step = match (is_drafted, has_to_speak && first.is_none()) {
            (_, true) => Step::RecordContact,
            (false, false) => Step::DraftReply,
            (true, false) => Step::Reply,
        };
        all.push(self.awaited_reply(share, step));
        all
    }

    /// The next step towards a unit's reply, within the limit of the reply.
    fn awaited_reply(&self, share: &Assignment, step: Step) -> Awaited<'_> {
        let [clerk, head] = people(share.unit);
        let from = match step {
            Step::DraftReply => vec![clerk],
            Step::Reply => vec![head],
            _ => vec![clerk, head],
        };
        Awaited::new(step, from).within(self.reply_clock())
    }

    /// What is awaited of promises: that they are kept, looked at and looked at again.
    fn awaited_of_promises(&self) -> Vec<Awaited<'_>> {
        let mut all = Vec::new();
        for (n, one) in self.promises.iter().enumerate().filter(|(_, one)| one.state == PromiseState::Open) {
            all.push(Awaited {
                until: Some(one.due),
                why: Why::Promise { n, given: one.given },
                ..Awaited::new(Step::ClaimPromise, people(one.unit))
            });
        }
        if self.promises.claimed().next().is_some() {
            all.push(Awaited::new(Step::VerifyPromise, [Audience::Person(self.lead), CONGRESS]));
        }
        if self.promises.to_look_back().next().is_some() {
            all.push(Awaited::new(Step::LookBack, [CONGRESS, SUPERVISOR]));
        }
        all
    }

    /// What is awaited whatever else is: answers to wishes, to contacts, and decisions about publication.
    fn awaited_beside(&self) -> Vec<Awaited<'_>> {
        let mut all = Vec::new();
        for case in self.shares.pending_returns() {
            all.push(Awaited::new(Step::Reassign, [CONGRESS, GOVERNMENT]).within(Some(&case.decide_by)));
        }
        // The one that would stand first.
        let check = self.contacts.awaited().map(|(_, contact)| &contact.check).min_by_key(|clock| clock.due);
        let lead = [Audience::Person(self.lead)];
        all.extend(check.map(|clock| Awaited::new(Step::ConfirmContact, lead).within(Some(clock))));
        if self.pending_extension().is_some() {
            let until = self.reply_clock().map(|clock| clock.due);
            all.push(Awaited::new(Step::GrantExtension, [CONGRESS]).until(until));
        }
        if self.nomination.is_some() {
            all.push(Awaited::new(Step::NameKey, [CONGRESS]));
        }
        if let Some(day) = self.publication.review_due() {
            all.push(Awaited::new(Step::SetDisclosure, [CONGRESS]).until(Some(day)));
        }
        let silent = self.withdrawal_waits_for().into_iter().map(Audience::Person);
        all.extend(silent.map(|who| Awaited::new(Step::AgreeWithdrawal, [who])));
        all
    }
}
