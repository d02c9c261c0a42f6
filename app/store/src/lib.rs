//! Keeps proposals and people in SQLite or PostgreSQL.
//!
//! An event and everything that it changes are written in one transaction.

mod county;
mod entity;
mod error;
mod proposal;
mod spine;

pub use county::account_log::LogLine;
pub use county::accounts::{PastRole, PeopleFilter, PeoplePage, PersonLine, PersonPage};
pub use county::activation::{MAX_SLIPS, NewCode};
pub use county::imports::Preview;
pub use county::people::{Account, Credentials};
pub use county::provisioning::{NewPerson, Provisioned};
pub use county::terms::Terms;
pub use error::{Result, StoreError};
pub use proposal::ReplyVersion;
pub use proposal::attachments::{NewAttachment, Paper};
pub use proposal::deputies::{DeputyCursor, DeputyFilter, DeputyLine, DeputyPage, DeputyRecord, Mandate};
pub use proposal::desk::{Desk, DeskCursor, DueDate};
pub use proposal::drafts::Page;
pub use proposal::feed::{DateOf, FeedEntry, PublicDate};
pub use proposal::figures::PeriodFigures;
pub use proposal::follow::{FollowAsked, Leaving, ReadList};
pub use proposal::list::{Home, ListCursor, ListPage, RowCount};
pub use proposal::meetings::{MeetingCursor, Preparation, WaitingCursor};
pub use proposal::notices::{NoticeCursor, NoticeLine, NoticePage, UNREAD_LIMIT};
pub use proposal::open_data::{OpenCursor, OpenDeputy, OpenLine, OpenPage, OpenPaper, SitemapPart};
pub use proposal::outbox::{Outgoing, Verdict};
pub use proposal::promises::{PromiseCursor, PromiseFilter, PromiseLine, PromisePage};
pub use proposal::recount::Recount;
pub use proposal::search::{Found, FoundCursor, FoundPage, Narrowing};
pub use proposal::supervision::KeyPaper;
pub use spine::acts::{Answered, Begun};
pub use spine::connection::{Moment, Store};
pub use spine::revisions::{Revision, Scope};
