//! Plays a paper's life through the rules themselves, up to the day for which the county is made.

use domain::case::setting::Setting;
use domain::county::clock::Circumstances;
use domain::county::number::Number;
use domain::county::people::{Actor, BodyId, County, Role};
use domain::parts::contacts::{ConfirmContactForm, ContactForm, Manner};
use domain::parts::promises::{ClaimForm, LookBackForm, PromiseForm, VerifyForm};
use domain::parts::publication::Disclosure;
use domain::parts::shares::{AssignForm, OpinionForm, ReturnForm};
use domain::parts::{contacts, promises, shares};
use domain::proposal::command::{
    Command, DeclineForm, Mark, RatingForm, ReasonForm, RegisterForm, ReplyClass, ReplyForm,
};
use domain::proposal::decide::Brought;
use domain::proposal::draft::Draft;
use domain::proposal::event::Record;
use domain::proposal::key::{KeyForm, NominateForm, ReportForm};
use domain::proposal::signing::{CoSignForm, InviteForm};
use domain::proposal::workflow::Stage;
use domain::proposal::{Proposal, ProposalId};
use ground::dates::months_after;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use uuid::Uuid;

use super::county::People;
use super::texts::Text;

/// Where the stories play.
pub(super) struct World<'a> {
    pub(super) county: &'a County,
    pub(super) people: &'a People,
    pub(super) circumstances: &'a Circumstances,
    pub(super) today: Date,
}

/// How far a paper is let go; [`Stop::Never`] lets it go as far as the days allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    Draft,
    CoSigning,
    Submitted,
    SentBack,
    Declined,
    Registered,
    Withdrawn,
    HandedOver,
    ReturnAsked,
    Handling,
    Never,
}

/// The outline of a story.
pub(super) struct Plan<'a> {
    pub(super) text: &'a Text,
    pub(super) lead: Actor,
    pub(super) submitted: Date,
    pub(super) registered: Date,
    pub(super) handed_over: Date,
    pub(super) number: Option<Number>,
    pub(super) stop: Stop,
    pub(super) is_key: bool,
}

/// Plays a paper's life. What does not fit the rules does not happen: a story never breaks them.
pub(super) fn play(world: &World, plan: &Plan, chance: &mut fastrand::Rng) -> (Proposal, Vec<Record>) {
    let mut story = Story::begin(world, plan, chance);
    story.tell(plan, chance);
    story.let_pass(world.today);
    (story.proposal, story.log)
}

struct Story<'a> {
    world: &'a World<'a>,
    proposal: Proposal,
    log: Vec<Record>,
    number: Option<Number>,
}

impl<'a> Story<'a> {
    fn begin(world: &'a World, plan: &Plan, chance: &mut fastrand::Rng) -> Self {
        let at = moment(plan.submitted, chance);
        let id = ProposalId(id_at(at, chance));
        let mut proposal = Proposal::begin(id, &plan.lead, at);
        proposal.draft = Draft {
            title: plan.text.title.clone(),
            problem: plan.text.problem.clone(),
            analysis: plan.text.analysis.clone(),
            asks: plan.text.asks.clone(),
            topic: plan.text.topic.clone(),
            township: plan.text.township.map(|id| id.to_string()).unwrap_or_default(),
            disclosure: Disclosure::Open.code().to_owned(),
            no_self_interest: true,
            ..Draft::default()
        };
        Self { world, proposal, log: Vec::new(), number: plan.number }
    }

