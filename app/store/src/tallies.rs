//! Counters, kept in the transaction of what they count.

use std::collections::{BTreeMap, BTreeSet};

use domain::number::Cohort;
use domain::people::UnitId;
use domain::proposal::Proposal;
use domain::statistics::{Figure, Figures, figures_of};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::Store;
use crate::entity::tally;
use crate::error::{Result, StoreError};

/// What a proposal counts for: each figure in its cohort, and in its cohort for its lead unit.
pub(crate) type Counted = BTreeSet<(String, Figure)>;

/// Parts a cohort from a unit in the name of a group.
const OF_UNIT: char = '@';

/// What a proposal counts for.
pub(crate) fn counted(proposal: &Proposal) -> Counted {
    let Some(cohort) = proposal.number.map(|number| number.cohort.to_string()) else { return Counted::new() };
    let of_unit = proposal.lead_unit().map(|share| format!("{cohort}{OF_UNIT}{}", share.unit));
    let groups = [Some(cohort), of_unit];
    let figures = figures_of(proposal);
    let groups = groups.into_iter().flatten();
    groups.flat_map(|group| figures.iter().map(move |&figure| (group.clone(), figure))).collect()
}

/// Changes of counters, summed up before they are written.
#[derive(Debug, Default)]
pub(crate) struct Changes(BTreeMap<(String, String), i64>);

impl Changes {
    /// Notes what a proposal counted for before and counts for now.
    pub(crate) fn note(&mut self, before: &Counted, after: &Proposal) {
        let now = counted(after);
        for (group, gone) in before.difference(&now) {
            *self.0.entry((group.clone(), gone.code())).or_default() -= 1;
        }
        for (group, new) in now.difference(before) {
            *self.0.entry((group.clone(), new.code())).or_default() += 1;
        }
    }

    /// Writes them, always in the same order, so that two writers cannot wait for each other.
    pub(crate) async fn write(self, db: &impl ConnectionTrait) -> Result<()> {
        let rows: Vec<_> = (self.0.into_iter())
            .filter(|(_, change)| *change != 0)
            .map(|((cohort, figure), n)| tally::ActiveModel { cohort: Set(cohort), figure: Set(figure), n: Set(n) })
            .collect();
        if rows.is_empty() {
            return Ok(());
        }
        let add = OnConflict::columns([tally::Column::Cohort, tally::Column::Figure])
            .value(tally::Column::N, Expr::cust("tally.n + excluded.n"))
            .to_owned();
        tally::Entity::insert_many(rows).on_conflict(add).exec_without_returning(db).await?;
        Ok(())
    }
}

impl Store {
    /// The cohorts that have papers, latest last.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn cohorts(&self) -> Result<Vec<Cohort>> {
        let rows =
            tally::Entity::find().filter(tally::Column::Figure.eq(Figure::Registered.code())).all(&self.db).await?;
        let whole = rows.iter().filter(|row| !row.cohort.contains(OF_UNIT));
        let cohorts = whole.map(|row| row.cohort.parse().map_err(|error| StoreError::bad_row("tally", error)));
        let mut cohorts: Vec<Cohort> = cohorts.collect::<Result<_>>()?;
        cohorts.sort();
        Ok(cohorts)
    }

    /// The figures of a cohort for each unit that leads one of its papers.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn unit_figures(&self, cohort: Cohort) -> Result<Vec<(UnitId, Figures)>> {
        let prefix = format!("{cohort}{OF_UNIT}");
        let rows = tally::Entity::find().filter(tally::Column::Cohort.starts_with(&prefix)).all(&self.db).await?;
        let mut units: BTreeMap<UnitId, Vec<(Figure, u64)>> = BTreeMap::new();
        for row in rows {
            let bad = |reason: String| StoreError::bad_row("tally", reason);
            let unit = row.cohort.strip_prefix(&prefix).and_then(|id| id.parse().ok());
            let unit = unit.map(UnitId).ok_or_else(|| bad(row.cohort.clone()))?;
            let figure = Figure::from_code(&row.figure).map_err(|error| bad(error.to_string()))?;
            let n = u64::try_from(row.n).map_err(|error| bad(error.to_string()))?;
            units.entry(unit).or_default().push((figure, n));
        }
        Ok(units.into_iter().map(|(unit, counters)| (unit, Figures::new(counters))).collect())
    }

    /// The figures of a cohort.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn figures(&self, cohort: Cohort) -> Result<Figures> {
        let rows = tally::Entity::find().filter(tally::Column::Cohort.eq(cohort.to_string())).all(&self.db).await?;
        let mut counters = Vec::new();
        for row in rows {
            let figure = Figure::from_code(&row.figure).map_err(|error| StoreError::bad_row("tally", error))?;
            counters.push((figure, u64::try_from(row.n).map_err(|error| StoreError::bad_row("tally", error))?));
        }
        Ok(Figures::new(counters))
    }
}
