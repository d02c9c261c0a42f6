//! Quality at the source: the index, papers that are alike, hints, and the versions of drafts.

use std::collections::BTreeSet;

use crate::common::cast::draft;
use crate::common::{Browser, TestApp, encoded, pairs, value_of};
use axum::http::{Method, StatusCode};
use domain::proposal::Proposal;
use ground::characters::is_han;
use ground::tokens::{encoded as code, tokens};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, Statement};

/// The papers whose title, number, deputy, text or replies the index says to have a token.
async fn indexed(app: &TestApp, token: &str) -> BTreeSet<String> {
    let db = app.store.connection();
    let backend = db.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => "SELECT paper_id AS id FROM search_text WHERE everything @@ to_tsquery('simple', $1)",
        _ => {
            "SELECT paper_id AS id FROM search_index JOIN search_text ON search_text.id = search_index.rowid \
             WHERE search_index MATCH $1"
        }
    };
    let statement = Statement::from_sql_and_values(backend, sql, [code(token).into()]);
    let rows = db.query_all_raw(statement).await.expect("the index answers");
    rows.iter().map(|row| row.try_get::<uuid::Uuid>("", "id").expect("an id").to_string()).collect()
}

/// The texts of a paper that are indexed, one by one.
fn texts(paper: &Proposal) -> Vec<String> {
    let mut texts = vec![paper.title().to_owned()];
    match &paper.submission {
        Some(text) => {
            texts.extend([text.problem.to_string(), text.analysis.to_string()]);
            texts.extend(text.asks.iter().map(ToString::to_string));
        }
        None => {
            texts.extend([paper.draft.problem.clone(), paper.draft.analysis.clone()]);
            texts.extend(paper.draft.asks.clone());
        }
    }
    if paper.is_public() {
        texts.extend([paper.number.expect("a number").to_string(), paper.lead_name.clone()]);
        for reply in paper.replies.iter().chain(&paper.separate_replies) {
            texts.extend([reply.document_number.to_string(), reply.opening.to_string()]);
            texts.extend(reply.answers.iter().map(ToString::to_string));
            texts.extend(reply.evidence.iter().map(ToString::to_string));
            texts.extend(reply.promises.iter().map(|promise| promise.text.to_string()));
        }
    }
    texts
}

#[tokio::test]
async fn the_index_finds_for_each_pair_what_reading_every_text_finds() {
    let app = TestApp::demo().await;
    let papers = app.proposals().await;
    let read: Vec<(String, Vec<String>)> = papers.iter().map(|paper| (paper.id.to_string(), texts(paper))).collect();
    // Pairs of every eleventh paper: common and rare ones.
    let pairs: BTreeSet<String> = (papers.iter().step_by(11).flat_map(|paper| tokens(&texts(paper).join("\n"))))
        .filter(|token| token.chars().count() == 2 && token.chars().all(is_han))
        .collect();
    assert!(pairs.len() > 1000, "{}", pairs.len());
    for pair in pairs.iter().step_by(7) {
        let has = |texts: &Vec<String>| texts.iter().any(|text| text.contains(pair.as_str()));
        let expected: BTreeSet<_> = read.iter().filter(|(_, texts)| has(texts)).map(|(id, _)| id.clone()).collect();
        assert_eq!(indexed(&app, pair).await, expected, "{pair}");
    }
    assert_eq!(indexed(&app, "鑫龘").await, BTreeSet::new());
}

#[tokio::test]
async fn codes_of_rare_characters_and_foreign_words_are_taken_whole() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("d030").await;
    let id = deputy.begins_to_write().await;
    let fields = draft(&[("problem", "𠮷𠮷村的 Café 和 e10 号、〇二、ＱＱ群 w2e3 没有 3.2e5 信号。")]);
    deputy.writes(&id, "0", "save", &fields).await;
    for token in ["𠮷𠮷", "𠮷村", "fé", "é", "e1", "〇二", "qq", "q群", "w2", "2e"] {
        assert_eq!(indexed(&app, token).await, [id.clone()].into(), "{token}");
    }
    for token in ["fe", "e", "c", "2", "〇𠮷"] {
        assert!(!indexed(&app, token).await.contains(&id), "{token}");
    }
    // A text that is changed leaves the index.
    deputy.writes(&id, "1", "save", &draft(&[])).await;
    assert_eq!(indexed(&app, "𠮷𠮷").await, BTreeSet::new());
}

