//! People in a table: each row parsed, told apart from its namesakes, and compared with who is known.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Change, Column, Fault, Outcome, Row, RowPlan, RowProblem, Sheet, role_words, shown};
use crate::people::{County, Office, PersonId, Role, TownshipId, UnitId};
use crate::vocabulary::Lang;

/// The most characters of a name.
const MAX_NAME: usize = 30;
/// The most characters of a roster number.
const MAX_KEY: usize = 40;
/// The fewest and the most characters of an account name.
const LOGIN: std::ops::RangeInclusive<usize> = 3..=60;

/// A person as the store knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPerson {
    /// The id.
    pub id: PersonId,
    /// The roster number.
    pub key: Option<String>,
    /// The account name.
    pub login: String,
    /// The name.
    pub name: String,
    /// The delegation.
    pub township: Option<TownshipId>,
    /// The telephone.
    pub phone: Option<String>,
    /// The address for mail.
    pub email: Option<String>,
    /// The roles held today.
    pub roles: Vec<Role>,
    /// Whether the account is suspended.
    pub suspended: bool,
}

/// A row of the roster, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// The line in the file.
    pub line: u32,
    /// The roster number.
    pub key: Option<String>,
    /// The account name, given or made of the roster number.
    pub login: Option<String>,
    /// The name.
    pub name: String,
    /// The delegation, where the row gives one.
    pub township: Option<TownshipId>,
    /// The role.
    pub role: Role,
    /// The telephone, where the row gives one.
    pub phone: Option<String>,
    /// The address for mail, where the row gives one.
    pub email: Option<String>,
}

/// What is written for one person when the table is imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Who it is; `None` for somebody new.
    pub id: Option<PersonId>,
    /// The roster number.
    pub key: Option<String>,
    /// The account name.
    pub login: String,
    /// The name.
    pub name: String,
    /// The delegation.
    pub township: Option<TownshipId>,
    /// The telephone.
    pub phone: Option<String>,
    /// The address for mail.
    pub email: Option<String>,
    /// The roles that are added. No role is ever taken away by an import.
    pub roles: Vec<Role>,
}

/// Whether an account name has the characters that it may have.
pub(crate) fn is_login(login: &str) -> bool {
    LOGIN.contains(&login.chars().count())
        && login.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c))
}

/// Plans an import: what each row will do, and what will be written, which is nothing where a row is broken.
///
/// A person is found by roster number, else by account name. What a row leaves empty stays as it is.
pub fn plan_people(sheet: &Sheet, county: &County, known: &[KnownPerson], lang: Lang) -> (Vec<RowPlan>, Vec<Written>) {
    let mut rows = Vec::new();
    let mut parsed: BTreeMap<u32, PersonRow> = BTreeMap::new();
    for row in &sheet.rows {
        let (cells, mut problems) = sheet.cells(row);
        let cell = |column| cells.get(&column).map_or("", String::as_str);
        let subject = [cell(Column::Name), cell(Column::Key)].join(" ").trim().to_owned();
        if row.is_empty() {
            rows.push(RowPlan { line: row.line, subject: String::new(), outcome: Outcome::Empty });
            continue;
        }
        if let Some(person) = parse(row, &cells, county, &mut problems) {
            parsed.insert(row.line, person);
        }
        let outcome = if problems.is_empty() { Outcome::Unchanged } else { Outcome::Broken(problems) };
        rows.push(RowPlan { line: row.line, subject, outcome });
    }
    let mut table = Table::new(county, known, lang);
    for plan in &mut rows {
        // A row with some other fault is still compared, so that every fault is told at once.
        let Some(row) = parsed.get(&plan.line) else { continue };
        match (table.take(row), &mut plan.outcome) {
            (Err(mut problems), Outcome::Broken(all)) => all.append(&mut problems),
            (Err(problems), outcome) => *outcome = Outcome::Broken(problems),
            (Ok(_), Outcome::Broken(_)) => {}
            (Ok(done), outcome) => *outcome = done,
        }
    }
    let is_broken = rows.iter().any(|row| matches!(row.outcome, Outcome::Broken(_)));
    let written = if is_broken { Vec::new() } else { table.written() };
    (rows, written)
}

