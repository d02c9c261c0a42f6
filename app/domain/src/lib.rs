//! The rules of deputies' proposals: workflow, clocks, numbers, figures and words.
//!
//! Nothing here reads a clock, a file, a network or chance; both hosts, the server and the browser, run it.

pub mod accounts;
pub mod administration;
pub mod advice;
pub mod attachment;
pub mod calendar;
pub mod command;
pub mod deadline;
pub mod decide;
pub mod diff;
pub mod draft;
pub mod event;
pub mod file;
pub mod fingerprint;
pub mod hand_over;
pub mod letter;
pub mod meeting;
pub mod notice;
pub mod number;
pub mod paper;
pub mod people;
pub mod problem;
pub mod proposal;
pub mod reasons;
pub mod roster;
pub mod routing;
pub mod rules;
pub mod signing;
pub mod similar;
pub mod statistics;
pub mod text;
pub mod tokens;
pub mod versions;
pub mod view;
pub mod vocabulary;
pub mod withdrawal;
pub mod wording;
pub mod workflow;
