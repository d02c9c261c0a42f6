//! A proposal as it stands, who is what to it, and which steps are open.

pub mod advice;
pub mod attachment;
pub mod awaited;
pub mod command;
pub mod coordination;
pub mod decide;
pub mod draft;
pub mod event;
pub mod excerpt;
pub mod extension;
pub mod facets;
pub mod follow;
pub mod hand_over;
pub mod key;
pub mod leave;
pub mod letter;
pub mod list;
pub mod meeting;
pub mod notice;
pub mod publicity;
pub mod replies;
pub mod review;
pub mod rounds;
pub mod routing;
pub mod sheet;
pub mod signing;
pub mod similar;
pub mod statistics;
pub mod supervision;
pub mod versions;
pub mod view;
pub mod withdrawal;
pub mod wording;
pub mod workflow;

mod answers;
mod due;
mod relations;
mod steps;

use ground::id;
use ground::text::Reason;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::county::clock::Clock;
use crate::county::number::Number;
use crate::county::people::{Actor, PersonId};
use crate::county::topic::Topic;
use crate::parts::chases::Chases;
use crate::parts::contacts::Contacts;
use crate::parts::promises::Promises;
use crate::parts::publication::{Disclosure, Publication};
use crate::parts::shares::{Assignment, Shares};
use crate::proposal::command::{Decline, Mark, Reply, Settled};
use crate::proposal::coordination::Coordination;
use crate::proposal::draft::{Draft, Submission};
use crate::proposal::extension::Extension;
use crate::proposal::hand_over::Plan;
use crate::proposal::key::{KeyProposal, Nomination};
use crate::proposal::replies::ReplyDraft;
use crate::proposal::signing::{Frozen, Signer};
use crate::proposal::withdrawal::Withdrawal;
use crate::proposal::workflow::Stage;

id! {
    /// A proposal's id (UUID version 7: ordered by the time of its making).
    ProposalId(Uuid)
}

/// One numbered paper, from its first draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
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
    /// Topic and place as they count.
    pub settled: Settled,
    /// What the public reads of it.
    pub publication: Publication,
    /// Why it was sent back, while it is.
    pub sent_back_for: Option<Reason>,
    /// The refusal, proposed or confirmed.
    pub decline: Option<Decline>,
    /// Who proposed the refusal: another must confirm it.
    pub declined_by: Option<PersonId>,
    pub number: Option<Number>,
    /// When it was registered, in milliseconds since 1970 (UTC).
    pub registered_at: Option<i64>,
    /// Who leads and sponsors it as a key proposal.
    pub key: Option<KeyProposal>,
    /// The units it was handed to, and their wishes to give it back.
    pub shares: Shares,
    /// The hand-over and the clock that it started.
    pub hand_over: Option<HandOver>,
    /// The contacts with the deputy.
    pub contacts: Contacts,
    /// The replies, one a round.
    pub replies: Vec<Reply>,
    /// The clock that runs now.
    pub clock: Option<Clock>,
    /// The texts that were frozen for signing, first to last.
    pub frozen: Vec<Frozen>,
    /// The deputies who were asked to sign.
    pub signers: Vec<Signer>,
    /// The withdrawal that waits for co-signers.
    pub withdrawal: Option<Withdrawal>,
    /// The papers about the same matter; each keeps its own number and reply.
    pub links: Vec<PaperLink>,
    /// The units proposed for the hand-over meeting.
    pub plan: Option<Plan>,
    /// The wishes of the lead unit for more time, first to last.
    pub extensions: Vec<Extension>,
    /// The replies in the making, one a unit.
    pub reply_drafts: Vec<ReplyDraft>,
    /// The replies of separate units, first to last.
    pub separate_replies: Vec<Reply>,
    /// Whether the office decided against a second round after the last reply.
    pub second_round_refused: bool,
    /// The promises of all replies, first to last.
    pub promises: Promises,
    /// The coordination meetings, first to last.
    pub coordinations: Vec<Coordination>,
    /// The nomination as a key proposal that waits for the chairs' meeting.
    pub nomination: Option<Nomination>,
    /// When the units were chased, first to last.
    pub chases: Chases,
    /// The last line of its log.
    pub last_seq: u32,
    /// When it last changed, in milliseconds since 1970 (UTC).
    pub changed_at: i64,
}

/// Another paper about the same matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperLink {
    pub id: ProposalId,
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
            settled: Settled { topic: Topic::Governance, township: None },
            publication: Publication::wished(Disclosure::Open),
            sent_back_for: None,
            decline: None,
            declined_by: None,
            number: None,
            registered_at: None,
            key: None,
            shares: Shares::default(),
            hand_over: None,
            contacts: Contacts::default(),
            replies: Vec::new(),
            clock: None,
            frozen: Vec::new(),
            signers: Vec::new(),
            withdrawal: None,
            links: Vec::new(),
            plan: None,
            extensions: Vec::new(),
            reply_drafts: Vec::new(),
            separate_replies: Vec::new(),
            second_round_refused: false,
            promises: Promises::default(),
            coordinations: Vec::new(),
            nomination: None,
            chases: Chases::default(),
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
        self.is_registered() && !self.publication.is_closed()
    }

    /// The lead unit, once handed over.
    pub fn lead_unit(&self) -> Option<&Assignment> {
        self.shares.lead()
    }

    /// The round of handling that runs now or ran last, from 1.
    pub fn round(&self) -> usize {
        let answered = self.replies.len();
        if matches!(self.stage, Stage::Handling | Stage::ReHandling) { answered + 1 } else { answered.max(1) }
    }

    /// The last reply's overall mark, once rated.
    pub fn mark(&self) -> Option<Mark> {
        self.replies.last()?.rating.as_ref().map(command::Rating::overall)
    }

    /// Whether the last reply was rated 不满意.
    pub fn is_unsatisfied(&self) -> bool {
        self.mark() == Some(Mark::Unsatisfied)
    }
}
