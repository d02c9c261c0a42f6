//! Who is told what, on the site and by mail: nothing private in a subject, nothing twice, nobody of his own doing.

use std::time::Duration;

use crate::common::cast::Cast;
use crate::common::{TestApp, value_of};
use domain::county::email::EmailAddress;
use domain::county::moment::county_hour;
use domain::proposal::notice::{MailWish, NoticeSettings};
use ground::vocabulary::Lang;

const TITLE: &str = "关于硬化下游村至上游村道路的建议";

async fn mailed(app: &TestApp, login: &str, mail: MailWish) {
    let person = app.store.credentials(login).await.expect("an answer").expect("a person").person;
    let email = EmailAddress::parse(&format!("{login}@example.gov.cn")).ok();
    let settings = NoticeSettings { email, mail, reminders: true, lang: Lang::Zh };
    app.store.set_notice_settings(person, &settings).await.expect("they are kept");
}

#[tokio::test]
async fn a_step_is_told_to_others_and_opening_it_takes_it_as_read() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.submitted().await;
    let page = cast.office.opens("/notices").await;
    let text = page.text();
    assert!(text.contains("通知（1）") && text.contains("一件建议：有代表提交建议，请审查"), "{text}");
    assert!(text.contains(TITLE) && text.contains("未读"), "{text}");
    assert!(!cast.deputy.opens("/notices").await.text().contains("有代表提交建议"), "nobody is told of his own doing");
    assert!(!cast.clerk.opens("/notices").await.text().contains(TITLE));

    let notice = value_of(&page.body, "id").expect("a notice");
    // Somebody else's notice is not there.
    let other = cast.office2.calls("/api/open-notice", &[("id", &notice)]).await;
    assert_eq!(other.status.as_u16(), 404);
    let answer = cast.office.submits("/notices", "/api/open-notice", &[("id", &notice)]).await;
    assert_eq!(answer.location(), Some(format!("/proposals/{id}")));
    assert!(!cast.office.opens("/notices").await.text().contains("未读"));

    // Who takes the next step has plainly seen what came before.
    cast.take(&id, "send_back").await;
    assert!(cast.office2.opens("/notices").await.text().contains("未读"));
    let told = cast.deputy.opens("/notices").await.text();
    assert!(told.contains("一件建议：退回修改"), "{told}");
    cast.office2.submits("/notices", "/api/read-notices", &[]).await;
    assert!(!cast.office2.opens("/notices").await.text().contains("未读"));
}

#[tokio::test]
async fn a_hand_over_reaches_clerks_and_heads_of_each_unit() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    mailed(&app, "jiaotong-head", MailWish::AtOnce).await;
    cast.ready_for("accept").await;
    for login in ["jiaotong", "jiaotong-head", "shuili", "shuili-head"] {
        let text = app.signed_in(login).await.opens("/notices").await.text();
        assert!(text.contains("号建议：交你单位承办，请确认"), "{login}: {text}");
    }
    let subjects = app.column("outbox", "subject", "id").await;
    assert_eq!(subjects.len(), 1);
    assert!(subjects[0].starts_with('第') && subjects[0].ends_with("号建议：交你单位承办，请确认"), "{subjects:?}");
    let bodies = app.column("outbox", "body", "id").await;
    assert!(bodies[0].contains(TITLE), "anyone may read its title: {bodies:?}");
}

#[tokio::test]
async fn mail_holds_nothing_that_is_not_public() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    for login in ["deputy", "office", "office2", "jiaotong", "jiaotong-head"] {
        mailed(&app, login, MailWish::AtOnce).await;
    }
    let id = cast.submitted().await;
    cast.take(&id, "send_back").await;
    cast.ready_for("nothing").await;
    let all = [app.column("outbox", "subject", "id").await, app.column("outbox", "body", "id").await].concat();
    assert!(all.len() > 12, "{all:?}");
    for secret in ["请写明具体路段", "只说列入计划", "代表带路看了"] {
        assert!(!all.iter().any(|text| text.contains(secret)), "{secret}");
    }
    let subjects = app.column("outbox", "subject", "id").await;
    assert!(subjects.iter().all(|subject| !subject.contains("道路")), "{subjects:?}");
    let review = all.iter().filter(|text| text.contains("有代表提交建议") && text.contains(TITLE)).count();
    assert_eq!(review, 0, "before registration the title is not public");
}

