//! What a step changed, written in one transaction.

use domain::proposal::Proposal;
use domain::proposal::event::{Event, Record};
use domain::proposal::statistics::Counts;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::rows::{assignment_rows, awaited_rows, event_row, last_public, paper_row, signer_rows, to_row};
use crate::entity::{assignment, awaited, event, signer};
use crate::error::Result;
use crate::proposal::tallies::Changes;
use crate::proposal::{promises, search};
use crate::spine::links;

/// Writes what a step changed: the state, its columns, the units, the log, the counters and the notices.
pub(super) async fn save(
    db: &impl ConnectionTrait,
    before: &Counts,
    proposal: &Proposal,
    version: i32,
    records: &[Record],
) -> Result<()> {
    let mut changes = Changes::default();
    save_uncounted(db, proposal, version, records).await?;
    changes.note(before, proposal);
    changes.write(db).await
}

/// The same but for the counters, which an act on many papers writes once at its end: two such acts that wrote the same
/// counters again and again would wait for each other.
pub(crate) async fn save_uncounted(
    db: &impl ConnectionTrait,
    proposal: &Proposal,
    version: i32,
    records: &[Record],
) -> Result<()> {
    paper_row(proposal, version)?.update(db).await?;
    let mut row = to_row(proposal);
    if let Some(at) = last_public(proposal, records) {
        row.public_ms = Set(Some(at));
    }
    row.update(db).await?;
    // Units come and go, so that their rows are written anew.
    assignment::Entity::delete_many().filter(assignment::Column::PaperId.eq(proposal.id.0)).exec(db).await?;
    let assignments = assignment_rows(proposal);
    if !assignments.is_empty() {
        assignment::Entity::insert_many(assignments).exec_without_returning(db).await?;
    }
    write_awaited(db, proposal).await?;
    promises::write(db, proposal).await?;
    if records.iter().any(|record| matches!(record.event, Event::Linked(_) | Event::Unlinked(_))) {
        links::write(db, proposal.id.0, proposal.links.iter().map(|link| link.id.0)).await?;
    }
    let signers = signer_rows(proposal);
    if !signers.is_empty() {
        let replace = OnConflict::columns([signer::Column::ProposalId, signer::Column::PersonId])
            .update_column(signer::Column::State)
            .to_owned();
        signer::Entity::insert_many(signers).on_conflict(replace).exec_without_returning(db).await?;
    }
    let events = records.iter().map(|record| event_row(proposal.id, record)).collect::<Result<Vec<_>>>()?;
    event::Entity::insert_many(events).exec_without_returning(db).await?;
    search::index(db, proposal).await?;
    crate::proposal::notices::write(db, proposal, records).await
}

/// Writes anew what is awaited.
pub(super) async fn write_awaited(db: &impl ConnectionTrait, proposal: &Proposal) -> Result<()> {
    awaited::Entity::delete_many().filter(awaited::Column::PaperId.eq(proposal.id.0)).exec(db).await?;
    let rows = awaited_rows(proposal);
    if !rows.is_empty() {
        awaited::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}
