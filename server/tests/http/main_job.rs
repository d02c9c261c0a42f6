//! The main job over plain forms, without a script: from a first draft to the second rating.

use crate::common::cast::{Cast, draft};
use crate::common::{TestApp, id_of, linked_proposals};
use domain::proposal::workflow::Stage;

const SEND_BACK_REASON: &str = "请写明具体路段和长度，再次提交。";
const MINUTES: &str = "代表带路看了三处塌方";
const PARTICIPANTS: &str = "李副局长、领衔代表";
const RATING_REASONS: &str = "只说列入计划，没有开工日期";

/// What the public never reads, whatever the stage; the people's names come from their accounts.
async fn private(cast: &mut Cast) -> Vec<String> {
    let mut words: Vec<String> =
        [SEND_BACK_REASON, MINUTES, PARTICIPANTS, RATING_REASONS].iter().map(|&text| text.to_owned()).collect();
    for browser in [&mut cast.clerk, &mut cast.office] {
        let viewer = browser
            .sends(axum::http::Method::GET, "/api/viewer", &[("accept", "application/json")], String::new())
            .await;
        let me: app::api::accounts::Me = serde_json::from_str(&viewer.body).expect("somebody is signed in");
        words.push(me.name);
    }
    words
}

/// The public's page says how it stands and nothing that is not the public's.
async fn public_reads(app: &TestApp, id: &str, status: &[&str], private: &[String]) {
    let page = app.visitor().opens(&format!("/proposals/{id}")).await;
    assert_eq!(page.status.as_u16(), 200, "{status:?}");
    let text = page.text();
    for words in status {
        assert!(text.contains(words), "“{words}” is missing: {text}");
    }
    for words in private {
        // The data for the script count as well.
        assert!(!page.body.contains(words.as_str()), "“{words}” is public at {status:?}");
    }
    assert!(!text.contains("您现在可以办理"), "the public has nothing to do");
}

#[tokio::test]
async fn a_proposal_goes_from_draft_to_the_second_rating_without_a_script() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let private = private(&mut cast).await;

    // A first attempt is kept as it is, and says what is wrong beside each field when it is handed in.
    let id = cast.deputy.begins_to_write().await;
    let bad = draft(&[("title", "修路"), ("problem", ""), ("asks.0", "修"), ("no_self_interest", "")]);
    let kept = cast.deputy.writes(&id, "0", "save", &bad).await;
    assert!(kept.text().contains("草稿已保存"));
    let again = cast.deputy.writes(&id, "1", "submit", &bad).await;
    assert_eq!(again.alert().as_deref(), Some("请更正以下4处："));
    for path in ["title", "problem", "asks.0", "no_self_interest"] {
        let problem = again.problem_beside(&id_of("draft", path));
        assert!(problem.is_some_and(|problem| !problem.is_empty()), "{path}");
    }
    assert_eq!(again.problem_beside("draft-analysis").as_deref(), Some(""));
    assert_eq!(again.typed("draft[title]").as_deref(), Some("修路"));
    assert!(again.typed("draft[analysis]").is_some_and(|text| text.starts_with("早年纳入规划")));
    assert_eq!(app.stored(&id).await.stage, Stage::Draft);
    let desk = cast.deputy.opens("/desk").await;
    assert!(desk.text().contains("继续撰写：") || desk.text().contains("继续撰写"), "the draft is on the desk");

    let version = cast.deputy.opens(&format!("/proposals/{id}/edit")).await.typed("version").expect("a version");
    let submitted = cast.deputy.writes(&id, &version, "submit", &draft(&[])).await;
    assert!(submitted.text().contains("已提交"), "{}", submitted.text());
    assert_eq!(app.visitor().opens(&format!("/proposals/{id}")).await.status.as_u16(), 404, "nothing is public yet");

    // The office sends it back; the deputy reads why, mends it, hands it in again.
    let office_desk = cast.office.opens("/desk").await;
    assert!(linked_proposals(&office_desk.body).contains(&id), "it waits for the office");
    cast.take(&id, "send_back").await;
    assert_eq!(app.visitor().opens(&format!("/proposals/{id}")).await.status.as_u16(), 404);
    let edit = cast.deputy.opens(&format!("/proposals/{id}/edit")).await;
    assert!(edit.text().contains(SEND_BACK_REASON));
    let version = edit.typed("version").expect("a version");
    let mended = draft(&[("problem", "自村口桥起三公里土路雨天无法通行，四百多户村民出行困难。")]);
    let again = cast.deputy.writes(&id, &version, "submit", &mended).await;
    assert!(again.text().contains("自村口桥起三公里"), "{}", again.text());

    // Registered and handed over to two units.
    cast.take(&id, "register").await;
    public_reads(&app, &id, &["已登记编号", "17-闭-"], &private).await;
    cast.take(&id, "assign").await;
    public_reads(&app, &id, &["已交交通运输局办理", "等待确认承办", "主办", "协办"], &private).await;
    cast.take(&id, "accept").await;
    public_reads(&app, &id, &["交通运输局正在办理"], &private).await;
    let assisting = domain::county::people::BodyId(2);
    cast.take(&id, "assist").await;
    let stored = app.stored(&id).await;
    assert!(stored.shares.iter().any(|row| row.unit == assisting && row.accepted), "{:?}", stored.shares);

    // No reply before somebody has spoken with the deputy.
    let page = cast.head.opens(&format!("/proposals/{id}")).await;
    for block in ["本轮还没有与代表的沟通记录", "经办人还没有拟写答复"] {
        assert!(page.text().contains(block), "{block}: {}", page.text());
    }
    assert!(!page.body.contains("command[reply]"), "the reply has no form yet");
    let early = cast.take_refused(&id, "reply").await;
    assert!(early.text().contains("现在不能办理这一步"), "{}", early.text());
    assert!(early.text().contains("路基整修本月开工"), "what was typed is on the page: {}", early.text());
    cast.take(&id, "record_contact").await;
    public_reads(&app, &id, &["交通运输局正在办理", "登门走访"], &private).await;
    let deputys = cast.deputy.opens(&format!("/proposals/{id}")).await;
    assert!(deputys.text().contains(MINUTES), "the deputy reads the minutes");
    cast.take(&id, "draft_reply").await;
    let early = cast.take_refused(&id, "reply").await;
    assert!(early.text().contains("沟通记录等待代表确认"), "{}", early.text());
    cast.take(&id, "confirm_contact").await;
    cast.take(&id, "reply").await;
    public_reads(&app, &id, &["交通运输局已于", "答复", "路基整修已列入本年度计划", "未评价"], &private).await;

    // Not satisfied: the office has it handled again.
    cast.take(&id, "rate").await;
    public_reads(&app, &id, &["代表对答复不满意", "决定是否重新办理"], &private).await;
    let page = cast.office.opens(&format!("/proposals/{id}")).await;
    assert!(page.text().contains(RATING_REASONS), "the office reads the reasons");
    cast.take(&id, "grant_second_round").await;
    public_reads(&app, &id, &["正在重新办理"], &private).await;
    let early = cast.take_refused(&id, "reply").await;
    assert!(early.alert().is_some(), "a new round needs a new contact");
    for step in ["record_contact", "confirm_contact", "draft_reply", "reply"] {
        cast.take(&id, step).await;
    }
    assert_eq!(app.stored(&id).await.replies.len(), 2);
    let satisfied = [("attitude", "satisfied"), ("result", "satisfied"), ("reasons", "")];
    cast.deputy.takes(&id, "rate", &satisfied).await;
    public_reads(&app, &id, &["跟踪落实", "2项承诺正在落实", "第1次答复", "第2次答复"], &private).await;
    assert_eq!(app.stored(&id).await.stage, Stage::Tracking);
}

