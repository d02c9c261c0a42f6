//! The connection, its settings, and transactions that write.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use domain::county::moment::county_date;
use ground::tokens::Frequencies;
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use tokio::sync::{Mutex, OwnedMutexGuard, RwLock};

use crate::county::rules::Standing;
use crate::error::Result;
use crate::spine::revisions::Revisions;

/// The frequencies of tokens, with the moment when they were counted, in milliseconds since 1970 (UTC).
type Counted = (i64, Arc<Frequencies>);

/// The store: cheap to clone, shared by every request.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) db: DatabaseConnection,
    /// SQLite has one writer: waiting here is fair and costs nothing, waiting inside SQLite is neither.
    writer: Option<Arc<Mutex<()>>>,
    moment: Moment,
    pub(crate) standing: Arc<RwLock<Option<Arc<Standing>>>>,
    pub(crate) frequencies: Arc<RwLock<Option<Counted>>>,
    pub(crate) revisions: Arc<Revisions>,
}

/// The present, which tests may move.
#[derive(Clone, Debug, Default)]
pub struct Moment {
    offset_ms: Arc<AtomicI64>,
}

impl Moment {
    /// Milliseconds since 1970 (UTC).
    pub fn now_ms(&self) -> i64 {
        Timestamp::now().as_millisecond() + self.offset_ms()
    }

    /// How far the present was moved, in milliseconds: for libraries that read a clock of their own.
    pub fn offset_ms(&self) -> i64 {
        self.offset_ms.load(Ordering::Relaxed)
    }

    /// The county's date.
    pub fn today(&self) -> Date {
        county_date(self.now_ms())
    }

    /// Lets the present be `now_ms`, and run on from there.
    pub fn set(&self, now_ms: i64) {
        self.offset_ms.store(now_ms - Timestamp::now().as_millisecond(), Ordering::Relaxed);
    }

    /// Moves the present on.
    pub fn advance(&self, by: Duration) {
        let ms = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.offset_ms.fetch_add(ms, Ordering::Relaxed);
    }
}

/// A transaction that writes, with the place in the queue of writers that it holds.
pub(crate) struct Writing {
    pub(crate) tx: DatabaseTransaction,
    store: Store,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Writing {
    pub(crate) async fn commit(self) -> Result<()> {
        self.tx.commit().await?;
        // What is written is written: at worst this process learns a moment later what has changed.
        if let Err(error) = self.store.learn_revisions().await {
            tracing::warn!(%error, "what has changed could not be read");
        }
        Ok(())
    }
}

impl Store {
    /// Connects to `sqlite://path` or `postgres://…`.
    ///
    /// SQLite runs with a write-ahead log, synchronous FULL and foreign keys; a missing file is created.
    ///
    /// # Errors
    /// Where the database cannot be reached or opened.
    pub async fn connect(url: &str) -> Result<Self> {
        let mut options = ConnectOptions::new(url);
        options.sqlx_logging(false).max_connections(8).acquire_timeout(Duration::from_secs(10));
        options.map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
        });
        let db = Database::connect(options).await?;
        let is_sqlite = db.get_database_backend() == DbBackend::Sqlite;
        let writer = is_sqlite.then(Arc::default);
        Ok(Self {
            db,
            writer,
            moment: Moment::default(),
            standing: Arc::default(),
            frequencies: Arc::default(),
            revisions: Arc::default(),
        })
    }

    /// The connection itself, for migrations.
    pub fn connection(&self) -> &DatabaseConnection {
        &self.db
    }

    /// Tells of each statement that this handle, or one cloned from it later, sends to the database: pages are held to
    /// a number of them.
    pub fn on_statement(&mut self, sent: impl Fn(&str) + Send + Sync + 'static) {
        self.db.set_metric_callback(move |statement| sent(&statement.statement.sql));
    }

    /// The present.
    pub fn moment(&self) -> &Moment {
        &self.moment
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// Where it does not.
    pub async fn ping(&self) -> Result<()> {
        Ok(self.db.ping().await?)
    }

    /// Begins a transaction that writes: on SQLite `BEGIN IMMEDIATE`, one at a time.
    pub(crate) async fn write(&self) -> Result<Writing> {
        let turn = match &self.writer {
            Some(writer) => Some(Arc::clone(writer).lock_owned().await),
            None => None,
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: self.writer.is_some().then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(Writing { tx: self.db.begin_with_options(options).await?, store: self.clone(), _turn: turn })
    }
}
