//! Proposals, the units they went to, their log, their counters and their numbers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, integer_null, string, string_null, text, uuid, uuid_null,
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
        let proposal = Table::create()
            .table("proposal")
            .col(uuid("id").primary_key())
            .col(integer("version"))
            .col(string("stage"))
            .col(boolean("is_public"))
            .col(uuid("lead_id"))
            .col(string("lead_name"))
            .col(text("title"))
            .col(string_null("number").unique_key())
            .col(string_null("cohort"))
            .col(string("topic"))
            .col(integer_null("township_id"))
            .col(integer_null("lead_unit_id"))
            .col(integer_null("year"))
            .col(big_integer_null("registered_ms"))
            .col(string_null("due_on"))
            .col(string_null("awaits"))
            .col(string("awaits_until"))
            .col(string_null("wakes_on"))
            .col(boolean("is_key"))
            .col(big_integer_null("replied_ms"))
            .col(string_null("reply_class"))
            .col(big_integer("changed_ms"))
            .col(text("state"))
            .foreign_key(ForeignKey::create().from("proposal", "lead_id").to("person", "id"))
            .foreign_key(ForeignKey::create().from("proposal", "township_id").to("township", "id"))
            .foreign_key(ForeignKey::create().from("proposal", "lead_unit_id").to("unit", "id"))
            .to_owned();
        manager.create_table(proposal).await?;
        let lists: [&[&str]; 10] = [
            &["is_public", "registered_ms", "id"],
            &["is_public", "stage", "registered_ms", "id"],
            &["is_public", "topic", "registered_ms", "id"],
            &["is_public", "township_id", "registered_ms", "id"],
            &["is_public", "year", "registered_ms", "id"],
            &["is_public", "cohort", "registered_ms", "id"],
            &["is_public", "replied_ms", "id"],
            &["lead_id", "changed_ms", "id"],
            &["awaits", "awaits_until", "id"],
            &["wakes_on"],
        ];
        for columns in lists {
            manager.create_index(index("proposal", columns)).await?;
        }
        let key = index("proposal", &["cohort"]).and_where(Expr::col("is_key")).to_owned();
        manager.create_index(key).await?;

        let assignment = Table::create()
            .table("assignment")
            .col(uuid("proposal_id"))
            .col(integer("unit_id"))
            .col(string("part"))
            .col(boolean("accepted"))
            .primary_key(Index::create().col("proposal_id").col("unit_id"))
            .foreign_key(ForeignKey::create().from("assignment", "proposal_id").to("proposal", "id"))
            .foreign_key(ForeignKey::create().from("assignment", "unit_id").to("unit", "id"))
            .to_owned();
        manager.create_table(assignment).await?;
        manager.create_index(index("assignment", &["unit_id", "proposal_id"])).await?;

        let event = Table::create()
            .table("event")
            .col(uuid("proposal_id"))
            .col(integer("seq"))
            .col(big_integer("at_ms"))
            .col(string("step"))
            .col(uuid_null("person_id"))
            .col(text("record"))
            .primary_key(Index::create().col("proposal_id").col("seq"))
            .foreign_key(ForeignKey::create().from("event", "proposal_id").to("proposal", "id"))
            .to_owned();
        manager.create_table(event).await?;
        for sql in append_only(manager.get_database_backend()) {
            manager.get_connection().execute_unprepared(sql).await?;
        }

        let tally = Table::create()
            .table("tally")
            .col(string("cohort"))
            .col(string("figure"))
            .col(big_integer("n"))
            .primary_key(Index::create().col("cohort").col("figure"))
            .to_owned();
        manager.create_table(tally).await?;
        let series =
            Table::create().table("number_series").col(string("cohort").primary_key()).col(integer("last")).to_owned();
        manager.create_table(series).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["number_series", "tally", "event", "assignment", "proposal"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// The log is append-only, whoever asks: the database itself refuses to change or delete a line.
fn append_only(backend: DbBackend) -> &'static [&'static str] {
    match backend {
        DbBackend::Postgres => &[
            "CREATE FUNCTION refuse_event_change() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$",
            "CREATE TRIGGER event_is_append_only BEFORE UPDATE OR DELETE ON event \
             FOR EACH ROW EXECUTE FUNCTION refuse_event_change()",
        ],
        _ => &[
            "CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event \
             BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
            "CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event \
             BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
        ],
    }
}
