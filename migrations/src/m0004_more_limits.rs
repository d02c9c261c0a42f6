//! The limits of co-signing, re-assignment, first contact, assisting opinions and publication, for the first rules.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Code of the limit, length, unit of the length: the county's defaults.
const LIMITS: [(&str, i32, &str); 5] = [
    ("co_signing", 5, "working_days"),
    ("reassignment", 5, "working_days"),
    ("first_contact", 20, "working_days"),
    ("opinion", 1, "months"),
    ("publication", 20, "working_days"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut insert = Query::insert();
        insert.into_table("limit_rule").columns(["version", "limit_code", "effective_from", "length", "length_unit"]);
        for (limit, length, unit) in LIMITS {
            insert.values_panic([1.into(), limit.into(), "2021-01-01".into(), length.into(), unit.into()]);
        }
        manager.execute(insert).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let codes = LIMITS.map(|(limit, _, _)| limit);
        let delete =
            Query::delete().from_table("limit_rule").and_where(Expr::col("limit_code").is_in(codes)).to_owned();
        manager.execute(delete).await
    }
}
