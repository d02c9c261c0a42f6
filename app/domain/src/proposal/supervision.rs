//! What is late and with whom, and what a unit has on its hands.

use std::collections::BTreeMap;

use ground::problem::{Problems, Refusal};
use ground::vocabulary;
use ground::vocabulary::Lang;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::county::people::{Actor, BodyId};
use crate::parts::shares::Part;
use crate::proposal::awaited::Awaited;
use crate::proposal::command::{Mark, ReplyClass};
use crate::proposal::meeting::parse_ticked;
use crate::proposal::notice::Audience;
use crate::proposal::statistics::{Figure, Figures, Measure, Plain, Share};
use crate::proposal::view::Summary;
use crate::proposal::workflow::{Stage, Step};
use crate::proposal::{Proposal, ProposalId};

/// The stages at which a unit or an office can be late.
pub const LATE_STAGES: [Stage; 8] = [
    Stage::Submitted,
    Stage::Registered,
    Stage::Assigned,
    Stage::Handling,
    Stage::Replied,
    Stage::Tracking,
    Stage::ReHandling,
    Stage::Escalated,
];

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
    /// With whom it lies, the longest first.
    pub late: Vec<LateWith>,
    /// How often it was chased.
    pub chases: usize,
    /// When it was last chased.
    pub chased_on: Option<Date>,
    /// Whether the person who reads may chase it now.
    pub may_chase: bool,
}

/// Those among whom lateness is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LateParty {
    Offices,
    Unit(BodyId),
}

impl LateParty {
    /// The party of an address: a unit's id, or `offices`.
    pub fn parse(raw: &str) -> Option<Self> {
        if raw == "offices" { Some(Self::Offices) } else { raw.parse().ok().map(Self::Unit) }
    }

    /// The same for an address.
    pub fn code(self) -> String {
        match self {
            Self::Unit(unit) => unit.to_string(),
            Self::Offices => "offices".to_owned(),
        }
    }

    /// Whether it is awaited from this party.
    pub fn is_of(self, awaited: &Awaited) -> bool {
        match self {
            Self::Unit(unit) => awaited.unit() == Some(unit),
            Self::Offices => awaited.unit().is_none(),
        }
    }
}

/// Somebody who is late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateWith {
    /// The unit's or the office's name.
    pub name: String,
    /// What is awaited.
    pub step: Step,
    /// Since when it should be done.
    pub due: Date,
}

/// How many papers of a unit, or of the offices, are late at a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateCount {
    /// With whom they lie.
    pub party: LateParty,
    pub name: String,
    pub stage: Stage,
    /// How many.
    pub n: u64,
}

/// A unit's record in a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRecord {
    pub unit: BodyId,
    pub name: String,
    /// Its figures, for the papers that it leads.
    pub figures: Figures,
}

vocabulary! {
    /// A number of a unit's record; each opens the list of the papers that it counts.
    pub enum RecordFigure {
        /// Handed over to the unit as the lead unit.
        Led = "led", "主办件数", "Led";
        /// Answered at least once.
        Replied = "replied", "已答复", "Replied";
        /// Answered by the due date.
        OnTime = "on_time", "按期答复率", "On time";
        /// Met face to face before the reply.
        Met = "met", "面商率", "Met in person";
        /// Rated 满意.
        Satisfied = "satisfied", "满意率", "Satisfied";
        /// Rated 满意 or 基本满意.
        Broadly = "broadly", "满意率（含基本满意）", "With basically satisfied";
        /// Replied, not rated.
        Unrated = "unrated", "未评价", "Not rated";
        /// The last reply says that it is solved.
        ClassA = "class_a", "A类", "Class A";
        /// The last reply says that it is being solved.
        ClassB = "class_b", "B类", "Class B";
        /// The last reply says that it is planned.
        ClassC = "class_c", "C类", "Class C";
        /// The last reply says that it is kept for reference.
        ClassD = "class_d", "D类", "Class D";
    }
}

impl RecordFigure {
    /// The figure that it shows.
    pub fn figure(self) -> Figure {
        Figure::Plain(match self {
            Self::Led => Plain::Assigned,
            Self::Replied => Plain::Replied,
            Self::OnTime => Plain::OnTime,
            Self::Met => Plain::Met,
            Self::Satisfied => return Figure::Marked(Mark::Satisfied),
            Self::Broadly => Plain::Broadly,
            Self::Unrated => Plain::Unrated,
            Self::ClassA => return Figure::Class(ReplyClass::A),
            Self::ClassB => return Figure::Class(ReplyClass::B),
            Self::ClassC => return Figure::Class(ReplyClass::C),
            Self::ClassD => return Figure::Class(ReplyClass::D),
        })
    }

