//! The official letter of a reply as a file on its way out.

use std::io::Cursor;

use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::proposal::ProposalId;
use domain::proposal::letter::ReplyPlace;
use ground::file::FileKind;
use store::{Store, StoreError};
use tower_sessions::Session;

use crate::downloads::escaped;

mod document;

pub(crate) fn routes(store: Store) -> Router {
    Router::new().route("/proposals/{id}/replies/{n}/letter.docx", get(letter)).with_state(store)
}

/// The letter, to exactly those who may see the reply.
async fn letter(
    State(store): State<Store>,
    address: Result<Path<(ProposalId, ReplyPlace)>, PathRejection>,
    session: Session,
) -> Response {
    let Ok(Path((id, n))) = address else { return StatusCode::NOT_FOUND.into_response() };
    let Ok(account) = app::api::viewer_of(&store, &session).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let actor = account.filter(|account| !account.must_change_password).map(|account| account.actor);
    let letter = match store.letter(id, actor.as_ref(), n).await {
        Ok(letter) => letter,
        Err(StoreError::NotFound | StoreError::Hidden(_)) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => return fault(&error),
    };
    let mut file = Cursor::new(Vec::new());
    if let Err(error) = document::document(&letter).pack(&mut file) {
        return fault(&error);
    }
    let headers = [
        (CONTENT_TYPE, FileKind::Docx.media_type().to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{}", escaped(&letter.file_name()))),
        // What is public may cease to be.
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, file.into_inner()).into_response()
}

fn fault(error: &dyn std::error::Error) -> Response {
    tracing::error!(error = %error, "a letter cannot be made");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
