//! Who is awaited for what until when, for desks, their dates, reminders and supervision: one table instead of marks on
//! papers, units and signers.
//!
//! It holds nothing that the proposals do not have: the application writes it anew when it starts.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, integer, integer_null, string, string_null, uuid};

use crate::tables::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("awaited")
            .col(uuid("paper_id"))
            .col(integer("position"))
            .col(string("audience"))
            .col(string("step"))
            .col(string("until"))
            .col(boolean("reminds"))
            .col(boolean("is_first"))
            .col(integer_null("body_id"))
            .primary_key(Index::create().col("paper_id").col("position").col("audience"))
            .foreign_key(ForeignKey::create().from("awaited", "paper_id").to("paper", "id"))
            .to_owned();
        manager.create_table(table).await?;
        manager.create_index(index("awaited", &["audience", "until", "paper_id"])).await?;
        let reminding = index("awaited", &["until", "paper_id"])
            .and_where(Expr::col("reminds").and(Expr::col("is_first")))
            .to_owned();
        manager.create_index(reminding).await?;
        for (table, name) in [
            ("proposal", "ix_proposal_awaits_awaits_until_id"),
            ("proposal", "ix_proposal_asks_lead_id"),
            ("proposal", "ix_proposal_asks_office_id"),
            ("signer", "ix_signer_person_id_waits_proposal_id"),
            ("assignment", "ix_assignment_returning_paper_id"),
        ] {
            manager.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
        }
        for (table, column) in COLUMNS {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        manager.create_index(index("signer", &["person_id", "proposal_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("ix_signer_person_id_proposal_id").table("signer").to_owned()).await?;
        for (table, column) in COLUMNS {
            let column = match column {
                "awaits" => string_null(column),
                "awaits_until" => string(column).default("9999-12-31").to_owned(),
                _ => boolean(column).default(false).to_owned(),
            };
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        manager.create_index(index("proposal", &["awaits", "awaits_until", "id"])).await?;
        for column in ["asks_lead", "asks_office"] {
            manager.create_index(index("proposal", &[column, "id"]).and_where(Expr::col(column)).to_owned()).await?;
        }
        manager.create_index(index("signer", &["person_id", "waits", "proposal_id"])).await?;
        let pending = index("assignment", &["returning", "paper_id"]).and_where(Expr::col("returning")).to_owned();
        manager.create_index(pending).await?;
        manager.drop_table(Table::drop().table("awaited").to_owned()).await
    }
}

const COLUMNS: [(&str, &str); 6] = [
    ("proposal", "awaits"),
    ("proposal", "awaits_until"),
    ("proposal", "asks_lead"),
    ("proposal", "asks_office"),
    ("signer", "waits"),
    ("assignment", "returning"),
];
