//! Random stories: whatever anyone does to a paper, in whatever order, the rules hold after every move, and a second
//! telling of the workflow comes to the same end.

#[path = "../common/mod.rs"]
mod common;

mod model;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Debug;

use common::{Paper, SECRETS, Who, draft};
use domain::command::{Command, Mark, Part, ReplyClass};
use domain::commitments::{ClaimForm, CommitmentCase, CommitmentNoteForm, CommitmentState};
use domain::deadline::days_between;
use domain::disclosure::Disclosure;
use domain::draft::Draft;
use domain::event::{Event, Record};
use domain::extension::ExtensionForm;
use domain::hand_over::AssignForm;
use domain::problem::{Problem, Refusal};
use domain::statistics::{Counts, Figure, Figures, Group, Kind, counts_of};
use domain::vocabulary::Lang;
use domain::workflow::{Stage, Step, next};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::model::{FORESEEN, Model};

type Checked = Result<(), TestCaseError>;

/// What no field takes: each names the field that it is put into, and no other.
const BAD: [&str; 2] = ["\u{0}", "\u{202e}错误的文字"];

/// What brings a paper on, the most urgent first.
const WAY: [&[Step]; 3] = [
    &[Step::Reply, Step::Rate, Step::Assign],
    &[
        Step::Invite,
        Step::CoSign,
        Step::Submit,
        Step::Register,
        Step::Accept,
        Step::Reassign,
        Step::GrantReturn,
        Step::RefuseReturn,
        Step::ConfirmContact,
        Step::GrantExtension,
        Step::RefuseExtension,
        Step::GrantSecondRound,
        Step::RefuseSecondRound,
        Step::Escalate,
        Step::HandleAgain,
        Step::FollowUp,
        Step::VerifyCommitment,
        Step::LookBack,
        Step::ReopenCommitment,
        Step::ReopenHandling,
        Step::AgreeWithdrawal,
        Step::DropWithdrawal,
    ],
    &[Step::RecordContact, Step::SendOpinion, Step::DraftReply, Step::ClaimCommitment, Step::Close, Step::FinalReport],
];

