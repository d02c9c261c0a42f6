//! What stands around every answer: its fingerprint, 304 for whoever has it already, and for how long caches keep it.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE, LAST_MODIFIED,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::fmt::rfc2822;

use crate::tags::{names, tag_of};

/// A minute, and five more while a new answer is fetched.
const CACHED: HeaderValue = HeaderValue::from_static("public, max-age=60, stale-while-revalidate=300");
/// The most bytes of an answer that is not a stream.
const MAX_BYTES: usize = 32 * 1024 * 1024;

/// Marks an answer that is written bit by bit: it is never held whole, so it has no fingerprint.
#[derive(Clone, Copy, Debug)]
pub(super) struct Streamed;

/// Answers 304 where the asker has exactly these bytes. It stands outside of the compression, because a strong tag means the
/// bytes as they are sent (RFC 9110, section 8.8.3.3).
pub(crate) async fn conditional(mut request: Request, next: Next) -> Response {
    let is_head = request.method() == Method::HEAD;
    if is_head {
        // The fingerprint is that of the answer which a GET would get.
        *request.method_mut() = Method::GET;
    }
    let asked = request.headers().clone();
    let (mut parts, body) = next.run(request).await.into_parts();
    parts.headers.entry(CACHE_CONTROL).or_insert(CACHED);
    if parts.status != StatusCode::OK || parts.extensions.get::<Streamed>().is_some() {
        return Response::from_parts(parts, if is_head { Body::empty() } else { body });
    }
    let Ok(bytes) = to_bytes(body, MAX_BYTES).await else {
        tracing::error!("an answer is too large or broke off");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let tag = tag_of(&bytes);
    let is_known = knows(&asked, &tag, parts.headers.get(LAST_MODIFIED));
    parts.headers.insert(CONTENT_LENGTH, bytes.len().into());
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        parts.headers.insert(ETAG, tag);
    }
    if is_known {
        parts.status = StatusCode::NOT_MODIFIED;
        for name in [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING] {
            parts.headers.remove(name);
        }
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, if is_head { Body::empty() } else { bytes.into() })
}

/// Whether the asker has it already (RFC 9110, section 13.2.2): the tag decides where one is named, else the date.
fn knows(asked: &HeaderMap, tag: &str, modified: Option<&HeaderValue>) -> bool {
    if let Some(is_named) = names(asked, tag) {
        return is_named;
    }
    let date = |value: &HeaderValue| rfc2822::parse(value.to_str().ok()?).ok().map(|at| at.timestamp());
    match (asked.get(IF_MODIFIED_SINCE).and_then(date), modified.and_then(date)) {
        (Some(since), Some(modified)) => modified <= since,
        _ => false,
    }
}

/// A moment as headers have it.
pub(super) fn http_date(ms: i64) -> Option<HeaderValue> {
    // Headers have whole seconds: one that has begun counts, so that nothing is taken for older than it is.
    let at = Timestamp::from_second(ms.div_euclid(1000) + i64::from(ms.rem_euclid(1000) > 0)).ok()?;
    let text = rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&at).ok()?;
    HeaderValue::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use axum::http::header::IF_NONE_MATCH;

    use super::*;

    #[test]
    fn dates_are_those_of_http() {
        assert_eq!(http_date(0).expect("a date"), "Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(http_date(1).expect("a date"), "Thu, 01 Jan 1970 00:00:01 GMT");
    }

    #[test]
    fn the_tag_decides_before_the_date() {
        let known = |name, value: &str| {
            let mut asked = HeaderMap::new();
            asked.insert(name, HeaderValue::from_str(value).expect("a value"));
            knows(&asked, "\"a\"", http_date(60_000).as_ref())
        };
        assert!(known(IF_NONE_MATCH, "\"b\", \"a\""));
        assert!(known(IF_NONE_MATCH, "*"));
        assert!(!known(IF_NONE_MATCH, "\"b\""));
        assert!(known(IF_MODIFIED_SINCE, "Thu, 01 Jan 1970 00:01:00 GMT"));
        assert!(!known(IF_MODIFIED_SINCE, "Thu, 01 Jan 1970 00:00:59 GMT"));
        assert!(!known(IF_MODIFIED_SINCE, "yesterday"));
    }
}
