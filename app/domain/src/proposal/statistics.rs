//! Figures and their formulas (DOMAIN: cohort = papers registered in a session or year).

mod figure;
mod group;
mod measure;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::proposal::Proposal;
use crate::proposal::command::{Mark, ReplyClass};

pub use figure::{Figure, Plain, figures_of};
pub use group::{Counts, Group, Kind, NotAPeriod, Period, WHOLE_COUNTY, counts_of};
pub use measure::{DAY_SPANS, MIN_FOR_PERCENT, Measure, Sort, classes};

/// How often each figure occurs among some papers.
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
        for (figure, n) in proposals.into_iter().flat_map(figures_of) {
            *counters.entry(figure.code()).or_default() += n;
        }
        Self(counters)
    }

    /// The same as they stand on a day: due dates of awaited replies become what is due and not answered.
    #[must_use]
    pub fn on(self, today: Date) -> Self {
        let mut late = 0;
        let mut rest = BTreeMap::new();
        for (code, n) in self.0 {
            match Figure::from_code(&code) {
                Ok(Figure::ReplyDue(due)) => late += if due < today { n } else { 0 },
                _ => _ = rest.insert(code, n),
            }
        }
        rest.insert(Plain::DueUnanswered.code().to_owned(), late);
        Self(rest)
    }

    /// How many have it.
    pub fn n(&self, figure: Figure) -> u64 {
        match figure {
            Figure::Plain(Plain::IssuedOrDue) => self.n(Figure::Replied) + self.n(Figure::Plain(Plain::DueUnanswered)),
            Figure::DaysWithin(from, to) => {
                self.days().filter(|(days, _)| (from..=to).contains(days)).map(|(_, n)| n).sum()
            }
            figure => self.0.get(&figure.code()).copied().unwrap_or(0),
        }
    }

    /// How many have no figure at all behind them.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|&n| n == 0)
    }

    /// How many first replies came after so many days, by days.
    fn days(&self) -> impl Iterator<Item = (u16, u64)> {
        self.0.iter().filter_map(|(code, &n)| match Figure::from_code(code) {
            Ok(Figure::Days(days)) if n > 0 => Some((days, n)),
            _ => None,
        })
    }

    /// How many first replies there are by the counters of days.
    pub fn timed(&self) -> u64 {
        self.days().map(|(_, n)| n).sum()
    }

    /// The days of the reply at a place, from 1.
    fn days_at(&self, place: u64) -> Option<u16> {
        let mut passed = 0;
        self.days().find_map(|(days, n)| {
            passed += n;
            (passed >= place && place > 0).then_some(days)
        })
    }

    /// Half of the first replies came within so many days, in tenths of a day: of an even number, the mean of the
    /// middle two.
    pub fn median_tenths(&self) -> Option<u64> {
        let n = self.timed();
        let low = self.days_at(n.div_ceil(2))?;
        let high = self.days_at(n / 2 + 1)?;
        Some((u64::from(low) + u64::from(high)) * 5)
    }

    /// Nine of ten first replies came within so many days (nearest rank).
    pub fn p90(&self) -> Option<u16> {
        self.days_at((9 * self.timed()).div_ceil(10))
    }

    /// “41”, “41.5”, or a dash of nothing.
    pub fn median(&self) -> String {
        let tenths = self.median_tenths();
        tenths.map_or_else(
            || "—".to_owned(),
            |tenths| {
                if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
            },
        )
    }

    /// 答复率: first replies issued / assigned.
    pub fn replied(&self) -> Share {
        Measure::Replied.of(self)
    }

    /// 面商率: face-to-face contact before the reply / replied.
    pub fn met_face_to_face(&self) -> Share {
        Measure::Met.of(self)
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
        self.n(Figure::Plain(Plain::Unrated))
    }

    /// 满意率, strict: 满意 / rated.
    pub fn satisfied_strictly(&self) -> Share {
        Measure::Strict.of(self)
    }

    /// 满意率, broad: (满意 + 基本满意) / rated.
    pub fn satisfied_broadly(&self) -> Share {
        Measure::Broad.of(self)
    }

    /// Whether they add up: A+B+C+D and those not answered are those handed over; 满+基+不+未 are those answered; and
    /// what is counted in two ways is the same.
    pub fn add_up(&self) -> bool {
        let n = |plain| self.n(Figure::Plain(plain));
        let of_class: u64 = classes().map(|class| self.n(class)).sum();
        let marked = self.rated();
        of_class + n(Plain::Unreplied) == n(Plain::Assigned)
            && marked + n(Plain::Unrated) == n(Plain::Replied)
            && of_class == n(Plain::Replied)
            && marked == n(Plain::Rated)
            && Measure::ALL.iter().all(|measure| measure.part_is_of_whole(self))
            && self.timed() == n(Plain::Replied)
    }
}

impl Measure {
    fn part_is_of_whole(self, figures: &Figures) -> bool {
        let share = self.of(figures);
        share.part <= share.whole
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

    /// The same where there are enough papers for a percentage.
    pub fn percent_of_enough(self) -> Option<String> {
        (self.whole >= MIN_FOR_PERCENT).then(|| self.percent())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

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
    fn the_median_and_the_ninetieth_percentile_are_exact() {
        let of = |days: &[u16]| {
            let mut counters = BTreeMap::new();
            for &days in days {
                *counters.entry(Figure::Days(days)).or_default() += 1;
            }
            let figures = Figures::new(counters);
            (figures.median(), figures.p90())
        };
        let check = |days: &[u16], median: &str, p90| assert_eq!(of(days), (median.to_owned(), p90), "{days:?}");
        check(&[], "—", None);
        check(&[7], "7", Some(7));
        check(&[7, 8], "7.5", Some(8));
        check(&[9, 100, 30], "30", Some(100));
        check(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "5.5", Some(9));
        check(&[5, 5, 5, 5, 90], "5", Some(90));
    }

    #[test]
    fn what_is_due_today_is_not_late_yet() {
        let due = |day, n| (Figure::ReplyDue(date(2026, 2, day)), n);
        let figures = Figures::new([due(1, 2), due(2, 3), due(3, 4), (Figure::Replied, 5), (Figure::OnTime, 4)]);
        let figures = figures.on(date(2026, 2, 2));
        assert_eq!(figures.n(Figure::Plain(Plain::DueUnanswered)), 2);
        assert_eq!(Measure::OnTime.of(&figures), Share { part: 4, whole: 7 });
    }
}