    fn tell(&mut self, plan: &Plan, chance: &mut fastrand::Rng) {
        let people = self.world.people;
        let (office, second) = (people.named("office"), people.named("office2"));
        if plan.stop == Stop::Draft {
            return;
        }
        if plan.stop == Stop::CoSigning {
            self.ask_for_signatures(plan, chance);
            return;
        }
        if plan.stop != Stop::Withdrawn
            && let Some(Number { serial, .. }) = plan.number
        {
            self.gather_signatures(plan, serial);
        }
        self.act(plan.submitted, &plan.lead, &Command::Submit, chance);
        match plan.stop {
            Stop::Submitted => return,
            Stop::SentBack => {
                let reason = "请补充涉及的户数和具体路段，并把两项请求分开写，便于承办单位逐项答复。".to_owned();
                self.act(plan.registered, &office, &Command::SendBack(ReasonForm { reason }), chance);
                return;
            }
            Stop::Declined => {
                let form = DeclineForm {
                    ground: "outside_powers".to_owned(),
                    explanation: "所提事项由上级主管部门审批，不属于本县职权范围。已将来信转市级人大代表联络机构研究。"
                        .to_owned(),
                    as_letter: true,
                };
                self.act(plan.registered, &office, &Command::Decline(form), chance);
                self.act(plan.registered, &second, &Command::ConfirmDecline, chance);
                return;
            }
            _ => {}
        }
        let settled = RegisterForm {
            topic: plan.text.topic.clone(),
            township: self.proposal.draft.township.clone(),
            disclosure: Disclosure::Open.code().to_owned(),
            ..RegisterForm::default()
        };
        self.act(plan.registered, &office, &Command::Register(settled), chance);
        if plan.is_key {
            self.name_key(plan, chance);
        }
        match plan.stop {
            Stop::Registered => self.prepare(plan, chance),
            Stop::Withdrawn => self.withdraw(plan, chance),
            _ => self.handle(plan, chance),
        }
    }

    /// The office nominates it, and the chairs' meeting makes it a key proposal on the day of the hand-over.
    fn name_key(&mut self, plan: &Plan, chance: &mut fastrand::Rng) {
        let people = self.world.people;
        let office = people.named("office");
        let nomination = NominateForm {
            criteria: ["widespread", "livelihood", "county_wide"].map(str::to_owned).to_vec(),
            reason: "多个代表团提出，涉及多个乡镇群众的日常生活，需要几个部门协同推进。".to_owned(),
        };
        self.act(plan.handed_over, &office, &Command::Nominate(nomination), chance);
        let key = KeyForm {
            minutes: "县人大常委会主任会议纪要〔17〕第5号".to_owned(),
            on: plan.handed_over.to_string(),
            supervisor: people.named("supervisor").name,
            supervisor_title: "县人大常委会副主任".to_owned(),
            sponsor: people.named("govoffice").name,
            sponsor_title: "副县长".to_owned(),
        };
        self.act(plan.handed_over, &office, &Command::NameKey(key), chance);
    }

    /// One to three neighbours sign every third paper before it is handed in.
    fn gather_signatures(&mut self, plan: &Plan, serial: u32) {
        if !serial.is_multiple_of(3) {
            return;
        }
        let neighbours = self.world.people.neighbours_of(&plan.lead).skip(serial as usize / 9);
        let neighbours: Vec<_> = neighbours.take(1 + serial as usize / 3 % 3).collect();
        if neighbours.is_empty() {
            return;
        }
        // Whether it is signed changes nothing of what comes later.
        let mut chance = fastrand::Rng::with_seed(serial.into());
        let invitees = neighbours.iter().map(|one| one.person.to_string()).collect();
        self.act(plan.submitted, &plan.lead, &Command::Invite(InviteForm { invitees }), &mut chance);
        for neighbour in neighbours {
            self.sign(plan.submitted, &neighbour, &mut chance);
        }
    }

    /// Signs the text as it was frozen.
    fn sign(&mut self, on: Date, deputy: &Actor, chance: &mut fastrand::Rng) {
        if let Some(frozen) = self.proposal.frozen_text() {
            let fingerprint = frozen.fingerprint.to_string();
            self.act(on, deputy, &Command::CoSign(CoSignForm { fingerprint }), chance);
        }
    }

    /// Asks a neighbour, who signs the next day, and the shown deputy, whose answer is waited for.
    fn ask_for_signatures(&mut self, plan: &Plan, chance: &mut fastrand::Rng) {
        let people = self.world.people;
        let (Some(neighbour), shown) = (people.neighbours_of(&plan.lead).next(), people.named("deputy")) else {
            return;
        };
        let invitees = vec![neighbour.person.to_string(), shown.person.to_string()];
        self.act(plan.submitted, &plan.lead, &Command::Invite(InviteForm { invitees }), chance);
        self.sign(plan.submitted.saturating_add(1.days()), &neighbour, chance);
    }

    /// The lead deputy takes the paper back the day after it was numbered.
    fn withdraw(&mut self, plan: &Plan, chance: &mut fastrand::Rng) {
        let reason = "提交后得知，县里已把柳泉村列入今年农民体育健身工程第二批名单，场地、器材和照明都在其中。\
                      经与村委会商量，撤回本件，不再交办。"
            .to_owned();
        let on = plan.registered.saturating_add(1.days());
        self.act(on, &plan.lead, &Command::AskWithdrawal(ReasonForm { reason }), chance);
    }

