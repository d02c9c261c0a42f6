//! Following by mail without an account: two consents to begin, one press to end, nothing twice, nothing private.

use std::time::Duration;

use crate::common::cast::Cast;
use crate::common::{Answer, Browser, TestApp, encoded, linked_proposals};
use axum::http::{Method, StatusCode};
use domain::county::moment::county_hour;
use server::config::Serve;
use server::mail::Mailer;
use store::{Outgoing, Verdict};

const ADDRESS: &str = "wang.li@example.cn";
const TITLE: &str = "关于硬化下游村至上游村道路的建议";

async fn demo() -> TestApp {
    TestApp::demo_serving(&Serve { demo: true, ..Serve::default() }).await
}

async fn ask(browser: &mut Browser, what: &str, email: &str, wish: &str) -> Answer {
    let fields = [("follow[what]", what), ("follow[email]", email), ("follow[wish]", wish)];
    browser.submits("/proposals", "/api/follow", &fields).await
}

/// Takes every mail that waits, as a server would.
async fn mails(app: &TestApp) -> Vec<Outgoing> {
    let mut all = Vec::new();
    while let Some(mail) = app.store.lease_mail(60_000).await.expect("the outbox is read") {
        app.store.finish_mail(&mail, &Verdict::Sent).await.expect("it is noted");
        all.push(mail);
    }
    all
}

/// The path of the link in a mail.
fn link(mail: &Outgoing, path: &str) -> String {
    let (_, rest) = mail.body.split_once(path).unwrap_or_else(|| panic!("{path} in {}", mail.body));
    format!("{path}{}", rest.split_whitespace().next().unwrap_or_default())
}

/// Follows with both consents.
async fn follows(app: &TestApp, what: &str, email: &str, wish: &str) {
    let mut visitor = app.visitor();
    assert_eq!(ask(&mut visitor, what, email, wish).await.location().as_deref(), Some("/follow/sent"));
    let sent = mails(app).await;
    let path = link(sent.last().expect("a mail to confirm"), "/follow/confirm/");
    confirm(&mut visitor, &path).await;
    app.store.moment().advance(Duration::from_secs(1));
}

async fn confirm(visitor: &mut Browser, path: &str) -> Answer {
    let token = path.rsplit('/').next().unwrap_or_default();
    visitor.submits(path, "/api/confirm-follow", &[("token", token)]).await
}

async fn tick(app: &TestApp) {
    // The log is read once before anything is told: from then on.
    server::jobs::tick(&app.store).await.expect("the jobs run");
}

/// Until nine o'clock in the county, today or tomorrow.
fn until_nine(app: &TestApp) {
    let hour = u64::try_from(county_hour(app.store.moment().now_ms())).expect("an hour");
    app.store.moment().advance(Duration::from_secs((24 + 9 - hour) % 24 * 3600));
}

