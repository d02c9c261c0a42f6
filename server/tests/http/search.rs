//! Searching the public proposals: what is found, how it is shown, and what is never found.

use crate::common::{Answer, TestApp, encoded, linked_proposals};
use axum::http::Method;
use domain::proposal::Proposal;

async fn asks(app: &TestApp, fields: &[(&str, &str)]) -> Answer {
    let answer = app.visitor().opens(&format!("/proposals?{}", encoded(fields))).await;
    assert_eq!(answer.status.as_u16(), 200, "{fields:?}");
    answer
}

/// The number in the sentence that says how many match.
fn count(answer: &Answer) -> usize {
    let (_, rest) = answer.body.split_once("class=\"found\"").expect("how many");
    let digits: String = rest.split("</b>").next().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    digits.parse().expect("a number")
}

/// The public papers with a text in title, text, asks, replies, number or name.
fn reading(papers: &[Proposal], term: &str) -> Vec<String> {
    let has = |paper: &&Proposal| {
        let text = paper.text().expect("a text");
        let mut texts = vec![text.title.to_string(), text.problem.to_string(), text.analysis.to_string()];
        texts.extend(text.asks.iter().map(ToString::to_string));
        texts.extend(text.village.iter().map(ToString::to_string));
        texts.extend([paper.number.expect("a number").to_string(), paper.lead_name.clone()]);
        for reply in paper.replies.iter().chain(&paper.separate_replies) {
            texts.extend([reply.document_number.to_string(), reply.opening.to_string()]);
            texts.extend(reply.answers.iter().map(ToString::to_string));
            texts.extend(reply.evidence.iter().map(ToString::to_string));
            texts.extend(reply.promises.iter().map(|promise| promise.text.to_string()));
        }
        texts.iter().any(|text| text.contains(term))
    };
    papers.iter().filter(|paper| paper.is_public()).filter(has).map(|paper| paper.id.to_string()).collect()
}

#[tokio::test]
async fn a_word_finds_what_reading_finds_and_is_marked() {
    let app = TestApp::demo().await;
    let papers = app.proposals().await;
    for term in ["道路", "村", "学校", "水库", "建议", "卫生", "我局", "承诺"] {
        let answer = asks(&app, &[("q", term)]).await;
        let expected = reading(&papers, term);
        assert_eq!(count(&answer), expected.len(), "{term}");
        let shown = linked_proposals(&answer.html());
        assert_eq!(shown.len(), expected.len().min(20), "{term}");
        assert!(shown.iter().all(|id| expected.contains(id)), "{term}");
        if !expected.is_empty() {
            assert!(answer.html().contains(&format!("<mark>{term}<")), "{term}");
        }
    }
    // With a filter it finds less, never something else.
    let narrowed = asks(&app, &[("q", "道路"), ("topic", "roads")]).await;
    assert!(count(&narrowed) > 0 && count(&narrowed) < count(&asks(&app, &[("q", "道路")]).await));
    assert!(narrowed.text().contains("“道路” · 道路交通"), "{}", narrowed.text());
}

#[tokio::test]
async fn a_number_whole_or_its_serial_finds_its_paper_first() {
    let app = TestApp::demo().await;
    let papers = app.proposals().await;
    let paper = papers.iter().find(|paper| paper.is_public()).expect("a paper");
    let number = paper.number.expect("a number").to_string();
    let answer = asks(&app, &[("q", &number)]).await;
    assert_eq!(linked_proposals(&answer.html()), [paper.id.to_string()]);
    let serial = number.rsplit('-').next().expect("a serial");
    assert!(linked_proposals(&asks(&app, &[("q", serial)]).await.html()).contains(&paper.id.to_string()));
}

#[tokio::test]
async fn pages_of_what_was_found_follow_one_another() {
    let app = TestApp::demo().await;
    for sort in ["relevance", "date"] {
        let mut answer = asks(&app, &[("q", "建议"), ("sort", sort)]).await;
        let all = count(&answer);
        assert!(all > 40, "{all}");
        let mut seen = linked_proposals(&answer.html());
        while let Some((before, _)) = answer.body.split_once("class=\"button\">下一页") {
            let address = before.rsplit_once("href=\"").expect("an address").1.trim_end_matches(['"', ' ']);
            answer = app.visitor().opens(&crate::common::unescaped(address)).await;
            seen.extend(linked_proposals(&answer.html()));
            assert!(answer.html().contains("<mark>"));
        }
        let mut distinct = seen.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!((seen.len(), distinct.len()), (all, all), "{sort}");
    }
}

