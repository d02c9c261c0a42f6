//! The shares of units in a paper: its part, whether it has taken the paper on or gives it back, who works on it, and what
//! those that assist say to the one that leads.

mod opinions;
mod returns;
mod said;

use std::ops::Deref;

use ground::field::choice;
use ground::problem::{Problem, Problems, Refusal};
use ground::text::Reason;
use ground::vocabulary::Lang;
use ground::{problems, vocabulary};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::clock::{Circumstances, Clock, Limit};
use crate::county::people::{BodyId, County, PersonId, Unit};
use crate::parts::Doing;

pub use opinions::{ChaseOpinionForm, Opinion, OpinionForm, OpinionProblem, SendBackOpinionForm};
pub use returns::{ReturnCase, ReturnDecision, ReturnDecisionForm, ReturnForm};

problems! {
    /// What can be wrong with naming units and giving papers back.
    pub enum ShareProblem {
        /// The same unit twice.
        Twice = "同一单位不能重复选择。", "The same unit cannot be chosen twice.";
        /// The unit that asks.
        ItsOwnUnit = "不能建议改由本单位承办。", "You cannot suggest your own unit.";
        /// The unit only assists or replies separately.
        NotTheLeadUnit = "只有主办单位退回时才能重新交办，请选择“同意退回并改办”。",
            "Only a return by the lead unit can be handed over anew: use “Grant the return, re-assign”.";
    }
}

/// The most assisting units, and the most separate units, of one paper.
const MAX_UNITS: usize = 8;

vocabulary! {
    /// What a unit is to a paper.
    pub enum Part {
        /// 主办.
        Lead = "lead", "主办", "Lead";
        /// 协办(会办).
        Assisting = "assisting", "协办", "Assisting";
        /// 分办.
        Separate = "separate", "分办", "Separate";
    }
}

/// A unit's share in a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    pub unit: BodyId,
    /// Its Chinese name when it was assigned.
    pub name: String,
    /// Its English name when it was assigned.
    pub name_en: String,
    pub part: Part,
    /// Whether it has taken the paper on.
    pub accepted: bool,
    /// Until when it may ask to give the paper back; `None` before the hand-over.
    pub acceptance: Option<Clock>,
    /// Until when it first speaks with the deputy, where it answers.
    pub first_contact: Option<Clock>,
    /// Until when it gives its opinion, where it assists.
    pub opinion_by: Option<Clock>,
    /// Its opinions, first to last.
    pub opinions: Vec<Opinion>,
    /// The days on which the lead unit chased its opinion.
    pub chased: Vec<Date>,
    /// Who in the unit works on it.
    pub handler: Option<Handler>,
}

/// Who in a unit works on a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handler {
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

    /// The unit's name in a language.
    pub fn unit_name(&self, lang: Lang) -> &str {
        lang.pick(&self.name, &self.name_en)
    }

    /// The same share as it was before anything was done about it.
    pub(crate) fn fresh(&self) -> Self {
        let Self { unit, name, name_en, part, .. } = self.clone();
        Self::new(&Unit { id: unit, name, name_en }, part)
    }

    /// The same share handed over, with its clocks.
    fn handed_over(self, clocks: &ShareClocks) -> Self {
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
    pub first_contact: Option<Clock>,
    /// Until when an assisting unit gives its opinion.
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

/// The units that a paper goes to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssignForm {
    /// The id of the lead unit.
    pub lead: String,
    /// The ids of the assisting units.
    pub assisting: Vec<String>,
    /// The ids of the units that reply separately.
    pub separate: Vec<String>,
    /// Whether the government office is to split it among its units.
    pub to_government: bool,
}

impl AssignForm {
    /// Whether nothing was chosen at all.
    pub fn is_empty(&self) -> bool {
        let none = |units: &[String]| units.iter().all(|raw| raw.trim().is_empty());
        self.lead.trim().is_empty() && none(&self.assisting) && none(&self.separate)
    }

