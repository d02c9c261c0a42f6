//! The description as a page that people read.

use axum::Router;
use leptos::prelude::LeptosOptions;
use utoipa::openapi::OpenApi;

pub(super) fn routes(_description: OpenApi, _options: LeptosOptions) -> Router {
    Router::new()
}
