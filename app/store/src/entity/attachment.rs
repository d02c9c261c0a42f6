//! A file attached to a paper; `gone_ms` is when it stops to count, unless it is confirmed before.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub paper_id: Uuid,
    pub purpose: String,
    pub name: String,
    pub kind: String,
    pub bytes: i64,
    pub sha256: String,
    pub bound_to: Option<String>,
    pub person_id: Uuid,
    pub at_ms: i64,
    pub gone_ms: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
