//! Imports of people and units: read, shown, and written whole or not at all.

use std::sync::Arc;

use domain::county::accounts::AccountEvent;
use domain::county::administration::Act;
use domain::county::people::{Actor, BodyId, BodyKind, County, Office, PersonId, Role, TownshipId};
use domain::county::roster::{
    Counts, Kind, KnownPerson, KnownUnit, Outcome, RowPlan, Sheet, UnitRow, Written, fingerprint, plan_people,
    plan_units,
};
use ground::vocabulary::Lang;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use crate::Store;
use crate::county::account_log::log;
use crate::county::people::parse_role;
use crate::county::provisioning::role_row;
use crate::entity::{body, person, person_role, roster_import};
use crate::error::{Result, StoreError};

/// How long a table waits to be confirmed.
const KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// A table that was read, and what it would do now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// What it is about.
    pub kind: Kind,
    pub file_name: String,
    /// What each row does.
    pub rows: Vec<RowPlan>,
    /// Changes as soon as a row would do something else.
    pub fingerprint: String,
    /// What it did, once it was imported.
    pub done: Option<Counts>,
}

/// What will be written.
enum Plan {
    People(Vec<Written>),
    Units(Vec<(Option<BodyId>, UnitRow)>),
}

impl Store {
    /// Keeps a table for its reader until it is confirmed, for a day.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where this person may not import.
    pub async fn keep_import(&self, actor: &Actor, file_name: &str, sheet: &Sheet) -> Result<Uuid> {
        allow(actor, Act::ImportRoster)?;
        let row = roster_import::ActiveModel {
            id: Set(Uuid::new_v4()),
            person_id: Set(actor.person.0),
            at_ms: Set(self.moment().now_ms()),
            kind: Set(sheet.kind.code().to_owned()),
            file_name: Set(file_name.chars().take(120).filter(|c| !c.is_control()).collect()),
            sheet: Set(serde_json::to_string(sheet).map_err(|error| StoreError::bad_row("roster_import", error))?),
            outcome: Set(None),
        };
        let writing = self.write().await?;
        let row = row.insert(&writing.tx).await?;
        writing.commit().await?;
        Ok(row.id)
    }

    /// What a table would do now; what it did, where it was imported.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where it is not this person's, too old, or not there.
    pub async fn import_preview(&self, actor: &Actor, id: Uuid, lang: Lang) -> Result<Preview> {
        let row = self.own_import(&self.db, actor, id).await?;
        let county = self.county().await?;
        Ok(plan(&self.db, &county, &row, lang).await?.0)
    }

    /// Carries out a table, if it still does what its preview said. Everything is written, or nothing.
    ///
    /// # Errors
    /// [`StoreError::Outdated`] where something has changed since the preview, a row is broken, or it was done already.
    pub async fn confirm_import(&self, actor: &Actor, id: Uuid, seen: &str, lang: Lang) -> Result<()> {
        let now = self.moment().now_ms();
        let county = self.county().await?;
        let writing = self.write().await?;
        lock_people(&writing.tx).await?;
        let row = self.own_import(&writing.tx, actor, id).await?;
        let (preview, plan) = plan(&writing.tx, &county, &row, lang).await?;
        let is_broken = preview.rows.iter().any(|row| matches!(row.outcome, Outcome::Broken(_)));
        if is_broken || preview.done.is_some() || preview.fingerprint != seen {
            return Err(StoreError::Outdated);
        }
        let counts = Counts::of(&preview.rows);
        let outcome = serde_json::to_string(&counts).map_err(|error| StoreError::bad_row("roster_import", error))?;
        let mut done: roster_import::ActiveModel = row.into();
        done.outcome = Set(Some(outcome));
        done.update(&writing.tx).await?;
        let term = self.current_term(&writing.tx).await?;
        match plan {
            Plan::People(people) => {
                for written in &people {
                    write_person(&writing.tx, actor, written, term, now).await?;
                }
            }
            Plan::Units(units) => write_units(&writing.tx, units).await?,
        }
        let event =
            AccountEvent::Imported { file: preview.file_name.clone(), added: counts.add, changed: counts.change };
        log(&writing.tx, now, Some(actor.person), None, &event).await?;
        writing.commit().await?;
        *self.standing.write().await = None;
        Ok(())
    }

    /// Forgets tables that nobody confirmed.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn sweep_imports(&self) -> Result<()> {
        let writing = self.write().await?;
        let oldest = self.moment().now_ms() - KEPT_MS;
        roster_import::Entity::delete_many().filter(roster_import::Column::AtMs.lt(oldest)).exec(&writing.tx).await?;
        writing.commit().await
    }

    async fn own_import(&self, db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<roster_import::Model> {
        allow(actor, Act::ImportRoster)?;
        let row = roster_import::Entity::find_by_id(id).one(db).await?;
        let is_fresh = |row: &roster_import::Model| row.at_ms + KEPT_MS > self.moment().now_ms();
        row.filter(|row| row.person_id == actor.person.0 && is_fresh(row)).ok_or(StoreError::NotFound)
    }

    /// The present term of the congress, where a session was entered.
    pub(crate) async fn current_term(&self, db: &impl ConnectionTrait) -> Result<Option<i32>> {
        Ok(crate::county::rules::sessions(db).await?.first().map(|session| i32::from(session.term)))
    }
}

/// Refuses as if it were not there what this person may not do.
pub(crate) fn allow(actor: &Actor, act: Act) -> Result<()> {
    if actor.may(act) { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Lets one transaction at a time change people. On SQLite there is never another.
pub(crate) async fn lock_people(tx: &impl ConnectionTrait) -> Result<()> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared("LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE").await?;
    }
    Ok(())
}

