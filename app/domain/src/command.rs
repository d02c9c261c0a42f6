//! What people tell the system to do to a proposal, as raw as forms send it.

use serde::{Deserialize, Serialize};

use crate::draft::Disclosure;
use crate::people::UnitId;
use crate::text::{Line, Note, Reason};
use crate::vocabulary::vocabulary;
use crate::workflow::Step;

vocabulary! {
    /// The closed list of grounds on which a paper is refused.
    pub enum Ground {
        /// The deputy's own or family matter.
        Personal = "personal", "涉及代表本人或亲属个人事项", "A personal or family matter";
        /// A letter passed on for somebody.
        RelayedLetter = "relayed_letter", "代转人民群众来信", "A relayed letter";
        /// A petition or an accusation.
        Petition = "petition", "属于信访、检举、控告事项", "A petition or an accusation";
        /// A concrete court case.
        CourtCase = "court_case", "涉及具体司法案件", "A concrete court case";
        /// Academic debate or promotion of a product.
        Promotion = "promotion", "属于学术探讨或产品推介", "Academic debate or promotion";
        /// The outcome of a tender.
        Tender = "tender", "涉及具体招投标结果", "The outcome of a tender";
        /// Beyond what the county may decide.
        OutsidePowers = "outside_powers", "不属于本县职权范围", "Outside the county's powers";
        /// Nothing concrete.
        NoContent = "no_content", "没有具体内容", "No concrete content";
    }
}

vocabulary! {
    /// How a unit spoke with the deputy.
    pub enum Manner {
        /// By telephone.
        Call = "call", "电话沟通", "Call";
        /// At the deputy's place.
        Visit = "visit", "登门走访", "Visit";
        /// At a meeting.
        Meeting = "meeting", "座谈面商", "Meeting";
        /// On site.
        Survey = "survey", "现场调研", "On-site survey";
    }
}

impl Manner {
    /// Whether they met face to face.
    pub fn is_face_to_face(self) -> bool {
        self != Self::Call
    }
}

vocabulary! {
    /// The class of a reply.
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

vocabulary! {
    /// One of the two marks of a rating, worst first.
    pub enum Mark {
        /// 不满意.
        Unsatisfied = "unsatisfied", "不满意", "Not satisfied";
        /// 基本满意.
        Basically = "basically", "基本满意", "Basically satisfied";
        /// 满意.
        Satisfied = "satisfied", "满意", "Satisfied";
    }
}

/// A ground and its explanation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeclineForm {
    /// The code of a [`Ground`].
    pub ground: String,
    /// What the deputy will read.
    pub explanation: String,
}

/// A reason that others will read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    /// The reason.
    pub reason: String,
}

/// What the office settles at registration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterForm {
    /// The code of a [`Topic`](crate::draft::Topic).
    pub topic: String,
    /// The id of a township, or nothing for the whole county.
    pub township: String,
    /// The code of a [`Disclosure`].
    pub disclosure: String,
}

/// The units that a paper goes to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssignForm {
    /// The id of the lead unit.
    pub lead: String,
    /// The ids of the assisting units.
    pub assisting: Vec<String>,
}

/// A contact with the deputy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    /// The code of a [`Manner`].
    pub manner: String,
    /// The day, as `2026-11-23`.
    pub on: String,
    /// Who took part.
    pub participants: String,
    /// What was said.
    pub summary: String,
}

/// A promise as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommitmentForm {
    /// What is promised.
    pub text: String,
    /// Until when, as `2026-11-23`.
    pub due: String,
}

/// The official reply as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplyForm {
    /// The document number.
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
    pub commitments: Vec<CommitmentForm>,
    /// Whom to ask.
    pub contact_person: String,
    /// Under which telephone number.
    pub telephone: String,
    /// The signer's word that nothing secret or private is published.
    pub disclosure_reviewed: bool,
}

/// A rating as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RatingForm {
    /// The code of the [`Mark`] for how the unit went about it.
    pub attitude: String,
    /// The code of the [`Mark`] for what came of it.
    pub result: String,
    /// Why, required with an unsatisfied mark.
    pub reasons: String,
}

