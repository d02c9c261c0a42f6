//! The demo county: invented people, real-looking proposals, the same for the same seed and date.

mod county;
mod history;
mod texts;

use std::collections::BTreeMap;

use domain::event::Record;
use domain::number::{Cohort, Series, Session};
use domain::people::{NewProposal as _, ProposalId};
use domain::proposal::Proposal;
use domain::vocabulary::Lang;
use jiff::ToSpan;
use jiff::civil::Date;
use store::Store;

pub use county::accounts;
