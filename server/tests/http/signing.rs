//! Signing over HTTP: nine deputies at once, forged confirmations, what the office and the public never see, links.

use crate::common::cast::{CLOSED, Cast, draft};
use crate::common::{Browser, TestApp, pairs, step_form, value_of};
use domain::proposal::signing::SignState;
use domain::proposal::workflow::Stage;

/// The id of the person who is signed in to a demo account.
async fn person(app: &TestApp, login: &str) -> String {
    let logins = app.column("person", "login", "id").await;
    let ids = app.store.deputies().await.expect("the roster");
    let names = app.column("person", "name", "id").await;
    let name = logins.iter().position(|known| known == login).map(|n| names[n].clone()).expect("a demo account");
    ids.into_iter().find(|deputy| deputy.name == name).expect("a deputy").person.to_string()
}

/// A paper of the shown deputy that asks these deputies to sign it.
async fn asking(app: &TestApp, cast: &mut Cast, kind: &str, logins: &[&str]) -> String {
    let id = cast.deputy.begins_to_write().await;
    let mut fields = draft(&[]);
    fields.push(("draft[kind]".to_owned(), kind.to_owned()));
    cast.deputy.writes(&id, "0", "invite", &fields).await;
    let mut invitees = Vec::new();
    for login in logins {
        invitees.push(person(app, login).await);
    }
    let paths: Vec<String> = (0..invitees.len()).map(|n| format!("invitees.{}", n * 7)).collect();
    let fields: Vec<_> = paths.iter().zip(&invitees).map(|(path, id)| (path.as_str(), id.as_str())).collect();
    let answer = cast.deputy.takes(&id, "invite", &fields).await;
    assert_eq!(answer.alert(), None, "the invitations go out");
    id
}

/// The fingerprint that a page asks its reader to confirm.
async fn fingerprint(reader: &mut Browser, id: &str) -> String {
    let page = reader.opens(&format!("/proposals/{id}")).await;
    value_of(&page.body, "command[co_sign][fingerprint]").expect("the form to sign")
}

#[tokio::test]
async fn nine_deputies_sign_a_motion_at_once_and_none_hinders_another() {
    const LOGINS: [&str; 9] = ["d003", "d004", "d005", "d006", "d007", "d008", "d009", "d010", "d011"];
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = asking(&app, &mut cast, "motion", &LOGINS).await;
    let short = cast.deputy.takes(&id, "submit", &[]).await;
    assert!(short.text().contains("还差9名"), "{}", short.text());

    let mut signing = Vec::new();
    for login in LOGINS {
        let mut deputy = app.signed_in(login).await;
        // Every one of them has opened the page before anybody signed: all name the same version.
        let version = deputy.version_of(&id).await;
        let form = step_form(&id, &version, "co_sign", &[("fingerprint", &fingerprint(&mut deputy, &id).await)]);
        signing.push(async move { deputy.calls("/api/act", &pairs(&form)).await.status.as_u16() });
    }
    let tasks: Vec<_> = signing.into_iter().map(tokio::spawn).collect();
    for task in tasks {
        assert_eq!(task.await.expect("it ends"), 200, "a signature is no conflict with another");
    }
    let stored = app.stored(&id).await;
    assert!(stored.signers.iter().all(|signer| signer.state == SignState::Confirmed));
    assert_eq!(stored.signatures(), 10);
    let answer = cast.deputy.takes(&id, "submit", &[]).await;
    assert_eq!((answer.alert(), app.stored(&id).await.stage), (None, Stage::Submitted));
}

