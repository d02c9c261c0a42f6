//! The whole life of a paper, years long: two units and an assisting one, more time, an unsatisfied rating, a second
//! reply, a promise kept, a look-back, a relapse.

use crate::common::TestApp;
use crate::common::cast::Cast;
use axum::http::StatusCode;
use domain::parts::promises::PromiseState;
use domain::proposal::workflow::Stage;

/// What nobody but those concerned may read.
const PRIVATE: [&str; 4] = [
    "代表带路看了三处塌方",
    "所需资金列入本年度养护经费",
    "只说列入计划，没有开工日期",
    "当天没有人来，只打过一次电话",
];

async fn public_reads(app: &TestApp, id: &str, expected: &[&str]) {
    let text = app.visitor().opens(&format!("/proposals/{id}")).await.text();
    for words in expected {
        assert!(text.contains(words), "“{words}” is not public: {text}");
    }
    for words in PRIVATE {
        assert!(!text.contains(words), "“{words}” is public: {text}");
    }
}

#[tokio::test]
async fn a_paper_is_followed_until_its_promise_is_kept_and_still_holds() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("assign").await;
    let units = [("lead", "1"), ("assisting.0", "2"), ("separate.0", "3")];
    assert_eq!(cast.office.takes(&id, "assign", &units).await.alert(), None);
    cast.take(&id, "accept").await;
    let (mut clerk, mut head) = (app.signed_in("zhujian").await, app.signed_in("zhujian-head").await);
    assert_eq!(clerk.takes(&id, "accept", &[]).await.alert(), None);
    assert_eq!(app.stored(&id).await.stage, Stage::Handling);

    // A disputed contact opens no way to a reply.
    cast.take(&id, "record_contact").await;
    let objection = [("contact", "0"), ("reason", "当天没有人来，只打过一次电话。")];
    assert_eq!(cast.deputy.takes(&id, "dispute_contact", &objection).await.alert(), None);
    cast.take(&id, "draft_reply").await;
    let page = cast.head.opens(&format!("/proposals/{id}")).await.text();
    for block in ["代表对沟通记录有异议", "水利局的协办意见还没有到", "分办单位住房和城乡建设管理局还没有答复"]
    {
        assert!(page.contains(block), "{block}: {page}");
    }
    cast.take_refused(&id, "reply").await;
    cast.take(&id, "record_contact").await;
    cast.take(&id, "confirm_contact").await;
    cast.take(&id, "assist").await;
    // An empty opinion is sent back, and given anew.
    let back = [("unit", "2"), ("reason", "没有写明安排多少资金。")];
    assert_eq!(cast.clerk.takes(&id, "send_back_opinion", &back).await.alert(), None);
    assert_eq!(cast.clerk.takes(&id, "chase_opinion", &[("unit", "2")]).await.alert(), None);
    let again = cast.clerk.takes(&id, "chase_opinion", &[("unit", "2")]).await;
    assert!(again.alert().is_some(), "not twice within three days");
    let opinion = [("answers.0", "所需资金列入本年度养护经费，共六十万元。")];
    assert_eq!(cast.assisting.takes(&id, "send_opinion", &opinion).await.alert(), None);

    // More time, in public and not beyond the sixth month.
    let due = app.stored(&id).await.reply_clock().expect("it runs").due;
    let wish = |days: i64, reason: &'static str| {
        vec![("until", due.saturating_add(jiff::Span::new().days(days)).to_string()), ("reason", reason.to_owned())]
    };
    let fields = |form: &[(&'static str, String)]| form.to_vec();
    let form = fields(&wish(300, "涉及征地和两级资金，三个月内难以完成。"));
    let borrowed: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert!(cast.clerk.takes(&id, "ask_extension", &borrowed).await.alert().is_some(), "beyond the sixth month");
    let form = fields(&wish(30, "涉及征地和两级资金，三个月内难以完成。"));
    let borrowed: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(cast.clerk.takes(&id, "ask_extension", &borrowed).await.alert(), None);
    assert_eq!(cast.office.takes(&id, "grant_extension", &borrowed).await.alert(), None);
    public_reads(&app, &id, &["申请延期", "涉及征地和两级资金", "同意延期至"]).await;
    assert!(app.stored(&id).await.reply_clock().expect("it runs").due > due);

    // The separate unit replies first, then the lead unit.
    cast.take_refused(&id, "reply").await;
    let contact = cast.good("record_contact");
    let contact: Vec<_> = contact.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let reply = cast.good("reply");
    let reply: Vec<_> = reply.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(clerk.takes(&id, "record_contact", &contact).await.alert(), None);
    cast.take(&id, "confirm_contact").await;
    assert_eq!(clerk.takes(&id, "draft_reply", &reply).await.alert(), None);
    assert_eq!(head.takes(&id, "reply", &reply).await.alert(), None);
    assert_eq!(app.stored(&id).await.stage, Stage::Handling);
    cast.take(&id, "reply").await;
    public_reads(&app, &id, &["分办答复", "住房和城乡建设管理局", "已答复"]).await;
    for (reply, unit) in [("1", "交城县交通运输局"), ("s1", "交城县住房和城乡建设管理局")] {
        let address = format!("/proposals/{id}/replies/{reply}");
        let page = app.visitor().opens(&format!("{address}/print")).await;
        assert!(page.text().contains(unit), "{unit}: {}", page.text());
        assert_eq!(app.visitor().opens(&format!("{address}/letter.docx")).await.status, StatusCode::OK);
    }

    // Not satisfied; a second round, which leaves the promises as they were.
    cast.take(&id, "rate").await;
    cast.take(&id, "grant_second_round").await;
    for step in ["record_contact", "confirm_contact", "draft_reply", "reply"] {
        cast.take(&id, step).await;
    }
    let satisfied = [("attitude", "satisfied"), ("result", "satisfied"), ("reasons", "")];
    assert_eq!(cast.deputy.takes(&id, "rate", &satisfied).await.alert(), None);
    let stored = app.stored(&id).await;
    assert_eq!((stored.stage, stored.promises.len()), (Stage::Tracking, 3));

    // Promises are claimed, checked and closed.
    app.days_pass(20).await;
    let mut cast = Cast::of(&app).await;
    let mut head = app.signed_in("zhujian-head").await;
    for n in ["1", "2"] {
        let claim = [("promise", n), ("evidence", "竣工验收单和现场照片，已向代表报告。")];
        assert_eq!(cast.clerk.takes(&id, "claim_promise", &claim).await.alert(), None);
    }
    public_reads(&app, &id, &["3项承诺正在落实，其中2项已报告、等待核实"]).await;
    let rejected = [("promise", "1"), ("reason", "现场看路面只铺了一半。")];
    assert_eq!(cast.deputy.takes(&id, "reject_claim", &rejected).await.alert(), None);
    let claim = [("promise", "1"), ("evidence", "剩余路段已经铺完，请再看一次。")];
    assert_eq!(cast.clerk.takes(&id, "claim_promise", &claim).await.alert(), None);
    assert_eq!(cast.deputy.takes(&id, "verify_promise", &[("promise", "1")]).await.alert(), None);
    assert_eq!(cast.office.takes(&id, "verify_promise", &[("promise", "2")]).await.alert(), None);
    assert!(cast.office.takes(&id, "close", &[]).await.alert().is_some(), "one promise is open");
    let explained = [("promise", "0"), ("reason", "上级资金今年没有下达，明年继续申报。")];
    assert_eq!(head.takes(&id, "explain_promise", &explained).await.alert(), None);
    assert_eq!(cast.office.takes(&id, "close", &[]).await.alert(), None);
    public_reads(&app, &id, &["已办结", "已兑现", "未兑现，已说明", "上级资金今年没有下达"]).await;

    // Look-backs come by themselves, and a relapse opens it again.
    app.days_pass(20).await;
    let mut cast = Cast::of(&app).await;
    let due = app.stored(&id).await.promises.to_look_back().map(|(n, _)| n).collect::<Vec<_>>();
    assert_eq!(due, [0, 1, 2], "each on the day on which it falls due");
    for n in ["0", "1", "2"] {
        let holds = if n == "0" { "no" } else { "yes" };
        let looked = [("promise", n), ("holds", holds), ("reason", "现场查看并走访了三户居民。")];
        assert_eq!(cast.office.takes(&id, "look_back", &looked).await.alert(), None);
    }
    app.days_pass(190).await;
    let mut supervisor = app.signed_in("supervisor").await;
    assert_eq!(app.stored(&id).await.promises.to_look_back().map(|(n, _)| n).collect::<Vec<_>>(), [1, 2]);
    let until = app.store.moment().today().saturating_add(jiff::Span::new().days(60)).to_string();
    let relapse = [("promise", "1"), ("reason", "路基又被冲毁两处。"), ("until", until.as_str())];
    assert_eq!(supervisor.takes(&id, "reopen_promise", &relapse).await.alert(), None);
    let stored = app.stored(&id).await;
    assert_eq!((stored.stage, stored.promises[1].state), (Stage::Tracking, PromiseState::Open));
    public_reads(&app, &id, &["反弹，重新跟踪落实"]).await;
}

/// Wherever something of a paper might show.
fn pages_about(id: &str) -> Vec<String> {
    let own = ["/proposals/", "/api/proposal?id=", "/api/kept-rating?id="].map(|start| format!("{start}{id}"));
    own.into_iter().chain(["/desk", "/notices", "/proposals", "/"].map(str::to_owned)).collect()
}

#[tokio::test]
async fn a_rating_that_is_not_sent_is_nobodys_but_the_deputys() {
    const SEALED: &str = "只说列入计划，没有开工日期，封存的理由。";
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("rate").await;
    let before = (cast.head.version_of(&id).await, app.stored(&id).await);
    let events = app.column("event", "record", "seq").await.len();
    let notices = app.column("notice", "data", "id").await.len();
    let version = before.0.clone();
    let form = [
        ("id", id.as_str()),
        ("version", version.as_str()),
        ("command[rate][attitude]", "satisfied"),
        ("command[rate][result]", "unsatisfied"),
        ("command[rate][reasons]", SEALED),
        ("then", "keep"),
    ];
    let kept = cast.deputy.submits_and_follows(&format!("/proposals/{id}"), "/api/act", &form).await;
    assert!(kept.text().contains("只有您能看到"), "{}", kept.text());
    assert_eq!(kept.typed("command[rate][reasons]").as_deref(), Some(SEALED), "it is there to go on with");
    assert_eq!((cast.head.version_of(&id).await, app.stored(&id).await), before, "nothing of the paper has moved");
    assert_eq!(app.column("event", "record", "seq").await.len(), events);
    assert_eq!(app.column("notice", "data", "id").await.len(), notices);
    let mut supervisor = app.signed_in("supervisor").await;
    for reader in [&mut cast.clerk, &mut cast.head, &mut cast.assisting, &mut cast.office, &mut supervisor] {
        for address in pages_about(&id) {
            let answer = reader.opens(&address).await;
            assert!(!answer.body.contains("封存的理由"), "{address}");
        }
        // Nobody rates for the deputy, nor keeps a rating.
        let forged = reader.submits_and_follows(&format!("/proposals/{id}"), "/api/act", &form).await;
        assert!(!forged.text().contains("只有您能看到"));
        let sent = [("attitude", "satisfied"), ("result", "satisfied"), ("reasons", "")];
        assert!(reader.takes(&id, "rate", &sent).await.alert().is_some());
    }
    assert_eq!(app.stored(&id).await.mark(), None);
    cast.take(&id, "rate").await;
    assert!(app.column("rating_draft", "form", "form").await.is_empty(), "what is sent needs no draft");
}

/// Whatever takes no part in an answer cannot show in how long it takes.
#[tokio::test]
async fn nothing_that_a_unit_opens_looks_into_the_sealed_ratings() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("rate").await;
    let mut supervisor = app.signed_in("supervisor").await;
    app.execute("DROP TABLE rating_draft").await;
    for reader in [&mut cast.clerk, &mut cast.head, &mut cast.assisting, &mut cast.office, &mut supervisor] {
        for address in pages_about(&id) {
            let answer = reader.opens(&address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
        }
    }
    let own = cast.deputy.opens(&format!("/api/kept-rating?id={id}")).await;
    assert!(own.status.is_server_error(), "the deputy alone asks for it: {}", own.status);
}
