//! Counters, kept in the transaction of what they count.

use std::collections::{BTreeMap, BTreeSet};

use domain::number::Cohort;
use domain::proposal::Proposal;
use domain::statistics::{Figure, Figures, figures_of};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::Store;
use crate::entity::tally;
use crate::error::{Result, StoreError};

/// Changes of counters, summed up before they are written.
#[derive(Debug, Default)]
pub(crate) struct Changes(BTreeMap<(String, String), i64>);

impl Changes {
    /// Notes what a proposal counted for before and counts for now.
    pub(crate) fn note(&mut self, before: &BTreeSet<Figure>, after: &Proposal) {
        let Some(cohort) = after.number.map(|number| number.cohort.to_string()) else { return };
        let now = figures_of(after);
        for gone in before.difference(&now) {
            *self.0.entry((cohort.clone(), gone.code())).or_default() -= 1;
        }
        for new in now.difference(before) {
            *self.0.entry((cohort.clone(), new.code())).or_default() += 1;
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
        let cohorts = rows.iter().map(|row| row.cohort.parse().map_err(|error| StoreError::bad_row("tally", error)));
        let mut cohorts: Vec<Cohort> = cohorts.collect::<Result<_>>()?;
        cohorts.sort();
        Ok(cohorts)
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