#[tokio::test]
async fn papers_from_before_the_index_are_indexed_at_the_start() {
    let app = TestApp::demo().await;
    let db = app.store.connection();
    let before = indexed(&app, "道路").await;
    assert!(before.len() > 3);
    db.execute_unprepared("UPDATE search_text SET tokens_version = 0").await.expect("an older tokenizer");
    let mut n = 0;
    loop {
        match app.store.reindex_missing().await.expect("indexed") {
            0 => break,
            some => n += some,
        }
    }
    assert_eq!(n, app.proposals().await.len());
    assert_eq!(indexed(&app, "道路").await, before);
}

/// A public paper of the demo county with a reply.
async fn replied(app: &TestApp) -> Proposal {
    let papers = app.proposals().await;
    papers.into_iter().find(|paper| paper.is_public() && !paper.replies.is_empty()).expect("a reply")
}

async fn like(deputy: &mut Browser, paper: &Proposal) -> String {
    let id = deputy.begins_to_write().await;
    let title = paper.title().to_owned();
    deputy.writes(&id, "0", "save", &draft(&[("title", &title)])).await;
    id
}

#[tokio::test]
async fn a_paper_like_the_draft_is_shown_with_its_reply() {
    let app = TestApp::demo().await;
    let paper = replied(&app).await;
    let mut deputy = app.signed_in("d030").await;
    let id = like(&mut deputy, &paper).await;
    let page = deputy.opens(&format!("/proposals/{id}/edit")).await.text();
    assert!(page.contains("已有类似建议"), "{page}");
    assert!(page.contains(&paper.number.expect("a number").to_string()), "{page}");
    let reply = paper.replies.last().expect("a reply");
    assert!(page.contains(reply.answers[0].as_str()), "{page}");
    assert!(page.contains(&paper.lead_name));
    // A matter of its own has none, and an empty page neither.
    let other = deputy.begins_to_write().await;
    let nobody =
        draft(&[("title", "关于鑫龘犇淼骉皕的建议"), ("problem", "鱻麤猋垚叒"), ("asks.0", ""), ("asks.1", "")]);
    let page = deputy.writes(&other, "0", "save", &nobody).await.text();
    assert!(!page.contains("已有类似建议"), "{page}");
    assert!(!deputy.opens("/proposals/new").await.text().contains("已有类似建议"));
}

