//! A mail that waits to be sent, or was.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Option<Uuid>,
    pub address: String,
    #[sea_orm(column_type = "Text")]
    pub subject: String,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub dedupe: String,
    pub state: String,
    pub attempts: i32,
    pub next_try_ms: i64,
    pub lease: Option<Uuid>,
    pub lease_until_ms: i64,
    pub queued_ms: i64,
    pub done_ms: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub trouble: Option<String>,
    pub follower_id: Option<Uuid>,
    pub request_id: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