/// Parses a row. Answers `None` where so much is wrong that it cannot be compared with other rows.
fn parse(
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

/// Eleven digits of a mobile telephone, or seven to fifteen with an area code.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.chars().all(|c| c.is_ascii_digit() || c == '-' || c == '+') && (7..=15).contains(&digits) && text.len() <= 20
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

/// The account name that a roster number makes: its letters and digits.
fn login_of(key: &str) -> Option<String> {
    let login: String = key.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    is_login(&login).then_some(login)
}

/// The people of the table so far, against those who are known.
struct Table<'a> {
    county: &'a County,
    known: &'a [KnownPerson],
    lang: Lang,
    people: Vec<Gathered>,
    /// Who has a roster number, an account name or an address, by their place in `people`.
    by_key: BTreeMap<String, usize>,
    by_login: BTreeMap<String, usize>,
    by_email: BTreeMap<String, usize>,
}

/// A person with the rows that speak of them.
struct Gathered {
    first: PersonRow,
    roles: Vec<(Role, u32)>,
    written: Written,
    changes: bool,
}

impl<'a> Table<'a> {
    fn new(county: &'a County, known: &'a [KnownPerson], lang: Lang) -> Self {
        let (people, by_key, by_login, by_email) = Default::default();
        Self { county, known, lang, people, by_key, by_login, by_email }
    }

    /// Takes a row in: what it will do, or why it cannot.
    fn take(&mut self, row: &PersonRow) -> Result<Outcome, Vec<RowProblem>> {
        let earlier = match &row.key {
            Some(key) => self.by_key.get(key),
            None => row.login.as_ref().and_then(|login| self.by_login.get(login)),
        };
        match earlier.copied() {
            Some(n) => self.again(n, row),
            None => self.first(row),
        }
    }

    /// A further row of somebody who stands in the table already: another role, and nothing else that differs.
    fn again(&mut self, n: usize, row: &PersonRow) -> Result<Outcome, Vec<RowProblem>> {
        let person = &mut self.people[n];
        let line = person.first.line;
        if let Some((_, line)) = person.roles.iter().find(|(role, _)| *role == row.role) {
            return Err(vec![RowProblem { column: Some(Column::Key), fault: Fault::Repeated { line: *line } }]);
        }
        let differs = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
        let contradictions = [
            (Column::Name, person.first.name != row.name),
            (Column::Login, differs(&person.first.login, &row.login)),
            (
                Column::Township,
                row.township.is_some() && person.first.township.is_some_and(|id| Some(id) != row.township),
            ),
            (Column::Phone, differs(&person.first.phone, &row.phone)),
            (Column::Email, differs(&person.first.email, &row.email)),
        ];
        let contradictions: Vec<_> = (contradictions.into_iter().filter(|(_, differs)| *differs))
            .map(|(column, _)| RowProblem { column: Some(column), fault: Fault::Contradicts { line } })
            .collect();
        if !contradictions.is_empty() {
            return Err(contradictions);
        }
        person.roles.push((row.role, row.line));
        let known = person.written.id.and_then(|id| self.known.iter().find(|known| known.id == id));
        if known.is_some_and(|known| known.roles.contains(&row.role)) {
            return Ok(Outcome::Unchanged);
        }
        person.written.roles.push(row.role);
        person.changes = true;
        let to = role_word(row.role, self.county, self.lang);
        Ok(Outcome::Change(vec![Change { column: Column::Role, from: shown(None, self.lang), to }]))
    }

