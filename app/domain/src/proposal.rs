//! A proposal as it stands, who is what to it, and which steps are open.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::chases::{Chase, may_chase};
use crate::command::{Assignment, Decline, Mark, Part, Reply, Settled};
use crate::commitments::{CommitmentCase, CommitmentState};
use crate::contacts::Contact;
use crate::coordination::Coordination;
use crate::deadline::Clock;
use crate::disclosure::Disclosure;
use crate::draft::{Draft, Submission, Topic};
use crate::extension::Extension;
use crate::hand_over::{Plan, ReturnCase};
use crate::key::{KeyProposal, Nomination};
use crate::number::Number;
use crate::people::{Actor, Office, PersonId, ProposalId, Role};
use crate::replies::{ReplyBlock, ReplyDraft};
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
    /// The wishes of the lead unit for more time, first to last.
    #[serde(default)]
    pub extensions: Vec<Extension>,
    /// The replies in the making, one a unit.
    #[serde(default)]
    pub reply_drafts: Vec<ReplyDraft>,
    /// The replies of separate units, first to last.
    #[serde(default)]
    pub separate_replies: Vec<Reply>,
    /// Whether the office decided against a second round after the last reply.
    #[serde(default)]
    pub second_round_refused: bool,
    /// The promises of all replies, first to last.
    #[serde(default)]
    pub commitments: Vec<CommitmentCase>,
    /// The coordination meetings, first to last.
    #[serde(default)]
    pub coordinations: Vec<Coordination>,
    /// The nomination as a key proposal that waits for the chairs' meeting.
    #[serde(default)]
    pub nomination: Option<Nomination>,
    /// When the units were chased, first to last.
    #[serde(default)]
    pub chases: Vec<Chase>,
    /// Since when it is not public any more, where it was.
    #[serde(default)]
    pub hidden_on: Option<Date>,
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
            settled: Settled {
                topic: Topic::Governance,
                township: None,
                disclosure: Disclosure::Open,
                restriction: None,
            },
            hidden_on: None,
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
            extensions: Vec::new(),
            reply_drafts: Vec::new(),
            separate_replies: Vec::new(),
            second_round_refused: false,
            commitments: Vec::new(),
            coordinations: Vec::new(),
            nomination: None,
            chases: Vec::new(),
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
        self.is_registered() && self.settled.disclosure != Disclosure::Closed
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

    /// The day by which the next promise has to be kept, while promises are followed up.
    pub fn next_promise(&self) -> Option<Date> {
        let open = self.open_commitments().filter(|_| self.stage == Stage::Tracking);
        open.map(|(_, commitment)| commitment.due).min()
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
            Stage::Escalated => Some(Relation::CongressOffice),
            Stage::Tracking if self.open_commitments().next().is_none() => Some(Relation::CongressOffice),
            Stage::Tracking => Some(Relation::LeadHead),
            Stage::Assigned | Stage::Handling | Stage::ReHandling => Some(Relation::LeadHead),
            Stage::Replied => match self.mark() {
                None => Some(Relation::Lead),
                Some(_) => Some(Relation::CongressOffice),
            },
            _ => None,
        }
    }

    /// Whether the lead deputy is asked something beside the next step: to confirm a contact, to look at a kept promise.
    pub fn asks_lead(&self) -> bool {
        let is_heard = next(self.stage, Step::ConfirmContact, Relation::Lead).is_some();
        (is_heard && self.awaited_contacts().next().is_some()) || self.has_claims()
    }

    /// Whether the office is asked something beside the next step: about more time, a kept promise, a look-back.
    pub fn asks_office(&self) -> bool {
        let asked = self.stage == Stage::Handling && self.pending_extension().is_some();
        asked || self.has_claims() || self.look_backs_awaited().next().is_some() || self.awaits_disclosure_review()
    }

    fn has_claims(&self) -> bool {
        let open = matches!(self.stage, Stage::Replied | Stage::Tracking | Stage::ReHandling | Stage::Escalated);
        open && self.claimed_commitments().next().is_some()
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
                Role::Supervisor if !is_own => relations.push(Relation::Supervisor),
                Role::Administrator => relations.push(Relation::Administrator),
                // Nobody answers a paper that he leads himself, nor checks his own promise.
                Role::UnitClerk(_) | Role::UnitHead(_) if actor.person != self.lead => {
                    relations.extend(self.assignments.iter().filter_map(|assignment| assignment.relation(*role)));
                }
                Role::Deputy
                | Role::CongressOffice
                | Role::GovernmentOffice
                | Role::Supervisor
                | Role::UnitClerk(_)
                | Role::UnitHead(_) => {}
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
    pub fn is_ready(&self, step: Step, actor: Option<&Actor>, today: Date) -> bool {
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
            Step::AskWithdrawal => self.withdrawal.is_none() && self.separate_replies.is_empty(),
            Step::AgreeWithdrawal => person.is_some_and(|person| self.withdrawal_waits_for().contains(&person)),
            Step::DropWithdrawal => self.withdrawal.is_some(),
            Step::TakeOver
            | Step::RecordContact
            | Step::SendOpinion
            | Step::DraftReply
            | Step::Reply
            | Step::ClaimCommitment
            | Step::ExplainCommitment => actor.is_some_and(|actor| self.share_for(step, actor, today).is_some()),
            Step::ConfirmContact | Step::DisputeContact => self.awaited_contacts().next().is_some(),
            Step::ChaseOpinion => self.opinions_to_chase(today).next().is_some(),
            Step::SendBackOpinion => self.opinions_in().next().is_some(),
            Step::AskExtension => self.may_ask_extension(today),
            Step::GrantExtension | Step::RefuseExtension => self.pending_extension().is_some(),
            Step::VerifyCommitment | Step::RejectClaim => self.claimed_commitments().next().is_some(),
            Step::LookBack => self.look_backs_awaited().next().is_some(),
            Step::ReopenCommitment | Step::ReopenHandling => self.may_have_relapsed().next().is_some(),
            Step::Nominate => self.nomination.is_none() && self.key.is_none(),
            Step::DropNomination | Step::NameKey => self.nomination.is_some(),
            Step::ReportProgress | Step::FinalReport => self.key.as_ref().is_some_and(|key| !key.is_finished()),
            Step::Chase => may_chase(self.chases.last().map(|chase| chase.on), today),
            Step::Rate => self.replies.last().is_some_and(|reply| reply.rating.is_none()),
            Step::GrantSecondRound | Step::RefuseSecondRound => {
                self.replies.len() == 1 && self.is_unsatisfied() && !self.second_round_refused
            }
            Step::Escalate => self.replies.len() > 1 && self.is_unsatisfied(),
            Step::FollowUp => self.open_commitments().next().is_some(),
            Step::Close => match actor {
                None => true,
                Some(_) => self.open_commitments().next().is_none() && !self.is_unsatisfied(),
            },
            Step::CloseUnsatisfied => match (actor, self.stage) {
                (None, _) => true,
                (Some(_), Stage::Escalated) => true,
                (Some(_), _) => self.open_commitments().next().is_none() && self.is_unsatisfied(),
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

    /// Whether the last reply was rated 不满意.
    pub fn is_unsatisfied(&self) -> bool {
        self.mark() == Some(Mark::Unsatisfied)
    }

    /// The share for which a person may take one of the steps of units, and in which relation.
    pub(crate) fn share_for(&self, step: Step, actor: &Actor, today: Date) -> Option<(&Assignment, Relation)> {
        let ways = self
            .assignments
            .iter()
            .flat_map(|share| actor.roles.iter().filter_map(move |role| Some((share, share.relation(*role)?))));
        let mut open = ways.filter(|&(_, relation)| next(self.stage, step, relation).is_some());
        open.find(|(share, _)| match step {
            Step::TakeOver => share.handler.as_ref().is_none_or(|handler| handler.person != actor.person),
            Step::SendOpinion | Step::RecordContact => share.accepted,
            Step::DraftReply => self.may_answer(share),
            Step::Reply => self.may_answer(share) && self.reply_blocks(share, Some(actor.person), today).is_empty(),
            Step::ClaimCommitment | Step::ExplainCommitment => {
                let open = |one: &CommitmentCase| one.unit == share.unit && one.state == CommitmentState::Open;
                self.commitments.iter().any(open)
            }
            _ => false,
        })
    }

    /// The person's assignment that they may take on now, and in which relation.
    pub(crate) fn accepting(&self, actor: &Actor) -> Option<(&Assignment, Relation)> {
        let free = |assignment: &&Assignment| !assignment.accepted && self.pending_return_of(assignment.unit).is_none();
        let waiting = self.assignments.iter().filter(free);
        let mut ways = waiting.flat_map(|a| actor.roles.iter().filter_map(move |role| Some((a, a.relation(*role)?))));
        ways.find(|&(_, relation)| next(self.stage, Step::Accept, relation).is_some())
    }

    /// The relation in which a person may take a step now, if any.
    pub fn relation_for(&self, step: Step, actor: &Actor, today: Date) -> Option<Relation> {
        // Nobody acts as a unit, an office or a supervisor on a paper of his own: `relations_of` has the last word.
        if !self.is_ready(step, Some(actor), today) {
            return None;
        }
        if let Some((_, relation)) = self.share_for(step, actor, today) {
            return self.relations_of(actor).contains(&relation).then_some(relation);
        }
        if matches!(step, Step::Accept | Step::AskReturn) {
            return self.accepting(actor).map(|(_, relation)| relation);
        }
        self.relations_of(actor).into_iter().find(|&relation| next(self.stage, step, relation).is_some())
    }

    /// The steps that a person may take now: exactly those that [`Proposal::act`] would let them take.
    pub fn open_steps(&self, actor: &Actor, today: Date) -> Vec<Step> {
        Step::ALL.iter().copied().filter(|&step| self.relation_for(step, actor, today).is_some()).collect()
    }

    /// Whether a unit has a reply to give: a separate one gives one in each round; while promises are followed up there
    /// has to be news.
    fn may_answer(&self, share: &Assignment) -> bool {
        let given = self.separate_replies.iter().filter(|reply| reply.unit == Some(share.unit)).count();
        let is_turn = match share.part {
            Part::Separate => given < self.round(),
            Part::Lead | Part::Assisting => self.stage != Stage::Tracking || self.has_kept_since_reply(),
        };
        share.accepted && is_turn
    }

    /// The share of the unit for which a person writes or signs a reply now.
    pub fn answering_share(&self, actor: &Actor) -> Option<&Assignment> {
        let writes = |relation| next(self.stage, Step::DraftReply, relation).is_some();
        let mine = |share: &&Assignment| {
            actor.roles.iter().any(|role| share.relation(*role).is_some_and(writes)) && self.may_answer(share)
        };
        self.assignments.iter().find(mine).filter(|_| actor.person != self.lead)
    }

    /// What stands in the way of the reply that a person writes or signs.
    pub fn blocks_for(&self, actor: &Actor, today: Date) -> Vec<ReplyBlock> {
        let Some(share) = self.answering_share(actor) else { return Vec::new() };
        let signs = actor.roles.iter().any(|role| {
            share.relation(*role).is_some_and(|relation| next(self.stage, Step::Reply, relation).is_some())
        });
        self.reply_blocks(share, signs.then_some(actor.person), today)
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
