//! An office that a person holds.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person_role")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub person_id: Uuid,
    pub office: String,
    pub body_id: Option<i32>,
    pub term: Option<i32>,
    pub ended_on: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
