//! A proposal as it stands, who is what to it, and which steps are open.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::command::{Assignment, Commitment, Contact, Decline, Mark, Part, Reply, Settled};
use crate::deadline::Clock;
use crate::draft::{Disclosure, Draft, Submission, Topic};
use crate::hand_over::{Plan, ReturnCase};
use crate::number::Number;
use crate::people::{Actor, Office, PersonId, ProposalId, Role};
use crate::signing::{Frozen, Signer, Standing};
use crate::text::Reason;
use crate::withdrawal::Withdrawal;
use crate::workflow::{Relation, Stage, Step, next};

/// One numbered paper, from its first draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// Where it stands.
    pub stage: Stage,
    /// The lead deputy.
    pub lead: PersonId,
    /// The lead deputy's name.
    pub lead_name: String,
    /// What the lead deputy is writing.
    pub draft: Draft,
    /// The text as last handed in.
    pub submission: Option<Submission>,
    /// When that was.
    pub submitted_on: Option<Date>,
    /// Topic, place and disclosure as they count.
    pub settled: Settled,
    /// Why it was sent back, while it is.
    pub return_reason: Option<Reason>,
    /// The refusal, proposed or confirmed.
    pub decline: Option<Decline>,
    /// Who proposed the refusal: another must confirm it.
    pub declined_by: Option<PersonId>,
    /// Its number.
    pub number: Option<Number>,
    /// When it was registered, in milliseconds since 1970 (UTC).
    pub registered_at: Option<i64>,
    /// Who leads and sponsors it as a key proposal.
    pub key: Option<KeyProposal>,
    /// The units it was handed to.
    pub assignments: Vec<Assignment>,
    /// The hand-over and the clock that it started.
    pub hand_over: Option<HandOver>,
    /// The contacts with the deputy.
    pub contacts: Vec<Contact>,
    /// The replies, one a round.
    pub replies: Vec<Reply>,
    /// The clock that runs now.
    pub clock: Option<Clock>,
    /// The texts that were frozen for signing, first to last.
    #[serde(default)]
    pub frozen: Vec<Frozen>,
    /// The deputies who were asked to sign.
    #[serde(default)]
    pub signers: Vec<Signer>,
    /// The withdrawal that waits for co-signers.
    #[serde(default)]
    pub withdrawal: Option<Withdrawal>,
    /// The papers about the same matter; each keeps its own number and reply.
    #[serde(default)]
    pub links: Vec<PaperLink>,
    /// The units proposed for the hand-over meeting.
    #[serde(default)]
    pub plan: Option<Plan>,
    /// The wishes of units to give it back, first to last.
    #[serde(default)]
    pub returns: Vec<ReturnCase>,
    /// The last line of its log.
    pub last_seq: u32,
    /// When it last changed, in milliseconds since 1970 (UTC).
    pub changed_at: i64,
}

/// Another paper about the same matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperLink {
    /// Its id.
    pub id: ProposalId,
    /// Its number.
    pub number: Number,
}

/// The day of the hand-over and the clock for the first reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// The day.
    pub on: Date,
    /// The clock for the first reply.
    pub reply: Clock,
}

/// The chairs' meeting's decision to push a proposal (Deputies Law art. 52).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyProposal {
    /// The number of the minutes.
    pub minutes: String,
    /// 督办领导: a member of the chairs' meeting.
    pub supervisor: String,
    /// 领办领导: a leader of the government.
    pub sponsor: String,
}

impl Proposal {
    /// An empty draft.
    pub fn begin(id: ProposalId, lead: &Actor, at: i64) -> Self {
        Self {
            id,
            stage: Stage::Draft,
            lead: lead.person,
            lead_name: lead.name.clone(),
            draft: Draft::default(),
            submission: None,
            submitted_on: None,
            settled: Settled { topic: Topic::Governance, township: None, disclosure: Disclosure::Open },
            return_reason: None,
            decline: None,
            declined_by: None,
            number: None,
            registered_at: None,
            key: None,
            assignments: Vec::new(),
            hand_over: None,
            contacts: Vec::new(),
            replies: Vec::new(),
            clock: None,
            frozen: Vec::new(),
            signers: Vec::new(),
            withdrawal: None,
            links: Vec::new(),
            plan: None,
            returns: Vec::new(),
            last_seq: 0,
            changed_at: at,
        }
    }

    /// The title as others see it: of the text that counts, else of the draft.
    pub fn title(&self) -> &str {
        self.text().map_or(self.draft.title.as_str(), |text| text.title.as_str())
    }

