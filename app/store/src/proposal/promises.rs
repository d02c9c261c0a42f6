//! Promises by their last days, of all papers.

use domain::county::number::Number;
use domain::county::people::{Actor, BodyId, Office};
use domain::parts::promises::{Promise, PromiseState};
use domain::proposal::{Proposal, ProposalId};
use ground::vocabulary::Lang;
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait, Set,
};

use crate::Store;
use crate::entity::{promise, proposal};
use crate::error::{Result, StoreError};
use crate::proposal::list::{COUNT_LIMIT, RowCount};

/// How many lines a page has.
const PAGE: u64 = 50;

/// Which promises are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PromiseFilter {
    /// How they stand.
    pub state: Option<PromiseState>,
    /// The unit that gave them.
    pub unit: Option<BodyId>,
    /// The first and the last day on which they fall due.
    pub between: Option<(Date, Date)>,
    /// Only those that are open after their last day.
    pub overdue: bool,
    /// Only those at which somebody has to look.
    pub looks_back: bool,
}

/// The place after which a page begins: the last line's due date, paper and place.
pub type PromiseCursor = (Date, ProposalId, i32);

/// A promise in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseLine {
    /// The paper.
    pub proposal: ProposalId,
    /// The paper's number.
    pub number: Option<Number>,
    /// The paper's title.
    pub title: String,
    /// Its place among the paper's promises, from 0.
    pub position: i32,
    /// The name of the unit that gave it.
    pub unit: String,
    pub unit_id: BodyId,
    /// What is promised.
    pub text: String,
    /// The last day.
    pub due: Date,
    /// What has become of it.
    pub state: PromiseState,
    /// When it was verified or explained.
    pub settled_on: Option<Date>,
    /// Whether somebody has to look.
    pub looks_back: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromisePage {
    /// The lines, by their last day.
    pub lines: Vec<PromiseLine>,
    /// Where the next page begins.
    pub next: Option<PromiseCursor>,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    paper_id: uuid::Uuid,
    position: i32,
    body_id: i32,
    due_on: String,
    state: String,
    settled_on: Option<String>,
    looks_back: bool,
    text: String,
    number: Option<String>,
    title: String,
}

impl Store {
    /// A page of promises as a reader may see them: the public those of public papers, offices all, a unit its own too.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn promises(
        &self,
        actor: Option<&Actor>,
        filter: &PromiseFilter,
        after: Option<PromiseCursor>,
        lang: Lang,
    ) -> Result<PromisePage> {
        self.promises_page(actor, filter, after, PAGE, lang).await
    }

    /// The same with pages of another length.
    ///
    /// # Errors
    /// As [`Store::promises`].
    pub async fn promises_page(
        &self,
        actor: Option<&Actor>,
        filter: &PromiseFilter,
        after: Option<PromiseCursor>,
        page: u64,
        lang: Lang,
    ) -> Result<PromisePage> {
        use promise::Column as C;
        let today = self.moment().today();
        let mut select = promise::Entity::find()
            .join(JoinType::InnerJoin, promise::Relation::Proposal.def())
            .filter(visible_to(actor))
            .filter(condition(filter, today));
        if let Some((due, id, position)) = after {
            let tuple = [C::DueOn, C::PaperId, C::Position].map(|column| Expr::col((promise::Entity, column)));
            let last = [Expr::value(due.to_string()), Expr::value(id.0), Expr::value(position)];
            select = select.filter(Expr::tuple(tuple).gt(Expr::tuple(last)));
        }
        let mut rows = select
            .column_as(proposal::Column::Number, "number")
            .column_as(proposal::Column::Title, "title")
            .order_by_asc(C::DueOn)
            .order_by_asc(C::PaperId)
            .order_by_asc(C::Position)
            .limit(page + 1)
            .into_model::<Row>()
            .all(&self.db)
            .await?;
        let more = rows.len() as u64 > page;
        rows.truncate(usize::try_from(page).unwrap_or(usize::MAX));
        let county = self.county().await?;
        let bad = |reason: String| StoreError::bad_row("promise", reason);
        let day = |raw: &str| raw.parse::<Date>().map_err(|error| bad(error.to_string()));
        let mut lines = Vec::new();
        for row in rows {
            let unit = county.units.iter().find(|unit| unit.id.0 == row.body_id);
            lines.push(PromiseLine {
                proposal: ProposalId(row.paper_id),
                number: row.number.and_then(|number| number.parse().ok()),
                title: row.title,
                position: row.position,
                unit: unit.map(|unit| unit.name(lang).to_owned()).unwrap_or_default(),
                unit_id: BodyId(row.body_id),
                text: row.text,
                due: day(&row.due_on)?,
                state: PromiseState::from_code(&row.state).map_err(|error| bad(error.to_string()))?,
                settled_on: row.settled_on.as_deref().map(day).transpose()?,
                looks_back: row.looks_back,
            });
        }
        let next = lines.last().filter(|_| more).map(|line| (line.due, line.proposal, line.position));
        Ok(PromisePage { lines, next })
    }

    /// How many promises fall due in each month, as a reader may see them: the month's first day and the number.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn promise_months(&self, actor: Option<&Actor>, from: Date, until: Date) -> Result<Vec<(Date, usize)>> {
        let filter = PromiseFilter { between: Some((from, until)), ..PromiseFilter::default() };
        // The first seven characters of a day are its month.
        let month = Func::cust("substr").arg(Expr::col(promise::Column::DueOn)).arg(1).arg(7);
        let months: Vec<(String, i64)> = promise::Entity::find()
            .filter(visible_to(actor))
            .filter(condition(&filter, self.moment().today()))
            .select_only()
            .expr_as(month, "month")
            .expr_as(Expr::cust("COUNT(*)"), "n")
            .group_by(Expr::cust("1"))
            .order_by_asc(Expr::cust("1"))
            .into_tuple()
            .all(&self.db)
            .await?;
        let month = |(month, n): (String, i64)| {
            let first = format!("{month}-01").parse();
            let first = first.map_err(|error: jiff::Error| StoreError::bad_row("promise", error))?;
            Ok((first, usize::try_from(n).unwrap_or(0)))
        };
        months.into_iter().map(month).collect()
    }

    /// How many promises the filter lets through, as a reader may see them, counted as the list of proposals is.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn count_promises(&self, actor: Option<&Actor>, filter: &PromiseFilter) -> Result<RowCount> {
        let some = promise::Entity::find()
            .filter(visible_to(actor))
            .filter(condition(filter, self.moment().today()))
            .limit(COUNT_LIMIT + 1);
        let n = some.count(&self.db).await?;
        Ok(if n > COUNT_LIMIT { RowCount::MoreThan(COUNT_LIMIT) } else { RowCount::Exactly(n) })
    }
}

