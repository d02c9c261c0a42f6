//! The security policy of pages that are sent more than once: scripts by their hashes, for a nonce is for one answer.

use axum::http::HeaderValue;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// A page without its nonce, and the policy that lets exactly its scripts run; `None` where it has no nonce.
pub(crate) fn for_kept(html: &str, policy: &str) -> Option<(String, HeaderValue)> {
    let (_, after) = policy.split_once("'nonce-")?;
    let nonce = after.split('\'').next().filter(|nonce| !nonce.is_empty())?;
    let mark = format!(" nonce=\"{nonce}\"");
    let mut sources = vec!["'self'".to_owned()];
    for script in inline_scripts(html, &mark) {
        let source = format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script.as_bytes())));
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let html = html.replace(&mark, "");
    let policy = policy.replace(&format!("'nonce-{nonce}' 'strict-dynamic'"), &sources.join(" "));
    Some((html, HeaderValue::from_str(&policy).ok()?))
}

/// The texts of the scripts of a page that the server has marked as its own: any other would not run at first either.
fn inline_scripts<'a>(html: &'a str, mark: &str) -> impl Iterator<Item = &'a str> {
    html.split("<script").skip(1).filter_map(move |rest| {
        let (_, text) = rest.split_once('>').filter(|(tag, _)| tag.contains(mark))?;
        text.split_once("</script>").map(|(script, _)| script).filter(|script| !script.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_script_of_a_page_is_named_by_its_hash() {
        let html = "<link rel=\"modulepreload\" nonce=\"n1\"><script type=\"module\" nonce=\"n1\">one()</script>\
                    <script src=\"/pkg/a.js\" nonce=\"n1\"></script><script nonce=\"n1\">two()</script><script>foreign()</script>";
        let policy = "default-src 'none'; script-src 'nonce-n1' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'";
        let (html, policy) = for_kept(html, policy).expect("it has a nonce");
        assert!(!html.contains("nonce"), "{html}");
        let hash = |script: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script.as_bytes())));
        let expected = format!(
            "default-src 'none'; script-src 'self' {} {} 'wasm-unsafe-eval'; style-src 'self'",
            hash("one()"),
            hash("two()")
        );
        assert_eq!(policy, expected.as_str());
        assert!(for_kept("", "default-src 'none'").is_none());
    }
}
