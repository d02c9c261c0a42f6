//! Sessions in the database.

use app::api::{SESSION_EPOCH, SESSION_PERSON};
use async_trait::async_trait;
use axum::http::HeaderMap;
use domain::county::people::PersonId;
use store::{Account, Store};
use time::{Duration, OffsetDateTime};
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, Session, SessionManagerLayer, SessionStore};

/// How long a session lasts after signing in.
const LASTS: Duration = Duration::hours(12);

/// The cookie's name.
const COOKIE: &str = "session";

/// Whether a request comes with a session, good or not.
pub(crate) fn has_session(headers: &HeaderMap) -> bool {
    app::cookie(headers, COOKIE).is_some()
}

/// The layer that gives each request its session.
pub(crate) fn layer(store: Store, secure: bool) -> SessionManagerLayer<DatabaseSessions> {
    SessionManagerLayer::new(DatabaseSessions(store))
        .with_name(COOKIE)
        .with_secure(secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(LASTS))
}

/// The account that a session is signed in to, for routes outside the application.
pub(crate) async fn account(
    store: &Store,
    session: &Session,
) -> std::result::Result<Option<Account>, Box<dyn std::error::Error + Send + Sync>> {
    let person: Option<PersonId> = session.get(SESSION_PERSON).await?;
    let epoch: Option<i32> = session.get(SESSION_EPOCH).await?;
    match person.zip(epoch) {
        Some((person, epoch)) => Ok(store.account(person, epoch).await?),
        None => Ok(None),
    }
}

/// Sessions in the database; a session's id stands there as it is in the cookie.
#[derive(Clone, Debug)]
pub(crate) struct DatabaseSessions(Store);

#[async_trait]
impl SessionStore for DatabaseSessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        while self.0.web_session(&record.id.to_string()).await.map_err(backend)?.is_some() {
            record.id = Id::default();
        }
        self.save(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let data = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        // The session library reads its own clock, which nobody moves.
        let expires_ms = record.expiry_date.unix_timestamp() * 1000 + self.0.moment().offset_ms();
        self.0.save_web_session(record.id.to_string(), data, expires_ms).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some((data, expires_ms)) = self.0.web_session(&id.to_string()).await.map_err(backend)? else {
            return Ok(None);
        };
        let data = serde_json::from_str(&data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp((expires_ms - self.0.moment().offset_ms()) / 1000);
        let expiry_date = expiry_date.map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.0.delete_web_session(&id.to_string()).await.map_err(backend)
    }
}

fn backend(error: store::StoreError) -> Error {
    Error::Backend(error.to_string())
}
