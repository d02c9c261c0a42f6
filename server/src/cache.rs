//! Pages for anyone are kept as they were sent, and thrown away when what they show has changed.
//!
//! A kept page is good while nothing in its [`Scope`] has changed and the county's day is the same: readers never get
//! an old one, from any replica. Whoever has a session, or comes with anything that only he typed, is served afresh.

use std::sync::Arc;

use app::Preferences;
use async_compression::Level;
use async_compression::tokio::write::{BrotliEncoder, GzipEncoder};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use store::{Revision, Scope, Store};
use tokio::io::AsyncWriteExt;
use tokio::sync::OnceCell;

use crate::policy::for_kept;
use crate::sessions::has_session;
use crate::tags::{names, tag_of};

/// The most bytes of pages that are kept: some hundreds of them, far more than are read again and again.
const CAPACITY: u64 = 24 * 1024 * 1024;
/// The most bytes of a page.
const PAGE_LIMIT: usize = 4 * 1024 * 1024;
/// Browsers and caches between ask again each time, at most ten seconds late.
const CACHING: HeaderValue = HeaderValue::from_static("public, max-age=0, s-maxage=10, stale-while-revalidate=10");
const VARY: HeaderValue = HeaderValue::from_static("accept-encoding, accept-language, cookie");
/// Fields of an address behind which something stands that only one person typed.
const PRIVATE: [&str; 1] = ["form"];

/// The kept pages.
#[derive(Clone, Debug)]
pub(crate) struct Pages {
    store: Store,
    kept: Arc<Cache<Key, Arc<Page>, Weight>>,
}

/// What makes two requests get the same page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    /// The host by which the site was asked for: it stands in addresses on the page.
    host: String,
    address: String,
    preferences: (&'static str, &'static str, &'static str),
}

/// A page as it is sent.
#[derive(Debug)]
struct Page {
    scope: Scope,
    since: Revision,
    day: Date,
    etag: HeaderValue,
    policy: HeaderValue,
    plain: Bytes,
    brotli: OnceCell<Bytes>,
    gzip: OnceCell<Bytes>,
}

#[derive(Clone, Debug)]
struct Weight;

impl Weighter<Key, Arc<Page>> for Weight {
    fn weight(&self, key: &Key, page: &Arc<Page>) -> u64 {
        // Compressed copies come later and are small beside the page.
        (key.host.len() + key.address.len() + page.plain.len() * 5 / 4) as u64
    }
}

impl Pages {
    pub(crate) fn new(store: Store) -> Self {
        let kept = Cache::with_weighter(4096, CAPACITY, Weight);
        Self { store, kept: Arc::new(kept) }
    }
}

/// What the page under an address shows; `None` where it is not the same for everybody, or seldom asked for.
fn scope_of(path: &str) -> Option<Scope> {
    let mut parts = path.trim_start_matches('/').split('/');
    let (first, second, rest) = (parts.next()?, parts.next(), parts.next());
    match (first, second, rest) {
        ("" | "about" | "proposals" | "rules" | "calendar" | "commitments" | "key-proposals", None, None) => {
            Some(Scope::Everything)
        }
        ("figures" | "deputies" | "units", _, None) => Some(Scope::Everything),
        ("proposals", Some(id), None | Some("print" | "replies")) => id.parse().ok().map(Scope::Paper),
        _ => None,
    }
}

/// Whether a request is anybody's: without a session, and for nothing that somebody typed.
fn is_anybodys(uri: &Uri, headers: &HeaderMap) -> bool {
    let fields = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    !has_session(headers) && !fields.into_iter().any(|(name, _)| PRIVATE.contains(&name.as_ref()))
}