async fn plan(
    db: &impl ConnectionTrait,
    county: &Arc<County>,
    row: &roster_import::Model,
    lang: Lang,
) -> Result<(Preview, Plan)> {
    let sheet: Sheet = serde_json::from_str(&row.sheet).map_err(|error| StoreError::bad_row("roster_import", error))?;
    let done = match &row.outcome {
        Some(counts) => {
            Some(serde_json::from_str(counts).map_err(|error| StoreError::bad_row("roster_import", error))?)
        }
        None => None,
    };
    let (rows, plan) = match sheet.kind {
        Kind::People => {
            let (rows, written) = plan_people(&sheet, county, &known_people(db).await?, lang);
            (rows, Plan::People(written))
        }
        Kind::Units => {
            let (rows, written) = plan_units(&sheet, &known_units(db).await?, lang);
            (rows, Plan::Units(written))
        }
    };
    let fingerprint = fingerprint(&rows);
    Ok((Preview { kind: sheet.kind, file_name: row.file_name.clone(), rows, fingerprint, done }, plan))
}

/// Everybody, with the roles held today.
async fn known_people(db: &impl ConnectionTrait) -> Result<Vec<KnownPerson>> {
    let mut roles: std::collections::BTreeMap<Uuid, Vec<Role>> = std::collections::BTreeMap::new();
    let held = person_role::Entity::find().filter(person_role::Column::EndedOn.is_null());
    for row in held.order_by_asc(person_role::Column::Id).all(db).await? {
        roles.entry(row.person_id).or_default().push(parse_role(&row)?);
    }
    let people = person::Entity::find().all(db).await?;
    let known = people.into_iter().map(|row| KnownPerson {
        id: PersonId(row.id),
        roles: roles.remove(&row.id).unwrap_or_default(),
        key: row.roster_key,
        login: row.login,
        name: row.name,
        township: row.township_id.map(TownshipId),
        phone: row.phone,
        // Tables are compared without regard to capitals.
        email: row.email.map(|email| email.to_lowercase()),
        suspended: row.suspended,
    });
    Ok(known.collect())
}

async fn known_units(db: &impl ConnectionTrait) -> Result<Vec<KnownUnit>> {
    let units = body::Entity::find().filter(body::Column::Kind.eq(BodyKind::Unit.code())).all(db).await?;
    let known = units.into_iter().map(|row| KnownUnit {
        id: BodyId(row.id),
        row: UnitRow {
            name: row.name,
            name_en: row.name_en,
            short_name: row.short_name,
            is_government: row.is_government,
            is_open: row.is_open,
        },
    });
    Ok(known.collect())
}

async fn write_person(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    written: &Written,
    term: Option<i32>,
    now: i64,
) -> Result<()> {
    let id = match written.id {
        Some(id) => {
            let row = person::Entity::find_by_id(id.0).one(tx).await?.ok_or(StoreError::Outdated)?;
            let (version, epoch) = (row.version, row.epoch);
            let mut row: person::ActiveModel = row.into();
            row.login = Set(written.login.clone());
            row.name = Set(written.name.clone());
            row.roster_key = Set(written.key.clone());
            row.phone = Set(written.phone.clone());
            row.email = Set(written.email.clone());
            row.township_id = Set(written.township.map(|id| id.0));
            row.version = Set(version + 1);
            if !written.roles.is_empty() {
                row.epoch = Set(epoch + 1);
            }
            row.update(tx).await?;
            log(tx, now, Some(actor.person), Some(id), &AccountEvent::Updated).await?;
            id
        }
        None => {
            let id = PersonId(Uuid::now_v7());
            let row = person::ActiveModel {
                id: Set(id.0),
                login: Set(written.login.clone()),
                name: Set(written.name.clone()),
                // No password opens this account: an activation code sets the first.
                password_hash: Set(String::new()),
                must_change_password: Set(false),
                epoch: Set(0),
                township_id: Set(written.township.map(|id| id.0)),
                version: Set(1),
                roster_key: Set(written.key.clone()),
                phone: Set(written.phone.clone()),
                email: Set(written.email.clone()),
                suspended: Set(false),
            };
            person::Entity::insert(row).exec_without_returning(tx).await?;
            log(tx, now, Some(actor.person), Some(id), &AccountEvent::Added).await?;
            id
        }
    };
    for role in &written.roles {
        give_role(tx, id, *role, term).await?;
        log(tx, now, Some(actor.person), Some(id), &AccountEvent::RoleGiven(*role)).await?;
    }
    Ok(())
}

/// Gives a role; a deputy's is that of the present term.
pub(crate) async fn give_role(tx: &impl ConnectionTrait, id: PersonId, role: Role, term: Option<i32>) -> Result<()> {
    let mut row = role_row(id, role);
    row.term = Set(term.filter(|_| role.office() == Office::Deputy));
    person_role::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

async fn write_units(tx: &impl ConnectionTrait, units: Vec<(Option<BodyId>, UnitRow)>) -> Result<()> {
    let last: Option<Option<i32>> = body::Entity::find()
        .select_only()
        .column_as(Expr::col(body::Column::Id).max(), "last")
        .into_tuple()
        .one(tx)
        .await?;
    let mut next = last.flatten().unwrap_or_default() + 1;
    for (known, row) in units {
        let model = body::ActiveModel {
            id: Set(known.map_or(next, |id| id.0)),
            kind: Set(BodyKind::Unit.code().to_owned()),
            name: Set(row.name),
            name_en: Set(row.name_en),
            short_name: Set(row.short_name),
            is_government: Set(row.is_government),
            is_open: Set(row.is_open),
        };
        if known.is_some() {
            model.update(tx).await?;
        } else {
            body::Entity::insert(model).exec_without_returning(tx).await?;
            next += 1;
        }
    }
    Ok(())
}
