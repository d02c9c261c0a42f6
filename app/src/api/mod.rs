//! Every server function: the whole wire on a few screens.
//!
//! Each function's first act is to obtain an actor, or its name says `public`.

pub mod accounts;
pub mod attachments;
pub mod clocks;
pub mod deputies;
pub mod drafts;
pub mod figures;
pub mod follow;
pub mod meetings;
pub mod notices;
mod passwords;
pub mod proposals;
pub mod public;
pub mod roster;
mod session;
pub mod supervision;

pub use passwords::hash_password;
pub use session::{SESSION_EPOCH, SESSION_PERSON, SiteFacts, actor_of, viewer_of};
