//! What each reader may see of a proposal: types of their own, so that nothing is merely left out.

mod clock;
mod handling;
mod lists;
mod reader;
mod reply;
mod signing;
mod summarised;
mod timeline;
mod units;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::number::Number;
use crate::county::people::{PersonId, TownshipId};
use crate::county::topic::Topic;
use crate::parts::publication::Disclosure;
use crate::proposal::ProposalId;
use crate::proposal::command::Decline;
use crate::proposal::draft::{Draft, Kind};
use crate::proposal::key::KeyProposal;
use crate::proposal::workflow::{Stage, Step};

pub use clock::{AwaitedView, ClockView};
pub use handling::{
    ChaseView, ClaimView, ContactView, CoordinationView, ExtensionView, HandlingView, LookBackView, Minutes,
    NominationView, OpinionView, PromiseView, ReplyDesk,
};
pub use lists::{DeskItem, LatestReply, Summary};
pub use reader::Reader;
pub use reply::{RatingView, ReplyView};
pub use signing::{CoSigningView, SignerView, TextPart, WithdrawalView};
pub use summarised::RestrictionView;
pub use timeline::Entry;
pub use units::{PlanView, ReturnDecisionView, ReturnView, UnitView};

/// Another paper about the same matter, as a page names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedPaper {
    pub id: ProposalId,
    pub number: Number,
    /// Its title; a paper does not know those of others, so whoever reads them fills it in.
    pub title: String,
}

/// A proposal as one reader may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalView {
    pub id: ProposalId,
    /// The version that a step must name.
    pub version: i32,
    /// Where it stands.
    pub stage: Stage,
    /// How it stands, in one sentence.
    pub status: String,
    /// Whether the clock that readers ask about has run out.
    pub overdue: bool,
    pub number: Option<Number>,
    pub title: String,
    /// The lead deputy.
    pub lead: PersonId,
    /// The lead deputy's name.
    pub lead_name: String,
    /// What it is about.
    pub topic: Topic,
    /// The place; `None` for the whole county.
    pub township: Option<Place>,
    /// Whether it is published.
    pub disclosure: Disclosure,
    /// Why not all of it is published.
    pub restriction: Option<RestrictionView>,
    /// The text handed in; not for the public where a summary is published.
    pub text: Option<TextView>,
    /// When it was handed in.
    pub submitted_on: Option<Date>,
    /// When it was registered.
    pub registered_on: Option<Date>,
    /// When it was handed over.
    pub handed_over_on: Option<Date>,
    /// What kind of paper it is.
    pub kind: Kind,
    /// The delegation that submits it, where one does.
    pub delegation: Option<Place>,
    /// The deputies who were asked to sign: to the lead deputy all of them, to others those who have signed.
    pub signers: Vec<SignerView>,
    /// The papers about the same matter.
    pub links: Vec<LinkedPaper>,
    /// Who pushes it as a key proposal.
    pub key: Option<KeyProposal>,
    /// The units and their parts.
    pub units: Vec<UnitView>,
    /// The wishes of units to give it back.
    pub returns: Vec<ReturnView>,
    /// The date that readers ask about, and why it is that date.
    pub clock: Option<ClockView>,
    /// Contacts, opinions, promises and what else belongs to the handling.
    pub handling: HandlingView,
    /// The replies, first to last.
    pub replies: Vec<ReplyView>,
    /// The replies of separate units, first to last.
    pub separate_replies: Vec<ReplyView>,
    /// What happened, first to last.
    pub timeline: Vec<Entry>,
    /// The steps open to this reader.
    pub steps: Vec<Step>,
    /// What is awaited of this reader, what falls due first before what falls due later.
    pub awaited: Vec<AwaitedView>,
    /// Whether the reader may add files of the handling.
    pub may_attach: bool,
    /// What only those concerned see.
    pub inside: Option<Inside>,
    /// The county's date when this was made.
    pub today: Date,
}

/// A place's id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub id: TownshipId,
    /// The name in the reader's language.
    pub name: String,
}

/// What only those concerned see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inside {
    /// Why it was sent back.
    pub sent_back_for: Option<String>,
    /// The refusal, proposed or confirmed.
    pub decline: Option<Decline>,
    /// The lead deputy's draft; for the lead deputy only.
    pub draft: Option<Draft>,
    /// What the signing is about, while it goes on.
    pub co_signing: Option<CoSigningView>,
    /// The withdrawal that waits for co-signers.
    pub withdrawal: Option<WithdrawalView>,
    /// The units proposed for the meeting; for the offices.
    pub plan: Option<PlanView>,
}

/// The text of a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextView {
    /// What is wrong.
    pub problem: String,
    /// Why it is so.
    pub analysis: String,
    /// What is asked for.
    pub asks: Vec<String>,
    /// The village or the spot.
    pub village: Option<String>,
}
