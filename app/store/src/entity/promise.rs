//! A promise of a reply, and what has become of it.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "promise")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub paper_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub body_id: i32,
    pub due_on: String,
    pub state: String,
    pub settled_on: Option<String>,
    pub looks_back: bool,
    pub is_public: bool,
    #[sea_orm(column_type = "Text")]
    pub text: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {
    #[sea_orm(belongs_to = "super::proposal::Entity", from = "Column::PaperId", to = "super::proposal::Column::Id")]
    Proposal,
}

impl ActiveModelBehavior for ActiveModel {}
