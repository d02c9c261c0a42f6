//! The indexes of the public list, with what stands beside a list: how many of its papers have each stage, topic,
//! township, year and cohort is counted from the index alone, without a look at the papers.

use sea_orm_migration::prelude::*;

use crate::tables::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What is counted beside a list.
const BESIDE: [&str; 5] = ["stage", "topic", "township_id", "year", "cohort"];

/// The lists: all, and those narrowed down to one value of a column.
fn lists() -> impl Iterator<Item = Option<&'static str>> {
    [None].into_iter().chain(BESIDE.map(Some))
}

/// The name of a list's index now, for it would be too long with all of its columns.
fn name(narrowed: Option<&str>) -> String {
    format!("ix_proposal_list_{}", narrowed.unwrap_or("all"))
}

/// The columns by which a list is found and ordered.
fn ordered(narrowed: Option<&'static str>) -> Vec<&'static str> {
    ["is_public"].into_iter().chain(narrowed).chain(["registered_ms", "id"]).collect()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for narrowed in lists() {
            let before = format!("ix_proposal_{}", ordered(narrowed).join("_"));
            manager.drop_index(Index::drop().name(before).table("proposal").to_owned()).await?;
            let beside = BESIDE.into_iter().filter(|&column| Some(column) != narrowed);
            let columns: Vec<_> = ordered(narrowed).into_iter().chain(beside).collect();
            manager.create_index(index("proposal", &columns).name(name(narrowed)).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for narrowed in lists() {
            manager.drop_index(Index::drop().name(name(narrowed)).table("proposal").to_owned()).await?;
            manager.create_index(index("proposal", &ordered(narrowed))).await?;
        }
        Ok(())
    }
}
