//! A county, its people, forms without a mistake, and one paper with its log.

use std::sync::LazyLock;

use domain::case::setting::Setting;
use domain::county::calendar::{Calendar, DayKind, Exception};
use domain::county::clock::{Circumstances, Rules};
use domain::county::number::{Cohort, Number, Series};
use domain::county::people::{Actor, BodyId, County, Deputy, Named, PersonId, Role, TownshipId};
use domain::parts::chases::ChaseForm;
use domain::parts::contacts::{ConfirmContactForm, ContactForm, DisputeContactForm, Manner};
use domain::parts::promises::{
    ClaimForm, LookBackForm, PromiseForm, PromiseNoteForm, PromiseState, RelapseForm, VerifyForm,
};
use domain::parts::publication::DisclosureForm;
use domain::parts::shares::{
    AssignForm, ChaseOpinionForm, OpinionForm, Part, ReturnDecisionForm, ReturnForm, SendBackOpinionForm,
};
use domain::parts::{contacts, promises, shares};
use domain::proposal::command::{
    Command, DeclineForm, LinkForm, Mark, RatingForm, ReasonForm, RegisterForm, ReplyClass, ReplyForm,
};
use domain::proposal::coordination::CoordinationForm;
use domain::proposal::decide::Brought;
use domain::proposal::draft::Draft;
use domain::proposal::event::Record;
use domain::proposal::extension::ExtensionForm;
use domain::proposal::key::{KeyForm, NominateForm, ReportForm};
use domain::proposal::signing::{CoSignForm, InviteForm};
use domain::proposal::view::{ProposalView, Reader};
use domain::proposal::workflow::Step;
use domain::proposal::{PaperLink, Proposal, ProposalId};
use ground::dates::days_between;
use ground::problem::Refusal;
use ground::vocabulary::Lang;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use uuid::Uuid;

/// The unit that leads, the one that assists, one that has nothing to do with it, and two that may take it on instead.
pub const UNITS: [BodyId; 5] = [BodyId(1), BodyId(2), BodyId(3), BodyId(4), BodyId(5)];
/// The Monday on which every story begins.
pub const MONDAY: Date = date(2026, 11, 2);

pub const SEND_BACK_REASON: &str = "请写明具体路段和长度。";
pub const DECLINE_EXPLANATION: &str = "所提事项属于邻里个人纠纷，请依法另行解决。";
pub const PARTICIPANTS: &str = "李春梅代表、孙丽";
pub const SUMMARY: &str = "代表同意先修最窄的一段，不愿公开占地农户。";
pub const RATING_REASONS: &str = "答复没有说明资金从哪里来。";
pub const ROUND_REASON: &str = "客观条件尚不具备，已向代表当面说明。";
pub const WITHDRAWAL_REASON: &str = "已与村里商定另行解决，不再需要县里办理。";
pub const UNIT_RETURN_REASON: &str = "该路段属于水务部门管护的堤顶道路。";
/// What only those concerned may read.
pub const SECRETS: [&str; 16] = [
    SEND_BACK_REASON,
    DECLINE_EXPLANATION,
    PARTICIPANTS,
    SUMMARY,
    RATING_REASONS,
    ROUND_REASON,
    WITHDRAWAL_REASON,
    OBJECTION,
    OPINION,
    OPINION_REASON,
    MEETING,
    MINUTES,
    CLAIM_REASON,
    FINDING,
    NOMINATION,
    CHASE,
];
pub const OBJECTION: &str = "当天没有人来，只打过一次电话。";
pub const OPINION: &str = "资金可从年度养护经费中安排。";
pub const OPINION_REASON: &str = "没有写明安排多少资金。";
pub const MEETING: &str = "县人大常委会副主任和承办单位负责人。";
pub const MINUTES: &str = "会议认为该路段应先行拓宽，由承办单位十日内拿出方案并报代表工委。";
pub const CLAIM_REASON: &str = "现场看路面只铺了一半。";
pub const FINDING: &str = "现场查看并走访了三户居民。";
pub const NOMINATION: &str = "连续三年有代表提出，涉及六个村。";
pub const CHASE: &str = "请在三天内与代表见面。";

