//! Counters by group, and the papers that each figure counts. Both are filled from the states at the next start.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string, uuid};

use crate::tables::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("tally").to_owned()).await?;
        let tally = Table::create()
            .table("tally")
            .col(string("kind"))
            .col(string("period"))
            .col(string("member"))
            .col(string("figure"))
            .col(big_integer("n"))
            .primary_key(Index::create().col("kind").col("period").col("member").col("figure"))
            .to_owned();
        manager.create_table(tally).await?;
        manager.create_index(index("tally", &["kind", "member"])).await?;
        let counted = Table::create()
            .table("counted")
            .col(uuid("paper_id"))
            .col(string("figure"))
            .col(big_integer("n"))
            .col(big_integer("registered_ms"))
            .primary_key(Index::create().col("paper_id").col("figure"))
            .foreign_key(ForeignKey::create().from("counted", "paper_id").to("paper", "id"))
            .to_owned();
        manager.create_table(counted).await?;
        manager.create_index(index("counted", &["figure", "registered_ms", "paper_id"])).await?;
        // Lists of what one unit or one deputy leads.
        manager.create_index(index("proposal", &["is_public", "lead_unit_id", "registered_ms", "id"])).await?;
        manager.create_index(index("proposal", &["is_public", "lead_id", "registered_ms", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["lead_id", "lead_unit_id"] {
            let name = format!("ix_proposal_is_public_{column}_registered_ms_id");
            manager.drop_index(Index::drop().name(name).table("proposal").to_owned()).await?;
        }
        for table in ["counted", "tally"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        let tally = Table::create()
            .table("tally")
            .col(string("cohort"))
            .col(string("figure"))
            .col(big_integer("n"))
            .primary_key(Index::create().col("cohort").col("figure"))
            .to_owned();
        manager.create_table(tally).await
    }
}
