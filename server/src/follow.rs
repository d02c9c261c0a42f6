//! Leaving by one post, as mail readers send it (RFC 8058) and as the page of the link does.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::downloads::escaped;
use crate::forms::see;
use crate::pages::{AppState, page};

pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/follow/leave/{token}", get(page).post(leave))
}

/// Leaves, and says so. A link that means nothing leads to its page, which says what to do.
async fn leave(State(state): State<AppState>, Path(token): Path<String>, form: Bytes) -> Response {
    let sent = |wanted: (&str, &str)| form_urlencoded::parse(&form).any(|(name, value)| (&*name, &*value) == wanted);
    let has_left = match state.store.leave(&token, sent(("all", "yes"))).await {
        Ok(has_left) => has_left,
        Err(error) => {
            tracing::error!(%error, "a follower cannot leave");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    // A mail reader must not be sent on, and sends its one field in either kind of form (RFC 8058, section 3.1).
    if form.windows(9).any(|part| part == b"One-Click") {
        return ([(CACHE_CONTROL, "no-store")], "left").into_response();
    }
    if has_left { see("/follow/left") } else { see(&format!("/follow/leave/{}", escaped(&token))) }
}
