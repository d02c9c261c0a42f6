//! What one person is told.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub paper_id: Option<Uuid>,
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub data: String,
    pub at_ms: i64,
    pub read_ms: Option<i64>,
    pub dedupe: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
