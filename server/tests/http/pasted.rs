//! Text as people paste it: nobody is refused, and nothing is lost, for what nobody can see.

use crate::common::bad::stands_beside;
use crate::common::cast::draft;
use crate::common::{PASSWORD, TestApp, field, pairs};
use axum::http::StatusCode;
use server::config::Serve;
use store::Verdict;

/// As pasted, as a long text keeps it, as a line keeps it.
const PASTED: [(&str, &str, &str); 9] = [
    ("第一行\u{b}第二行", "第一行\n第二行", "第一行 第二行"),
    ("第一页\u{c}第二页", "第一页\n第二页", "第一页 第二页"),
    ("旧的\r回车", "旧的\n回车", "旧的 回车"),
    ("网页\u{2028}换行\u{2029}分段\u{85}完", "网页\n换行\n分段\n完", "网页 换行 分段 完"),
    ("硬化\t道路", "硬化 道路", "硬化 道路"),
    ("\u{2068}张三\u{2069}说\u{202d}138\u{202c}\u{200f}", "张三说138", "张三说138"),
    ("控制\u{0}\u{7}\u{1f}字符\u{7f}\u{9f}", "控制字符", "控制字符"),
    ("非字符\u{fffe}\u{fdd0}\u{1ffff}", "非字符", "非字符"),
    (
        "，（１）：葛\u{e0100}家👨\u{200d}👩",
        "，（１）：葛\u{e0100}家👨\u{200d}👩",
        "，（１）：葛\u{e0100}家👨\u{200d}👩",
    ),
];

/// A draft with a text pasted into each of its fields.
fn pasted(text: &str) -> Vec<(String, String)> {
    let long = format!("{text}。{}", "这段路没有硬化，下雨天车陷在里面，群众出行很不方便。");
    let title = format!("关于{text}的建议书");
    let mut fields = draft(&[("title", &title), ("problem", &long), ("analysis", &long), ("asks.0", &long)]);
    fields.push((field("draft", "village"), text.to_owned()));
    fields
}

#[tokio::test]
async fn what_nobody_sees_keeps_no_draft_from_being_saved_or_handed_in() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("deputy").await;
    for (text, long, line) in PASTED {
        let id = deputy.begins_to_write().await;
        let fields = pasted(text);
        let mut all = vec![("id", id.as_str()), ("version", "0"), ("then", "stay")];
        all.extend(pairs(&fields));
        let saved = deputy.calls("/api/write", &all).await;
        assert_eq!(saved.status, StatusCode::OK, "{text:?} is saved while it is typed: {}", saved.body);
        let stored = app.stored(&id).await.draft;
        assert!(stored.problem.starts_with(long), "{text:?} is kept as {:?}", stored.problem);
        let handed_in = deputy.writes(&id, "1", "submit", &fields).await;
        assert_eq!(handed_in.alert(), None, "{text:?} is handed in");
        let stored = app.stored(&id).await;
        let submission = stored.submission.as_ref().expect("it is handed in");
        assert!(submission.title.as_str().contains(line), "{text:?} in a line: {:?}", submission.title);
        assert!(submission.problem.as_str().starts_with(long), "{text:?}: {:?}", submission.problem);
        assert_eq!(submission.village.as_ref().map(|village| village.as_str()), Some(line), "{text:?}");
    }
}

#[tokio::test]
async fn an_account_is_the_same_however_it_is_typed() {
    let app = TestApp::demo().await;
    for login in ["ｄｅｐｕｔｙ", "Ｄeputy", "deputy\u{200b}", "\u{feff}DEPUTY\u{202c}", "\u{a0}deputy\t"] {
        let fields = [("login", login), ("password", PASSWORD)];
        let answer = app.visitor().submits("/sign-in", "/api/sign-in", &fields).await;
        assert_eq!(answer.location().as_deref(), Some("/desk"), "{login:?}");
    }
    let fields = [("login", "\u{200b}\u{3164}"), ("password", PASSWORD)];
    let answer = app.visitor().submits_and_follows("/sign-in", "/api/sign-in", &fields).await;
    stands_beside(&answer, "login", "an account of nothing");
    // A password is what was chosen, to the last character.
    let fields = [("login", "deputy"), ("password", &*format!("{PASSWORD}\u{200b}"))];
    let answer = app.visitor().submits("/sign-in", "/api/sign-in", &fields).await;
    assert_ne!(answer.location().as_deref(), Some("/desk"));
}

#[tokio::test]
async fn an_address_is_the_same_however_it_is_typed() {
    let app = TestApp::demo_serving(&Serve { demo: true, ..Serve::default() }).await;
    for email in
        ["feng＠example.cn", "ｆｅｎｇ@example。cn", "\u{202d}feng@example.cn\u{202c}", "feng@example.cn\u{200b}"]
    {
        let fields = [("follow[what]", "unit:1"), ("follow[email]", email), ("follow[wish]", "daily")];
        let answer = app.visitor().submits("/proposals", "/api/follow", &fields).await;
        assert_eq!(answer.location().as_deref(), Some("/follow/sent"), "{email:?}");
    }
    let mail = app.store.lease_mail(60_000).await.expect("the outbox is read").expect("a mail to confirm");
    assert_eq!(mail.address, "feng@example.cn");
    app.store.finish_mail(&mail, &Verdict::Sent).await.expect("it is noted");
    let mut deputy = app.signed_in("deputy").await;
    let fields =
        [("settings[email]", "ｌi＠example。cn\u{200b}"), ("settings[mail]", "daily"), ("settings[lang]", "zh")];
    let answer = deputy.submits_and_follows("/account/notices", "/api/set-notice-settings", &fields).await;
    assert!(answer.alert().is_none(), "{:?}", answer.alert());
    assert!(answer.body.contains("li@example.cn"));
}
