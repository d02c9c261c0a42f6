//! What the accounts office does to one account, the log of it, and activation codes.

mod code;
mod log;
mod session;

use ground::field::choice;
use ground::problem::{Problems, Refusal};
use ground::problems;
use serde::{Deserialize, Serialize};

use crate::county::people::{County, Office, Role, TownshipId};

pub use code::{CODE_DAYS, code_fingerprint, code_of};
pub use log::AccountEvent;
pub use session::{SessionForm, SessionProblem, term_end};

problems! {
    /// What can be wrong with accounts, roles and signing in.
    pub enum AccountProblem {
        /// The name or the password is wrong; which of them is not said.
        WrongCredentials = "账号或密码不正确，请核对后重试。",
            "The account name or the password is wrong: check both and try again.";
        /// Too many failed sign-ins; try again later.
        Locked {
            /// Minutes until the next try.
            minutes: u32,
        } = "尝试次数过多，请在{minutes}分钟后再试。", "Too many attempts: try again in {minutes} minutes.";
        /// The present password is wrong.
        WrongPassword = "当前密码不正确。", "The present password is wrong.";
        /// The two new passwords differ.
        PasswordsDiffer = "两次输入的新密码不一致。", "The two new passwords differ.";
        /// The new password is the old one, or a name, or a common one.
        WeakPassword = "这个密码太容易被猜到，请换一个。", "This password is easy to guess: choose another.";
        /// The account name or the activation code is wrong, used or expired; which of them is not said.
        WrongCode = "账号或激活码不正确，或激活码已用过、已过期。请核对，或向代表工委另要一个。",
            "The account or the code is wrong, or the code was used or has expired: check both, or ask for a new one.";
        /// The person has this role already.
        RoleHeld = "已经有这个角色了。", "The person has this role already.";
        /// Nobody else could look after accounts.
        LastAdministrator = "这是最后一名系统管理员，请先让另一人担任管理员。",
            "This is the last administrator: make somebody else administrator first.";
    }
}

/// What is done to one account, as a form sends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountCommand {
    GiveRole {
        /// The code of the office.
        #[serde(default)]
        office: String,
        /// The id of the unit, for a clerk or head.
        #[serde(default)]
        unit: String,
    },
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
    GiveRole(Role),
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
                    problems.note("office", AccountProblem::RoleHeld);
                }
                role.map(AccountChange::GiveRole)
            }
            Self::EndRole { office, unit } => {
                let unit = unit.parse().ok();
                let held = standing.roles.iter().copied();
                let mut held = held.filter(|role| role.office().code() == office && role.unit() == unit);
                let role = problems.keep("office", choice(office, held.next()));
                if role == Some(Role::Administrator) && standing.is_last_administrator {
                    problems.note("office", AccountProblem::LastAdministrator);
                }
                role.map(AccountChange::EndRole)
            }
            Self::Move { township } if township.is_empty() => Some(AccountChange::Move(None)),
            Self::Move { township } => problems
                .keep("township", choice(township, county.township(township)))
                .map(|place| AccountChange::Move(Some(place.id))),
            Self::Suspend => {
                if standing.is_last_administrator {
                    problems.note("suspend", AccountProblem::LastAdministrator);
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
