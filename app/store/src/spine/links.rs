//! Links between papers of any kinds.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, Set,
};
use uuid::Uuid;

use crate::entity::{link, paper};
use crate::error::Result;

/// A paper to which another leads.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Linked {
    /// The paper that leads to it.
    pub(crate) from: Uuid,
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    pub(crate) number: Option<String>,
    pub(crate) title: String,
}

/// Writes anew to which papers one leads.
pub(crate) async fn write(db: &impl ConnectionTrait, id: Uuid, others: impl Iterator<Item = Uuid>) -> Result<()> {
    link::Entity::delete_many().filter(link::Column::PaperId.eq(id)).exec(db).await?;
    insert(db, others.map(|other| (id, other))).await
}

/// Writes links of papers that had none.
pub(crate) async fn insert(db: &impl ConnectionTrait, links: impl Iterator<Item = (Uuid, Uuid)>) -> Result<()> {
    let rows: Vec<_> =
        links.map(|(paper, other)| link::ActiveModel { paper_id: Set(paper), other_id: Set(other) }).collect();
    for rows in rows.chunks(500) {
        link::Entity::insert_many(rows.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The papers to which some lead, by those, in the order of their numbers. A paper that is not public does not exist for
/// most readers, so neither does a link to it.
pub(crate) async fn linked(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
    sees_all: bool,
) -> Result<BTreeMap<Uuid, Vec<Linked>>> {
    use paper::Column as C;
    let mut select = link::Entity::find()
        .join(JoinType::InnerJoin, link::Relation::Other.def())
        .filter(link::Column::PaperId.is_in(ids))
        .select_only()
        .column_as(link::Column::PaperId, "from")
        .columns([C::Id, C::Kind, C::Number, C::Title])
        .order_by_asc(C::Number)
        .order_by_asc(C::Id);
    if !sees_all {
        select = select.filter(C::IsPublic.eq(true));
    }
    let mut found: BTreeMap<Uuid, Vec<Linked>> = BTreeMap::new();
    for one in select.into_model::<Linked>().all(db).await? {
        found.entry(one.from).or_default().push(one);
    }
    Ok(found)
}
