//! Figures and their formulas (DOMAIN: cohort = papers registered in a session or year).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::command::{Mark, ReplyClass};
use crate::proposal::Proposal;
use crate::vocabulary::UnknownCode;
use crate::workflow::Stage;

/// Something that is counted: a proposal either has it or has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figure {
    /// Numbered in the cohort.
    Registered,
    /// Handed over to units.
    Assigned,
    /// Answered at least once.
    Replied,
    /// Its first reply was issued by the due date.
    OnTime,
    /// The class of its last reply.
    Class(ReplyClass),
    /// The overall mark of its last reply.
    Marked(Mark),
    /// A face-to-face contact stands before its first reply.
    MetFaceToFace,
    /// Where it stands.
    Stage(Stage),
}

impl Figure {
    /// The stored code.
    pub fn code(self) -> String {
        match self {
            Self::Registered => "registered".into(),
            Self::Assigned => "assigned".into(),
            Self::Replied => "replied".into(),
            Self::OnTime => "on_time".into(),
            Self::Class(class) => format!("class:{}", class.code()),
            Self::Marked(mark) => format!("mark:{}", mark.code()),
            Self::MetFaceToFace => "met".into(),
            Self::Stage(stage) => format!("stage:{}", stage.code()),
        }
    }

    /// The figure that a stored code stands for.
    ///
    /// # Errors
    /// [`UnknownCode`].
    pub fn from_code(code: &str) -> Result<Self, UnknownCode> {
        Ok(match code.split_once(':') {
            Some(("class", class)) => Self::Class(ReplyClass::from_code(class)?),
            Some(("mark", mark)) => Self::Marked(Mark::from_code(mark)?),
            Some(("stage", stage)) => Self::Stage(Stage::from_code(stage)?),
            _ => match code {
                "registered" => Self::Registered,
                "assigned" => Self::Assigned,
                "replied" => Self::Replied,
                "on_time" => Self::OnTime,
                "met" => Self::MetFaceToFace,
                _ => return Err(UnknownCode { what: "Figure", code: code.to_owned() }),
            },
        })
    }
}

/// What a proposal counts for: nothing before it is numbered, nor when it was withdrawn before the hand-over.
pub fn figures_of(proposal: &Proposal) -> BTreeSet<Figure> {
    let mut figures = BTreeSet::new();
    let never_handed_over = proposal.stage == Stage::Withdrawn && proposal.hand_over.is_none();
    if proposal.number.is_none() || never_handed_over {
        return figures;
    }
    figures.insert(Figure::Registered);
    figures.insert(Figure::Stage(proposal.stage));
    if proposal.hand_over.is_some() {
        figures.insert(Figure::Assigned);
    }
    if let (Some(first), Some(last)) = (proposal.replies.first(), proposal.replies.last()) {
        figures.insert(Figure::Replied);
        figures.insert(Figure::Class(last.class));
        figures.extend(first.on_time.then_some(Figure::OnTime));
        figures.extend(proposal.mark().map(Figure::Marked));
        let met = proposal.contacts.iter().any(|contact| contact.round == 1 && contact.manner.is_face_to_face());
        figures.extend(met.then_some(Figure::MetFaceToFace));
    }
    figures
}

/// How often each figure occurs in a cohort.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Figures(BTreeMap<String, u64>);

impl Figures {
    /// Figures from stored counters.
    pub fn new(counters: impl IntoIterator<Item = (Figure, u64)>) -> Self {
        Self(counters.into_iter().map(|(figure, n)| (figure.code(), n)).collect())
    }

    /// The figures of a set of proposals.
    pub fn count<'a>(proposals: impl IntoIterator<Item = &'a Proposal>) -> Self {
        let mut counters = BTreeMap::new();
        for figure in proposals.into_iter().flat_map(figures_of) {
            *counters.entry(figure.code()).or_default() += 1;
        }
        Self(counters)
    }

    /// How many have it.
    pub fn n(&self, figure: Figure) -> u64 {
        self.0.get(&figure.code()).copied().unwrap_or(0)
    }

    /// 答复率: first replies issued / assigned.
    pub fn replied(&self) -> Share {
        Share { part: self.n(Figure::Replied), whole: self.n(Figure::Assigned) }
    }

    /// 面商率: face-to-face contact before the reply / replied.
    pub fn met_face_to_face(&self) -> Share {
        Share { part: self.n(Figure::MetFaceToFace), whole: self.n(Figure::Replied) }
    }

    /// The share of a class among the replied.
    pub fn class(&self, class: ReplyClass) -> Share {
        Share { part: self.n(Figure::Class(class)), whole: self.n(Figure::Replied) }
    }

    /// How many are rated.
    pub fn rated(&self) -> u64 {
        Mark::ALL.iter().map(|&mark| self.n(Figure::Marked(mark))).sum()
    }

    /// 未评价: replied, not rated.
    pub fn unrated(&self) -> u64 {
        self.n(Figure::Replied).saturating_sub(self.rated())
    }

    /// 满意率, strict: 满意 / rated.
    pub fn satisfied_strictly(&self) -> Share {
        Share { part: self.n(Figure::Marked(Mark::Satisfied)), whole: self.rated() }
    }

    /// 满意率, broad: (满意 + 基本满意) / rated.
    pub fn satisfied_broadly(&self) -> Share {
        let part = self.n(Figure::Marked(Mark::Satisfied)) + self.n(Figure::Marked(Mark::Basically));
        Share { part, whole: self.rated() }
    }
}

/// A part of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The numerator.
    pub part: u64,
    /// The denominator: n.
    pub whole: u64,
}

impl Share {
    /// Tenths of a per cent, rounded half up; `None` of nothing.
    pub fn per_mille(self) -> Option<u64> {
        (2000 * self.part + self.whole).checked_div(2 * self.whole)
    }

    /// “71.6%”, or a dash of nothing.
    pub fn percent(self) -> String {
        self.per_mille().map_or_else(|| "—".to_owned(), |n| format!("{}.{}%", n / 10, n % 10))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_half_up_to_a_tenth() {
        let check =
            |part, whole, expected: &str| assert_eq!(Share { part, whole }.percent(), expected, "{part}/{whole}");
        check(53, 74, "71.6%");
        check(266, 455, "58.5%");
        check(1, 2000, "0.1%");
        check(0, 5, "0.0%");
        check(5, 5, "100.0%");
        check(0, 0, "—");
    }

    #[test]
    fn codes_go_round() {
        let figures = [Figure::Registered, Figure::OnTime, Figure::Class(ReplyClass::B), Figure::Stage(Stage::Closed)];
        for figure in figures {
            assert_eq!(Figure::from_code(&figure.code()), Ok(figure));
        }
        assert!(Figure::from_code("class:Z").is_err());
        assert!(Figure::from_code("nonsense").is_err());
    }
}
