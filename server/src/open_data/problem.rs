//! What the open data answer when they cannot answer: problem details (RFC 9457).

use axum::extract::{FromRequestParts, Path};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use store::StoreError;
use utoipa::ToSchema;

/// The media type of a problem.
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

/// Why there is no answer (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Problem {
    /// What kind of problem it is.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The kind in words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What is wrong and what would be right.
    detail: String,
    /// The parameter that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
}

impl Problem {
    fn new(status: StatusCode, kind: &'static str, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or("Error");
        Self { kind, title, status: status.as_u16(), detail: detail.into(), parameter: None }
    }

    /// There is no such thing, or it is not public.
    pub(super) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "/api#not-found", "there is no such thing, or it is not public")
    }

    /// A parameter that is not known, not readable or given twice.
    pub(super) fn parameter(name: &str, detail: impl Into<String>) -> Self {
        let parameter = Some(name.chars().take(60).collect());
        Self { parameter, ..Self::new(StatusCode::BAD_REQUEST, "/api#parameter", detail) }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::NotFound) {
            return Self::not_found();
        }
        tracing::error!(%error, "the open data cannot be read");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "about:blank",
            "a fault of ours, and it is logged: try again later",
        )
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = [(CONTENT_TYPE, PROBLEM_JSON), (CACHE_CONTROL, "no-store")];
        (status, headers, serde_json::to_vec(&self).unwrap_or_default()).into_response()
    }
}

/// What an address names, as text; what is no text names nothing.
pub(super) struct Key(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let named = Path::<String>::from_request_parts(parts, state).await;
        named.map(|Path(name)| Self(name)).map_err(|_| Problem::not_found())
    }
}

/// Every address under `/api/v1` that is none.
pub(super) async fn nowhere(uri: Uri) -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "/api#not-found",
        format!("{} is no address of these data: see /api", uri.path()),
    )
}

/// Every method but those that read.
pub(super) async fn only_reading() -> Response {
    let problem =
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "/api#method", "these data are only read: GET, HEAD or OPTIONS");
    ([(axum::http::header::ALLOW, "GET, HEAD, OPTIONS")], problem).into_response()
}
