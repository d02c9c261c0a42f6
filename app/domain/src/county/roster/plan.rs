//! What each row of a table will do, or what is wrong with it.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Column, Fault};

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
