//! Whole proposals with their logs, for filling an empty database.

use std::collections::BTreeMap;

use domain::proposal::Proposal;
use domain::proposal::event::Record;
use domain::proposal::statistics::Counts;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};

use super::rows::{assignment_rows, awaited_rows, event_row, last_public, paper_row, signer_rows, to_row};
use crate::Store;
use crate::entity::{assignment, awaited, event, number_series, paper, promise, proposal, signer};
use crate::error::Result;
use crate::proposal::tallies::Changes;
use crate::proposal::{promises, search};
use crate::spine::links;

impl Store {
    /// Writes whole proposals with their logs, for filling an empty database.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn import(&self, proposals: &[(Proposal, Vec<Record>)]) -> Result<()> {
        let writing = self.write().await?;
        let mut changes = Changes::default();
        let mut last = BTreeMap::new();
        for chunk in proposals.chunks(200) {
            let (mut papers, mut rows) = (Vec::new(), Vec::new());
            let (mut assignments, mut signers, mut events) = (Vec::new(), Vec::new(), Vec::new());
            let (mut promises, mut awaited) = (Vec::new(), Vec::new());
            for (proposal, records) in chunk {
                papers.push(paper_row(proposal, 1)?);
                rows.push(proposal::ActiveModel { public_ms: Set(last_public(proposal, records)), ..to_row(proposal) });
                assignments.extend(assignment_rows(proposal));
                signers.extend(signer_rows(proposal));
                promises.extend(promises::rows(proposal));
                awaited.extend(awaited_rows(proposal));
                for record in records {
                    events.push(event_row(proposal.id, record)?);
                }
                changes.note(&Counts::default(), proposal);
                if let Some(number) = proposal.number {
                    let serial = last.entry(number.cohort.to_string()).or_insert(number.serial);
                    *serial = number.serial.max(*serial);
                }
            }
            paper::Entity::insert_many(papers).exec_without_returning(&writing.tx).await?;
            proposal::Entity::insert_many(rows).exec_without_returning(&writing.tx).await?;
            if !assignments.is_empty() {
                assignment::Entity::insert_many(assignments).exec_without_returning(&writing.tx).await?;
            }
            if !promises.is_empty() {
                promise::Entity::insert_many(promises).exec_without_returning(&writing.tx).await?;
            }
            if !signers.is_empty() {
                signer::Entity::insert_many(signers).exec_without_returning(&writing.tx).await?;
            }
            for part in awaited.chunks(500) {
                awaited::Entity::insert_many(part.to_vec()).exec_without_returning(&writing.tx).await?;
            }
            for part in events.chunks(500) {
                event::Entity::insert_many(part.to_vec()).exec_without_returning(&writing.tx).await?;
            }
        }
        let all = proposals.iter().flat_map(|(paper, _)| paper.links.iter().map(|link| (paper.id.0, link.id.0)));
        links::insert(&writing.tx, all).await?;
        // The index has its rows in the order of registration.
        let mut in_order: Vec<&Proposal> = proposals.iter().map(|(proposal, _)| proposal).collect();
        in_order.sort_by_key(|proposal| (proposal.registered_at, proposal.id));
        for proposal in in_order {
            search::index(&writing.tx, proposal).await?;
        }
        changes.write(&writing.tx).await?;
        for (cohort, serial) in last {
            let serial = i32::try_from(serial).unwrap_or(i32::MAX);
            let row = number_series::ActiveModel { cohort: Set(cohort), last: Set(serial) };
            let replace =
                OnConflict::column(number_series::Column::Cohort).update_column(number_series::Column::Last).to_owned();
            number_series::Entity::insert(row).on_conflict(replace).exec_without_returning(&writing.tx).await?;
        }
        writing.commit().await
    }
}
