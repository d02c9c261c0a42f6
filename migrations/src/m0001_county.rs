//! The county's townships and bodies (units, later others), its people with their offices, and their sessions in the browser.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, integer, integer_null, pk_auto, string, text, uuid};

use crate::tables::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let named = |table: &'static str| {
            Table::create()
                .table(table)
                .col(integer("id").primary_key())
                .col(string("name").unique_key())
                .col(string("name_en"))
                .to_owned()
        };
        manager.create_table(named("township")).await?;
        manager.create_table(named("body").col(string("kind").default("unit")).to_owned()).await?;
        let person = Table::create()
            .table("person")
            .col(uuid("id").primary_key())
            .col(string("login").unique_key())
            .col(string("name"))
            .col(text("password_hash"))
            .col(boolean("must_change_password"))
            .col(integer("epoch"))
            .col(integer_null("township_id"))
            .foreign_key(ForeignKey::create().from("person", "township_id").to("township", "id"))
            .to_owned();
        manager.create_table(person).await?;
        let role = Table::create()
            .table("person_role")
            .col(pk_auto("id"))
            .col(uuid("person_id"))
            .col(string("office"))
            .col(integer_null("body_id"))
            .foreign_key(ForeignKey::create().from("person_role", "person_id").to("person", "id"))
            .foreign_key(ForeignKey::create().from("person_role", "body_id").to("body", "id"))
            .to_owned();
        manager.create_table(role).await?;
        manager.create_index(index("person_role", &["person_id"])).await?;
        let attempt = Table::create()
            .table("login_attempt")
            .col(pk_auto("id"))
            .col(string("login"))
            .col(big_integer("at_ms"))
            .to_owned();
        manager.create_table(attempt).await?;
        manager.create_index(index("login_attempt", &["login", "at_ms"])).await?;
        let session = Table::create()
            .table("web_session")
            .col(string("id").primary_key())
            .col(text("data"))
            .col(big_integer("expires_ms"))
            .to_owned();
        manager.create_table(session).await?;
        manager.create_index(index("web_session", &["expires_ms"])).await?;
        let form = Table::create()
            .table("kept_form")
            .col(uuid("id").primary_key())
            .col(big_integer("at_ms"))
            .col(text("data"))
            .to_owned();
        manager.create_table(form).await?;
        manager.create_index(index("kept_form", &["at_ms"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["kept_form", "web_session", "login_attempt", "person_role", "person", "body", "township"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
