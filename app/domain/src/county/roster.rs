//! The roster as a table: rows of cells become typed rows or problems, and then what each row will do.

use ground::vocabulary::Lang;

mod column;
mod fault;
mod people;
mod plan;
mod sheet;
mod units;

pub use column::{Column, Kind};
pub use fault::{Fault, TableFault};
pub(crate) use people::role_word;
pub use people::{KnownPerson, PersonRow, Written, plan_people};
pub use plan::{Change, Counts, Outcome, RowPlan, RowProblem, fingerprint};
pub use sheet::{Cell, Row, Sheet};
pub use units::{KnownUnit, UnitRow, plan_units};

/// The most rows of a table, its heading not counted.
pub const MAX_ROWS: usize = 5000;
/// The most columns of a table.
pub const MAX_COLUMNS: usize = 50;
/// The most characters of a cell.
pub const MAX_CELL: usize = 500;

/// A role's word as tables have it.
fn role_words(office: crate::county::people::Office) -> &'static [&'static str] {
    use crate::county::people::Office;
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