#[tokio::test]
async fn two_consents_begin_and_one_press_ends() {
    let app = demo().await;
    tick(&app).await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("assign").await;
    let what = format!("proposal:{id}");
    let mut visitor = app.visitor();
    let page = visitor.opens(&format!("/proposals/{id}")).await;
    assert!(page.body.contains("name=\"follow[email]\""), "the form is on the page");
    let refused = ask(&mut visitor, &what, "wang@", "daily").await.location().expect("the page again");
    let refused = visitor.opens(refused.split('#').next().unwrap_or_default()).await;
    assert_eq!(refused.typed("follow[email]").as_deref(), Some("wang@"));
    assert!(refused.problem_beside("follow-email").is_some_and(|text| text.contains("邮箱地址")));

    assert_eq!(ask(&mut visitor, &what, ADDRESS, "at_once").await.location().as_deref(), Some("/follow/sent"));
    assert!(visitor.opens("/follow/sent").await.text().contains("请查收确认邮件"));
    let sent = mails(&app).await;
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].address, ADDRESS);
    assert!(sent[0].leave.is_none() && !sent[0].subject.contains("道路"), "{sent:?}");
    let path = link(&sent[0], "/follow/confirm/");
    // Opening the link, as scanners of mail do, begins nothing.
    assert!(visitor.opens(&path).await.text().contains(TITLE));
    cast.take(&id, "assign").await;
    tick(&app).await;
    assert_eq!(mails(&app).await, []);
    for _ in 0..2 {
        let confirmed = confirm(&mut visitor, &path).await;
        assert_eq!(confirmed.location().as_deref(), Some(path.as_str()), "twice is once");
    }
    let confirmed = visitor.opens(&path).await.text();
    assert!(confirmed.contains("已开始关注") && confirmed.contains(TITLE), "{confirmed}");
    assert_eq!(app.column("follower", "address", "id").await, [ADDRESS]);
    assert_eq!(app.column("follow", "wish", "id").await, ["at_once"]);
    app.store.moment().advance(Duration::from_secs(1));

    cast.take(&id, "accept").await;
    for _ in 0..3 {
        tick(&app).await;
    }
    let sent = mails(&app).await;
    let public = app.visitor().opens(&format!("/proposals/{id}")).await.text();
    assert_eq!(sent.len(), 2, "accepted, and handling began: {sent:?}");
    for mail in &sent {
        let sentence = mail.body.split_once('：').and_then(|(_, rest)| rest.split_once('：')).map(|(_, rest)| rest);
        let sentence = sentence.and_then(|rest| rest.lines().next()).expect("a sentence");
        assert!(public.contains(sentence), "{sentence} stands on the page");
        assert!(mail.body.contains(TITLE) && !mail.subject.contains("道路"), "{mail:?}");
    }

    // A mail reader's button: no cookie, no page, no origin.
    let leave = sent[0].leave.clone().expect("a way to leave");
    assert_eq!(link(&sent[0], "/follow/leave/"), leave);
    assert!(visitor.opens(&leave).await.text().contains(TITLE), "looking at the link leaves nothing");
    assert_eq!(app.column("follow", "wish", "id").await.len(), 1);
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let left = app.visitor().sends(Method::POST, &leave, &headers, "List-Unsubscribe=One-Click").await;
    assert_eq!((left.status, left.location()), (StatusCode::OK, None));
    for table in ["follower", "follow", "follow_request", "follow_event", "leave_token"] {
        assert_eq!(app.column(table, "'x'", "1").await.len(), 0, "{table}: the address is deleted");
    }
    let traces = app.column("outbox", "address", "id").await;
    assert!(!traces.iter().any(|address| address == ADDRESS));
    assert!(visitor.opens(&leave).await.text().contains("可能已经停止"), "an old link is no fault");
    cast.take(&id, "record_contact").await;
    tick(&app).await;
    assert_eq!(mails(&app).await, []);
}

#[tokio::test]
async fn the_link_to_confirm_also_leaves() {
    let app = demo().await;
    tick(&app).await;
    let id = Cast::of(&app).await.ready_for("assign").await;
    for what in [format!("proposal:{id}"), "unit:1".to_owned()] {
        follows(&app, &what, ADDRESS, "daily").await;
    }
    let sent = mails(&app).await;
    let paths: Vec<_> = sent.iter().map(|mail| link(mail, "/follow/confirm/")).collect();
    let mut visitor = app.visitor();
    for (path, left) in paths.iter().zip([1, 0]) {
        let token = path.rsplit('/').next().unwrap_or_default();
        let answer = visitor.submits(path, "/api/leave-asked", &[("token", token)]).await;
        assert_eq!(answer.location().as_deref(), Some("/follow/left"));
        assert_eq!(app.column("follow", "wish", "id").await.len(), left);
        assert_eq!(app.column("follower", "address", "id").await.len(), left, "the address goes with the last thing");
        assert_eq!(visitor.opens(path).await.status, StatusCode::NOT_FOUND, "a link is used up");
    }
}

#[tokio::test]
async fn wrong_and_old_links_open_nothing() {
    let app = demo().await;
    let mut visitor = app.visitor();
    let wrong = visitor.opens("/follow/confirm/00000000000000000000000000000000").await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
    assert!(wrong.text().contains("链接已失效"));
    ask(&mut visitor, "list:", ADDRESS, "daily").await;
    let path = link(&mails(&app).await[0], "/follow/confirm/");
    assert_eq!(visitor.opens(&path).await.status, StatusCode::OK);
    assert!(app.column("follow_request", "token_hash", "id").await.iter().all(|hash| !path.contains(hash)));
    app.store.moment().advance(Duration::from_secs(48 * 3600));
    assert_eq!(visitor.opens(&path).await.status, StatusCode::NOT_FOUND);
    confirm(&mut visitor, &path).await;
    assert_eq!(app.column("follower", "address", "id").await, [""; 0]);
    tick(&app).await;
    assert_eq!(app.column("follow_request", "address", "id").await, [""; 0], "two days later it is deleted");
    let left = visitor.submits("/follow/leave/x", "/follow/leave/x", &[]).await;
    assert_eq!(left.location().as_deref(), Some("/follow/leave/x"), "nobody is told that he has left");
    let page = visitor.opens("/follow/leave/x").await.text();
    assert!(page.contains("链接已失效") && !page.contains("不会再收到"), "{page}");
}

