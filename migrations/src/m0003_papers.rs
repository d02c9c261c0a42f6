//! Papers, whatever their kind, with their log, their links and the units they went to; proposals, their counters and their numbers.

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
        let paper = Table::create()
            .table("paper")
            .col(uuid("id").primary_key())
            .col(string("kind"))
            .col(integer("version"))
            .col(boolean("is_public"))
            .col(text("title"))
            .col(string_null("number"))
            .col(string_null("wakes_on"))
            .col(text("state"))
            .to_owned();
        manager.create_table(paper).await?;
        manager.create_index(index("paper", &["wakes_on"])).await?;

        let proposal = Table::create()
            .table("proposal")
            .col(uuid("id").primary_key())
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
            .col(boolean("is_key"))
            .col(big_integer_null("replied_ms"))
            .col(string_null("reply_class"))
            .col(big_integer("changed_ms"))
            .foreign_key(ForeignKey::create().from("proposal", "id").to("paper", "id"))
            .foreign_key(ForeignKey::create().from("proposal", "lead_id").to("person", "id"))
            .foreign_key(ForeignKey::create().from("proposal", "township_id").to("township", "id"))
            .foreign_key(ForeignKey::create().from("proposal", "lead_unit_id").to("body", "id"))
            .to_owned();
        manager.create_table(proposal).await?;
        let lists: [&[&str]; 9] = [
            &["is_public", "registered_ms", "id"],
            &["is_public", "stage", "registered_ms", "id"],
            &["is_public", "topic", "registered_ms", "id"],
            &["is_public", "township_id", "registered_ms", "id"],
            &["is_public", "year", "registered_ms", "id"],
            &["is_public", "cohort", "registered_ms", "id"],
            &["is_public", "replied_ms", "id"],
            &["lead_id", "changed_ms", "id"],
            &["awaits", "awaits_until", "id"],
        ];
        for columns in lists {
            manager.create_index(index("proposal", columns)).await?;
        }
        let key = index("proposal", &["cohort"]).and_where(Expr::col("is_key")).to_owned();
        manager.create_index(key).await?;

        let assignment = Table::create()
            .table("assignment")
            .col(uuid("paper_id"))
            .col(integer("body_id"))
            .col(string("part"))
            .col(boolean("accepted"))
            .primary_key(Index::create().col("paper_id").col("body_id"))
            .foreign_key(ForeignKey::create().from("assignment", "paper_id").to("paper", "id"))
            .foreign_key(ForeignKey::create().from("assignment", "body_id").to("body", "id"))
            .to_owned();
        manager.create_table(assignment).await?;
        manager.create_index(index("assignment", &["body_id", "paper_id"])).await?;

        let link = Table::create()
            .table("link")
            .col(uuid("paper_id"))
            .col(uuid("other_id"))
            .primary_key(Index::create().col("paper_id").col("other_id"))
            .foreign_key(ForeignKey::create().from("link", "paper_id").to("paper", "id"))
            .foreign_key(ForeignKey::create().from("link", "other_id").to("paper", "id"))
            .to_owned();
        manager.create_table(link).await?;

        let event = Table::create()
            .table("event")
            .col(uuid("paper_id"))
            .col(integer("seq"))
            .col(big_integer("at_ms"))
            .col(string("step"))
            .col(uuid_null("person_id"))
            .col(text("record"))
            .primary_key(Index::create().col("paper_id").col("seq"))
            .foreign_key(ForeignKey::create().from("event", "paper_id").to("paper", "id"))
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
        for table in ["number_series", "tally", "event", "link", "assignment", "proposal", "paper"] {
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
