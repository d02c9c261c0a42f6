//! Feeds, public calendars and short addresses: the same for everybody, and only what the public page says.

use crate::common::cast::{CLOSED, Cast, draft};
use crate::common::{Answer, TestApp, encoded, linked_proposals};
use atom_syndication::Feed;
use axum::http::{Method, StatusCode};
use domain::proposal::follow::Followed;

fn read(answer: &Answer) -> Feed {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.header("content-type"), Some("application/atom+xml; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), Some("public, max-age=300"));
    Feed::read_from(answer.body.as_bytes()).expect("it is well-formed")
}

fn summaries(feed: &Feed) -> Vec<&str> {
    feed.entries.iter().filter_map(|entry| entry.summary.as_ref()).map(|text| text.as_str()).collect()
}

#[tokio::test]
async fn a_papers_feed_is_its_public_timeline() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("rate").await;
    let mut visitor = app.visitor();
    let feed = read(&visitor.opens(&format!("/proposals/{id}/feed.atom")).await);
    let view = visitor.sends(Method::GET, &format!("/api/proposal?id={id}"), &[], "").await;
    let view: domain::proposal::view::ProposalView = serde_json::from_str(&view.body).expect("a view");
    let mut timeline: Vec<_> = view.timeline.iter().map(|entry| entry.text.as_str()).collect();
    timeline.reverse();
    assert_eq!(summaries(&feed), timeline);
    assert!(feed.entries.iter().all(|entry| entry.links[0].href == format!("http://jianyi.test/proposals/{id}")));
    let mut ids: Vec<_> = feed.entries.iter().map(|entry| entry.id.clone()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), timeline.len(), "each entry has its own id");
    assert_eq!(feed.updated, feed.entries[0].updated);
    let english = read(&visitor.opens(&format!("/proposals/{id}/feed.atom?lang=en")).await);
    assert_eq!(english.lang.as_deref(), Some("en"));
    assert_eq!(english.entries[0].id, feed.entries[0].id);
    assert!(summaries(&english)[0].starts_with("The Transport Bureau replied"), "{:?}", english.entries[0]);
    let page = visitor.opens(&format!("/proposals/{id}")).await;
    let head = page.body.split("</head>").next().unwrap_or_default();
    assert!(head.contains("application/atom+xml") && head.contains(&format!("/proposals/{id}/feed.atom")), "{head}");
}

