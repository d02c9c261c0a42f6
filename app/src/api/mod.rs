//! Every server function: the whole wire on a few screens.
//!
//! Each function's first act is to obtain an actor, or its name says `public`.

#![expect(missing_docs, reason = "`#[server]` turns each argument into a field of a public struct")]

pub mod accounts;
pub mod meetings;
pub mod proposals;
pub mod public;
#[cfg(feature = "ssr")]
mod session;

#[cfg(feature = "ssr")]
pub use session::{PasswordHasher, SESSION_EPOCH, SESSION_PERSON, hash_password};
