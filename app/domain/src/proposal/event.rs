//! What happened to a proposal: events, each signed, and what each changes.

mod effect;
mod readers;
mod step;

use ground::fingerprint::Fingerprint;
use serde::{Deserialize, Serialize};

use crate::case::record;
use crate::county::clock::Clock;
use crate::county::number::Number;
use crate::county::people::BodyId;
use crate::parts::chases::Chased;
use crate::parts::publication::Decision;
use crate::parts::shares::{Assignment, ShareClocks};
use crate::parts::{contacts, promises, publication, shares};
use crate::proposal::command::{Rating, Reply, ReplyForm, Settled};
use crate::proposal::draft::Submission;
use crate::proposal::hand_over::Plan;
use crate::proposal::meeting::MeetingId;
use crate::proposal::workflow::{Relation, Stage};
use crate::proposal::{PaperLink, extension, key, review, rounds, signing, withdrawal};

/// A line of a proposal's log.
pub type Record = record::Record<Stage, Relation, Event>;
/// Who signs for a line of a proposal's log.
pub type Signature = record::Signature<Relation>;

/// What happened. The clocks it started are part of it, so that a replay needs no rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Something happened to the signing of the text.
    Signing(signing::Event),
    /// The text was handed in, or handed in again.
    Submitted {
        /// The text.
        submission: Box<Submission>,
        /// The review clock.
        review: Clock,
        /// What identifies the text; who has not signed it drops out.
        fingerprint: Fingerprint,
    },
    /// Something happened at the review.
    Review(review::Event),
    /// It was numbered.
    Registered {
        number: Number,
        /// Topic and place.
        settled: Settled,
        /// What is published.
        publication: Decision,
        /// Until when it must be handed over.
        hand_over: Clock,
    },
    /// It was linked to another paper.
    Linked(PaperLink),
    /// A link was undone.
    Unlinked(PaperLink),
    /// Something happened to what the public reads of it.
    Publication(publication::Event),
    /// Units were proposed for the hand-over meeting.
    UnitsProposed(Plan),
    /// It was handed over.
    Assigned {
        /// The units and their parts.
        assignments: Vec<Assignment>,
        /// The clocks of each unit.
        clocks: ShareClocks,
        /// Until when they must reply.
        reply: Clock,
        /// The hand-over meeting, where it was handed over at one.
        meeting: Option<MeetingId>,
    },
    /// Something happened to a unit's share.
    Share(shares::Event),
    /// Handling began.
    Begun,
    /// Something happened to a contact.
    Contact(contacts::Event),
    /// Something happened to a wish for more time.
    Extension(extension::Event),
    /// A version of a reply was saved.
    ReplyDrafted {
        unit: BodyId,
        /// The text as typed.
        form: Box<ReplyForm>,
    },
    /// A separate unit's reply was issued.
    SeparateReplied { reply: Box<Reply> },
    /// The reply was issued.
    Replied {
        reply: Box<Reply>,
        /// Until when the deputy may rate.
        rating: Clock,
    },
    /// The deputy rated the reply.
    Rated {
        rating: Rating,
        /// Until when the office decides, after an unsatisfied rating.
        decision: Option<Clock>,
    },
    /// Something happened to a further round of handling.
    Round(rounds::Event),
    /// Something happened to a promise.
    Promise(promises::Event),
    /// Something happened to a key proposal.
    Key(key::Event),
    /// The units were chased.
    Chased(Chased),
    /// Its promises are being followed up.
    Tracked,
    /// It is done.
    Closed,
    /// Something happened to a withdrawal.
    Withdrawal(withdrawal::Event),
}
