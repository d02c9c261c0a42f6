//! Feeds of what happened (Atom, RFC 4287) and calendars of due dates (RFC 5545), for anybody and the same for everybody.

use app::api::public::narrowing;
use atom_syndication::{Entry, Feed, Link, Person, Text};
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::county::people::BodyId;
use domain::proposal::ProposalId;
use domain::proposal::follow::{Followed, ListAddress};
use ground::vocabulary::Lang;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::{FeedEntry, Narrowing, StoreError};

use crate::dates::public_file;
use crate::pages::AppState;
use crate::tags::{names, tag_of};
use crate::turns::turn;

const CACHING: &str = "public, max-age=300";
const ATOM: &str = "application/atom+xml; charset=utf-8";
const CALENDAR: &str = "text/calendar; charset=utf-8";

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/feeds/proposals.atom", get(list))
        .route("/feeds/{kind}/{file}", get(group))
        .route("/proposals/{id}/feed.atom", get(paper))
        .route("/proposals/{id}/dates.ics", get(paper_dates))
        .route("/units/{id}/dates.ics", get(unit_dates))
}

/// The public list, narrowed as its page is by the same query.
async fn list(State(state): State<AppState>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let query = query.unwrap_or_default();
    // The language is the feed's own; the rest narrows the list.
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("lang=") && !pair.is_empty()).collect();
    let Ok(address) = ListAddress::parse(&rest.join("&")) else { return StatusCode::BAD_REQUEST.into_response() };
    let Some(list) = narrowing(address.as_str()) else { return StatusCode::BAD_REQUEST.into_response() };
    feed(&state, &Followed::List(address), list, lang(&query), &headers).await
}