    /// Proposes units for the hand-over meeting; every second paper is left to the government office.
    fn prepare(&mut self, plan: &Plan, chance: &mut fastrand::Rng) {
        let to_government = plan.number.is_some_and(|number| number.serial % 2 == 0);
        let form = if to_government { AssignForm { to_government, ..AssignForm::default() } } else { self.units(plan) };
        self.act(plan.registered, &self.world.people.named("office"), &Command::ProposeUnits(form), chance);
    }

    /// The units that a paper's text names.
    fn units(&self, plan: &Plan) -> AssignForm {
        AssignForm {
            lead: self.unit(&plan.text.lead_unit).to_string(),
            assisting: plan.text.assisting.iter().map(|name| self.unit(name).to_string()).collect(),
            ..AssignForm::default()
        }
    }

    /// From the hand-over to the last reply that the days allow.
    fn handle(&mut self, plan: &Plan, chance: &mut fastrand::Rng) {
        let people = self.world.people;
        let lead = self.unit(&plan.text.lead_unit);
        let assisting: Vec<_> = plan.text.assisting.iter().map(|name| self.unit(name)).collect();
        let form = self.units(plan);
        self.act(plan.handed_over, &people.named("office"), &Command::Assign(form), chance);
        if plan.stop == Stop::HandedOver {
            return;
        }
        let clerk = people.of_unit(Role::UnitClerk(lead));
        if plan.stop == Stop::ReturnAsked {
            let reason = "迎宾路三年前已移交城市道路管理，地道桥的路面和排水设施由住房和城乡建设管理局管护，\
                          我局没有管理权限和养护经费。建议改由该局主办，我局可提供原设计图纸。"
                .to_owned();
            let suggested = self.unit("住房和城乡建设管理局").to_string();
            let asked = plan.handed_over.saturating_add(1.days());
            self.act(
                asked,
                &clerk,
                &Command::Share(shares::Command::AskReturn(ReturnForm { reason, suggested })),
                chance,
            );
            return;
        }
        let accepted = plan.handed_over.saturating_add(chance.i64(1..5).days());
        self.act(accepted, &clerk, &Command::Share(shares::Command::Accept), chance);
        for &unit in &assisting {
            let accepted = plan.handed_over.saturating_add(chance.i64(1..9).days());
            self.act(
                accepted,
                &people.of_unit(Role::UnitClerk(unit)),
                &Command::Share(shares::Command::Accept),
                chance,
            );
        }
        let contacted = accepted.saturating_add(chance.i64(3..26).days());
        self.contact(plan, &clerk, contacted, chance);
        for unit in assisting {
            let answers = vec!["我单位按职责配合，所需资金和手续随主办单位的计划一并安排。".to_owned()];
            let sent = contacted.saturating_add(chance.i64(3..8).days());
            let clerk = people.of_unit(Role::UnitClerk(unit));
            self.act(sent, &clerk, &Command::Share(shares::Command::SendOpinion(OpinionForm { answers })), chance);
        }
        if plan.is_key {
            let text =
                "已成立工作专班，完成摸底并制定分步实施方案；下一步按方案落实资金，每季度公开一次进展。".to_owned();
            let reported = contacted.saturating_add(7.days());
            self.act(reported, &clerk, &Command::ReportProgress(ReportForm { text }), chance);
        }
        if plan.stop == Stop::Handling {
            return;
        }
        let replied = contacted.saturating_add(chance.i64(9..70).days());
        self.answer(plan, lead, replied, plan.text.class.clone(), chance);
        let rated = replied.saturating_add(chance.i64(3..18).days());
        let is_unsatisfied = !plan.text.dissatisfied.is_empty();
        // One in nine never rates: that stays visible as not rated.
        if !is_unsatisfied && chance.u8(0..9) == 0 {
            return;
        }
        self.act(rated, &plan.lead, &rating(plan, is_unsatisfied, chance), chance);
        if is_unsatisfied {
            self.second_round(plan, lead, rated, chance);
        }
        self.keep_promises(plan, &clerk, chance);
    }

