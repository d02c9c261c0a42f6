//! What the public reads of a paper, over HTTP: all of it, a summary, or a line that says why there is nothing.

use axum::http::StatusCode;
use domain::proposal::Proposal;
use ground::dates::{date, months_after};
use ground::vocabulary::Lang;

use crate::common::TestApp;
use crate::common::cast::{CLOSED, Cast, REVIEWED_ON};

const SUMMARY: &str = "请求改善山区道路，方便就医。";

/// Decides what is published, with the fields of a restriction.
async fn decides(cast: &mut Cast, id: &str, disclosure: &str) {
    let fields = CLOSED[3..].iter().copied().chain([("disclosure", disclosure), ("summary", SUMMARY)]);
    let answer = cast.office.takes(id, "set_disclosure", &fields.collect::<Vec<_>>()).await;
    assert_eq!(answer.alert(), None);
}

const MORE_TIME: &str = "桥梁勘测尚未完成，需要市里的设计单位复核。";
const REPORT: &str = "路基已经完成三公里，下月开始铺设路面，年底前全线通车。";

/// A key proposal that was answered after more time was given, with a report on how far it is.
async fn everything_written(app: &TestApp, cast: &mut Cast) -> String {
    let today = app.store.moment().today();
    let (until, today) = (months_after(today, 4).to_string(), today.to_string());
    let id = cast.ready_for("assign").await;
    let nomination = [("criteria.0", "widespread"), ("reason", "连续三年有代表提出，涉及六个村。")];
    let named = [
        ("minutes", "主任会议纪要〔2026〕3号"),
        ("on", today.as_str()),
        ("supervisor", "王副主任"),
        ("supervisor_title", "县人大常委会副主任"),
        ("sponsor", "李副县长"),
        ("sponsor_title", "副县长"),
    ];
    for (step, fields) in [("nominate", &nomination[..]), ("name_key", &named)] {
        assert_eq!(cast.office.takes(&id, step, fields).await.alert(), None, "{step}");
    }
    cast.take(&id, "assign").await;
    cast.take(&id, "accept").await;
    let more_time = [("until", until.as_str()), ("reason", MORE_TIME)];
    assert_eq!(cast.clerk.takes(&id, "ask_extension", &more_time).await.alert(), None);
    assert_eq!(cast.office.takes(&id, "grant_extension", &more_time).await.alert(), None);
    for step in ["record_contact", "confirm_contact", "assist", "draft_reply"] {
        cast.take(&id, step).await;
    }
    assert_eq!(cast.clerk.takes(&id, "report_progress", &[("text", REPORT)]).await.alert(), None);
    cast.take(&id, "reply").await;
    id
}

