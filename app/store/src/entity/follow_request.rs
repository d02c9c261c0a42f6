//! Somebody's wish to follow something, until the address is confirmed and two days longer at most.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "follow_request")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub address: String,
    #[sea_orm(column_type = "Text")]
    pub followed: String,
    pub wish: String,
    pub lang: String,
    pub client: String,
    pub token_hash: Option<String>,
    pub asked_ms: i64,
    pub confirmed_ms: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
