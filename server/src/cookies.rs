//! Cookies at the door: what everybody behind it reads is the same, and by https each carries the prefix that binds it to
//! this host.

use axum::extract::Request;
use axum::http::header::{COOKIE, Entry, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// Browsers take a cookie of such a name only where it is secure, of this very host and for every path, so that no
/// sibling of the host can plant one.
const BOUND: &str = "__Host-";

/// Settles the cookies of a request, and those of its answer.
pub(crate) async fn settled(is_secure: bool, mut request: Request, next: Next) -> Response {
    take_in(request.headers_mut(), is_secure);
    let mut response = next.run(request).await;
    if is_secure {
        bind(response.headers_mut());
    }
    response
}

/// Leaves one header with the cookies that are plain ASCII and whose names are written as they are: the session layer
/// would decode `sessio%6e`, and nobody else would. By https only bound ones count, by their names without the prefix.
fn take_in(headers: &mut HeaderMap, is_secure: bool) {
    let all = headers.get_all(COOKIE).iter().flat_map(|value| value.as_bytes().split(|&byte| byte == b';'));
    let pairs = all.filter_map(|pair| std::str::from_utf8(pair).ok()).map(str::trim);
    let is_plain = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        !pair.is_empty() && pair.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !name.contains('%')
    };
    let own = |pair| if is_secure { str::strip_prefix(pair, BOUND) } else { Some(pair) };
    let plain: Vec<_> = pairs.filter(is_plain).filter_map(own).collect();
    match HeaderValue::from_str(&plain.join("; ")) {
        Ok(cookies) if !plain.is_empty() => headers.insert(COOKIE, cookies),
        _ => headers.remove(COOKIE),
    };
}

/// Binds the cookies of an answer to the host.
fn bind(headers: &mut HeaderMap) {
    let Entry::Occupied(mut cookies) = headers.entry(SET_COOKIE) else { return };
    for cookie in cookies.iter_mut() {
        let Ok(text) = cookie.to_str() else { continue };
        let secure = if text.split(';').any(|part| part.trim() == "Secure") { "" } else { "; Secure" };
        if let Ok(bound) = HeaderValue::from_str(&format!("{BOUND}{text}{secure}")) {
            *cookie = bound;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(headers: &[&[u8]], is_secure: bool) -> Option<String> {
        let mut map = HeaderMap::new();
        for value in headers {
            map.append(COOKIE, HeaderValue::from_bytes(value).expect("a header"));
        }
        take_in(&mut map, is_secure);
        map.get(COOKIE).map(|cookies| cookies.to_str().expect("ASCII").to_owned())
    }

    #[test]
    fn cookies_are_read_alike_by_everybody() {
        for (sent, left) in [
            (&[b"lang=en; session=1".as_slice()][..], Some("lang=en; session=1")),
            (&[b"x=1", b"lang=en"], Some("x=1; lang=en")),
            (&["session=1; greeting=é".as_bytes()], Some("session=1")),
            (&[b"sessio%6e=1; lang=en"], Some("lang=en")),
            (&[b"a=%41; \xff\xfe=1;;"], Some("a=%41")),
            (&[b"sessio%6e=1"], None),
            (&[b" ; "], None),
        ] {
            assert_eq!(taken(sent, false).as_deref(), left);
        }
    }

    #[test]
    fn by_https_only_what_is_bound_counts() {
        let sent = b"session=planted; __Host-session=1; kept=planted; __Host-sessio%6e=2; __Host-lang=en".as_slice();
        assert_eq!(taken(&[sent], true).as_deref(), Some("session=1; lang=en"));
        let mut headers = HeaderMap::new();
        for cookie in ["lang=en; Path=/", "session=1; Secure; Path=/"] {
            headers.append(SET_COOKIE, HeaderValue::from_static(cookie));
        }
        bind(&mut headers);
        let bound: Vec<_> = headers.get_all(SET_COOKIE).iter().collect();
        assert_eq!(bound, ["__Host-lang=en; Path=/; Secure", "__Host-session=1; Secure; Path=/"]);
    }
}
