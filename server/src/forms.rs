//! Server functions over HTTP: for scripts as they are, for plain forms with a redirect to the result.
//!
//! A plain form that is refused is kept, and its page is shown again with what was typed and what is wrong.

use app::api::accounts::local_path;
use std::time::Duration;

use app::{Failure, Posted, Sender, cookie};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, REFERER, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ground::characters::clean;
use leptos::prelude::provide_context;
use sha2::{Digest, Sha256};
use store::{Answered, Begun, Store};
use tower_sessions::Session;
use tracing::Instrument;

use crate::pages::AppState;
use crate::router::BODY_LIMIT;
use crate::sessions::account;

/// The most bytes that are kept of a form, as JSON: of people with an account, and of strangers, among whom are those
/// who were signed out while they wrote.
const MOST_KEPT: usize = 1024 * 1024;
const MOST_OF_A_STRANGER: usize = 128 * 1024;

/// Runs a server function.
pub(crate) async fn server_function(State(state): State<AppState>, request: Request) -> Response {
    let is_plain = request.method() == Method::POST && accepts_html(request.headers());
    let mut response = match whole(request).await {
        Ok((parts, body)) if is_plain => plain_form(state, parts, cleaned(body)).await,
        Ok((parts, body)) => once(state, parts, cleaned(body)).await,
        Err(refused) => refused,
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Tells the program for browsers where a form leads instead of leading it there: what it is led to by itself has lost its
/// place on the page, and it could not tell an act that was done from a page that did not come.
pub(crate) async fn lead(request: Request, next: Next) -> Response {
    let is_program = request.headers().contains_key("x-program");
    let mut response = next.run(request).await;
    if is_program && response.status() == StatusCode::SEE_OTHER {
        *response.status_mut() = StatusCode::NO_CONTENT;
    }
    response
}

/// A form with every value cleaned, whatever field it is of: what people paste is not theirs to see or to mend.
/// Passwords are bytes, and stay.
fn cleaned(body: Bytes) -> Bytes {
    let pairs = form_urlencoded::parse(&body).map(|(name, value)| {
        let value = if name.contains("password") { value.into_owned() } else { clean(&value) };
        (name.into_owned(), value)
    });
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish().into()
}

/// A request with its whole body.
///
/// # Errors
///
/// The answer to a body that is too large (413) or was broken off (400): nothing is run with a part of it.
pub(crate) async fn whole(request: Request) -> Result<(Parts, Bytes), Response> {
    let (parts, body) = request.into_parts();
    let body = Bytes::from_request(Request::from_parts(parts.clone(), body), &()).await;
    body.map(|body| (parts, body)).map_err(|refused| refused.status().into_response())
}

pub(crate) fn accepts_html(headers: &HeaderMap) -> bool {
    headers.get(ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|accept| accept.contains("text/html"))
}

/// How long an act is known that has no key of its own: from a page that is kept for everybody.
const KEYLESS: Duration = Duration::from_secs(60);
/// The same of one that has.
const KEYED: Duration = Duration::from_secs(24 * 60 * 60);
/// Where a form that was refused is shown again.
const REFUSED: &str = "#refused";
/// The most bytes of an answer that are kept.
const MOST_ANSWERED: usize = 1024;

/// Runs the function once, however often the same form is sent: whoever sends it again is answered as it was answered.
async fn once(state: AppState, parts: Parts, body: Bytes) -> Response {
    let Some((act, known)) = act_of(&parts, &body) else {
        return run(state, Request::from_parts(parts, body.into())).await;
    };
    // By itself: whoever asked may be gone before it is done, such as the first request of a double click.
    let doing = tokio::spawn(carry_out(state, act, known, parts, body).in_current_span());
    doing.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Runs the function unless the act was done, and notes what became of it.
async fn carry_out(state: AppState, act: String, known: Duration, parts: Parts, body: Bytes) -> Response {
    let store = state.store.clone();
    match store.begin_act(&act, known).await {
        Ok(Begun::Here) => {}
        Ok(Begun::Done(done)) => return answered(done),
        Ok(Begun::Elsewhere) => return failed(&Failure::Busy),
        Err(error) => {
            tracing::error!(%error, "an act could not be begun");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    }
    let response = run(state, Request::from_parts(parts, body.into())).await;
    let (parts, answer) = response.into_parts();
    let answer = to_bytes(answer, BODY_LIMIT).await.unwrap_or_default();
    let location = parts.headers.get(LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
    // A draft that is kept but not handed in leads to what is wrong with it: that is no act.
    let is_refused = location.as_ref().is_some_and(|location| location.ends_with(REFUSED));
    let noted = if parts.status.is_success() && !is_refused {
        let kept = if answer.len() <= MOST_ANSWERED { &answer[..] } else { b"null" };
        let answer = String::from_utf8_lossy(kept).into_owned();
        store.end_act(&act, Answered { location, answer }).await
    } else {
        store.drop_act(&act).await
    };
    if let Err(error) = noted {
        tracing::error!(%error, "what became of an act could not be noted");
    }
    Response::from_parts(parts, Body::from(answer))
}

/// The answer of a function that failed.
fn failed(failure: &Failure) -> Response {
    let status = StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let why = serde_json::to_string(failure).unwrap_or_default();
    (status, [(CONTENT_TYPE, "application/json")], why).into_response()
}

/// What an act is known by, and for how long: who asks, where, and the whole form. A form with a key is another act each
/// time its page is opened; of a form without one only following is worth knowing.
fn act_of(parts: &Parts, body: &[u8]) -> Option<(String, Duration)> {
    if parts.method != Method::POST {
        return None;
    }
    let has = |what: &str| form_urlencoded::parse(body).any(|(name, value)| name == what && !value.is_empty());
    // What is saved while somebody types is known again by the draft itself.
    let has_key = has("key") && !has("turn");
    let path = parts.uri.path();
    let known = if has_key { KEYED } else { KEYLESS };
    if !has_key && path != "/api/follow" {
        return None;
    }
    let who = cookie(&parts.headers, "session").unwrap_or_default();
    let mut digest = Sha256::new();
    for part in [who.as_bytes(), path.as_bytes(), body] {
        digest.update(u64::try_from(part.len()).unwrap_or_default().to_be_bytes());
        digest.update(part);
    }
    Some((digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect(), known))
}

/// What was answered to an act, once more.
fn answered(done: Answered) -> Response {
    let mut response = ([(CONTENT_TYPE, "application/json")], done.answer).into_response();
    if let Some(location) = done.location.and_then(|location| HeaderValue::from_str(&location).ok()) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// Runs the function; a failure gets the status that says the same.
async fn run(state: AppState, mut request: Request) -> Response {
    // A request that asks for HTML would be answered with a redirect that carries the error in the address.
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    let context = move || {
        provide_context(state.store.clone());
        provide_context(state.facts.clone());
    };
    let response = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    if response.status() == StatusCode::BAD_REQUEST && response.headers().get(CONTENT_TYPE).is_none() {
        // There is no function under this address.
        return StatusCode::NOT_FOUND.into_response();
    }
    if !response.status().is_server_error() {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    let failure: Failure = serde_json::from_slice(&body).unwrap_or(Failure::Fault);
    parts.status = StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Response::from_parts(parts, Body::from(body))
}

/// Runs the function of a plain form and redirects to its result (303: the next request is a GET).
async fn plain_form(state: AppState, parts: Parts, body: Bytes) -> Response {
    let action = parts.uri.path().to_owned();
    let page = page_of(&parts.headers);
    let store = state.store.clone();
    let (headers, session) = (parts.headers.clone(), parts.extensions.get::<Session>().cloned());
    let fields: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let response =
        if Posted::is_by_enter(&fields) { failed(&Failure::NoButton) } else { once(state, parts, body).await };
    let (mut parts, answer) = response.into_parts();
    let location = if parts.status.is_success() {
        let location = parts.headers.get(LOCATION).and_then(|value| value.to_str().ok());
        location.map_or(page, str::to_owned)
    } else if parts.status == StatusCode::NOT_FOUND && answer_is_empty(&parts.headers) {
        return StatusCode::NOT_FOUND.into_response();
    } else {
        let answer = to_bytes(answer, BODY_LIMIT).await.unwrap_or_default();
        let failure: Failure = serde_json::from_slice(&answer).unwrap_or(Failure::Fault);
        let page = page_of_draft(&action, &fields, &failure).unwrap_or(page);
        let posted = Posted { action, fields: Posted::fields(&fields), failure };
        let is_known = match session {
            Some(session) => matches!(account(&store, &session).await, Ok(Some(_))),
            None => false,
        };
        let sender = Sender::of(&headers);
        parts.headers.append(SET_COOKIE, sender.cookie());
        match keep(&store, sender, is_known, &posted, &page).await {
            Ok(back) if posted.failure == Failure::SignedOut => with("/sign-in", "next", &back),
            Ok(back) => back + REFUSED,
            Err(status) => return status.into_response(),
        }
    };
    parts.status = StatusCode::SEE_OTHER;
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.remove(CONTENT_TYPE);
    match HeaderValue::from_str(&location) {
        Ok(location) => parts.headers.insert(LOCATION, location),
        Err(_) => parts.headers.insert(LOCATION, HeaderValue::from_static("/")),
    };
    Response::from_parts(parts, Body::empty())
}

/// A new draft that was saved from elsewhere has a page of its own, on which both texts stand.
fn page_of_draft(action: &str, fields: &[(String, String)], failure: &Failure) -> Option<String> {
    let is_moved = action == "/api/write" && *failure == Failure::ChangedElsewhere;
    let id = fields.iter().find(|(name, _)| name == "id").and_then(|(_, id)| id.parse::<uuid::Uuid>().ok());
    id.filter(|_| is_moved).map(|id| format!("/proposals/{id}/edit"))
}

fn answer_is_empty(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_none()
}

/// Keeps a refused form. Answers the address of its page that shows it.
async fn keep(
    store: &Store,
    sender: Sender,
    is_known: bool,
    posted: &Posted,
    page: &str,
) -> Result<String, StatusCode> {
    let most = if is_known { MOST_KEPT } else { MOST_OF_A_STRANGER };
    let json = |posted: &Posted| serde_json::to_string(posted).map_err(|error| error.to_string());
    let kept = match json(posted) {
        // What nobody has typed is not kept; why it was refused is told all the same.
        Ok(long) if long.len() > most => json(&Posted { fields: Vec::new(), ..posted.clone() }),
        kept => kept,
    };
    let kept = match kept {
        Ok(posted) => store.keep_form(sender.browser(), is_known, posted).await.map_err(|error| error.to_string()),
        Err(error) => Err(error),
    };
    let form = kept.map_err(|error| {
        tracing::error!(error, "a refused form could not be kept");
        StatusCode::INTERNAL_SERVER_ERROR
    })?;
    Ok(with(&without(page, &["form", "done", "saved"]), "form", &form.to_string()))
}

/// Shows the page of a form of files again, with what is wrong. Whoever is not signed in never gets that far.
pub(crate) async fn show_again(store: &Store, sender: Sender, posted: &Posted, page: &str) -> Response {
    match &posted.failure {
        Failure::SignedOut => return see(&with("/sign-in", "next", page)),
        Failure::PasswordFirst => return see("/account?first=yes"),
        Failure::NotFound => return StatusCode::NOT_FOUND.into_response(),
        _ => {}
    }
    match keep(store, sender, true, posted, page).await {
        Ok(back) => {
            let mut response = see(&(back + REFUSED));
            response.headers_mut().append(SET_COOKIE, sender.cookie());
            response
        }
        Err(status) => status.into_response(),
    }
}

/// To a page of our own, by GET (303).
pub(crate) fn see(page: &str) -> Response {
    match HeaderValue::from_str(page) {
        Ok(page) => (StatusCode::SEE_OTHER, [(LOCATION, page)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The page that a form was sent from: its path and query, or the home page where the browser does not say.
fn page_of(headers: &HeaderMap) -> String {
    let referer = headers.get(REFERER).and_then(|value| value.to_str().ok());
    let uri = referer.and_then(|referer| referer.parse::<Uri>().ok());
    let path = uri.as_ref().and_then(Uri::path_and_query).map(|path| path.as_str().to_owned());
    path.filter(|path| local_path(path).is_some()).unwrap_or_else(|| "/".to_owned())
}

/// An address without these parts of its query.
fn without(address: &str, names: &[&str]) -> String {
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    let kept = query.split('&').filter(|pair| !names.contains(&pair.split('=').next().unwrap_or_default()));
    let kept: Vec<_> = kept.collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

/// An address with one more part in its query.
pub(crate) fn with(address: &str, name: &str, value: &str) -> String {
    let separator = if address.contains('?') { '&' } else { '?' };
    let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
    format!("{address}{separator}{name}={value}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lose_and_gain_parts_of_their_query() {
        assert_eq!(without("/a?form=1&b=2&done=x", &["form", "done"]), "/a?b=2");
        assert_eq!(without("/a?form=1", &["form"]), "/a");
        assert_eq!(with("/a", "next", "/b?form=1"), "/a?next=%2Fb%3Fform%3D1");
        assert_eq!(with("/a?b=2", "form", "1"), "/a?b=2&form=1");
    }

    #[test]
    fn a_form_returns_to_its_own_site_only() {
        let check = |referer: &str, expected| {
            let mut headers = HeaderMap::new();
            headers.insert(REFERER, HeaderValue::from_str(referer).expect("a header"));
            assert_eq!(page_of(&headers), expected, "{referer}");
        };
        check("http://127.0.0.1:3000/proposals/new", "/proposals/new");
        check("https://evil.example/desk?x=1", "/desk?x=1");
        check("https://evil.example//other.example", "/");
        check("http://127.0.0.1:3000/\\evil.example", "/");
        check("http://127.0.0.1:3000/api/act", "/");
        check("nonsense", "/");
    }
}
