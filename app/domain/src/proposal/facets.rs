//! How a list falls apart: how many of its papers have each stage, topic, township, unit, year and cohort.

use serde::{Deserialize, Serialize};

use crate::county::number::Cohort;
use crate::county::people::{BodyId, TownshipId};
use crate::county::topic::Topic;
use crate::proposal::workflow::Stage;

/// The counts of a list. Where it has more papers than are counted, each is “at least”.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    /// By stage, in the order of the workflow.
    pub stages: Vec<(Stage, u64)>,
    /// By topic, the most frequent first.
    pub topics: Vec<(Topic, u64)>,
    /// By township, the most frequent first.
    pub townships: Vec<(TownshipId, u64)>,
    /// Those of the whole county, no township.
    pub whole_county: u64,
    /// By unit, whatever its part, the most frequent first.
    pub units: Vec<(BodyId, u64)>,
    /// By year of registration, the latest first.
    pub years: Vec<(i16, u64)>,
    /// By cohort, the latest first.
    pub cohorts: Vec<(Cohort, u64)>,
}