    /// A contact, which the deputy confirms within two days, or lets stand.
    fn contact(&mut self, plan: &Plan, clerk: &Actor, on: Date, chance: &mut fastrand::Rng) {
        self.act(on, clerk, &contact(plan, clerk, on, chance), chance);
        if chance.u8(0..5) > 0 {
            let confirmed = on.saturating_add(chance.i64(1..3).days());
            self.act(
                confirmed,
                &plan.lead,
                &Command::Contact(contacts::Command::Confirm(ConfirmContactForm::default())),
                chance,
            );
        }
    }

    /// Three of four promises that have fallen due were kept; the office looks, and closes what is done.
    fn keep_promises(&mut self, plan: &Plan, clerk: &Actor, chance: &mut fastrand::Rng) {
        let office = self.world.people.named("office");
        let promises: Vec<_> = self.proposal.promises.iter().map(|one| one.due).enumerate().collect();
        let fallen_due = promises.into_iter().filter(|&(_, due)| due.saturating_add(20.days()) <= self.world.today);
        for (n, due) in fallen_due.collect::<Vec<_>>() {
            if chance.u8(0..4) == 0 {
                continue;
            }
            let promise = n.to_string();
            let evidence = "已按期完成并通过验收，现场情况已向代表报告。".to_owned();
            let claim = ClaimForm { promise: promise.clone(), evidence, files: Vec::new() };
            self.act(due, clerk, &Command::Promise(promises::Command::Claim(claim)), chance);
            let verify = VerifyForm { promise: promise.clone() };
            self.act(
                due.saturating_add(5.days()),
                &plan.lead,
                &Command::Promise(promises::Command::Verify(verify)),
                chance,
            );
            let reason = "到现场查看，并走访了附近的住户，情况属实。".to_owned();
            let look_back = LookBackForm { promise, holds: "yes".to_owned(), reason };
            self.act(
                due.saturating_add(9.days()),
                &office,
                &Command::Promise(promises::Command::LookBack(look_back)),
                chance,
            );
        }
        let settled = self.proposal.promises.iter().filter_map(|one| one.settled_on).max();
        if let Some(day) = settled {
            self.act(day.saturating_add(10.days()), &office, &Command::Close, chance);
        }
    }

    fn second_round(&mut self, plan: &Plan, lead: BodyId, rated: Date, chance: &mut fastrand::Rng) {
        let office = self.world.people.named("office");
        let decided = rated.saturating_add(chance.i64(2..6).days());
        if chance.u8(0..4) == 0 {
            let reason =
                "承办单位已就资金来源和实施条件当面说明，县内暂不具备条件，列入下一年度计划时再行研究。".to_owned();
            self.act(decided, &office, &Command::RefuseSecondRound(ReasonForm { reason }), chance);
            return;
        }
        self.act(decided, &office, &Command::GrantSecondRound, chance);
        let clerk = self.world.people.of_unit(Role::UnitClerk(lead));
        let contacted = decided.saturating_add(chance.i64(2..6).days());
        self.contact(plan, &clerk, contacted, chance);
        let replied = contacted.saturating_add(chance.i64(12..25).days());
        let class = if plan.text.class == "D" { "C" } else { "B" };
        self.answer(plan, lead, replied, class.to_owned(), chance);
        let again = replied.saturating_add(chance.i64(3..15).days());
        self.act(again, &plan.lead, &rating(plan, false, chance), chance);
    }

    fn answer(&mut self, plan: &Plan, lead: BodyId, on: Date, class: String, chance: &mut fastrand::Rng) {
        let people = self.world.people;
        let (clerk, head) = (people.of_unit(Role::UnitClerk(lead)), people.of_unit(Role::UnitHead(lead)));
        let promised = matches!(ReplyClass::from_code(&class), Ok(ReplyClass::B | ReplyClass::C));
        // A second reply promises something new: what was promised before stays open.
        let is_first = self.proposal.replies.is_empty();
        let mut promises: Vec<_> = (plan.text.promises.iter().filter(|_| promised && is_first))
            .map(|promise| PromiseForm {
                text: promise.text.clone(),
                due: months_after(on, promise.months).to_string(),
            })
            .collect();
        if promised && promises.is_empty() {
            let text = "按照再次答复的安排完成整改，并请代表现场查看".to_owned();
            promises.push(PromiseForm { text, due: months_after(on, 4).to_string() });
        }
        let short: String = plan.text.lead_unit.chars().take(1).collect();
        let form = ReplyForm {
            document_number: format!("交{short}函〔{}〕{}号", on.year(), chance.u32(3..90)),
            class,
            opening: plan.text.opening.clone(),
            answers: plan.text.answers.clone(),
            evidence: plan.text.evidence.clone(),
            promises,
            contact_person: clerk.name.clone(),
            telephone: format!("0358-000{:04}", chance.u32(1000..9999)),
            copies: String::new(),
            files: Vec::new(),
            disclosure_reviewed: true,
        };
        self.act(on.saturating_sub(2.days()), &clerk, &Command::DraftReply(Box::new(form.clone())), chance);
        self.act(on, &head, &Command::Reply(Box::new(form)), chance);
    }

