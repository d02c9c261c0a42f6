//! The whole set in one file: as many rows as papers, safe in spreadsheets, never much in memory.

use std::collections::BTreeSet;

use crate::common::cast::{Cast, draft};
use crate::common::{Answer, TestApp};
use crate::open_data::{all, asks, asks_with};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::proposal::Proposal;
use http_body_util::BodyExt;
use tower::ServiceExt;

/// The table behind the mark, by its columns.
fn table(answer: &Answer) -> (Vec<String>, Vec<Vec<String>>) {
    let text = answer.bytes.strip_prefix(b"\xef\xbb\xbf").expect("the mark of UTF-8");
    assert!(!text.starts_with(b"\xef\xbb\xbf"), "only once");
    let mut reader = csv::Reader::from_reader(text);
    let head = reader.headers().expect("a head").iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect());
    (head, rows.collect())
}

fn column(head: &[String], name: &str) -> usize {
    head.iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"))
}

fn public(papers: &[Proposal]) -> BTreeSet<String> {
    papers.iter().filter(|paper| paper.is_public()).map(|paper| paper.id.to_string()).collect()
}

#[tokio::test]
async fn the_tables_have_a_row_for_each_record() {
    let app = TestApp::demo().await;
    let papers = app.proposals().await;
    let answer = asks(&app, "/api/v1/proposals.csv").await;
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8; header=present"));
    let file = format!("attachment; filename=\"proposals-{}.csv\"", app.store.moment().today());
    assert_eq!(answer.header("content-disposition"), Some(file.as_str()));
    let lines = answer.body.matches('\n').count();
    assert_eq!(answer.body.matches("\r\n").count(), lines, "every line ends with CR and LF");
    let (head, rows) = table(&answer);
    let id = column(&head, "id");
    assert_eq!(rows.iter().map(|row| row[id].clone()).collect::<BTreeSet<_>>(), public(&papers));
    assert_eq!(rows.len(), public(&papers).len());
    // Each row says what the list says.
    let (stage, due) = (column(&head, "stage"), column(&head, "replied_on"));
    for line in all(&app, "/api/v1/proposals?limit=100").await {
        let row = rows.iter().find(|row| line["id"] == row[id].as_str()).expect("a row");
        assert_eq!(line["stage"]["code"], row[stage].as_str());
        assert_eq!(line["replied_on"].as_str().unwrap_or_default(), row[due]);
    }
    let (head, rows) = table(&asks(&app, "/api/v1/commitments.csv").await);
    let promises: usize = papers.iter().filter(|paper| paper.is_public()).map(|paper| paper.promises.len()).sum();
    assert_eq!(rows.len(), promises);
    column(&head, "due_on");
}

#[tokio::test]
async fn whoever_has_the_file_as_it_stands_does_not_get_it_again() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    for address in ["/api/v1/proposals.csv", "/api/v1/proposals.jsonl", "/api/v1/commitments.csv"] {
        let tag = asks(&app, address).await.header("etag").expect("a tag").to_owned();
        assert!(tag.starts_with("W/"), "{tag}");
        let known = [("if-none-match", tag.as_str())];
        let again = asks_with(&app, address, &known).await;
        assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0), "{address}");
        assert_eq!(again.header("etag"), Some(tag.as_str()));
        cast.ready_for("assign").await;
        assert_eq!(asks_with(&app, address, &known).await.status, StatusCode::OK, "{address}: a paper is new");
    }
    let (head, rows) = table(&asks(&app, "/api/v1/proposals.csv").await);
    let (number, session, page) = (column(&head, "number"), column(&head, "session"), column(&head, "page"));
    for row in &rows {
        assert!(row[number].starts_with(&format!("{}-", row[session])), "{row:?}");
        assert!(row[page].starts_with("http://"), "{row:?}: the file leaves the site");
    }
}

#[tokio::test]
async fn each_line_is_the_paper_as_under_its_own_address() {
    let app = TestApp::demo().await;
    let answer = asks(&app, "/api/v1/proposals.jsonl").await;
    let lines: Vec<_> = answer.body.lines().collect();
    assert_eq!(lines.len(), public(&app.proposals().await).len());
    for line in lines.iter().step_by(9) {
        let paper: serde_json::Value = serde_json::from_str(line).expect("an object");
        let id = paper["id"].as_str().expect("an id");
        assert_eq!(asks(&app, &format!("/api/v1/proposals/{id}")).await.body, *line);
    }
}

#[tokio::test]
async fn no_cell_begins_a_formula() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let payloads = ["=cmd|'/c calc'!A1", "+1+1的建议", "-1+1的建议", "@SUM(A1)的建议", "＝1+1的建议", "　=1+1的建议"];
    for title in payloads {
        let id = cast.deputy.begins_to_write().await;
        let sent = cast.deputy.writes(&id, "0", "submit", &draft(&[("title", title)])).await;
        assert_eq!(sent.alert(), None, "{title}");
        cast.take(&id, "register").await;
    }
    let (head, rows) = table(&asks(&app, "/api/v1/proposals.csv").await);
    let title = column(&head, "title");
    for payload in payloads {
        let written = format!("'{}", payload.trim());
        assert!(rows.iter().any(|row| row[title] == written || row[title] == format!("'{payload}")), "{payload}");
    }
    for cell in rows.iter().flatten() {
        let first = cell.trim_start().chars().next().unwrap_or('x');
        assert!(!"=+-@＝＋－＠".contains(first), "{cell:?}");
        assert!(!cell.starts_with(['\t', '\r', '\n']), "{cell:?}");
    }
}

/// The pieces in which an answer comes.
async fn pieces(app: &TestApp, address: &str) -> Vec<usize> {
    let request = Request::get(address).header("host", "jianyi.test").body(Body::empty()).expect("a request");
    let mut body = app.router.clone().oneshot(request).await.expect("an answer").into_body();
    let mut sizes = Vec::new();
    while let Some(frame) = body.frame().await {
        let data = frame.expect("a piece").into_data().expect("data");
        sizes.push(data.iter().filter(|&&byte| byte == b'\n').count());
    }
    sizes
}

#[tokio::test]
async fn a_file_comes_in_batches_that_do_not_grow() {
    let app = TestApp::demo().await;
    server::demo::add_many(&app.store, 17, app.store.moment().today(), 900).await.expect("many papers");
    let expected = public(&app.proposals().await).len();
    assert!(expected > 900);
    for address in ["/api/v1/proposals.csv", "/api/v1/proposals.jsonl"] {
        let sizes = pieces(&app, address).await;
        let head = usize::from(address.ends_with("csv"));
        assert_eq!(sizes.iter().sum::<usize>(), expected + head, "{address}");
        assert!(sizes.iter().all(|&size| size <= 200) && sizes.len() > expected / 200, "{address}: {sizes:?}");
    }
}

#[tokio::test]
async fn who_only_asks_about_a_file_gets_no_file() {
    let app = TestApp::demo().await;
    let answer = app.visitor().sends(axum::http::Method::HEAD, "/api/v1/proposals.jsonl", &[], String::new()).await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (200, ""));
    assert!(answer.header("content-disposition").is_some());
}
