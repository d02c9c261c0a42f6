//! What was asked once is done once: acts by the fingerprint of the form that asked for them, with what was answered; and
//! who wrote a draft last, so that a save whose answer was lost is known again.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, string, text, text_null, uuid};

use crate::tables::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let act = Table::create()
            .table("act")
            .col(string("fingerprint").primary_key())
            .col(big_integer("at_ms"))
            .col(boolean("is_done"))
            .col(text_null("location"))
            .col(text("answer"))
            .to_owned();
        manager.create_table(act).await?;
        manager.create_index(index("act", &["at_ms"])).await?;
        let writer = Table::create()
            .table("writer")
            .col(uuid("paper_id").primary_key())
            .col(string("page"))
            .col(big_integer("turn"))
            .foreign_key(ForeignKey::create().from("writer", "paper_id").to("paper", "id"))
            .to_owned();
        manager.create_table(writer).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["writer", "act"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
