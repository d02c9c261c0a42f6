//! The public list, page by page, and what the home page shows.

use domain::command::ReplyClass;
use domain::draft::Topic;
use domain::number::Cohort;
use domain::people::{ProposalId, TownshipId, UnitId};
use domain::statistics::Figures;
use domain::view::{LatestReply, Summary, county_date};
use domain::vocabulary::Lang;
use domain::workflow::Stage;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::entity::{assignment, proposal};
use crate::error::{Result, StoreError};

/// How many lines a page has.
const PAGE: u64 = 20;
/// Up to where matches are counted exactly.
const COUNT_LIMIT: u64 = 1000;

/// What the list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The stage.
    pub stage: Option<Stage>,
    /// The topic.
    pub topic: Option<Topic>,
    /// The township.
    pub township: Option<TownshipId>,
    /// A unit, whatever its part.
    pub unit: Option<UnitId>,
    /// The year of registration.
    pub year: Option<i16>,
    /// The papers that are numbered and counted together.
    pub cohort: Option<Cohort>,
}

/// The place after which a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListCursor {
    /// When the last line was registered.
    pub registered_ms: i64,
    /// Its id.
    pub id: ProposalId,
}

/// How many match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowCount {
    /// Exactly so many.
    Exactly(u64),
    /// More than so many.
    MoreThan(u64),
}

/// One page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage {
    /// The lines, latest first.
    pub rows: Vec<Summary>,
    /// Where the next page begins.
    pub next: Option<ListCursor>,
    /// How many match in all.
    pub count: RowCount,
}

/// What the home page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The current session's papers, where there is a session.
    pub cohort: Option<Cohort>,
    /// Its figures.
    pub figures: Figures,
    /// Its key proposals.
    pub key: Vec<Summary>,
    /// The latest replies of all cohorts.
    pub latest: Vec<LatestReply>,
}

/// The columns of a line.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Line {
    pub(crate) id: uuid::Uuid,
    number: Option<String>,
    title: String,
    lead_name: String,
    lead_unit_id: Option<i32>,
    stage: String,
    due_on: Option<String>,
    registered_ms: Option<i64>,
    replied_ms: Option<i64>,
    reply_class: Option<String>,
}

/// Selects the columns of a line.
pub(crate) fn lines() -> Select<proposal::Entity> {
    use proposal::Column as C;
    proposal::Entity::find().select_only().columns([
        C::Id,
        C::Number,
        C::Title,
        C::LeadName,
        C::LeadUnitId,
        C::Stage,
        C::DueOn,
        C::RegisteredMs,
        C::RepliedMs,
        C::ReplyClass,
    ])
}

