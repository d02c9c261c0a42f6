//! One row about a person, parsed.

use std::collections::BTreeMap;

use crate::county::people::{County, Office, Role, TownshipId};
use crate::county::roster::{Column, Fault, Row, RowProblem, role_words};

/// The most characters of a name.
const MAX_NAME: usize = 30;
/// The most characters of a roster number.
const MAX_KEY: usize = 40;
/// The fewest and the most characters of an account name.
const LOGIN: std::ops::RangeInclusive<usize> = 3..=60;

/// A row of the roster, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// The line in the file.
    pub line: u32,
    /// The roster number.
    pub key: Option<String>,
    /// The account name, given or made of the roster number.
    pub login: Option<String>,
    pub name: String,
    /// The delegation, where the row gives one.
    pub township: Option<TownshipId>,
    pub role: Role,
    /// The telephone, where the row gives one.
    pub phone: Option<String>,
    /// The address for mail, where the row gives one.
    pub email: Option<String>,
}

/// Whether an account name has the characters that it may have.
pub(super) fn is_login(login: &str) -> bool {
    LOGIN.contains(&login.chars().count())
        && login.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c))
}

/// Parses a row. Answers `None` where so much is wrong that it cannot be compared with other rows.
pub(super) fn parse(
    row: &Row,
    cells: &BTreeMap<Column, String>,
    county: &County,
    problems: &mut Vec<RowProblem>,
) -> Option<PersonRow> {
    let told: Vec<_> = problems.iter().filter_map(|problem| problem.column).collect();
    let mut note = |column: Column, fault: Fault| {
        // A cell that could not even be read is not also missing.
        if !told.contains(&column) {
            problems.push(RowProblem { column: Some(column), fault });
        }
    };
    let cell = |column: Column| cells.get(&column).map(String::as_str).filter(|text| !text.is_empty());
    let name = cell(Column::Name);
    match name {
        None => note(Column::Name, Fault::Missing),
        Some(name) if name.chars().count() > MAX_NAME => note(Column::Name, Fault::TooLong { max: MAX_NAME }),
        Some(_) => {}
    }
    let key = cell(Column::Key);
    if let Some(key) = key
        && (key.chars().count() > MAX_KEY || !key.chars().all(|c| c.is_alphanumeric() || "-_./".contains(c)))
    {
        note(Column::Key, Fault::BadKey);
    }
    let login = cell(Column::Login).map(str::to_lowercase);
    match (&login, key) {
        (Some(login), _) if !is_login(login) => note(Column::Login, Fault::BadLogin),
        (None, None) => note(Column::Key, Fault::NoKey),
        _ => {}
    }
    let role_word = cell(Column::Role);
    let office = role_word.and_then(office_of);
    match (role_word, office) {
        (None, _) => note(Column::Role, Fault::Missing),
        (Some(_), None) => note(Column::Role, Fault::UnknownRole),
        _ => {}
    }
    let unit_word = cell(Column::Unit);
    let has_unit = matches!(office, Some(Office::UnitClerk | Office::UnitHead));
    let unit = unit_word.and_then(|word| county.unit_named(word));
    match (has_unit, unit_word, unit) {
        (true, None, _) => note(Column::Unit, Fault::Missing),
        (true, Some(_), None) => note(Column::Unit, Fault::UnknownUnit),
        (true, _, Some(unit)) if county.is_closed(unit) => note(Column::Unit, Fault::ClosedUnit),
        (false, Some(_), _) if office.is_some() => note(Column::Unit, Fault::UnitNotForRole),
        _ => {}
    }
    let township_word = cell(Column::Township);
    let township = township_word.and_then(|word| county.township_named(word));
    match (office, township_word, township) {
        (Some(Office::Deputy), None, _) => note(Column::Township, Fault::Missing),
        (_, Some(_), None) => note(Column::Township, Fault::UnknownTownship),
        _ => {}
    }
    let phone = cell(Column::Phone).map(|text| text.replace(' ', ""));
    if phone.as_deref().is_some_and(|phone| !is_phone(phone)) {
        note(Column::Phone, Fault::BadPhone);
    }
    let email = cell(Column::Email).map(str::to_lowercase);
    if email.as_deref().is_some_and(|email| !is_email(email)) {
        note(Column::Email, Fault::BadEmail);
    }
    let role = Role::from_parts(office?, if has_unit { unit } else { None })?;
    if key.is_none() && login.is_none() {
        return None;
    }
    Some(PersonRow {
        line: row.line,
        key: key.map(str::to_owned),
        login,
        name: name?.to_owned(),
        township,
        role,
        phone,
        email,
    })
}

fn office_of(word: &str) -> Option<Office> {
    let word = word.to_lowercase();
    Office::ALL.iter().copied().find(|office| role_words(*office).contains(&word.as_str()))
}

/// Eleven digits of a mobile telephone, or seven to fifteen with an area code and an extension; or two such numbers.
fn is_phone(text: &str) -> bool {
    let is_number = |number: &str| {
        let digits = number.chars().filter(char::is_ascii_digit).count();
        number.chars().all(|c| c.is_ascii_digit() || "-+()转".contains(c)) && (7..=15).contains(&digits)
    };
    text.split('/').count() <= 2 && text.split('/').all(is_number) && text.chars().count() <= 40
}

/// One `@` between a name and a host with a dot; what else is possible in an address no office uses.
fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let is_plain = |part: &str| part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.+".contains(c));
    text.len() <= 254
        && !name.is_empty()
        && is_plain(name)
        && is_plain(host)
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
}
