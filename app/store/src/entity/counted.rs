//! A public paper in the list behind a figure.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "counted")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub paper_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub figure: String,
    pub n: i64,
    pub registered_ms: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {
    #[sea_orm(belongs_to = "super::proposal::Entity", from = "Column::PaperId", to = "super::proposal::Column::Id")]
    Proposal,
}

impl ActiveModelBehavior for ActiveModel {}
