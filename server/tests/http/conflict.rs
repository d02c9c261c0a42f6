//! Two people at one proposal, two tabs at one draft, and a session that ends while somebody writes.

use crate::common::cast::{Cast, draft};
use crate::common::{TestApp, pairs, step_form};
use domain::proposal::workflow::Stage;

const TYPED: &str = "请写明具体路段和长度，并说明涉及多少户。";

#[tokio::test]
async fn who_comes_second_is_told_so_and_keeps_what_was_typed() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.submitted().await;
    let version = cast.office2.version_of(&id).await;
    cast.take(&id, "register").await;
    let before = app.stored(&id).await;

    let second = cast.office2.takes_at(&id, &version, "send_back", &[("reason", TYPED)]).await;
    let text = second.text();
    assert_eq!(second.status.as_u16(), 200);
    assert!(text.contains("这件建议已有新的进展"), "{text}");
    assert!(text.contains("现在的状态是“已登记”"), "{text}");
    assert!(text.contains(TYPED), "what was typed is on the page: {text}");
    assert_eq!(app.stored(&id).await, before);

    let form = step_form(&id, &version, "send_back", &[("reason", TYPED)]);
    let answer = cast.office2.calls("/api/act", &pairs(&form)).await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (409, r#"{"conflict":{"stage":"registered"}}"#));
    // At the present version the step is simply not open any more.
    let version = cast.office2.version_of(&id).await;
    let form = step_form(&id, &version, "send_back", &[("reason", TYPED)]);
    let answer = cast.office2.calls("/api/act", &pairs(&form)).await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (409, r#"{"not_open":{"stage":"registered"}}"#));
}

#[tokio::test]
async fn who_comes_second_to_the_same_stage_finds_the_text_in_the_form() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("record_contact").await;
    let version = cast.head.version_of(&id).await;
    cast.take(&id, "record_contact").await;
    let fields = cast.good("record_contact");
    let fields: Vec<_> =
        fields.iter().map(|(path, value)| (*path, if *path == "summary" { TYPED } else { value.as_str() })).collect();
    let second = cast.head.takes_at(&id, &version, "record_contact", &fields).await;
    assert!(second.text().contains("这件建议已有新的进展"), "{}", second.text());
    assert_eq!(second.typed("command[contact][record][summary]").as_deref(), Some(TYPED));
    assert_eq!(app.stored(&id).await.contacts.len(), 1);
    // Sent once more from the page that says so, it is done.
    let version = second.typed("version").expect("a version");
    let again = cast.head.takes_at(&id, &version, "record_contact", &fields).await;
    assert_eq!((again.alert(), app.stored(&id).await.contacts.len()), (None, 2));
}

#[tokio::test]
async fn a_button_pressed_twice_is_done_once() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("accept").await;
    let version = cast.clerk.version_of(&id).await;
    cast.take(&id, "accept").await;
    let events = app.column("event", "record", "at_ms").await.len();
    let again = cast.clerk.takes_at(&id, &version, "accept", &[]).await;
    assert!(again.text().contains("这件建议已有新的进展"));
    assert_eq!(app.column("event", "record", "at_ms").await.len(), events);
}

#[tokio::test]
async fn a_draft_in_two_tabs_loses_neither_text() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("deputy").await;
    let id = deputy.begins_to_write().await;
    deputy.writes(&id, "0", "save", &draft(&[])).await;
    let (first, second) =
        (draft(&[("problem", "第一个窗口里写的问题，一共二十个字以上才可以。")]), draft(&[("problem", TYPED)]));
    deputy.writes(&id, "1", "save", &first).await;
    let answer = deputy.writes(&id, "1", "save", &second).await;
    assert!(answer.text().contains("这份草稿已在别处改动过"), "{}", answer.text());
    assert_eq!(answer.typed("draft[problem]").as_deref(), Some(TYPED), "what was typed last is in the form");
    assert!(app.stored(&id).await.draft.problem.starts_with("第一个窗口"), "what was saved first is stored");
    // The script's way: 409, and nothing is lost either.
    let mut fields = vec![("id", id.as_str()), ("version", "1"), ("then", "stay")];
    fields.extend(pairs(&second));
    assert_eq!(deputy.calls("/api/write", &fields).await.status.as_u16(), 409);
    // The form that came back has the present version: sent again it is kept.
    let version = answer.typed("version").expect("a version");
    deputy.writes(&id, &version, "save", &second).await;
    assert_eq!(app.stored(&id).await.draft.problem, TYPED);
}

