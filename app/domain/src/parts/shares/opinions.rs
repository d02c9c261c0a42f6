//! What assisting units say to the lead unit: an opinion on each ask that concerns them.

use ground::field::choice;
use ground::problem::{Problem, Problems, Refusal};
use ground::problems;
use ground::text::{Note, Reason};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Assignment, Event, Part, Shares};
use crate::county::people::BodyId;
use crate::parts::Doing;
use crate::parts::chases::{CHASE_EVERY_DAYS, may_chase};

problems! {
    /// What can be wrong with asking for an opinion.
    pub enum OpinionProblem {
        /// Chased only a few days ago.
        ChasedLately {
            /// How many days lie at least between two chases.
            days: u16,
        } = "{days}天内已经催办过，请稍后再催。", "Chased less than {days} days ago: wait a little.";
    }
}

/// An opinion as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpinionForm {
    /// What the unit says to each ask, in order; nothing to those that do not concern it.
    pub answers: Vec<String>,
}

/// An assisting unit whose opinion is chased.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChaseOpinionForm {
    /// The id of the unit.
    pub unit: String,
}

/// An opinion that is sent back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SendBackOpinionForm {
    /// The id of the assisting unit.
    pub unit: String,
    /// What is missing.
    pub reason: String,
}

/// An assisting unit's opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// When it was sent.
    pub on: Date,
    /// What it says to each ask, in order.
    pub answers: Vec<Option<Note>>,
    /// What is missing, where the lead unit sent it back.
    pub sent_back: Option<Reason>,
}

impl Assignment {
    /// The opinion that counts: the last one, unless it was sent back.
    pub fn opinion(&self) -> Option<&Opinion> {
        self.opinions.last().filter(|opinion| opinion.sent_back.is_none())
    }

    /// Whether it holds the reply up: nothing was said, and either its limit has not passed or nobody has chased it.
    pub fn owes_opinion(&self, today: Date) -> bool {
        let in_time = self.opinion_by.as_ref().is_some_and(|clock| today <= clock.due);
        self.part == Part::Assisting && self.opinion().is_none() && (in_time || self.chased.is_empty())
    }
}

impl OpinionForm {
    /// An opinion on at least one of so many asks.
    pub(super) fn parse(&self, doing: &Doing, asks: usize) -> Result<Event, Refusal> {
        let (unit, on) = (doing.unit()?, doing.today());
        let mut problems = Problems::default();
        let mut answers = Vec::new();
        for n in 0..asks {
            let raw = self.answers.get(n).map_or("", String::as_str);
            let said = if raw.trim().is_empty() { Ok(None) } else { Note::parse(raw).map(Some) };
            answers.push(problems.keep(format!("answers.{n}"), said).flatten());
        }
        if self.answers.iter().take(asks).all(|raw| raw.trim().is_empty()) {
            problems.note("answers.0", Problem::Missing);
        }
        let opinion = Box::new(Opinion { on, answers, sent_back: None });
        problems.finish(Some(Event::OpinionSent { unit, opinion }))
    }
}

impl Shares {
    /// The assisting units without an opinion that counts.
    pub fn opinions_awaited(&self) -> impl Iterator<Item = &Assignment> {
        self.iter().filter(|share| share.part == Part::Assisting && share.opinion().is_none())
    }

    /// The assisting unit that a request names; the only one that fits where it names none.
    fn opinion_named(&self, raw: &str, fits: impl Fn(&Assignment) -> bool) -> Result<BodyId, Problem> {
        let mut fitting = self.iter().filter(|share| share.part == Part::Assisting && fits(share));
        let raw = raw.trim();
        if raw.is_empty() {
            let only = fitting.next().filter(|_| fitting.next().is_none());
            return only.map(|share| share.unit).ok_or(Problem::Missing);
        }
        choice(raw, fitting.find(|share| share.unit.to_string() == raw).map(|share| share.unit))
    }

    /// The assisting units that may be chased today.
    pub fn opinions_to_chase(&self, today: Date) -> impl Iterator<Item = &Assignment> {
        self.opinions_awaited().filter(move |share| may_chase(share.chased.last().copied(), today))
    }

    /// The assisting units whose opinion may be sent back.
    pub fn opinions_in(&self) -> impl Iterator<Item = &Assignment> {
        self.iter().filter(|share| share.opinion().is_some())
    }

    pub(super) fn decide_opinion_chase(&self, form: &ChaseOpinionForm, today: Date) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let awaited = |share: &Assignment| share.opinion().is_none();
        let free = |share: &Assignment| awaited(share) && may_chase(share.chased.last().copied(), today);
        let unit = match self.opinion_named(&form.unit, free) {
            Err(Problem::NotAChoice) if self.opinion_named(&form.unit, awaited).is_ok() => {
                Err(OpinionProblem::ChasedLately { days: CHASE_EVERY_DAYS }.into())
            }
            named => named,
        };
        let unit = problems.keep("unit", unit);
        problems.finish(unit).map(|unit| Event::OpinionChased { unit })
    }

    pub(super) fn decide_opinion_return(&self, form: &SendBackOpinionForm) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let unit = problems.keep("unit", self.opinion_named(&form.unit, |share| share.opinion().is_some()));
        let reason = problems.keep("reason", Reason::parse(&form.reason));
        problems.finish(unit.zip(reason).map(|(unit, reason)| Event::OpinionSentBack { unit, reason }))
    }
}