/// The people of the stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Lead,
    OtherDeputy,
    ThirdDeputy,
    Outsider,
    Reviewer,
    SecondReviewer,
    Government,
    Clerk,
    Head,
    AssistingClerk,
    OtherClerk,
    OtherHead,
    Stranger,
    Supervisor,
    Administrator,
}

impl Who {
    pub const ALL: [Self; 15] = [
        Self::Lead,
        Self::OtherDeputy,
        Self::ThirdDeputy,
        Self::Outsider,
        Self::Reviewer,
        Self::SecondReviewer,
        Self::Government,
        Self::Clerk,
        Self::Head,
        Self::AssistingClerk,
        Self::OtherClerk,
        Self::OtherHead,
        Self::Stranger,
        Self::Supervisor,
        Self::Administrator,
    ];

    pub fn actor(self) -> Actor {
        let [leading, assisting, unrelated, other, _] = UNITS;
        let (name, role) = match self {
            Self::Lead => ("李春梅", Role::Deputy),
            Self::OtherDeputy => ("王建国", Role::Deputy),
            Self::ThirdDeputy => ("赵秀英", Role::Deputy),
            Self::Outsider => ("钱志明", Role::Deputy),
            Self::Reviewer => ("张敏", Role::CongressOffice),
            Self::SecondReviewer => ("陈静", Role::CongressOffice),
            Self::Government => ("刘强", Role::GovernmentOffice),
            Self::Clerk => ("孙丽", Role::UnitClerk(leading)),
            Self::Head => ("周正", Role::UnitHead(leading)),
            Self::AssistingClerk => ("吴芳", Role::UnitClerk(assisting)),
            Self::OtherClerk => ("许文", Role::UnitClerk(other)),
            Self::OtherHead => ("沈青", Role::UnitHead(other)),
            Self::Stranger => ("郑伟", Role::UnitHead(unrelated)),
            Self::Supervisor => ("冯远", Role::Supervisor),
            Self::Administrator => ("何平", Role::Administrator),
        };
        Actor { person: PersonId(Uuid::from_u128(self as u128 + 1)), name: name.into(), roles: vec![role] }
    }
}

static COUNTY: LazyLock<County> = LazyLock::new(|| {
    let unit = |(id, (name, name_en)): (BodyId, (&str, &str))| Named { id, name: name.into(), name_en: name_en.into() };
    let names = [
        ("交通运输局", "Transport Bureau"),
        ("财政局", "Finance Bureau"),
        ("教育局", "Education Bureau"),
        ("水务局", "Water Bureau"),
        ("林业局", "Forestry Bureau"),
    ];
    let township = Named { id: TownshipId(7), name: "青石镇".into(), name_en: "Qingshi".into() };
    let units = UNITS.into_iter().zip(names).map(unit).collect();
    County { townships: vec![township], units, ..County::default() }
});

/// The deputies who may be asked to sign: two of the stories, and many who never answer.
pub static ROSTER: LazyLock<Vec<Deputy>> = LazyLock::new(|| {
    let known = [Who::OtherDeputy, Who::ThirdDeputy].into_iter().map(|who| who.actor());
    let known = known.map(|actor| (actor.person, actor.name));
    let silent = (0..58).map(|n| (PersonId(Uuid::from_u128(2000 + n)), format!("代表{n}")));
    known.chain(silent).map(|(person, name)| Deputy { person, name, township: None }).collect()
});

fn circumstances() -> Circumstances {
    let rules = Rules::new(4, date(2026, 1, 1), []);
    let new_year = Exception { day: date(2027, 1, 1), kind: DayKind::Rest, name: "元旦".into() };
    let calendar = Calendar::new([new_year], [(2026, "通知".into())]);
    Circumstances { today: MONDAY, rules, calendar }
}

/// A draft that can be handed in, with so many asks.
pub fn draft(asks: usize) -> Draft {
    Draft {
        title: "关于拓宽青石镇通村公路的建议".into(),
        problem: "青石镇通村公路宽不足四米，会车困难，雨季常有塌方。".into(),
        analysis: "公路建于二十年前，按当时标准修建，已不适应现在的车流。".into(),
        asks: (1..=asks).map(|n| format!("请拓宽第{n}段公路。")).collect(),
        topic: "roads".into(),
        township: "7".into(),
        disclosure: "open".into(),
        no_self_interest: true,
        ..Draft::default()
    }
}

