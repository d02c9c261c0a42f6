//! Sessions in the browser, as opaque data with an end.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use crate::Store;
use crate::entity::web_session;
use crate::error::Result;

impl Store {
    /// Writes a session, new or known.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn save_web_session(&self, id: String, data: String, expires_ms: i64) -> Result<()> {
        let writing = self.write().await?;
        let row = web_session::ActiveModel { id: Set(id), data: Set(data), expires_ms: Set(expires_ms) };
        let replace = OnConflict::column(web_session::Column::Id)
            .update_columns([web_session::Column::Data, web_session::Column::ExpiresMs])
            .to_owned();
        web_session::Entity::insert(row).on_conflict(replace).exec_without_returning(&writing.tx).await?;
        writing.commit().await
    }

    /// A session's data and its end, unless that has passed.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn web_session(&self, id: &str) -> Result<Option<(String, i64)>> {
        let row = web_session::Entity::find_by_id(id.to_owned()).one(&self.db).await?;
        Ok(row.filter(|row| row.expires_ms > self.moment().now_ms()).map(|row| (row.data, row.expires_ms)))
    }

    /// Forgets a session.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn delete_web_session(&self, id: &str) -> Result<()> {
        let writing = self.write().await?;
        web_session::Entity::delete_by_id(id.to_owned()).exec(&writing.tx).await?;
        writing.commit().await
    }

    /// Forgets sessions that have ended.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn sweep_web_sessions(&self) -> Result<()> {
        let writing = self.write().await?;
        let now = self.moment().now_ms();
        web_session::Entity::delete_many().filter(web_session::Column::ExpiresMs.lt(now)).exec(&writing.tx).await?;
        writing.commit().await
    }
}