/// What somebody wrote in a paper, its title apart.
fn written(paper: &Proposal) -> Vec<String> {
    let text = paper.text().expect("it was handed in");
    let mut written = vec![text.problem.to_string(), text.analysis.to_string()];
    written.extend(text.asks.iter().map(ToString::to_string));
    for reply in &paper.replies {
        written.extend([reply.opening.to_string(), reply.telephone.to_string(), reply.contact_person.to_string()]);
        written.extend(reply.answers.iter().map(ToString::to_string));
        written.extend(reply.promises.iter().map(|one| one.text.to_string()));
    }
    written.into_iter().map(|text| text.lines().next().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn of_a_summary_nothing_else_leaves_by_any_address() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = everything_written(&app, &mut cast).await;
    let paper = app.stored(&id).await;
    let number = paper.number.expect("a number");
    let mut visitor = app.visitor();
    let addresses = [
        format!("/proposals/{id}"),
        format!("/proposals/{id}/feed.atom"),
        "/feeds/proposals.atom".to_owned(),
        "/feeds/units/1.atom".to_owned(),
        format!("/feeds/deputies/{}.atom", paper.lead),
        format!("/proposals/{id}/dates.ics"),
        "/units/1/dates.ics".to_owned(),
        "/units/1".to_owned(),
        "/api/key-proposals".to_owned(),
        format!("/api/v1/proposals/{id}"),
        format!("/api/v1/proposals/{id}/events"),
        format!("/api/v1/proposals/{id}/replies"),
        format!("/api/v1/proposals/{id}/promises"),
        "/api/v1/proposals.jsonl".to_owned(),
        "/api/v1/proposals.csv".to_owned(),
        "/api/v1/commitments.csv".to_owned(),
        format!("/api/proposal?id={id}"),
        format!("/proposals/{id}/replies/1/print"),
        format!("/api/letter?id={id}&n=1"),
        format!("/proposals/{id}/replies/1/letter.docx"),
        "/".to_owned(),
        "/proposals".to_owned(),
        "/commitments".to_owned(),
        "/key-proposals".to_owned(),
    ];
    let mut seen = String::new();
    for address in &addresses {
        seen += &visitor.opens(address).await.body;
    }
    let mut written = written(&paper);
    written.extend([MORE_TIME, REPORT].map(str::to_owned));
    assert!(written.len() > 8 && written.iter().all(|text| seen.contains(text.as_str())), "it was all public");
    decides(&mut cast, &id, "summary").await;
    for address in &addresses {
        let answer = visitor.opens(address).await;
        for text in &written {
            assert!(!answer.body.contains(text.as_str()), "{address} tells {text:?}");
        }
        assert!(!answer.body.contains(CLOSED[4].1), "{address} tells why");
    }
    let data: serde_json::Value =
        serde_json::from_str(&visitor.opens(&format!("/api/v1/proposals/{id}")).await.body).expect("JSON");
    assert_eq!((&data["disclosure"]["code"], &data["restriction"]["summary"]), (&"summary".into(), &SUMMARY.into()));
    // What happens unseen does not show by the time of the last change either.
    app.store.moment().advance(std::time::Duration::from_secs(60));
    assert_eq!(cast.clerk.takes(&id, "report_progress", &[("text", REPORT)]).await.alert(), None);
    let later = visitor.opens(&format!("/api/v1/proposals/{id}")).await.body;
    let later: serde_json::Value = serde_json::from_str(&later).expect("JSON");
    assert_eq!(later["changed_at"], data["changed_at"]);
    let page = visitor.opens(&addresses[0]).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    assert!(
        text.contains(SUMMARY) && text.contains("涉及个人隐私") && text.contains(&date(*REVIEWED_ON, Lang::Zh)),
        "{text}"
    );
    assert!(visitor.opens("/proposals").await.text().contains(&number.to_string()));
    assert!(text.contains("本件依规定只公开摘要"), "{text}");
    // Its calendar has the day that its page tells: that of the clock, or of the next promise.
    let due = app.stored(&id).await.shown_due().expect("a day");
    let dates = visitor.opens(&format!("/proposals/{id}/dates.ics")).await.body;
    assert!(dates.contains(&format!("DTSTART;VALUE=DATE:{}", due.strftime("%Y%m%d"))), "{dates}");
    let theirs = cast.deputy.opens(&addresses[0]).await.text();
    assert!(theirs.contains("本件只向公众公开摘要"), "who reads all is told that the public does not: {theirs}");
    assert!(written.iter().all(|text| theirs.contains(text.as_str())) && theirs.contains(CLOSED[4].1));
}

#[tokio::test]
async fn what_was_public_leaves_a_line_in_its_place() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("rate").await;
    let paper = app.stored(&id).await;
    let number = paper.number.expect("a number").to_string();
    let mut visitor = app.visitor();
    let page = format!("/proposals/{id}");
    assert!(visitor.opens(&page).await.text().contains(paper.title()));
    decides(&mut cast, &id, "closed").await;
    let stub = visitor.opens(&page).await;
    assert_eq!((stub.status, stub.header("etag")), (StatusCode::GONE, None));
    let text = stub.text();
    assert!(
        text.contains(&number) && text.contains("涉及个人隐私") && text.contains(&date(*REVIEWED_ON, Lang::Zh)),
        "{text}"
    );
    assert!(!stub.body.contains(paper.title()) && !stub.body.contains(&paper.lead_name));
    for address in ["/", "/proposals", "/commitments"] {
        assert!(!visitor.opens(address).await.body.contains(&number), "{address}");
    }
    for rest in ["replies/1/print", "replies/1/letter.docx"] {
        let answer = visitor.opens(&format!("{page}/{rest}")).await;
        assert!(matches!(answer.status, StatusCode::GONE | StatusCode::NOT_FOUND), "{rest}: {}", answer.status);
        assert!(!answer.body.contains(paper.title()), "{rest}");
    }
    let short = visitor.opens(&format!("/p/{number}")).await;
    assert_eq!((short.status, short.location()), (StatusCode::SEE_OTHER, Some(page.clone())));
    let figures = visitor.opens("/api/v1/figures").await.body;
    assert!(figures.contains("\"withheld\":1"), "{figures}");
    assert_eq!(cast.office.opens(&page).await.status, StatusCode::OK);
    decides(&mut cast, &id, "open").await;
    assert!(visitor.opens(&page).await.text().contains(paper.title()));
}

#[tokio::test]
async fn a_restriction_without_its_ground_comes_back_with_what_was_typed() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("assign").await;
    let fields = [("disclosure", "closed"), ("reason", "涉及几户村民的病情。"), ("review_on", "2020-01-01")];
    let answer = cast.office.takes(&id, "set_disclosure", &fields).await;
    assert!(answer.alert().is_some());
    let beside = |field: &str| answer.problem_beside(&crate::common::id_of("command[set_disclosure]", field));
    assert!(beside("ground").is_some_and(|problem| !problem.is_empty()));
    assert_eq!(beside("review_on").as_deref(), Some("日期必须晚于今天。"));
    assert_eq!(answer.typed("command[set_disclosure][reason]").as_deref(), Some("涉及几户村民的病情。"));
    assert_eq!(app.stored(&id).await.publication.restriction, None);
}