async fn asks_from(visitor: &mut Browser, client: &str, email: &str) {
    let body = encoded(&[("follow[what]", "list:"), ("follow[email]", email), ("follow[wish]", "daily")]);
    let headers =
        [("content-type", "application/x-www-form-urlencoded"), ("accept", "text/html"), ("x-forwarded-for", client)];
    let answer = visitor.sends(Method::POST, "/api/follow", &headers, body).await;
    assert_eq!(answer.location().as_deref(), Some("/follow/sent"));
}

#[tokio::test]
async fn behind_a_proxy_clients_are_told_apart_and_a_mailbox_has_one_name() {
    let app = TestApp::demo_serving(&Serve { behind_proxy: true, demo: true, ..Serve::default() }).await;
    let mut visitor = app.visitor();
    for n in 0..25 {
        asks_from(&mut visitor, "10.0.0.1, 203.0.113.7", &format!("a{n}@example.cn")).await;
    }
    assert_eq!(mails(&app).await.len(), 20);
    // Only what the proxy itself has written counts, and a network of the new kind is one client.
    asks_from(&mut visitor, "198.51.100.9, 203.0.113.7", "b@example.cn").await;
    assert_eq!(mails(&app).await.len(), 0);
    for n in 0..25 {
        asks_from(&mut visitor, &format!("2001:db8:1:2::{n}"), &format!("c{n}@example.cn")).await;
    }
    assert_eq!(mails(&app).await.len(), 20);
    for n in 0..5 {
        asks_from(&mut visitor, "203.0.113.8", &format!("wang_li+{n}@example.cn")).await;
    }
    asks_from(&mut visitor, "203.0.113.8", "Wang_Li@example.cn").await;
    asks_from(&mut visitor, "203.0.113.8", "wangxli@example.cn").await;
    assert_eq!(mails(&app).await.len(), 3 + 1);
}

#[tokio::test]
async fn the_answer_is_always_the_same_and_mail_is_bounded() {
    let app = demo().await;
    let id = linked_proposals(&app.visitor().opens("/proposals").await.body).remove(0);
    follows(&app, &format!("proposal:{id}"), ADDRESS, "daily").await;
    let mut visitor = app.visitor();
    for n in 0..6 {
        let answer = ask(&mut visitor, &format!("unit:{}", n % 3 + 1), ADDRESS, "daily").await;
        assert_eq!(answer.location().as_deref(), Some("/follow/sent"), "known or not, full or not");
    }
    assert_eq!(mails(&app).await.len(), 2, "three in an hour with the first");
    for n in 0..30 {
        ask(&mut visitor, "list:", &format!("a{n}@example.cn"), "daily").await;
    }
    assert_eq!(mails(&app).await.len(), 20 - 3, "and twenty from one client");
    asks_from(&mut visitor, "203.0.113.7", "b@example.cn").await;
    assert_eq!(mails(&app).await.len(), 0, "whoever it says that it is");
    app.store.moment().advance(Duration::from_secs(3601));
    ask(&mut visitor, "list:", ADDRESS, "daily").await;
    assert_eq!(mails(&app).await.len(), 1);
    // What is not there cannot be followed.
    for what in ["unit:9999", "proposal:01990000-0000-7000-8000-000000000001"] {
        let fields = [("follow[what]", what), ("follow[email]", ADDRESS), ("follow[wish]", "daily")];
        assert_eq!(visitor.calls("/api/follow", &fields).await.status, StatusCode::NOT_FOUND, "{what}");
    }
}

#[tokio::test]
async fn fifty_things_are_the_most() {
    let app = demo().await;
    follows(&app, "list:", ADDRESS, "daily").await;
    let follower = "SELECT id FROM follower";
    for n in 0..49 {
        let id = uuid::Uuid::now_v7();
        let id =
            if std::env::var("TEST_DATABASE_URL").is_ok() { format!("'{id}'") } else { format!("x'{}'", id.simple()) };
        app.execute(&format!("INSERT INTO follow (id, follower_id, followed, wish, since_ms) VALUES ({id}, ({follower}), 'list:year={n}', 'daily', 0)")).await;
    }
    let mut visitor = app.visitor();
    ask(&mut visitor, "unit:1", ADDRESS, "daily").await;
    assert_eq!(mails(&app).await, [], "one more");
    ask(&mut visitor, "list:", ADDRESS, "at_once").await;
    assert_eq!(mails(&app).await.len(), 1, "what is followed already may be changed");
}

