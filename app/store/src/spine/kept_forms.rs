//! What somebody typed into a form that was refused, kept for a day for the browser that sent it.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use crate::Store;
use crate::entity::kept_form;
use crate::error::Result;

/// How long a form is kept.
const KEPT_MS: i64 = 24 * 60 * 60 * 1000;
/// Forms of people with an account; strangers' short ones, such as a wrong password; strangers' long ones, such as what
/// somebody wrote whose session had ended. One pool does not push out another's.
const KNOWN: i16 = 0;
const SHORT: i16 = 1;
const LONG: i16 = 2;
/// The most bytes of a short form.
const MOST_OF_SHORT: usize = 4 * 1024;
/// How many forms of strangers are kept in a pool, the latest.
const MOST_OF_STRANGERS: u64 = 500;

impl Store {
    /// Keeps a form that a browser sent, signed in or not, and answers its id. Of strangers' forms the latest are kept,
    /// short and long apart.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn keep_form(&self, browser: Uuid, is_known: bool, data: String) -> Result<Uuid> {
        use kept_form::Column as C;
        let id = Uuid::new_v4();
        let pool = match data.len() {
            _ if is_known => KNOWN,
            ..=MOST_OF_SHORT => SHORT,
            _ => LONG,
        };
        let row = kept_form::ActiveModel {
            id: Set(id),
            at_ms: Set(self.moment().now_ms()),
            browser: Set(Some(browser)),
            pool: Set(pool),
            data: Set(data),
        };
        let writing = self.write().await?;
        if !is_known {
            let last = kept_form::Entity::find()
                .filter(C::Pool.eq(pool))
                .select_only()
                .column(C::AtMs)
                .order_by_desc(C::AtMs)
                .offset(MOST_OF_STRANGERS - 1);
            let last: Option<i64> = last.into_tuple().one(&writing.tx).await?;
            if let Some(last) = last {
                let too_many = kept_form::Entity::delete_many().filter(C::Pool.eq(pool)).filter(C::AtMs.lte(last));
                too_many.exec(&writing.tx).await?;
            }
        }
        kept_form::Entity::insert(row).exec_without_returning(&writing.tx).await?;
        writing.commit().await?;
        Ok(id)
    }

    /// A form that this browser sent, if it is still there.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn kept_form(&self, id: Uuid, browser: Uuid) -> Result<Option<String>> {
        let row =
            kept_form::Entity::find_by_id(id).filter(kept_form::Column::Browser.eq(browser)).one(&self.db).await?;
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
