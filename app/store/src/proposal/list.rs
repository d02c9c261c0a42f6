//! The public list, page by page, and what the home page shows.

use domain::county::moment::county_date;
use domain::county::number::Cohort;
use domain::county::people::{BodyId, PersonId};
use domain::proposal::ProposalId;
use domain::proposal::command::ReplyClass;
use domain::proposal::facets::Facets;
use domain::proposal::list::{Filter, Place};
use domain::proposal::signing::SignState;
use domain::proposal::statistics::{Figure, Figures};
use domain::proposal::view::{LatestReply, Summary};
use domain::proposal::workflow::Stage;
use ground::vocabulary::Lang;
use jiff::civil::Date;
use sea_orm::sea_query::{ColumnRef, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::entity::{assignment, counted, proposal, signer};
use crate::error::{Result, StoreError};

/// How many lines a page has.
pub(crate) const PAGE: u64 = 20;
/// Up to where matches are counted exactly.
pub(crate) const COUNT_LIMIT: u64 = 1000;

/// The place after which a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListCursor {
    /// When the last line was registered.
    pub registered_ms: i64,
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

impl RowCount {
    /// So many, and whether there are more.
    pub fn bounds(self) -> (u64, bool) {
        match self {
            Self::Exactly(n) => (n, false),
            Self::MoreThan(n) => (n, true),
        }
    }
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
    /// How many of them by stage, topic, township, unit, year and cohort.
    pub facets: Facets,
    /// How many promises a figure of promises counts in them.
    pub promises: Option<u64>,
}

/// What the home page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The current session's papers, where there is a session.
    pub cohort: Option<Cohort>,
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
    lead_id: uuid::Uuid,
    lead_name: String,
    lead_unit_id: Option<i32>,
    stage: String,
    due_on: Option<String>,
    registered_ms: Option<i64>,
    replied_ms: Option<i64>,
    reply_class: Option<String>,
}

/// The columns of a line.
pub(crate) const LINE: [proposal::Column; 11] = {
    use proposal::Column as C;
    [
        C::Id,
        C::Number,
        C::Title,
        C::LeadId,
        C::LeadName,
        C::LeadUnitId,
        C::Stage,
        C::DueOn,
        C::RegisteredMs,
        C::RepliedMs,
        C::ReplyClass,
    ]
};

/// Selects the columns of a line.
pub(crate) fn lines() -> Select<proposal::Entity> {
    proposal::Entity::find().select_only().columns(LINE)
}

impl Store {
    /// A page of the public list.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn list(&self, filter: &Filter, after: Option<ListCursor>, lang: Lang) -> Result<ListPage> {
        use proposal::Column as C;
        let today = self.moment().today();
        let condition = condition(filter, today);
        let (count, facets) = self.facets(filter, None).await?;
        let promises = match filter.figure.filter(|figure| figure.counts_promises()) {
            Some(figure) => {
                let n = Expr::col(counted::Column::N).sum().cast_as("BIGINT");
                let papers = proposal::Entity::find().select_only().column(C::Id).filter(condition.clone());
                let sum = counted::Entity::find().select_only().expr(n).filter(spans(figure, today));
                let sum = sum.filter(counted::Column::PaperId.in_subquery(papers.into_query()));
                let sum: Option<Option<i64>> = sum.into_tuple().one(&self.db).await?;
                Some(sum.flatten().and_then(|n| u64::try_from(n).ok()).unwrap_or(0))
            }
            None => None,
        };
        let (mut page, place) = papers(filter, today);
        page.columns(LINE.map(|column| (proposal::Entity, column))).limit(PAGE + 1);
        if let Some(ListCursor { registered_ms, id }) = after {
            let last = Expr::tuple([Expr::value(registered_ms), Expr::value(id.0)]);
            page.and_where(Expr::tuple(place.map(Expr::col)).lt(last));
        }
        let mut found = Line::find_by_statement(self.db.get_database_backend().build(&page)).all(&self.db).await?;
        let more = found.len() as u64 > PAGE;
        found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let next = found
            .last()
            .filter(|_| more)
            .and_then(|line| Some(ListCursor { registered_ms: line.registered_ms?, id: ProposalId(line.id) }));
        Ok(ListPage { rows: self.summaries(found, lang).await?, next, count, promises, facets })
    }

    /// What the home page shows.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn home(&self, lang: Lang) -> Result<Home> {
        use proposal::Column as C;
        let cohort = self.sessions().await?.first().map(|session| Cohort {
            term: session.term,
            series: domain::county::number::Series::Session(session.ordinal),
        });
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
                    Some(number.parse().map_err(|error: domain::county::number::NotANumber| bad(error.to_string()))?)
                }
                None => None,
            };
            let unit = line.lead_unit_id.and_then(|id| county.units.iter().find(|unit| unit.id.0 == id));
            Ok(Summary {
                id: ProposalId(line.id),
                number,
                title: line.title,
                lead: PersonId(line.lead_id),
                lead_name: line.lead_name,
                lead_unit: line.lead_unit_id.map(BodyId),
                unit: unit.map(|unit| unit.name(lang).to_owned()),
                stage: Stage::from_code(&line.stage).map_err(|error| bad(error.to_string()))?,
                due,
                days_left: due.map(|due| ground::dates::days_between(today, due)),
            })
        };
        found.into_iter().map(parse).collect()
    }
}

