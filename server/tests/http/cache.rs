//! Pages for anyone are kept and told apart by tags; nobody gets an old one, or one that is somebody else's.

use axum::http::{Method, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::proposal::workflow::Stage;
use domain::proposal::{Proposal, ProposalId};
use server::config::Serve;
use sha2::{Digest, Sha256};
use store::{Scope, Store};

use crate::common::cast::{Cast, draft};
use crate::common::{Answer, Browser, TestApp};

async fn asks_again(browser: &mut Browser, path: &str, tag: &str) -> Answer {
    browser.sends(Method::GET, path, &[("accept", "text/html"), ("if-none-match", tag)], String::new()).await
}

fn tag(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK);
    answer.header("etag").expect("a tag").to_owned()
}

fn at(papers: &[Proposal], stage: Stage) -> &Proposal {
    papers.iter().find(|paper| paper.stage == stage).unwrap_or_else(|| panic!("a paper at {stage:?}"))
}

#[tokio::test]
async fn a_page_that_has_not_changed_is_not_sent_again() {
    let app = TestApp::demo().await;
    let papers = app.proposals().await;
    let answered = at(&papers, Stage::Closed).id;
    let mut visitor = app.visitor();
    for path in ["/", "/about", "/proposals", "/proposals?topic=transport", "/rules", &format!("/proposals/{answered}")]
    {
        let first = visitor.opens(path).await;
        let tag = tag(&first);
        let caching = first.header("cache-control").expect("caching");
        assert!(caching.contains("public") && caching.contains("stale-while-revalidate"), "{path}: {caching}");
        assert!(first.header("vary").is_some_and(|vary| vary.contains("cookie") && vary.contains("accept-language")));
        let again = visitor.opens(path).await;
        assert_eq!((again.body == first.body, again.header("etag")), (true, Some(tag.as_str())), "{path}");
        let short = asks_again(&mut visitor, path, &format!("\"other\", {tag}")).await;
        assert_eq!((short.status, short.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
        // The browser shows what it has under this policy.
        assert_eq!(short.header("content-security-policy"), first.header("content-security-policy"), "{path}");
        assert_eq!(asks_again(&mut visitor, path, "\"other\"").await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_step_throws_away_exactly_what_shows_it() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let handled = cast.ready_for("assign").await;
    let papers = app.proposals().await;
    let other = at(&papers, Stage::Closed).id.to_string();
    let mut visitor = app.visitor();
    let [page, beside, list] =
        [format!("/proposals/{handled}"), format!("/proposals/{other}"), "/proposals".to_owned()];
    let mut tags = Vec::new();
    for path in [&page, &beside, &list] {
        tags.push(tag(&visitor.opens(path).await));
    }
    cast.take(&handled, "assign").await;
    for (path, tag) in [&page, &list].into_iter().zip([&tags[0], &tags[2]]) {
        assert_eq!(asks_again(&mut visitor, path, tag).await.status, StatusCode::OK, "a step shows at once");
    }
    assert_eq!(asks_again(&mut visitor, &beside, &tags[1]).await.status, StatusCode::NOT_MODIFIED);
    // A new unit's name stands on any page.
    app.execute("UPDATE body SET name = '道路运输局' WHERE id = 1").await;
    assert!(visitor.opens("/proposals?unit=1").await.text().contains("道路运输局"));
}

#[tokio::test]
async fn what_nobody_may_see_changes_nothing() {
    let app = TestApp::demo().await;
    let mut visitor = app.visitor();
    let home = visitor.opens("/").await;
    let revision = app.store.revision();
    let mut deputy = app.signed_in("deputy").await;
    let id = deputy.begins_to_write().await;
    deputy.writes(&id, "0", "save", &draft(&[])).await;
    assert_eq!(app.store.revision(), revision, "a draft is nobody's business");
    assert_eq!(asks_again(&mut visitor, "/", &tag(&home)).await.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn whoever_is_signed_in_is_served_afresh_and_nobody_else_gets_that() {
    let app = TestApp::demo().await;
    let mut office = app.signed_in("office").await;
    let mut visitor = app.visitor();
    for _ in 0..2 {
        let theirs = office.opens("/proposals").await;
        assert_eq!((theirs.header("cache-control"), theirs.header("etag")), (Some("private, no-store"), None));
        let anybodys = visitor.opens("/proposals").await;
        assert!(theirs.body.contains("/desk") && !anybodys.body.contains("/desk"));
    }
    // A session that has ended is a session still.
    app.session_ends(&office).await;
    assert_eq!(office.opens("/proposals").await.header("etag"), None);
}

#[tokio::test]
async fn however_a_session_is_spelt_its_page_is_not_kept() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let hidden = format!("/proposals/{}", cast.submitted().await);
    let session = cast.office.cookie("session").expect("a session").to_owned();
    for cookie in [format!("sessio%6e={session}"), format!("session={session}; greeting=é")] {
        let headers = [("accept", "text/html"), ("cookie", cookie.as_str())];
        app.visitor().sends(Method::GET, &hidden, &headers, String::new()).await;
        assert_eq!(app.visitor().opens(&hidden).await.status, StatusCode::NOT_FOUND, "{cookie}");
        app.visitor().sends(Method::GET, "/proposals", &headers, String::new()).await;
        assert!(!app.visitor().opens("/proposals").await.body.contains("/desk"), "{cookie}");
    }
    // Whoever has another cookie besides is signed in as ever.
    let headers = [("accept", "text/html"), ("cookie", &format!("greeting=é; session={session}"))];
    let theirs = app.visitor().sends(Method::GET, &hidden, &headers, String::new()).await;
    assert_eq!((theirs.status, theirs.header("cache-control")), (StatusCode::OK, Some("private, no-store")));
}

#[tokio::test]
async fn a_page_is_in_one_language_however_often_that_is_said() {
    let app = TestApp::demo().await;
    for n in 0..2 {
        let headers = [("accept", "text/html"), ("cookie", "x=1"), ("cookie", "lang=en")];
        let page = app.visitor().sends(Method::GET, &format!("/?fresh={n}"), &headers, String::new()).await;
        assert!(page.body.contains("<html lang=\"en\""));
        assert!(!page.body.contains("全程公开"), "the description is in Chinese");
    }
}

#[tokio::test]
async fn readers_of_different_wishes_get_different_pages() {
    let app = TestApp::demo().await;
    let mut pages = Vec::new();
    for (lang, size, theme) in
        [("zh-CN", "", ""), ("en-GB", "", ""), ("zh-CN", "large", ""), ("zh-CN", "", "dark"), ("zh-CN", "", "")]
    {
        let mut reader = app.visitor();
        reader.lang = lang;
        for (name, value) in [("size", size), ("theme", theme)] {
            reader.receives(name, value);
        }
        pages.push(reader.opens("/about").await.body);
    }
    assert_eq!(pages[0], pages[4]);
    pages.pop();
    pages.sort();
    pages.dedup();
    assert_eq!(pages.len(), 4);
}

#[tokio::test]
async fn what_was_typed_is_never_kept() {
    let app = TestApp::demo().await;
    let page = app.visitor().opens(&format!("/proposals?form={}", uuid::Uuid::new_v4())).await;
    assert_eq!((page.status, page.header("etag")), (StatusCode::OK, None));
    let page = app.visitor().opens("/proposals?%66orm=x").await;
    assert_eq!(page.header("etag"), None, "however it is written");
    assert_eq!(app.visitor().opens("/sign-in").await.header("etag"), None);
    assert_eq!(app.visitor().opens("/proposals/00000000-0000-0000-0000-000000000000").await.header("etag"), None);
}

#[tokio::test]
async fn a_kept_page_names_its_scripts_by_their_hashes() {
    let site = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(site.path().join("pkg")).expect("a folder in it");
    for name in ["jianyi.1.js", "jianyi.2.wasm"] {
        std::fs::write(site.path().join("pkg").join(name), "").expect("a file in it");
    }
    let app = TestApp::demo_serving(&Serve { site_root: site.path().to_owned(), ..Serve::default() }).await;
    let page = app.visitor().opens("/").await;
    let policy = page.header("content-security-policy").expect("a policy").to_owned();
    assert!(!policy.contains("nonce") && !page.body.contains("nonce"), "{policy}");
    let scripts: Vec<_> = (page.body.split("<script").skip(1))
        .filter_map(|part| part.split_once('>'))
        // What is said to machines does not run.
        .filter(|(tag, _)| !tag.contains("application/ld+json"))
        .filter_map(|(_, rest)| rest.split_once("</script>"))
        .map(|(script, _)| STANDARD.encode(Sha256::digest(script.as_bytes())))
        .collect();
    assert!(!scripts.is_empty());
    for hash in scripts {
        assert!(policy.contains(&format!("'sha256-{hash}'")), "{policy}");
    }
}

#[tokio::test]
async fn pages_are_compressed_as_readers_take_them() {
    let app = TestApp::demo().await;
    let mut visitor = app.visitor();
    let plain = visitor.opens("/proposals").await;
    for (takes, expected) in
        [("gzip, br", Some("br")), ("gzip", Some("gzip")), ("br;q=0, gzip;q=0.5", Some("gzip")), ("zstd", None)]
    {
        let headers = [("accept", "text/html"), ("accept-encoding", takes)];
        let answer = visitor.sends(Method::GET, "/proposals", &headers, String::new()).await;
        assert_eq!(answer.header("content-encoding"), expected, "{takes}");
        assert_eq!(answer.header("etag"), plain.header("etag"));
        assert!(expected.is_none() || answer.bytes.len() * 3 < plain.bytes.len(), "{takes}: {}", answer.bytes.len());
    }
}

#[tokio::test]
async fn another_server_hears_of_a_change() {
    let app = TestApp::demo().await;
    let url = match testing::server() {
        Some(_) => {
            let name = app.column("(SELECT current_database() AS name) AS present", "name", "name").await;
            testing::database_named(&name[0])
        }
        None => testing::database(app.folder.path()).await,
    };
    let other = Store::connect(&url).await.expect("it connects");
    other.learn_revisions().await.expect("it looks");
    let mut cast = Cast::of(&app).await;
    let handled = cast.ready_for("assign").await;
    other.learn_revisions().await.expect("it looks");
    let untouched = at(&app.proposals().await, Stage::Closed).id;
    let handled_id = ProposalId(handled.parse().expect("an id"));
    let seen = other.revision();
    let is_same = |id: ProposalId| other.is_unchanged(Scope::Paper(id.0), seen);
    assert!(is_same(handled_id) && other.is_unchanged(Scope::Everything, seen));
    cast.take(&handled, "assign").await;
    other.learn_revisions().await.expect("it looks again");
    assert_eq!((is_same(handled_id), is_same(untouched)), (false, true));
    assert!(!other.is_unchanged(Scope::Everything, seen));
}

#[tokio::test]
async fn a_page_that_was_asked_for_under_another_name_is_nobody_elses() {
    let app = TestApp::demo().await;
    let id = at(&app.proposals().await, Stage::Closed).id;
    let path = format!("/proposals/{id}");
    for host in ["evil.test", "a@evil.test", "evil.test/x"] {
        let request = axum::http::Request::builder().uri(&path).header("host", host).header("accept", "text/html");
        let request = request.body(axum::body::Body::empty()).expect("a request");
        tower::ServiceExt::oneshot(app.router.clone(), request).await.expect("an answer");
        assert!(!app.visitor().opens(&path).await.body.contains("evil.test"), "{host}");
    }
}

#[tokio::test]
async fn a_recount_and_a_new_index_throw_old_pages_away() {
    let app = TestApp::demo().await;
    let mut visitor = app.visitor();
    app.execute("UPDATE tally SET n = n + 40").await;
    let old = tag(&visitor.opens("/figures").await);
    app.store.recount_daily().await.expect("it is counted");
    assert_ne!(tag(&visitor.opens("/figures").await), old);
    app.execute("UPDATE search_text SET tokens_version = 0").await;
    let before = app.store.revision();
    while app.store.reindex_missing().await.expect("it is indexed") > 0 {}
    assert!(!app.store.is_unchanged(Scope::Everything, before), "what is searched in has changed");
}
