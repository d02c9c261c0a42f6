//! A version of the limits: from when, by what, entered by whom and when.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_version")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    pub effective_from: String,
    pub source: String,
    pub entered_by: String,
    pub entered_ms: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
