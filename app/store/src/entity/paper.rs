//! The spine: a paper of any kind, with its state as JSON. Whatever hangs on a paper hangs on this row.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "paper")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub version: i32,
    pub is_public: bool,
    pub title: String,
    pub number: Option<String>,
    pub wakes_on: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub state: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
