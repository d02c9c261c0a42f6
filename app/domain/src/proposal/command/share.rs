//! A unit's share in a proposal: its part, its clocks, who works on it.

use ground::vocabulary;
use serde::{Deserialize, Serialize};

use crate::county::clock::{Circumstances, Clock, Limit};
use crate::county::people::{PersonId, Unit, UnitId};
use crate::proposal::opinions::Opinion;

vocabulary! {
    /// What a unit is to a proposal.
    pub enum Part {
        /// 主办.
        Lead = "lead", "主办", "Lead";
        /// 协办(会办).
        Assisting = "assisting", "协办", "Assisting";
        /// 分办.
        Separate = "separate", "分办", "Separate";
    }
}

/// A unit's share in a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// The unit.
    pub unit: UnitId,
    /// Its Chinese name when it was assigned.
    pub name: String,
    /// Its English name when it was assigned.
    pub name_en: String,
    /// Its part.
    pub part: Part,
    /// Whether it has taken the paper on.
    pub accepted: bool,
    /// Until when it may ask to give the paper back; `None` before the hand-over.
    #[serde(default)]
    pub acceptance: Option<Clock>,
    /// Until when it first speaks with the deputy, where it answers.
    #[serde(default)]
    pub first_contact: Option<Clock>,
    /// Until when it gives its opinion, where it assists.
    #[serde(default)]
    pub opinion_by: Option<Clock>,
    /// Its opinions, first to last.
    #[serde(default)]
    pub opinions: Vec<Opinion>,
    /// The days on which the lead unit chased its opinion.
    #[serde(default)]
    pub chased: Vec<jiff::civil::Date>,
    /// Who in the unit works on it.
    #[serde(default)]
    pub handler: Option<Handler>,
}

/// Who in a unit works on a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handler {
    /// The person.
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

    /// The same share as it was before anything was done about it.
    pub(crate) fn fresh(&self) -> Self {
        let Self { unit, name, name_en, part, .. } = self.clone();
        Self::new(&Unit { id: unit, name, name_en }, part)
    }

    /// The same share handed over, with its clocks.
    pub(crate) fn handed_over(self, clocks: &ShareClocks) -> Self {
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
    #[serde(default)]
    pub first_contact: Option<Clock>,
    /// Until when an assisting unit gives its opinion.
    #[serde(default)]
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
