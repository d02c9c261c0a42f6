//! The application: its shell, its pages and its server functions, for both hosts.

// Views of many nested components make long types.
#![recursion_limit = "512"]

pub mod api;
mod components;
#[cfg(feature = "ssr")]
mod document;
#[cfg(feature = "ssr")]
mod facts;
mod failure;
mod format;
mod forms;
mod loading;
mod pages;
mod preferences;
mod shell;
mod texts;

#[cfg(feature = "ssr")]
pub use document::{Built, Program, shell};
#[cfg(feature = "ssr")]
pub use facts::PageFacts;
pub use failure::Failure;
pub use forms::Posted;
#[cfg(feature = "ssr")]
pub use forms::Sender;
#[cfg(feature = "ssr")]
pub use preferences::cookie;
pub use preferences::{Preferences, Size, Theme};
pub use shell::App;

/// Takes over the page that the server rendered.
#[cfg(feature = "hydrate")]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(App);
}
