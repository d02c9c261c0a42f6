//! Notices, the mail that waits to be sent, each person's settings for both, and addresses.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, string, string_null, text, text_null,
};
use sea_orm_migration::schema::{uuid, uuid_null};

use crate::tables::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let email = Table::alter().table("person").add_column(string_null("email")).to_owned();
        manager.alter_table(email).await?;
        let notice = Table::create()
            .table("notice")
            .col(uuid("id").primary_key())
            .col(uuid("person_id"))
            .col(uuid_null("paper_id"))
            .col(string("kind"))
            .col(text("data"))
            .col(big_integer("at_ms"))
            .col(big_integer_null("read_ms"))
            .col(string("dedupe").unique_key())
            .foreign_key(ForeignKey::create().from("notice", "person_id").to("person", "id"))
            .foreign_key(ForeignKey::create().from("notice", "paper_id").to("paper", "id"))
            .to_owned();
        manager.create_table(notice).await?;
        manager.create_index(index("notice", &["person_id", "at_ms", "id"])).await?;
        let unread = index("notice", &["person_id"]).and_where(Expr::col("read_ms").is_null()).to_owned();
        manager.create_index(unread).await?;
        let setting = Table::create()
            .table("notice_setting")
            .col(uuid("person_id").primary_key())
            .col(string("mail"))
            .col(boolean("reminders"))
            .col(string("lang"))
            .foreign_key(ForeignKey::create().from("notice_setting", "person_id").to("person", "id"))
            .to_owned();
        manager.create_table(setting).await?;
        manager.create_index(index("notice_setting", &["mail", "person_id"])).await?;
        let outbox = Table::create()
            .table("outbox")
            .col(uuid("id").primary_key())
            .col(uuid("person_id"))
            .col(string("address"))
            .col(text("subject"))
            .col(text("body"))
            .col(string("dedupe").unique_key())
            .col(string("state"))
            .col(integer("attempts"))
            .col(big_integer("next_try_ms"))
            .col(uuid_null("lease"))
            .col(big_integer("lease_until_ms"))
            .col(big_integer("queued_ms"))
            .col(big_integer_null("done_ms"))
            .col(text_null("trouble"))
            .foreign_key(ForeignKey::create().from("outbox", "person_id").to("person", "id"))
            .to_owned();
        manager.create_table(outbox).await?;
        manager.create_index(index("outbox", &["state", "next_try_ms", "id"])).await?;
        let job = Table::create().table("job_day").col(string("job").primary_key()).col(string("day")).to_owned();
        manager.create_table(job).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["job_day", "outbox", "notice_setting", "notice"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        manager.alter_table(Table::alter().table("person").drop_column("email").to_owned()).await
    }
}
