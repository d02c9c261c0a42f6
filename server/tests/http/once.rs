//! What is asked for twice is done once, and answered twice as done; a save whose answer was lost is known again.

use std::time::Duration;

use axum::http::StatusCode;
use futures_util::future::join_all;
use server::config::Serve;

use crate::common::cast::{Cast, draft};
use crate::common::{TestApp, pairs, step_form};

const KEY: &str = "7d1f6c1e-0000-4000-8000-000000000001";

fn with_key<'a>(fields: &'a [(String, String)], key: &'a str) -> Vec<(&'a str, &'a str)> {
    pairs(fields).into_iter().chain([("key", key)]).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_sent_twenty_times_at_once_is_taken_once_and_answered_twenty_times() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("record_contact").await;
    let version = cast.clerk.version_of(&id).await;
    let before = app.column("event", "record", "at_ms").await.len();
    let fields = [
        ("manner", "visit"),
        ("on", &*app.store.moment().today().to_string()),
        ("participants", "村委会主任"),
        ("summary", "看了全部路段，说明雨天学生绕行的情况。"),
    ];
    let form = step_form(&id, &version, "record_contact", &fields);
    let page = format!("/proposals/{id}");
    let mut browsers: Vec<_> = (0..20).map(|_| cast.clerk.clone()).collect();
    let asked = browsers.iter_mut().map(|clerk| {
        let (form, page) = (&form, &page);
        async move { clerk.submits(page, "/api/act", &with_key(form, KEY)).await.location() }
    });
    let done = Some(format!("{page}?done=record_contact"));
    for location in join_all(asked).await {
        assert_eq!(location, done);
    }
    assert_eq!(app.column("event", "record", "at_ms").await.len(), before + 1, "it is in the log once");
    // Long after, the same form from a page that was gone back to is the same act; another page's is another.
    let again = cast.clerk.submits(&page, "/api/act", &with_key(&form, KEY)).await;
    assert_eq!(again.location(), done);
    let other = cast.clerk.submits_and_follows(&page, "/api/act", &with_key(&form, "another")).await;
    assert!(other.alert().is_some(), "the paper has moved on for everybody else");
    assert_eq!(app.column("event", "record", "at_ms").await.len(), before + 1);
    // Nobody else is answered for it.
    let stranger = cast.office.submits_and_follows(&page, "/api/act", &with_key(&form, KEY)).await;
    assert!(stranger.alert().is_some());
}

#[tokio::test]
async fn a_refused_form_is_no_act_and_may_be_sent_again() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("send_back").await;
    let version = cast.office.version_of(&id).await;
    let page = format!("/proposals/{id}");
    let short = step_form(&id, &version, "send_back", &[("reason", "不行")]);
    let refused = cast.office.submits_and_follows(&page, "/api/act", &with_key(&short, KEY)).await;
    assert!(refused.alert().is_some());
    let twice = cast.office.submits_and_follows(&page, "/api/act", &with_key(&short, KEY)).await;
    assert!(twice.alert().is_some(), "it is told again what is wrong");
    let good = step_form(&id, &version, "send_back", &[("reason", "请写明具体路段和长度。")]);
    let taken = cast.office.submits(&page, "/api/act", &with_key(&good, KEY)).await;
    assert_eq!(taken.location(), Some(format!("{page}?done=send_back")), "the page had one key for all its tries");
}

/// Without a script the second press of a double click breaks off the first request, wherever it is.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_whose_first_request_was_broken_off_is_done_once_and_at_once() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("deputy").await;
    for patience in [0, 1, 2, 4, 8, 16, 32] {
        let id = deputy.begins_to_write().await;
        let fields = draft(&[]);
        let mut form = vec![("id", id.as_str()), ("version", "0"), ("then", "submit")];
        form.extend(with_key(&fields, KEY));
        let mut first = deputy.clone();
        let sent = first.submits("/proposals/new", "/api/write", &form);
        let broken = tokio::time::timeout(Duration::from_millis(patience), sent).await;
        let begun = std::time::Instant::now();
        let second = deputy.submits("/proposals/new", "/api/write", &form).await.location();
        assert_eq!(second, Some(format!("/proposals/{id}?done=submit")), "{patience} ms, ended: {}", broken.is_ok());
        assert!(begun.elapsed() < Duration::from_secs(10), "nobody waits for a request that is gone");
    }
}

#[tokio::test]
async fn a_refusal_to_hand_in_is_asked_anew_and_not_remembered() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("deputy").await;
    let id = deputy.begins_to_write().await;
    let fields = draft(&[("topic", "")]);
    let mut form = vec![("id", id.as_str()), ("version", "0"), ("then", "submit")];
    form.extend(with_key(&fields, KEY));
    let first = deputy.submits("/proposals/new", "/api/write", &form).await.location();
    let second = deputy.submits("/proposals/new", "/api/write", &form).await.location();
    assert!(first.as_ref().is_some_and(|page| page.contains("form=")), "{first:?}");
    assert_ne!(first, second, "each refusal has a page of its own");
}

