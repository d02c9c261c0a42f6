//! Pages of proposals: writing, reading, each step, what units and offices have in hand.

pub(super) mod facets;
pub(super) mod hand_over;
pub(super) mod key_proposals;
pub(super) mod letter;
pub(super) mod paper;
pub(super) mod print;
pub(super) mod promises;
pub(super) mod proposals;
pub(super) mod reply_versions;
pub(super) mod sheet;
pub(super) mod steps;
pub(super) mod supervision;
pub(super) mod unit;
pub(super) mod versions;
pub(super) mod write;
