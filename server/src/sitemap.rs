//! What crawlers ask for: which addresses are there (sitemaps.org), and which are none of theirs (RFC 9309).

use app::api::SiteFacts;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::proposal::ProposalId;
use jiff::civil::Date;
use store::{OpenCursor, Store, StoreError};
use tower_http::compression::CompressionLayer;

use crate::open_data::conditional;

/// How many addresses a part has at most; sitemaps.org allows 50 000.
const PART: u64 = 10_000;
/// The first part, which has the pages that are always there.
const FIRST: &str = "first";
/// Those pages.
const PAGES: [&str; 11] = [
    "/",
    "/proposals",
    "/figures",
    "/deputies",
    "/units",
    "/about",
    "/commitments",
    "/key-proposals",
    "/rules",
    "/calendar",
    "/api",
];
/// What crawlers leave alone: forms, calls of pages, and what only signed-in people open.
const CLOSED: [&str; 12] = [
    "/api/",
    "/desk",
    "/account",
    "/accounts",
    "/activate",
    "/notices",
    "/sign-in",
    // The end of the address (RFC 9309, section 2.2.3): the units' public pages are /units.
    "/unit$",
    "/unit?",
    "/supervision",
    "/hand-over",
    "/paper/",
];

/// What the handlers share.
#[derive(Clone, Debug)]
pub(crate) struct SitemapState {
    pub(crate) store: Store,
    pub(crate) site: SiteFacts,
}

pub(crate) fn routes(state: SitemapState) -> Router {
    Router::new()
        .route("/robots.txt", get(robots))
        .route("/sitemap.xml", get(index))
        .route("/sitemap/{part}", get(part))
        .with_state(state)
        .layer(CompressionLayer::new())
        .layer(from_fn(conditional))
}

async fn robots(State(SitemapState { site, .. }): State<SitemapState>, headers: HeaderMap) -> Response {
    let closed: String = CLOSED.iter().map(|path| format!("Disallow: {path}\n")).collect();
    let site = site.address(&headers);
    let text = format!("User-agent: *\nAllow: /api/v1/\n{closed}\nSitemap: {site}/sitemap.xml\n");
    ([(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "public, max-age=86400")], text).into_response()
}

/// The parts.
async fn index(State(SitemapState { store, site }): State<SitemapState>, headers: HeaderMap) -> Response {
    let site = site.address(&headers);
    match store.sitemap_places(PART).await {
        Ok(places) => {
            let parts = places.iter().map(|OpenCursor { ms, id }| format!("{ms}_{id}"));
            let parts = [FIRST.to_owned()].into_iter().chain(parts);
            let parts: String =
                parts.map(|part| line("sitemap", &format!("{site}/sitemap/{part}.xml"), None)).collect();
            document("sitemapindex", &parts)
        }
        Err(error) => fault(&error),
    }
}

/// The addresses of a part.
async fn part(
    State(SitemapState { store, site }): State<SitemapState>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    let site = site.address(&headers);
    let Some(name) = name.strip_suffix(".xml") else { return StatusCode::NOT_FOUND.into_response() };
    let place = name
        .split_once('_')
        .and_then(|(ms, id)| Some(OpenCursor { ms: ms.parse().ok()?, id: ProposalId(id.parse().ok()?) }));
    if place.is_none() && name != FIRST {
        return StatusCode::NOT_FOUND.into_response();
    }
    match store.sitemap_part(place, PART).await {
        Ok(papers) => {
            let pages = PAGES.iter().filter(|_| place.is_none());
            let mut urls: String = pages.map(|page| line("url", &format!("{site}{page}"), None)).collect();
            if place.is_none() {
                for page in people(&store).await {
                    urls += &line("url", &format!("{site}{page}"), None);
                }
            }
            for (id, changed) in papers {
                urls += &line("url", &format!("{site}/proposals/{id}"), Some(changed));
            }
            document("urlset", &urls)
        }
        Err(error) => fault(&error),
    }
}

/// The pages of the units and of the deputies in office, of whom a county has few.
async fn people(store: &Store) -> Vec<String> {
    let units =
        store.county().await.map(|county| county.units.iter().map(|unit| format!("/units/{}", unit.id)).collect());
    let deputies = store.deputies_in_office().await;
    let deputies = deputies.map(|ids| ids.into_iter().map(|id| format!("/deputies/{id}")).collect());
    let known = |pages: store::Result<Vec<String>>| {
        pages.unwrap_or_else(|error| {
            tracing::error!(%error, "the site map has no people");
            Vec::new()
        })
    };
    [known(units), known(deputies)].concat()
}

fn line(element: &str, address: &str, changed: Option<Date>) -> String {
    let address = address.replace('&', "&amp;").replace('<', "&lt;").replace('\'', "&apos;").replace('"', "&quot;");
    let changed = changed.map(|day| format!("<lastmod>{day}</lastmod>")).unwrap_or_default();
    format!("<{element}><loc>{address}</loc>{changed}</{element}>\n")
}

fn document(element: &str, lines: &str) -> Response {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{element} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{lines}</{element}>\n"
    );
    ([(CONTENT_TYPE, "application/xml"), (CACHE_CONTROL, "public, max-age=3600")], text).into_response()
}

fn fault(error: &StoreError) -> Response {
    tracing::error!(%error, "the site map cannot be read");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