#[tokio::test]
async fn a_satisfied_deputy_and_no_promise_close_it() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("reply").await;
    let fields: Vec<_> = cast.good("reply").into_iter().filter(|(path, _)| !path.starts_with("promises")).collect();
    let fields: Vec<_> = (fields.iter())
        .map(|(path, value)| match *path {
            "class" => (*path, "A"),
            "evidence" => (*path, "验收报告及通车照片"),
            _ => (*path, value.as_str()),
        })
        .collect();
    cast.head.takes(&id, "reply", &fields).await;
    cast.deputy.takes(&id, "rate", &[("attitude", "satisfied"), ("result", "basically"), ("reasons", "")]).await;
    public_reads(&app, &id, &["已办结", "基本满意"], &[]).await;
    assert_eq!(app.stored(&id).await.stage, Stage::Closed);
}

#[tokio::test]
async fn a_refusal_takes_two_people() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("decline").await;
    let page = cast.take(&id, "decline").await;
    assert!(page.text().contains("等待另一位同事确认"), "{}", page.text());
    assert!(!page.body.contains("step-confirm_decline"), "who proposed it has no such button");
    assert!(
        !cast.deputy.opens(&format!("/proposals/{id}")).await.text().contains("属于个人事项"),
        "not the deputy's yet"
    );
    // A forged form of the first person is refused too.
    let forged = cast.office.takes(&id, "confirm_decline", &[]).await;
    assert!(forged.alert().is_some());
    assert_eq!(app.stored(&id).await.stage, Stage::Submitted);

    // The second person may drop it, and the review goes on.
    cast.office2.takes(&id, "drop_decline", &[]).await;
    assert_eq!(app.stored(&id).await.decline, None);
    cast.take(&id, "decline").await;
    cast.take(&id, "confirm_decline").await;
    assert_eq!(app.stored(&id).await.stage, Stage::Declined);
    let page = cast.deputy.opens(&format!("/proposals/{id}")).await;
    assert!(page.text().contains("属于个人事项，请向有关部门另行反映"), "the deputy reads why");
    assert_eq!(app.visitor().opens(&format!("/proposals/{id}")).await.status.as_u16(), 404);
}

#[tokio::test]
async fn a_second_round_can_be_refused_with_a_reason() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("refuse_second_round").await;
    let empty = cast.office.takes(&id, "refuse_second_round", &[("reason", "")]).await;
    assert_eq!(empty.problem_beside("command-refuse_second_round-reason").as_deref(), Some("请填写或选择这一项。"));
    cast.take(&id, "refuse_second_round").await;
    let page = cast.deputy.opens(&format!("/proposals/{id}")).await;
    assert!(page.text().contains(SEND_BACK_REASON), "the deputy reads the reason");
    // The rating stands, and the promise of the reply is followed up all the same.
    let private = [SEND_BACK_REASON.to_owned(), RATING_REASONS.to_owned()];
    public_reads(&app, &id, &["保留“不满意”评价", "跟踪落实", "1项承诺正在落实"], &private).await;
}
