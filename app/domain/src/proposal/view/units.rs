//! The units of a paper as a reader sees them: their shares, the plan for the meeting, what was given back.

use ground::vocabulary::Lang;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::people::BodyId;
use crate::parts::shares::{Assignment, Part, ReturnCase};

/// A unit's share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitView {
    /// The unit.
    pub id: BodyId,
    /// Its name in the reader's language.
    pub name: String,
    pub part: Part,
    /// Whether it has accepted.
    pub accepted: bool,
    /// Until when it may ask to give it back.
    pub acceptance: Option<Date>,
}

impl UnitView {
    pub(super) fn new(assignment: &Assignment, lang: Lang) -> Self {
        Self {
            id: assignment.unit,
            name: assignment.unit_name(lang).to_owned(),
            part: assignment.part,
            accepted: assignment.accepted,
            acceptance: assignment.acceptance.as_ref().map(|clock| clock.due),
        }
    }
}

/// The units proposed for the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanView {
    /// The units and their parts.
    pub units: Vec<UnitView>,
    /// Whether the government office is to split it.
    pub to_government: bool,
}

/// A unit's wish to give a paper back: who, why, and what it cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnView {
    pub unit: BodyId,
    /// Its name in the reader's language.
    pub name: String,
    pub part: Part,
    /// When it asked.
    pub on: Date,
    /// Why.
    pub reason: String,
    /// The unit that it suggests.
    pub suggested: Option<BodyId>,
    /// The decision, once there is one.
    pub decision: Option<ReturnDecisionView>,
}

/// What an office decided about a return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnDecisionView {
    /// Whether the unit might give it back.
    pub granted: bool,
    /// When.
    pub on: Date,
    /// Why.
    pub reason: String,
    /// The name of the unit that took it on instead.
    pub replacement: Option<String>,
    /// The days since the hand-over, lost where it was granted.
    pub days: i32,
}

impl ReturnView {
    pub(super) fn new(case: &ReturnCase, lang: Lang) -> Self {
        Self {
            unit: case.unit,
            name: lang.pick(&case.name, &case.name_en).clone(),
            part: case.part,
            on: case.on,
            reason: case.reason.to_string(),
            suggested: case.suggested,
            decision: case.decision.as_ref().map(|decision| ReturnDecisionView {
                granted: decision.granted,
                on: decision.on,
                reason: decision.reason.to_string(),
                replacement: decision.replacement.as_ref().map(|unit| unit.unit_name(lang).to_owned()),
                days: decision.days,
            }),
        }
    }
}
