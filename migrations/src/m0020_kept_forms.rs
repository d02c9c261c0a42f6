//! A refused form is shown to the browser that sent it, and to no other; it belongs to one of three pools.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{small_integer, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = || Table::alter().table("kept_form").to_owned();
        manager.alter_table(table().add_column(uuid_null("browser")).to_owned()).await?;
        manager.alter_table(table().add_column(small_integer("pool").default(0)).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = || Table::alter().table("kept_form").to_owned();
        manager.alter_table(table().drop_column("pool").to_owned()).await?;
        manager.alter_table(table().drop_column("browser").to_owned()).await
    }
}