/// A unit's, a township's or a deputy's papers.
async fn group(
    State(state): State<AppState>,
    Path((kind, file)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let kind = match kind.as_str() {
        "units" => "unit",
        "townships" => "township",
        "deputies" => "deputy",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let followed = file.strip_suffix(".atom").and_then(|id| format!("{kind}:{id}").parse().ok());
    let Some(followed) = followed else { return StatusCode::NOT_FOUND.into_response() };
    feed(&state, &followed, Narrowing::default(), lang(&query.unwrap_or_default()), &headers).await
}

/// One paper's timeline.
async fn paper(
    State(state): State<AppState>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let Ok(id) = id.parse::<ProposalId>() else { return StatusCode::NOT_FOUND.into_response() };
    let lang = lang(&query.unwrap_or_default());
    feed(&state, &Followed::Proposal(id), Narrowing::default(), lang, &headers).await
}

async fn paper_dates(
    State(state): State<AppState>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let Ok(id) = id.parse::<ProposalId>() else { return StatusCode::NOT_FOUND.into_response() };
    calendar(&state, &Followed::Proposal(id), lang(&query.unwrap_or_default()), &headers).await
}

async fn unit_dates(
    State(state): State<AppState>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let Ok(id) = id.parse::<BodyId>() else { return StatusCode::NOT_FOUND.into_response() };
    calendar(&state, &Followed::Unit(id), lang(&query.unwrap_or_default()), &headers).await
}

/// The language that an address asks for.
fn lang(query: &str) -> Lang {
    let asked = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang");
    asked.and_then(|(_, code)| Lang::from_code(&code)).unwrap_or_default()
}

async fn feed(state: &AppState, followed: &Followed, list: Narrowing, lang: Lang, headers: &HeaderMap) -> Response {
    let _turn = turn().await;
    let read = async {
        let name = state.store.followed_name(followed, Some(&list), lang).await?;
        Ok((name, state.store.feed(followed, &list, lang).await?))
    };
    match read.await {
        Ok((name, entries)) => {
            let site = state.facts.address(headers);
            answer(ATOM, None, document(followed, &name, &entries, &site, lang), headers)
        }
        Err(error) => fault(&error),
    }
}

async fn calendar(state: &AppState, followed: &Followed, lang: Lang, headers: &HeaderMap) -> Response {
    let site = state.facts.address(headers);
    match state.store.public_dates(followed).await {
        Ok(dates) => {
            // The stamp is the day's beginning, so that an unchanged calendar has an unchanged tag.
            let now = state.store.moment().now_ms();
            let file = public_file(&dates, &site, now - now.rem_euclid(24 * 60 * 60 * 1000), lang);
            answer(CALENDAR, Some("inline; filename=\"dates.ics\""), file, headers)
        }
        Err(error) => fault(&error),
    }
}

/// The body with its tag, or that it has not changed.
fn answer(kind: &'static str, disposition: Option<&'static str>, body: String, headers: &HeaderMap) -> Response {
    let tag = tag_of(body.as_bytes());
    if names(headers, &tag) == Some(true) {
        return (StatusCode::NOT_MODIFIED, [(ETAG, tag), (CACHE_CONTROL, CACHING.to_owned())]).into_response();
    }
    let told = [(CONTENT_TYPE, kind.to_owned()), (ETAG, tag), (CACHE_CONTROL, CACHING.to_owned())];
    match disposition {
        Some(disposition) => (told, [(CONTENT_DISPOSITION, disposition)], body).into_response(),
        None => (told, body).into_response(),
    }
}

fn fault(error: &StoreError) -> Response {
    if matches!(error, StoreError::NotFound) {
        return StatusCode::NOT_FOUND.into_response();
    }
    tracing::error!(%error, "a feed cannot be made");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// The feed as a document. Ids are made from what never changes, so that readers know an entry again.
fn document(followed: &Followed, name: &str, entries: &[FeedEntry], site: &str, lang: Lang) -> String {
    let site_name = lang.pick("代表建议", "Deputies’ proposals");
    let latest = entries.first().map_or(0, |entry| entry.told.at);
    let feed = Feed {
        title: plain(&format!("{site_name} · {name}")),
        id: urn(&followed.to_string()),
        updated: time(latest),
        lang: Some(lang.tag().to_owned()),
        authors: vec![Person { name: site_name.to_owned(), uri: Some(site.to_owned()), ..Person::default() }],
        links: vec![
            link("alternate", "text/html", &format!("{site}{}", followed.page())),
            link("self", "application/atom+xml", &format!("{site}{}", followed.feed(lang))),
        ],
        entries: entries.iter().map(|one| entry(one, site, lang)).collect(),
        ..Feed::default()
    };
    feed.to_string()
}

fn entry(entry: &FeedEntry, site: &str, lang: Lang) -> Entry {
    let FeedEntry { id, number, title, told } = entry;
    let number = number.map(|number| format!("{number} ")).unwrap_or_default();
    let reached = told.reached.map(|stage| format!(" · {}", stage.word(lang))).unwrap_or_default();
    Entry {
        title: plain(&lang.pick(format!("{number}《{title}》{reached}"), format!("{number}“{title}”{reached}"))),
        id: urn(&format!("proposal:{id}/{}", told.seq)),
        updated: time(told.at),
        published: Some(time(told.at)),
        links: vec![link("alternate", "text/html", &format!("{site}/proposals/{id}"))],
        summary: Some(plain(&told.text)),
        ..Entry::default()
    }
}

fn link(rel: &str, kind: &str, href: &str) -> Link {
    Link { rel: rel.to_owned(), mime_type: Some(kind.to_owned()), href: clean(href), ..Link::default() }
}

/// Text of a feed.
fn plain(text: &str) -> Text {
    Text::plain(clean(text))
}

/// What XML can hold (XML 1.0, section 2.2): other characters are left out. Escaping is the writer's.
fn clean(text: &str) -> String {
    let is_allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    text.chars().filter(is_allowed).collect()
}

/// A name that stays the same whatever the site's address is (RFC 9562, section 5.8).
fn urn(of: &str) -> String {
    let digest = Sha256::digest(format!("jianyi feed {of}").as_bytes());
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest.iter()).for_each(|(byte, digest)| *byte = *digest);
    format!("urn:uuid:{}", uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

fn time(at: i64) -> atom_syndication::FixedDateTime {
    let time = Timestamp::from_millisecond(at).unwrap_or_default().to_string();
    time.parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::proposal::follow::Told;
    use uuid::Uuid;

    fn event(title: &str, text: &str) -> FeedEntry {
        let told = Told { seq: 3, at: 1_764_000_000_123, text: text.to_owned(), reached: None };
        let id = ProposalId(Uuid::nil());
        FeedEntry { id, number: "17-闭-2026-004".parse().ok(), title: title.to_owned(), told }
    }

    #[test]
    fn a_feed_is_read_again_whatever_its_titles_hold() {
        let hostile = "]]></title><script>alert(1)</script>&amp;<!--\u{0}\u{b}\u{1a}\u{ffff}\" 'x' 🏔";
        let followed: Followed = "list:topic=water&q=%3Cx%3E".parse().expect("a list");
        let text = document(&followed, hostile, &[event(hostile, hostile)], "https://jianyi.example", Lang::Zh);
        let feed = Feed::read_from(text.as_bytes()).expect("it is well-formed");
        let expected = "]]></title><script>alert(1)</script>&amp;<!--\" 'x' 🏔";
        assert!(feed.title.as_str().ends_with(expected), "{:?}", feed.title);
        let entry = &feed.entries[0];
        assert_eq!(entry.title.as_str(), format!("17-闭-2026-004 《{expected}》"));
        assert_eq!(entry.summary.as_ref().map(|text| text.as_str()), Some(expected));
        assert_eq!(entry.links[0].href, format!("https://jianyi.example/proposals/{}", Uuid::nil()));
        assert_eq!(entry.updated.timestamp_millis(), 1_764_000_000_123);
        assert_eq!(feed.links[1].href, "https://jianyi.example/feeds/proposals.atom?topic=water&q=%3Cx%3E");
    }

    #[test]
    fn ids_stay_and_differ() {
        assert_eq!(urn("unit:1"), urn("unit:1"));
        assert_ne!(urn("unit:1"), urn("unit:2"));
        assert!(urn("x").starts_with("urn:uuid:") && urn("x").len() == 45);
    }
}
