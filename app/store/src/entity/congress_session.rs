//! A session of the congress.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "congress_session")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub term: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub ordinal: i32,
    pub opens_on: String,
    pub closes_on: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
