//! Keeps proposals and people in SQLite or PostgreSQL.
//!
//! An event and everything that it changes are written in one transaction.

mod connection;
mod desk;
mod entity;
mod error;
mod kept_forms;
mod list;
mod meetings;
mod people;
mod proposals;
mod provisioning;
mod roster;
mod routing;
mod rules;
mod sessions;
mod tallies;

pub use connection::{Moment, Store};
pub use desk::{Desk, DeskCursor};
pub use error::{Result, StoreError};
pub use list::{Filter, Home, ListCursor, ListPage, RowCount};
pub use meetings::{MeetingCursor, Preparation, WaitingCursor};
pub use people::{Account, Credentials};
pub use provisioning::{NewPerson, Provisioned};