pub fn reason(reason: &str) -> ReasonForm {
    ReasonForm { reason: reason.into() }
}

pub fn decline() -> DeclineForm {
    DeclineForm { ground: "personal".into(), explanation: DECLINE_EXPLANATION.into(), as_letter: false }
}

/// What the office settles at registration, looked at again on a day.
pub fn register_until(disclosure: &str, review_on: Date) -> RegisterForm {
    let DisclosureForm { disclosure, ground, reason, summary, review_on } = published(disclosure, review_on);
    RegisterForm { topic: "roads".into(), township: "7".into(), disclosure, ground, reason, summary, review_on }
}

/// What is published, looked at again on a day.
pub fn published(disclosure: &str, review_on: Date) -> DisclosureForm {
    if disclosure == "open" {
        return DisclosureForm { disclosure: disclosure.into(), ..DisclosureForm::default() };
    }
    DisclosureForm {
        disclosure: disclosure.into(),
        ground: "privacy".into(),
        reason: "内容涉及几户村民的病情。".into(),
        summary: if disclosure == "summary" {
            "请求改善山区道路，方便就医。".into()
        } else {
            String::new()
        },
        review_on: review_on.to_string(),
    }
}

pub fn assign(assisting: &[&str]) -> AssignForm {
    let assisting = assisting.iter().map(ToString::to_string).collect();
    AssignForm { lead: "1".into(), assisting, ..AssignForm::default() }
}

pub fn unit_return() -> ReturnForm {
    ReturnForm { reason: UNIT_RETURN_REASON.into(), suggested: String::new() }
}

pub fn contact(manner: Manner, on: Date) -> ContactForm {
    let (manner, on) = (manner.code().into(), on.to_string());
    ContactForm { manner, on, participants: PARTICIPANTS.into(), summary: SUMMARY.into(), files: Vec::new() }
}

/// A reply of a class, with so many answers; a promise in classes B and C, for a month later.
pub fn reply(class: ReplyClass, answers: usize, today: Date) -> ReplyForm {
    let promise =
        PromiseForm { text: "完成第一段公路拓宽。".into(), due: today.saturating_add(30.days()).to_string() };
    let promised = matches!(class, ReplyClass::B | ReplyClass::C);
    ReplyForm {
        document_number: "青交函〔2026〕12号".into(),
        class: class.code().into(),
        opening: "您提出的建议收悉，现答复如下。".into(),
        answers: (1..=answers).map(|n| format!("第{n}段已列入施工计划。")).collect(),
        evidence: if class == ReplyClass::A { "验收报告和竣工照片见附件。".into() } else { String::new() },
        promises: promised.then_some(promise).into_iter().collect(),
        contact_person: "交通运输局办公室".into(),
        telephone: "0000-1234567".into(),
        copies: String::new(),
        files: Vec::new(),
        disclosure_reviewed: true,
    }
}

fn report() -> ReportForm {
    ReportForm { text: "路基已经完成三公里，下月开始铺设路面，年底前全线通车。".into() }
}

/// The minutes of a coordination meeting.
pub fn coordination(on: Date) -> CoordinationForm {
    CoordinationForm { on: on.to_string(), participants: MEETING.into(), minutes: MINUTES.into() }
}

pub fn rating(attitude: Mark, result: Mark) -> RatingForm {
    RatingForm { attitude: attitude.code().into(), result: result.code().into(), reasons: RATING_REASONS.into() }
}

/// One proposal, its log, and the day.
#[derive(Clone, Debug)]
pub struct Paper {
    pub proposal: Proposal,
    pub log: Vec<Record>,
    pub now: Circumstances,
    /// The number that it gets if it is registered now.
    pub number: Number,
}

impl Paper {
    pub fn new() -> Self {
        let begun = Proposal::begin(ProposalId(Uuid::from_u128(99)), &Who::Lead.actor(), 0);
        let proposal = Proposal { draft: draft(2), ..begun };
        let cohort = Cohort { term: 17, series: Series::Session(1) };
        Self { proposal, log: Vec::new(), now: circumstances(), number: Number { cohort, serial: 23 } }
    }

