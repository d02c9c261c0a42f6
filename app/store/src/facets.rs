//! How many of a list's papers have each stage, topic, township, unit, year and cohort: one question for all.

use std::cmp::Reverse;

use domain::draft::Topic;
use domain::facets::Facets;
use domain::people::{TownshipId, UnitId};
use domain::query::Query;
use domain::workflow::Stage;
use jiff::civil::Date;
use sea_orm::sea_query::{Order, Query as Select, SelectStatement};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::Store;
use crate::entity::proposal;
use crate::error::{Result, StoreError};
use crate::list::{COUNT_LIMIT, Filter, RowCount, condition};
use crate::search::{Scope, matching};

impl Store {
    /// How many papers match, and how they fall apart; counted up to 1000.
    pub(crate) async fn facets(&self, filter: &Filter, query: Option<&Query>) -> Result<(RowCount, Facets)> {
        let mut facets = Facets::default();
        if query.is_some_and(|query| query.terms().is_empty()) {
            return Ok((RowCount::Exactly(0), facets));
        }
        let backend = self.db.get_database_backend();
        let mut count = 0;
        for row in self.db.query_all_raw(counting(backend, filter, self.moment().today(), query)).await? {
            let (facet, value): (String, String) = (row.try_get("", "facet")?, row.try_get("", "value")?);
            let n = u64::try_from(row.try_get::<i64>("", "n")?).unwrap_or(0);
            let bad = || StoreError::bad_row("proposal", format!("{facet}: {value}"));
            match facet.as_str() {
                "stage" => facets.stages.push((Stage::from_code(&value).map_err(|_| bad())?, n)),
                "topic" => facets.topics.push((Topic::from_code(&value).map_err(|_| bad())?, n)),
                "township" => facets.townships.push((TownshipId(value.parse().map_err(|_| bad())?), n)),
                "unit" => facets.units.push((UnitId(value.parse().map_err(|_| bad())?), n)),
                "year" => facets.years.push((value.parse().map_err(|_| bad())?, n)),
                "cohort" => facets.cohorts.push((value.parse().map_err(|_| bad())?, n)),
                _ => count = n,
            }
        }
        facets.stages.sort_by_key(|(stage, _)| Stage::ALL.iter().position(|other| other == stage));
        facets.topics.sort_by_key(|(topic, n)| (Reverse(*n), topic.code()));
        facets.townships.sort_by_key(|(id, n)| (Reverse(*n), id.0));
        facets.units.sort_by_key(|(id, n)| (Reverse(*n), id.0));
        facets.years.sort_by_key(|(year, _)| Reverse(*year));
        facets.cohorts.sort_by_key(|(cohort, _)| Reverse(*cohort));
        let count = if count > COUNT_LIMIT { RowCount::MoreThan(COUNT_LIMIT) } else { RowCount::Exactly(count) };
        Ok((count, facets))
    }
}

/// The statement that counts, over at most 1001 papers: the latest where nothing is searched for.
pub(crate) fn counting(backend: DbBackend, filter: &Filter, today: Date, query: Option<&Query>) -> Statement {
    use proposal::Column as C;
    let mut hits: SelectStatement = match query {
        Some(query) => matching(backend, query, Scope::Anywhere),
        None => {
            let mut all = Select::select();
            all.from(proposal::Entity).order_by((proposal::Entity, C::RegisteredMs), Order::Desc);
            all.order_by((proposal::Entity, C::Id), Order::Desc).take()
        }
    };
    let columns = [C::Id, C::Stage, C::Topic, C::TownshipId, C::Year, C::Cohort];
    hits.columns(columns.map(|column| (proposal::Entity, column)));
    hits.cond_where(condition(filter, today)).limit(COUNT_LIMIT + 1);
    let mut statement = backend.build(&hits);
    let by = |facet: &str, column: &str| {
        format!(
            " UNION ALL SELECT '{facet}', CAST({column} AS TEXT), COUNT(*) FROM hit WHERE {column} IS NOT NULL GROUP BY {column}"
        )
    };
    // SQLite walks a cross join in the order as it is written: from the papers to their units, not through all units'
    // papers.
    statement.sql = format!(
        "WITH hit AS MATERIALIZED ({}) SELECT 'all' AS facet, '' AS value, COUNT(*) AS n FROM hit{}{}{}{}{} \
         UNION ALL SELECT 'unit', CAST(a.unit_id AS TEXT), COUNT(*) \
         FROM hit CROSS JOIN assignment AS a WHERE a.proposal_id = hit.id GROUP BY a.unit_id",
        statement.sql,
        by("stage", "stage"),
        by("topic", "topic"),
        by("township", "township_id"),
        by("year", "year"),
        by("cohort", "cohort"),
    );
    statement
}
