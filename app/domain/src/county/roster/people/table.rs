//! The people of a table: rows of one person together, told apart from namesakes, compared with who is known.

use std::collections::BTreeMap;

use ground::vocabulary::Lang;

use super::row::is_login;
use super::{KnownPerson, PersonRow, Written, role_word};
use crate::county::people::{County, Role, TownshipId};
use crate::county::roster::{Change, Column, Fault, Outcome, RowProblem, shown};

/// The account name that a roster number makes: its letters and digits.
fn login_of(key: &str) -> Option<String> {
    let login: String = key.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    is_login(&login).then_some(login)
}

/// The people of the table so far, against those who are known.
pub(super) struct Table<'a> {
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
    pub(super) fn new(county: &'a County, known: &'a [KnownPerson], lang: Lang) -> Self {
        let (people, by_key, by_login, by_email) = Default::default();
        Self { county, known, lang, people, by_key, by_login, by_email }
    }

    /// Takes a row in: what it will do, or why it cannot.
    pub(super) fn take(&mut self, row: &PersonRow) -> Result<Outcome, Vec<RowProblem>> {
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
    pub(super) fn written(self) -> Vec<Written> {
        self.people.into_iter().filter(|person| person.changes).map(|person| person.written).collect()
    }
}
