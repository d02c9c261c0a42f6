//! The accounts office: roster numbers, telephones, ended roles, units in use, imports, activation codes and a log.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean, integer, integer_null, pk_auto, string, string_null, text, uuid, uuid_null,
};
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
        // One column a statement: SQLite takes no more.
        let columns = [
            ("person", integer("version").default(1).take()),
            ("person", string_null("roster_key").take()),
            ("person", string_null("phone").take()),
            ("person", boolean("suspended").default(false).take()),
            ("person_role", integer_null("term").take()),
            ("person_role", string_null("ended_on").take()),
            ("body", string_null("short_name").take()),
            ("body", boolean("is_government").default(true).take()),
            ("body", boolean("is_open").default(true).take()),
        ];
        for (table, column) in columns {
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        manager.create_index(index("person", &["roster_key"]).unique().to_owned()).await?;
        manager.create_index(index("person", &["name", "id"])).await?;
        manager.create_index(index("person_role", &["office", "body_id"])).await?;

        let import = Table::create()
            .table("roster_import")
            .col(uuid("id").primary_key())
            .col(uuid("person_id"))
            .col(big_integer("at_ms"))
            .col(string("kind"))
            .col(text("file_name"))
            .col(text("sheet"))
            .col(string_null("outcome"))
            .foreign_key(ForeignKey::create().from("roster_import", "person_id").to("person", "id"))
            .to_owned();
        manager.create_table(import).await?;
        manager.create_index(index("roster_import", &["at_ms"])).await?;

        let code = Table::create()
            .table("activation_code")
            .col(uuid("person_id").primary_key())
            .col(string("fingerprint"))
            .col(string("until"))
            .foreign_key(ForeignKey::create().from("activation_code", "person_id").to("person", "id"))
            .to_owned();
        manager.create_table(code).await?;

        let event = Table::create()
            .table("account_event")
            .col(pk_auto("id"))
            .col(big_integer("at_ms"))
            .col(uuid_null("actor_id"))
            .col(uuid_null("person_id"))
            .col(text("record"))
            .foreign_key(ForeignKey::create().from("account_event", "actor_id").to("person", "id"))
            .foreign_key(ForeignKey::create().from("account_event", "person_id").to("person", "id"))
            .to_owned();
        manager.create_table(event).await?;
        manager.create_index(index("account_event", &["person_id", "id"])).await?;
        for sql in append_only(manager.get_database_backend()) {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["account_event", "activation_code", "roster_import"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        for (table, columns) in
            [("person", &["roster_key"][..]), ("person", &["name", "id"]), ("person_role", &["office", "body_id"])]
        {
            let name = format!("ix_{table}_{}", columns.join("_"));
            manager.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
        }
        for (table, column) in [
            ("body", "is_open"),
            ("body", "is_government"),
            ("body", "short_name"),
            ("person_role", "ended_on"),
            ("person_role", "term"),
            ("person", "suspended"),
            ("person", "phone"),
            ("person", "roster_key"),
            ("person", "version"),
        ] {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}

/// The log of accounts is append-only, as that of proposals is.
fn append_only(backend: DbBackend) -> &'static [&'static str] {
    match backend {
        DbBackend::Postgres => {
            &["CREATE TRIGGER account_event_is_append_only BEFORE UPDATE OR DELETE ON account_event \
             FOR EACH ROW EXECUTE FUNCTION refuse_event_change()"]
        }
        _ => &[
            "CREATE TRIGGER account_event_is_never_changed BEFORE UPDATE ON account_event \
             BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
            "CREATE TRIGGER account_event_is_never_deleted BEFORE DELETE ON account_event \
             BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
        ],
    }
}
