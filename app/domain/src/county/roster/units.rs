//! Units in a table: each row parsed and compared with the units that are known.

use std::collections::BTreeMap;

use ground::vocabulary::Lang;

use super::{Change, Column, Fault, Outcome, RowPlan, RowProblem, Sheet, shown};
use crate::county::people::BodyId;

/// The most characters of a unit's name.
const MAX_NAME: usize = 60;

/// A unit as the store knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownUnit {
    pub id: BodyId,
    /// What the table says of a unit.
    pub row: UnitRow,
}

/// What a row says of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRow {
    /// The Chinese name, by which it is found.
    pub name: String,
    /// The English name; the Chinese one where none is given.
    pub name_en: String,
    pub short_name: Option<String>,
    /// Whether it is a department of the government.
    pub is_government: bool,
    /// Whether papers can be handed over to it.
    pub is_open: bool,
}

/// Plans an import of units: what each row will do, and what will be written, which is nothing where a row is broken.
pub fn plan_units(sheet: &Sheet, known: &[KnownUnit], lang: Lang) -> (Vec<RowPlan>, Vec<(Option<BodyId>, UnitRow)>) {
    let (mut rows, mut written) = (Vec::new(), Vec::new());
    let mut lines: BTreeMap<String, u32> = BTreeMap::new();
    for row in &sheet.rows {
        if row.is_empty() {
            rows.push(RowPlan { line: row.line, subject: String::new(), outcome: Outcome::Empty });
            continue;
        }
        let (cells, mut problems) = sheet.cells(row);
        let cell = |column: Column| cells.get(&column).map(String::as_str).filter(|text| !text.is_empty());
        let name = cell(Column::UnitName).unwrap_or_default();
        let known_unit = known.iter().find(|unit| unit.row.name == name);
        let told: Vec<_> = problems.iter().filter_map(|problem| problem.column).collect();
        let mut note = |column: Column, fault: Fault| {
            if !told.contains(&column) {
                problems.push(RowProblem { column: Some(column), fault });
            }
        };
        if name.is_empty() {
            note(Column::UnitName, Fault::Missing);
        } else if let Some(&line) = lines.get(name) {
            note(Column::UnitName, Fault::Repeated { line });
        } else {
            lines.insert(name.to_owned(), row.line);
        }
        for column in [Column::UnitName, Column::UnitNameEn, Column::ShortName] {
            if cell(column).is_some_and(|text| text.chars().count() > MAX_NAME) {
                note(column, Fault::TooLong { max: MAX_NAME });
            }
        }
        let is_government = match cell(Column::IsGovernment).map(str::to_lowercase).as_deref() {
            None => known_unit.is_none_or(|unit| unit.row.is_government),
            Some("是" | "yes" | "y" | "1") => true,
            Some("否" | "no" | "n" | "0") => false,
            Some(_) => {
                note(Column::IsGovernment, Fault::NotYesOrNo);
                true
            }
        };
        let is_open = match cell(Column::Status).map(str::to_lowercase).as_deref() {
            None => known_unit.is_none_or(|unit| unit.row.is_open),
            Some("在用" | "正常" | "启用" | "in use" | "open") => true,
            Some("停用" | "撤销" | "closed") => false,
            Some(_) => {
                note(Column::Status, Fault::NotAStatus);
                true
            }
        };
        let name_en = cell(Column::UnitNameEn).map(str::to_owned);
        let short_name = cell(Column::ShortName).map(str::to_owned);
        let unit = UnitRow {
            name: name.to_owned(),
            name_en: name_en.or_else(|| known_unit.map(|u| u.row.name_en.clone())).unwrap_or_else(|| name.to_owned()),
            short_name: short_name.or_else(|| known_unit.and_then(|u| u.row.short_name.clone())),
            is_government,
            is_open,
        };
        let outcome = if problems.is_empty() {
            match known_unit {
                None => Outcome::Add,
                Some(known) if known.row == unit => Outcome::Unchanged,
                Some(known) => Outcome::Change(changes(&known.row, &unit, lang)),
            }
        } else {
            Outcome::Broken(problems)
        };
        rows.push(RowPlan { line: row.line, subject: name.to_owned(), outcome });
        if known_unit.is_none_or(|known| known.row != unit) {
            written.push((known_unit.map(|known| known.id), unit));
        }
    }
    if rows.iter().any(|row| matches!(row.outcome, Outcome::Broken(_))) {
        written.clear();
    }
    (rows, written)
}

fn changes(known: &UnitRow, unit: &UnitRow, lang: Lang) -> Vec<Change> {
    let yes_no = |yes: bool| if yes { lang.pick("是", "yes") } else { lang.pick("否", "no") };
    let status = |open: bool| if open { lang.pick("在用", "in use") } else { lang.pick("停用", "closed") };
    let fields = [
        (Column::UnitNameEn, Some(known.name_en.as_str()), Some(unit.name_en.as_str())),
        (Column::ShortName, known.short_name.as_deref(), unit.short_name.as_deref()),
        (Column::IsGovernment, Some(yes_no(known.is_government)), Some(yes_no(unit.is_government))),
        (Column::Status, Some(status(known.is_open)), Some(status(unit.is_open))),
    ];
    let fields = fields.into_iter().filter(|(_, from, to)| from != to);
    fields.map(|(column, from, to)| Change { column, from: shown(from, lang), to: shown(to, lang) }).collect()
}
