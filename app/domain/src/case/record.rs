//! One line of the log: what happened, when, and who signs for it.

use serde::{Deserialize, Serialize};

use crate::county::moment::county_date;
use crate::county::people::{BodyId, PersonId};

/// Who did it, in which relation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature<Relation> {
    /// The person, or `None` for the system.
    pub person: Option<PersonId>,
    /// The person's name at that time.
    pub name: String,
    /// The unit for which it was done.
    pub unit: Option<BodyId>,
    /// The relation in which it was done.
    pub relation: Relation,
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record<Stage, Relation, Event> {
    /// Its place in the paper's log, from 1.
    pub seq: u32,
    /// When, in milliseconds since 1970 (UTC).
    pub at: i64,
    /// Who.
    pub by: Signature<Relation>,
    /// The stage before.
    pub from: Stage,
    /// The stage after.
    pub to: Stage,
    /// The version of the rules in force.
    pub rules: u32,
    /// What.
    pub event: Event,
}

impl<Stage, Relation, Event> Record<Stage, Relation, Event> {
    /// The county's day.
    pub fn day(&self) -> jiff::civil::Date {
        county_date(self.at)
    }
}
