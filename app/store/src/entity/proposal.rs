//! A proposal's line: the columns that lists look it up by.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
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
    pub is_key: bool,
    pub replied_ms: Option<i64>,
    pub reply_class: Option<String>,
    pub changed_ms: i64,
    pub public_ms: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {
    #[sea_orm(belongs_to = "super::paper::Entity", from = "Column::Id", to = "super::paper::Column::Id")]
    Paper,
}

impl ActiveModelBehavior for ActiveModel {}
