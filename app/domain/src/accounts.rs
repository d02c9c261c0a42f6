//! What the accounts office does to one account, the log of it, and activation codes.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::draft::choice;
use crate::number::Session;
use crate::people::{County, Office, Role, TownshipId};
use crate::problem::{Problem, Problems, Refusal};
use crate::roster::role_word;
use crate::vocabulary::Lang;

/// Days for which an activation code can be used.
pub const CODE_DAYS: i64 = 14;
/// The characters of an activation code: none that is taken for another when read from paper.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Characters of a code, five bits each: a hundred bits.
const CODE_LENGTH: usize = 20;

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

/// One line of an account's log, or of the county's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountEvent {
    /// Came with a table.
    Added,
    /// A table changed it.
    Updated,
    /// A role was given.
    RoleGiven(Role),
    /// A role was ended.
    RoleEnded(Role),
    /// Moved to another delegation, or to none.
    Moved(Option<TownshipId>),
    /// Suspended.
    Suspended,
    /// Restored.
    Restored,
    /// An activation code was handed out.
    CodeMade {
        /// The last day on which it can be used.
        until: Date,
    },
    /// The code was used and a password set.
    Activated,
    /// A table was imported.
    Imported {
        /// The file's name.
        file: String,
        /// How many were added.
        added: usize,
        /// How many were changed.
        changed: usize,
    },
    /// The deputies' mandate of a term ended.
    TermEnded {
        /// The term.
        term: u16,
        /// The last day.
        on: Date,
        /// How many deputies' roles ended.
        deputies: usize,
    },
    /// A session of the congress was entered.
    SessionAdded(Session),
}

impl AccountEvent {
    /// What happened, as a sentence without its subject.
    pub fn sentence(&self, county: &County, lang: Lang) -> String {
        let date = |day: Date| crate::wording::date(day, lang);
        match self {
            Self::Added => lang.pick("随名册导入，新增账号".into(), "Added with an imported table".into()),
            Self::Updated => lang.pick("随名册导入，更新资料".into(), "Updated by an imported table".into()),
            Self::RoleGiven(role) => {
                let role = role_word(*role, county, lang);
                lang.pick(format!("授予角色：{role}"), format!("Given the role: {role}"))
            }
            Self::RoleEnded(role) => {
                let role = role_word(*role, county, lang);
                lang.pick(format!("结束角色：{role}"), format!("The role ended: {role}"))
            }
            Self::Moved(township) => {
                let place = township.and_then(|id| county.townships.iter().find(|place| place.id == id));
                let place = place.map_or(lang.pick("无", "none"), |place| place.name(lang));
                lang.pick(format!("代表团改为：{place}"), format!("Delegation changed to: {place}"))
            }
            Self::Suspended => lang.pick("停用账号".into(), "Suspended".into()),
            Self::Restored => lang.pick("恢复账号".into(), "Restored".into()),
            Self::CodeMade { until } => lang.pick(
                format!("制作激活码，{}前有效", date(*until)),
                format!("An activation code was made, good until {}", date(*until)),
            ),
            Self::Activated => lang.pick("用激活码设置了密码".into(), "Set a password with the activation code".into()),
            Self::Imported { file, added, changed } => lang.pick(
                format!("导入“{file}”：新增{added}项，更新{changed}项"),
                format!("Imported “{file}”: {added} added, {changed} changed"),
            ),
            Self::TermEnded { term, on, deputies } => lang.pick(
                format!("第{term}届代表任期于{}结束，共{deputies}人", date(*on)),
                format!("The mandate of the {term}th congress ended on {}: {deputies} deputies", date(*on)),
            ),
            Self::SessionAdded(session) => lang.pick(
                format!("登记第{}届第{}次会议", session.term, session.ordinal),
                format!("Entered session {} of the {}th congress", session.ordinal, session.term),
            ),
        }
    }
}

/// The activation code that chance makes: twenty characters in groups of four.
pub fn code_of(chance: [u8; 16]) -> String {
    let mut bits = u128::from_be_bytes(chance);
    let mut code = String::new();
    for n in 0..CODE_LENGTH {
        if n > 0 && n % 4 == 0 {
            code.push('-');
        }
        let place = usize::try_from(bits & 31).unwrap_or_default();
        code.push(char::from(LETTERS[place]));
        bits >>= 5;
    }
    code
}

