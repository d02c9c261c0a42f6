//! What is late and with whom, and what a unit has on its hands.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::command::Part;
use crate::people::{Actor, ProposalId, UnitId};
use crate::problem::{Problem, Problems, Refusal};
use crate::proposal::Proposal;
use crate::statistics::Figures;
use crate::view::Summary;
use crate::vocabulary::Lang;
use crate::workflow::{Stage, Step};

/// A paper on a unit's hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitPaper {
    /// The paper.
    pub summary: Summary,
    /// Its version, for accepting many at once.
    pub version: i32,
    /// The unit's part.
    pub part: Part,
    /// Who in the unit works on it.
    pub handler: Option<String>,
    /// The next step of the person who reads, where one waits.
    pub step: Option<Step>,
    /// Whether the person who reads may accept it.
    pub may_accept: bool,
    /// What stands in the way, as sentences.
    pub blocks: Vec<String>,
}

/// A late paper, and with whom it lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LatePaper {
    /// The paper.
    pub summary: Summary,
    /// Its version, for the chase.
    pub version: i32,
    /// With whom it lies.
    pub unit: String,
    /// How often it was chased.
    pub chases: usize,
    /// When it was last chased.
    pub chased_on: Option<Date>,
    /// Whether the person who reads may chase it now.
    pub may_chase: bool,
}

/// How many papers of a unit are late at a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateCount {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// The stage.
    pub stage: Stage,
    /// How many.
    pub n: u64,
}

/// A unit's record in a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRecord {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Its figures, for the papers that it leads.
    pub figures: Figures,
}

/// Papers that a unit accepts at once, each with the version that was seen, by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcceptForm {
    /// The versions of the ticked papers, by id; an empty one is not ticked.
    pub papers: BTreeMap<String, String>,
}

impl AcceptForm {
    /// The ticked papers.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] where none is ticked or one is not a paper.
    pub fn parse(&self) -> Result<BTreeMap<ProposalId, i32>, Refusal> {
        let mut problems = Problems::default();
        let mut papers = BTreeMap::new();
        for (id, version) in self.papers.iter().filter(|(_, version)| !version.trim().is_empty()) {
            let paper = id
                .parse::<uuid::Uuid>()
                .ok()
                .map(ProposalId)
                .zip(version.trim().parse().ok())
                .ok_or(Problem::NotAChoice);
            papers.extend(problems.keep(format!("papers.{id}"), paper));
        }
        if papers.is_empty() && problems.is_empty() {
            problems.note("papers", Problem::NothingTicked);
        }
        problems.finish(Some(papers))
    }
}

impl Proposal {
    /// What stands in the way of a unit's part, as sentences for its people.
    pub fn unit_blocks(&self, actor: &Actor, unit: UnitId, today: Date, lang: Lang) -> Vec<String> {
        let Some(share) = self.assignments.iter().find(|share| share.unit == unit) else { return Vec::new() };
        let writes = self.answering_share(actor).is_some_and(|answering| answering.unit == unit);
        if !writes || !matches!(self.stage, Stage::Handling | Stage::ReHandling) {
            return Vec::new();
        }
        let blocks = self.reply_blocks(share, None, today).into_iter().chain(self.draft_gaps(share));
        blocks.map(|block| block.sentence(lang)).collect()
    }
}
