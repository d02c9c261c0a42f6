//! A promise is called a promise in every layer.
//!
//! The log was made of parts in the same change, and what it said before cannot be read any more. No county had a real
//! record by then: a database with papers from before is refused, every other one goes on.

use sea_orm_migration::prelude::*;

use crate::tables::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let papers = Query::select().column("state").from("proposal").limit(1).to_owned();
        let paper = manager.get_connection().query_one(&papers).await?;
        let state: Option<String> = paper.map(|row| row.try_get("", "state")).transpose()?;
        if state.is_some_and(|state| !state.contains("\"shares\":")) {
            let why = "its papers are of an edition from before the first real record, which this one cannot read: \
                       set the database aside and begin a new one";
            return Err(DbErr::Migration(why.to_owned()));
        }
        rename(manager, "commitment", "promise").await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        rename(manager, "promise", "commitment").await
    }
}

async fn rename(manager: &SchemaManager<'_>, from: &'static str, to: &'static str) -> Result<(), DbErr> {
    for columns in ["due_on_proposal_id_position", "unit_id_due_on"] {
        manager.drop_index(Index::drop().name(format!("ix_{from}_{columns}")).table(from).to_owned()).await?;
    }
    manager.rename_table(Table::rename().table(from, to).to_owned()).await?;
    manager.create_index(index(to, &["due_on", "proposal_id", "position"])).await?;
    manager.create_index(index(to, &["unit_id", "due_on"])).await
}
