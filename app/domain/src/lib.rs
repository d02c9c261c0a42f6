//! The rules of deputies' proposals: workflow, clocks, numbers, figures and words.
//!
//! Nothing here reads a clock, a file, a network or chance; both hosts, the server and the browser, run it.

pub mod command;
pub mod deadline;
pub mod decide;
pub mod diff;
pub mod draft;
pub mod event;
pub mod fingerprint;
pub mod hand_over;
pub mod meeting;
pub mod number;
pub mod people;
pub mod problem;
pub mod proposal;
pub mod routing;
pub mod signing;
pub mod statistics;
pub mod text;
pub mod view;
pub mod vocabulary;
pub mod withdrawal;
pub mod wording;
pub mod workflow;