/// One move of a story.
#[derive(Clone, Debug)]
enum Move {
    /// One of the steps that lead on, without a mistake; where there is none, the days until something comes by itself.
    On { pick: Index, variant: usize },
    /// One of the steps open to anyone, without a mistake.
    Open { pick: Index, variant: usize },
    /// The same with one field spoilt.
    Spoilt { pick: Index, variant: usize, field: Index, bad: &'static str },
    /// The same with one field left empty, which some fields allow.
    Emptied { pick: Index, variant: usize, field: Index },
    /// Any step by anyone, without a mistake.
    Any { who: Who, step: Step, variant: usize },
    /// The lead deputy writes, well or not.
    Write { asks: usize, spoilt: Option<(Index, &'static str)> },
    /// Days go by.
    Pass(u16),
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let (index, variant) = (any::<Index>, || 0..12usize);
    let spoilt = prop_oneof![3 => Just(None), 1 => (index(), select(&BAD[..])).prop_map(Some)];
    let one = prop_oneof![
        16 => (index(), variant()).prop_map(|(pick, variant)| Move::On { pick, variant }),
        8 => (index(), variant()).prop_map(|(pick, variant)| Move::Open { pick, variant }),
        3 => (index(), variant(), index(), select(&BAD[..]))
            .prop_map(|(pick, variant, field, bad)| Move::Spoilt { pick, variant, field, bad }),
        1 => (index(), variant(), index())
            .prop_map(|(pick, variant, field)| Move::Emptied { pick, variant, field }),
        3 => (select(&Who::ALL[..]), select(Step::ALL), variant())
            .prop_map(|(who, step, variant)| Move::Any { who, step, variant }),
        1 => (1..5usize, spoilt).prop_map(|(asks, spoilt)| Move::Write { asks, spoilt }),
        1 => prop_oneof![3 => 1..40u16, 1 => 150..400u16].prop_map(Move::Pass),
    ];
    vec(one, 1..60)
}

/// A command without a mistake: of the promises, a unit names one of its own, and more time ends after today and at most
/// with the sixth month.
fn good(paper: &Paper, who: Who, step: Step, variant: usize) -> Option<Command> {
    let mut command = paper.good(step, variant)?;
    if let Command::ClaimCommitment(ClaimForm { commitment, .. })
    | Command::ExplainCommitment(CommitmentNoteForm { commitment, .. }) = &mut command
    {
        let mine = |one: &CommitmentCase| who.actor().units().any(|unit| unit == one.unit);
        let is_open = |one: &CommitmentCase| one.state == CommitmentState::Open;
        let own = paper.proposal.commitments.iter().position(|one| mine(one) && is_open(one));
        *commitment = own.map(|n| n.to_string()).unwrap_or_default();
    }
    if let Command::AskExtension(form) | Command::GrantExtension(form) = &mut command
        && let Some(hand_over) = &paper.proposal.hand_over
    {
        let until = hand_over.reply.due.max(paper.now.today).saturating_add(20.days());
        form.until = until.min(hand_over.on.saturating_add(6.months())).to_string();
    }
    Some(command)
}

/// Whether a field is asked for at all: of what is published in full no reason is, and a summary only of a summary.
fn counts(command: &Command, field: &str) -> bool {
    let disclosure = match command {
        Command::Register(form) => &form.disclosure,
        Command::SetDisclosure(form) => &form.disclosure,
        _ => return true,
    };
    match field.rsplit('.').next().unwrap_or_default() {
        "ground" | "reason" | "review_on" => disclosure != "open",
        "summary" => disclosure == "summary",
        _ => true,
    }
}

/// Puts `text` into one of a form's text fields; `None` and the form as it was where it has none.
fn put<T: Serialize + DeserializeOwned>(form: T, field: Index, text: &str) -> (Option<String>, T) {
    let mut value = serde_json::to_value(&form).expect("forms can be written");
    let mut paths = Vec::new();
    texts(&value, String::new(), &mut paths);
    if paths.is_empty() {
        return (None, form);
    }
    let path = field.get(&paths);
    *value.pointer_mut(path).expect("the path was found in the value") = text.into();
    let form = serde_json::from_value(value).expect("any text may stand in a form");
    (Some(path.trim_start_matches('/').replace('/', ".")), form)
}

fn texts(value: &Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::String(_) if !path.is_empty() => found.push(path),
        Value::Array(items) => items.iter().enumerate().for_each(|(n, item)| texts(item, format!("{path}/{n}"), found)),
        Value::Object(fields) => fields.iter().for_each(|(key, item)| texts(item, format!("{path}/{key}"), found)),
        _ => {}
    }
}

/// A paper, what the model makes of it, and the field of its draft that is spoilt.
struct Story {
    paper: Paper,
    model: Model,
    /// Who may take which step now, as the model has it.
    open: Vec<(Who, Step)>,
    spoilt: Option<String>,
}

impl Story {
    fn begin() -> Self {
        let paper = Paper::new();
        let model = Model::of(&paper.proposal);
        let mut story = Self { paper, model, open: Vec::new(), spoilt: None };
        story.open = story.open_by_model();
        story
    }

    /// Plays a story and checks after every move that nothing is broken.
    fn play(moves: &[Move]) -> Result<Paper, TestCaseError> {
        let mut story = Self::begin();
        for (n, one) in moves.iter().enumerate() {
            let told = story.goes_on(Who::ALL[n % Who::ALL.len()], |story| story.take(one));
            told.map_err(|error| TestCaseError::fail(format!("move {n}, {one:?}: {error}")))?;
        }
        Ok(story.paper)
    }

    /// One move and all that has to hold then; `who` tries every step.
    fn goes_on(&mut self, who: Who, act: impl FnOnce(&mut Self) -> Checked) -> Checked {
        // Were a paper ever numbered again, it would get another number.
        self.paper.number.serial += 1;
        let before = self.paper.clone();
        act(self)?;
        self.agrees()?;
        check(&before, &self.paper, who)
    }

    fn open_by_model(&self) -> Vec<(Who, Step)> {
        let today = self.paper.now.today;
        let all = Who::ALL.into_iter().flat_map(|who| Step::ALL.iter().map(move |&step| (who, step)));
        all.filter(|&(who, step)| self.model.open(who, step, today)).collect()
    }

    /// The model and the paper tell the same, and leave the same open to everybody.
    fn agrees(&mut self) -> Checked {
        prop_assert_eq!(&self.model, &Model::of(&self.paper.proposal), "the model (left) tells another story");
        self.open = self.open_by_model();
        let mut open = self.open.as_slice();
        for who in Who::ALL {
            let steps = self.paper.proposal.open_steps(&who.actor(), self.paper.now.today);
            let (mine, rest) = open.split_at(open.iter().take_while(|(other, _)| *other == who).count());
            let mine: Vec<_> = mine.iter().map(|&(_, step)| step).collect();
            prop_assert_eq!(mine, steps, "the model (left) lets {:?} do something else", who);
            open = rest;
        }
        Ok(())
    }

    /// A command without a mistake. Beyond the sixth month nobody can grant more time, although somebody waits for it.
    fn command(&self, who: Who, step: Step, variant: usize) -> Option<Command> {
        let command = good(&self.paper, who, step, variant)?;
        let is_late = |form: &ExtensionForm| form.until <= self.paper.now.today.to_string();
        Some(command).filter(|command| !matches!(command, Command::GrantExtension(form) if is_late(form)))
    }

    /// One of the steps that are open to somebody, with a command for it.
    fn pick(&self, open: &[(Who, Step)], pick: Index, variant: usize) -> Option<(Who, Command)> {
        let &(who, step) = open.get(pick.index(open.len().max(1)))?;
        Some((who, self.command(who, step, variant)?))
    }

    fn any_open(&self, pick: Index, variant: usize) -> Option<(Who, Command)> {
        // A withdrawal ends most stories, where no co-signer has a say: it comes seldom.
        let often = if self.paper.proposal.co_signers().next().is_some() { 6 } else { 1 };
        let seldom = |&&(_, step): &&(Who, Step)| step != Step::AskWithdrawal || variant < often;
        let open: Vec<_> = self.open.iter().filter(seldom).copied().collect();
        self.pick(&open, pick, variant)
    }

    /// One of the most urgent steps that lead on, and that its person has not taken since the last change of stage.
    fn way_on(&self, pick: Index, variant: usize) -> Option<(Who, Command)> {
        let stage = self.paper.proposal.stage;
        let lately: Vec<_> = self.paper.log.iter().rev().take_while(|record| record.from == stage).collect();
        let is_done = |who: Who, step: Step| {
            let person = Some(who.actor().person);
            lately.iter().any(|record| record.event.step() == step && record.by.person == person)
        };
        // The deputy alone confirms the contacts of every unit.
        let of = |steps: &[Step]| {
            let open = self.open.iter().copied().filter(|(_, step)| steps.contains(step));
            open.filter(|&(who, step)| step == Step::ConfirmContact || !is_done(who, step)).collect()
        };
        let open: Vec<_> = WAY.into_iter().map(of).find(|open: &Vec<_>| !open.is_empty())?;
        self.pick(&open, pick, variant)
    }

    /// Lets so many days pass, or those until something comes by itself; both must know that day.
    fn pass(&mut self, days: Option<u16>) -> Checked {
        let today = self.paper.now.today;
        let day = self.model.wakes_on(today);
        let soon = |day: &Date| days_between(today, *day) <= i32::from(FORESEEN);
        prop_assert_eq!(day, self.paper.proposal.wakes_on().filter(soon), "something comes on another day");
        let wait = day.and_then(|day| u16::try_from(days_between(today, day)).ok());
        self.paper.pass(days.or(wait).unwrap_or(1));
        self.model.pass(self.paper.now.today);
        Ok(())
    }

    fn take(&mut self, one: &Move) -> Checked {
        match one {
            &Move::On { pick, variant } => match self.way_on(pick, variant) {
                Some((who, command)) => self.act(who, &command, None),
                None => self.pass(None),
            },
            &Move::Open { pick, variant } => match self.any_open(pick, variant) {
                Some((who, command)) => self.act(who, &command, None),
                None => Ok(()),
            },
            &Move::Spoilt { pick, variant, field, bad } => {
                let Some((who, command)) = self.any_open(pick, variant) else { return Ok(()) };
                let (path, command) = put(command, field, bad);
                // The first part of the path is the command's own name.
                let wrong = path.and_then(|path| path.split_once('.').map(|(_, field)| field.to_owned()));
                self.act(who, &command, wrong)
            }
            &Move::Emptied { pick, variant, field } => {
                let Some((who, command)) = self.any_open(pick, variant) else { return Ok(()) };
                let command = put(command, field, "").1;
                let before = self.paper.proposal.clone();
                match self.paper.act(&who.actor(), &command) {
                    Ok(()) => {
                        self.model.take(who, &command, self.paper.now.today);
                        Ok(())
                    }
                    Err(refusal) => {
                        prop_assert!(matches!(refusal, Refusal::Invalid(_)), "{refusal:?}");
                        prop_assert_eq!(&self.paper.proposal, &before);
                        Ok(())
                    }
                }
            }
            &Move::Any { who, step, variant } => match self.command(who, step, variant) {
                Some(command) => self.act(who, &command, None),
                None => Ok(()),
            },
            Move::Write { asks, spoilt } => {
                if matches!(self.paper.proposal.stage, Stage::Draft | Stage::Returned) {
                    let written = draft(*asks);
                    let (path, draft): (_, Draft) = match spoilt {
                        Some((field, bad)) => put(written, *field, bad),
                        None => (None, written),
                    };
                    (self.spoilt, self.paper.proposal.draft) = (path, draft);
                    self.model.write(*asks);
                }
                Ok(())
            }
            &Move::Pass(days) => self.pass(Some(days)),
        }
    }

    /// Acts, and expects exactly what must come of it: `wrong` is the field that is spoilt.
    fn act(&mut self, who: Who, command: &Command, wrong: Option<String>) -> Checked {
        let before = self.paper.proposal.clone();
        let open = self.open.contains(&(who, command.step()));
        // While it is being signed the frozen text counts, whatever the draft holds.
        let wrong = match command.step() {
            Step::Submit | Step::Invite if before.stage != Stage::CoSigning => self.spoilt.clone().or(wrong),
            _ => wrong.filter(|field| counts(command, field)),
        };
        let outcome = self.paper.act(&who.actor(), command);
        if outcome.is_err() {
            prop_assert_eq!(&self.paper.proposal, &before, "a refused act changed the proposal");
        }
        match (outcome, open, wrong) {
            (Ok(()), true, None) => self.model.take(who, command, self.paper.now.today),
            (Err(Refusal::NotOpen { stage }), false, _) => prop_assert_eq!(stage, before.stage),
            (Err(Refusal::Invalid(errors)), true, Some(field)) => {
                let fields: Vec<_> = errors.into_iter().map(|error| error.field).collect();
                prop_assert_eq!(fields, [field]);
            }
            (outcome, open, wrong) => prop_assert!(false, "{outcome:?} although open: {open}, wrong: {wrong:?}"),
        }
        Ok(())
    }
}

/// Everything that must hold after every move; `who` tries every step.
fn check(before: &Paper, paper: &Paper, who: Who) -> Checked {
    let fresh = paper.log.get(before.log.len()..).expect("a log only grows");
    prop_assert_eq!(&paper.log[..before.log.len()], &before.log[..], "the log was rewritten");
    if before.proposal.number.is_some() {
        prop_assert_eq!(paper.proposal.number, before.proposal.number, "the number changed");
    }
    let blank = || Paper { proposal: paper.proposal.clone(), log: Vec::new(), now: paper.now.clone(), ..*paper };
    nothing_is_left_undone(paper, blank())?;
    open_steps_are_exact(paper, blank, who)?;
    the_units_are_whole(paper)?;
    the_log_is_sound(paper, fresh)?;
    replies_are_whole(paper)?;
    the_public_sees_only_its_own(paper)?;
    goes_round(&paper.proposal)?;
    fresh.iter().try_for_each(goes_round)
}

fn nothing_is_left_undone(paper: &Paper, mut later: Paper) -> Checked {
    later.pass(0);
    prop_assert_eq!(&later.proposal, &paper.proposal, "the system had something left to do");
    prop_assert!(paper.proposal.wakes_on().is_none_or(|day| day > paper.now.today));
    Ok(())
}

fn open_steps_are_exact(paper: &Paper, blank: impl Fn() -> Paper, who: Who) -> Checked {
    let actor = who.actor();
    let open = paper.proposal.open_steps(&actor, paper.now.today);
    let mut trial = blank();
    for &step in Step::ALL {
        let Some(command) = good(paper, who, step, 0) else {
            prop_assert!(!open.contains(&step), "{step:?}, the system's own, is open to {who:?}");
            continue;
        };
        let outcome = trial.act(&actor, &command);
        let refused = matches!(outcome, Err(Refusal::NotOpen { .. }));
        prop_assert_eq!(open.contains(&step), !refused, "{:?} by {:?}: {:?}", step, who, outcome);
        if outcome.is_ok() {
            trial = blank();
        }
    }
    prop_assert_eq!(&trial.proposal, &paper.proposal, "a refused act changed the proposal");
    Ok(())
}

/// Whatever is handed over has one lead unit, and only units that have it wish to give it back.
fn the_units_are_whole(paper: &Paper) -> Checked {
    let units = &paper.proposal.assignments;
    let lead_units = units.iter().filter(|share| share.part == Part::Lead).count();
    prop_assert_eq!(lead_units, usize::from(!units.is_empty()), "how many units lead");
    let is_with_nobody = matches!(
        paper.proposal.stage,
        Stage::Draft
            | Stage::CoSigning
            | Stage::Submitted
            | Stage::Returned
            | Stage::Declined
            | Stage::Registered
            | Stage::Withdrawn
    );
    prop_assert!(is_with_nobody || lead_units == 1, "nobody handles it");
    for case in paper.proposal.pending_returns() {
        prop_assert!(units.iter().any(|share| share.unit == case.unit), "unit {} has nothing to give back", case.unit);
    }
    Ok(())
}

fn the_log_is_sound(paper: &Paper, fresh: &[Record]) -> Checked {
    for record in fresh {
        let row = next(record.from, record.event.step(), record.by.relation);
        prop_assert_eq!(row, Some(record.to), "no row of the table: {:?}", record);
        prop_assert_eq!(record.rules, paper.now.rules.version);
        if let Event::Accepted { unit } = record.event {
            prop_assert_eq!(record.by.unit, Some(unit), "signed for another unit");
        }
        for lang in [Lang::Zh, Lang::En] {
            prop_assert!(!paper.proposal.sentence(record, lang, false).is_empty(), "no sentence: {:?}", record.event);
        }
    }
    let mut replayed = Paper::new().proposal;
    replayed.draft = paper.proposal.draft.clone();
    for (record, seq) in paper.log.iter().zip(1..) {
        prop_assert_eq!((record.seq, record.from), (seq, replayed.stage));
        replayed.apply(record);
    }
    prop_assert_eq!(&replayed, &paper.proposal, "the log tells another story");
    Ok(())
}

fn replies_are_whole(paper: &Paper) -> Checked {
    let asks = paper.proposal.submission.as_ref().map_or(0, |submission| submission.asks.len());
    for reply in &paper.proposal.replies {
        prop_assert_eq!(reply.answers.len(), asks);
        prop_assert!(reply.class != ReplyClass::A || reply.evidence.is_some(), "class A without evidence");
        let promised = !matches!(reply.class, ReplyClass::B | ReplyClass::C) || !reply.commitments.is_empty();
        prop_assert!(promised, "class {:?} without a promise", reply.class);
    }
    Ok(())
}

fn the_public_sees_only_its_own(paper: &Paper) -> Checked {
    let registered = paper.proposal.stage.is_public() && paper.proposal.number.is_some();
    let public = registered && paper.proposal.settled.disclosure != Disclosure::Closed;
    for who in [Who::Outsider, Who::Stranger, Who::Administrator] {
        prop_assert_eq!(paper.seen_by(Some(&who.actor()), Lang::Zh).is_some(), public, "to {:?}", who);
    }
    for lang in [Lang::Zh, Lang::En] {
        let view = paper.seen_by(None, lang);
        prop_assert_eq!(view.is_some(), public);
        let text = serde_json::to_string(&view).expect("views can be written");
        for secret in SECRETS {
            prop_assert!(!text.contains(secret.trim_end_matches('。')), "{secret} in {text}");
        }
        // The names of those who signed the paper, or one of its replies, are the only public ones.
        let has_signed = |who: Who| paper.proposal.co_signers().any(|signer| signer.person == who.actor().person);
        let replies = || paper.proposal.replies.iter().chain(&paper.proposal.separate_replies);
        let has_replied = |who: Who| replies().any(|reply| reply.signer == who.actor().name);
        let is_hidden = |who: &Who| *who != Who::Lead && !has_signed(*who) && !has_replied(*who);
        for who in Who::ALL.into_iter().filter(is_hidden) {
            prop_assert!(!text.contains(&who.actor().name), "{who:?} in {text}");
        }
    }
    Ok(())
}

fn goes_round<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) -> Checked {
    let text = serde_json::to_string(value).expect("it can be written");
    let read: T = serde_json::from_str(&text).map_err(|error| TestCaseError::fail(format!("{error}: {text}")))?;
    prop_assert_eq!(&read, value);
    Ok(())
}

/// How many stories are played; `make walk` plays many more.
fn walks() -> u32 {
    std::env::var("WALKS").ok().and_then(|walks| walks.parse().ok()).unwrap_or(2_000)
}

fn cases(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}

/// Plays the stories; they are long enough, and so many, that every step is taken in some.
#[test]
fn the_rules_hold_whatever_people_do_and_every_step_is_taken() {
    let taken = RefCell::new(BTreeMap::new());
    let played = TestRunner::new(cases(walks())).run(&moves(), |moves| {
        let paper = Story::play(&moves)?;
        for record in &paper.log {
            *taken.borrow_mut().entry((record.event.step(), record.from)).or_insert(0u32) += 1;
        }
        Ok(())
    });
    played.unwrap_or_else(|failure| panic!("{failure}"));
    let taken = taken.into_inner();
    for ((step, from), times) in &taken {
        println!("{times:>9} × {} at {}", step.code(), from.code());
    }
    let missed: Vec<_> = Step::ALL.iter().filter(|&&step| taken.keys().all(|&(known, _)| known != step)).collect();
    assert!(missed.is_empty() || walks() < 2_000, "never taken: {missed:?}");
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn the_figures_add_up(stories in vec(moves(), 1..12)) {
        let papers = stories.iter().map(|moves| Story::play(moves)).collect::<Result<Vec<_>, _>>()?;
        let figures = Figures::count(papers.iter().map(|paper| &paper.proposal));
        let replied = figures.n(Figure::Replied);
        let unreplied = papers
            .iter()
            .filter(|paper| paper.proposal.hand_over.is_some() && paper.proposal.replies.is_empty())
            .count() as u64;
        let classes: u64 = ReplyClass::ALL.iter().map(|&class| figures.n(Figure::Class(class))).sum();
        let marks: u64 = Mark::ALL.iter().map(|&mark| figures.n(Figure::Marked(mark))).sum();
        prop_assert_eq!(classes + unreplied, figures.n(Figure::Assigned));
        prop_assert_eq!(marks + figures.unrated(), replied);
        prop_assert!(figures.n(Figure::OnTime) <= replied && figures.n(Figure::MetFaceToFace) <= replied);
        prop_assert!(figures.n(Figure::Assigned) <= figures.n(Figure::Registered));
        prop_assert!(figures.clone().on(date(2040, 1, 1)).add_up(), "{figures:?}");
        let groups = papers.iter().map(|paper| counts_of(&paper.proposal)).collect::<Vec<_>>();
        groups_add_up(&groups)?;
    }
}

/// The parts of a period by unit, topic or township make up what they part, and each part adds up by itself.
fn groups_add_up(papers: &[Counts]) -> Checked {
    let mut groups: BTreeMap<Group, BTreeMap<Figure, u64>> = BTreeMap::new();
    for ((group, figure), n) in papers.iter().flat_map(|counts| &counts.counters) {
        *groups.entry(group.clone()).or_default().entry(*figure).or_default() += n;
    }
    for (group, figures) in &groups {
        let figures = Figures::new(figures.iter().map(|(&figure, &n)| (figure, n))).on(date(2040, 1, 1));
        prop_assert!(figures.add_up(), "{group:?} {figures:?}");
    }
    let whole = groups.iter().filter(|(group, _)| group.kind == Kind::Whole);
    for (whole, figures) in whole {
        for kind in [Kind::Topic, Kind::Township] {
            let parts = groups.iter().filter(|(group, _)| group.kind == kind && group.period == whole.period);
            let sum: u64 = parts.filter_map(|(_, figures)| figures.get(&Figure::Registered)).sum();
            prop_assert_eq!(sum, figures.get(&Figure::Registered).copied().unwrap_or(0), "{:?}", kind);
        }
    }
    Ok(())
}

/// A story of steps without a mistake, each with its variant.
fn told(steps: &[(Who, Step, usize)]) -> Story {
    let mut story = Story::begin();
    for &(who, step, variant) in steps {
        let command = good(&story.paper, who, step, variant).expect("people take these steps");
        story.goes_on(who, |story| story.act(who, &command, None)).unwrap_or_else(|error| panic!("{step:?}: {error}"));
    }
    story
}

const HANDED_OVER_WITH_A_SEPARATE_UNIT: [(Who, Step, usize); 3] =
    [(Who::Lead, Step::Submit, 0), (Who::Reviewer, Step::Register, 0), (Who::Reviewer, Step::Assign, 6)];

#[test]
fn a_wish_to_give_it_back_ends_with_the_hand_over() {
    let asked = [(Who::OtherClerk, Step::AskReturn, 0), (Who::Clerk, Step::AskReturn, 0)];
    let again =
        [(Who::Reviewer, Step::GrantReturn, 0), (Who::Reviewer, Step::Assign, 6), (Who::OtherClerk, Step::Accept, 0)];
    let story = told(&[&HANDED_OVER_WITH_A_SEPARATE_UNIT[..], &asked, &again].concat());
    assert!(story.paper.proposal.pending_returns().next().is_none());
}

#[test]
fn what_is_left_of_a_plan_without_its_lead_unit_is_not_handed_over() {
    let back = [(Who::Clerk, Step::AskReturn, 0), (Who::Reviewer, Step::GrantReturn, 0)];
    let mut paper = told(&[&HANDED_OVER_WITH_A_SEPARATE_UNIT[..], &back].concat()).paper;
    let outcome = paper.act(&Who::Reviewer.actor(), &Command::Assign(AssignForm::default()));
    assert_eq!(outcome, Err(Refusal::field("lead", Problem::Missing)));
}
