//! The right to take a step now.

use crate::county::people::{Actor, BodyId};

/// The right to take a step now: asked once, and carried from there on, so that nothing is decided that was not
/// permitted. Each kind of paper grants it in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leave<'a, Stage, Step, Relation> {
    by: &'a Actor,
    unit: Option<BodyId>,
    step: Step,
    relation: Relation,
    to: Stage,
}

impl<'a, Stage: Copy, Step: Copy, Relation: Copy> Leave<'a, Stage, Step, Relation> {
    /// For a person, and the unit for which the person acts, a step in a relation, which leads to a stage.
    pub(crate) fn granted(by: &'a Actor, unit: Option<BodyId>, step: Step, relation: Relation, to: Stage) -> Self {
        Self { by, unit, step, relation, to }
    }

    /// Who takes it.
    pub fn by(&self) -> &'a Actor {
        self.by
    }

    /// The unit for which it is taken.
    pub fn unit(&self) -> Option<BodyId> {
        self.unit
    }

    pub fn step(&self) -> Step {
        self.step
    }

    /// How the person stands to the paper.
    pub fn relation(&self) -> Relation {
        self.relation
    }

    /// The stage that it leads to.
    pub fn to(&self) -> Stage {
        self.to
    }
}
