//! Who may do what for the whole county, beside single proposals: one table.

use ground::vocabulary;

use crate::county::people::{Actor, Office};

vocabulary! {
    /// What somebody may do for the whole county.
    pub enum Act {
        /// Enters a new version of the limits.
        EditRules = "edit_rules", "修改期限规则", "Edit the limits";
        /// Enters holidays and worked weekends.
        EditCalendar = "edit_calendar", "维护工作日历", "Edit the calendar";
        /// Brings in people and units from a table.
        ImportRoster = "import_roster", "导入名册", "Import the roster";
        /// Gives and ends roles, hands out activation codes, suspends accounts.
        ManageAccounts = "manage_accounts", "管理账号", "Manage accounts";
        /// Ends the deputies' mandate and enters sessions of the congress.
        ManageTerms = "manage_terms", "换届", "Manage terms";
    }
}

/// Whether an office may do it.
pub fn may(office: Office, act: Act) -> bool {
    match act {
        Act::EditRules | Act::EditCalendar => office == Office::CongressOffice,
        Act::ImportRoster | Act::ManageAccounts | Act::ManageTerms => office == Office::Administrator,
    }
}

impl Actor {
    /// Whether one of the person's offices may do it.
    pub fn may(&self, act: Act) -> bool {
        self.roles.iter().any(|role| may(role.office(), act))
    }
}

/// The whole table as text, one line for each act: checked in beside the policy of the workflow.
pub fn administration() -> String {
    let mut lines = vec!["# act → offices (made by the tests; a change here is a change of rights)".to_owned()];
    for &act in Act::ALL {
        let offices = Office::ALL.iter().filter(|&&office| may(office, act)).map(|office| office.code());
        lines.push(format!("{:<17} {}", act.code(), offices.collect::<Vec<_>>().join(" · ")));
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Set `ACCEPT=1` to write the table anew, then review the diff.
    #[test]
    fn the_checked_in_table_is_the_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/administration.txt");
        if std::env::var_os("ACCEPT").is_some() {
            std::fs::write(path, administration()).expect("administration.txt can be written");
        }
        let checked_in = std::fs::read_to_string(path).expect("administration.txt is checked in");
        assert_eq!(checked_in, administration(), "rights changed: run with ACCEPT=1 and review the diff");
    }
}