    pub(crate) fn parse(&self, county: &County) -> Result<Vec<Assignment>, Refusal> {
        let mut problems = Problems::default();
        let mut assignments: Vec<Assignment> = Vec::new();
        let many = |name: &'static str, units: &'_ [String], part: Part| {
            let chosen = units.iter().enumerate().filter(|(_, raw)| !raw.trim().is_empty());
            chosen.map(move |(n, raw)| (format!("{name}.{n}"), raw.clone(), part)).collect::<Vec<_>>()
        };
        let chosen = std::iter::once(("lead".to_owned(), self.lead.clone(), Part::Lead))
            .chain(many("assisting", &self.assisting, Part::Assisting))
            .chain(many("separate", &self.separate, Part::Separate));
        for (field, raw, part) in chosen {
            let Some(unit) = problems.keep(field.clone(), choice(&raw, county.unit(&raw))) else { continue };
            if assignments.iter().any(|assignment| assignment.unit == unit.id) {
                problems.note(field, ShareProblem::Twice);
                continue;
            }
            assignments.push(Assignment::new(unit, part));
        }
        for (name, units) in [("assisting.0", &self.assisting), ("separate.0", &self.separate)] {
            if units.iter().filter(|raw| !raw.trim().is_empty()).count() > MAX_UNITS {
                problems.note(name, Problem::TooMany { max: MAX_UNITS });
            }
        }
        problems.finish(Some(assignments))
    }
}

/// What units and offices do about shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Takes the paper on.
    Accept,
    /// Asks to give it back.
    AskReturn(ReturnForm),
    /// Grants a return and names another unit.
    Reassign(ReturnDecisionForm),
    /// Grants the lead unit's return; the paper is to be handed over anew.
    GrantReturn(ReturnDecisionForm),
    RefuseReturn(ReturnDecisionForm),
    /// Takes the work on it over from a colleague.
    TakeOver,
    /// Gives an assisting unit's opinion.
    SendOpinion(OpinionForm),
    /// Urges an assisting unit.
    ChaseOpinion(ChaseOpinionForm),
    SendBackOpinion(SendBackOpinionForm),
}

/// What happened to a unit's share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A unit took the paper on, in words or by its silence.
    Accepted { unit: BodyId },
    /// A unit asked to give it back.
    ReturnAsked(Box<ReturnCase>),
    /// The unit may give it back, and another takes it on.
    Reassigned {
        /// The unit that gives it back.
        unit: BodyId,
        decision: Box<ReturnDecision>,
        /// The clocks of the new unit.
        clocks: ShareClocks,
    },
    /// The lead unit may give it back; it is to be handed over anew.
    ReturnGranted {
        /// The unit that gives it back.
        unit: BodyId,
        decision: Box<ReturnDecision>,
        /// Until when it must be handed over again.
        reassignment: Clock,
    },
    /// The unit may not give it back.
    ReturnRefused {
        /// The unit that asked.
        unit: BodyId,
        decision: Box<ReturnDecision>,
    },
    /// Somebody in a unit took the work on it over.
    TakenOver {
        unit: BodyId,
        /// Who works on it now.
        handler: Handler,
    },
    /// An assisting unit gave its opinion.
    OpinionSent { unit: BodyId, opinion: Box<Opinion> },
    /// The lead unit asked an assisting unit again.
    OpinionChased {
        /// The assisting unit.
        unit: BodyId,
    },
    /// The lead unit sent an opinion back.
    OpinionSentBack {
        /// The assisting unit.
        unit: BodyId,
        /// What is missing.
        reason: Reason,
    },
}

/// The handling in which something is done about a share: the day of the hand-over, and how much is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Occasion {
    pub(crate) since: Option<Date>,
    pub(crate) asks: usize,
}

/// The shares of units in a paper, by part, and their wishes to give it back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shares {
    units: Vec<Assignment>,
    /// The wishes of units to give it back, first to last.
    pub returns: Vec<ReturnCase>,
}

impl Deref for Shares {
    type Target = [Assignment];

    fn deref(&self) -> &[Assignment] {
        &self.units
    }
}

impl Shares {
    /// The lead unit's, once handed over.
    pub fn lead(&self) -> Option<&Assignment> {
        self.iter().find(|share| share.part == Part::Lead)
    }

    /// A unit's.
    pub fn of(&self, unit: BodyId) -> Option<&Assignment> {
        self.iter().find(|share| share.unit == unit)
    }

