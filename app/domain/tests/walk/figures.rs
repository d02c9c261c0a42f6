//! The figures of many stories add up.

use std::collections::BTreeMap;

use domain::proposal::command::{Mark, ReplyClass};
use domain::proposal::statistics::{Counts, Figure, Figures, Group, Kind, counts_of};
use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

use crate::moves::moves;
use crate::story::Story;
use crate::{Checked, cases};

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn the_figures_add_up(stories in vec(moves(), 1..12)) {
        let papers = stories.iter().map(|moves| Story::play(moves)).collect::<Result<Vec<_>, _>>()?;
        let figures = Figures::count(papers.iter().map(|paper| &paper.proposal));
        let replied = figures.n(Figure::Replied);
        let unreplied = papers
            .iter()
            .filter(|paper| paper.proposal.hand_over.is_some() && paper.proposal.replies.is_empty())
            .count() as u64;
        let classes: u64 = ReplyClass::ALL.iter().map(|&class| figures.n(Figure::Class(class))).sum();
        let marks: u64 = Mark::ALL.iter().map(|&mark| figures.n(Figure::Marked(mark))).sum();
        prop_assert_eq!(classes + unreplied, figures.n(Figure::Assigned));
        prop_assert_eq!(marks + figures.unrated(), replied);
        prop_assert!(figures.n(Figure::OnTime) <= replied && figures.n(Figure::MetFaceToFace) <= replied);
        prop_assert!(figures.n(Figure::Assigned) <= figures.n(Figure::Registered));
        prop_assert!(figures.clone().on(date(2040, 1, 1)).add_up(), "{figures:?}");
        let groups = papers.iter().map(|paper| counts_of(&paper.proposal)).collect::<Vec<_>>();
        groups_add_up(&groups)?;
    }
}

/// The parts of a period by unit, topic or township make up what they part, and each part adds up by itself.
fn groups_add_up(papers: &[Counts]) -> Checked {
    let mut groups: BTreeMap<Group, BTreeMap<Figure, u64>> = BTreeMap::new();
    for ((group, figure), n) in papers.iter().flat_map(|counts| &counts.counters) {
        *groups.entry(group.clone()).or_default().entry(*figure).or_default() += n;
    }
    for (group, figures) in &groups {
        let figures = Figures::new(figures.iter().map(|(&figure, &n)| (figure, n))).on(date(2040, 1, 1));
        prop_assert!(figures.add_up(), "{group:?} {figures:?}");
    }
    let whole = groups.iter().filter(|(group, _)| group.kind == Kind::Whole);
    for (whole, figures) in whole {
        for kind in [Kind::Topic, Kind::Township] {
            let parts = groups.iter().filter(|(group, _)| group.kind == kind && group.period == whole.period);
            let sum: u64 = parts.filter_map(|(_, figures)| figures.get(&Figure::Registered)).sum();
            prop_assert_eq!(sum, figures.get(&Figure::Registered).copied().unwrap_or(0), "{:?}", kind);
        }
    }
    Ok(())
}
