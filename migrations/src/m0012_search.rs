//! The index made anew for searching: rows in the order of registration, number and deputy beside the texts.
//!
//! It holds nothing that the proposals do not have: the application indexes every paper again when it starts.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, boolean, integer, pk_auto, uuid, uuid_uniq};
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
        drop_index(manager).await?;
        let mut search_text = table();
        search_text.col(big_integer_null("registered_ms"));
        manager.create_table(search_text).await?;
        let sql: &[&str] = match manager.get_database_backend() {
            // `paper` answers which papers are alike; `head` and `everything` narrow a search down to candidates, which
            // the folded texts then decide: positions in a tsvector end at 16383, and those of one token after 256.
            DbBackend::Postgres => &[
                "ALTER TABLE search_text ADD COLUMN paper tsvector NOT NULL, ADD COLUMN head tsvector NOT NULL, \
                 ADD COLUMN everything tsvector NOT NULL, ADD COLUMN head_text text NOT NULL, ADD COLUMN body_text text NOT NULL",
                "CREATE INDEX ix_search_text_paper ON search_text USING gin (paper)",
                "CREATE INDEX ix_search_text_head ON search_text USING gin (head)",
                "CREATE INDEX ix_search_text_everything ON search_text USING gin (everything)",
            ],
            // Beginnings of five letters are single characters: `h` and four digits.
            _ => &["CREATE VIRTUAL TABLE search_index USING fts5(title, label, paper, reply, \
                   content='', contentless_delete=1, prefix='5', tokenize='unicode61 remove_diacritics 0')"],
        };
        for sql in sql {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        manager.create_index(index("search_text", &["tokens_version"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_index(manager).await?;
        manager.create_table(table()).await?;
        let sql: &[&str] = match manager.get_database_backend() {
            DbBackend::Postgres => &[
                "ALTER TABLE search_text ADD COLUMN paper tsvector NOT NULL, ADD COLUMN reply tsvector NOT NULL",
                "CREATE INDEX ix_search_text_paper ON search_text USING gin (paper)",
                "CREATE INDEX ix_search_text_reply ON search_text USING gin (reply)",
            ],
            _ => &["CREATE VIRTUAL TABLE search_index USING fts5(title, paper, reply, \
                   content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0')"],
        };
        for sql in sql {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        manager.create_index(index("search_text", &["tokens_version"])).await
    }
}

/// What both forms of the table have.
fn table() -> TableCreateStatement {
    Table::create()
        .table("search_text")
        .col(pk_auto("id"))
        .col(uuid_uniq("paper_id"))
        .col(uuid("lead_id"))
        .col(boolean("is_public"))
        .col(integer("tokens_version"))
        .col(big_integer("fingerprint"))
        .foreign_key(ForeignKey::create().from("search_text", "paper_id").to("paper", "id"))
        .to_owned()
}

async fn drop_index(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.drop_table(Table::drop().table("search_text").to_owned()).await?;
    if manager.get_database_backend() == DbBackend::Sqlite {
        manager.get_connection().execute_unprepared("DROP TABLE search_index").await?;
    }
    Ok(())
}
