//! The right to take a step on a proposal.

use jiff::civil::Date;

use super::Proposal;
use crate::case::leave;
use crate::county::people::{Actor, BodyId};
use crate::proposal::workflow::{Relation, Stage, Step, next};

/// The right to take a step on a proposal now; [`Proposal::leave`] alone grants it.
pub type Leave<'a> = leave::Leave<'a, Stage, Step, Relation>;

impl Proposal {
    /// The right of a person to take a step now, if there is one: the table lets somebody who stands so take it at this
    /// stage, and its conditions are met.
    pub fn leave<'a>(&self, step: Step, by: &'a Actor, today: Date) -> Option<Leave<'a>> {
        if !self.is_ready(step, Some(by), today) {
            return None;
        }
        // Nobody acts as a unit, an office or a supervisor on a paper of his own: these have the last word.
        let relations = self.relations_of(by);
        let of_share = match step {
            Step::Accept | Step::AskReturn => self.accepting(by),
            _ => self.share_for(step, by, today),
        };
        let (relation, unit) = match of_share {
            Some((share, relation)) => (relations.contains(&relation).then_some(relation)?, Some(share.unit)),
            None => {
                let permitted = |relation: &Relation| next(self.stage, step, *relation).is_some();
                let relation = relations.into_iter().find(permitted)?;
                (relation, self.unit_as(by, relation))
            }
        };
        let to = next(self.stage, step, relation)?;
        Some(Leave::granted(by, unit, step, relation, to))
    }

    /// The unit for which a person stands so.
    pub(super) fn unit_as(&self, actor: &Actor, relation: Relation) -> Option<BodyId> {
        let part = relation.part()?;
        let share = self.shares.iter().find(|share| share.part == part && actor.units().any(|unit| unit == share.unit));
        share.map(|share| share.unit)
    }
}
