//! Fills the county: townships, units, sessions and people. Nobody registers himself.

use domain::county::number::Session;
use domain::county::people::{BodyKind, County, PersonId, Role, TownshipId};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use uuid::Uuid;

use crate::Store;
use crate::entity::{body, congress_session, person, person_role, township};
use crate::error::Result;

/// A person to be added.
#[derive(Clone, Debug)]
pub struct NewPerson {
    pub id: PersonId,
    /// The account name.
    pub login: String,
    pub name: String,
    /// The argon2 hash of the first password.
    pub password_hash: String,
    /// Whether it has to be changed at the first sign-in.
    pub must_change_password: bool,
    /// The delegation.
    pub township: Option<TownshipId>,
    /// The offices.
    pub roles: Vec<Role>,
}

/// What became of a person to be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provisioned {
    Added,
    /// The account name is taken.
    NameTaken,
}

impl Store {
    /// Whether nobody has an account yet.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn is_empty(&self) -> Result<bool> {
        Ok(person::Entity::find().count(&self.db).await? == 0)
    }

    /// Adds the townships, the units and a session.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_county(&self, county: &County, session: &Session) -> Result<()> {
        let writing = self.write().await?;
        let townships = county.townships.iter().map(|place| township::ActiveModel {
            id: Set(place.id.0),
            name: Set(place.name.clone()),
            name_en: Set(place.name_en.clone()),
        });
        township::Entity::insert_many(townships).exec_without_returning(&writing.tx).await?;
        let units = county.units.iter().map(|row| body::ActiveModel {
            id: Set(row.id.0),
            kind: Set(BodyKind::Unit.code().to_owned()),
            name: Set(row.name.clone()),
            name_en: Set(row.name_en.clone()),
            short_name: Set(None),
            is_government: Set(true),
            is_open: Set(true),
        });
        body::Entity::insert_many(units).exec_without_returning(&writing.tx).await?;
        let session = congress_session::ActiveModel {
            term: Set(i32::from(session.term)),
            ordinal: Set(i32::from(session.ordinal)),
            opens_on: Set(session.opens_on.to_string()),
            closes_on: Set(session.closes_on.to_string()),
        };
        congress_session::Entity::insert(session).exec_without_returning(&writing.tx).await?;
        writing.commit().await?;
        *self.standing.write().await = None;
        Ok(())
    }

    /// Adds people.
    ///
    /// # Errors
    /// Where the database fails, also for an account name that is taken.
    pub async fn add_people(&self, people: &[NewPerson]) -> Result<()> {
        let writing = self.write().await?;
        for chunk in people.chunks(100) {
            let rows = chunk.iter().map(|new| person::ActiveModel {
                id: Set(new.id.0),
                login: Set(new.login.clone()),
                name: Set(new.name.clone()),
                password_hash: Set(new.password_hash.clone()),
                must_change_password: Set(new.must_change_password),
                epoch: Set(0),
                township_id: Set(new.township.map(|id| id.0)),
                version: Set(1),
                suspended: Set(false),
                ..Default::default()
            });
            person::Entity::insert_many(rows).exec_without_returning(&writing.tx).await?;
            let roles = chunk.iter().flat_map(|new| new.roles.iter().map(|role| role_row(new.id, *role)));
            person_role::Entity::insert_many(roles).exec_without_returning(&writing.tx).await?;
        }
        writing.commit().await
    }

    /// Adds one person, unless the account name is taken.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_person(&self, new: NewPerson) -> Result<Provisioned> {
        let same_name = person::Entity::find().filter(person::Column::Login.eq(&new.login));
        if same_name.one(&self.db).await?.is_some() {
            return Ok(Provisioned::NameTaken);
        }
        self.add_people(&[new]).await?;
        Ok(Provisioned::Added)
    }

    /// A fresh id for a person or a proposal (UUID version 7).
    pub fn fresh_id(&self) -> Uuid {
        Uuid::now_v7()
    }
}

pub(crate) fn role_row(person: PersonId, role: Role) -> person_role::ActiveModel {
    person_role::ActiveModel {
        person_id: Set(person.0),
        office: Set(role.office().code().to_owned()),
        body_id: Set(role.unit().map(|unit| unit.0)),
        ..Default::default()
    }
}
