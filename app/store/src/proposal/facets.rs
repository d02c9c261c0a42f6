//! How many of a list's papers have each stage, topic, township, unit, year and cohort: one question for all.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use domain::county::people::{BodyId, TownshipId};
use domain::county::topic::Topic;
use domain::proposal::facets::Facets;
use domain::proposal::list::Filter;
use domain::proposal::workflow::Stage;
use ground::query::Query;
use jiff::civil::Date;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::Store;
use crate::entity::proposal;
use crate::error::{Result, StoreError};
use crate::proposal::list::{COUNT_LIMIT, RowCount, condition, papers};
use crate::proposal::search::{Scope, matching};

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
            let n = u64::try_from(row.try_get::<i64>("", "n")?).unwrap_or(0);
            let value: String = row.try_get::<Option<String>>("", "value")?.unwrap_or_default();
            let bad = |value: &str| StoreError::bad_row("proposal", format!("a list beside which {value} is counted"));
            if row.try_get::<String>("", "facet")? == "unit" {
                facets.units.push((BodyId(value.parse().map_err(|_| bad(&value))?), n));
                continue;
            }
            count = n;
            let mut parts: [BTreeMap<&str, u64>; 5] = Default::default();
            for paper in value.split(',') {
                for (part, value) in parts.iter_mut().zip(paper.split(' ')).filter(|(_, value)| !value.is_empty()) {
                    *part.entry(value).or_default() += 1;
                }
            }
            let [stages, topics, townships, years, cohorts] = parts;
            let in_townships: u64 = townships.values().sum();
            facets.whole_county = n.saturating_sub(in_townships);
            for (value, n) in stages {
                facets.stages.push((Stage::from_code(value).map_err(|_| bad(value))?, n));
            }
            for (value, n) in topics {
                facets.topics.push((Topic::from_code(value).map_err(|_| bad(value))?, n));
            }
            for (value, n) in townships {
                facets.townships.push((TownshipId(value.parse().map_err(|_| bad(value))?), n));
            }
            for (value, n) in years {
                facets.years.push((value.parse().map_err(|_| bad(value))?, n));
            }
            for (value, n) in cohorts {
                facets.cohorts.push((value.parse().map_err(|_| bad(value))?, n));
            }
        }
        // A paper has several units, and one is chosen at a time: beside that one the others' papers are not counted.
        facets.units.retain(|(unit, _)| filter.unit.is_none_or(|chosen| chosen == *unit));
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
    let mut hits = match query {
        Some(query) => matching(backend, query, Scope::Anywhere).cond_where(condition(filter, today)).to_owned(),
        None => papers(filter, today).0,
    };
    let columns = [C::Id, C::Stage, C::Topic, C::TownshipId, C::Year, C::Cohort];
    hits.columns(columns.map(|column| (proposal::Entity, column))).limit(COUNT_LIMIT + 1);
    let mut statement = backend.build(&hits);
    // One line has what is counted of all papers: to count it here is less work than five groupings in the database.
    // SQLite walks a cross join in the order as it is written: from the papers to their units, not through all units'
    // papers.
    statement.sql = format!(
        "WITH hit AS MATERIALIZED ({}) SELECT 'all' AS facet, string_agg(stage || ' ' || topic || ' ' || \
         COALESCE(CAST(township_id AS TEXT), '') || ' ' || COALESCE(CAST(year AS TEXT), '') || ' ' || \
         COALESCE(cohort, ''), ',') AS value, COUNT(*) AS n FROM hit \
         UNION ALL SELECT 'unit', CAST(a.body_id AS TEXT), COUNT(*) \
         FROM hit CROSS JOIN assignment AS a WHERE a.paper_id = hit.id GROUP BY a.body_id",
        statement.sql,
    );
    statement
}
