//! What the accounts office does to one account, the log of it, and activation codes.

mod code;
mod log;
mod session;

use serde::{Deserialize, Serialize};

use crate::draft::choice;
use crate::people::{County, Office, Role, TownshipId};
use crate::problem::{Problem, Problems, Refusal};

pub use code::{CODE_DAYS, code_fingerprint, code_of};
pub use log::AccountEvent;
pub use session::{SessionForm, term_end};

/// What is done to one account, as a form sends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountCommand {
    /// Gives a role.
    GiveRole {
        /// The code of the office.
        #[serde(default)]
        office: String,
        /// The id of the unit, for a clerk or head.
        #[serde(default)]
        unit: String,
    },
    /// Ends a role.
    EndRole {
        /// The code of the office.
        #[serde(default)]
        office: String,
        /// The id of the unit, for a clerk or head.
        #[serde(default)]
        unit: String,
    },
    /// Moves to another delegation.
    Move {
        /// The id of the township; empty for none.
        #[serde(default)]
        township: String,
    },
    /// Lets the person in no more.
    Suspend,
    /// Lets the person in again.
    Restore,
}

/// What is done to one account, parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountChange {
    /// Gives a role.
    GiveRole(Role),
    /// Ends a role.
    EndRole(Role),
    /// Moves to another delegation, or to none.
    Move(Option<TownshipId>),
    /// Lets the person in no more.
    Suspend,
    /// Lets the person in again.
    Restore,
}

/// An account as it stands, for the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The roles held today.
    pub roles: Vec<Role>,
    /// Whether nobody else who can sign in is an administrator.
    pub is_last_administrator: bool,
}

impl AccountCommand {
    /// Parses it against an account as it stands.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every problem.
    pub fn parse(&self, county: &County, standing: &Standing) -> Result<AccountChange, Refusal> {
        let mut problems = Problems::default();
        let change = match self {
            Self::GiveRole { office, unit } => {
                let role = give(office, unit, county, &mut problems);
                if role.is_some_and(|role| standing.roles.contains(&role)) {
                    problems.note("office", Problem::RoleHeld);
                }
                role.map(AccountChange::GiveRole)
            }
            Self::EndRole { office, unit } => {
                let unit = unit.parse().ok();
                let held = standing.roles.iter().copied();
                let mut held = held.filter(|role| role.office().code() == office && role.unit() == unit);
                let role = problems.keep("office", choice(office, held.next()));
                if role == Some(Role::Administrator) && standing.is_last_administrator {
                    problems.note("office", Problem::LastAdministrator);
                }
                role.map(AccountChange::EndRole)
            }
            Self::Move { township } if township.is_empty() => Some(AccountChange::Move(None)),
            Self::Move { township } => problems
                .keep("township", choice(township, county.township(township)))
                .map(|place| AccountChange::Move(Some(place.id))),
            Self::Suspend => {
                if standing.is_last_administrator {
                    problems.note("suspend", Problem::LastAdministrator);
                }
                Some(AccountChange::Suspend)
            }
            Self::Restore => Some(AccountChange::Restore),
        };
        problems.finish(change)
    }
}

fn give(office: &str, unit: &str, county: &County, problems: &mut Problems) -> Option<Role> {
    let office = problems.keep("office", choice(office, Office::from_code(office).ok()))?;
    let is_of_unit = matches!(office, Office::UnitClerk | Office::UnitHead);
    let unit = if is_of_unit { Some(problems.keep("unit", choice(unit, county.unit(unit)))?.id) } else { None };
    Role::from_parts(office, unit)
}
