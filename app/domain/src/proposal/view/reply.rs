//! A reply and its rating as a reader sees them.

use ground::vocabulary::Lang;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::parts::files::AttachmentRef;
use crate::parts::promises::Promised;
use crate::proposal::Proposal;
use crate::proposal::command::{Mark, Reply, ReplyClass};

/// A reply as published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyView {
    /// The name of the unit that replies.
    pub unit: String,
    pub document_number: String,
    /// Who signed it.
    pub signer: String,
    pub class: ReplyClass,
    /// The opening paragraph.
    pub opening: String,
    /// The answer to each ask.
    pub answers: Vec<String>,
    /// What shows that the matter is solved.
    pub evidence: Option<String>,
    pub promises: Vec<Promised>,
    /// Whom to ask.
    pub contact_person: String,
    /// Under which number.
    pub telephone: String,
    /// Who gets copies, where it is not the usual.
    pub copies: Option<String>,
    /// Files that show it.
    pub files: Vec<AttachmentRef>,
    /// When it was issued.
    pub on: Date,
    /// Whether that was by the due date.
    pub on_time: bool,
    /// The deputy's rating.
    pub rating: Option<RatingView>,
}

/// A rating: the marks are public, the reasons are for those concerned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingView {
    /// How the unit went about it.
    pub attitude: Mark,
    /// What came of it.
    pub result: Mark,
    /// When.
    pub on: Date,
    /// Why; for those concerned.
    pub reasons: Option<String>,
}

impl Proposal {
    pub(super) fn reply_view(&self, reply: &Reply, concerned: bool, lang: Lang) -> ReplyView {
        ReplyView {
            unit: self.name_of(reply.unit, lang).to_owned(),
            document_number: reply.document_number.to_string(),
            signer: reply.signer.clone(),
            class: reply.class,
            opening: reply.opening.to_string(),
            answers: reply.answers.iter().map(ToString::to_string).collect(),
            evidence: reply.evidence.as_ref().map(ToString::to_string),
            promises: reply.promises.clone(),
            contact_person: reply.contact_person.to_string(),
            telephone: reply.telephone.to_string(),
            copies: reply.copies.as_ref().map(ToString::to_string),
            files: reply.files.clone(),
            on: reply.on,
            on_time: reply.on_time,
            rating: reply.rating.as_ref().map(|rating| RatingView {
                attitude: rating.attitude,
                result: rating.result,
                on: rating.on,
                reasons: rating.reasons.as_ref().filter(|_| concerned).map(ToString::to_string),
            }),
        }
    }
}
