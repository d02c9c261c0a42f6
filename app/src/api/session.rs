//! Who is calling: the session's person, and the store.

use axum::http::request::Parts;
use domain::county::administration::Act;
use domain::county::people::PersonId;
use leptos::prelude::*;
use store::{Account, Store};
use tower_sessions::Session;

use crate::Failure;

/// The session's key for the person's id.
pub const SESSION_PERSON: &str = "person";
/// The session's key for the epoch at sign-in.
pub const SESSION_EPOCH: &str = "epoch";

/// The store of this request.
pub(crate) fn store() -> Result<Store, Failure> {
    use_context().ok_or(Failure::Fault)
}

/// What pages know of the site itself.
#[derive(Clone, Debug, Default)]
pub struct SiteFacts {
    /// The address under which people reach it, without a slash at its end; where it is not set, requests say it.
    pub url: Option<String>,
    /// Whether it is reached by https.
    pub is_secure: bool,
    /// A proxy stands before the site: who asks stands last in `X-Forwarded-For`.
    pub is_proxied: bool,
    /// Whether it can send mail to strangers.
    pub sends_mail: bool,
}

impl SiteFacts {
    /// The address of the site for a request with these headers.
    pub fn address(&self, headers: &axum::http::HeaderMap) -> String {
        self.url.clone().unwrap_or_else(|| {
            let host = headers.get(axum::http::header::HOST).and_then(|host| host.to_str().ok());
            // What is no host has no place in an address.
            let host = host.and_then(|host| host.parse::<axum::http::uri::Authority>().ok());
            let host = host.filter(|host| !host.as_str().contains('@'));
            let host = host.as_ref().map_or("localhost", axum::http::uri::Authority::as_str);
            format!("{}://{host}", if self.is_secure { "https" } else { "http" })
        })
    }
}

/// The session of this request.
pub(crate) fn session() -> Result<Session, Failure> {
    use_context::<Parts>().and_then(|parts| parts.extensions.get::<Session>().cloned()).ok_or(Failure::Fault)
}

/// The account that is signed in, if any.
pub(crate) async fn viewer() -> Result<Option<Account>, Failure> {
    viewer_of(&store()?, &session()?).await
}

/// The account that a session is signed in to, if any; for routes outside the pages.
///
/// # Errors
/// Where the session or the database cannot be read.
pub async fn viewer_of(store: &Store, session: &Session) -> Result<Option<Account>, Failure> {
    let read = async {
        let person: Option<PersonId> = session.get(SESSION_PERSON).await?;
        let epoch: Option<i32> = session.get(SESSION_EPOCH).await?;
        Ok::<_, tower_sessions::session::Error>(person.zip(epoch))
    };
    let known = read.await.map_err(|error| {
        tracing::error!(%error, "the session cannot be read");
        Failure::Fault
    })?;
    let Some((person, epoch)) = known else { return Ok(None) };
    Ok(store.account(person, epoch).await?)
}

/// The account that is signed in, whatever its password.
pub(crate) async fn signed_in() -> Result<Account, Failure> {
    viewer().await?.ok_or(Failure::SignedOut)
}

/// The account that acts: signed in, with a password of its own.
pub(crate) async fn actor() -> Result<Account, Failure> {
    acting(signed_in().await?)
}

/// The account that acts in a session; for routes outside the pages.
///
/// # Errors
/// [`Failure::SignedOut`], [`Failure::PasswordFirst`], or where the database cannot be read.
pub async fn actor_of(store: &Store, session: &Session) -> Result<Account, Failure> {
    acting(viewer_of(store, session).await?.ok_or(Failure::SignedOut)?)
}

fn acting(account: Account) -> Result<Account, Failure> {
    if account.must_change_password { Err(Failure::PasswordFirst) } else { Ok(account) }
}

/// Whether whoever is calling may do something for the whole county.
pub(crate) async fn viewer_may(act: Act) -> Result<bool, Failure> {
    let account = viewer().await?;
    Ok(account.is_some_and(|account| !account.must_change_password && account.actor.may(act)))
}