#[tokio::test]
async fn nobody_signs_what_he_was_not_asked_to_or_has_not_read() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = asking(&app, &mut cast, "proposal", &["d003"]).await;
    let mut asked = app.signed_in("d003").await;
    let mut other = app.signed_in("d004").await;
    let right = fingerprint(&mut asked, &id).await;
    let version = asked.version_of(&id).await;
    let form = |print: &str| step_form(&id, &version, "co_sign", &[("fingerprint", print)]);
    assert_eq!(other.calls("/api/act", &pairs(&form(&right))).await.status.as_u16(), 404);
    assert_eq!(cast.office.calls("/api/act", &pairs(&form(&right))).await.status.as_u16(), 404);
    assert_eq!(cast.deputy.calls("/api/act", &pairs(&form(&right))).await.status.as_u16(), 409);
    assert_eq!(asked.calls("/api/act", &pairs(&form(&"0".repeat(64)))).await.status.as_u16(), 422);

    // The lead deputy takes it back while the page is open: the text that was read is not there any more.
    cast.deputy.takes(&id, "reopen", &[]).await;
    let changed = draft(&[("asks.0", "今年十月底前完成路基整修，先保证雨天通行")]);
    let version = cast.deputy.version_of(&id).await;
    cast.deputy.writes(&id, &version, "invite", &changed).await;
    cast.deputy.takes(&id, "invite", &[("invitees.0", "")]).await;
    assert_eq!(asked.calls("/api/act", &pairs(&form(&right))).await.status.as_u16(), 422, "another text");
    let page = asked.submits_and_follows(&format!("/proposals/{id}"), "/api/act", &pairs(&form(&right))).await;
    assert!(page.text().contains("文本已经改动，请重新阅读后再确认。"), "{}", page.text());
    assert_eq!(app.stored(&id).await.signatures(), 1);
}

#[tokio::test]
async fn who_declined_and_why_it_is_withdrawn_is_not_the_public_s() {
    const WHY: &str = "已与村里商定自行解决，不再需要县里办理。";
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = asking(&app, &mut cast, "proposal", &["d003", "d004"]).await;
    let (mut signs, mut declines) = (app.signed_in("d003").await, app.signed_in("d004").await);
    let print = fingerprint(&mut signs, &id).await;
    signs.takes(&id, "co_sign", &[("fingerprint", &print)]).await;
    declines.takes(&id, "decline_invitation", &[]).await;
    cast.deputy.takes(&id, "submit", &[]).await;
    cast.take(&id, "register").await;
    cast.take(&id, "assign").await;
    cast.deputy.takes(&id, "ask_withdrawal", &[("reason", WHY)]).await;
    let stored = app.stored(&id).await;
    let declined = stored.signers.iter().find(|signer| signer.state == SignState::Declined).expect("one declined");
    for reader in [&mut app.visitor(), &mut app.signed_in("admin").await, &mut app.signed_in("d005").await] {
        let page = reader.opens(&format!("/proposals/{id}")).await;
        assert!(!page.body.contains(&declined.name), "who declined is told");
        assert!(!page.body.contains(WHY.trim_end_matches('。')), "why it is withdrawn is told");
    }
    let office = cast.office.opens(&format!("/proposals/{id}")).await;
    assert!(!office.body.contains(&declined.name), "the office learns of signatures only");
    signs.takes(&id, "agree_withdrawal", &[]).await;
    assert_eq!(app.stored(&id).await.stage, Stage::Withdrawn);
    let public = app.visitor().opens(&format!("/proposals/{id}")).await;
    assert!(public.text().contains("经领衔代表和全体附议代表同意，本件撤回"), "{}", public.text());
}

#[tokio::test]
async fn a_link_to_a_paper_that_is_not_public_does_not_exist_for_the_public() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let open = cast.ready_for("assign").await;
    let closed = cast.submitted().await;
    cast.office.takes(&closed, "register", &*CLOSED).await;
    let number = app.stored(&closed).await.number.expect("a number").to_string();
    let answer = cast.office.takes(&open, "link", &[("number", &number)]).await;
    assert_eq!(answer.alert(), None);
    let (first, second) = (app.stored(&open).await, app.stored(&closed).await);
    assert_eq!((first.links[0].id, second.links[0].id), (second.id, first.id), "both sides know");
    let (here, there) = (format!("/proposals/{open}"), format!("/proposals/{closed}"));
    assert!(cast.office.opens(&here).await.body.contains(&there));
    assert!(cast.office.opens(&there).await.body.contains(&here));
    assert!(!app.visitor().opens(&here).await.body.contains(&number));
    let undone = cast.office.takes(&open, "unlink", &[("number", &number)]).await;
    assert_eq!((undone.alert(), app.stored(&closed).await.links.len()), (None, 0));
    assert!(!cast.office.opens(&here).await.body.contains(&there));
    assert!(!cast.office.opens(&there).await.body.contains(&here));
}
