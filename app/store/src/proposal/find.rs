//! Proposals by their ids and numbers, with and without their logs.

use domain::county::number::Number;
use domain::proposal::event::Record;
use domain::proposal::{Proposal, ProposalId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationTrait,
    Select, SelectModel, Selector, Statement,
};

use super::KIND;
use crate::entity::{paper, proposal};
use crate::error::{Result, StoreError};

/// A proposal and its version.
pub(crate) async fn find(db: &impl ConnectionTrait, id: ProposalId) -> Result<(Proposal, i32)> {
    let row = of_kind(id).one(db).await?.ok_or(StoreError::NotFound)?;
    Ok((parse_state(&row.state)?, row.version))
}

/// The same, locked until the transaction ends where the database locks rows.
pub(crate) async fn find_for_update(db: &impl ConnectionTrait, id: ProposalId) -> Result<(Proposal, i32)> {
    let row = of_kind(id).lock_exclusive().one(db).await?.ok_or(StoreError::NotFound)?;
    Ok((parse_state(&row.state)?, row.version))
}

fn of_kind(id: ProposalId) -> Select<paper::Entity> {
    paper::Entity::find_by_id(id.0).filter(paper::Column::Kind.eq(KIND))
}

/// A proposal as it is kept: its state, and what of its line is asked for beside it.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Kept {
    pub(crate) id: uuid::Uuid,
    pub(crate) version: i32,
    pub(crate) state: String,
    pub(crate) title: String,
    pub(crate) registered_ms: Option<i64>,
    pub(crate) changed_ms: i64,
    pub(crate) public_ms: Option<i64>,
}

/// The same proposals with their states instead of the columns of their lines.
pub(crate) fn kept(lines: Select<proposal::Entity>) -> Selector<SelectModel<Kept>> {
    use proposal::Column as C;
    let lines = lines.select_only().columns([C::Id, C::Title, C::RegisteredMs, C::ChangedMs, C::PublicMs]);
    let papers = lines.join(JoinType::InnerJoin, proposal::Relation::Paper.def());
    papers.column(paper::Column::Version).column(paper::Column::State).into_model()
}

pub(crate) fn parse_state(state: &str) -> Result<Proposal> {
    serde_json::from_str(state).map_err(|error| StoreError::bad_row("paper", error))
}

/// A proposal, its version and its log, as they are at one moment.
pub(super) async fn find_with_log(db: &impl ConnectionTrait, id: ProposalId) -> Result<(Proposal, i32, Vec<Record>)> {
    let sql = "SELECT -1 AS seq, version, state AS text FROM paper WHERE id = $1 AND kind = 'proposal' \
               UNION ALL SELECT seq, 0, record FROM event WHERE paper_id = $1 ORDER BY seq";
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
