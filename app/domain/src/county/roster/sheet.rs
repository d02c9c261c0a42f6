//! A table as it came out of a file: rows of cells, and the headings that are found in it.

use std::collections::BTreeMap;

use ground::text::Text;
use serde::{Deserialize, Serialize};

use super::{Column, Fault, Kind, MAX_CELL, MAX_COLUMNS, MAX_ROWS, RowProblem, TableFault};

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
    pub fn read(kind: Kind, rows: Vec<Row>) -> Result<Self, TableFault> {
        let mut rows = rows.into_iter().skip_while(Row::is_empty);
        let heading = rows.next().ok_or(TableFault::Empty)?;
        if heading.cells.len() > MAX_COLUMNS {
            return Err(TableFault::TooManyColumns);
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
                return Err(TableFault::HeadingTwice(column));
            }
        }
        let missing: Vec<_> =
            kind.required().iter().copied().filter(|column| !columns.contains(&Some(*column))).collect();
        if !missing.is_empty() {
            return Err(TableFault::HeadingMissing(missing));
        }
        let mut rows: Vec<_> = rows.collect();
        while rows.last().is_some_and(Row::is_empty) {
            rows.pop();
        }
        if rows.is_empty() {
            return Err(TableFault::Empty);
        }
        if rows.len() > MAX_ROWS {
            return Err(TableFault::TooManyRows);
        }
        Ok(Self { kind, columns, rows })
    }

    /// A row's cells by column, with what is wrong with the row as a whole or with single cells.
    pub(super) fn cells(&self, row: &Row) -> (BTreeMap<Column, String>, Vec<RowProblem>) {
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
                        cells.insert(column, column.read(text.as_str()));
                        continue;
                    }
                    Err(_) => Fault::TooLong { max: MAX_CELL },
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
