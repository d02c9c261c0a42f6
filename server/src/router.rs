//! Every route, and the layers around them.

use std::path::Path;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use store::Store;
use tower::{Layer, ServiceBuilder};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::Level;

use crate::built;
use crate::cache::{self, Pages};
use crate::config::Serve;
use crate::cookies;
use crate::dates::dates;
use crate::downloads::{self, DownloadState};
use crate::faults::{explain, panicked};
use crate::feeds;
use crate::files::Files;
use crate::follow;
use crate::forms::{lead, server_function};
use crate::letter;
use crate::open_data;
use crate::pages::{AppState, page};
use crate::roster;
use crate::sessions;
use crate::short;
use crate::sitemap::{self, SitemapState};
use crate::uploads::{self, UploadState};

/// The most bytes of a request: 100 000 Chinese characters of a form, percent-encoded, and some more.
pub(crate) const BODY_LIMIT: usize = 2 * 1024 * 1024;
/// How long a request may take.
const TIMEOUT: Duration = Duration::from_secs(30);
/// How long files may take, over a village's line.
const FILE_TIMEOUT: Duration = Duration::from_secs(15 * 60);

/// The whole application.
pub fn router(store: Store, files: Files, settings: &Serve) -> Router {
    // Pages spawn their work on the server's runtime. A second call finds it set already.
    let _ = any_spawner::Executor::init_tokio();
    let built = built::find(&settings.site_root);
    let assets = assets(&settings.site_root, built::is_hashed(&built));
    let site = settings.facts();
    let open = open_data::routes(store.clone(), site.clone(), built.style.clone());
    let state = AppState { store: store.clone(), facts: site.clone(), built };
    let sitemap = sitemap::routes(SitemapState { store: store.clone(), site });
    let site = Router::new()
        .route("/api/{*function}", any(server_function))
        .route("/desk/dates.ics", get(dates))
        .merge(roster::routes())
        .merge(follow::routes())
        .merge(short::leading())
        .fallback(get(page))
        .layer(sessions::layer(store.clone(), settings.secure_cookies))
        .layer(from_fn_with_state(Pages::new(store.clone()), cache::keep))
        .with_state(state.clone());
    let is_secure = settings.secure_cookies;
    // What is compressed already when it is built is not compressed again.
    let of_pages = ServiceBuilder::new()
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, TIMEOUT))
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(CompressionLayer::new().compress_when(SizeAbove::new(256).and(NotForContentType::IMAGES)));
    let pages = Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready).with_state(store.clone()))
        .merge(assets)
        // Without sessions: they are the same for everybody.
        .merge(feeds::routes().merge(short::codes()).with_state(state))
        .fallback_service(site)
        .layer(of_pages);
    // Files are large, slow and compressed as they are; each upload's routes bring the limit of their bodies.
    let of_files = ServiceBuilder::new()
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, FILE_TIMEOUT))
        .layer(sessions::layer(store.clone(), is_secure));
    let downloads = DownloadState {
        store: store.clone(),
        files: files.clone(),
        public_url: settings.public_url.clone(),
        secure: is_secure,
    };
    let tables = roster::uploads(store.clone());
    let letters = letter::routes(store.clone());
    let with_files = downloads::routes(downloads)
        .merge(uploads::routes(UploadState { store, files }))
        .merge(tables)
        .merge(letters)
        .layer(of_files);
    // Outermost first.
    let around = ServiceBuilder::new()
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(TraceLayer::new_for_http().make_span_with(span).on_response(DefaultOnResponse::new().level(Level::INFO)))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(from_fn(move |request, next| secure(is_secure, request, next)))
        .layer(from_fn(move |request, next| cookies::settled(is_secure, request, next)))
        .layer(from_fn(explain))
        .layer(from_fn(lead))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CsrfLayer::new());
    pages.merge(with_files).merge(open).merge(sitemap).layer(around)
}

/// The span of a request in the log, under its id.
fn span(request: &Request) -> tracing::Span {
    let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    let path = request.uri().path();
    // What opens something by itself does not stand in the log.
    let path =
        ["/follow/confirm/", "/follow/leave/"].into_iter().find(|secret| path.starts_with(secret)).unwrap_or(path);
    tracing::info_span!("request", id, method = %request.method(), path)
}

/// Whether requests can be served: the database answers.
async fn ready(State(store): State<Store>) -> Response {
    match store.ping().await {
        Ok(()) => "ready".into_response(),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")], "not ready").into_response()
        }
    }
}

/// Style, script, WASM and small files; compressed when they were built, unchanging when their names are hashes.
fn assets(site_root: &Path, hashed: bool) -> Router {
    let caching = if hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
    let cached = |value| SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static(value));
    let pkg = ServeDir::new(site_root.join("pkg")).precompressed_br().precompressed_gzip();
    let seal = tower_http::services::ServeFile::new(site_root.join("seal.svg"));
    let seal = cached("public, max-age=86400").layer(seal);
    Router::new().nest_service("/pkg", cached(caching).layer(pkg)).route_service("/seal.svg", seal)
}

/// What stands on every response unless its handler said otherwise.
async fn secure(secure: bool, request: Request, next: Next) -> Response {
    const HEADERS: [(HeaderName, &str); 6] = [
        // Pages bring a policy of their own with their nonce; nothing else needs to load anything.
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ];
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}
