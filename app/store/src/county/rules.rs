//! The county, its sessions, and the circumstances of a day, as stored data.

use std::sync::Arc;

use domain::county::clock::Circumstances;
use domain::county::number::Session;
use domain::county::people::{BodyId, BodyKind, County, Level, Named, TownshipId};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::Store;
use crate::county::calendar::calendar;
use crate::county::limits::rules_on;
use crate::entity::{body, congress_session, setting, township};
use crate::error::{Result, StoreError};
use crate::spine::revisions::Scope;

/// What nearly every page shows: read once, and again after it was changed.
#[derive(Debug)]
pub(crate) struct Standing {
    county: Arc<County>,
    /// The sessions of the congress, latest first.
    sessions: Vec<Session>,
}

impl Store {
    /// The townships and units.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn county(&self) -> Result<Arc<County>> {
        Ok(Arc::clone(&self.standing().await?.county))
    }

    /// The sessions of the congress, latest first.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn sessions(&self) -> Result<Vec<Session>> {
        Ok(self.standing().await?.sessions.clone())
    }

    async fn standing(&self) -> Result<Arc<Standing>> {
        if let Some(standing) = self.standing.read().await.as_ref() {
            return Ok(Arc::clone(standing));
        }
        let since = self.revision();
        let townships = township::Entity::find().order_by_asc(township::Column::Id).all(&self.db).await?;
        let units = body::Entity::find()
            .filter(body::Column::Kind.eq(BodyKind::Unit.code()))
            .order_by_asc(body::Column::Id)
            .all(&self.db)
            .await?;
        let level = setting::Entity::find_by_id("level").one(&self.db).await?;
        let level = level.map_or(Ok(Level::default()), |row| Level::from_code(&row.value));
        let level = level.map_err(|error| StoreError::bad_row("setting", error))?;
        let county = Arc::new(County {
            level,
            townships: (townships.into_iter())
                .map(|row| Named { id: TownshipId(row.id), name: row.name, name_en: row.name_en })
                .collect(),
            closed_units: units.iter().filter(|row| !row.is_open).map(|row| BodyId(row.id)).collect(),
            units: (units.into_iter())
                .map(|row| Named { id: BodyId(row.id), name: row.name, name_en: row.name_en })
                .collect(),
        });
        let standing = Arc::new(Standing { county, sessions: sessions(&self.db).await? });
        // An empty county is one that has not been filled yet, perhaps by another process: ask again next time.
        // What was changed while it was read is read anew, too.
        if !standing.county.units.is_empty() && self.is_unchanged(Scope::Everything, since) {
            *self.standing.write().await = Some(Arc::clone(&standing));
        }
        Ok(standing)
    }

    /// The rules and the calendar in force on a day.
    ///
    /// # Errors
    /// Where the database fails or a row is damaged.
    pub async fn circumstances(&self, today: Date) -> Result<Circumstances> {
        circumstances(&self.db, today).await
    }
}

pub(crate) async fn sessions(db: &impl ConnectionTrait) -> Result<Vec<Session>> {
    let rows = congress_session::Entity::find()
        .order_by_desc(congress_session::Column::Term)
        .order_by_desc(congress_session::Column::Ordinal)
        .all(db)
        .await?;
    let parse = |row: congress_session::Model| {
        let bad = |reason: String| StoreError::bad_row("congress_session", reason);
        Ok(Session {
            term: u16::try_from(row.term).map_err(|error| bad(error.to_string()))?,
            ordinal: u16::try_from(row.ordinal).map_err(|error| bad(error.to_string()))?,
            opens_on: row.opens_on.parse().map_err(|error: jiff::Error| bad(error.to_string()))?,
            closes_on: row.closes_on.parse().map_err(|error: jiff::Error| bad(error.to_string()))?,
        })
    };
    rows.into_iter().map(parse).collect()
}

pub(crate) async fn circumstances(db: &impl ConnectionTrait, today: Date) -> Result<Circumstances> {
    let rules = rules_on(db, today).await?;
    Ok(Circumstances { today, rules, calendar: calendar(db).await? })
}