    /// The first row of a person.
    fn first(&mut self, row: &PersonRow) -> Result<Outcome, Vec<RowProblem>> {
        let problem = |column, fault| RowProblem { column: Some(column), fault };
        let by_key = row.key.as_ref().and_then(|key| self.known.iter().find(|p| p.key.as_ref() == Some(key)));
        let by_login = row.login.as_ref().and_then(|login| self.known.iter().find(|p| p.login == *login));
        // Somebody who came without a roster number gets it now; somebody with another number is another person.
        let known = by_key.or(by_login.filter(|p| row.key.is_none() || p.key.is_none()));
        let mut problems = Vec::new();
        let login = match (&row.login, known, &row.key) {
            (Some(login), _, _) => Some(login.clone()),
            (None, Some(known), _) => Some(known.login.clone()),
            (None, None, key) => key.as_deref().and_then(login_of),
        };
        match &login {
            None => problems.push(problem(Column::Login, Fault::NoLoginFromKey)),
            Some(login) => {
                let owner = self.known.iter().find(|p| p.login == *login);
                if owner.is_some_and(|owner| known.is_none_or(|known| known.id != owner.id)) {
                    problems.push(problem(Column::Login, Fault::LoginTaken));
                } else if let Some(&n) = self.by_login.get(login) {
                    problems.push(problem(Column::Login, Fault::LoginRepeated { line: self.people[n].first.line }));
                }
            }
        }
        if let Some(email) = &row.email {
            let owner = self.known.iter().find(|p| p.email.as_ref() == Some(email));
            if owner.is_some_and(|owner| known.is_none_or(|known| known.id != owner.id)) {
                problems.push(problem(Column::Email, Fault::EmailTaken));
            } else if let Some(&n) = self.by_email.get(email) {
                problems.push(problem(Column::Email, Fault::EmailRepeated { line: self.people[n].first.line }));
            }
        }
        if known.is_some_and(|known| known.suspended) {
            problems.push(problem(Column::Name, Fault::Suspended));
        }
        // It is remembered also when it is broken, so that later rows are compared with it.
        let written = Written {
            id: known.map(|known| known.id),
            key: row.key.clone().or_else(|| known.and_then(|known| known.key.clone())),
            login: login.clone().unwrap_or_default(),
            name: row.name.clone(),
            township: row.township.or_else(|| known.and_then(|known| known.township)),
            phone: row.phone.clone().or_else(|| known.and_then(|known| known.phone.clone())),
            email: row.email.clone().or_else(|| known.and_then(|known| known.email.clone())),
            roles: if known.is_some_and(|known| known.roles.contains(&row.role)) { Vec::new() } else { vec![row.role] },
        };
        let outcome = match known {
            None => Outcome::Add,
            Some(known) => {
                let changes = self.changes(known, &written);
                if changes.is_empty() { Outcome::Unchanged } else { Outcome::Change(changes) }
            }
        };
        let n = self.people.len();
        if let Some(key) = &row.key {
            self.by_key.insert(key.clone(), n);
        }
        if let Some(login) = login {
            self.by_login.entry(login).or_insert(n);
        }
        if let Some(email) = &row.email {
            self.by_email.entry(email.clone()).or_insert(n);
        }
        let changes = outcome != Outcome::Unchanged;
        self.people.push(Gathered { first: row.clone(), roles: vec![(row.role, row.line)], written, changes });
        if problems.is_empty() { Ok(outcome) } else { Err(problems) }
    }

    fn changes(&self, known: &KnownPerson, written: &Written) -> Vec<Change> {
        let place = |id: Option<TownshipId>| {
            id.and_then(|id| self.county.townships.iter().find(|place| place.id == id)).map(|place| place.name.as_str())
        };
        let fields = [
            (Column::Key, known.key.as_deref(), written.key.as_deref()),
            (Column::Login, Some(known.login.as_str()), Some(written.login.as_str())),
            (Column::Name, Some(known.name.as_str()), Some(written.name.as_str())),
            (Column::Township, place(known.township), place(written.township)),
            (Column::Phone, known.phone.as_deref(), written.phone.as_deref()),
            (Column::Email, known.email.as_deref(), written.email.as_deref()),
        ];
        let fields = fields.into_iter().filter(|(_, from, to)| from != to);
        let mut changes: Vec<_> = fields
            .map(|(column, from, to)| Change { column, from: shown(from, self.lang), to: shown(to, self.lang) })
            .collect();
        changes.extend(written.roles.iter().map(|role| Change {
            column: Column::Role,
            from: shown(None, self.lang),
            to: role_word(*role, self.county, self.lang),
        }));
        changes
    }

    /// Those who are new or change.
    fn written(self) -> Vec<Written> {
        self.people.into_iter().filter(|person| person.changes).map(|person| person.written).collect()
    }
}

/// A role in words, with its unit where it has one.
pub(crate) fn role_word(role: Role, county: &County, lang: Lang) -> String {
    let word = role.office().word(lang);
    let unit = role.unit().and_then(|id: UnitId| county.units.iter().find(|unit| unit.id == id));
    match unit {
        Some(unit) => lang.pick(format!("{word}（{}）", unit.name), format!("{word} ({})", unit.name_en)),
        None => word.to_owned(),
    }
}