/// The fingerprint under which a code is kept (SHA-256 in hexadecimal), however its groups were typed.
///
/// A code has a hundred bits of chance, so a slow hash would add nothing.
pub fn code_fingerprint(typed: &str) -> String {
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    let digest = Sha256::digest(plain.to_ascii_uppercase().as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A session of the congress as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionForm {
    /// The term.
    pub term: String,
    /// The session in the term.
    pub ordinal: String,
    /// Its first day.
    pub opens_on: String,
    /// Its last day.
    pub closes_on: String,
}

impl SessionForm {
    /// Parses it against the sessions that are known: it follows the last one, in number and in time.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every problem.
    pub fn parse(&self, known: &[Session]) -> Result<Session, Refusal> {
        let mut problems = Problems::default();
        let term = problems.keep("term", count(&self.term));
        let ordinal = problems.keep("ordinal", count(&self.ordinal));
        let opens_on = problems.keep("opens_on", date(&self.opens_on));
        let closes_on = problems.keep("closes_on", date(&self.closes_on));
        if let (Some(opens_on), Some(closes_on)) = (opens_on, closes_on)
            && closes_on < opens_on
        {
            problems.note("closes_on", Problem::OutOfOrder);
        }
        if let (Some(term), Some(ordinal), Some(last)) =
            (term, ordinal, known.iter().max_by_key(|session| (session.term, session.ordinal)))
        {
            let follows = (term == last.term && ordinal == last.ordinal + 1) || (term == last.term + 1 && ordinal == 1);
            if !follows {
                problems.note("ordinal", Problem::OutOfOrder);
            }
            if opens_on.is_some_and(|opens_on| known.iter().any(|session| opens_on <= session.closes_on)) {
                problems.note("opens_on", Problem::Overlaps);
            }
        }
        let session =
            (|| Some(Session { term: term?, ordinal: ordinal?, opens_on: opens_on?, closes_on: closes_on? }))();
        problems.finish(session)
    }
}

/// The last day of a term's mandate, typed: not in the future, because roles end when it is entered.
///
/// # Errors
/// [`Refusal::Invalid`] for the field `ends_on`.
pub fn term_end(typed: &str, today: Date) -> Result<Date, Refusal> {
    let mut problems = Problems::default();
    let day = problems.keep("ends_on", date(typed));
    if day.is_some_and(|day| day > today) {
        problems.note("ends_on", Problem::InTheFuture);
    }
    problems.finish(day)
}

fn count(typed: &str) -> Result<u16, Problem> {
    match typed.trim() {
        "" => Err(Problem::Missing),
        text => text.parse().ok().filter(|n| (1..=999).contains(n)).ok_or(Problem::NotACount),
    }
}

fn date(typed: &str) -> Result<Date, Problem> {
    match typed.trim() {
        "" => Err(Problem::Missing),
        text => text.parse().ok().filter(|day: &Date| (1949..=2200).contains(&day.year())).ok_or(Problem::NotADate),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_a_hundred_bits_and_no_look_alikes() {
        let code = code_of([0xa5; 16]);
        assert_eq!(code.len(), 24);
        assert!(code.chars().all(|c| c == '-' || LETTERS.contains(&u8::try_from(c).unwrap_or_default())));
        assert!(!LETTERS.iter().any(|c| b"01IO".contains(c)));
        assert_ne!(code_of([0; 16]), code_of([1; 16]));
    }

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        let kept = code_fingerprint("ABCD-EFGH-2345-6789-ABCD");
        assert_eq!(code_fingerprint(" abcd efgh 2345 6789 abcd"), kept);
        assert_ne!(code_fingerprint("ABCD-EFGH-2345-6789-ABCE"), kept);
    }

    #[test]
    fn sessions_follow_one_another() {
        let day = |text: &str| text.parse::<Date>().expect("a date");
        let known = [Session { term: 17, ordinal: 2, opens_on: day("2026-03-01"), closes_on: day("2026-03-04") }];
        let check = |term: &str, ordinal: &str, opens: &str, closes: &str, expected: &[(&str, Problem)]| {
            let form = SessionForm {
                term: term.into(),
                ordinal: ordinal.into(),
                opens_on: opens.into(),
                closes_on: closes.into(),
            };
            let found = match form.parse(&known) {
                Ok(_) => Vec::new(),
                Err(Refusal::Invalid(errors)) => errors.into_iter().map(|error| (error.field, error.problem)).collect(),
                Err(other) => panic!("{other}"),
            };
            let found: Vec<_> = found.iter().map(|(field, problem)| (field.as_str(), problem.clone())).collect();
            assert_eq!(found, expected, "{term}-{ordinal}");
        };
        check("17", "3", "2027-01-10", "2027-01-13", &[]);
        check("18", "1", "2027-01-10", "2027-01-10", &[]);
        check("17", "4", "2027-01-10", "2027-01-13", &[("ordinal", Problem::OutOfOrder)]);
        check("18", "2", "2027-01-10", "2027-01-13", &[("ordinal", Problem::OutOfOrder)]);
        check("17", "3", "2026-03-04", "2026-03-08", &[("opens_on", Problem::Overlaps)]);
        check("17", "3", "2027-01-13", "2027-01-10", &[("closes_on", Problem::OutOfOrder)]);
        check(
            "x",
            "",
            "?",
            "",
            &[
                ("term", Problem::NotACount),
                ("ordinal", Problem::Missing),
                ("opens_on", Problem::NotADate),
                ("closes_on", Problem::Missing),
            ],
        );
    }
}