    /// Whether it is on the record: numbered, whatever has become of it since.
    pub fn is_registered(&self) -> bool {
        self.stage.is_public() && self.number.is_some()
    }

    /// Whether anyone may see it.
    pub fn is_public(&self) -> bool {
        self.is_registered() && self.settled.disclosure == Disclosure::Open
    }

    /// The lead unit, once handed over.
    pub fn lead_unit(&self) -> Option<&Assignment> {
        self.assignments.iter().find(|assignment| assignment.part == Part::Lead)
    }

    /// The round of handling that runs now or ran last, from 1.
    pub fn round(&self) -> usize {
        let answered = self.replies.len();
        if matches!(self.stage, Stage::Handling | Stage::ReHandling) { answered + 1 } else { answered.max(1) }
    }

    /// The clock for the reply that is awaited, where one is.
    pub fn reply_clock(&self) -> Option<&Clock> {
        match self.stage {
            Stage::Assigned | Stage::Handling => self.hand_over.as_ref().map(|hand_over| &hand_over.reply),
            Stage::ReHandling => self.clock.as_ref(),
            _ => None,
        }
    }

    /// The clock that readers ask about: the awaited reply's, else the one that runs.
    pub fn shown_clock(&self) -> Option<&Clock> {
        self.reply_clock().or(self.clock.as_ref())
    }

    /// The last reply's promises.
    pub fn open_commitments(&self) -> &[Commitment] {
        self.replies.last().map_or(&[], |reply| reply.commitments.as_slice())
    }

    /// The day by which the next promise has to be kept, while promises are followed up.
    pub fn next_promise(&self) -> Option<Date> {
        let open = self.open_commitments().iter().filter(|_| self.stage == Stage::Tracking);
        open.map(|commitment| commitment.due).min()
    }

    /// The date that readers ask about: the shown clock's, else the next promise's.
    pub fn shown_due(&self) -> Option<Date> {
        self.shown_clock().map(|clock| clock.due).or_else(|| self.next_promise())
    }