impl Store {
    /// A page of the public list.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn list(&self, filter: &Filter, after: Option<ListCursor>, lang: Lang) -> Result<ListPage> {
        use proposal::Column as C;
        let condition = condition(filter);
        let matching = proposal::Entity::find().select_only().column(C::Id).filter(condition.clone());
        let counted = matching.limit(COUNT_LIMIT + 1).count(&self.db).await?;
        let count = if counted > COUNT_LIMIT { RowCount::MoreThan(COUNT_LIMIT) } else { RowCount::Exactly(counted) };
        let mut select = lines().filter(condition);
        if let Some(ListCursor { registered_ms, id }) = after {
            let tuple = Expr::tuple([Expr::col(C::RegisteredMs), Expr::col(C::Id)]);
            select = select.filter(tuple.lt(Expr::tuple([Expr::value(registered_ms), Expr::value(id.0)])));
        }
        let select = select.order_by_desc(C::RegisteredMs).order_by_desc(C::Id).limit(PAGE + 1);
        let mut found = select.into_model::<Line>().all(&self.db).await?;
        let more = found.len() as u64 > PAGE;
        found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let next = found
            .last()
            .filter(|_| more)
            .and_then(|line| Some(ListCursor { registered_ms: line.registered_ms?, id: ProposalId(line.id) }));
        Ok(ListPage { rows: self.summaries(found, lang).await?, next, count })
    }

    /// What the home page shows.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn home(&self, lang: Lang) -> Result<Home> {
        use proposal::Column as C;
        let cohort = self
            .sessions()
            .await?
            .first()
            .map(|session| Cohort { term: session.term, series: domain::number::Series::Session(session.ordinal) });
        let figures = match cohort {
            Some(cohort) => self.figures(cohort).await?,
            None => Figures::default(),
        };
        let key = lines()
            .filter(C::IsKey.eq(true))
            .filter(C::IsPublic.eq(true))
            .filter(C::Cohort.eq(cohort.map(|cohort| cohort.to_string())))
            .order_by_asc(C::RegisteredMs)
            .order_by_asc(C::Id)
            .limit(10)
            .into_model::<Line>()
            .all(&self.db)
            .await?;
        let latest = lines()
            .filter(C::IsPublic.eq(true))
            .filter(C::RepliedMs.is_not_null())
            .order_by_desc(C::RepliedMs)
            .order_by_desc(C::Id)
            .limit(6)
            .into_model::<Line>()
            .all(&self.db)
            .await?;
        let replies: Vec<_> = latest.iter().map(|line| (line.reply_class.clone(), line.replied_ms)).collect();
        let mut latest_replies = Vec::new();
        for (summary, (class, replied_ms)) in self.summaries(latest, lang).await?.into_iter().zip(replies) {
            let class = ReplyClass::from_code(&class.unwrap_or_default());
            let class = class.map_err(|error| StoreError::bad_row("proposal", error))?;
            latest_replies.push(LatestReply { summary, class, on: county_date(replied_ms.unwrap_or_default()) });
        }
        Ok(Home { cohort, figures, key: self.summaries(key, lang).await?, latest: latest_replies })
    }

    /// Lines with the unit's name in a language and the days left today.
    pub(crate) async fn summaries(&self, found: Vec<Line>, lang: Lang) -> Result<Vec<Summary>> {
        let county = self.county().await?;
        let today = self.moment().today();
        let parse = |line: Line| {
            let bad = |reason: String| StoreError::bad_row("proposal", reason);
            let due: Option<Date> = match line.due_on {
                Some(due) => Some(due.parse().map_err(|error: jiff::Error| bad(error.to_string()))?),
                None => None,
            };
            let number = match line.number {
                Some(number) => {
                    Some(number.parse().map_err(|error: domain::number::NotANumber| bad(error.to_string()))?)
                }
                None => None,
            };
            let unit = line.lead_unit_id.and_then(|id| county.units.iter().find(|unit| unit.id.0 == id));
            Ok(Summary {
                id: ProposalId(line.id),
                number,
                title: line.title,
                lead_name: line.lead_name,
                unit: unit.map(|unit| unit.name(lang).to_owned()),
                stage: Stage::from_code(&line.stage).map_err(|error| bad(error.to_string()))?,
                due,
                days_left: due.map(|due| domain::deadline::days_between(today, due)),
            })
        };
        found.into_iter().map(parse).collect()
    }
}

pub(crate) fn condition(filter: &Filter) -> Condition {
    use proposal::Column as C;
    let by_unit = filter.unit.map(|unit| {
        let of_unit = Query::select()
            .column(assignment::Column::ProposalId)
            .from(assignment::Entity)
            .and_where(assignment::Column::UnitId.eq(unit.0))
            .to_owned();
        C::Id.in_subquery(of_unit)
    });
    Condition::all()
        .add(C::IsPublic.eq(true))
        .add(C::RegisteredMs.is_not_null())
        .add_option(filter.stage.map(|stage| C::Stage.eq(stage.code())))
        .add_option(filter.topic.map(|topic| C::Topic.eq(topic.code())))
        .add_option(filter.township.map(|township| C::TownshipId.eq(township.0)))
        .add_option(filter.year.map(|year| C::Year.eq(year)))
        .add_option(filter.cohort.map(|cohort| C::Cohort.eq(cohort.to_string())))
        .add_option(by_unit)
}
