//! The roster as a table: rows of cells become typed rows or problems, and then what each row will do.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::problem::Problem;
use crate::text::Text;
use crate::vocabulary::{Lang, vocabulary};

mod fault;
mod people;
mod units;

pub use fault::{Fault, FileFault};
pub(crate) use people::role_word;
pub use people::{KnownPerson, PersonRow, Written, plan_people};
pub use units::{KnownUnit, UnitRow, plan_units};

/// The most rows of a table, its heading not counted.
pub const MAX_ROWS: usize = 5000;
/// The most columns of a table.
pub const MAX_COLUMNS: usize = 50;
/// The most characters of a cell.
pub const MAX_CELL: usize = 500;

vocabulary! {
    /// What a table is about.
    pub enum Kind {
        /// People with their roles.
        People = "people", "人员名册", "People";
        /// The units that handle proposals.
        Units = "units", "承办单位", "Units";
    }
}

vocabulary! {
    /// A column that is read. Others may stand in the table and are passed over.
    pub enum Column {
        /// What tells two people of the same name apart, and finds somebody again after years.
        Key = "key", "代表证号", "Roster number";
        /// The person's name.
        Name = "name", "姓名", "Name";
        /// The account name.
        Login = "login", "账号", "Account";
        /// The delegation.
        Township = "township", "代表团", "Delegation";
        /// The office.
        Role = "role", "角色", "Role";
        /// The unit of a clerk or head.
        Unit = "unit", "单位", "Unit";
        /// The telephone.
        Phone = "phone", "手机", "Telephone";
        /// The address for mail.
        Email = "email", "邮箱", "E-mail";
        /// The unit's name.
        UnitName = "unit_name", "单位名称", "Unit name";
        /// The unit's English name.
        UnitNameEn = "unit_name_en", "英文名称", "English name";
        /// The unit's short name.
        ShortName = "short_name", "简称", "Short name";
        /// Whether it is a department of the government.
        IsGovernment = "is_government", "是否政府部门", "Government department";
        /// Whether papers can be handed over to it.
        Status = "status", "状态", "Status";
    }
}

impl Kind {
    /// The columns, in the order of the template.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::People => &[
                Column::Key,
                Column::Name,
                Column::Login,
                Column::Township,
                Column::Role,
                Column::Unit,
                Column::Phone,
                Column::Email,
            ],
            Self::Units => {
                &[Column::UnitName, Column::UnitNameEn, Column::ShortName, Column::IsGovernment, Column::Status]
            }
        }
    }

    /// The columns without which a table cannot be read.
    pub fn required(self) -> &'static [Column] {
        match self {
            Self::People => &[Column::Name, Column::Role],
            Self::Units => &[Column::UnitName],
        }
    }

    /// The column of a heading as offices write it.
    pub fn column(self, heading: &str) -> Option<Column> {
        let plain: String = heading.chars().filter(|c| !c.is_whitespace() && !"*＊:：（）()".contains(*c)).collect();
        let plain = plain.to_lowercase();
        let aliases: &[(Column, &[&str])] = match self {
            Self::People => &[
                (Column::Key, &["代表证号", "证号", "编号", "人员编号", "工号", "key", "rosternumber", "deputynumber"]),
                (Column::Name, &["姓名", "代表姓名", "name"]),
                (Column::Login, &["账号", "帐号", "登录名", "account", "login"]),
                (Column::Township, &["代表团", "乡镇", "代表团/乡镇", "选区", "delegation", "township"]),
                (Column::Role, &["角色", "身份", "role", "office"]),
                (Column::Unit, &["单位", "所在单位", "承办单位", "unit"]),
                (Column::Phone, &["手机", "手机号", "手机号码", "电话", "联系电话", "phone", "telephone"]),
                (Column::Email, &["邮箱", "电子邮箱", "email", "e-mail"]),
            ],
            Self::Units => &[
                (Column::UnitName, &["单位名称", "单位", "名称", "unitname", "unit", "name"]),
                (Column::UnitNameEn, &["英文名称", "英文名", "englishname"]),
                (Column::ShortName, &["简称", "shortname"]),
                (Column::IsGovernment, &["是否政府部门", "政府部门", "governmentdepartment", "government"]),
                (Column::Status, &["状态", "status"]),
            ],
        };
        aliases.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(column, _)| *column)
    }
}

/// A cell as it came out of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Text, or a number written as text.
    Text(String),
    /// Computed by a formula: its value depends on what else stood in the workbook.
    Formula,
    /// An error of the spreadsheet, `#N/A` for instance.
    Error,
    /// A date, which spreadsheets make of numbers with hyphens.
    Date,
    /// Bytes that are no text in the file's encoding.
    Undecodable,
}

/// A row with the number of its line in the file, from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The line, as the program that shows the table counts it.
    pub line: u32,
    /// The cells, from the first column.
    pub cells: Vec<Cell>,
}

/// A table with its headings found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// What it is about.
    pub kind: Kind,
    /// The column of each place; `None` for one that is passed over.
    pub columns: Vec<Option<Column>>,
    /// The rows under the heading.
    pub rows: Vec<Row>,
}

