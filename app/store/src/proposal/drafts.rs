//! Drafts as their deputies write them.

use domain::county::people::{Actor, Office};
use domain::proposal::draft::Draft;
use domain::proposal::versions::Kept;
use domain::proposal::workflow::{Relation, Stage};
use domain::proposal::{Proposal, ProposalId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, Set, SqlErr};

use super::find::find_for_update;
use super::rows::{paper_row, to_row};
use super::save::write_awaited;
use crate::Store;
use crate::entity::{paper, proposal, writer};
use crate::error::{Result, StoreError};
use crate::proposal::{search, versions};

/// The page on which a draft is being written, as it names itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The key of its form.
    pub key: String,
    /// How often something was typed on it; the greatest number where somebody has pressed a button.
    pub turn: u32,
}

impl Store {
    /// Keeps what the lead deputy is writing; makes the proposal where `version` is 0. Answers the new version.
    ///
    /// The same text saved again under an old version is taken as a repetition, not as a conflict; so is what the same
    /// page says that wrote last: its answer was lost.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where somebody acted first, [`StoreError::Refused`] where the text cannot be kept.
    pub async fn save_draft(
        &self,
        actor: &Actor,
        id: ProposalId,
        version: i32,
        draft: Draft,
        page: Option<Page>,
    ) -> Result<i32> {
        self.keep_draft(actor, id, version, draft, Kept::Saved, page).await
    }

    /// The same while somebody types: versions that follow one another closely are kept as one.
    ///
    /// # Errors
    /// As [`Store::save_draft`].
    pub async fn autosave_draft(
        &self,
        actor: &Actor,
        id: ProposalId,
        version: i32,
        draft: Draft,
        page: Option<Page>,
    ) -> Result<i32> {
        self.keep_draft(actor, id, version, draft, Kept::Typing, page).await
    }

    /// Keeps a draft, and a version of it.
    pub(crate) async fn keep_draft(
        &self,
        actor: &Actor,
        id: ProposalId,
        version: i32,
        draft: Draft,
        kept: Kept,
        page: Option<Page>,
    ) -> Result<i32> {
        draft.check_keepable()?;
        let writing = self.write().await?;
        let found = find_for_update(&writing.tx, id).await;
        let (mut proposal, present) = match found {
            Err(StoreError::NotFound) if version == 0 => (Proposal::begin(id, actor, self.moment().now_ms()), 0),
            other => other?,
        };
        // Only a deputy in office writes; his papers outlive the office.
        if !proposal.relations_of(actor).contains(&Relation::Lead) || !actor.holds(Office::Deputy) {
            return Err(StoreError::NotFound);
        }
        let is_same = present > 0 && proposal.draft == draft;
        let last = if present > 0 { writer::Entity::find_by_id(id.0).one(&writing.tx).await? } else { None };
        let own = last.filter(|last| page.as_ref().is_some_and(|page| page.key == last.page));
        if own.as_ref().is_some_and(|own| page.as_ref().is_some_and(|page| i64::from(page.turn) < own.turn)) {
            // It was overtaken on its way by what the same page said later.
            return Ok(present);
        }
        if present != version && !is_same && own.is_none() {
            return Err(StoreError::Conflict { stage: proposal.stage });
        }
        let version = if own.is_some() { present } else { version };
        if present == version && !matches!(proposal.stage, Stage::Draft | Stage::SentBack) {
            return Err(StoreError::NotOpen { stage: proposal.stage });
        }
        if is_same {
            // What was saved by hand is saved by itself once more, or the other way round: nothing moves on, so that
            // another window is not told of a change. Only the label of the kept version may change.
            versions::keep(&writing.tx, &proposal, None, kept).await?;
            writing.commit().await?;
            return Ok(present);
        }
        let before = (std::mem::replace(&mut proposal.draft, draft), proposal.changed_at);
        proposal.changed_at = self.moment().now_ms();
        let (paper, line) = (paper_row(&proposal, version + 1)?, to_row(&proposal));
        if version == 0 {
            let inserted = paper::Entity::insert(paper).exec_without_returning(&writing.tx).await;
            if let Err(error) = inserted {
                let is_twin = matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)));
                // The same form was sent twice at once and the other came first: now it is there to be compared with.
                return if is_twin {
                    drop(writing);
                    Box::pin(self.keep_draft(actor, id, version, proposal.draft, kept, page)).await
                } else {
                    Err(error.into())
                };
            }
            proposal::Entity::insert(line).exec_without_returning(&writing.tx).await?;
            write_awaited(&writing.tx, &proposal).await?;
        } else {
            paper.update(&writing.tx).await?;
            line.update(&writing.tx).await?;
        }
        note_writer(&writing.tx, id, page).await?;
        versions::keep(&writing.tx, &proposal, Some((&before.0, before.1)), kept).await?;
        search::index(&writing.tx, &proposal).await?;
        writing.commit().await?;
        Ok(version + 1)
    }
}

/// Notes which page wrote last; nobody's where it does not say.
async fn note_writer(db: &impl ConnectionTrait, id: ProposalId, page: Option<Page>) -> Result<()> {
    let Some(Page { key, turn }) = page else {
        writer::Entity::delete_by_id(id.0).exec(db).await?;
        return Ok(());
    };
    let row = writer::ActiveModel { paper_id: Set(id.0), page: Set(key), turn: Set(i64::from(turn)) };
    let replace = OnConflict::column(writer::Column::PaperId)
        .update_columns([writer::Column::Page, writer::Column::Turn])
        .to_owned();
    writer::Entity::insert(row).on_conflict(replace).exec_without_returning(db).await?;
    Ok(())
}
