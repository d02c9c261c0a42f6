//! The log of accounts: appended in the transaction of what it tells, never changed.

use domain::county::accounts::AccountEvent;
use domain::county::people::PersonId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use crate::Store;
use crate::entity::{account_event, person};
use crate::error::{Result, StoreError};

/// How many lines of a log are shown.
const SHOWN: u64 = 100;

/// A line of the log, as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// When, in milliseconds since 1970 (UTC).
    pub at_ms: i64,
    /// Who did it.
    pub actor: Option<String>,
    /// What was done.
    pub event: AccountEvent,
}

/// Appends a line.
pub(crate) async fn log(
    tx: &impl ConnectionTrait,
    at_ms: i64,
    actor: Option<PersonId>,
    person: Option<PersonId>,
    event: &AccountEvent,
) -> Result<()> {
    let record = serde_json::to_string(event).map_err(|error| StoreError::bad_row("account_event", error))?;
    let row = account_event::ActiveModel {
        at_ms: Set(at_ms),
        actor_id: Set(actor.map(|id| id.0)),
        person_id: Set(person.map(|id| id.0)),
        record: Set(record),
        ..Default::default()
    };
    account_event::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

impl Store {
    /// The last lines of a person's log, or of the county's for nobody; latest first.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub(crate) async fn log_of(&self, person: Option<PersonId>) -> Result<Vec<LogLine>> {
        use account_event::Column as C;
        let of = match person {
            Some(id) => C::PersonId.eq(id.0),
            None => C::PersonId.is_null(),
        };
        let rows = account_event::Entity::find().filter(of).order_by_desc(C::Id).limit(SHOWN).all(&self.db).await?;
        let actors = rows.iter().filter_map(|row| row.actor_id).collect::<std::collections::BTreeSet<_>>();
        let names = person::Entity::find().filter(person::Column::Id.is_in(actors)).all(&self.db).await?;
        let name = |id: Option<uuid::Uuid>| names.iter().find(|row| Some(row.id) == id).map(|row| row.name.clone());
        rows.iter()
            .map(|row| {
                let event = serde_json::from_str(&row.record);
                let event = event.map_err(|error| StoreError::bad_row("account_event", error))?;
                Ok(LogLine { at_ms: row.at_ms, actor: name(row.actor_id), event })
            })
            .collect()
    }
}
