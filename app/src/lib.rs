//! The application: its shell, its pages and its server functions, for both hosts.

// Views of many nested components make long types.
#![recursion_limit = "512"]

pub mod api;
#[cfg(feature = "ssr")]
mod document;
#[cfg(feature = "ssr")]
mod facts;
mod kit;
mod pages;
mod shell;
mod texts;

#[cfg(feature = "ssr")]
pub use document::{Built, Program, shell};
#[cfg(feature = "ssr")]
pub use facts::PageFacts;
pub use kit::failure::Failure;
pub use kit::forms::Posted;
#[cfg(feature = "ssr")]
pub use kit::forms::Sender;
#[cfg(feature = "ssr")]
pub use kit::preferences::cookie;
pub use kit::preferences::{Preferences, Size, Theme};
pub use shell::App;

/// Takes over the page that the server rendered.
#[cfg(feature = "hydrate")]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(App);
}