#[tokio::test]
async fn a_digest_comes_once_a_day_and_ends_with_one_press() {
    let app = demo().await;
    tick(&app).await;
    until_nine(&app);
    tick(&app).await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("assign").await;
    follows(&app, &format!("proposal:{id}"), ADDRESS, "daily").await;
    follows(&app, "unit:1", ADDRESS, "daily").await;
    cast.take(&id, "assign").await;
    cast.take(&id, "accept").await;
    tick(&app).await;
    assert_eq!(mails(&app).await, [], "not at once");
    app.store.moment().advance(Duration::from_secs(24 * 3600));
    for _ in 0..3 {
        tick(&app).await;
    }
    let sent = mails(&app).await;
    assert_eq!(sent.len(), 1, "one mail, although paper and unit are followed: {sent:?}");
    assert_eq!(sent[0].subject, "您关注的代表建议：1件有新进展", "{}", sent[0].body);
    assert_eq!(sent[0].body.matches("\n- ").count(), 3, "handed over, accepted, begun: {}", sent[0].body);
    app.store.moment().advance(Duration::from_secs(24 * 3600));
    tick(&app).await;
    assert_eq!(mails(&app).await, [], "nothing happened");
    // The link of a digest is about everything.
    let leave = sent[0].leave.clone().expect("a way to leave");
    let page = app.visitor().opens(&leave).await.text();
    assert!(page.contains(TITLE) && page.contains("交通运输局"), "{page}");
    app.visitor().submits(&leave, &leave, &[]).await;
    assert_eq!(app.column("follower", "address", "id").await, [""; 0]);
}

#[tokio::test]
async fn nothing_private_is_told() {
    let app = demo().await;
    tick(&app).await;
    follows(&app, "list:", ADDRESS, "at_once").await;
    follows(&app, "list:topic=water", "other@example.cn", "at_once").await;
    // The demo county has events of later today.
    tick(&app).await;
    mails(&app).await;
    let mut cast = Cast::of(&app).await;
    let id = cast.submitted().await;
    tick(&app).await;
    assert_eq!(mails(&app).await, [], "before the registration nobody knows of it");
    for step in ["register", "assign", "accept", "record_contact", "confirm_contact", "assist", "draft_reply"] {
        cast.take(&id, step).await;
    }
    tick(&app).await;
    let sent = mails(&app).await;
    assert!(sent.iter().all(|mail| mail.address == ADDRESS), "the other list has another topic: {sent:?}");
    assert!(sent.len() >= 5, "{sent:?}");
    let public = app.visitor().opens(&format!("/proposals/{id}")).await.text();
    for mail in &sent {
        assert!(!mail.body.contains("代表带路") && !mail.body.contains("已组织勘测"), "{}", mail.body);
        let line = mail.body.lines().find_map(|line| line.strip_prefix("- ")).expect("a line");
        assert!(public.contains(line.split_once('：').expect("a day").1), "{line}");
    }
}

#[tokio::test]
async fn a_paper_closed_to_the_public_meanwhile_tells_nothing() {
    let app = demo().await;
    tick(&app).await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("accept").await;
    follows(&app, &format!("proposal:{id}"), ADDRESS, "at_once").await;
    cast.take(&id, "accept").await;
    tick(&app).await;
    assert!(app.column("outbox", "state", "id").await.contains(&"queued".to_owned()));
    // No step does this today; the mail asks all the same.
    app.execute("UPDATE proposal SET is_public = FALSE").await;
    app.execute(
        "UPDATE paper SET is_public = FALSE, state = REPLACE(state, '\"disclosure\":\"open\"', '\"disclosure\":\"closed\"')",
    )
    .await;
    let closed = app.stored(&id).await.publication.disclosure;
    assert_ne!(closed, domain::parts::publication::Disclosure::Open);
    assert_eq!(mails(&app).await, []);
    assert!(app.column("outbox", "state", "id").await.contains(&"dropped".to_owned()));
}

