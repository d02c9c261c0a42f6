//! Promises with their last days, ratings that are not sent yet, who else is asked, and the limit for checking a contact.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, integer, string, string_null, text, uuid};

use crate::tables::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["asks_lead", "asks_office"] {
            let asked = Table::alter()
                .table("proposal")
                .add_column(ColumnDef::new(column).boolean().not_null().default(false))
                .to_owned();
            manager.alter_table(asked).await?;
            manager.create_index(index("proposal", &[column, "id"]).and_where(Expr::col(column)).to_owned()).await?;
        }
        manager.create_index(index("proposal", &["stage", "due_on", "id"])).await?;
        let promise = Table::create()
            .table("promise")
            .col(uuid("paper_id"))
            .col(integer("position"))
            .col(integer("body_id"))
            .col(string("due_on"))
            .col(string("state"))
            .col(string_null("settled_on"))
            .col(boolean("looks_back"))
            .col(boolean("is_public"))
            .col(text("text"))
            .primary_key(Index::create().col("paper_id").col("position"))
            .foreign_key(ForeignKey::create().from("promise", "paper_id").to("paper", "id"))
            .to_owned();
        manager.create_table(promise).await?;
        manager.create_index(index("promise", &["due_on", "paper_id", "position"])).await?;
        manager.create_index(index("promise", &["body_id", "due_on"])).await?;
        let rating = Table::create()
            .table("rating_draft")
            .col(uuid("proposal_id").primary_key())
            .col(uuid("person_id"))
            .col(text("form"))
            .foreign_key(ForeignKey::create().from("rating_draft", "proposal_id").to("proposal", "id"))
            .foreign_key(ForeignKey::create().from("rating_draft", "person_id").to("person", "id"))
            .to_owned();
        manager.create_table(rating).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["rating_draft", "promise"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        manager.drop_index(Index::drop().name("ix_proposal_stage_due_on_id").to_owned()).await?;
        for column in ["asks_lead", "asks_office"] {
            let name = format!("ix_proposal_{column}_id");
            manager.drop_index(Index::drop().name(name).to_owned()).await?;
            manager.alter_table(Table::alter().table("proposal").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
