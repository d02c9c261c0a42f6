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
        let commitment = Table::create()
            .table("commitment")
            .col(uuid("proposal_id"))
            .col(integer("position"))
            .col(integer("unit_id"))
            .col(string("due_on"))
            .col(string("state"))
            .col(string_null("settled_on"))
            .col(boolean("looks_back"))
            .col(boolean("is_public"))
            .col(text("text"))
            .primary_key(Index::create().col("proposal_id").col("position"))
            .foreign_key(ForeignKey::create().from("commitment", "proposal_id").to("proposal", "id"))
            .to_owned();
        manager.create_table(commitment).await?;
        manager.create_index(index("commitment", &["due_on", "proposal_id", "position"])).await?;
        manager.create_index(index("commitment", &["unit_id", "due_on"])).await?;
        let rating = Table::create()
            .table("rating_draft")
            .col(uuid("proposal_id").primary_key())
            .col(uuid("person_id"))
            .col(text("form"))
            .foreign_key(ForeignKey::create().from("rating_draft", "proposal_id").to("proposal", "id"))
            .foreign_key(ForeignKey::create().from("rating_draft", "person_id").to("person", "id"))
            .to_owned();
        manager.create_table(rating).await?;
        // Every version of the limits gets the new one.
        let versions = Query::select()
            .column("version")
            .expr(Expr::val("contact_check"))
            .column("effective_from")
            .expr(Expr::val(5))
            .expr(Expr::val("working_days"))
            .from("rule_version")
            .to_owned();
        let mut insert = Query::insert();
        insert.into_table("limit_rule").columns(["version", "limit_code", "effective_from", "length", "length_unit"]);
        insert.select_from(versions).map_err(|error| DbErr::Migration(error.to_string()))?;
        manager.execute(insert).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["rating_draft", "commitment"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        let delete =
            Query::delete().from_table("limit_rule").and_where(Expr::col("limit_code").eq("contact_check")).to_owned();
        manager.execute(delete).await?;
        manager.drop_index(Index::drop().name("ix_proposal_stage_due_on_id").to_owned()).await?;
        for column in ["asks_lead", "asks_office"] {
            let name = format!("ix_proposal_{column}_id");
            manager.drop_index(Index::drop().name(name).to_owned()).await?;
            manager.alter_table(Table::alter().table("proposal").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
