//! Random stories: whatever anyone does to a paper, in whatever order, the rules hold after every move.

mod common;

use std::fmt::Debug;

use common::{Paper, SECRETS, Who, draft};
use domain::command::{Command, Mark, ReplyClass};
use domain::draft::{Disclosure, Draft};
use domain::event::{Event, Record};
use domain::problem::Refusal;
use domain::statistics::{Figure, Figures};
use domain::vocabulary::Lang;
use domain::workflow::{Stage, Step, next};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestCaseError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

type Checked = Result<(), TestCaseError>;

/// What no field takes: each names the field that it is put into, and no other.
const BAD: [&str; 2] = ["\u{0}", "\u{202e}错误的文字"];

/// One move of a story.
#[derive(Clone, Debug)]
enum Move {
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
        8 => (index(), variant()).prop_map(|(pick, variant)| Move::Open { pick, variant }),
        3 => (index(), variant(), index(), select(&BAD[..]))
            .prop_map(|(pick, variant, field, bad)| Move::Spoilt { pick, variant, field, bad }),
        1 => (index(), variant(), index())
            .prop_map(|(pick, variant, field)| Move::Emptied { pick, variant, field }),
        3 => (select(&Who::ALL[..]), select(Step::ALL), variant())
            .prop_map(|(who, step, variant)| Move::Any { who, step, variant }),
        1 => (1..5usize, spoilt).prop_map(|(asks, spoilt)| Move::Write { asks, spoilt }),
        1 => (1..40u16).prop_map(Move::Pass),
    ];
    vec(one, 1..50)
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

/// A paper, and the field of its draft that is spoilt.
struct Story {
    paper: Paper,
    spoilt: Option<String>,
}

impl Story {
    fn play(moves: &[Move]) -> Result<Paper, TestCaseError> {
        let mut story = Self { paper: Paper::new(), spoilt: None };
        for (n, one) in moves.iter().enumerate() {
            // Were a paper ever numbered again, it would get another number.
            story.paper.number.serial += 1;
            let before = story.paper.clone();
            story.take(one).map_err(|error| TestCaseError::fail(format!("move {n}, {one:?}: {error}")))?;
            check(&before, &story.paper)
                .map_err(|error| TestCaseError::fail(format!("after {n}, {one:?}: {error}")))?;
        }
        Ok(story.paper)
    }

    /// A step open to somebody and a command for it, if there is one.
    fn open(&self, pick: Index, variant: usize) -> Option<(Who, Command)> {
        let steps = |who: Who| {
            self.paper.proposal.open_steps(&who.actor(), self.paper.now.today).into_iter().map(move |step| (who, step))
        };
        // A withdrawal ends most stories: it comes seldom.
        let seldom = |&(_, step): &(Who, Step)| step != Step::AskWithdrawal || variant == 0;
        let open: Vec<_> = Who::ALL.into_iter().flat_map(steps).filter(seldom).collect();
        let &(who, step) = open.get(pick.index(open.len().max(1)))?;
        Some((who, self.paper.good(step, variant)?))
    }

