//! Files attached to papers: the rows; their bytes stand in the file store under the id.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, string, string_null, uuid};

use crate::tables::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let attachment = Table::create()
            .table("attachment")
            .col(uuid("id").primary_key())
            .col(uuid("paper_id"))
            .col(string("purpose"))
            .col(string("name"))
            .col(string("kind"))
            .col(big_integer("bytes"))
            .col(string("sha256"))
            .col(string_null("bound_to"))
            .col(uuid("person_id"))
            .col(big_integer("at_ms"))
            .col(big_integer_null("gone_ms"))
            .foreign_key(ForeignKey::create().from("attachment", "paper_id").to("paper", "id"))
            .foreign_key(ForeignKey::create().from("attachment", "person_id").to("person", "id"))
            .to_owned();
        manager.create_table(attachment).await?;
        manager.create_index(index("attachment", &["paper_id", "at_ms", "id"])).await?;
        manager.create_index(index("attachment", &["gone_ms"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("attachment").to_owned()).await
    }
}
