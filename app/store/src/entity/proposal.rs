//! A proposal: its state as JSON, and the columns that lists look it up by.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub stage: String,
    pub is_public: bool,
    pub lead_id: Uuid,
    pub lead_name: String,
    pub title: String,
    pub number: Option<String>,
    pub cohort: Option<String>,
    pub topic: String,
    pub township_id: Option<i32>,
    pub lead_unit_id: Option<i32>,
    pub year: Option<i32>,
    pub registered_ms: Option<i64>,
    pub due_on: Option<String>,
    pub wakes_on: Option<String>,
    pub is_key: bool,
    pub replied_ms: Option<i64>,
    pub reply_class: Option<String>,
    pub changed_ms: i64,
    pub public_ms: Option<i64>,
    #[sea_orm(column_type = "Text")]
    pub state: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
