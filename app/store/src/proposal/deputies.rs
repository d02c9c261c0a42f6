//! The deputies as everyone may know them (代表法 art. 58): name, delegation, term; never an account.

use std::collections::BTreeMap;

use domain::county::people::{Office, PersonId, TownshipId};
use domain::proposal::statistics::{Figure, Figures, Kind, Period, Plain};
use jiff::civil::Date;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::Store;
use crate::entity::{person, person_role};
use crate::error::{Result, StoreError};
use crate::spine::like::containing;

/// How many deputies a page has.
const PAGE: u64 = 40;
/// Stands for the delegation of whoever belongs to none, so that they come last.
const NO_DELEGATION: i32 = i32::MAX;

/// What the list of deputies is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeputyFilter {
    /// The delegation.
    pub township: Option<TownshipId>,
    /// A part of the name.
    pub name: String,
    /// Whether those are listed who have left office, instead of those who hold it.
    pub former: bool,
    /// The period of which they have led or co-signed a public paper.
    pub active: Option<Period>,
}

/// The place after which a page begins: delegation, name and id of the last line.
pub type DeputyCursor = (i32, String, Uuid);

/// A deputy in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeputyLine {
    /// Who it is.
    pub id: PersonId,
    pub name: String,
    /// The delegation.
    pub township: Option<TownshipId>,
    /// How many public papers the deputy has led.
    pub led: u64,
    /// How many the deputy has co-signed.
    pub co_signed: u64,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeputyPage {
    /// The lines, by delegation and name.
    pub rows: Vec<DeputyLine>,
    /// Where the next page begins.
    pub next: Option<DeputyCursor>,
    /// How many match.
    pub count: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mandate {
    /// The term, where it is known.
    pub term: Option<i32>,
    /// When it ended.
    pub ended_on: Option<Date>,
}

/// What everyone may know of a deputy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeputyRecord {
    /// Who it is.
    pub id: PersonId,
    pub name: String,
    /// The delegation.
    pub township: Option<TownshipId>,
    /// The mandates, first to last.
    pub mandates: Vec<Mandate>,
    /// The figures of the papers that the deputy has led, by period.
    pub figures: BTreeMap<Period, Figures>,
}

impl Store {
    /// A page of the deputies.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn deputies_page(&self, filter: &DeputyFilter, after: Option<DeputyCursor>) -> Result<DeputyPage> {
        use person::Column as C;
        let active = match filter.active {
            Some(period) => Some(self.active_deputies(period).await?),
            None => None,
        };
        let condition = Condition::all()
            .add_option(active.map(|active| C::Id.is_in(active)))
            .add(C::Id.in_subquery(if filter.former { ever_deputies() } else { deputies_today() }))
            .add_option(filter.former.then(|| C::Id.not_in_subquery(deputies_today())))
            .add_option(filter.township.map(|township| C::TownshipId.eq(township.0)))
            .add_option((!filter.name.is_empty()).then(|| C::Name.like(containing(&filter.name))));
        let count = person::Entity::find().filter(condition.clone()).count(&self.db).await?;
        let place = || Expr::col(C::TownshipId).if_null(NO_DELEGATION);
        let mut select =
            person::Entity::find().select_only().columns([C::Id, C::Name, C::TownshipId]).filter(condition);
        if let Some((township, name, id)) = after {
            let last = Expr::tuple([Expr::value(township), Expr::value(name), Expr::value(id)]);
            select = select.filter(Expr::tuple([place(), Expr::col(C::Name), Expr::col(C::Id)]).gt(last));
        }
        let select = select.order_by_asc(place()).order_by_asc(C::Name).order_by_asc(C::Id).limit(PAGE + 1);
        let mut rows: Vec<(Uuid, String, Option<i32>)> = select.into_tuple().all(&self.db).await?;
        let more = rows.len() as u64 > PAGE;
        rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let next = rows.last().filter(|_| more);
        let next = next.map(|(id, name, township)| (township.unwrap_or(NO_DELEGATION), name.clone(), *id));
        let ids: Vec<_> = rows.iter().map(|(id, ..)| PersonId(*id)).collect();
        let figures = self.figures_of_deputies(&ids).await?;
        let rows = rows.into_iter().map(|(id, name, township)| {
            let own = figures.get(&id.to_string());
            let n = |figure| own.map_or(0, |own| own.n(figure));
            DeputyLine {
                id: PersonId(id),
                name,
                township: township.map(TownshipId),
                led: n(Figure::Registered),
                co_signed: n(Figure::Plain(Plain::CoSigned)),
            }
        });
        Ok(DeputyPage { rows: rows.collect(), next, count })
    }

    /// A deputy, in office or not any more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for whoever never was one.
    pub async fn deputy(&self, id: PersonId) -> Result<DeputyRecord> {
        use person::Column as C;
        let found: Option<(String, Option<i32>)> = person::Entity::find_by_id(id.0)
            .select_only()
            .columns([C::Name, C::TownshipId])
            .filter(C::Id.in_subquery(ever_deputies()))
            .into_tuple()
            .one(&self.db)
            .await?;
        let (name, township) = found.ok_or(StoreError::NotFound)?;
        let rows = person_role::Entity::find()
            .filter(person_role::Column::PersonId.eq(id.0))
            .filter(person_role::Column::Office.eq(Office::Deputy.code()))
            .order_by_asc(person_role::Column::Id)
            .all(&self.db)
            .await?;
        let mandates = rows.into_iter().map(|row| {
            let ended_on = row.ended_on.map(|day| day.parse()).transpose();
            let ended_on = ended_on.map_err(|error: jiff::Error| StoreError::bad_row("person_role", error))?;
            Ok(Mandate { term: row.term, ended_on })
        });
        Ok(DeputyRecord {
            id,
            name,
            township: township.map(TownshipId),
            mandates: mandates.collect::<Result<_>>()?,
            figures: self.member_figures(Kind::Deputy, &id.to_string()).await?,
        })
    }

    /// Who is a deputy now.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn deputies_in_office(&self) -> Result<Vec<PersonId>> {
        let select = person::Entity::find().select_only().column(person::Column::Id);
        let select = select.filter(person::Column::Id.in_subquery(deputies_today())).order_by_asc(person::Column::Id);
        let ids: Vec<Uuid> = select.into_tuple().all(&self.db).await?;
        Ok(ids.into_iter().map(PersonId).collect())
    }

    /// The name of whoever is or was a deputy.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn deputy_name(&self, id: PersonId) -> Result<Option<String>> {
        let select = person::Entity::find_by_id(id.0).select_only().column(person::Column::Name);
        let select = select.filter(person::Column::Id.in_subquery(ever_deputies()));
        Ok(select.into_tuple().one(&self.db).await?)
    }
}

/// Whoever holds or held a mandate.
fn ever_deputies() -> SelectStatement {
    Query::select()
        .column(person_role::Column::PersonId)
        .from(person_role::Entity)
        .and_where(person_role::Column::Office.eq(Office::Deputy.code()))
        .to_owned()
}

/// Whoever holds one now.
fn deputies_today() -> SelectStatement {
    ever_deputies().and_where(person_role::Column::EndedOn.is_null()).to_owned()
}
