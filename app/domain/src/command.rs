//! What people tell the system to do to a proposal, as raw as forms send it.

use serde::{Deserialize, Serialize};

use crate::attachment::AttachmentRef;
use crate::chases::ChaseForm;
use crate::commitments::{ClaimForm, CommitmentNoteForm, LookBackForm, RelapseForm, VerifyForm};
use crate::contacts::{ConfirmContactForm, ContactForm, DisputeContactForm};
use crate::coordination::CoordinationForm;
use crate::deadline::{Circumstances, Clock, Limit};
use crate::disclosure::{Disclosure, DisclosureForm, Restriction};
use crate::extension::ExtensionForm;
use crate::hand_over::{AssignForm, ReturnDecisionForm, ReturnForm};
use crate::key::{KeyForm, NominateForm, ReportForm};
use crate::opinions::{ChaseOpinionForm, Opinion, OpinionForm, SendBackOpinionForm};
use crate::people::{PersonId, Unit, UnitId};
use crate::signing::{CoSignForm, InviteForm};
use crate::text::{Copies, Line, Note, Reason};
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
    /// Whether it is passed on and answered as a letter (来信).
    pub as_letter: bool,
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
    /// Why not all of it is published: see [`DisclosureForm`].
    pub ground: String,
    /// The same in words.
    pub reason: String,
    /// What is published instead.
    pub summary: String,
    /// When that is looked at again.
    pub review_on: String,
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
    /// Who gets copies, or nothing for the usual.
    pub copies: String,
    /// The ids of files that show it, uploaded before.
    pub files: Vec<String>,
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

/// The number of another paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkForm {
    /// The number, as `17-1-023`.
    pub number: String,
}

/// A step with its data. The steps of the system have no command: nobody can send them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Freezes the text and asks deputies to sign it.
    Invite(InviteForm),
    /// Confirms the text that was read.
    CoSign(CoSignForm),
    /// Declines to sign.
    DeclineInvitation,
    /// Takes the frozen text back.
    Reopen,
    /// Takes the signature back.
    WithdrawSignature,
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
    /// Links it to another paper.
    Link(LinkForm),
    /// Undoes a link.
    Unlink(LinkForm),
    /// Decide what the public reads of it.
    SetDisclosure(DisclosureForm),
    /// Proposes the units for the meeting.
    ProposeUnits(AssignForm),
    /// Hands it over to the units named, else to those proposed.
    Assign(AssignForm),
    /// Takes it on.
    Accept,
    /// Asks to give it back.
    AskReturn(ReturnForm),
    /// Grants a return and names another unit.
    Reassign(ReturnDecisionForm),
    /// Grants the lead unit's return; the paper is to be handed over anew.
    GrantReturn(ReturnDecisionForm),
    /// Refuses a return.
    RefuseReturn(ReturnDecisionForm),
    /// Takes it over from a colleague.
    TakeOver,
    /// Notes a contact.
    RecordContact(ContactForm),
    /// Says that a contact took place as noted.
    ConfirmContact(ConfirmContactForm),
    /// Says that it did not.
    DisputeContact(DisputeContactForm),
    /// Gives an assisting unit's opinion.
    SendOpinion(OpinionForm),
    /// Urges an assisting unit.
    ChaseOpinion(ChaseOpinionForm),
    /// Sends an opinion back.
    SendBackOpinion(SendBackOpinionForm),
    /// Asks for more time.
    AskExtension(ExtensionForm),
    /// Grants it.
    GrantExtension(ExtensionForm),
    /// Refuses it.
    RefuseExtension(ReasonForm),
    /// Saves a version of the reply.
    DraftReply(Box<ReplyForm>),
    /// Signs the reply.
    Reply(Box<ReplyForm>),
    /// Rates it.
    Rate(RatingForm),
    /// Has it handled again.
    GrantSecondRound,
    /// Refuses a second round.
    RefuseSecondRound(ReasonForm),
    /// Calls a coordination meeting.
    Escalate,
    /// Has it handled again after the meeting.
    HandleAgain(CoordinationForm),
    /// Follows the promises up after the meeting.
    FollowUp(CoordinationForm),
    /// Closes it, the deputy unsatisfied: with the minutes of the meeting where one was called.
    CloseUnsatisfied(CoordinationForm),
    /// Reports a promise as kept.
    ClaimCommitment(ClaimForm),
    /// Confirms that it is kept.
    VerifyCommitment(VerifyForm),
    /// Does not find it kept.
    RejectClaim(CommitmentNoteForm),
    /// Explains why it is not kept.
    ExplainCommitment(CommitmentNoteForm),
    /// Closes a paper whose promises are settled.
    Close,
    /// Records a look-back.
    LookBack(LookBackForm),
    /// Follows a relapsed promise up again.
    ReopenCommitment(RelapseForm),
    /// Has the paper handled again after a relapse.
    ReopenHandling(CommitmentNoteForm),
    /// Nominates a key proposal.
    Nominate(NominateForm),
    /// Drops the nomination.
    DropNomination,
    /// Makes it a key proposal.
    NameKey(KeyForm),
    /// Reports progress.
    ReportProgress(ReportForm),
    /// Gives the final report.
    FinalReport(ReportForm),
    /// Chases the units.
    Chase(ChaseForm),
    /// Asks for the paper back.
    AskWithdrawal(ReasonForm),
    /// Agrees to that.
    AgreeWithdrawal,
    /// Drops that.
    DropWithdrawal,
}

