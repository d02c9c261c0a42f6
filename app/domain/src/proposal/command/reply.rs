//! The official reply and its promises, as typed and as issued.

use ground::text::{Line, Note, Reason, Text};
use ground::vocabulary;
use serde::{Deserialize, Serialize};

use super::Rating;
use crate::county::people::BodyId;
use crate::parts::files::AttachmentRef;
use crate::parts::promises::{PromiseForm, Promised};

/// Who gets copies of a reply.
pub type Copies = Text<2, 200, false>;

vocabulary! {
    pub enum ReplyClass {
        /// Solved, or basically solved.
        A = "A", "A类·已解决或基本解决", "A · solved or basically solved";
        /// Being solved.
        B = "B", "B类·正在解决", "B · being solved";
        /// Planned.
        C = "C", "C类·列入计划逐步解决", "C · planned";
        /// Kept for reference.
        D = "D", "D类·留作参考", "D · kept for reference";
    }
}

/// The official reply as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplyForm {
    pub document_number: String,
    /// The code of a [`ReplyClass`].
    pub class: String,
    /// The opening paragraph.
    pub opening: String,
    /// The answer to each ask, in order.
    pub answers: Vec<String>,
    /// What shows that a class A matter is solved.
    pub evidence: String,
    /// The promises of a class B or C reply.
    pub promises: Vec<PromiseForm>,
    /// Whom to ask.
    pub contact_person: String,
    /// Under which telephone number.
    pub telephone: String,
    /// Who gets copies, or nothing for the usual.
    pub copies: String,
    /// The ids of files that show it, uploaded before.
    pub files: Vec<String>,
    /// The signer's word that nothing secret or private is published.
    pub disclosure_reviewed: bool,
}

/// The official reply of one round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The unit that replies.
    pub unit: BodyId,
    pub document_number: Line,
    /// Who signed it.
    pub signer: String,
    pub class: ReplyClass,
    /// The opening paragraph.
    pub opening: Note,
    /// The answer to each ask of the submission, in order.
    pub answers: Vec<Note>,
    /// What shows that the matter is solved; given with class A.
    pub evidence: Option<Reason>,
    /// The promises; at least one with class B or C.
    pub promises: Vec<Promised>,
    /// Whom to ask.
    pub contact_person: Line,
    /// Under which number.
    pub telephone: Line,
    /// Who gets copies, where it is not the usual.
    pub copies: Option<Copies>,
    /// Files that show it, published with it.
    pub files: Vec<AttachmentRef>,
    /// The day it was issued.
    pub on: jiff::civil::Date,
    /// Whether it was issued by the due date of its round.
    pub on_time: bool,
    /// The deputy's rating, once sent.
    pub rating: Option<Rating>,
}