#[tokio::test]
async fn similar_papers_are_only_those_that_the_writer_may_see() {
    let app = TestApp::demo().await;
    let mut one = app.signed_in("d031").await;
    let mut other = app.signed_in("d032").await;
    let secret =
        draft(&[("title", "关于修缮龙山石窟栈道的建议"), ("problem", "石窟栈道的木板朽烂了十二块，游人不敢走。")]);
    let theirs = one.begins_to_write().await;
    one.writes(&theirs, "0", "save", &secret).await;
    let mine = other.begins_to_write().await;
    other.writes(&mine, "0", "save", &secret).await;
    let page = other.opens(&format!("/proposals/{mine}/edit")).await;
    assert!(!page.body.contains(&theirs), "the draft of somebody else");
    // One's own other draft is shown, the paper itself is not.
    let second = other.begins_to_write().await;
    other.writes(&second, "0", "save", &secret).await;
    let page = other.opens(&format!("/proposals/{second}/edit")).await;
    assert!(page.html().contains(&format!("/proposals/{mine}\"")), "one's own draft");
    assert!(!page.html().contains(&format!("href=\"/proposals/{second}\"")), "not itself");
    // Nobody asks about the draft of somebody else.
    let address = format!("/api/similar?{}", encoded(&[("id", &theirs)]));
    let answer = other.sends(Method::GET, &address, &[("accept", "application/json")], String::new()).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_saved_draft_is_shown_with_hints_beside_its_fields_and_can_be_handed_in() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("d033").await;
    let id = deputy.begins_to_write().await;
    let poor = draft(&[("title", "关于硬化下游村道路和增加小学教师的建议"), ("asks.1", "请有关部门高度重视")]);
    let page = deputy.writes(&id, "0", "save", &poor).await;
    let text = page.text();
    let hints = hints_of(&page.body);
    assert_eq!(hints.len(), 2, "{text}");
    assert!(hints[0].contains("标题里像是有几件不同的事") && hints[1].contains("“高度重视”"), "{hints:?}");
    let good = deputy.begins_to_write().await;
    let page = deputy.writes(&good, "0", "save", &draft(&[])).await;
    assert_eq!(hints_of(&page.body), Vec::<String>::new());
    // A hint keeps nobody from handing in.
    let version = deputy.version_in_form(&id).await;
    let page = deputy.writes(&id, &version, "submit", &poor).await.text();
    assert!(page.contains("已提交"), "{page}");
    // A refused page has them too.
    let other = deputy.begins_to_write().await;
    let wrong = draft(&[("no_self_interest", ""), ("problem", "我厂在南坪工业区，去年销售下降三成，需要贷款。")]);
    let page = deputy.writes(&other, "0", "submit", &wrong).await;
    assert!(page.alert().is_some());
    assert!(page.text().contains("“我厂”"), "{}", page.text());
}

/// The hints on a page, in their order.
fn hints_of(html: &str) -> Vec<String> {
    let hints = html.split("class=\"advice\"").skip(1).filter_map(|rest| rest.split("</div>").next());
    hints.filter(|hint| hint.contains("<p>")).map(str::to_owned).collect()
}

trait Writes {
    async fn version_in_form(&mut self, id: &str) -> String;
    async fn types(&mut self, id: &str, version: &str, problem: &str);
}

impl Writes for Browser {
    async fn version_in_form(&mut self, id: &str) -> String {
        let page = self.opens(&format!("/proposals/{id}/edit")).await;
        value_of(&page.body, "version").expect("a form")
    }

    /// What the page does by itself while somebody types.
    async fn types(&mut self, id: &str, version: &str, problem: &str) {
        let fields = draft(&[("problem", problem)]);
        let mut all = vec![("id", id), ("version", version), ("then", "stay")];
        all.extend(pairs(&fields));
        let answer = self.calls("/api/write", &all).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }
}

/// What is in the table of versions, first to last.
async fn kept(app: &TestApp) -> Vec<String> {
    app.column("draft_version", "kept", "seq").await
}

#[tokio::test]
async fn a_village_is_kept_and_shown() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("d034").await;
    let id = deputy.begins_to_write().await;
    let mut fields = draft(&[]);
    fields.push(("draft[village]".into(), "下游村 <b>东头</b>".into()));
    let page = deputy.writes(&id, "0", "save", &fields).await;
    assert_eq!(page.typed("draft[village]").as_deref(), Some("下游村 <b>东头</b>"));
    let page = deputy.writes(&id, "1", "submit", &fields).await;
    assert!(page.text().contains("下游村 <b>东头</b>"), "{}", page.text());
    let other = deputy.begins_to_write().await;
    fields.last_mut().expect("a field").1 = "村".repeat(41);
    let page = deputy.writes(&other, "0", "submit", &fields).await;
    assert_eq!(page.problem_beside("draft-village").as_deref(), Some("最多40个字，请删去1个字。"));
    assert_eq!(page.typed("draft[village]"), Some("村".repeat(41)));
}

