//! What is private is nowhere where anyone may read: marked words are put into every private place, then every public
//! address is read. A new public address gets a line in one of the lists.

use std::collections::BTreeSet;

use crate::common::cast::{CLOSED, Cast, draft};
use crate::common::{TestApp, encoded, field};
use axum::http::{Method, StatusCode};

/// Stands in every text that only those concerned may read.
const SECRET: &str = "金丝雀";
/// Stands in what a page may show and a list may not: the names and telephones of those who answer calls.
const PERSONAL: &str = "白鹭";

/// The pages and files for readers; `{public}` and `{answered}` are public papers.
const PAGES: &[&str] = &[
    "/",
    "/about",
    "/proposals",
    "/proposals/{public}",
    "/proposals/{answered}",
    "/proposals/{answered}/replies/1/print",
    "/commitments",
    "/key-proposals",
    "/rules",
    "/calendar",
    "/api",
    "/api/home",
    "/api/list",
    "/api/county",
    "/api/commitments",
    "/api/key-proposals",
    "/api/proposal?id={public}",
    "/api/proposal?id={answered}",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap/first.xml",
];

/// The data for programs; lists are read to their last page.
const DATA: &[&str] = &[
    "/api/v1/openapi.json",
    "/api/v1/proposals?limit=50",
    "/api/v1/proposals?changed_since=2000-01-01T00:00:00Z&limit=50",
    "/api/v1/proposals/{public}",
    "/api/v1/proposals/{answered}",
    "/api/v1/proposals/{public}/events",
    "/api/v1/proposals/{public}/replies",
    "/api/v1/proposals/{public}/promises",
    "/api/v1/proposals/{answered}/events",
    "/api/v1/proposals/{answered}/replies",
    "/api/v1/proposals/{answered}/promises",
    "/api/v1/commitments?limit=20",
    "/api/v1/people?limit=50",
    "/api/v1/units",
    "/api/v1/organizations",
    "/api/v1/townships",
    "/api/v1/sessions",
    "/api/v1/figures",
    "/api/v1/proposals.csv",
    "/api/v1/proposals.jsonl",
    "/api/v1/commitments.csv",
];

