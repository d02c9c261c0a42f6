//! Terms of the congress: their sessions, and the end of the deputies' mandate.

use domain::county::accounts::{AccountEvent, SessionForm, term_end};
use domain::county::administration::Act;
use domain::county::number::Session;
use domain::county::people::{Actor, Office, PersonId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, Set};

use crate::Store;
use crate::county::account_log::{LogLine, log};
use crate::county::imports::{allow, lock_people};
use crate::county::people::parse_role;
use crate::county::rules::sessions;
use crate::entity::{congress_session, person, person_role};
use crate::error::{Result, StoreError};

/// How many ids one statement names.
const CHUNK: usize = 500;

/// The terms as the administrator sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The sessions, latest first.
    pub sessions: Vec<Session>,
    /// How many people are deputies today.
    pub deputies: u64,
    /// What was done for the whole county, latest first.
    pub log: Vec<LogLine>,
}

impl Store {
    /// The sessions, the deputies in office, and what was done.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where this person may not manage terms.
    pub async fn terms(&self, actor: &Actor) -> Result<Terms> {
        allow(actor, Act::ManageTerms)?;
        let deputies = deputies_in_office().count(&self.db).await?;
        Ok(Terms { sessions: self.sessions().await?, deputies, log: self.log_of(None).await? })
    }

    /// Enters a session of the congress.
    ///
    /// # Errors
    /// [`StoreError::Refused`] where it does not follow the others.
    pub async fn add_session(&self, actor: &Actor, form: &SessionForm) -> Result<()> {
        allow(actor, Act::ManageTerms)?;
        let now = self.moment().now_ms();
        let writing = self.write().await?;
        lock_people(&writing.tx).await?;
        let session = form.parse(&sessions(&writing.tx).await?)?;
        let row = congress_session::ActiveModel {
            term: Set(i32::from(session.term)),
            ordinal: Set(i32::from(session.ordinal)),
            opens_on: Set(session.opens_on.to_string()),
            closes_on: Set(session.closes_on.to_string()),
        };
        congress_session::Entity::insert(row).exec_without_returning(&writing.tx).await?;
        log(&writing.tx, now, Some(actor.person), None, &AccountEvent::SessionAdded(session)).await?;
        writing.commit().await
    }

    /// Ends the mandate of every deputy in office. Papers, names and logs stay; who was re-elected comes with the next
    /// roster. `deputies` is how many the administrator saw.
    ///
    /// # Errors
    /// [`StoreError::Refused`] for the day, [`StoreError::Outdated`] where there are others in office by now.
    pub async fn end_term(&self, actor: &Actor, ends_on: &str, deputies: u64) -> Result<()> {
        allow(actor, Act::ManageTerms)?;
        let now = self.moment().now_ms();
        let on = term_end(ends_on, self.moment().today())?;
        let writing = self.write().await?;
        let tx = &writing.tx;
        lock_people(tx).await?;
        let rows = deputies_in_office().all(tx).await?;
        if rows.is_empty() || rows.len() as u64 != deputies {
            return Err(StoreError::Outdated);
        }
        let present = self.current_term(tx).await?;
        let term = rows.iter().filter_map(|row| row.term).max().or(present).unwrap_or_default();
        for chunk in rows.chunks(CHUNK) {
            let ids = chunk.iter().map(|row| row.id);
            person_role::Entity::update_many()
                .col_expr(person_role::Column::EndedOn, Expr::value(on.to_string()))
                .col_expr(person_role::Column::Term, Expr::value(term))
                .filter(person_role::Column::Id.is_in(ids))
                .exec(tx)
                .await?;
            let people = chunk.iter().map(|row| row.person_id);
            person::Entity::update_many()
                .col_expr(person::Column::Epoch, Expr::col(person::Column::Epoch).add(1))
                .col_expr(person::Column::Version, Expr::col(person::Column::Version).add(1))
                .filter(person::Column::Id.is_in(people))
                .exec(tx)
                .await?;
        }
        for row in &rows {
            let event = AccountEvent::RoleEnded(parse_role(row)?);
            log(tx, now, Some(actor.person), Some(PersonId(row.person_id)), &event).await?;
        }
        let event = AccountEvent::TermEnded { term: u16::try_from(term).unwrap_or_default(), on, deputies: rows.len() };
        log(tx, now, Some(actor.person), None, &event).await?;
        writing.commit().await
    }
}

fn deputies_in_office() -> sea_orm::Select<person_role::Entity> {
    person_role::Entity::find()
        .filter(person_role::Column::Office.eq(Office::Deputy.code()))
        .filter(person_role::Column::EndedOn.is_null())
}
