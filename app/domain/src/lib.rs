//! The rules of deputies' proposals: workflow, clocks, numbers, figures and words.
//!
//! Nothing here reads a clock, a file, a network or chance; both hosts, the server and the browser, run it.

pub mod case;
pub mod check;
pub mod county;
pub mod parts;
pub mod proposal;