impl Command {
    /// The step it takes.
    pub fn step(&self) -> Step {
        match self {
            Self::Invite(_) => Step::Invite,
            Self::CoSign(_) => Step::CoSign,
            Self::DeclineInvitation => Step::DeclineInvitation,
            Self::Reopen => Step::Reopen,
            Self::WithdrawSignature => Step::WithdrawSignature,
            Self::Submit => Step::Submit,
            Self::Return(_) => Step::Return,
            Self::Decline(_) => Step::Decline,
            Self::ConfirmDecline => Step::ConfirmDecline,
            Self::DropDecline => Step::DropDecline,
            Self::Register(_) => Step::Register,
            Self::Link(_) => Step::Link,
            Self::Unlink(_) => Step::Unlink,
            Self::SetDisclosure(_) => Step::SetDisclosure,
            Self::ProposeUnits(_) => Step::ProposeUnits,
            Self::Assign(_) => Step::Assign,
            Self::Accept => Step::Accept,
            Self::AskReturn(_) => Step::AskReturn,
            Self::Reassign(_) => Step::Reassign,
            Self::GrantReturn(_) => Step::GrantReturn,
            Self::RefuseReturn(_) => Step::RefuseReturn,
            Self::TakeOver => Step::TakeOver,
            Self::RecordContact(_) => Step::RecordContact,
            Self::ConfirmContact(_) => Step::ConfirmContact,
            Self::DisputeContact(_) => Step::DisputeContact,
            Self::SendOpinion(_) => Step::SendOpinion,
            Self::ChaseOpinion(_) => Step::ChaseOpinion,
            Self::SendBackOpinion(_) => Step::SendBackOpinion,
            Self::AskExtension(_) => Step::AskExtension,
            Self::GrantExtension(_) => Step::GrantExtension,
            Self::RefuseExtension(_) => Step::RefuseExtension,
            Self::DraftReply(_) => Step::DraftReply,
            Self::Reply(_) => Step::Reply,
            Self::Rate(_) => Step::Rate,
            Self::GrantSecondRound => Step::GrantSecondRound,
            Self::RefuseSecondRound(_) => Step::RefuseSecondRound,
            Self::Escalate => Step::Escalate,
            Self::HandleAgain(_) => Step::HandleAgain,
            Self::FollowUp(_) => Step::FollowUp,
            Self::CloseUnsatisfied(_) => Step::CloseUnsatisfied,
            Self::ClaimCommitment(_) => Step::ClaimCommitment,
            Self::VerifyCommitment(_) => Step::VerifyCommitment,
            Self::RejectClaim(_) => Step::RejectClaim,
            Self::ExplainCommitment(_) => Step::ExplainCommitment,
            Self::Close => Step::Close,
            Self::LookBack(_) => Step::LookBack,
            Self::ReopenCommitment(_) => Step::ReopenCommitment,
            Self::ReopenHandling(_) => Step::ReopenHandling,
            Self::Nominate(_) => Step::Nominate,
            Self::DropNomination => Step::DropNomination,
            Self::NameKey(_) => Step::NameKey,
            Self::ReportProgress(_) => Step::ReportProgress,
            Self::FinalReport(_) => Step::FinalReport,
            Self::Chase(_) => Step::Chase,
            Self::AskWithdrawal(_) => Step::AskWithdrawal,
            Self::AgreeWithdrawal => Step::AgreeWithdrawal,
            Self::DropWithdrawal => Step::DropWithdrawal,
        }
    }

