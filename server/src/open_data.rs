//! The open data under `/api/v1`: what the public sees, for programs. Read-only, without cookies, for every site.

mod answer;
mod asked;
mod commitments;
mod county;
mod description;
mod downloads;
mod figures;
mod meanings;
mod page;
mod paper;
mod problem;
mod proposals;
mod replies;
mod table;
mod words;

use std::time::Duration;

use app::api::SiteFacts;
use axum::Router;
use axum::http::header::{self, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::from_fn;
use axum::response::Redirect;
use axum::routing::{any, get};
use store::Store;
use tower::ServiceBuilder;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::SizeAbove;
use tower_http::cors::{AllowHeaders, Any, CorsLayer, ExposeHeaders, Vary};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

pub(crate) use answer::conditional;
pub(crate) use problem::PROBLEM_JSON;

/// The licence of the data: its name and where it stands.
pub(crate) const LICENCE: (&str, &str) = ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/");
/// How long a request may take until its answer begins.
const TIMEOUT: Duration = Duration::from_secs(30);

/// What the handlers share.
#[derive(Clone, Debug)]
struct OpenData {
    store: Store,
    /// The address under which people reach the site, without a slash at its end; empty where it is not set, so that links
    /// are relative to the site.
    site: String,
    /// What files that leave the site call it by.
    facts: SiteFacts,
}

/// The routes and what stands around them.
pub(crate) fn routes(store: Store, facts: SiteFacts, style: String) -> Router {
    let site = facts.url.clone().unwrap_or_default();
    let (described, description) = description::described(&site).split_for_parts();
    let json = description.to_json().unwrap_or_default();
    let told = HeaderValue::from_static(
        "<https://creativecommons.org/licenses/by/4.0/>; rel=\"license\", </api/v1/openapi.json>; rel=\"service-desc\"; \
         type=\"application/json\", </api>; rel=\"service-doc\"; type=\"text/html\"",
    );
    let anybody = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::OPTIONS])
        .allow_headers(AllowHeaders::any())
        .expose_headers(ExposeHeaders::list([
            header::ETAG,
            header::LAST_MODIFIED,
            header::LINK,
            header::CONTENT_DISPOSITION,
        ]))
        .max_age(Duration::from_secs(24 * 60 * 60))
        .vary(Vary::list([]));
    // Outermost first. The fingerprint is that of the compressed bytes.
    let around = ServiceBuilder::new()
        .layer(anybody)
        .layer(SetResponseHeaderLayer::if_not_present(header::LINK, told))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, TIMEOUT))
        .layer(from_fn(conditional))
        .layer(CompressionLayer::new().compress_when(SizeAbove::new(256)));
    let data = described
        .with_state(OpenData { store, site, facts })
        .route("/api/v1/openapi.json", get(move || async move { ([(header::CONTENT_TYPE, "application/json")], json) }))
        .route("/api/v1", get(|| async { Redirect::permanent("/api") }))
        .route("/api/v1/", get(|| async { Redirect::permanent("/api") }))
        .method_not_allowed_fallback(problem::only_reading)
        .route("/api/v1/{*nowhere}", any(problem::nowhere))
        .layer(around);
    data.merge(page::routes(description, style))
}
