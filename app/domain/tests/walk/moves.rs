//! The moves of a story.

use domain::proposal::workflow::Step;
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::{Index, select};

use crate::common::Who;

/// What no field takes: the field that it is put into is named, and no other.
pub fn bad() -> String {
    "长".repeat(20_001)
}

/// One move of a story.
#[derive(Clone, Debug)]
pub enum Move {
    /// One of the steps that lead on, without a mistake; where there is none, the days until something comes by itself.
    On { pick: Index, variant: usize },
    /// One of the steps open to anyone, without a mistake.
    Open { pick: Index, variant: usize },
    /// The same with one field spoilt.
    Spoilt { pick: Index, variant: usize, field: Index },
    /// The same with one field left empty, which some fields allow.
    Emptied { pick: Index, variant: usize, field: Index },
    /// Any step by anyone, without a mistake.
    Any { who: Who, step: Step, variant: usize },
    /// The lead deputy writes, well or not.
    Write { asks: usize, spoilt: Option<Index> },
    /// Days go by.
    Pass(u16),
}

pub fn moves() -> impl Strategy<Value = Vec<Move>> {
    let (index, variant) = (any::<Index>, || 0..12usize);
    let spoilt = prop_oneof![3 => Just(None), 1 => index().prop_map(Some)];
    let one = prop_oneof![
        16 => (index(), variant()).prop_map(|(pick, variant)| Move::On { pick, variant }),
        8 => (index(), variant()).prop_map(|(pick, variant)| Move::Open { pick, variant }),
        3 => (index(), variant(), index())
            .prop_map(|(pick, variant, field)| Move::Spoilt { pick, variant, field }),
        1 => (index(), variant(), index())
            .prop_map(|(pick, variant, field)| Move::Emptied { pick, variant, field }),
        3 => (select(&Who::ALL[..]), select(Step::ALL), variant())
            .prop_map(|(who, step, variant)| Move::Any { who, step, variant }),
        1 => (1..5usize, spoilt).prop_map(|(asks, spoilt)| Move::Write { asks, spoilt }),
        1 => prop_oneof![3 => 1..40u16, 1 => 150..400u16].prop_map(Move::Pass),
    ];
    vec(one, 1..60)
}