/// The papers that a filter lets through, the latest first, still without columns; and the columns of that order.
///
/// The list behind a figure alone is read from its end. Narrowed down otherwise, too, it is that narrower list, of
/// which each paper is asked whether the figure counts it; so is the whole list for spans of days, which most papers
/// are in.
pub(crate) fn papers(filter: &Filter, today: Date) -> (SelectStatement, [ColumnRef; 2]) {
    use proposal::Column as C;
    let mut papers = Query::select();
    let is_alone = Filter { figure: None, ..filter.clone() }.is_empty();
    let place = match filter.figure.filter(|figure| is_alone && !matches!(figure, Figure::DaysWithin(..))) {
        Some(figure) => {
            let same = Expr::col((counted::Entity, counted::Column::PaperId)).equals((proposal::Entity, C::Id));
            // A cross join is what SQLite walks in the order as it is written.
            papers.from(counted::Entity).cross_join(proposal::Entity).and_where(same);
            papers.cond_where(spans(figure, today)).cond_where(condition(&Filter::default(), today));
            [counted::Column::RegisteredMs, counted::Column::PaperId].map(|column| column.as_column_ref())
        }
        None => {
            papers.from(proposal::Entity).cond_where(condition(filter, today));
            [C::RegisteredMs, C::Id].map(|column| column.as_column_ref())
        }
    };
    let place = place.map(ColumnRef::from);
    for column in place.clone() {
        papers.order_by(column, Order::Desc);
    }
    (papers, place)
}

/// The codes under which a figure counts, as it stands on a day.
fn spans(figure: Figure, today: Date) -> Condition {
    let spans = figure.spans(today).into_iter().map(|(from, to)| {
        let code = counted::Column::Figure;
        if from == to { code.eq(from) } else { code.gte(from).and(code.lte(to)) }
    });
    spans.fold(Condition::any(), Condition::add)
}

/// Whether a proposal stands in a column of what is selected from another table.
fn is_among(mut rows: SelectStatement, column: impl ColumnTrait) -> Expr {
    let same = Expr::col((proposal::Entity, proposal::Column::Id)).equals(column.as_column_ref());
    Expr::exists(rows.expr(Expr::cust("1")).and_where(same).to_owned())
}

/// What a filter asks of a proposal that anyone may see, on a day.
pub(crate) fn condition(filter: &Filter, today: Date) -> Condition {
    use proposal::Column as C;
    // Whether another table has the paper is asked paper by paper, so that a page ends as soon as it is full, however
    // much that table has.
    let by_unit = filter.unit.map(|unit| {
        let mut of_unit = Query::select();
        of_unit.from(assignment::Entity).and_where(assignment::Column::BodyId.eq(unit.0));
        is_among(of_unit, assignment::Column::PaperId)
    });
    let by_signer = filter.signer.map(|person| {
        let mut signed = Query::select();
        signed.from(signer::Entity).and_where(signer::Column::PersonId.eq(person.0));
        signed.and_where(signer::Column::State.eq(SignState::Confirmed.code()));
        is_among(signed, signer::Column::ProposalId)
    });
    let behind = filter.figure.map(|figure| {
        let mut behind = Query::select();
        behind.from(counted::Entity).cond_where(spans(figure, today));
        is_among(behind, counted::Column::PaperId)
    });
    Condition::all()
        .add_option(behind)
        .add(C::IsPublic.eq(true))
        .add(C::RegisteredMs.is_not_null())
        .add_option(filter.lead.map(|unit| C::LeadUnitId.eq(unit.0)))
        .add_option(filter.by.map(|person| C::LeadId.eq(person.0)))
        .add_option(by_signer)
        .add_option(filter.stage.map(|stage| C::Stage.eq(stage.code())))
        .add_option(filter.topic.map(|topic| C::Topic.eq(topic.code())))
        .add_option(filter.township.map(|place| match place {
            Place::WholeCounty => C::TownshipId.is_null(),
            Place::Township(id) => C::TownshipId.eq(id.0),
        }))
        .add_option(filter.year.map(|year| C::Year.eq(year)))
        .add_option(filter.session.map(|session| C::Cohort.eq(session.to_string())))
        .add_option(by_unit)
}
