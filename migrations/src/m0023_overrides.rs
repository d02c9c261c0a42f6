//! Versions of the limits keep what differs from the usual lengths, which the rules know: a new limit has not to be filled
//! into old versions any more.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string;

/// The first version's limits, as the migrations before had stored them: all of them are the usual ones.
const FIRST: [(&str, i32, &str); 14] = [
    ("review", 5, "working_days"),
    ("hand_over", 30, "days"),
    ("acceptance", 5, "working_days"),
    ("reply", 3, "months"),
    ("long_reply", 6, "months"),
    ("rating", 20, "working_days"),
    ("second_round", 5, "working_days"),
    ("second_reply", 1, "months"),
    ("co_signing", 5, "working_days"),
    ("reassignment", 5, "working_days"),
    ("first_contact", 20, "working_days"),
    ("opinion", 1, "months"),
    ("publication", 20, "working_days"),
    ("contact_check", 5, "working_days"),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let first = Query::delete().from_table("limit_rule").and_where(Expr::col("version").eq(1)).to_owned();
        manager.execute(first).await?;
        manager.alter_table(Table::alter().table("limit_rule").drop_column("effective_from").to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let since = string("effective_from").default("2021-01-01").to_owned();
        manager.alter_table(Table::alter().table("limit_rule").add_column(since).to_owned()).await?;
        let mut insert = Query::insert();
        insert.into_table("limit_rule").columns(["version", "limit_code", "length", "length_unit"]);
        for (limit, length, unit) in FIRST {
            insert.values_panic([1.into(), limit.into(), length.into(), unit.into()]);
        }
        manager.execute(insert).await
    }
}