#[tokio::test]
async fn a_worker_that_dies_sends_nothing_twice() {
    let app = demo().await;
    tick(&app).await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("record_contact").await;
    follows(&app, &format!("proposal:{id}"), ADDRESS, "at_once").await;
    cast.take(&id, "record_contact").await;
    // The jobs of two programs at once, again and again.
    for _ in 0..3 {
        let (one, other) = tokio::join!(server::jobs::tick(&app.store), server::jobs::tick(&app.store));
        one.expect("a job runs");
        other.expect("a job runs");
    }
    let first = app.store.lease_mail(1000).await.expect("an answer").expect("a mail");
    // It dies before the text goes out: the next one takes over, with a link of its own.
    app.store.moment().advance(Duration::from_secs(2));
    let second = app.store.lease_mail(1000).await.expect("an answer").expect("the same mail");
    assert_eq!(first.id, second.id);
    assert_ne!(first.leave, second.leave);
    // It dies while the text goes out: nobody knows, so that it is held.
    assert!(app.store.begin_sending(&second, 1000).await.expect("an answer"));
    app.store.moment().advance(Duration::from_secs(2));
    assert_eq!(app.store.hold_uncertain_mail().await.expect("an answer"), 1);
    tick(&app).await;
    assert_eq!(mails(&app).await, []);
}

#[tokio::test]
async fn an_address_that_is_nobodys_is_forgotten() {
    let app = demo().await;
    tick(&app).await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("accept").await;
    follows(&app, &format!("proposal:{id}"), ADDRESS, "at_once").await;
    cast.take(&id, "accept").await;
    tick(&app).await;
    let mail = app.store.lease_mail(60_000).await.expect("an answer").expect("a mail");
    let why = format!("550 5.1.1 <{ADDRESS}>: no such user");
    assert_eq!(mail.without_address(&why), "550 5.1.1 <…>: no such user");
    app.store.finish_mail(&mail, &Verdict::Never("554 not from you".into())).await.expect("it is noted");
    assert_eq!(app.column("follower", "address", "id").await.len(), 1, "that is about us");
    let mail = app.store.lease_mail(60_000).await.expect("an answer").expect("a mail");
    app.store.finish_mail(&mail, &Verdict::Gone(why)).await.expect("it is noted");
    assert_eq!(app.column("follower", "address", "id").await, [""; 0]);
    assert_eq!(mails(&app).await, []);
}

#[tokio::test]
async fn mail_says_how_to_leave_in_its_headers() {
    let app = demo().await;
    tick(&app).await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("record_contact").await;
    follows(&app, &format!("proposal:{id}"), ADDRESS, "at_once").await;
    cast.take(&id, "record_contact").await;
    tick(&app).await;
    let folder = app.folder.path().join("mail");
    let settings = server::config::MailSettings { mail_folder: folder.clone(), ..Default::default() };
    let mailer = Mailer::new(&settings, "https://jianyi.example".to_owned()).expect("a mailer");
    assert_eq!(mailer.drain(&app.store).await.expect("the outbox is read"), 1);
    let file = std::fs::read_dir(folder).expect("a folder").next().expect("a mail").expect("a file").path();
    let mail = std::fs::read_to_string(file).expect("a text");
    let header = |name: &str| mail.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
    let way = header("List-Unsubscribe: ").expect("a way to leave");
    assert_eq!(header("List-Unsubscribe-Post: ").as_deref(), Some("List-Unsubscribe=One-Click"));
    let path = way.strip_prefix("<https://jianyi.example").and_then(|way| way.strip_suffix('>')).expect("an address");
    // Some readers send the other kind of form.
    let form = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
    let kind = [("content-type", "multipart/form-data; boundary=x")];
    let left = app.visitor().sends(Method::POST, path, &kind, form).await;
    assert_eq!((left.status, left.location()), (StatusCode::OK, None));
    assert_eq!(app.column("follower", "address", "id").await, [""; 0]);
}

#[tokio::test]
async fn without_a_mail_server_there_is_no_form() {
    let app = TestApp::demo().await;
    let id = linked_proposals(&app.visitor().opens("/proposals").await.body).remove(0);
    let page = app.visitor().opens(&format!("/proposals/{id}")).await;
    assert!(!page.body.contains("follow[email]") && page.body.contains("feed.atom"));
    let fields = [("follow[what]", "list:"), ("follow[email]", ADDRESS), ("follow[wish]", "daily")];
    assert_eq!(app.visitor().calls("/api/follow", &fields).await.status, StatusCode::NOT_FOUND);
}
