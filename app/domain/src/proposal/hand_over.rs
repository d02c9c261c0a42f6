//! The hand-over: which units are proposed for a paper, and which it goes to.

use ground::problem::Refusal;
use serde::{Deserialize, Serialize};

use crate::case::setting::Setting;
use crate::county::clock::{Clock, Limit};
use crate::parts::shares::{AssignForm, Assignment, Part, ShareClocks};
use crate::proposal::Proposal;
use crate::proposal::event::Event;
use crate::proposal::meeting::MeetingId;
use crate::proposal::workflow::Stage;

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

impl Proposal {
    /// The units as proposed, for the meeting; the government office may have to name them.
    pub(crate) fn decide_plan(&self, form: &AssignForm, setting: &Setting) -> Result<Event, Refusal> {
        let assignments = if form.to_government && form.is_empty() { Vec::new() } else { form.parse(setting.county)? };
        Ok(Event::UnitsProposed(Plan { assignments, to_government: form.to_government }))
    }

    /// Hands it over to the units named, else to those proposed; a first hand-over starts the clock for the reply.
    pub(crate) fn decide_assign(
        &self,
        form: &AssignForm,
        setting: &Setting,
        meeting: Option<MeetingId>,
    ) -> Result<Event, Refusal> {
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
        Ok(Event::Assigned { assignments, clocks: ShareClocks::start(setting.now), reply, meeting })
    }

    /// The clock that runs while units decide about acceptance: a pending decision's, else the last acceptance.
    pub(crate) fn hand_over_clock(&self) -> Option<Clock> {
        if self.stage == Stage::Handling {
            return self.hand_over.as_ref().map(|hand_over| hand_over.reply.clone());
        }
        self.shares.clock().cloned()
    }
}
