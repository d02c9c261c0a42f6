//! When anything that anyone may read of a paper last happened: the open data are asked for by it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::big_integer_null;

use crate::tables::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Steps of which not everybody reads; their times are nobody else's either.
const QUIET: [&str; 16] = [
    "decline",
    "drop_decline",
    "propose_units",
    "nominate",
    "drop_nomination",
    "draft_reply",
    "take_over",
    "invite",
    "co_sign",
    "decline_invitation",
    "lapse",
    "reopen",
    "withdraw_signature",
    "ask_withdrawal",
    "agree_withdrawal",
    "drop_withdrawal",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = Table::alter().table("proposal").add_column(big_integer_null("public_ms")).to_owned();
        manager.alter_table(column).await?;
        let latest = Query::select()
            .expr(Expr::col(("event", "at_ms")).max())
            .from("event")
            .and_where(Expr::col(("event", "paper_id")).equals(("proposal", "id")))
            .and_where(Expr::col(("event", "at_ms")).gte(Expr::col(("proposal", "registered_ms"))))
            .and_where(Expr::col(("event", "step")).is_not_in(QUIET))
            .to_owned();
        let fill = Query::update()
            .table("proposal")
            .value("public_ms", Expr::SubQuery(None, Box::new(latest.into())))
            .and_where(Expr::col("registered_ms").is_not_null())
            .to_owned();
        manager.execute(fill).await?;
        manager.create_index(index("proposal", &["is_public", "public_ms", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("ix_proposal_is_public_public_ms_id").to_owned()).await?;
        manager.alter_table(Table::alter().table("proposal").drop_column("public_ms").to_owned()).await
    }
}
