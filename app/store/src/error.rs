//! What can go wrong in the store.

use domain::parts::publication::Stub;
use domain::proposal::workflow::Stage;
use ground::problem::Refusal;
use sea_orm::{DbErr, SqlErr};

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such thing, or it does not exist for this person.
    #[error("not found")]
    NotFound,
    /// It was public and is not any more.
    #[error("not public any more: {}", .0.number)]
    Hidden(Box<Stub>),
    /// Somebody acted first: the proposal is at another version now.
    #[error("the proposal has changed, it stands at {stage:?} now")]
    Conflict {
        /// Where it stands now.
        stage: Stage,
    },
    /// The step is not open to this person at this stage.
    #[error("not open at {stage:?}")]
    NotOpen {
        /// Where the proposal stands.
        stage: Stage,
    },
    /// Somebody changed it first: the page shows an older version.
    #[error("it has changed since")]
    Outdated,
    /// The rules refuse it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A stored row does not parse.
    #[error("a stored row of {table} is damaged: {reason}")]
    BadRow {
        table: &'static str,
        /// Why it does not parse.
        reason: String,
    },
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DbErr),
}

impl StoreError {
    /// A row of `table` that does not parse.
    pub(crate) fn bad_row(table: &'static str, reason: impl std::fmt::Display) -> Self {
        Self::BadRow { table, reason: reason.to_string() }
    }

    /// The refusal of a step of a proposal that stands at `stage`.
    pub(crate) fn of_step(refusal: Refusal, stage: Stage) -> Self {
        match refusal {
            Refusal::NotOpen => Self::NotOpen { stage },
            refusal @ Refusal::Invalid(_) => Self::Refused(refusal),
        }
    }

    /// A row whose key is taken: somebody else wrote it at the same time.
    pub(crate) fn outdated_twin(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Outdated,
            _ => error.into(),
        }
    }
}

/// The store's result.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
