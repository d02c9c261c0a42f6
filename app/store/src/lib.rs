//! Keeps proposals and people in SQLite or PostgreSQL.
//!
//! An event and everything that it changes are written in one transaction.

mod account_log;
mod accounts;
mod activation;
mod attachments;
mod calendar;
mod commitments;
mod connection;
mod desk;
mod entity;
mod error;
mod imports;
mod kept_forms;
mod limits;
mod list;
mod meetings;
mod notices;
mod open_data;
mod outbox;
mod people;
mod proposals;
mod provisioning;
mod ratings;
mod reminders;
mod roster;
mod routing;
mod rules;
mod search;
mod sessions;
mod supervision;
mod tallies;
mod terms;
mod versions;

pub use account_log::LogLine;
pub use accounts::{PastRole, PeopleFilter, PeoplePage, PersonLine, PersonPage};
pub use activation::{MAX_SLIPS, NewCode};
pub use attachments::{NewAttachment, Paper};
pub use commitments::{CommitmentCursor, CommitmentFilter, CommitmentLine, CommitmentPage};
pub use connection::{Moment, Store};
pub use desk::{Desk, DeskCursor, DueDate};
pub use error::{Result, StoreError};
pub use imports::Preview;
pub use list::{Filter, Home, ListCursor, ListPage, RowCount};
pub use meetings::{MeetingCursor, Preparation, WaitingCursor};
pub use notices::{NoticeCursor, NoticeLine, NoticePage, UNREAD_LIMIT};
pub use open_data::{OpenCursor, OpenDeputy, OpenLine, OpenPage, OpenPaper, SitemapPart};
pub use outbox::{Outgoing, Verdict};
pub use people::{Account, Credentials};
pub use proposals::ReplyVersion;
pub use provisioning::{NewPerson, Provisioned};
pub use terms::Terms;