/// A step with its data. The steps of the system have no command: nobody can send them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Hands in the draft as it is kept.
    Submit,
    /// Sends the paper back.
    Return(ReasonForm),
    /// Proposes to refuse it.
    Decline(DeclineForm),
    /// Confirms the refusal.
    ConfirmDecline,
    /// Drops the proposed refusal.
    DropDecline,
    /// Numbers it.
    Register(RegisterForm),
    /// Hands it over.
    Assign(AssignForm),
    /// Takes it on.
    Accept,
    /// Notes a contact.
    RecordContact(ContactForm),
    /// Signs the reply.
    Reply(Box<ReplyForm>),
    /// Rates it.
    Rate(RatingForm),
    /// Has it handled again.
    GrantSecondRound,
    /// Refuses a second round.
    RefuseSecondRound(ReasonForm),
}

impl Command {
    /// The step it takes.
    pub fn step(&self) -> Step {
        match self {
            Self::Submit => Step::Submit,
            Self::Return(_) => Step::Return,
            Self::Decline(_) => Step::Decline,
            Self::ConfirmDecline => Step::ConfirmDecline,
            Self::DropDecline => Step::DropDecline,
            Self::Register(_) => Step::Register,
            Self::Assign(_) => Step::Assign,
            Self::Accept => Step::Accept,
            Self::RecordContact(_) => Step::RecordContact,
            Self::Reply(_) => Step::Reply,
            Self::Rate(_) => Step::Rate,
            Self::GrantSecondRound => Step::GrantSecondRound,
            Self::RefuseSecondRound(_) => Step::RefuseSecondRound,
        }
    }
}

/// A proposed refusal, waiting for the second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decline {
    /// The ground.
    pub ground: Ground,
    /// What the deputy will read.
    pub explanation: Reason,
}

vocabulary! {
    /// What a unit is to a proposal.
    pub enum Part {
        /// 主办.
        Lead = "lead", "主办", "Lead";
        /// 协办(会办).
        Assisting = "assisting", "协办", "Assisting";
        /// 分办.
        Separate = "separate", "分办", "Separate";
    }
}

/// A unit's share in a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// The unit.
    pub unit: UnitId,
    /// Its Chinese name when it was assigned.
    pub name: String,
    /// Its English name when it was assigned.
    pub name_en: String,
    /// Its part.
    pub part: Part,
    /// Whether it has taken the paper on.
    pub accepted: bool,
}

/// A contact between the unit and the deputy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The round of handling it belongs to, from 1.
    pub round: usize,
    /// How.
    pub manner: Manner,
    /// When.
    pub on: jiff::civil::Date,
    /// Who took part.
    pub participants: Line,
    /// What was said.
    pub summary: Note,
}

/// A dated promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// What is promised.
    pub text: Reason,
    /// The last day.
    pub due: jiff::civil::Date,
}

/// The official reply of one round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The document number.
    pub document_number: Line,
    /// Who signed it.
    pub signer: String,
    /// The class.
    pub class: ReplyClass,
    /// The opening paragraph.
    pub opening: Note,
    /// The answer to each ask of the submission, in order.
    pub answers: Vec<Note>,
    /// What shows that the matter is solved; given with class A.
    pub evidence: Option<Reason>,
    /// The promises; at least one with class B or C.
    pub commitments: Vec<Commitment>,
    /// Whom to ask.
    pub contact_person: Line,
    /// Under which number.
    pub telephone: Line,
    /// The day it was issued.
    pub on: jiff::civil::Date,
    /// Whether it was issued by the due date of its round.
    pub on_time: bool,
    /// The deputy's rating, once sent.
    pub rating: Option<Rating>,
}

/// The deputy's rating of a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// How the unit went about it.
    pub attitude: Mark,
    /// What came of it.
    pub result: Mark,
    /// Why.
    pub reasons: Option<Reason>,
    /// When.
    pub on: jiff::civil::Date,
}

impl Rating {
    /// The mark that counts: the worse of the two.
    pub fn overall(&self) -> Mark {
        self.attitude.min(self.result)
    }
}

/// What the office settled at registration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// What it is about.
    pub topic: crate::draft::Topic,
    /// The place, or `None` for the whole county.
    pub township: Option<crate::people::TownshipId>,
    /// Whether it is published.
    pub disclosure: Disclosure,
}