#[tokio::test]
async fn what_is_not_public_is_never_found() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("d030").await;
    let id = deputy.begins_to_write().await;
    let fields = crate::common::cast::draft(&[("title", "关于鑫龘犇淼骉皕的建议")]);
    deputy.writes(&id, "0", "save", &fields).await;
    for term in ["鑫龘犇淼", "鑫", "龘犇"] {
        for browser in [&mut app.visitor(), &mut deputy, &mut app.signed_in("office").await] {
            let answer = browser.opens(&format!("/proposals?{}", encoded(&[("q", term)]))).await;
            assert!(answer.text().contains("没有找到"), "{term}");
            assert!(!answer.body.contains(&id), "{term}");
        }
    }
    let closed = app.proposals().await.into_iter().filter(|paper| !paper.is_public());
    for paper in closed.filter(|paper| paper.title().chars().count() > 8) {
        let title: String = paper.title().chars().take(40).collect();
        let answer = asks(&app, &[("q", &title)]).await;
        assert!(!answer.body.contains(&paper.id.to_string()), "{title}");
    }
}

#[tokio::test]
async fn signs_and_markup_are_text_and_a_long_query_is_kept() {
    let app = TestApp::demo().await;
    let signs =
        ["\"", "*", "道:*", "title:道路", "(", "AND", "NEAR(道 路)", "道|路&!", "'", "\\", "%", "-道路", "?", "$1"];
    for raw in signs.into_iter().chain([crate::common::bad::MARKUP]) {
        let answer = asks(&app, &[("q", raw)]).await;
        assert_eq!(answer.typed("q").as_deref(), Some(raw));
        crate::common::bad::is_escaped(&answer, raw);
    }
    assert!(asks(&app, &[("q", "***")]).await.text().contains("只有标点符号"));
    let long = "长".repeat(61);
    let answer = asks(&app, &[("q", &long)]).await;
    assert_eq!(answer.problem_beside("q").as_deref(), Some("最多60个字，请删去1个字。"));
    assert_eq!(answer.typed("q").as_deref(), Some(long.as_str()));
    assert_eq!(linked_proposals(&answer.html()), Vec::<String>::new());
    let address = format!("/api/list?{}", encoded(&[("query[q]", &long)]));
    let answer = app.visitor().sends(Method::GET, &address, &[("accept", "application/json")], String::new()).await;
    assert_eq!(answer.status.as_u16(), 200);
    assert!(answer.body.contains("\"rows\":[]"), "{}", answer.body);
    // Nonsense in the other fields does no harm either.
    asks(&app, &[("q", "道路"), ("sort", "x"), ("after", "9_9")]).await;
    asks(&app, &[("q", "道路"), ("sort", "date"), ("after", "1_99999999999999")]).await;
}

#[tokio::test]
async fn only_the_list_itself_is_for_search_engines() {
    let app = TestApp::demo().await;
    let noindex = "content=\"noindex\"";
    assert!(asks(&app, &[("q", "道路")]).await.body.contains(noindex));
    assert!(!asks(&app, &[("topic", "roads")]).await.body.contains(noindex));
    assert!(!app.visitor().opens("/").await.body.contains(noindex));
}

#[tokio::test]
async fn each_count_is_what_its_link_finds() {
    let app = TestApp::demo().await;
    for first in [vec![("q", "道路")], vec![], vec![("stage", "tracking")], vec![("unit", "4")]] {
        let answer = asks(&app, &first).await;
        let html = answer.html();
        let (_, facets) = html.split_once("class=\"facets\"").expect("counts");
        let facets = facets.split_once("</details>").expect("an end").0;
        let mut links = 0;
        for part in facets.split("<a href=\"").skip(1) {
            let Some((address, rest)) = part.split_once('"') else { continue };
            let Some((_, n)) = rest.split_once("class=\"facet-count\">") else { continue };
            let n: usize = n.split('<').next().unwrap_or_default().parse().expect("a count");
            let answer = app.visitor().opens(&crate::common::unescaped(address)).await;
            assert_eq!(count(&answer), n, "{address}");
            links += 1;
        }
        assert!(links > 8, "{links}");
    }
}