    /// Whether it counts a paper that has these figures.
    pub fn counts(self, figures: &BTreeMap<Figure, u64>) -> bool {
        figures.contains_key(&self.figure())
    }
}

impl UnitRecord {
    /// How many papers a figure counts.
    pub fn n(&self, figure: RecordFigure) -> u64 {
        self.figures.n(figure.figure())
    }

    /// What a figure is a share of, where it is told as one.
    pub fn share(&self, figure: RecordFigure) -> Option<Share> {
        let measure = match figure {
            RecordFigure::OnTime => Measure::OnTime,
            RecordFigure::Met => Measure::Met,
            RecordFigure::Satisfied => Measure::Strict,
            RecordFigure::Broadly => Measure::Broad,
            _ => return None,
        };
        Some(measure.of(&self.figures))
    }
}

/// Papers that a unit accepts at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcceptForm {
    /// The key of each ticked paper ([`paper_key`](crate::proposal::meeting::paper_key)), and the version that was seen.
    pub papers: BTreeMap<String, String>,
}

impl AcceptForm {
    /// The ticked papers.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] where none is ticked, too many are, or one is not a paper.
    pub fn parse(&self) -> Result<BTreeMap<ProposalId, i32>, Refusal> {
        let mut problems = Problems::default();
        let papers = parse_ticked(&self.papers, &mut problems);
        problems.finish(Some(papers))
    }
}

impl Proposal {
    /// Who is late with what, by name.
    pub fn late_with(&self, one: &Awaited, lang: Lang) -> Option<LateWith> {
        let name = match one.unit() {
            Some(unit) => self.shares.iter().find(|share| share.unit == unit)?.unit_name(lang).to_owned(),
            None => one.from.iter().find_map(|who| match who {
                Audience::Holders(role) => Some(role.office().word(lang).to_owned()),
                Audience::Person(_) => None,
            })?,
        };
        Some(LateWith { name, step: one.step, due: one.until? })
    }

    /// What stands in the way of a unit's part, as sentences for its people.
    pub fn unit_blocks(&self, actor: &Actor, unit: BodyId, today: Date, lang: Lang) -> Vec<String> {
        let Some(share) = self.shares.iter().find(|share| share.unit == unit) else { return Vec::new() };
        let writes = self.answering_share(actor).is_some_and(|answering| answering.unit == unit);
        if !writes || !matches!(self.stage, Stage::Handling | Stage::ReHandling) {
            return Vec::new();
        }
        let blocks = self.reply_blocks(share, None, today).into_iter().chain(self.draft_gaps(share));
        blocks.map(|block| block.sentence(lang)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proposal::meeting::paper_key;

    #[test]
    fn ticks_are_papers_with_the_version_that_was_seen() {
        let id = ProposalId(uuid::Uuid::from_u128(7));
        let form = |papers: &[(String, &str)]| AcceptForm {
            papers: papers.iter().map(|(key, version)| (key.clone(), (*version).to_owned())).collect(),
        };
        assert_eq!(form(&[(paper_key(id), "3")]).parse(), Ok([(id, 3)].into()));
        assert!(form(&[]).parse().is_err());
        assert!(form(&[("nonsense".into(), "3")]).parse().is_err());
        assert!(form(&[(paper_key(id), "nonsense")]).parse().is_err());
    }

    #[test]
    fn a_figure_counts_the_papers_that_have_it() {
        let figures = [(Figure::Assigned, 1), (Figure::Class(ReplyClass::B), 1), (Figure::MetFaceToFace, 1)].into();
        let counting: Vec<_> = RecordFigure::ALL.iter().filter(|figure| figure.counts(&figures)).collect();
        assert_eq!(counting, [&RecordFigure::Led, &RecordFigure::Met, &RecordFigure::ClassB]);
    }

    #[test]
    fn shares_are_of_what_is_rated_or_answered_or_due() {
        let figures = [
            (Figure::OnTime, 1),
            (Figure::Replied, 2),
            (Figure::Plain(Plain::DueUnanswered), 1),
            (Figure::Plain(Plain::Rated), 1),
        ];
        let record = UnitRecord { unit: BodyId(1), name: String::new(), figures: Figures::new(figures) };
        assert_eq!(record.share(RecordFigure::OnTime), Some(Share { part: 1, whole: 3 }));
        assert_eq!(record.share(RecordFigure::Satisfied), Some(Share { part: 0, whole: 1 }));
        assert_eq!(record.share(RecordFigure::Led), None);
    }
}
