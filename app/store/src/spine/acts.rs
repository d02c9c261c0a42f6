//! What is asked for twice is done once. A form that is sent again, by an impatient finger or because its answer was lost,
//! is the same act as long as nothing in it has changed; it is answered again as it was answered first.

use std::time::Duration;

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use crate::Store;
use crate::entity::act;
use crate::error::Result;

/// The longest time for which an answer is known.
const MOST_KNOWN: Duration = Duration::from_secs(24 * 60 * 60);
/// For how long an act may be under way; then whoever began it is taken for dead.
const UNDER_WAY_MS: i64 = 60 * 1000;
/// How often is looked whether another has done it, and for how long.
const LOOK: (Duration, u32) = (Duration::from_millis(100), 150);

/// What was answered to an act.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// Where it led.
    pub location: Option<String>,
    pub answer: String,
}

/// How an act begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It is to be done now, and ended or dropped.
    Here,
    /// It was done already.
    Done(Answered),
    /// Somebody is still at it.
    Elsewhere,
}

impl Store {
    /// Begins an act that was not done within the time `known`. Waits for a while for whoever is at it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn begin_act(&self, fingerprint: &str, known: Duration) -> Result<Begun> {
        for _ in 0..LOOK.1 {
            if self.reserve(fingerprint, known).await? {
                return Ok(Begun::Here);
            }
            let known = act::Entity::find_by_id(fingerprint).one(&self.db).await?;
            if let Some(done) = known.filter(|known| known.is_done) {
                return Ok(Begun::Done(Answered { location: done.location, answer: done.answer }));
            }
            tokio::time::sleep(LOOK.0).await;
        }
        Ok(Begun::Elsewhere)
    }

    /// Takes an act, where nobody else has it.
    async fn reserve(&self, fingerprint: &str, known: Duration) -> Result<bool> {
        let now = self.moment().now_ms();
        let forgotten = now - i64::try_from(known.min(MOST_KNOWN).as_millis()).unwrap_or(i64::MAX);
        let row = act::ActiveModel {
            fingerprint: Set(fingerprint.to_owned()),
            at_ms: Set(now),
            is_done: Set(false),
            location: Set(None),
            answer: Set(String::new()),
        };
        let writing = self.write().await?;
        let is_over = (act::Column::IsDone.eq(false).and(act::Column::AtMs.lt(now - UNDER_WAY_MS)))
            .or(act::Column::AtMs.lt(forgotten));
        act::Entity::delete_many()
            .filter(act::Column::Fingerprint.eq(fingerprint))
            .filter(is_over)
            .exec(&writing.tx)
            .await?;
        let alone = OnConflict::column(act::Column::Fingerprint).do_nothing().to_owned();
        let inserted = act::Entity::insert(row).on_conflict(alone).exec_without_returning(&writing.tx).await;
        writing.commit().await?;
        match inserted {
            Ok(rows) => Ok(rows > 0),
            Err(sea_orm::DbErr::RecordNotInserted) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// An act is done: whoever asks for it again is answered so.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn end_act(&self, fingerprint: &str, answered: Answered) -> Result<()> {
        let writing = self.write().await?;
        act::Entity::update_many()
            .col_expr(act::Column::IsDone, Expr::value(true))
            .col_expr(act::Column::Location, Expr::value(answered.location))
            .col_expr(act::Column::Answer, Expr::value(answered.answer))
            .filter(act::Column::Fingerprint.eq(fingerprint))
            .exec(&writing.tx)
            .await?;
        writing.commit().await
    }

    /// An act was refused: nothing was done, and it may be asked for again.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn drop_act(&self, fingerprint: &str) -> Result<()> {
        let writing = self.write().await?;
        act::Entity::delete_by_id(fingerprint).exec(&writing.tx).await?;
        writing.commit().await
    }

    /// Forgets acts that are too old.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn sweep_acts(&self) -> Result<()> {
        let writing = self.write().await?;
        let oldest = self.moment().now_ms() - i64::try_from(MOST_KNOWN.as_millis()).unwrap_or(i64::MAX);
        act::Entity::delete_many().filter(act::Column::AtMs.lt(oldest)).exec(&writing.tx).await?;
        writing.commit().await
    }
}