/// Fields with some of their values changed.
fn with<'a>(fields: &'a [(&'static str, String)], changes: &[(&'static str, &'a str)]) -> Vec<(&'static str, &'a str)> {
    let changed = |name: &str| changes.iter().find(|(other, _)| *other == name).map(|(_, value)| *value);
    fields.iter().map(|(name, value)| (*name, changed(name).unwrap_or(value))).collect()
}

struct Planted {
    public: String,
    answered: String,
    hidden: Vec<String>,
}

/// A text with the mark, long enough for every field.
fn secret(what: &str) -> String {
    format!("{what}，{SECRET}，不对外公开的文字。")
}

async fn answered(cast: &mut Cast, id: &str, is_open: bool) {
    let open = [("topic", "roads"), ("township", "1"), ("disclosure", "open")];
    let register: &[_] = if is_open { &open } else { &*CLOSED };
    assert_eq!(cast.office.takes(id, "register", register).await.alert(), None);
    cast.take(id, "assign").await;
    cast.take(id, "accept").await;
    let (said, who) = (secret("代表说"), format!("{SECRET}局长"));
    let contact = cast.good("record_contact");
    let contact = with(&contact, &[("summary", &said), ("participants", &who)]);
    assert_eq!(cast.clerk.takes(id, "record_contact", &contact).await.alert(), None);
    let objection = secret("没有来过");
    let objection = [("contact", "0"), ("reason", objection.as_str())];
    assert_eq!(cast.deputy.takes(id, "dispute_contact", &objection).await.alert(), None);
    assert_eq!(cast.clerk.takes(id, "record_contact", &contact).await.alert(), None);
    cast.take(id, "confirm_contact").await;
    cast.assisting.takes(id, "accept", &[]).await;
    let opinion = secret("协办意见");
    assert_eq!(cast.assisting.takes(id, "send_opinion", &[("answers.0", opinion.as_str())]).await.alert(), None);
    let (draft, reply) = (secret("未定稿"), cast.good("reply"));
    let unfinished = with(&reply, &[("opening", &draft)]);
    assert_eq!(cast.clerk.takes(id, "draft_reply", &unfinished).await.alert(), None);
    let promise = if is_open { "完成三公里路基整修".to_owned() } else { secret("完成整修") };
    let telephone = format!("0358-7654321 {PERSONAL}");
    let person = format!("{PERSONAL}工");
    let last = with(&reply, &[("contact_person", &person), ("telephone", &telephone), ("promises.0.text", &promise)]);
    assert_eq!(cast.clerk.takes(id, "draft_reply", &last).await.alert(), None);
    assert_eq!(cast.head.takes(id, "reply", &last).await.alert(), None);
}

async fn plant(app: &TestApp, cast: &mut Cast) -> Planted {
    let db = "UPDATE person SET phone = '1390000金丝雀', email = '金丝雀@example.cn', login = login";
    app.execute(db).await;
    let marked = secret("只有代表自己知道");
    let mut writer = app.signed_in("d005").await;
    let drafted = writer.begins_to_write().await;
    writer.writes(&drafted, "0", "save", &draft(&[("title", &marked), ("problem", &marked)])).await;
    let mut hidden = vec![drafted];
    let title = format!("关于{SECRET}的建议");
    let texts = [("title", title.as_str()), ("problem", marked.as_str()), ("asks.0", marked.as_str())];
    for step in ["submit", "send_back", "decline"] {
        let id = cast.deputy.begins_to_write().await;
        assert_eq!(cast.deputy.writes(&id, "0", "submit", &draft(&texts)).await.alert(), None);
        if step != "submit" {
            cast.take(&id, step).await;
        }
        hidden.push(id);
    }
    // A paper that is handled in confidence, to its reply.
    let closed = cast.deputy.begins_to_write().await;
    let mut fields = draft(&texts);
    fields
        .iter_mut()
        .filter(|(name, _)| *name == field("draft", "disclosure"))
        .for_each(|(_, value)| *value = "closed".into());
    assert_eq!(cast.deputy.writes(&closed, "0", "submit", &fields).await.alert(), None);
    answered(cast, &closed, false).await;
    // An open one with a rating that is not sent, linked to that one.
    let public = cast.submitted().await;
    answered(cast, &public, true).await;
    let version = cast.deputy.version_of(&public).await;
    let reasons = secret("还没有想好");
    let mut rating = vec![("id", public.as_str()), ("version", version.as_str()), ("then", "keep")];
    let names = ["attitude", "result", "reasons"].map(|name| field("command[rate]", name));
    rating.extend(names.iter().map(String::as_str).zip(["basically", "unsatisfied", reasons.as_str()]));
    let kept = cast.deputy.submits_and_follows(&format!("/proposals/{public}"), "/api/act", &rating).await;
    assert!(kept.body.contains(SECRET), "the deputy has kept it");
    let number = app.stored(&closed).await.number.expect("a number").to_string();
    assert_eq!(cast.office.takes(&public, "link", &[("number", number.as_str())]).await.alert(), None);
    // Another one, rated, with a promise that was not found kept.
    let rated = cast.submitted().await;
    answered(cast, &rated, true).await;
    let reasons = secret("勉强可以");
    let rating = [("attitude", "satisfied"), ("result", "satisfied"), ("reasons", reasons.as_str())];
    assert_eq!(cast.deputy.takes(&rated, "rate", &rating).await.alert(), None);
    let claim = [("promise", "0"), ("evidence", "路基整修已完工，现场照片已送代表。")];
    assert_eq!(cast.clerk.takes(&rated, "claim_promise", &claim).await.alert(), None);
    let rejected = secret("没有修完");
    let rejected = [("promise", "0"), ("reason", rejected.as_str())];
    assert_eq!(cast.office.takes(&rated, "reject_claim", &rejected).await.alert(), None);
    hidden.push(closed);
    Planted { public, answered: rated, hidden }
}

#[tokio::test]
async fn nothing_private_stands_at_any_public_address() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let Planted { public, answered, hidden } = plant(&app, &mut cast).await;
    // Those concerned do read it: the marks are there to be found.
    for id in [&public, &answered] {
        assert!(cast.deputy.opens(&format!("/proposals/{id}")).await.body.contains(SECRET));
    }
    let named = |address: &str| address.replace("{public}", &public).replace("{answered}", &answered);
    let mut read = BTreeSet::new();
    for address in PAGES.iter().map(|address| named(address)) {
        let answer = app.visitor().opens(&address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        is_clean(&address, &answer.body, &[SECRET], &hidden);
        read.insert(address);
    }
    for start in DATA.iter().map(|address| named(address)) {
        let mut next = Some(start);
        while let Some(address) = next {
            let answer = app.visitor().sends(Method::GET, &address, &[], String::new()).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            is_clean(&address, &answer.body, &[SECRET, PERSONAL, "7654321", "1390000"], &hidden);
            let page: Option<serde_json::Value> = serde_json::from_str(&answer.body).ok();
            next = page.and_then(|page| Some(page["next"].as_str()?.to_owned()));
            read.insert(address);
        }
    }
    // The public papers are among what was read, and so the marks would have been.
    let list = app.visitor().sends(Method::GET, "/api/v1/proposals.jsonl", &[], String::new()).await.body;
    assert!(list.contains(&public) && list.contains(&answered) && list.contains("完成三公里路基整修"));
    assert!(read.len() > PAGES.len() + DATA.len(), "lists were read to their ends");
    for id in &hidden {
        for part in ["", "/events", "/replies", "/promises"] {
            let answer =
                app.visitor().sends(Method::GET, &format!("/api/v1/proposals/{id}{part}"), &[], String::new()).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}{part}");
            is_clean(id, &answer.body, &[SECRET], &[]);
        }
        let answer = app.visitor().opens(&format!("/proposals/{id}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        is_clean(id, &answer.body, &[SECRET], &[]);
        // Nor do those who may read it get it where everyone is answered alike.
        let known = cast.deputy.sends(Method::GET, &format!("/api/v1/proposals/{id}"), &[], String::new()).await;
        assert_eq!(known.status, StatusCode::NOT_FOUND);
    }
    let number = app.stored(hidden.last().expect("the closed one")).await.number.expect("a number").to_string();
    let address = format!("/api/v1/proposals/by-number/{}", encoded(&[("", &number)]).trim_start_matches('='));
    assert_eq!(app.visitor().sends(Method::GET, &address, &[], String::new()).await.status, StatusCode::NOT_FOUND);
}

fn is_clean(address: &str, body: &str, marks: &[&str], hidden: &[String]) {
    for mark in marks.iter().copied().chain(hidden.iter().map(String::as_str)) {
        let at = body.find(mark).map(|at| body[..at].chars().rev().take(80).collect::<Vec<_>>());
        let before = at.map(|before| before.into_iter().rev().collect::<String>());
        assert_eq!(before, None, "{address} tells {mark}");
    }
}