fn visible_to(actor: Option<&Actor>) -> Condition {
    use promise::Column as C;
    let mut any = Condition::any().add(C::IsPublic.eq(true));
    let Some(actor) = actor else { return any };
    for role in &actor.roles {
        match role.office() {
            Office::CongressOffice | Office::GovernmentOffice | Office::Supervisor => {
                any = any.add(C::IsPublic.eq(false));
            }
            Office::UnitClerk | Office::UnitHead => {
                any = any.add_option(role.unit().map(|unit| C::BodyId.eq(unit.0)));
            }
            Office::Deputy | Office::Administrator => {}
        }
    }
    any
}

fn condition(filter: &PromiseFilter, today: Date) -> Condition {
    use promise::Column as C;
    let open = || C::State.is_in([PromiseState::Open.code(), PromiseState::Claimed.code()]);
    Condition::all()
        .add_option(filter.state.map(|state| C::State.eq(state.code())))
        .add_option(filter.unit.map(|unit| C::BodyId.eq(unit.0)))
        .add_option(filter.between.map(|(from, until)| C::DueOn.between(from.to_string(), until.to_string())))
        .add_option(filter.overdue.then(|| open().and(C::DueOn.lt(today.to_string()))))
        .add_option(filter.looks_back.then(|| C::LooksBack.eq(true)))
}

/// The rows of a paper's promises.
pub(crate) fn rows(proposal: &Proposal) -> Vec<promise::ActiveModel> {
    let row = |(position, one): (usize, &Promise)| promise::ActiveModel {
        paper_id: Set(proposal.id.0),
        position: Set(i32::try_from(position).unwrap_or(i32::MAX)),
        body_id: Set(one.unit.0),
        due_on: Set(one.due.to_string()),
        state: Set(one.state.code().to_owned()),
        settled_on: Set(one.settled_on.map(|day| day.to_string())),
        looks_back: Set(one.pending_look_back().is_some()),
        is_public: Set(proposal.is_open()),
        text: Set(one.text.to_string()),
    };
    proposal.promises.iter().enumerate().map(row).collect()
}

/// Writes a paper's promises anew.
pub(crate) async fn write(db: &impl ConnectionTrait, proposal: &Proposal) -> Result<()> {
    let rows = rows(proposal);
    if rows.is_empty() {
        return Ok(());
    }
    promise::Entity::delete_many().filter(promise::Column::PaperId.eq(proposal.id.0)).exec(db).await?;
    promise::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}
