//! What has changed of what anyone may read, so that whoever keeps a copy knows when it is out of date.
//!
//! The database counts every such change by triggers (`revision`), whoever makes it. A process learns of its own
//! changes before the writer gets an answer, and of others' when it looks: the counts of one transaction become
//! visible at once and in their order, so that nothing between two looks is missed.

use std::collections::HashMap;
use std::fmt;
use std::sync::{PoisonError, RwLock};

use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use crate::Store;
use crate::error::Result;

/// The most papers whose changes are remembered one by one.
const REMEMBERED: usize = 10_000;
/// The scope of what is no paper: people, units, limits, the calendar.
const COUNTY: &str = "county";

/// What a copy shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One paper, and the county's names and limits.
    Paper(Uuid),
    /// Anything public.
    Everything,
}

/// A state of everything public: later changes have a greater one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Revision(i64);

/// What this process knows of changes.
#[derive(Debug, Default)]
pub(crate) struct Revisions(RwLock<Known>);

#[derive(Debug, Default)]
struct Known {
    /// The last change; `None` before the first look.
    last: Option<i64>,
    /// Changes up to here are not remembered one by one.
    floor: i64,
    /// When what was changed last.
    changed: HashMap<String, i64>,
}

impl Known {
    /// Notes what has changed. Answers whether the county has.
    fn note(&mut self, rows: Vec<(String, i64)>) -> bool {
        let (is_first, mut is_county) = (self.last.is_none(), false);
        for (scope, n) in rows {
            self.last = self.last.max(Some(n));
            is_county |= scope == COUNTY;
            if !scope.is_empty() {
                self.changed.insert(scope, n);
            }
        }
        // What was changed before the first look is not known one by one.
        if is_first || self.changed.len() > REMEMBERED {
            self.floor = self.last.unwrap_or_default();
            self.changed.clear();
        }
        is_county
    }

    fn last_change(&self, scope: Scope) -> i64 {
        let of = |scope: &str| self.changed.get(scope).copied().unwrap_or_default();
        match scope {
            Scope::Everything => self.last.unwrap_or_default(),
            Scope::Paper(id) => of(&id.simple().to_string()).max(of(COUNTY)).max(self.floor),
        }
    }
}

/// Counts a change of what everything shows that no trigger sees: counters, or what is searched in.
pub(crate) async fn note_everything(db: &impl ConnectionTrait) -> Result<()> {
    let sql = "UPDATE revision SET n = n + 1 WHERE scope = ''";
    db.execute_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    Ok(())
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Store {
    /// The state that a copy made from now on shows at least.
    pub fn revision(&self) -> Revision {
        let known = self.revisions.0.read().unwrap_or_else(PoisonError::into_inner);
        Revision(known.last.unwrap_or_default())
    }

    /// Whether nothing in a scope has changed since a state, as far as this process knows.
    pub fn is_unchanged(&self, scope: Scope, since: Revision) -> bool {
        let known = self.revisions.0.read().unwrap_or_else(PoisonError::into_inner);
        known.last.is_some() && known.last_change(scope) <= since.0
    }

    /// Learns what has changed since the last look.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn learn_revisions(&self) -> Result<()> {
        let last = self.revisions.0.read().unwrap_or_else(PoisonError::into_inner).last;
        let (sql, since) = match last {
            Some(last) => ("SELECT scope, n FROM revision WHERE n > $1", last),
            None => ("SELECT scope, n FROM revision WHERE scope = '' AND n > $1", 0),
        };
        let statement = Statement::from_sql_and_values(self.db.get_database_backend(), sql, [since.into()]);
        let rows = self.db.query_all_raw(statement).await?;
        let rows = rows.iter().map(|row| Ok((row.try_get("", "scope")?, row.try_get("", "n")?)));
        let rows = rows.collect::<Result<Vec<(String, i64)>>>()?;
        let is_county = self.revisions.0.write().unwrap_or_else(PoisonError::into_inner).note(rows);
        if is_county {
            *self.standing.write().await = None;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_one_of_its_paper_and_of_everything() {
        let [one, other] = [1, 2].map(Uuid::from_u128);
        let mut known = Known::default();
        assert!(!known.note(vec![(String::new(), 5)]));
        assert!(!known.note(vec![(String::new(), 6), (one.simple().to_string(), 6)]));
        let last =
            |known: &Known| [Scope::Paper(one), Scope::Paper(other), Scope::Everything].map(|s| known.last_change(s));
        assert_eq!(last(&known), [6, 5, 6]);
        assert!(known.note(vec![(String::new(), 7), (COUNTY.to_owned(), 7)]));
        assert_eq!(last(&known), [7, 7, 7]);
    }

    #[test]
    fn what_is_not_remembered_counts_as_changed() {
        let mut known = Known::default();
        known.note((0..=REMEMBERED).map(|n| (n.to_string(), 3)).collect());
        assert_eq!(known.last_change(Scope::Paper(Uuid::from_u128(1))), 3);
        assert!(known.changed.is_empty());
    }
}
