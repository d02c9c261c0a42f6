//! Sessions in the database.

use app::api::{SESSION_EPOCH, SESSION_PERSON};
use async_trait::async_trait;
use axum::http::header;
use axum::http::{HeaderMap, HeaderValue};
use domain::people::PersonId;
use store::{Account, Store};
use time::{Duration, OffsetDateTime};
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, Session, SessionManagerLayer, SessionStore};

/// How long a session lasts after signing in.
const LASTS: Duration = Duration::hours(12);

/// The cookie's name by http and by https.
const COOKIE: &str = "session";
const SECURE_COOKIE: &str = "__Host-session";

/// Leaves a request with one header of cookies that everybody behind here reads alike: those that are plain ASCII and
/// whose names are written as they are. The session layer would decode `sessio%6e`, and nobody else would; a browser's
/// rules for names that begin with `__Host-` do not hold for such a name either.
pub(crate) fn settle_cookies(headers: &mut HeaderMap) {
    let all = headers.get_all(header::COOKIE).iter().flat_map(|value| value.as_bytes().split(|&byte| byte == b';'));
    let pairs = all.filter_map(|pair| std::str::from_utf8(pair).ok()).map(str::trim);
    let is_plain = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        !pair.is_empty() && pair.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !name.contains('%')
    };
    let plain: Vec<_> = pairs.filter(is_plain).collect();
    match HeaderValue::from_str(&plain.join("; ")) {
        Ok(cookies) if !plain.is_empty() => headers.insert(header::COOKIE, cookies),
        _ => headers.remove(header::COOKIE),
    };
}

/// Whether a request comes with a session, good or not.
pub(crate) fn has_session(headers: &HeaderMap) -> bool {
    cookie(headers, COOKIE).or_else(|| cookie(headers, SECURE_COOKIE)).is_some()
}

/// The value of a cookie.
fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(key, value)| (key.trim() == name).then_some(value))
}

/// The layer that gives each request its session.
pub(crate) fn layer(store: Store, secure: bool) -> SessionManagerLayer<DatabaseSessions> {
    SessionManagerLayer::new(DatabaseSessions(store))
        // The prefix makes browsers refuse the cookie unless it is secure, of this host and for every path.
        .with_name(if secure { SECURE_COOKIE } else { COOKIE })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(headers: &[&[u8]]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for value in headers {
            map.append(header::COOKIE, HeaderValue::from_bytes(value).expect("a header"));
        }
        settle_cookies(&mut map);
        map
    }

    #[test]
    fn cookies_are_read_alike_by_everybody() {
        for (sent, left) in [
            (&[b"lang=en; session=1".as_slice()][..], "lang=en; session=1"),
            (&[b"x=1", b"lang=en"], "x=1; lang=en"),
            (&["session=1; greeting=é".as_bytes()], "session=1"),
            (&[b"sessio%6e=1; lang=en", b"__Host-sessio%6e=1"], "lang=en"),
            (&[b"a=%41; \xff\xfe=1;;"], "a=%41"),
        ] {
            assert_eq!(settled(sent)[header::COOKIE], left);
        }
        assert!(settled(&[b"sessio%6e=1"]).is_empty() && settled(&[b" ; "]).is_empty());
    }

    #[test]
    fn a_session_is_seen_by_its_name() {
        for cookies in ["session=1", "a=b; __Host-session=2", "session="] {
            assert!(has_session(&settled(&[cookies.as_bytes()])), "{cookies}");
        }
        for cookies in ["sessions=1", "a=session", "session"] {
            assert!(!has_session(&settled(&[cookies.as_bytes()])), "{cookies}");
        }
    }
}
