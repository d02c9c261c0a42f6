//! What somebody typed into a form that was refused, kept for a day under an address that cannot be guessed.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use crate::Store;
use crate::entity::kept_form;
use crate::error::Result;

/// How long a form is kept.
const KEPT_MS: i64 = 24 * 60 * 60 * 1000;

impl Store {
    /// Keeps a form and answers its id.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn keep_form(&self, data: String) -> Result<Uuid> {
        let id = Uuid::new_v4();
        let at_ms = self.moment().now_ms();
        let writing = self.write().await?;
        kept_form::Entity::insert(kept_form::ActiveModel { id: Set(id), at_ms: Set(at_ms), data: Set(data) })
            .exec_without_returning(&writing.tx)
            .await?;
        writing.commit().await?;
        Ok(id)
    }

    /// A kept form, if it is still there.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn kept_form(&self, id: Uuid) -> Result<Option<String>> {
        let row = kept_form::Entity::find_by_id(id).one(&self.db).await?;
        Ok(row.filter(|row| row.at_ms + KEPT_MS > self.moment().now_ms()).map(|row| row.data))
    }

    /// Forgets forms that are too old.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn sweep_kept_forms(&self) -> Result<()> {
        let writing = self.write().await?;
        let oldest = self.moment().now_ms() - KEPT_MS;
        kept_form::Entity::delete_many().filter(kept_form::Column::AtMs.lt(oldest)).exec(&writing.tx).await?;
        writing.commit().await
    }
}
