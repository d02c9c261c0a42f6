//! How many statements a page sends to the database: few, and as many in a county ten times as large.

use std::sync::{Arc, Mutex, PoisonError};

use axum::http::StatusCode;
use server::config::Serve;

use crate::common::{TestApp, encoded};

/// The most statements of a page.
const MOST: usize = 3;

/// The application again, and the statements that it sends.
fn listening(app: TestApp) -> (TestApp, Arc<Mutex<Vec<String>>>) {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let (mut store, heard) = (app.store.clone(), Arc::clone(&sent));
    store.on_statement(move |sql| heard.lock().unwrap_or_else(PoisonError::into_inner).push(sql.to_owned()));
    let router = server::router::router(store, app.files.clone(), &Serve::default());
    (TestApp { router, ..app }, sent)
}

#[tokio::test]
async fn a_page_asks_as_little_of_a_county_ten_times_as_large() {
    let (app, sent) = listening(TestApp::demo().await);
    let papers = app.proposals().await;
    let answered = papers.iter().find(|paper| !paper.replies.is_empty()).expect("an answered paper").id;
    let mut pages: Vec<String> =
        ["/", "/proposals", "/proposals?topic=roads&year=2026", "/figures", "/figures?year=all&by=topic"]
            .map(str::to_owned)
            .into();
    pages.push(format!("/proposals/{answered}"));
    pages.extend(
        ["道路", "雨污分流", "道路 学校", "浮桥"].map(|word| format!("/proposals?{}", encoded(&[("q", word)]))),
    );
    let mut counted = Vec::new();
    for proposals in [0, 10 * papers.len() as u32] {
        let today = app.store.moment().today();
        server::demo::add_many(&app.store, 17, today, proposals).await.expect("many papers");
        // What the program learns once and keeps is learned here.
        app.visitor().opens("/about").await;
        app.visitor().opens(&format!("/proposals?first={proposals}")).await;
        let mut numbers = Vec::new();
        for page in &pages {
            sent.lock().unwrap_or_else(PoisonError::into_inner).clear();
            // An address that nobody has asked for yet: what is kept takes no statement at all.
            let sign = if page.contains('?') { '&' } else { '?' };
            let answer = app.visitor().opens(&format!("{page}{sign}fresh={proposals}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}");
            let sent = sent.lock().unwrap_or_else(PoisonError::into_inner);
            assert!((1..=MOST).contains(&sent.len()), "{page}: {sent:#?}");
            numbers.push((page.clone(), sent.len()));
        }
        counted.push(numbers);
    }
    assert_eq!(counted[0], counted[1]);
}
