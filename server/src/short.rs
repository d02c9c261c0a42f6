//! Short addresses for passing on: `/p/17-1-023` leads to the paper, and its code is what telephones read from a screen.

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::county::number::Number;
use domain::proposal::ProposalId;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use store::StoreError;

use crate::downloads::escaped;
use crate::pages::{AppState, page};

/// A paper may cease to be public: what is known of it is asked anew after five minutes.
const CACHING: &str = "public, max-age=300";

/// The route that leads on. It stands among the pages: whoever mistypes a number gets the page for a wrong address.
pub(crate) fn leading() -> Router<AppState> {
    Router::new().route("/p/{number}", get(lead))
}

/// The route of the codes.
pub(crate) fn codes() -> Router<AppState> {
    Router::new().route("/p/{number}/code.svg", get(code))
}

/// Leads to the paper's page.
async fn lead(State(state): State<AppState>, Path(number): Path<String>, request: Request) -> Response {
    match find(&state, &number).await {
        Ok((_, id)) => {
            let told = [(LOCATION, format!("/proposals/{id}")), (CACHE_CONTROL, CACHING.to_owned())];
            (StatusCode::PERMANENT_REDIRECT, told).into_response()
        }
        Err(StatusCode::NOT_FOUND) => match stub(&state, &number).await {
            Some(id) => (StatusCode::SEE_OTHER, [(LOCATION, format!("/proposals/{id}"))]).into_response(),
            None => page(State(state), request).await,
        },
        Err(status) => status.into_response(),
    }
}

/// The paper under a number that was public and is not any more: its page says since when, and why.
async fn stub(state: &AppState, number: &str) -> Option<ProposalId> {
    state.store.hidden_by_number(number.parse().ok()?).await.unwrap_or_else(|error| {
        tracing::error!(%error, "a number cannot be looked up");
        None
    })
}

/// The code of the short address.
async fn code(State(state): State<AppState>, Path(number): Path<String>, headers: HeaderMap) -> Response {
    let number = match find(&state, &number).await {
        Ok((number, _)) => number,
        Err(status) => return status.into_response(),
    };
    let address = format!("{}/p/{}", state.facts.address(&headers), escaped(&number.to_string()));
    // Level M: a screen is neither folded nor stamped (ISO/IEC 18004, section 7.5.1).
    let Ok(code) = QrCode::with_error_correction_level(address, EcLevel::M) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let drawing = code.render::<svg::Color>().min_dimensions(160, 160).quiet_zone(true).build();
    ([(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, CACHING)], drawing).into_response()
}

/// The public paper under a number; what is not public is not found.
async fn find(state: &AppState, number: &str) -> Result<(Number, ProposalId), StatusCode> {
    let number: Number = number.parse().map_err(|_| StatusCode::NOT_FOUND)?;
    match state.store.public_by_number(number).await {
        Ok(id) => Ok((number, id)),
        Err(StoreError::NotFound) => Err(StatusCode::NOT_FOUND),
        Err(error) => {
            tracing::error!(%error, "a number cannot be looked up");
            Err(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}
