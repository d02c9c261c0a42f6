//! Something that is awaited on a paper, once for each audience from which it is.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "awaited")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub paper_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub audience: String,
    pub step: String,
    /// The last day, or one that never comes.
    pub until: String,
    /// Whether a limit or a promise of its own runs, of which people are reminded.
    pub reminds: bool,
    /// Whether it is the first row of what is awaited: for counting.
    pub is_first: bool,
    /// The unit from which it is awaited, where it is a unit's to do.
    pub body_id: Option<i32>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {
    #[sea_orm(belongs_to = "super::proposal::Entity", from = "Column::PaperId", to = "super::proposal::Column::Id")]
    Proposal,
}

impl Related<super::proposal::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Proposal.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