#[tokio::test]
async fn handing_in_twice_is_handing_in() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("deputy").await;
    let id = deputy.begins_to_write().await;
    let fields = draft(&[]);
    let mut form = vec![("id", id.as_str()), ("version", "0"), ("then", "submit")];
    form.extend(with_key(&fields, KEY));
    let done = Some(format!("/proposals/{id}?done=submit"));
    for _ in 0..2 {
        assert_eq!(deputy.submits("/proposals/new", "/api/write", &form).await.location(), done);
    }
}

#[tokio::test]
async fn forms_have_a_key_each_time_they_are_opened_and_none_where_a_page_is_everybodys() {
    let app = TestApp::demo_serving(&Serve { demo: true, ..Serve::default() }).await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("send_back").await;
    let key = |body: &str| {
        let (_, rest) = body.split_once("name=\"key\" value=\"")?;
        Some(rest.split('"').next()?.to_owned())
    };
    let keys =
        [cast.office.opens(&format!("/proposals/{id}")).await, cast.office.opens(&format!("/proposals/{id}")).await];
    let keys = keys.map(|page| key(&page.body).expect("a key"));
    assert_ne!(keys[0], keys[1]);
    let public = app.visitor().opens("/units/1").await;
    assert!(public.body.contains("/api/follow") && key(&public.body).is_none());
}

#[tokio::test]
async fn following_twice_in_a_minute_is_one_request() {
    let app = TestApp::demo_serving(&Serve { demo: true, ..Serve::default() }).await;
    let mut visitor = app.visitor();
    let fields = [("follow[what]", "unit:1"), ("follow[email]", "wang@example.cn"), ("follow[wish]", "daily")];
    for _ in 0..3 {
        assert_eq!(
            visitor.submits("/units/1", "/api/follow", &fields).await.location().as_deref(),
            Some("/follow/sent")
        );
    }
    assert_eq!(app.column("outbox", "subject", "id").await.len(), 1);
}

#[tokio::test]
async fn a_save_whose_answer_was_lost_is_known_again() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("deputy").await;
    let id = deputy.begins_to_write().await;
    let save = async |deputy: &mut crate::common::Browser, version: &str, turn: &str, key: &str, problem: &str| {
        let fields = draft(&[("problem", problem)]);
        let mut form = vec![("id", id.as_str()), ("version", version), ("then", "stay"), ("turn", turn)];
        form.extend(with_key(&fields, key));
        let answer = deputy.calls("/api/write", &form).await;
        (answer.status, answer.body)
    };
    let saved = |version: &str| (StatusCode::OK, version.to_owned());
    assert_eq!(save(&mut deputy, "0", "1", KEY, "第一次写的").await, saved("1"));
    // The page has not heard of it, and says what was typed since at the version that it knows.
    assert_eq!(save(&mut deputy, "0", "2", KEY, "第一次写的，又加了一句").await, saved("2"));
    // What was overtaken on its way writes over nothing.
    assert_eq!(save(&mut deputy, "0", "1", KEY, "第一次写").await, saved("2"));
    assert_eq!(app.stored(&id).await.draft.problem, "第一次写的，又加了一句");
    // Another page at the old version is told.
    assert_eq!(save(&mut deputy, "0", "9", "another", "别处写的").await.0, StatusCode::CONFLICT);
    assert_eq!(save(&mut deputy, "2", "1", "another", "别处写的").await, saved("3"));
    assert_eq!(save(&mut deputy, "2", "5", KEY, "回到原来的窗口").await.0, StatusCode::CONFLICT);
    // Without a script, both texts stand on the draft's own page, and the next save is taken.
    let fields = draft(&[("problem", "没有脚本的窗口里写的")]);
    let mut form = vec![("id", id.as_str()), ("version", "0"), ("then", "save")];
    form.extend(with_key(&fields, "third"));
    let page = deputy.submits_and_follows("/proposals/new", "/api/write", &form).await;
    assert!(page.text().contains("别处写的"), "{}", page.text());
    assert_eq!(page.typed("draft[problem]").as_deref(), Some("没有脚本的窗口里写的"));
    assert_eq!(page.typed("version").as_deref(), Some("3"));
}

#[tokio::test]
async fn a_step_that_is_not_open_is_not_told_as_somebody_else_s_doing() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.submitted().await;
    let answer = cast.office.takes(&id, "close", &[]).await;
    assert!(answer.text().contains("现在不能办理这一步"), "{}", answer.text());
    assert!(!answer.text().contains("已有人先办理"));
}
