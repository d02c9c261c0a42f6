//! What is swept each minute is found by its age, without reading what stays.

use sea_orm_migration::prelude::*;

use crate::tables::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(index("notice", &["at_ms"])).await?;
        manager.create_index(index("outbox", &["done_ms"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("ix_outbox_done_ms").table("outbox").to_owned()).await?;
        manager.drop_index(Index::drop().name("ix_notice_at_ms").table("notice").to_owned()).await
    }
}
