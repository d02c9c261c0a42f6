//! Who is asked to sign a paper, which units ask to give one back, the hand-over meetings, and the county's settings.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, integer, pk_auto, string, uuid};

use crate::tables::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let signer = Table::create()
            .table("signer")
            .col(uuid("proposal_id"))
            .col(uuid("person_id"))
            .col(string("state"))
            .col(boolean("waits"))
            .primary_key(Index::create().col("proposal_id").col("person_id"))
            .foreign_key(ForeignKey::create().from("signer", "proposal_id").to("proposal", "id"))
            .foreign_key(ForeignKey::create().from("signer", "person_id").to("person", "id"))
            .to_owned();
        manager.create_table(signer).await?;
        manager.create_index(index("signer", &["person_id", "waits", "proposal_id"])).await?;
        let returning = Table::alter()
            .table("assignment")
            .add_column(ColumnDef::new("returning").boolean().not_null().default(false))
            .to_owned();
        manager.alter_table(returning).await?;
        let pending = index("assignment", &["returning", "paper_id"]).and_where(Expr::col("returning")).to_owned();
        manager.create_index(pending).await?;
        let meeting = Table::create()
            .table("meeting")
            .col(pk_auto("id"))
            .col(string("held_on"))
            .col(string("place"))
            .col(uuid("person_id"))
            .col(big_integer("at_ms"))
            .foreign_key(ForeignKey::create().from("meeting", "person_id").to("person", "id"))
            .to_owned();
        manager.create_table(meeting).await?;
        let paper = Table::create()
            .table("meeting_paper")
            .col(integer("meeting_id"))
            .col(integer("position"))
            .col(uuid("proposal_id"))
            .primary_key(Index::create().col("meeting_id").col("position"))
            .foreign_key(ForeignKey::create().from("meeting_paper", "meeting_id").to("meeting", "id"))
            .foreign_key(ForeignKey::create().from("meeting_paper", "proposal_id").to("proposal", "id"))
            .to_owned();
        manager.create_table(paper).await?;
        manager.create_index(index("meeting_paper", &["proposal_id"])).await?;
        let setting = Table::create().table("setting").col(string("key").primary_key()).col(string("value")).to_owned();
        manager.create_table(setting).await?;
        let mut insert = Query::insert();
        insert.into_table("setting").columns(["key", "value"]).values_panic(["level".into(), "county".into()]);
        manager.execute(insert).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["setting", "meeting_paper", "meeting", "signer"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        manager
            .drop_index(Index::drop().name("ix_assignment_returning_paper_id").table("assignment").to_owned())
            .await?;
        manager.alter_table(Table::alter().table("assignment").drop_column("returning").to_owned()).await
    }
}