#[tokio::test]
async fn each_rung_is_told_once_however_late_the_job_runs() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("record_contact").await;
    let due = app.stored(&id).await.reply_clock().expect("a clock").due;
    let rungs = async || {
        let keys = app.column("notice", "dedupe", "at_ms, id").await;
        let of_reply = keys.into_iter().filter(|key| key.starts_with(&id) && key.contains("/reply/"));
        of_reply.map(|key| key.split('/').nth(3).unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let to = async |left: i32| {
        let days = ground::dates::days_between(app.store.moment().today(), due) - left;
        app.days_pass(u64::try_from(days).expect("later")).await;
        app.days_pass(0).await;
    };
    to(40).await;
    assert_eq!(rungs().await, [""; 0]);
    to(30).await;
    assert_eq!(rungs().await, ["before-30"], "the clerk");
    // Nothing ran for weeks: only the latest rung is told.
    to(2).await;
    assert_eq!(rungs().await, ["before-30", "before-3", "before-3"], "clerk and head");
    to(-8).await;
    let later = rungs().await;
    assert_eq!(later.len(), 3 + 2 + 2, "clerk, head and both people of the congress office: {later:?}");
    to(-15).await;
    assert_eq!(rungs().await.len(), 7 + 5, "the supervisor too");
    // Other papers may have a reply due on that day as well.
    let told = app.column(&format!("notice WHERE dedupe LIKE '{id}/%'"), "data", "at_ms, id").await;
    assert_eq!(told.iter().filter(|data| data.contains(&format!("\"due\":\"{due}\",\"limit\":\"reply\""))).count(), 12);
}

#[tokio::test]
async fn a_digest_comes_once_a_day_at_eight() {
    let app = TestApp::demo().await;
    mailed(&app, "office", MailWish::Daily).await;
    Cast::of(&app).await.submitted().await;
    assert_eq!(app.column("outbox", "subject", "id").await.len(), 0, "no mail at once");
    // Until nine o'clock, today or tomorrow.
    let hour = u64::try_from(county_hour(app.store.moment().now_ms())).expect("an hour");
    app.store.moment().advance(Duration::from_secs((24 + 9 - hour) % 24 * 3600));
    app.days_pass(0).await;
    app.days_pass(0).await;
    let subjects = app.column("outbox", "subject", "id").await;
    assert_eq!(subjects.len(), 1, "{subjects:?}");
    assert!(subjects[0].starts_with("今日汇总："), "{subjects:?}");
    let bodies = app.column("outbox", "body", "queued_ms, id").await;
    let digest = bodies.last().expect("a digest");
    // Other papers may have something to tell on that day as well.
    assert_eq!(digest.matches("有代表提交建议，请审查").count(), 1, "{digest}");
    assert!(!digest.contains(TITLE), "{digest}");
}

#[tokio::test]
async fn settings_keep_what_is_typed_and_refuse_what_is_no_address() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("deputy").await;
    let form = |email| [("settings[email]", email), ("settings[mail]", "daily"), ("settings[lang]", "en")];
    let page = "/account/notices";
    let refused = deputy.submits_and_follows(page, "/api/set-notice-settings", &form("wang@")).await;
    assert!(refused.alert().is_some());
    assert_eq!(refused.typed("settings[email]").as_deref(), Some("wang@"));
    assert!(refused.problem_beside("settings-email").is_some_and(|text| text.contains("邮箱地址")));
    let saved = deputy.submits_and_follows(page, "/api/set-notice-settings", &form(" Wang@Example.cn ")).await;
    assert!(saved.text().contains("设置已保存"));
    assert_eq!(saved.typed("settings[email]").as_deref(), Some("Wang@example.cn"));
    let forged = deputy.submits_and_follows(page, "/api/set-notice-settings", &[("settings[mail]", "x")]).await;
    assert!(forged.alert().is_some());
}
