//! The county: who and what is in it, its calendar and clocks, and the rules that hold for all its papers.

pub mod accounts;
pub mod administration;
pub mod calendar;
pub mod clock;
pub mod email;
pub mod moment;
pub mod number;
pub mod people;
pub mod reasons;
pub mod roster;
pub mod rules;
pub mod topic;
