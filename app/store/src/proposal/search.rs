//! The index of every paper's text, what is found in it, and the papers that are like a draft.

mod find;
mod index;
mod similar;
#[cfg(test)]
mod tests;

pub use find::{Found, FoundCursor, FoundPage, Narrowing};
pub(crate) use find::{Scope, matching};
pub(crate) use index::index;
