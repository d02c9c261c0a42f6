//! The shares that are shown, each a figure of a figure, so that its formula says what is counted.

use ground::vocabulary;
use ground::vocabulary::Lang;

use super::{Figure, Figures, Plain, Share};
use crate::proposal::command::{Mark, ReplyClass};

/// From how many papers on a share is told as a percentage.
pub const MIN_FOR_PERCENT: u64 = 5;

vocabulary! {
    /// A share that is shown, with its formula and n.
    pub enum Measure {
        /// First replies issued of those handed over.
        Replied = "replied", "答复率", "Answered";
        /// Issued by the due date of those issued or due.
        OnTime = "on_time", "按期答复率", "Answered on time";
        /// Met face to face before the reply.
        Met = "met", "面商率", "Met in person";
        /// Rated of those replied.
        Rated = "rated", "评价率", "Rated";
        /// 满意 of those rated.
        Strict = "strict", "满意率", "Satisfied";
        /// 满意 and 基本满意 of those rated.
        Broad = "broad", "满意率（含基本满意）", "Satisfied, with basically satisfied";
        /// Class A with evidence of those replied.
        Solved = "solved", "解决率", "Solved";
        /// Class A, B or C of those replied.
        SolvedOrPlanned = "solved_or_planned", "解决或计划解决率", "Solved or planned";
        /// Promises kept by their day of those due.
        PromisesKept = "promises_kept", "承诺兑现率", "Promises kept";
        /// Raised to A of those first answered as B or C.
        RaisedToA = "raised_to_a", "转A率", "Raised to A";
        /// Handled again of those replied.
        SecondRound = "second_round", "二次办理率", "Second round";
        /// Re-assigned of those handed over.
        Reassigned = "reassigned", "改办率", "Re-assigned";
    }
}

impl Measure {
    /// What is counted.
    pub fn part(self) -> Figure {
        Figure::Plain(match self {
            Self::Replied => Plain::Replied,
            Self::OnTime => Plain::OnTime,
            Self::Met => Plain::Met,
            Self::Rated => Plain::Rated,
            Self::Strict => return Figure::Marked(Mark::Satisfied),
            Self::Broad => Plain::Broadly,
            Self::Solved => Plain::Solved,
            Self::SolvedOrPlanned => Plain::SolvedOrPlanned,
            Self::PromisesKept => Plain::PromiseKept,
            Self::RaisedToA => Plain::RaisedToA,
            Self::SecondRound => Plain::SecondRound,
            Self::Reassigned => Plain::Reassigned,
        })
    }

    /// Of what: n.
    pub fn whole(self) -> Figure {
        Figure::Plain(match self {
            Self::Replied | Self::Reassigned => Plain::Assigned,
            Self::OnTime => Plain::IssuedOrDue,
            Self::Met | Self::Rated | Self::Solved | Self::SolvedOrPlanned | Self::SecondRound => Plain::Replied,
            Self::Strict | Self::Broad => Plain::Rated,
            Self::PromisesKept => Plain::PromiseDue,
            Self::RaisedToA => Plain::FirstPlanned,
        })
    }

    /// “按期答复 ÷ 已答复或到期”.
    pub fn formula(self, lang: Lang) -> String {
        // The word of a mark says that it is one only in a list.
        let part = match self.part() {
            Figure::Marked(mark) => mark.word(lang).to_owned(),
            figure => figure.word(lang),
        };
        format!("{part} ÷ {}", self.whole().word(lang))
    }

    /// The share among papers.
    pub fn of(self, figures: &Figures) -> Share {
        Share { part: figures.n(self.part()), whole: figures.n(self.whole()) }
    }
}

vocabulary! {
    /// What the parts of a period are sorted by.
    #[derive(Default)]
    pub enum Sort {
        /// In the order in which the county has them.
        #[default]
        Name = "name", "名称", "Name";
        /// By how many were handed over, most first.
        Assigned = "assigned", "交办", "Handed over";
        /// By the share answered, highest first.
        Replied = "replied", "答复率", "Answered";
        /// By the share answered on time, highest first.
        OnTime = "on_time", "按期答复率", "On time";
        /// By the share solved, highest first.
        Solved = "solved", "解决率", "Solved";
        /// By the share satisfied, highest first.
        Strict = "strict", "满意率", "Satisfied";
        /// By the median of days, fewest first.
        Median = "median", "中位天数", "Median days";
    }
}

impl Sort {
    /// The share that it sorts by, where it is one.
    pub fn measure(self) -> Option<Measure> {
        match self {
            Self::Replied => Some(Measure::Replied),
            Self::OnTime => Some(Measure::OnTime),
            Self::Solved => Some(Measure::Solved),
            Self::Strict => Some(Measure::Strict),
            Self::Name | Self::Assigned | Self::Median => None,
        }
    }

    /// Where a part stands: lower comes first. Parts with too few papers are not ranked: they come last, in their
    /// own order.
    pub fn place(self, figures: &Figures) -> u64 {
        let descending = |value: u64| u64::MAX - 1 - value;
        let place = match self {
            Self::Name => Some(0),
            Self::Assigned => Some(descending(figures.n(Figure::Assigned))),
            Self::Median => figures.median_tenths().filter(|_| figures.timed() >= MIN_FOR_PERCENT),
            Self::Replied | Self::OnTime | Self::Solved | Self::Strict => {
                let share = self.measure().map(|measure| measure.of(figures));
                share.filter(|share| share.whole >= MIN_FOR_PERCENT).and_then(Share::per_mille).map(descending)
            }
        };
        place.unwrap_or(u64::MAX)
    }
}

/// Spans of days from the hand-over to the first reply, for a distribution; the last one is open.
pub const DAY_SPANS: [(u16, u16); 7] = [(0, 15), (16, 30), (31, 45), (46, 60), (61, 75), (76, 92), (93, u16::MAX)];

/// The classes in their order, as figures.
pub fn classes() -> impl Iterator<Item = Figure> {
    ReplyClass::ALL.iter().map(|&class| Figure::Class(class))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_formula_names_what_is_counted() {
        assert_eq!(Measure::OnTime.formula(Lang::Zh), "按期答复 ÷ 已答复或到期");
        assert_eq!(Measure::Strict.formula(Lang::En), "Satisfied ÷ Rated");
        for (n, &measure) in Measure::ALL.iter().enumerate() {
            let formula = measure.formula(Lang::Zh);
            assert!(Measure::ALL[..n].iter().all(|earlier| earlier.formula(Lang::Zh) != formula), "{formula} twice");
        }
    }

    #[test]
    fn parts_with_few_papers_are_not_ranked() {
        let part = |replied, assigned| Figures::new([(Figure::Replied, replied), (Figure::Assigned, assigned)]);
        let mut parts = [part(4, 4), part(3, 6), part(9, 10), part(0, 2)];
        parts.sort_by_key(|figures| Sort::Replied.place(figures));
        assert_eq!(parts, [part(9, 10), part(3, 6), part(4, 4), part(0, 2)]);
        parts.sort_by_key(|figures| Sort::Assigned.place(figures));
        assert_eq!(parts, [part(9, 10), part(3, 6), part(4, 4), part(0, 2)]);
    }

    #[test]
    fn the_spans_of_days_follow_one_another() {
        assert!(DAY_SPANS.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0));
        assert_eq!((DAY_SPANS[0].0, DAY_SPANS[6].1), (0, u16::MAX));
    }
}
