//! Files on their way out: to exactly those who may see the paper now; and the codes that stand on printed papers.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HOST,
    IF_NONE_MATCH,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::parts::files::AttachmentId;
use domain::proposal::ProposalId;
use domain::proposal::sheet::PaperMark;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use store::{Store, StoreError};
use tower_sessions::Session;
use uuid::Uuid;

use crate::files::Files;

/// What the handlers share.
#[derive(Clone, Debug)]
pub(crate) struct DownloadState {
    pub(crate) store: Store,
    pub(crate) files: Files,
    /// The address under which people reach the site, or `None` where requests say it.
    pub(crate) public_url: Option<String>,
    pub(crate) secure: bool,
}

pub(crate) fn routes(state: DownloadState) -> Router {
    Router::new().route("/files/{id}/{name}", get(file)).route("/qr/{id}/{mark}", get(code)).with_state(state)
}

/// One file. Pictures may be looked at, everything else is saved; nothing runs.
async fn file(
    State(DownloadState { store, files, .. }): State<DownloadState>,
    Path((id, name)): Path<(Uuid, String)>,
    session: Session,
    headers: HeaderMap,
) -> Response {
    let Ok(account) = app::api::viewer_of(&store, &session).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let actor = account.filter(|account| !account.must_change_password).map(|account| account.actor);
    let id = AttachmentId(id);
    let (attached, is_public) = match store.attachment(id, actor.as_ref()).await {
        Ok(found) if found.0.name.as_str() == name => found,
        Ok(_) | Err(StoreError::NotFound) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "an attachment cannot be read");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    // What is public may cease to be: caches ask each time.
    let caching = if is_public { "public, no-cache" } else { "private, no-store" };
    let tag = format!("\"{}\"", attached.sha256);
    if is_public && headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, [(ETAG, tag), (CACHE_CONTROL, caching.to_owned())]).into_response();
    }
    let pieces = match files.get(id).await {
        Ok(pieces) => pieces,
        Err(error) => {
            tracing::error!(%error, "a file cannot be read");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    let how = if attached.kind.is_picture() { "inline" } else { "attachment" };
    let mut response = Body::from_stream(pieces).into_response();
    let told = [
        (CONTENT_TYPE, attached.kind.media_type().to_owned()),
        (CONTENT_LENGTH, attached.bytes.to_string()),
        (CONTENT_DISPOSITION, format!("{how}; filename*=UTF-8''{}", escaped(attached.name.as_str()))),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox; frame-ancestors 'none'".to_owned()),
        (CACHE_CONTROL, caching.to_owned()),
        (ETAG, tag),
    ];
    for (name, value) in told {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// A name as a header takes it (RFC 8187, section 3.2).
pub(crate) fn escaped(name: &str) -> String {
    name.bytes().fold(String::new(), |mut escaped, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => escaped.push(byte.into()),
            _ => escaped += &format!("%{byte:02X}"),
        }
        escaped
    })
}

/// The code on a paper: the address at which its signed scan is taken in. It says nothing but its own address.
async fn code(
    State(DownloadState { public_url, secure, .. }): State<DownloadState>,
    Path((id, mark)): Path<(ProposalId, PaperMark)>,
    headers: HeaderMap,
) -> Response {
    let site = public_url.unwrap_or_else(|| {
        let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        format!("{}://{host}", if secure { "https" } else { "http" })
    });
    let address = format!("{}/paper/{id}/{mark}", site.trim_end_matches('/'));
    // Level Q: a quarter of it may be smudged, folded or stamped over (ISO/IEC 18004, section 7.5.1).
    let Ok(code) = QrCode::with_error_correction_level(address, EcLevel::Q) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let drawing = code.render::<svg::Color>().min_dimensions(240, 240).quiet_zone(true).build();
    let told = [(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, "private, max-age=3600")];
    (told, drawing).into_response()
}