    /// The name of a unit that has a share or has given one back.
    pub fn name_of(&self, unit: BodyId, lang: Lang) -> Option<&str> {
        let former = || self.returns.iter().find(|case| case.unit == unit);
        let present = self.of(unit).map(|share| share.unit_name(lang));
        present.or_else(|| former().map(|case| lang.pick(case.name.as_str(), case.name_en.as_str())))
    }

    /// Those whose silence counts as acceptance after this day, with the day.
    pub(crate) fn silent(&self) -> impl Iterator<Item = (&Assignment, Date)> {
        let waiting = self.iter().filter(|share| !share.accepted && self.pending_return_of(share.unit).is_none());
        waiting.filter_map(|share| Some((share, share.acceptance.as_ref()?.due)))
    }

    /// The clock that runs while units decide about acceptance: a pending decision's, else the last acceptance.
    pub(crate) fn clock(&self) -> Option<&Clock> {
        let pending = self.pending_returns().map(|case| &case.decide_by).min_by_key(|clock| clock.due);
        let acceptance = self.iter().filter_map(|share| share.acceptance.as_ref());
        pending.or(acceptance.max_by_key(|clock| clock.due))
    }

    /// The paper is handed over to these units.
    pub(crate) fn hand_over(&mut self, units: Vec<Assignment>, clocks: &ShareClocks) {
        self.units = units.into_iter().map(|new| new.handed_over(clocks)).collect();
    }

    /// The paper is handed over no more. Answers who had it.
    pub(crate) fn take_back(&mut self) -> Vec<Assignment> {
        std::mem::take(&mut self.units)
    }

    /// From what somebody does to what happens.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] where what was typed is wrong.
    pub(crate) fn decide(&self, command: &Command, doing: &Doing, occasion: Occasion) -> Result<Event, Refusal> {
        match command {
            Command::Accept => Ok(Event::Accepted { unit: doing.unit()? }),
            Command::AskReturn(form) => self.decide_return(form, doing),
            Command::Reassign(form) => self.decide_reassignment(form, doing, occasion),
            Command::GrantReturn(form) => self.decide_grant(form, doing, occasion),
            Command::RefuseReturn(form) => self.decide_refusal(form, doing, occasion),
            Command::TakeOver => {
                let handler = Handler { person: doing.by.person, name: doing.by.name.clone() };
                Ok(Event::TakenOver { unit: doing.unit()?, handler })
            }
            Command::SendOpinion(form) => form.parse(doing, occasion.asks),
            Command::ChaseOpinion(form) => self.decide_opinion_chase(form, doing.today()),
            Command::SendBackOpinion(form) => self.decide_opinion_return(form),
        }
    }

    /// Keeps what happened on a day.
    pub(crate) fn apply(&mut self, event: Event, on: Date) {
        match event {
            Event::Accepted { unit } => self.change(unit, |share| share.accepted = true),
            Event::ReturnAsked(case) => self.returns.push(*case),
            Event::Reassigned { unit, decision, clocks } => self.apply_return(unit, *decision, Some(&clocks)),
            Event::ReturnGranted { unit, decision, .. } => {
                // With the lead unit every unit gives it back, whatever else it wished.
                for case in self.returns.iter_mut().filter(|case| case.decision.is_none()) {
                    case.decision = Some((*decision).clone());
                }
                self.apply_return(unit, *decision, None);
            }
            Event::ReturnRefused { unit, decision } => self.apply_return(unit, *decision, None),
            Event::TakenOver { unit, handler } => self.change(unit, |share| share.handler = Some(handler)),
            Event::OpinionSent { unit, opinion } => self.change(unit, |share| share.opinions.push(*opinion)),
            Event::OpinionChased { unit } => self.change(unit, |share| share.chased.push(on)),
            Event::OpinionSentBack { unit, reason } => self.change(unit, |share| {
                if let Some(opinion) = share.opinions.last_mut() {
                    opinion.sent_back = Some(reason);
                }
            }),
        }
    }

    fn change(&mut self, unit: BodyId, change: impl FnOnce(&mut Assignment)) {
        if let Some(share) = self.units.iter_mut().find(|share| share.unit == unit) {
            change(share);
        }
    }
}
