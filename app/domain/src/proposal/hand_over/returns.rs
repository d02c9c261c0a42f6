//! Returns: a unit gives a paper back, and an office decides who handles it instead.

use crate::proposal::hand_over::HandOverProblem;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use ground::dates::days_between;
use ground::field::choice;
use ground::problem::{Problem, Problems, Refusal};
use ground::text::Reason;

use crate::county::clock::{Clock, Limit};
use crate::county::people::{Actor, UnitId};
use crate::proposal::Proposal;
use crate::proposal::command::{Assignment, Part, ShareClocks};
use crate::proposal::decide::Setting;
use crate::proposal::event::Event;

/// A unit's wish to give a paper back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReturnForm {
    /// Why, as the public will read it.
    pub reason: String,
    /// The id of the unit that should handle it, if one is known.
    pub suggested: String,
}

/// An office's decision about a return.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReturnDecisionForm {
    /// The id of the unit that asked.
    pub unit: String,
    /// The id of the unit that takes it on instead, where it is re-assigned at once.
    pub replacement: String,
    /// Why, as the public will read it.
    pub reason: String,
}

/// A unit's wish to give a paper back, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnCase {
    /// The unit that asked.
    pub unit: UnitId,
    /// Its Chinese name.
    pub name: String,
    /// Its English name.
    pub name_en: String,
    /// Its part.
    pub part: Part,
    /// When it asked.
    pub on: Date,
    /// Why.
    pub reason: Reason,
    /// The unit that it suggests.
    pub suggested: Option<UnitId>,
    /// Until when the office decides.
    pub decide_by: Clock,
    /// The decision, once there is one.
    pub decision: Option<ReturnDecision>,
}

/// What an office decided about a return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnDecision {
    /// Whether the unit may give it back.
    pub granted: bool,
    /// When.
    pub on: Date,
    /// Why.
    pub reason: Reason,
    /// The unit that takes it on instead, where one was named at once.
    pub replacement: Option<Assignment>,
    /// The days from the hand-over to this decision, lost where it is granted.
    pub days: i32,
}

/// What an office makes of a unit's wish to give a paper back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Granted; another unit takes it on at once.
    Reassigned,
    /// Granted; the paper is to be handed over anew.
    HandedOverAnew,
    /// Refused.
    Refused,
}

impl Proposal {
    /// The wishes to give it back that wait for a decision.
    pub fn pending_returns(&self) -> impl Iterator<Item = &ReturnCase> {
        self.returns.iter().filter(|case| case.decision.is_none())
    }

    /// A unit's wish to give it back that waits for a decision.
    pub(crate) fn pending_return_of(&self, unit: UnitId) -> Option<&ReturnCase> {
        self.pending_returns().find(|case| case.unit == unit)
    }

    /// A unit's wish to give it back, inside its limit: afterwards its silence was its acceptance.
    pub(crate) fn decide_return(&self, actor: &Actor, form: &ReturnForm, setting: &Setting) -> Result<Event, Refusal> {
        let (assignment, _) = self.accepting(actor).ok_or(Refusal::NotOpen)?;
        let mut problems = Problems::default();
        let reason = problems.keep("reason", Reason::parse(&form.reason));
        let raw = form.suggested.trim();
        let suggested = match setting.county.unit(raw) {
            Some(unit) if unit.id == assignment.unit => problems.keep("suggested", Err(HandOverProblem::ItsOwnUnit)),
            Some(unit) => Some(Some(unit.id)),
            None if raw.is_empty() => Some(None),
            None => problems.keep("suggested", Err(Problem::NotAChoice)),
        };
        let case = reason.zip(suggested).map(|(reason, suggested)| ReturnCase {
            unit: assignment.unit,
            name: assignment.name.clone(),
            name_en: assignment.name_en.clone(),
            part: assignment.part,
            on: setting.now.today,
            reason,
            suggested,
            decide_by: setting.now.clock(Limit::Reassignment),
            decision: None,
        });
        problems.finish(case.map(Box::new)).map(Event::ReturnAsked)
    }

    /// An office's decision about a unit's wish: granted with a replacement, granted to be handed over anew, or refused.
    pub(crate) fn decide_return_case(
        &self,
        form: &ReturnDecisionForm,
        outcome: Outcome,
        setting: &Setting,
    ) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let case = form.unit.trim().parse().ok().and_then(|unit| self.pending_return_of(unit));
        let case = problems.keep("unit", choice(form.unit.trim(), case));
        let reason = problems.keep("reason", Reason::parse(&form.reason));
        let mut replacement = None;
        if let (Some(case), Outcome::Reassigned) = (case, outcome) {
            let raw = form.replacement.trim();
            // Whoever only assists need not be replaced.
            if !(raw.is_empty() && case.part == Part::Assisting) {
                let unit = problems.keep("replacement", choice(raw, setting.county.unit(raw)));
                if let Some(unit) = unit {
                    if self.assignments.iter().any(|assignment| assignment.unit == unit.id) {
                        problems.note("replacement", HandOverProblem::Twice);
                    }
                    replacement = Some(Assignment::new(unit, case.part));
                }
            }
        }
        if outcome != Outcome::Reassigned && !form.replacement.trim().is_empty() {
            problems.note("replacement", Problem::NotAChoice);
        }
        if let (Some(case), Outcome::HandedOverAnew) = (case, outcome)
            && case.part != Part::Lead
        {
            problems.note("unit", HandOverProblem::NotTheLeadUnit);
        }
        let on = setting.now.today;
        let days = self.hand_over.as_ref().map_or(0, |hand_over| days_between(hand_over.on, on));
        let decided = case.zip(reason).map(|(case, reason)| {
            let decision = ReturnDecision {
                granted: outcome != Outcome::Refused,
                on,
                reason,
                replacement: replacement.clone(),
                days,
            };
            (case.unit, Box::new(decision))
        });
        let (unit, decision) = problems.finish(decided)?;
        Ok(match outcome {
            Outcome::Reassigned => Event::Reassigned { unit, decision, clocks: ShareClocks::start(setting.now) },
            Outcome::HandedOverAnew => {
                Event::ReturnGranted { unit, decision, reassignment: setting.now.clock(Limit::Reassignment) }
            }
            Outcome::Refused => Event::ReturnRefused { unit, decision },
        })
    }

    /// Keeps a decision; a unit that may give it back is gone, one that may not has accepted.
    pub(crate) fn apply_return(&mut self, unit: UnitId, decision: ReturnDecision, clocks: Option<&ShareClocks>) {
        if decision.granted {
            self.assignments.retain(|assignment| assignment.unit != unit);
            let new = decision.replacement.clone().zip(clocks);
            self.assignments.extend(new.map(|(new, clocks)| new.handed_over(clocks)));
            self.assignments.sort_by_key(|assignment| assignment.part);
        } else {
            for assignment in self.assignments.iter_mut().filter(|assignment| assignment.unit == unit) {
                assignment.accepted = true;
            }
        }
        let pending = self.returns.iter_mut().find(|case| case.unit == unit && case.decision.is_none());
        if let Some(case) = pending {
            case.decision = Some(decision);
        }
        self.clock = self.hand_over_clock();
    }
}
