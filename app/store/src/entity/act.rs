//! Something that somebody has asked for by a form, by the form's fingerprint.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "act")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub fingerprint: String,
    /// When it was begun.
    pub at_ms: i64,
    pub is_done: bool,
    /// Where it led.
    #[sea_orm(column_type = "Text", nullable)]
    pub location: Option<String>,
    /// What else was answered.
    #[sea_orm(column_type = "Text")]
    pub answer: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