    /// Runs something in today's setting and keeps what it logged.
    fn set<E>(&mut self, run: impl FnOnce(&mut Proposal, &Setting) -> Result<Vec<Record>, E>) -> Result<(), E> {
        let at = i64::from(days_between(date(1970, 1, 1), self.now.today)) * 86_400_000;
        let setting = Setting { now: &self.now, county: &COUNTY, at };
        self.log.extend(run(&mut self.proposal, &setting)?);
        Ok(())
    }

    pub fn act(&mut self, actor: &Actor, command: &Command) -> Result<(), Refusal> {
        let brought = Brought {
            number: Some(self.number),
            deputies: ROSTER.to_vec(),
            delegation: Some(TownshipId(7)),
            linked: Some(self.similar()),
            ..Brought::default()
        };
        self.set(|proposal, setting| proposal.act(actor, command, setting, &brought))
    }

    /// Lets days pass; the system does what is due.
    pub fn pass(&mut self, days: u16) {
        self.now.today = self.now.today.saturating_add(i64::from(days).days());
        let Ok(()) = self.set(|proposal, setting| Ok::<_, std::convert::Infallible>(proposal.proceed(setting)));
    }

    /// What a reader sees; `None` is the public.
    pub fn seen_by(&self, actor: Option<&Actor>, lang: Lang) -> Option<ProposalView> {
        let reader = Reader { actor, lang, today: self.now.today, county: &COUNTY };
        self.proposal.seen_by(reader, 1, &self.log)
    }

    /// A paper about the same matter, another one after each record.
    pub fn similar(&self) -> PaperLink {
        let serial = 500 + u32::try_from(self.log.len()).expect("stories are short");
        let number = Number { cohort: self.number.cohort, serial };
        PaperLink { id: ProposalId(Uuid::from_u128(u128::from(serial))), number }
    }

    /// A deputy who was never asked.
    fn unasked(&self) -> String {
        let asked = |deputy: &Deputy| self.proposal.signers.iter().any(|signer| signer.person == deputy.person);
        let deputy = ROSTER.iter().find(|deputy| !asked(deputy)).expect("the roster is long enough");
        deputy.person.to_string()
    }

    /// A decision about the first wish to return it that a step can decide.
    fn return_decision(&self, step: Step) -> ReturnDecisionForm {
        let mut pending = self.proposal.shares.pending_returns();
        let case = pending.find(|case| step != Step::GrantReturn || case.part == Part::Lead);
        let unit = case.map_or_else(String::new, |case| case.unit.to_string());
        let free = |unit: &BodyId| !self.proposal.shares.iter().any(|assignment| assignment.unit == *unit);
        let replacement = [UNITS[3], UNITS[4], UNITS[0], UNITS[1]].into_iter().find(free);
        let replacement = replacement.filter(|_| step == Step::Reassign).map(|unit| unit.to_string());
        let reason = "经核实，情况如承办单位所述。".into();
        ReturnDecisionForm { unit, replacement: replacement.unwrap_or_default(), reason }
    }

    fn awaited_contact(&self) -> String {
        self.proposal.contacts.awaited().next().map(|(n, _)| n.to_string()).unwrap_or_default()
    }

    fn relapsed(&self) -> String {
        self.proposal.promises.may_have_relapsed().next().map(|(n, _)| n.to_string()).unwrap_or_default()
    }

    /// The first promise that stands so.
    fn promise(&self, state: PromiseState) -> String {
        let found = self.proposal.promises.iter().position(|one| one.state == state);
        found.map(|n| n.to_string()).unwrap_or_default()
    }