impl Sheet {
    /// Finds the headings in the first row that is not empty.
    ///
    /// # Errors
    /// Where there is no row, a heading is missing or stands twice, or there are too many rows or columns.
    pub fn read(kind: Kind, rows: Vec<Row>) -> Result<Self, FileFault> {
        let mut rows = rows.into_iter().skip_while(Row::is_empty);
        let heading = rows.next().ok_or(FileFault::Empty)?;
        if heading.cells.len() > MAX_COLUMNS {
            return Err(FileFault::TooManyColumns);
        }
        let columns: Vec<_> = heading
            .cells
            .iter()
            .map(|cell| match cell {
                Cell::Text(text) => kind.column(text),
                _ => None,
            })
            .collect();
        for &column in kind.columns() {
            if columns.iter().filter(|&&found| found == Some(column)).count() > 1 {
                return Err(FileFault::HeadingTwice(column));
            }
        }
        let missing: Vec<_> =
            kind.required().iter().copied().filter(|column| !columns.contains(&Some(*column))).collect();
        if !missing.is_empty() {
            return Err(FileFault::HeadingMissing(missing));
        }
        let mut rows: Vec<_> = rows.collect();
        while rows.last().is_some_and(Row::is_empty) {
            rows.pop();
        }
        if rows.is_empty() {
            return Err(FileFault::Empty);
        }
        if rows.len() > MAX_ROWS {
            return Err(FileFault::TooManyRows);
        }
        Ok(Self { kind, columns, rows })
    }

    /// A row's cells by column, with what is wrong with the row as a whole or with single cells.
    fn cells(&self, row: &Row) -> (BTreeMap<Column, String>, Vec<RowProblem>) {
        let mut problems = Vec::new();
        let surplus = row.cells.iter().skip(self.columns.len());
        if surplus.filter(|cell| **cell != Cell::Text(String::new())).count() > 0 {
            problems.push(RowProblem { column: None, fault: Fault::TooManyCells { max: self.columns.len() } });
        }
        if row.cells.len() < self.columns.len() {
            problems.push(RowProblem { column: None, fault: Fault::TooFewCells { min: self.columns.len() } });
        }
        let mut cells = BTreeMap::new();
        for (column, cell) in self.columns.iter().zip(&row.cells) {
            let Some(column) = *column else { continue };
            let fault = match cell {
                Cell::Text(text) => match Text::<0, MAX_CELL, false>::parse(text) {
                    Ok(text) => {
                        cells.insert(column, text.as_str().to_owned());
                        continue;
                    }
                    Err(Problem::TooLong { max, .. }) => Fault::TooLong { max },
                    Err(_) => Fault::ControlCharacter,
                },
                Cell::Formula => Fault::Formula,
                Cell::Error => Fault::CellError,
                Cell::Date => Fault::DateCell,
                Cell::Undecodable => Fault::Undecodable,
            };
            problems.push(RowProblem { column: Some(column), fault });
        }
        (cells, problems)
    }
}

impl Row {
    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| matches!(cell, Cell::Text(text) if text.trim().is_empty()))
    }
}

/// What is wrong with a row, and in which column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowProblem {
    /// The column, where it is one.
    pub column: Option<Column>,
    /// What is wrong and what to do.
    pub fault: Fault,
}

/// A field that a row changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The field.
    pub column: Column,
    /// What stands there now.
    pub from: String,
    /// What will stand there.
    pub to: String,
}

/// What a row will do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Adds somebody or something new.
    Add,
    /// Changes these fields.
    Change(Vec<Change>),
    /// Says what is known already.
    Unchanged,
    /// Nothing: the row is empty.
    Empty,
    /// Cannot be carried out.
    Broken(Vec<RowProblem>),
}

/// What a row will do, for the preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowPlan {
    /// The line in the file.
    pub line: u32,
    /// Whom or what it is about, as the row has it.
    pub subject: String,
    /// What it will do.
    pub outcome: Outcome,
}

/// How many rows will do what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Rows that add.
    pub add: usize,
    /// Rows that change.
    pub change: usize,
    /// Rows that change nothing.
    pub unchanged: usize,
    /// Empty rows.
    pub empty: usize,
    /// Broken rows.
    pub broken: usize,
}

impl Counts {
    /// Counts the rows of a plan.
    pub fn of(rows: &[RowPlan]) -> Self {
        let mut counts = Self::default();
        for row in rows {
            match row.outcome {
                Outcome::Add => counts.add += 1,
                Outcome::Change(_) => counts.change += 1,
                Outcome::Unchanged => counts.unchanged += 1,
                Outcome::Empty => counts.empty += 1,
                Outcome::Broken(_) => counts.broken += 1,
            }
        }
        counts
    }
}

/// A fingerprint of what a table would do (SHA-256 in hexadecimal): it differs as soon as one row would do something else.
pub fn fingerprint(rows: &[RowPlan]) -> String {
    let digest = Sha256::digest(format!("{rows:?}").as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A role's word as tables have it.
fn role_words(office: crate::people::Office) -> &'static [&'static str] {
    use crate::people::Office;
    match office {
        Office::Deputy => &["代表", "人大代表", "deputy"],
        Office::CongressOffice => &["代表工委", "人大代表工委", "congress office"],
        Office::GovernmentOffice => &["政府办", "政府办（督查室）", "政府办(督查室)", "督查室", "government office"],
        Office::UnitClerk => &["经办人", "承办单位经办人", "unit clerk", "clerk"],
        Office::UnitHead => &["签发人", "承办单位签发人", "unit head", "head"],
        Office::Supervisor => &["督办领导", "supervisor"],
        Office::Administrator => &["管理员", "系统管理员", "administrator"],
    }
}

/// What stands where nothing is known.
fn shown(value: Option<&str>, lang: Lang) -> String {
    value.map_or_else(|| lang.pick("（空）", "(empty)").to_owned(), str::to_owned)
}
