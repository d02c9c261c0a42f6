//! Tags of answers (RFC 9110, section 8.8.3): by them an asker says which one it has.

use axum::http::HeaderMap;
use axum::http::header::IF_NONE_MATCH;
use sha2::{Digest, Sha256};

/// The strong tag of these bytes.
pub(crate) fn tag_of(bytes: &[u8]) -> String {
    let hex: String = Sha256::digest(bytes).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}

/// Whether the asker names a tag; `None` where it names none at all. Tags are compared weakly (section 13.1.2): proxies
/// that compress make them weak.
pub(crate) fn names(asked: &HeaderMap, tag: &str) -> Option<bool> {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let mut tags = asked.get_all(IF_NONE_MATCH).iter().peekable();
    tags.peek()?;
    let mut named = tags.filter_map(|tags| tags.to_str().ok()).flat_map(|tags| tags.split(','));
    Some(named.any(|known| known.trim() == "*" || opaque(known) == opaque(tag)))
}