/// Answers from what is kept, or keeps the answer.
pub(crate) async fn keep(State(pages): State<Pages>, mut request: Request, next: Next) -> Response {
    let scope = scope_of(request.uri().path());
    let scope = scope.filter(|_| request.method() == Method::GET && is_anybodys(request.uri(), request.headers()));
    let Some(scope) = scope else { return next.run(request).await };
    let headers = request.headers().clone();
    let preferences = Preferences::of(&headers);
    let key = key(request.uri(), &headers, preferences);
    let (since, day) = (pages.store.revision(), pages.store.moment().today());
    let good = |page: &Arc<Page>| page.day == day && pages.store.is_unchanged(page.scope, page.since);
    if let Some(page) = pages.kept.get(&key).filter(good) {
        return page.answer(&headers).await;
    }
    settle(request.headers_mut(), preferences);
    let response = next.run(request).await;
    let is_page = response.status() == StatusCode::OK
        && !response.headers().contains_key(header::SET_COOKIE)
        && response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return response;
    }
    let (head, body) = response.into_parts();
    let body = match to_bytes(body, PAGE_LIMIT).await {
        Ok(body) => body,
        Err(error) => {
            tracing::error!(%error, "a page could not be read");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    let policy = head.headers.get(header::CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
    let kept = policy.zip(std::str::from_utf8(&body).ok()).and_then(|(policy, html)| for_kept(html, policy));
    let Some((plain, policy)) = kept else { return Response::from_parts(head, Body::from(body)) };
    let page = Arc::new(Page {
        scope,
        since,
        day,
        etag: etag(plain.as_bytes()),
        policy,
        plain: plain.into(),
        brotli: OnceCell::new(),
        gzip: OnceCell::new(),
    });
    pages.kept.insert(key, Arc::clone(&page));
    page.answer(&headers).await
}

fn key(uri: &Uri, headers: &HeaderMap, Preferences { lang, theme, size }: Preferences) -> Key {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let address = uri.path_and_query().map_or_else(String::new, ToString::to_string);
    Key { host, address, preferences: (lang.code(), theme.code(), size.code()) }
}

/// Leaves nothing of a request by which somebody could be known: a page is kept as it is made for nobody.
fn settle(headers: &mut HeaderMap, preferences: Preferences) {
    headers.remove(header::ACCEPT_LANGUAGE);
    headers.remove(header::AUTHORIZATION);
    match HeaderValue::from_str(&preferences.cookies()) {
        Ok(cookies) => headers.insert(header::COOKIE, cookies),
        Err(_) => headers.remove(header::COOKIE),
    };
}

/// The tag of a page, weak because it is the same for each of its encodings.
fn etag(body: &[u8]) -> HeaderValue {
    HeaderValue::from_str(&format!("W/{}", tag_of(body))).unwrap_or(HeaderValue::from_static("W/\"\""))
}

/// How a page is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Plain,
    Gzip,
    Brotli,
}

impl Encoding {
    /// The best that a reader takes.
    fn wanted(headers: &HeaderMap) -> Self {
        let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let takes = |name: &str| {
            accepted.split(',').any(|one| {
                let (code, weight) = one.split_once(';').unwrap_or((one, ""));
                code.trim().eq_ignore_ascii_case(name) && !matches!(weight.trim(), "q=0" | "q=0.0")
            })
        };
        if takes("br") {
            Self::Brotli
        } else if takes("gzip") {
            Self::Gzip
        } else {
            Self::Plain
        }
    }
}

impl Page {
    async fn answer(&self, wishes: &HeaderMap) -> Response {
        let encoding = Encoding::wanted(wishes);
        let is_known = self.etag.to_str().is_ok_and(|tag| names(wishes, tag) == Some(true));
        let mut response = if is_known {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let body = match encoding {
                Encoding::Plain => &self.plain,
                Encoding::Gzip => self.gzip.get_or_init(|| compressed(&self.plain, encoding)).await,
                Encoding::Brotli => self.brotli.get_or_init(|| compressed(&self.plain, encoding)).await,
            };
            Body::from(body.clone()).into_response()
        };
        let headers = response.headers_mut();
        headers.insert(header::ETAG, self.etag.clone());
        headers.insert(header::CACHE_CONTROL, CACHING);
        headers.insert(header::VARY, VARY);
        // Also on the short answer: browsers take its headers for those of the page that they have.
        headers.insert(header::CONTENT_SECURITY_POLICY, self.policy.clone());
        if !is_known {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
            let code = match encoding {
                Encoding::Plain => None,
                Encoding::Gzip => Some("gzip"),
                Encoding::Brotli => Some("br"),
            };
            if let Some(code) = code {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(code));
            }
        }
        response
    }
}

/// A page, compressed once for all its readers.
async fn compressed(plain: &Bytes, encoding: Encoding) -> Bytes {
    let written = async {
        let mut out = Vec::with_capacity(plain.len() / 4);
        if encoding == Encoding::Brotli {
            let mut encoder = BrotliEncoder::with_quality(&mut out, Level::Precise(6));
            encoder.write_all(plain).await?;
            encoder.shutdown().await?;
        } else {
            let mut encoder = GzipEncoder::with_quality(&mut out, Level::Default);
            encoder.write_all(plain).await?;
            encoder.shutdown().await?;
        }
        Ok::<_, std::io::Error>(out)
    };
    // Writing into memory does not fail.
    written.await.map(Bytes::from).unwrap_or_default()
}
