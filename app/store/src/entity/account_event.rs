//! A line of the log of accounts.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_event")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub at_ms: i64,
    pub actor_id: Option<Uuid>,
    pub person_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub record: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
