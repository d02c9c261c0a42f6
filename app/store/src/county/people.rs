//! People, their offices, and the counting of failed sign-ins.

use domain::county::people::{Actor, BodyId, Office, PersonId, Role, TownshipId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use crate::Store;
use crate::entity::{login_attempt, person, person_role};
use crate::error::{Result, StoreError};

/// How long a failed sign-in counts.
const COUNTED_MS: i64 = 15 * 60 * 1000;
/// How many failures lock an account name.
const MAX_FAILURES: u64 = 10;

/// What a sign-in is checked against.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Whose they are.
    pub person: PersonId,
    /// The argon2 hash.
    pub password_hash: String,
    /// Sessions of another epoch have ended.
    pub epoch: i32,
}

/// A signed-in person's account.
#[derive(Clone, Debug)]
pub struct Account {
    /// The person and the offices.
    pub actor: Actor,
    /// The account name.
    pub login: String,
    /// Whether the first password still has to be changed.
    pub must_change_password: bool,
    /// Sessions of another epoch have ended.
    pub epoch: i32,
    /// The delegation.
    pub township: Option<TownshipId>,
}

impl Store {
    /// What a sign-in under an account name is checked against.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn credentials(&self, login: &str) -> Result<Option<Credentials>> {
        let row = person::Entity::find().filter(person::Column::Login.eq(login)).one(&self.db).await?;
        // Who is suspended, or has not set a password yet, is answered as nobody is.
        let row = row.filter(|row| !row.suspended && !row.password_hash.is_empty());
        Ok(row.map(|row| Credentials { person: PersonId(row.id), password_hash: row.password_hash, epoch: row.epoch }))
    }

    /// The account of a session, unless the session's epoch has ended.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn account(&self, id: PersonId, epoch: i32) -> Result<Option<Account>> {
        let Some(row) = person::Entity::find_by_id(id.0).one(&self.db).await? else {
            return Ok(None);
        };
        if row.epoch != epoch || row.suspended {
            return Ok(None);
        }
        let held = person_role::Entity::find()
            .filter(person_role::Column::PersonId.eq(id.0))
            .filter(person_role::Column::EndedOn.is_null())
            .order_by_asc(person_role::Column::Id);
        let rows = held.all(&self.db).await?;
        let roles = rows.iter().map(parse_role).collect::<Result<_>>()?;
        Ok(Some(Account {
            actor: Actor { person: id, name: row.name, roles },
            login: row.login,
            must_change_password: row.must_change_password,
            epoch: row.epoch,
            township: row.township_id.map(TownshipId),
        }))
    }

    /// Ends every session of a person, and sets a new password where one is given. Answers the new epoch.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such person.
    pub async fn renew(&self, id: PersonId, password_hash: Option<String>) -> Result<i32> {
        let writing = self.write().await?;
        let row = person::Entity::find_by_id(id.0).one(&writing.tx).await?.ok_or(StoreError::NotFound)?;
        let epoch = row.epoch + 1;
        let mut row: person::ActiveModel = row.into();
        row.epoch = Set(epoch);
        if let Some(hash) = password_hash {
            row.password_hash = Set(hash);
            row.must_change_password = Set(false);
        }
        row.update(&writing.tx).await?;
        writing.commit().await?;
        Ok(epoch)
    }

    /// Minutes until an account name may be tried again, where it is locked.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn locked_minutes(&self, login: &str) -> Result<Option<u32>> {
        let now = self.moment().now_ms();
        let failures: Vec<i64> = login_attempt::Entity::find()
            .select_only()
            .column(login_attempt::Column::AtMs)
            .filter(login_attempt::Column::Login.eq(login))
            .filter(login_attempt::Column::AtMs.gt(now - COUNTED_MS))
            .order_by_desc(login_attempt::Column::AtMs)
            .limit(MAX_FAILURES)
            .into_tuple()
            .all(&self.db)
            .await?;
        // The lock ends when the oldest of the failures that make it no longer counts.
        let oldest = failures.last().filter(|_| failures.len() as u64 == MAX_FAILURES);
        Ok(oldest.map(|at| u32::try_from((at + COUNTED_MS - now + 59_999) / 60_000).unwrap_or(1)))
    }

    /// Counts a failed sign-in, known name or not.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn note_failure(&self, login: &str) -> Result<()> {
        let at_ms = self.moment().now_ms();
        let row = login_attempt::ActiveModel { login: Set(login.to_owned()), at_ms: Set(at_ms), ..Default::default() };
        let writing = self.write().await?;
        login_attempt::Entity::insert(row).exec_without_returning(&writing.tx).await?;
        writing.commit().await
    }

    /// Forgets the failures of a name that has signed in.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn forget_failures(&self, login: &str) -> Result<()> {
        let writing = self.write().await?;
        login_attempt::Entity::delete_many().filter(login_attempt::Column::Login.eq(login)).exec(&writing.tx).await?;
        writing.commit().await
    }

    /// Forgets failures that no longer count.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn sweep_failures(&self) -> Result<()> {
        let writing = self.write().await?;
        let oldest = self.moment().now_ms() - COUNTED_MS;
        login_attempt::Entity::delete_many().filter(login_attempt::Column::AtMs.lt(oldest)).exec(&writing.tx).await?;
        writing.commit().await
    }
}

pub(crate) fn parse_role(row: &person_role::Model) -> Result<Role> {
    let office = Office::from_code(&row.office).map_err(|error| StoreError::bad_row("person_role", error))?;
    Role::from_parts(office, row.body_id.map(BodyId))
        .ok_or_else(|| StoreError::bad_row("person_role", format!("{} with unit {:?}", row.office, row.body_id)))
}
