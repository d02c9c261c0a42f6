//! The index of every paper's text, and the versions of drafts.
//!
//! The index holds tokens that the application makes, encoded so that no database's own tokenizer changes them. Papers
//! that are there already are indexed by the application when it starts.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, integer, pk_auto, string, text, uuid, uuid_uniq};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::tables::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let search_text = Table::create()
            .table("search_text")
            .col(pk_auto("id"))
            .col(uuid_uniq("paper_id"))
            .col(uuid("lead_id"))
            .col(boolean("is_public"))
            .col(integer("tokens_version"))
            .col(big_integer("fingerprint"))
            .foreign_key(ForeignKey::create().from("search_text", "paper_id").to("paper", "id"))
            .to_owned();
        manager.create_table(search_text).await?;
        let sql: &[&str] = match manager.get_database_backend() {
            // Titles carry weight A, the rest of a paper B; replies stand apart.
            DbBackend::Postgres => &[
                "ALTER TABLE search_text ADD COLUMN paper tsvector NOT NULL, ADD COLUMN reply tsvector NOT NULL",
                "CREATE INDEX ix_search_text_paper ON search_text USING gin (paper)",
                "CREATE INDEX ix_search_text_reply ON search_text USING gin (reply)",
            ],
            // The text itself is in the proposals already: only the index is kept, under the id of its row above.
            _ => &["CREATE VIRTUAL TABLE search_index USING fts5(title, paper, reply, \
                   content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0')"],
        };
        for sql in sql {
            manager.get_connection().execute_unprepared(sql).await?;
        }

        let draft_version = Table::create()
            .table("draft_version")
            .col(uuid("paper_id"))
            .col(integer("seq"))
            .col(big_integer("begun_ms"))
            .col(big_integer("at_ms"))
            .col(string("kept"))
            .col(integer("length"))
            .col(text("draft"))
            .primary_key(Index::create().col("paper_id").col("seq"))
            .foreign_key(ForeignKey::create().from("draft_version", "paper_id").to("paper", "id"))
            .to_owned();
        manager.create_table(draft_version).await?;
        // The index finds again what an older tokenizer indexed.
        manager.create_index(index("search_text", &["tokens_version"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("draft_version").to_owned()).await?;
        manager.drop_table(Table::drop().table("search_text").to_owned()).await?;
        if manager.get_database_backend() == DbBackend::Sqlite {
            manager.get_connection().execute_unprepared("DROP TABLE search_index").await?;
        }
        Ok(())
    }
}
