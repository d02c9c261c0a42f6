//! Proposals by their ids and numbers, with and without their logs.

use domain::county::number::Number;
use domain::proposal::event::Record;
use domain::proposal::{Proposal, ProposalId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Statement};

use crate::entity::proposal;
use crate::error::{Result, StoreError};

/// A proposal and its version.
pub(crate) async fn find(db: &impl ConnectionTrait, id: ProposalId) -> Result<(Proposal, i32)> {
    let row = proposal::Entity::find_by_id(id.0).one(db).await?.ok_or(StoreError::NotFound)?;
    Ok((parse_state(&row.state)?, row.version))
}

/// The same, locked until the transaction ends where the database locks rows.
pub(crate) async fn find_for_update(db: &impl ConnectionTrait, id: ProposalId) -> Result<(Proposal, i32)> {
    let row = proposal::Entity::find_by_id(id.0).lock_exclusive().one(db).await?.ok_or(StoreError::NotFound)?;
    Ok((parse_state(&row.state)?, row.version))
}

pub(crate) fn parse_state(state: &str) -> Result<Proposal> {
    serde_json::from_str(state).map_err(|error| StoreError::bad_row("proposal", error))
}

/// A proposal, its version and its log, as they are at one moment.
pub(super) async fn find_with_log(db: &impl ConnectionTrait, id: ProposalId) -> Result<(Proposal, i32, Vec<Record>)> {
    let sql = "SELECT -1 AS seq, version, state AS text FROM proposal WHERE id = $1 \
               UNION ALL SELECT seq, 0, record FROM event WHERE proposal_id = $1 ORDER BY seq";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.0.into()]);
    let mut rows = db.query_all_raw(statement).await?.into_iter();
    let row = rows.next().ok_or(StoreError::NotFound)?;
    let proposal = parse_state(&row.try_get::<String>("", "text")?)?;
    let log = rows.map(|row| {
        let record = row.try_get::<String>("", "text")?;
        serde_json::from_str(&record).map_err(|error| StoreError::bad_row("event", error))
    });
    Ok((proposal, row.try_get("", "version")?, log.collect::<Result<_>>()?))
}

/// The id of the paper under a number.
pub(crate) async fn id_by_number(db: &impl ConnectionTrait, raw: &str) -> Result<Option<ProposalId>> {
    let Ok(number) = raw.trim().parse::<Number>() else { return Ok(None) };
    let select = proposal::Entity::find().select_only().column(proposal::Column::Id);
    let id: Option<uuid::Uuid> =
        select.filter(proposal::Column::Number.eq(number.to_string())).into_tuple().one(db).await?;
    Ok(id.map(ProposalId))
}
