//! What the public reads of a paper, over HTTP: all of it, a summary, or a line that says why there is nothing.

use axum::http::StatusCode;
use domain::proposal::Proposal;

use crate::common::TestApp;
use crate::common::cast::{CLOSED, Cast};

const SUMMARY: &str = "请求改善山区道路，方便就医。";

/// Decides what is published, with the fields of a restriction.
async fn decides(cast: &mut Cast, id: &str, disclosure: &str) {
    let fields = CLOSED[3..].iter().copied().chain([("disclosure", disclosure), ("summary", SUMMARY)]);
    let answer = cast.office.takes(id, "set_disclosure", &fields.collect::<Vec<_>>()).await;
    assert_eq!(answer.alert(), None);
}

/// What somebody wrote in a paper, its title apart.
fn written(paper: &Proposal) -> Vec<String> {
    let text = paper.text().expect("it was handed in");
    let mut written = vec![text.problem.to_string(), text.analysis.to_string()];
    written.extend(text.asks.iter().map(ToString::to_string));
    for reply in &paper.replies {
        written.extend([reply.opening.to_string(), reply.telephone.to_string(), reply.contact_person.to_string()]);
        written.extend(reply.answers.iter().map(ToString::to_string));
        written.extend(reply.commitments.iter().map(|one| one.text.to_string()));
    }
    written.into_iter().map(|text| text.lines().next().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn of_a_summary_nothing_else_leaves_by_any_address() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("rate").await;
    let paper = app.stored(&id).await;
    let number = paper.number.expect("a number");
    let mut visitor = app.visitor();
    let addresses = [
        format!("/proposals/{id}"),
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
    let written = written(&paper);
    assert!(written.len() > 6 && written.iter().all(|text| seen.contains(text.as_str())), "it was all public");
    decides(&mut cast, &id, "summary").await;
    for address in &addresses {
        let answer = visitor.opens(address).await;
        for text in &written {
            assert!(!answer.body.contains(text.as_str()), "{address} tells {text:?}");
        }
        assert!(!answer.body.contains(CLOSED[4].1), "{address} tells why");
    }
    let page = visitor.opens(&addresses[0]).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    assert!(text.contains(SUMMARY) && text.contains("涉及个人隐私") && text.contains("2028年6月1日"), "{text}");
    assert!(visitor.opens("/proposals").await.text().contains(&number.to_string()));
    let theirs = cast.deputy.opens(&addresses[0]).await.text();
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
    assert!(text.contains(&number) && text.contains("涉及个人隐私") && text.contains("2028年6月1日"), "{text}");
    assert!(!stub.body.contains(paper.title()) && !stub.body.contains(&paper.lead_name));
    for address in ["/", "/proposals", "/commitments"] {
        assert!(!visitor.opens(address).await.body.contains(&number), "{address}");
    }
    for rest in ["replies/1/print", "replies/1/letter.docx"] {
        let answer = visitor.opens(&format!("{page}/{rest}")).await;
        assert!(matches!(answer.status, StatusCode::GONE | StatusCode::NOT_FOUND), "{rest}: {}", answer.status);
        assert!(!answer.body.contains(paper.title()), "{rest}");
    }
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
    assert_eq!(app.stored(&id).await.settled.restriction, None);
}
