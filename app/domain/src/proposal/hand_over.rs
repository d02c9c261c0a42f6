//! The hand-over: which units a paper goes to, how they give it back, and who takes it on instead.

mod returns;

use ground::field::choice;
use ground::problem::{Problem, Problems, Refusal};
use ground::problems;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::clock::{Clock, Limit};
use crate::county::people::County;
use crate::proposal::Proposal;
use crate::proposal::command::{Assignment, Part, ShareClocks};
use crate::proposal::decide::Setting;
use crate::proposal::event::Event;
use crate::proposal::workflow::Stage;

pub(crate) use returns::Outcome;
pub use returns::{ReturnCase, ReturnDecision, ReturnDecisionForm, ReturnForm};

problems! {
    /// What can be wrong with naming units and giving papers back.
    pub enum HandOverProblem {
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

/// The units proposed for the hand-over meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The units; none yet where the government office is to name them.
    pub assignments: Vec<Assignment>,
    /// Whether the government office is to split it.
    pub to_government: bool,
}

impl Plan {
    /// Whether a paper can be handed over by it: what is left once the lead unit has given a paper back names nobody.
    pub fn has_lead_unit(&self) -> bool {
        self.assignments.iter().any(|assignment| assignment.part == Part::Lead)
    }
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
                problems.note(field, HandOverProblem::Twice);
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

impl Proposal {
    /// The units whose silence counts as acceptance after this day, with the day.
    pub(crate) fn silent(&self) -> impl Iterator<Item = (&Assignment, Date)> {
        let waiting = self.assignments.iter().filter(|a| !a.accepted && self.pending_return_of(a.unit).is_none());
        waiting.filter_map(|assignment| Some((assignment, assignment.acceptance.as_ref()?.due)))
    }

    /// The units as proposed, for the meeting; the government office may have to name them.
    pub(crate) fn decide_plan(&self, form: &AssignForm, setting: &Setting) -> Result<Event, Refusal> {
        let assignments = if form.to_government && form.is_empty() { Vec::new() } else { form.parse(setting.county)? };
        Ok(Event::UnitsProposed(Plan { assignments, to_government: form.to_government }))
    }

    /// Hands it over to the units named, else to those proposed; a first hand-over starts the clock for the reply.
    pub(crate) fn decide_assign(&self, form: &AssignForm, setting: &Setting) -> Result<Event, Refusal> {
        let plan = self.plan.as_ref().filter(|plan| form.is_empty() && plan.has_lead_unit());
        let assignments = match plan {
            Some(plan) => plan.assignments.iter().map(Assignment::fresh).collect(),
            None => form.parse(setting.county)?,
        };
        let reply = match &self.hand_over {
            // The deputy waits since the first hand-over, whoever handles it (Deputies Law art. 51).
            Some(hand_over) => hand_over.reply.clone(),
            None => setting.now.clock(Limit::Reply),
        };
        Ok(Event::Assigned { assignments, clocks: ShareClocks::start(setting.now), reply, meeting: setting.meeting })
    }

    /// The clock that runs while units decide about acceptance: a pending decision's, else the last acceptance.
    pub(crate) fn hand_over_clock(&self) -> Option<Clock> {
        if self.stage == Stage::Handling {
            return self.hand_over.as_ref().map(|hand_over| hand_over.reply.clone());
        }
        let pending = self.pending_returns().map(|case| &case.decide_by).min_by_key(|clock| clock.due);
        let acceptance = self.assignments.iter().filter_map(|assignment| assignment.acceptance.as_ref());
        pending.or(acceptance.max_by_key(|clock| clock.due)).cloned()
    }
}