    /// A command without a mistake for a step, one of several; the system's steps have none.
    pub fn good(&self, step: Step, variant: usize) -> Option<Command> {
        let today = self.now.today;
        let asks = self.proposal.submission.as_ref().map_or(0, |submission| submission.asks.len());
        let mark = |n: usize| Mark::ALL[n % Mark::ALL.len()];
        Some(match step {
            Step::Invite => Command::Invite(InviteForm { invitees: vec![self.unasked()] }),
            Step::CoSign => {
                let frozen = self.proposal.frozen.last();
                let fingerprint = frozen.map_or_else(String::new, |frozen| frozen.fingerprint.to_string());
                Command::CoSign(CoSignForm { fingerprint })
            }
            Step::DeclineInvitation => Command::DeclineInvitation,
            Step::Reopen => Command::Reopen,
            Step::WithdrawSignature => Command::WithdrawSignature,
            Step::Submit => Command::Submit,
            Step::SendBack => Command::SendBack(reason(SEND_BACK_REASON)),
            Step::Decline => Command::Decline(decline()),
            Step::ConfirmDecline => Command::ConfirmDecline,
            Step::DropDecline => Command::DropDecline,
            Step::Register => {
                let disclosure = ["open", "open", "summary", "closed"][variant % 4];
                Command::Register(register_until(disclosure, today.saturating_add(300.days())))
            }
            Step::Assign => Command::Assign(AssignForm {
                separate: if variant % 4 == 2 { vec!["4".into()] } else { Vec::new() },
                ..assign(if variant.is_multiple_of(3) { &[] } else { &["2"] })
            }),
            Step::Accept => Command::Share(shares::Command::Accept),
            Step::Link => Command::Link(LinkForm { number: self.similar().number.to_string() }),
            Step::SetDisclosure => {
                let modes = ["open", "summary", "closed", "summary"];
                let review_on = today.saturating_add([20, 400][variant / 4 % 2].days());
                Command::SetDisclosure(published(modes[variant % 4], review_on))
            }
            Step::Unlink => {
                let number = self.proposal.links.first().map(|link| link.number.to_string()).unwrap_or_default();
                Command::Unlink(LinkForm { number })
            }
            Step::ProposeUnits => Command::ProposeUnits(AssignForm {
                separate: if variant.is_multiple_of(2) { vec!["4".into()] } else { Vec::new() },
                to_government: variant.is_multiple_of(3),
                ..assign(&["2"])
            }),
            Step::AskReturn => Command::Share(shares::Command::AskReturn(unit_return())),
            Step::Reassign => Command::Share(shares::Command::Reassign(self.return_decision(step))),
            Step::GrantReturn => Command::Share(shares::Command::GrantReturn(self.return_decision(step))),
            Step::RefuseReturn => Command::Share(shares::Command::RefuseReturn(self.return_decision(step))),
            Step::AskWithdrawal => Command::AskWithdrawal(reason(WITHDRAWAL_REASON)),
            Step::AgreeWithdrawal => Command::AgreeWithdrawal,
            Step::DropWithdrawal => Command::DropWithdrawal,
            Step::RecordContact => {
                Command::Contact(contacts::Command::Record(contact(Manner::ALL[variant % Manner::ALL.len()], today)))
            }
            Step::TakeOver => Command::Share(shares::Command::TakeOver),
            Step::ConfirmContact => {
                Command::Contact(contacts::Command::Confirm(ConfirmContactForm { contact: self.awaited_contact() }))
            }
            Step::DisputeContact => {
                let (contact, reason) = (self.awaited_contact(), OBJECTION.into());
                Command::Contact(contacts::Command::Dispute(DisputeContactForm { contact, reason }))
            }
            Step::SendOpinion => {
                Command::Share(shares::Command::SendOpinion(OpinionForm { answers: vec![OPINION.into()] }))
            }
            Step::ChaseOpinion => {
                let unit = self.proposal.shares.opinions_to_chase(today).next().map(|share| share.unit.to_string());
                Command::Share(shares::Command::ChaseOpinion(ChaseOpinionForm { unit: unit.unwrap_or_default() }))
            }
            Step::SendBackOpinion => {
                let unit = self.proposal.shares.opinions_in().next().map(|share| share.unit.to_string());
                let reason = OPINION_REASON.into();
                Command::Share(shares::Command::SendBackOpinion(SendBackOpinionForm {
                    unit: unit.unwrap_or_default(),
                    reason,
                }))
            }
            Step::AskExtension | Step::GrantExtension => {
                let due = self.proposal.reply_clock().map_or(today, |clock| clock.due);
                let until = due.saturating_add(20.days()).to_string();
                let form = ExtensionForm { until, reason: "涉及征地，三个月内难以完成。".into() };
                if step == Step::AskExtension { Command::AskExtension(form) } else { Command::GrantExtension(form) }
            }
            Step::RefuseExtension => Command::RefuseExtension(reason("事项不复杂，请按期答复。")),
            Step::DraftReply => {
                Command::DraftReply(Box::new(reply(ReplyClass::ALL[variant % ReplyClass::ALL.len()], asks, today)))
            }
            // Nothing is solved while promises are open.
            Step::Reply => {
                let open = self.proposal.promises.open().next().is_some();
                let class = ReplyClass::ALL[variant % ReplyClass::ALL.len()];
                let class = if open && class == ReplyClass::A { ReplyClass::B } else { class };
                Command::Reply(Box::new(reply(class, asks, today)))
            }
            Step::Escalate => Command::Escalate,
            Step::HandleAgain => Command::HandleAgain(coordination(today)),
            Step::FollowUp => Command::FollowUp(coordination(today)),
            Step::CloseUnsatisfied => Command::CloseUnsatisfied(coordination(today)),
            Step::ClaimPromise => Command::Promise(promises::Command::Claim(ClaimForm {
                promise: self.promise(PromiseState::Open),
                evidence: "竣工验收单和现场照片。".into(),
                files: Vec::new(),
            })),
            Step::VerifyPromise => {
                Command::Promise(promises::Command::Verify(VerifyForm { promise: self.promise(PromiseState::Claimed) }))
            }
            Step::RejectClaim => {
                let (promise, reason) = (self.promise(PromiseState::Claimed), CLAIM_REASON.into());
                Command::Promise(promises::Command::Reject(PromiseNoteForm { promise, reason }))
            }
            Step::ExplainPromise => Command::Promise(promises::Command::Explain(PromiseNoteForm {
                promise: self.promise(PromiseState::Open),
                reason: "上级资金今年未下达，明年继续申报。".into(),
            })),
            Step::Close => Command::Close,
            Step::LookBack => {
                let kept = |n: &usize| self.proposal.promises[*n].state == PromiseState::Verified;
                let n = self.proposal.promises.to_look_back().next().map(|(n, _)| n);
                let holds = if n.as_ref().is_some_and(kept) || variant.is_multiple_of(2) { "yes" } else { "no" };
                let promise = n.map(|n| n.to_string()).unwrap_or_default();
                Command::Promise(promises::Command::LookBack(LookBackForm {
                    promise,
                    holds: holds.into(),
                    reason: FINDING.into(),
                }))
            }
            Step::ReopenPromise => Command::Promise(promises::Command::Reopen(RelapseForm {
                promise: self.relapsed(),
                reason: FINDING.into(),
                until: today.saturating_add(40.days()).to_string(),
            })),
            Step::ReopenHandling => {
                Command::ReopenHandling(PromiseNoteForm { promise: self.relapsed(), reason: FINDING.into() })
            }
            Step::Nominate => Command::Nominate(NominateForm {
                criteria: vec!["widespread".into(), String::new(), "long_standing".into()],
                reason: NOMINATION.into(),
            }),
            Step::DropNomination => Command::DropNomination,
            Step::NameKey => Command::NameKey(KeyForm {
                minutes: "主任会议纪要〔2026〕9号".into(),
                on: today.to_string(),
                supervisor: "郭岚".into(),
                supervisor_title: "县人大常委会副主任".into(),
                sponsor: "蒋波".into(),
                sponsor_title: "副县长".into(),
            }),
            Step::ReportProgress => Command::ReportProgress(report()),
            Step::FinalReport => Command::FinalReport(report()),
            Step::Chase => {
                let note = if variant.is_multiple_of(2) { CHASE.into() } else { String::new() };
                Command::Chase(ChaseForm { note })
            }
            Step::Rate => Command::Rate(rating(mark(variant), mark(variant / 3))),
            Step::GrantSecondRound => Command::GrantSecondRound,
            Step::RefuseSecondRound => Command::RefuseSecondRound(reason(ROUND_REASON)),
            Step::OpenReview
            | Step::Lapse
            | Step::Begin
            | Step::LetContactStand
            | Step::Track
            | Step::OpenLookBack
            | Step::Withdraw => {
                return None;
            }
        })
    }
}
