//! Returns: a unit gives a paper back, and an office decides who handles it instead.

use ground::dates::days_between;
use ground::field::choice;
use ground::problem::{Problem, Problems, Refusal};
use ground::text::Reason;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Assignment, Event, Occasion, Part, ShareClocks, ShareProblem, Shares};
use crate::county::clock::{Clock, Limit};
use crate::county::people::BodyId;
use crate::parts::Doing;

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
    pub unit: BodyId,
    /// Its Chinese name.
    pub name: String,
    /// Its English name.
    pub name_en: String,
    pub part: Part,
    /// When it asked.
    pub on: Date,
    /// Why.
    pub reason: Reason,
    /// The unit that it suggests.
    pub suggested: Option<BodyId>,
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

impl ReturnDecisionForm {
    /// A replacement is named only where one takes over at once.
    fn check_no_replacement(&self, problems: &mut Problems) {
        if !self.replacement.trim().is_empty() {
            problems.note("replacement", Problem::NotAChoice);
        }
    }
}

impl Shares {
    /// The wishes to give the paper back that wait for a decision.
    pub fn pending_returns(&self) -> impl Iterator<Item = &ReturnCase> {
        self.returns.iter().filter(|case| case.decision.is_none())
    }

    /// A unit's wish to give it back that waits for a decision.
    pub(crate) fn pending_return_of(&self, unit: BodyId) -> Option<&ReturnCase> {
        self.pending_returns().find(|case| case.unit == unit)
    }

    /// What was asked for and decided is past; wishes that nobody has decided about fall away.
    pub(crate) fn drop_pending_returns(&mut self) {
        self.returns.retain(|case| case.decision.is_some());
    }

    /// A unit's wish to give it back, inside its limit: afterwards its silence was its acceptance.
    pub(super) fn decide_return(&self, form: &ReturnForm, doing: &Doing) -> Result<Event, Refusal> {
        let share = self.of(doing.unit()?).ok_or(Refusal::NotOpen)?;
        let mut problems = Problems::default();
        let reason = problems.keep("reason", Reason::parse(&form.reason));
        let raw = form.suggested.trim();
        let suggested = match doing.setting.county.unit(raw) {
            Some(unit) if unit.id == share.unit => problems.keep("suggested", Err(ShareProblem::ItsOwnUnit)),
            Some(unit) => Some(Some(unit.id)),
            None if raw.is_empty() => Some(None),
            None => problems.keep("suggested", Err(Problem::NotAChoice)),
        };
        let case = reason.zip(suggested).map(|(reason, suggested)| ReturnCase {
            unit: share.unit,
            name: share.name.clone(),
            name_en: share.name_en.clone(),
            part: share.part,
            on: doing.today(),
            reason,
            suggested,
            decide_by: doing.clock(Limit::Reassignment),
            decision: None,
        });
        problems.finish(case.map(|case| Event::ReturnAsked(Box::new(case))))
    }

    /// Granted, and another unit takes it on at once; whoever only assists need not be replaced.
    pub(super) fn decide_reassignment(
        &self,
        form: &ReturnDecisionForm,
        doing: &Doing,
        occasion: Occasion,
    ) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let (case, reason) = self.case_and_reason(form, &mut problems);
        let raw = form.replacement.trim();
        let needs_another = case.filter(|case| !(raw.is_empty() && case.part == Part::Assisting));
        let replacement = needs_another.and_then(|case| {
            let unit = problems.keep("replacement", choice(raw, doing.setting.county.unit(raw)))?;
            if self.of(unit.id).is_some() {
                problems.note("replacement", ShareProblem::Twice);
            }
            Some(Assignment::new(unit, case.part))
        });
        let (unit, decision) = problems.finish(decided(case, reason, true, replacement, doing, occasion))?;
        Ok(Event::Reassigned { unit, decision, clocks: ShareClocks::start(doing.setting.now) })
    }

    /// Granted, and the paper is to be handed over anew.
    pub(super) fn decide_grant(
        &self,
        form: &ReturnDecisionForm,
        doing: &Doing,
        occasion: Occasion,
    ) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let (case, reason) = self.case_and_reason(form, &mut problems);
        form.check_no_replacement(&mut problems);
        if case.is_some_and(|case| case.part != Part::Lead) {
            problems.note("unit", ShareProblem::NotTheLeadUnit);
        }
        let (unit, decision) = problems.finish(decided(case, reason, true, None, doing, occasion))?;
        Ok(Event::ReturnGranted { unit, decision, reassignment: doing.clock(Limit::Reassignment) })
    }

    /// Refused.
    pub(super) fn decide_refusal(
        &self,
        form: &ReturnDecisionForm,
        doing: &Doing,
        occasion: Occasion,
    ) -> Result<Event, Refusal> {
        let mut problems = Problems::default();
        let (case, reason) = self.case_and_reason(form, &mut problems);
        form.check_no_replacement(&mut problems);
        let (unit, decision) = problems.finish(decided(case, reason, false, None, doing, occasion))?;
        Ok(Event::ReturnRefused { unit, decision })
    }

    /// The pending wish that a decision names, and why it is decided so.
    fn case_and_reason(
        &self,
        form: &ReturnDecisionForm,
        problems: &mut Problems,
    ) -> (Option<&ReturnCase>, Option<Reason>) {
        let raw = form.unit.trim();
        let case = raw.parse().ok().and_then(|unit| self.pending_return_of(unit));
        (problems.keep("unit", choice(raw, case)), problems.keep("reason", Reason::parse(&form.reason)))
    }

    /// Keeps a decision; a unit that may give it back is gone, one that may not has accepted.
    pub(super) fn apply_return(&mut self, unit: BodyId, decision: ReturnDecision, clocks: Option<&ShareClocks>) {
        if decision.granted {
            self.units.retain(|share| share.unit != unit);
            let new = decision.replacement.clone().zip(clocks);
            self.units.extend(new.map(|(new, clocks)| new.handed_over(clocks)));
            self.units.sort_by_key(|share| share.part);
        } else {
            self.change(unit, |share| share.accepted = true);
        }
        let pending = self.returns.iter_mut().find(|case| case.unit == unit && case.decision.is_none());
        if let Some(case) = pending {
            case.decision = Some(decision);
        }
    }
}

/// The unit and what was decided about its wish.
fn decided(
    case: Option<&ReturnCase>,
    reason: Option<Reason>,
    granted: bool,
    replacement: Option<Assignment>,
    doing: &Doing,
    occasion: Occasion,
) -> Option<(BodyId, Box<ReturnDecision>)> {
    let on = doing.today();
    let days = occasion.since.map_or(0, |since| days_between(since, on));
    Some((case?.unit, Box::new(ReturnDecision { granted, on, reason: reason?, replacement, days })))
}