#[tokio::test]
async fn versions_are_kept_as_people_work_and_one_is_brought_back() {
    let app = TestApp::demo().await;
    let minutes = |n: u64| app.store.moment().advance(std::time::Duration::from_secs(n * 60));
    let mut deputy = app.signed_in("d035").await;
    let id = deputy.begins_to_write().await;
    let long = "雨天无法通行，".repeat(60);
    deputy.types(&id, "0", "第一段，").await;
    deputy.types(&id, "1", "第一段，第二段，").await;
    assert_eq!(kept(&app).await, ["typing"]);
    minutes(11);
    deputy.types(&id, "2", &long).await;
    assert_eq!(kept(&app).await, ["typing", "typing"]);
    deputy.types(&id, "3", "全删了").await;
    assert_eq!(kept(&app).await, ["typing", "before_deletion", "typing"]);
    deputy.writes(&id, "4", "save", &draft(&[("problem", "全删了")])).await;
    assert_eq!(kept(&app).await, ["typing", "before_deletion", "saved"]);
    // The list, the comparison, and the way back.
    let list = deputy.opens(&format!("/proposals/{id}/versions")).await;
    assert!(list.text().contains("大段删除之前"), "{}", list.text());
    let one = format!("/proposals/{id}/versions?seq=2");
    let page = deputy.opens(&one).await;
    assert!(page.body.contains("<del>") && page.body.contains("<ins>"), "{}", page.text());
    let version = value_of(&page.body, "version").expect("a form");
    let stale = deputy.submits_and_follows(&one, "/api/restore", &[("id", &id), ("version", "1"), ("seq", "2")]).await;
    assert!(stale.alert().is_some(), "a stale restoring is refused");
    let page =
        deputy.submits_and_follows(&one, "/api/restore", &[("id", &id), ("version", &version), ("seq", "2")]).await;
    assert_eq!(page.typed("draft[problem]").as_deref(), Some(long.as_str()));
    assert_eq!(kept(&app).await, ["typing", "before_deletion", "saved", "restored"]);
    // Handing in marks the version that was handed in.
    let version = deputy.version_in_form(&id).await;
    deputy.writes(&id, &version, "submit", &draft(&[])).await;
    assert_eq!(kept(&app).await.last().map(String::as_str), Some("submitted"));
    let page = deputy.opens(&one).await;
    assert!(!page.body.contains("/api/restore"), "what is handed in is not changed any more");
    // Nobody else reads them.
    for login in ["d036", "office", ""] {
        let mut other = if login.is_empty() { app.visitor() } else { app.signed_in(login).await };
        let answer = other.opens(&one).await;
        assert!(!answer.body.contains("雨天无法通行，雨天"), "{login}");
        assert_ne!(answer.status, StatusCode::OK, "{login}");
    }
}

#[tokio::test]
async fn a_text_from_before_there_were_versions_is_the_first_one() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("d037").await;
    let id = deputy.begins_to_write().await;
    deputy.writes(&id, "0", "save", &draft(&[("problem", "从前写的")])).await;
    app.store.connection().execute_unprepared("DELETE FROM draft_version").await.expect("as before");
    deputy.types(&id, "1", "新写的").await;
    assert_eq!(kept(&app).await, ["saved", "typing"]);
    let page = deputy.opens(&format!("/proposals/{id}/versions?seq=1")).await.text();
    assert!(page.contains("从前"), "{page}");
}

#[tokio::test]
async fn the_latest_two_hundred_versions_are_kept_and_read_page_by_page() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("d038").await;
    let id = deputy.begins_to_write().await;
    for n in 0..203 {
        let fields = draft(&[("problem", &format!("第{n}次"))]);
        let mut all = vec![("id".to_owned(), id.clone()), ("version".to_owned(), n.to_string())];
        all.extend(fields);
        assert_eq!(deputy.calls("/api/write", &pairs(&all)).await.status, StatusCode::OK);
    }
    assert_eq!(kept(&app).await.len(), 200);
    let (mut address, mut seen) = (format!("/proposals/{id}/versions"), 0);
    loop {
        let page = deputy.opens(&address).await.html();
        seen += page.matches("versions?seq=").count();
        let Some((_, rest)) = page.split_once("versions?after=") else { break };
        let after = rest.split('"').next().expect("an address");
        address = format!("/proposals/{id}/versions?after={after}");
    }
    assert_eq!(seen, 200);
}