#[tokio::test]
async fn a_draft_that_was_handed_in_elsewhere_shows_what_was_typed() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("deputy").await;
    let id = deputy.begins_to_write().await;
    deputy.writes(&id, "0", "save", &draft(&[])).await;
    deputy.writes(&id, "1", "submit", &draft(&[])).await;
    let answer = deputy.writes(&id, "1", "save", &draft(&[("problem", TYPED)])).await;
    let text = answer.text();
    assert!(text.contains("已有新的进展") && text.contains("待审查"), "{text}");
    assert!(text.contains(TYPED), "what was typed is on the page: {text}");
    assert_eq!(app.stored(&id).await.stage, Stage::Submitted);
}

#[tokio::test]
async fn a_session_that_ends_while_somebody_writes_loses_nothing() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("deputy").await;
    let id = deputy.begins_to_write().await;
    app.session_ends(&deputy).await;
    let mut fields = vec![("id", id.as_str()), ("version", "0"), ("then", "save")];
    let typed = draft(&[("problem", TYPED)]);
    fields.extend(pairs(&typed));
    assert_eq!(deputy.calls("/api/write", &fields).await.status.as_u16(), 401);
    let answer = deputy.submits("/proposals/new", "/api/write", &fields).await;
    let sign_in = answer.location().expect("a redirect");
    assert!(sign_in.starts_with("/sign-in?next=%2Fproposals%2Fnew%3Fform%3D"), "{sign_in}");
    let next = deputy.opens(&sign_in).await.typed("next").expect("the form of the sign-in says where to go on");
    let back = deputy
        .submits_and_follows(
            &sign_in,
            "/api/sign-in",
            &[("login", "deputy"), ("password", crate::common::PASSWORD), ("next", &next)],
        )
        .await;
    assert!(back.text().contains("登录已失效"), "{}", back.text());
    assert_eq!(back.typed("draft[problem]").as_deref(), Some(TYPED));
    assert_eq!(back.typed("id").as_deref(), Some(id.as_str()), "it goes on under the same id");
    deputy.writes(&id, "0", "save", &typed).await;
    assert_eq!(app.stored(&id).await.draft.problem, TYPED);
}

#[tokio::test]
async fn a_session_that_ends_before_a_step_keeps_its_form() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.submitted().await;
    let version = cast.office.version_of(&id).await;
    app.session_ends(&cast.office).await;
    let form = step_form(&id, &version, "send_back", &[("reason", TYPED)]);
    let answer = cast.office.submits(&format!("/proposals/{id}"), "/api/act", &pairs(&form)).await;
    let sign_in = answer.location().expect("a redirect");
    // A wrong password on the way does not lose it.
    let next = cast.office.opens(&sign_in).await.typed("next").expect("where to go on");
    let wrong = [("login", "office"), ("password", "not the password"), ("next", next.as_str())];
    let refused = cast.office.submits_and_follows(&sign_in, "/api/sign-in", &wrong).await;
    let next = refused.typed("next").expect("where to go on");
    let right = [("login", "office"), ("password", crate::common::PASSWORD), ("next", next.as_str())];
    let back = cast.office.submits_and_follows(&sign_in, "/api/sign-in", &right).await;
    assert_eq!(back.typed("command[send_back][reason]").as_deref(), Some(TYPED));
    cast.office.takes_at(&id, &version, "send_back", &[("reason", TYPED)]).await;
    assert_eq!(app.stored(&id).await.stage, Stage::SentBack);
}