    /// Whether it may be taken whatever else has happened to the paper meanwhile: an answer of one of many deputies
    /// names the text that it is about, so that two of them at once do not hinder each other.
    pub fn stands_alone(&self) -> bool {
        matches!(self, Self::CoSign(_) | Self::DeclineInvitation | Self::WithdrawSignature | Self::AgreeWithdrawal)
    }
}

/// A proposed refusal, waiting for the second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decline {
    /// The ground.
    pub ground: Ground,
    /// What the deputy will read.
    pub explanation: Reason,
    /// Whether it is passed on and answered as a letter (来信).
    #[serde(default)]
    pub as_letter: bool,
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
    /// Until when it may ask to give the paper back; `None` before the hand-over.
    #[serde(default)]
    pub acceptance: Option<Clock>,
    /// Until when it first speaks with the deputy, where it answers.
    #[serde(default)]
    pub first_contact: Option<Clock>,
    /// Until when it gives its opinion, where it assists.
    #[serde(default)]
    pub opinion_by: Option<Clock>,
    /// Its opinions, first to last.
    #[serde(default)]
    pub opinions: Vec<Opinion>,
    /// The days on which the lead unit chased its opinion.
    #[serde(default)]
    pub chased: Vec<jiff::civil::Date>,
    /// Who in the unit works on it.
    #[serde(default)]
    pub handler: Option<Handler>,
}

/// Who in a unit works on a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handler {
    /// The person.
    pub person: PersonId,
    /// The person's name.
    pub name: String,
}

impl Assignment {
    /// A share that was not handed over yet.
    pub fn new(unit: &Unit, part: Part) -> Self {
        let (name, name_en) = (unit.name.clone(), unit.name_en.clone());
        Self {
            unit: unit.id,
            name,
            name_en,
            part,
            accepted: false,
            acceptance: None,
            first_contact: None,
            opinion_by: None,
            opinions: Vec::new(),
            chased: Vec::new(),
            handler: None,
        }
    }

    /// The same share as it was before anything was done about it.
    pub(crate) fn fresh(&self) -> Self {
        let Self { unit, name, name_en, part, .. } = self.clone();
        Self::new(&Unit { id: unit, name, name_en }, part)
    }

    /// The same share handed over, with its clocks.
    pub(crate) fn handed_over(self, clocks: &ShareClocks) -> Self {
        let answers = self.part != Part::Assisting;
        Self {
            acceptance: Some(clocks.acceptance.clone()),
            first_contact: clocks.first_contact.clone().filter(|_| answers),
            opinion_by: clocks.opinion.clone().filter(|_| !answers),
            ..self
        }
    }
}

/// The clocks that a hand-over starts for each unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareClocks {
    /// Until when it may ask to give the paper back.
    pub acceptance: Clock,
    /// Until when a unit that answers first speaks with the deputy.
    #[serde(default)]
    pub first_contact: Option<Clock>,
    /// Until when an assisting unit gives its opinion.
    #[serde(default)]
    pub opinion: Option<Clock>,
}

impl ShareClocks {
    /// The clocks that start today.
    pub(crate) fn start(now: &Circumstances) -> Self {
        Self {
            acceptance: now.clock(Limit::Acceptance),
            first_contact: Some(now.clock(Limit::FirstContact)),
            opinion: Some(now.clock(Limit::Opinion)),
        }
    }
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
    /// The unit that replies; the lead unit where a record from before this was kept names none.
    #[serde(default)]
    pub unit: Option<UnitId>,
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
    /// Who gets copies, where it is not the usual.
    #[serde(default)]
    pub copies: Option<Copies>,
    /// Files that show it, published with it.
    #[serde(default)]
    pub files: Vec<AttachmentRef>,
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
    /// Why not all of it is, where it is registered.
    #[serde(default)]
    pub restriction: Option<Restriction>,
}