    fn take(&mut self, one: &Move) -> Checked {
        match one {
            &Move::Open { pick, variant } => match self.open(pick, variant) {
                Some((who, command)) => self.act(who, &command, None),
                None => Ok(()),
            },
            &Move::Spoilt { pick, variant, field, bad } => {
                let Some((who, command)) = self.open(pick, variant) else { return Ok(()) };
                let (path, command) = put(command, field, bad);
                // The first part of the path is the command's own name.
                let wrong = path.and_then(|path| path.split_once('.').map(|(_, field)| field.to_owned()));
                self.act(who, &command, wrong)
            }
            &Move::Emptied { pick, variant, field } => {
                let Some((who, command)) = self.open(pick, variant) else { return Ok(()) };
                let command = put(command, field, "").1;
                let before = self.paper.proposal.clone();
                match self.paper.act(&who.actor(), &command) {
                    Ok(()) => Ok(()),
                    Err(refusal) => {
                        prop_assert!(matches!(refusal, Refusal::Invalid(_)), "{refusal:?}");
                        prop_assert_eq!(&self.paper.proposal, &before);
                        Ok(())
                    }
                }
            }
            &Move::Any { who, step, variant } => match self.paper.good(step, variant) {
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
                }
                Ok(())
            }
            &Move::Pass(days) => {
                self.paper.pass(days);
                Ok(())
            }
        }
    }

    /// Acts, and expects exactly what must come of it: `wrong` is the field that is spoilt.
    fn act(&mut self, who: Who, command: &Command, wrong: Option<String>) -> Checked {
        let before = self.paper.proposal.clone();
        let open = before.open_steps(&who.actor(), self.paper.now.today).contains(&command.step());
        // While it is being signed the frozen text counts, whatever the draft holds.
        let wrong = match command.step() {
            Step::Submit | Step::Invite if before.stage != Stage::CoSigning => self.spoilt.clone().or(wrong),
            _ => wrong,
        };
        let outcome = self.paper.act(&who.actor(), command);
        if outcome.is_err() {
            prop_assert_eq!(&self.paper.proposal, &before, "a refused act changed the proposal");
        }
        match (outcome, open, wrong) {
            (Ok(()), true, None) => {}
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

/// Everything that must hold after every move.
fn check(before: &Paper, paper: &Paper) -> Checked {
    let fresh = paper.log.get(before.log.len()..).expect("a log only grows");
    prop_assert_eq!(&paper.log[..before.log.len()], &before.log[..], "the log was rewritten");
    if before.proposal.number.is_some() {
        prop_assert_eq!(paper.proposal.number, before.proposal.number, "the number changed");
    }
    nothing_is_left_undone(paper)?;
    open_steps_are_exact(paper)?;
    the_log_is_sound(paper, fresh)?;
    replies_are_whole(paper)?;
    the_public_sees_only_its_own(paper)?;
    goes_round(&paper.proposal)?;
    fresh.iter().try_for_each(goes_round)
}

fn nothing_is_left_undone(paper: &Paper) -> Checked {
    let mut later = paper.clone();
    later.pass(0);
    prop_assert_eq!(&later.proposal, &paper.proposal, "the system had something left to do");
    prop_assert!(paper.proposal.wakes_on().is_none_or(|day| day > paper.now.today));
    Ok(())
}

fn open_steps_are_exact(paper: &Paper) -> Checked {
    let blank = Paper { log: Vec::new(), ..paper.clone() };
    for who in Who::ALL {
        let actor = who.actor();
        let open = paper.proposal.open_steps(&actor, paper.now.today);
        for &step in Step::ALL {
            let Some(command) = paper.good(step, 0) else {
                prop_assert!(!open.contains(&step), "{step:?}, the system's own, is open to {who:?}");
                continue;
            };
            let outcome = blank.clone().act(&actor, &command);
            let refused = matches!(outcome, Err(Refusal::NotOpen { .. }));
            prop_assert_eq!(open.contains(&step), !refused, "{:?} by {:?}: {:?}", step, who, outcome);
        }
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
    let public = registered && paper.proposal.settled.disclosure == Disclosure::Open;
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
        // The names of those who signed the paper, and of the signer of its reply, are the only public ones.
        let has_signed = |who: Who| paper.proposal.co_signers().any(|signer| signer.person == who.actor().person);
        for who in Who::ALL.into_iter().filter(|&who| !matches!(who, Who::Lead | Who::Head) && !has_signed(who)) {
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
    std::env::var("WALKS").ok().and_then(|walks| walks.parse().ok()).unwrap_or(256)
}

fn cases(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}

proptest! {
    #![proptest_config(cases(walks()))]

    #[test]
    fn the_rules_hold_whatever_people_do(moves in moves()) {
        Story::play(&moves)?;
    }
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
    }
}
