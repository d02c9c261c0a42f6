//! The application: its shell, its pages and its server functions.

// Views of many nested components make long types.
#![recursion_limit = "512"]

pub mod api;
mod document;
mod facts;
mod kit;
mod pages;
mod shell;
mod texts;

pub use document::{Built, Program, shell};
pub use facts::PageFacts;
pub use kit::failure::Failure;
pub use kit::forms::Posted;
pub use kit::forms::Sender;
pub use kit::preferences::cookie;
pub use kit::preferences::{Preferences, Size, Theme};
pub use shell::App;