#[tokio::test]
async fn feeds_are_narrowed_as_the_list_is_and_know_when_nothing_changed() {
    let app = TestApp::demo().await;
    let mut visitor = app.visitor();
    let all = visitor.opens("/feeds/proposals.atom").await;
    let feed = read(&all);
    assert_eq!(feed.entries.len(), 50);
    assert!(feed.entries.is_sorted_by_key(|entry| std::cmp::Reverse(entry.updated)));
    let narrowed = read(&visitor.opens("/feeds/proposals.atom?topic=water&lang=en").await);
    let listed = linked_proposals(&visitor.opens("/proposals?topic=water").await.body);
    for entry in &narrowed.entries {
        let id = entry.links[0].href.rsplit('/').next().expect("an id").to_owned();
        assert!(listed.contains(&id), "{id}");
    }
    assert!(!narrowed.entries.is_empty());
    let nothing = read(&visitor.opens("/feeds/proposals.atom?year=1999").await);
    assert!(nothing.entries.is_empty());

    let tag = all.header("etag").expect("a tag").to_owned();
    let same = visitor.sends(Method::GET, "/feeds/proposals.atom", &[("if-none-match", &tag)], "").await;
    assert_eq!((same.status, same.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let weak = format!("\"x\", W/{tag}");
    let same = visitor.sends(Method::GET, "/feeds/proposals.atom", &[("if-none-match", &weak)], "").await;
    assert_eq!(same.status, StatusCode::NOT_MODIFIED);
    Cast::of(&app).await.ready_for("assign").await;
    let changed = visitor.sends(Method::GET, "/feeds/proposals.atom", &[("if-none-match", &tag)], "").await;
    assert_eq!(changed.status, StatusCode::OK);
    // A signed-in reader gets the same bytes.
    let mine = app.signed_in("office").await.opens("/feeds/proposals.atom").await;
    assert_eq!(mine.bytes, changed.bytes);
    assert!(mine.header("set-cookie").is_none());
}

#[tokio::test]
async fn units_townships_and_deputies_have_feeds() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("accept").await;
    let deputy = app.stored(&id).await.lead;
    let mut visitor = app.visitor();
    for path in [
        "/feeds/units/1.atom".to_owned(),
        "/feeds/units/2.atom".to_owned(),
        "/feeds/townships/1.atom".to_owned(),
        format!("/feeds/deputies/{deputy}.atom"),
    ] {
        let feed = read(&visitor.opens(&path).await);
        // The demo county has events of later today.
        assert!(feed.entries.iter().any(|entry| entry.links[0].href.ends_with(&id)), "{path}");
    }
    // A search is followed as it is typed, alone or in a narrowed list, and what only signs were typed for finds nothing.
    let title = app.stored(&id).await.title().to_owned();
    let word: String = title.chars().skip(2).take(4).collect();
    let asked = encoded(&[("q", word.as_str()), ("township", "1")]);
    let found = read(&visitor.opens(&format!("/feeds/proposals.atom?{asked}")).await);
    assert!(found.title.as_str().contains(&format!("搜索“{word}”")), "{}", found.title.as_str());
    assert!(found.entries.iter().any(|entry| entry.links[0].href.ends_with(&id)), "{word}");
    for none in ["q=%E6%97%A0%E6%AD%A4%E8%AF%8D", "q=%22", "q=%25"] {
        assert!(read(&visitor.opens(&format!("/feeds/proposals.atom?{none}")).await).entries.is_empty(), "{none}");
    }
    let office = app.store.credentials("office").await.expect("an answer").expect("a person").person;
    for wrong in [
        "/feeds/units/999.atom",
        "/feeds/units/x.atom",
        "/feeds/units/1",
        "/feeds/people/1.atom",
        &format!("/feeds/deputies/{office}.atom"),
        "/proposals/01990000-0000-7000-8000-000000000001/feed.atom",
        "/proposals/nonsense/feed.atom",
        "/units/999/dates.ics",
        "/p/17-1-9999",
        "/p/nonsense",
        "/p/17-1-9999/code.svg",
    ] {
        assert_eq!(visitor.opens(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    for long in [61, 500] {
        let long = format!("/feeds/proposals.atom?q={}", "a".repeat(long));
        assert_eq!(visitor.opens(&long).await.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn nothing_that_is_not_public_leaves() {
    const CANARY: &str = "金丝雀";
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    // A draft, a paper under review, and one that is registered and stays closed.
    let draft_id = cast.deputy.begins_to_write().await;
    cast.deputy.writes(&draft_id, "0", "stay", &draft(&[("title", CANARY)])).await;
    let submitted = cast.deputy.begins_to_write().await;
    cast.deputy.writes(&submitted, "0", "submit", &draft(&[("title", "关于金丝雀的建议请审查")])).await;
    let closed = cast.deputy.begins_to_write().await;
    cast.deputy.writes(&closed, "0", "submit", &draft(&[("title", "关于金丝雀的建议不公开")])).await;
    cast.office.takes(&closed, "register", &*CLOSED).await;
    let number = app.stored(&closed).await.number.expect("it is registered");
    let deputy = app.stored(&closed).await.lead;
    let mut visitor = app.visitor();
    for path in [
        "/feeds/proposals.atom".to_owned(),
        "/feeds/proposals.atom?topic=roads".to_owned(),
        "/feeds/townships/1.atom".to_owned(),
        format!("/feeds/deputies/{deputy}.atom"),
        "/units/1/dates.ics".to_owned(),
    ] {
        let answer = visitor.opens(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(!answer.body.replace("\r\n ", "").contains(CANARY), "{path}");
    }
    for id in [&draft_id, &submitted, &closed] {
        for file in ["feed.atom", "dates.ics"] {
            let answer = cast.deputy.opens(&format!("/proposals/{id}/{file}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "not even to its deputy");
        }
    }
    for path in [format!("/p/{number}"), format!("/p/{number}/code.svg")] {
        assert_eq!(visitor.opens(&path).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn dates_of_papers_and_units_go_into_calendars() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("record_contact").await;
    let due = app.stored(&id).await.reply_clock().expect("a clock").due.strftime("%Y%m%d").to_string();
    let mut visitor = app.visitor();
    for path in [format!("/proposals/{id}/dates.ics"), "/units/1/dates.ics".to_owned()] {
        let answer = visitor.opens(&path).await;
        assert_eq!(answer.header("content-type"), Some("text/calendar; charset=utf-8"));
        let unfolded = answer.body.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("UID:{id}-reply@jianyi\r\n")), "{unfolded}");
        assert!(unfolded.contains(&format!("DTSTART;VALUE=DATE:{due}\r\n")), "{unfolded}");
        // The library counts the last part of a line without the space before it.
        assert!(answer.body.split("\r\n").all(|line| line.len() <= 76), "folded");
        let tag = answer.header("etag").expect("a tag").to_owned();
        let same = visitor.sends(Method::GET, &path, &[("if-none-match", &tag)], "").await;
        assert_eq!(same.status, StatusCode::NOT_MODIFIED, "{path}");
    }
    // Promises too, each with its own id.
    for step in ["record_contact", "confirm_contact", "assist", "draft_reply", "reply"] {
        cast.take(&id, step).await;
    }
    let promised = app.stored(&id).await.promises.open().count();
    let answer = visitor.opens(&format!("/proposals/{id}/dates.ics?lang=en")).await;
    assert_eq!(answer.body.matches("-promise-").count(), promised);
    assert!(promised == 0 || answer.body.contains("A promise of a reply is due"));
}

#[tokio::test]
async fn a_short_address_leads_to_the_paper() {
    let app = TestApp::demo().await;
    let mut visitor = app.visitor();
    let public = app.proposals().await.into_iter().filter(|paper| paper.is_public());
    let (mut session, mut interim) = (None, None);
    for paper in public {
        let number = paper.number.expect("it is registered");
        let slot = if number.to_string().contains('闭') { &mut interim } else { &mut session };
        *slot = Some((number, paper.id));
    }
    let found: Vec<_> = session.into_iter().chain(interim).collect();
    assert!(!found.is_empty());
    for (number, id) in found {
        let path = format!("/p/{}", number.to_string().replace('闭', "%E9%97%AD"));
        let answer = visitor.opens(&path).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{path}");
        assert_eq!(answer.location(), Some(Followed::Proposal(id).page()));
        let code = visitor.opens(&format!("{path}/code.svg")).await;
        assert_eq!(code.header("content-type"), Some("image/svg+xml"));
        let page = visitor.opens(&format!("/proposals/{id}")).await;
        assert!(page.text().contains(&format!("http://jianyi.test/p/{number}")), "the text to share");
        assert!(page.body.contains(&format!("{path}/code.svg")));
    }
}
