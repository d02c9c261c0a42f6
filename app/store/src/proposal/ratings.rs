//! Ratings that a deputy has begun and not sent: sealed, beside the paper and not in it.
//!
//! Nothing of the paper changes while a deputy writes: no version, no log, no notice tells that a rating is under way.

use domain::county::people::Actor;
use domain::proposal::ProposalId;
use domain::proposal::command::RatingForm;
use domain::proposal::workflow::Step;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::Store;
use crate::entity::rating_draft::{ActiveModel, Column, Entity};
use crate::error::{Result, StoreError};
use crate::proposal::find;

impl Store {
    /// Keeps what the lead deputy has chosen so far, for nobody else.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where the paper does not wait for this person's rating, [`StoreError::Refused`] where the
    /// text cannot be kept.
    pub async fn save_rating(&self, actor: &Actor, id: ProposalId, form: &RatingForm) -> Result<()> {
        form.check_keepable()?;
        let writing = self.write().await?;
        let (proposal, _) = find(&writing.tx, id).await?;
        if proposal.leave(Step::Rate, actor, self.moment().today()).is_none() {
            return Err(StoreError::NotFound);
        }
        let json = serde_json::to_string(form).map_err(|error| StoreError::bad_row("rating_draft", error))?;
        let row = ActiveModel { proposal_id: Set(id.0), person_id: Set(actor.person.0), form: Set(json) };
        let replace =
            OnConflict::column(Column::ProposalId).update_columns([Column::PersonId, Column::Form]).to_owned();
        Entity::insert(row).on_conflict(replace).exec_without_returning(&writing.tx).await?;
        writing.commit().await
    }

    /// What this person has kept of a rating that is not sent. For anybody who may not rate it nothing is looked up, so
    /// that not even the time of the answer tells whether a rating is under way.
    ///
    /// # Errors
    /// Where the database fails or the row is damaged.
    pub async fn kept_rating(&self, actor: &Actor, id: ProposalId) -> Result<Option<RatingForm>> {
        let proposal = match find(&self.db, id).await {
            Ok((proposal, _)) => proposal,
            Err(StoreError::NotFound) => return Ok(None),
            Err(error) => return Err(error),
        };
        if proposal.leave(Step::Rate, actor, self.moment().today()).is_none() {
            return Ok(None);
        }
        let row = Entity::find_by_id(id.0).filter(Column::PersonId.eq(actor.person.0)).one(&self.db).await?;
        row.map(|row| serde_json::from_str(&row.form).map_err(|error| StoreError::bad_row("rating_draft", error)))
            .transpose()
    }
}

/// A rating that is sent needs no draft.
pub(crate) async fn forget(db: &impl ConnectionTrait, id: ProposalId) -> Result<()> {
    Entity::delete_by_id(id.0).exec(db).await?;
    Ok(())
}
