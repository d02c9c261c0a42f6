//! The deputies who may be asked to sign.

use domain::county::people::{Deputy, Office, PersonId, TownshipId};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::Store;
use crate::entity::{person, person_role};
use crate::error::Result;

/// More deputies than any county has.
const MOST: u64 = 2000;

impl Store {
    /// Every deputy in office, by delegation and name.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn deputies(&self) -> Result<Vec<Deputy>> {
        deputies(&self.db, Condition::all()).await
    }
}

/// Those of the ids that a form sent which are deputies'.
pub(crate) async fn deputies_among(db: &impl ConnectionTrait, raw: &[String]) -> Result<Vec<Deputy>> {
    let ids: Vec<Uuid> = raw.iter().take(100).filter_map(|raw| raw.trim().parse().ok()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    deputies(db, Condition::all().add(person::Column::Id.is_in(ids))).await
}

async fn deputies(db: &impl ConnectionTrait, condition: Condition) -> Result<Vec<Deputy>> {
    let mandate = Query::select()
        .column(person_role::Column::PersonId)
        .from(person_role::Entity)
        .and_where(person_role::Column::Office.eq(Office::Deputy.code()))
        .and_where(person_role::Column::EndedOn.is_null())
        .to_owned();
    let rows: Vec<(Uuid, String, Option<i32>)> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::Name, person::Column::TownshipId])
        .filter(condition)
        .filter(person::Column::Id.in_subquery(mandate))
        .order_by_asc(person::Column::TownshipId)
        .order_by_asc(person::Column::Name)
        .order_by_asc(person::Column::Id)
        .limit(MOST)
        .into_tuple()
        .all(db)
        .await?;
    let deputy = |(id, name, township): (Uuid, String, Option<i32>)| Deputy {
        person: PersonId(id),
        name,
        township: township.map(TownshipId),
    };
    Ok(rows.into_iter().map(deputy).collect())
}