    /// Whether that date has passed: derived on the day it is asked, and never stored.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.shown_due().is_some_and(|due| due < today)
    }

    /// The last reply's overall mark, once rated.
    pub fn mark(&self) -> Option<Mark> {
        self.replies.last()?.rating.as_ref().map(super::command::Rating::overall)
    }

    /// Who has to act next, where somebody has to.
    pub fn awaited(&self) -> Option<Relation> {
        match self.stage {
            Stage::Draft | Stage::CoSigning | Stage::Returned => Some(Relation::Lead),
            Stage::Submitted | Stage::Registered => Some(Relation::CongressOffice),
            Stage::Assigned if self.pending_returns().next().is_some() => Some(Relation::CongressOffice),
            Stage::Assigned | Stage::Handling | Stage::ReHandling => Some(Relation::LeadHead),
            Stage::Replied => match self.mark() {
                None => Some(Relation::Lead),
                Some(_) => Some(Relation::CongressOffice),
            },
            _ => None,
        }
    }

    /// How a person stands to it. Everyone is [`Relation::Public`] too.
    pub fn relations_of(&self, actor: &Actor) -> Vec<Relation> {
        let mut relations = Vec::new();
        // A former deputy stays the lead of his own papers: he still gets the replies and rates them.
        if actor.person == self.lead {
            relations.push(Relation::Lead);
        }
        relations.extend(self.standing(actor.person).map(|standing| match standing {
            Standing::Invitee => Relation::Invitee,
            Standing::CoSigner => Relation::CoSigner,
        }));
        // Nobody reviews or hands over a paper that he leads or has signed.
        let is_own = !relations.is_empty();
        for role in &actor.roles {
            match role {
                Role::CongressOffice if !is_own => relations.push(Relation::CongressOffice),
                Role::GovernmentOffice if !is_own => relations.push(Relation::GovernmentOffice),
                Role::Supervisor => relations.push(Relation::Supervisor),
                Role::Administrator => relations.push(Relation::Administrator),
                Role::UnitClerk(_) | Role::UnitHead(_) => {
                    relations.extend(self.assignments.iter().filter_map(|assignment| assignment.relation(*role)));
                }
                Role::Deputy | Role::CongressOffice | Role::GovernmentOffice => {}
            }
        }
        relations.push(Relation::Public);
        relations
    }

    /// Whether a reader who stands so may see it at all.
    pub fn is_visible_to(&self, relation: Relation) -> bool {
        match relation {
            Relation::Lead => true,
            Relation::CongressOffice => !matches!(self.stage, Stage::Draft | Stage::CoSigning),
            Relation::CoSigner => self.stage != Stage::Draft,
            Relation::Invitee => self.stage == Stage::CoSigning,
            Relation::GovernmentOffice
            | Relation::Supervisor
            | Relation::Sponsor
            | Relation::LeadClerk
            | Relation::LeadHead
            | Relation::AssistingClerk
            | Relation::AssistingHead
            | Relation::SeparateClerk
            | Relation::SeparateHead => self.is_registered(),
            Relation::Administrator | Relation::Public => self.is_public(),
            Relation::System => true,
        }
    }

    /// Whether the conditions that the table of [`next`] does not show are met.
    pub fn is_ready(&self, step: Step, actor: Option<&Actor>) -> bool {
        let person = actor.map(|actor| actor.person);
        match step {
            // Only a deputy in office hands papers in, and asks for signatures or gives one.
            Step::Submit | Step::Invite | Step::CoSign | Step::Reopen => {
                actor.is_some_and(|actor| actor.holds(Office::Deputy))
            }
            Step::Decline | Step::Return | Step::Register => self.decline.is_none(),
            Step::ConfirmDecline => self.decline.is_some() && self.declined_by != person,
            Step::DropDecline => self.decline.is_some(),
            Step::Accept | Step::AskReturn => actor.is_some_and(|actor| self.accepting(actor).is_some()),
            Step::Reassign | Step::RefuseReturn => self.pending_returns().next().is_some(),
            Step::GrantReturn => self.pending_returns().any(|case| case.part == Part::Lead),
            Step::Unlink => !self.links.is_empty(),
            Step::AskWithdrawal => self.withdrawal.is_none(),
            Step::AgreeWithdrawal => person.is_some_and(|person| self.withdrawal_waits_for().contains(&person)),
            Step::DropWithdrawal => self.withdrawal.is_some(),
            Step::Reply => self.contacts.iter().any(|contact| contact.round == self.round()),
            Step::Rate => self.replies.last().is_some_and(|reply| reply.rating.is_none()),
            Step::GrantSecondRound | Step::RefuseSecondRound => {
                self.replies.len() == 1 && self.mark() == Some(Mark::Unsatisfied)
            }
            Step::DeclineInvitation
            | Step::WithdrawSignature
            | Step::Link
            | Step::ProposeUnits
            | Step::Assign
            | Step::RecordContact => true,
            Step::Lapse | Step::Begin | Step::Track | Step::Close | Step::Withdraw => actor.is_none(),
        }
    }

    /// The person's assignment that they may take on now, and in which relation.
    pub(crate) fn accepting(&self, actor: &Actor) -> Option<(&Assignment, Relation)> {
        let free = |assignment: &&Assignment| !assignment.accepted && self.pending_return_of(assignment.unit).is_none();
        let waiting = self.assignments.iter().filter(free);
        let mut ways = waiting.flat_map(|a| actor.roles.iter().filter_map(move |role| Some((a, a.relation(*role)?))));
        ways.find(|&(_, relation)| next(self.stage, Step::Accept, relation).is_some())
    }

    /// The relation in which a person may take a step now, if any.
    pub fn relation_for(&self, step: Step, actor: &Actor) -> Option<Relation> {
        if !self.is_ready(step, Some(actor)) {
            return None;
        }
        if matches!(step, Step::Accept | Step::AskReturn) {
            return self.accepting(actor).map(|(_, relation)| relation);
        }
        self.relations_of(actor).into_iter().find(|&relation| next(self.stage, step, relation).is_some())
    }

    /// The steps that a person may take now: exactly those that [`Proposal::act`] would let them take.
    pub fn open_steps(&self, actor: &Actor) -> Vec<Step> {
        Step::ALL.iter().copied().filter(|&step| self.relation_for(step, actor).is_some()).collect()
    }

    /// Whether the reply waits for a contact to be recorded first.
    pub fn reply_needs_contact(&self, actor: &Actor) -> bool {
        !self.is_ready(Step::Reply, Some(actor))
            && self.relations_of(actor).into_iter().any(|relation| next(self.stage, Step::Reply, relation).is_some())
    }
}

impl Assignment {
    fn relation(&self, role: Role) -> Option<Relation> {
        (role.unit() == Some(self.unit)).then(|| match (self.part, role.office()) {
            (Part::Lead, Office::UnitHead) => Relation::LeadHead,
            (Part::Lead, _) => Relation::LeadClerk,
            (Part::Assisting, Office::UnitHead) => Relation::AssistingHead,
            (Part::Assisting, _) => Relation::AssistingClerk,
            (Part::Separate, Office::UnitHead) => Relation::SeparateHead,
            (Part::Separate, _) => Relation::SeparateClerk,
        })
    }
}
