//! Activation codes: made, shown once, kept as fingerprints, used once.

use domain::county::accounts::{AccountEvent, CODE_DAYS, code_fingerprint, code_of};
use domain::county::administration::Act;
use domain::county::moment::county_date;
use domain::county::people::{Actor, PersonId};
use jiff::ToSpan;
use jiff::civil::Date;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::Store;
use crate::county::account_log::log;
use crate::county::accounts::stored_date;
use crate::county::imports::{allow, lock_people};
use crate::entity::{activation_code, person};
use crate::error::{Result, StoreError};

/// How many codes are made at once.
pub const MAX_SLIPS: usize = 300;

/// A slip of the printed sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCode {
    pub name: String,
    /// The account name.
    pub login: String,
    /// The code, which is nowhere else.
    pub code: String,
    /// The last day on which it can be used.
    pub until: Date,
}

impl Store {
    /// Makes a code for each of these people; an older code and the present password open nothing any more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where one of them is not there or is suspended, or this person may not make codes.
    pub async fn make_codes(&self, actor: &Actor, people: &[PersonId]) -> Result<Vec<NewCode>> {
        allow(actor, Act::ManageAccounts)?;
        let now = self.moment().now_ms();
        let until = county_date(now).saturating_add(CODE_DAYS.days());
        let ids = people.iter().take(MAX_SLIPS).map(|id| id.0).collect::<std::collections::BTreeSet<_>>();
        let writing = self.write().await?;
        let tx = &writing.tx;
        lock_people(tx).await?;
        let found = person::Entity::find()
            .filter(person::Column::Id.is_in(ids.iter().copied()))
            .filter(person::Column::Suspended.eq(false))
            .order_by_asc(person::Column::Name)
            .order_by_asc(person::Column::Id)
            .all(tx)
            .await?;
        if found.len() != ids.len() {
            return Err(StoreError::NotFound);
        }
        let mut slips = Vec::new();
        for row in found {
            let code = fresh_code();
            let kept = activation_code::ActiveModel {
                person_id: Set(row.id),
                fingerprint: Set(code_fingerprint(&code)),
                until: Set(until.to_string()),
            };
            let replace = OnConflict::column(activation_code::Column::PersonId)
                .update_columns([activation_code::Column::Fingerprint, activation_code::Column::Until])
                .to_owned();
            activation_code::Entity::insert(kept).on_conflict(replace).exec_without_returning(tx).await?;
            log(tx, now, Some(actor.person), Some(PersonId(row.id)), &AccountEvent::CodeMade { until }).await?;
            slips.push(NewCode { name: row.name.clone(), login: row.login.clone(), code, until });
            let (version, epoch, id) = (row.version, row.epoch, row.id);
            let mut row: person::ActiveModel = row.into();
            row.version = Set(version + 1);
            // Somebody who resets his own account stays to print the sheet.
            if id != actor.person.0 {
                row.epoch = Set(epoch + 1);
                row.password_hash = Set(String::new());
                row.must_change_password = Set(false);
            }
            row.update(tx).await?;
        }
        writing.commit().await?;
        Ok(slips)
    }

    /// The name of the person whose code this is, while it can be used.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn code_owner(&self, login: &str, code: &str) -> Result<Option<String>> {
        let person = person::Entity::find().filter(person::Column::Login.eq(login)).one(&self.db).await?;
        let Some(person) = person.filter(|person| !person.suspended) else { return Ok(None) };
        let kept = activation_code::Entity::find_by_id(person.id).one(&self.db).await?;
        let Some(kept) = kept else { return Ok(None) };
        let is_good = kept.fingerprint == code_fingerprint(code)
            && stored_date("activation_code", &kept.until)? >= self.moment().today();
        Ok(is_good.then_some(person.name))
    }

    /// Uses a code up and sets the password. Answers who it is and the epoch, or `None` where the code opens nothing.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn activate(&self, login: &str, code: &str, password_hash: String) -> Result<Option<(PersonId, i32)>> {
        let now = self.moment().now_ms();
        let writing = self.write().await?;
        let tx = &writing.tx;
        let Some(row) = person::Entity::find().filter(person::Column::Login.eq(login)).one(tx).await? else {
            return Ok(None);
        };
        // Deleting it is what uses it up: of two who try at once, one deletes a row.
        let used = activation_code::Entity::delete_many()
            .filter(activation_code::Column::PersonId.eq(row.id))
            .filter(activation_code::Column::Fingerprint.eq(code_fingerprint(code)))
            .filter(activation_code::Column::Until.gte(county_date(now).to_string()))
            .exec(tx)
            .await?;
        if used.rows_affected != 1 || row.suspended {
            return Ok(None);
        }
        let (id, epoch, version) = (PersonId(row.id), row.epoch + 1, row.version + 1);
        let mut row: person::ActiveModel = row.into();
        row.password_hash = Set(password_hash);
        row.must_change_password = Set(false);
        row.epoch = Set(epoch);
        row.version = Set(version);
        row.update(tx).await?;
        log(tx, now, Some(id), Some(id), &AccountEvent::Activated).await?;
        writing.commit().await?;
        Ok(Some((id, epoch)))
    }
}

/// A code from the system's randomness: two random ids, of which the hash spreads every bit.
fn fresh_code() -> String {
    let mut digest = Sha256::new();
    digest.update(Uuid::new_v4().as_bytes());
    digest.update(Uuid::new_v4().as_bytes());
    let digest = digest.finalize();
    let mut chance = [0; 16];
    chance.copy_from_slice(&digest[..16]);
    code_of(chance)
}
