//! The accounts office's routes beside the pages: tables on their way in, templates, and the sheet of codes.

use app::api::actor_of;
use app::api::roster::{FreshCodes, Slip};
use app::{Failure, Posted, Sender, shell};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HOST};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::county::administration::Act;
use domain::county::people::PersonId;
use domain::county::roster::{Kind, TableFault};
use ground::problem::Problem;
use leptos::prelude::provide_context;
use store::{MAX_SLIPS, PeopleFilter, Store};
use tower_sessions::Session;
use uuid::Uuid;

use crate::forms::{see, show_again, whole};
use crate::pages::{AppState, page};
use crate::tables;
use crate::uploads::paced;

/// The most bytes of an upload: more than a table may have, so that a table somewhat too large is answered in words.
const BODY_LIMIT: usize = 3 * tables::MAX_BYTES;

/// The routes of tables; their bodies have a limit of their own.
pub(crate) fn uploads(store: Store) -> Router {
    Router::new()
        .route("/upload/roster/{kind}", post(upload))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(store)
}

/// The templates and the sheet of codes, among the pages.
pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/template/{kind}", get(template)).route("/accounts/codes/sheet", get(page).post(sheet))
}

/// Reads a table and leads to its preview. Nothing is imported yet.
async fn upload(State(store): State<Store>, Path(kind): Path<String>, session: Session, request: Request) -> Response {
    let sender = Sender::of(request.headers());
    match take_in(&store, &kind, &session, request).await {
        Ok(id) => see(&format!("/accounts/import/{id}")),
        Err(failure) => {
            let (action, fields) = (format!("/upload/roster/{kind}"), vec![("table[kind]".to_owned(), kind)]);
            show_again(&store, sender, &Posted { action, fields, failure }, "/accounts/import").await
        }
    }
}

async fn take_in(store: &Store, kind: &str, session: &Session, request: Request) -> Result<Uuid, Failure> {
    let actor = actor_of(store, session).await?.actor;
    let kind = Kind::from_code(kind).map_err(|_| Failure::NotFound)?;
    if !actor.may(Act::ImportRoster) {
        return Err(Failure::NotFound);
    }
    let mut form = Multipart::from_request(request.map(paced), &()).await.map_err(|_| Failure::Malformed)?;
    let (name, bytes) = loop {
        let field = form.next_field().await.map_err(|_| Failure::Malformed)?;
        let Some(field) = field else { return Err(unreadable(TableFault::Empty)) };
        if field.name() == Some("table[file]") {
            let name = field.file_name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(|error| match error.status() {
                StatusCode::PAYLOAD_TOO_LARGE => unreadable(TableFault::TooLarge),
                _ => Failure::Malformed,
            })?;
            break (name, bytes);
        }
    };
    let read = tokio::task::spawn_blocking(move || tables::read(kind, &bytes)).await;
    let sheet = read.map_err(|error| {
        tracing::error!(%error, "reading a table failed");
        unreadable(TableFault::Damaged)
    })?;
    // Some browsers send the whole path of the file.
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    Ok(store.keep_import(&actor, name, &sheet.map_err(unreadable)?).await?)
}

fn unreadable(fault: TableFault) -> Failure {
    Failure::field("file", fault)
}

/// An empty table with the headings.
async fn template(
    State(AppState { store, .. }): State<AppState>,
    Path(kind): Path<String>,
    session: Session,
) -> Response {
    let allowed = actor_of(&store, &session).await.is_ok_and(|account| account.actor.may(Act::ImportRoster));
    let kind = kind.strip_suffix(".csv").and_then(|code| Kind::from_code(code).ok());
    match kind.filter(|_| allowed) {
        None => StatusCode::NOT_FOUND.into_response(),
        Some(kind) => {
            let name = format!("attachment; filename=\"{}.csv\"", kind.code());
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                (CONTENT_DISPOSITION, name),
                (CACHE_CONTROL, "private, no-store".to_owned()),
            ];
            (headers, tables::template(kind)).into_response()
        }
    }
}

/// Makes codes and prints them into the answer itself: nothing keeps them, so no other page can show them again.
async fn sheet(State(state): State<AppState>, session: Session, request: Request) -> Response {
    let AppState { store, facts, built } = state;
    let (parts, body) = match whole(request).await {
        Ok(whole) => whole,
        Err(refused) => return refused,
    };
    match make(&store, &session, &body).await {
        Ok(slips) => {
            let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
            let codes = FreshCodes { slips, address: format!("{host}/activate") };
            let context = move || {
                provide_context(store.clone());
                provide_context(facts.clone());
                provide_context(codes.clone());
            };
            let request = Request::from_parts(parts, axum::body::Body::empty());
            let render = leptos_axum::render_app_async_with_context(context, move || shell(built.clone()));
            render(request).await.into_response()
        }
        Err(failure) => {
            let (action, fields) =
                ("/accounts/codes/sheet".to_owned(), vec![("codes[people]".to_owned(), String::new())]);
            let sender = Sender::of(&parts.headers);
            show_again(&store, sender, &Posted { action, fields, failure }, "/accounts/codes").await
        }
    }
}

async fn make(store: &Store, session: &Session, body: &Bytes) -> Result<Vec<Slip>, Failure> {
    let actor = actor_of(store, session).await?.actor;
    let fields: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
    let has = |name: &str| fields.iter().any(|(key, value)| key == name && !value.is_empty());
    let people: Vec<PersonId> = if has("all") {
        everybody_new(store, &actor).await?
    } else {
        let chosen = fields.iter().filter(|(key, _)| key == "person");
        chosen.filter_map(|(_, id)| id.parse().ok()).take(MAX_SLIPS).collect()
    };
    if !actor.may(Act::ManageAccounts) {
        return Err(Failure::NotFound);
    }
    if people.is_empty() {
        return Err(Failure::field("people", Problem::Missing));
    }
    let codes = store.make_codes(&actor, &people).await?.into_iter();
    Ok(codes.map(|code| Slip { name: code.name, login: code.login, code: code.code, until: code.until }).collect())
}

/// Those who have neither a password nor a code, as many as one sheet takes.
async fn everybody_new(store: &Store, actor: &domain::county::people::Actor) -> Result<Vec<PersonId>, Failure> {
    let filter = PeopleFilter { without_password: true, ..PeopleFilter::default() };
    let (mut people, mut after) = (Vec::new(), None);
    loop {
        let (lines, next) = store.people(actor, &filter, after).await?;
        people.extend(lines.into_iter().filter(|line| line.code_until.is_none()).map(|line| line.id));
        after = next;
        if people.len() >= MAX_SLIPS || after.is_none() {
            people.truncate(MAX_SLIPS);
            return Ok(people);
        }
    }
}
