//! People in a table: each row parsed, told apart from its namesakes, and compared with who is known.

mod row;
mod table;

use std::collections::BTreeMap;

use ground::vocabulary::Lang;
use serde::{Deserialize, Serialize};

use super::{Column, Outcome, RowPlan, Sheet};
use crate::county::people::{BodyId, County, PersonId, Role, TownshipId};

pub use row::PersonRow;
use row::parse;
use table::Table;

/// A person as the store knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPerson {
    pub id: PersonId,
    /// The roster number.
    pub key: Option<String>,
    /// The account name.
    pub login: String,
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

/// What is written for one person when the table is imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Who it is; `None` for somebody new.
    pub id: Option<PersonId>,
    /// The roster number.
    pub key: Option<String>,
    /// The account name.
    pub login: String,
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

/// A role in words, with its unit where it has one.
pub(crate) fn role_word(role: Role, county: &County, lang: Lang) -> String {
    let word = role.office().word(lang);
    let unit = role.unit().and_then(|id: BodyId| county.units.iter().find(|unit| unit.id == id));
    match unit {
        Some(unit) => lang.pick(format!("{word}（{}）", unit.name), format!("{word} ({})", unit.name_en)),
        None => word.to_owned(),
    }
}