    /// Takes a step on a day, unless that lies ahead or the rules refuse it.
    fn act(&mut self, on: Date, actor: &Actor, command: &Command, chance: &mut fastrand::Rng) {
        if on > self.world.today {
            return;
        }
        self.let_pass(on);
        let now = Circumstances { today: on, ..self.world.circumstances.clone() };
        let at = moment(on, chance);
        // What happens today has happened, whatever the hour.
        let at = if on == self.world.today { milliseconds(on, 0, 1) } else { at };
        let at = at.max(self.proposal.changed_at + 60_000);
        let deputies = &self.world.people.deputies;
        let setting = Setting { now: &now, county: self.world.county, at };
        let brought = Brought { number: self.number, deputies: deputies.to_vec(), ..Brought::default() };
        if let Ok(records) = self.proposal.act(actor, command, &setting, &brought) {
            self.log.extend(records);
        }
    }

    /// Lets limits pass until a day.
    fn let_pass(&mut self, until: Date) {
        while let Some(day) = self.proposal.wakes_on().filter(|&day| day <= until) {
            let now = Circumstances { today: day, ..self.world.circumstances.clone() };
            let at = milliseconds(day, 0, 5).max(self.proposal.changed_at + 60_000);
            let records = self.proposal.proceed(&Setting { now: &now, county: self.world.county, at });
            if records.is_empty() || matches!(self.proposal.stage, Stage::Closed) {
                self.log.extend(records);
                return;
            }
            self.log.extend(records);
        }
    }

    fn unit(&self, name: &str) -> BodyId {
        let found = self.world.county.units.iter().find(|unit| unit.name == name);
        found.map_or(self.world.county.units[0].id, |unit| unit.id)
    }
}

fn contact(plan: &Plan, clerk: &Actor, on: Date, chance: &mut fastrand::Rng) -> Command {
    // Most meet in person, one in four telephones.
    let manner = match chance.u8(0..4) {
        0 => Manner::Call,
        1 => Manner::Meeting,
        2 => Manner::Visit,
        _ => Manner::Survey,
    };
    Command::Contact(contacts::Command::Record(ContactForm {
        manner: manner.code().to_owned(),
        on: on.to_string(),
        participants: format!("{}代表、{}", plan.lead.name, clerk.name),
        summary: plan.text.contact.clone(),
        files: Vec::new(),
    }))
}

fn rating(plan: &Plan, is_unsatisfied: bool, chance: &mut fastrand::Rng) -> Command {
    let (attitude, result, reasons) = if is_unsatisfied {
        (Mark::Basically, Mark::Unsatisfied, plan.text.dissatisfied.clone())
    } else if chance.u8(0..4) == 0 {
        (Mark::Satisfied, Mark::Basically, String::new())
    } else {
        (Mark::Satisfied, Mark::Satisfied, String::new())
    };
    Command::Rate(RatingForm { attitude: attitude.code().to_owned(), result: result.code().to_owned(), reasons })
}

/// A moment in the working hours of a day.
fn moment(day: Date, chance: &mut fastrand::Rng) -> i64 {
    milliseconds(day, chance.i8(8..17), chance.i8(0..59))
}

fn milliseconds(day: Date, hour: i8, minute: i8) -> i64 {
    let zone = TimeZone::fixed(Offset::constant(8));
    day.at(hour, minute, 0, 0).to_zoned(zone).map_or(0, |moment| moment.timestamp().as_millisecond())
}

/// An id of UUID version 7 for a moment, with chance of the given kind.
fn id_at(at: i64, chance: &mut fastrand::Rng) -> Uuid {
    let mut bytes = [0; 10];
    chance.fill(&mut bytes);
    uuid::Builder::from_unix_timestamp_millis(u64::try_from(at).unwrap_or_default(), &bytes).into_uuid()
}
