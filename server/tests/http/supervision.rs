//! A unit's papers, what is late, promises and key proposals, over plain forms.

use crate::common::cast::Cast;
use crate::common::{Answer, Browser, TestApp, linked_proposals, value_of};
use domain::proposal::statistics::{Figure, Figures};
use domain::proposal::workflow::Stage;

/// The page of a list that has a paper, and its address: the list is followed to its end.
async fn page_with(browser: &mut Browser, list: &str, id: &str) -> (String, Answer) {
    let mut address = list.to_owned();
    loop {
        let page = browser.opens(&address).await;
        if page.html().contains(id) {
            return (address, page);
        }
        let html = page.html();
        let next = html
            .split("<a href=\"")
            .filter_map(|part| part.split_once('"'))
            .find(|(link, _)| link.starts_with(list.split('?').next().unwrap_or_default()) && link.contains("after="));
        let (next, _) = next.unwrap_or_else(|| panic!("{id} is not on {list}: {}", page.text()));
        address = next.replace("&amp;", "&").split('#').next().unwrap_or_default().to_owned();
    }
}

/// The name of a paper's box.
fn box_of(id: &str) -> String {
    format!("accept[papers][p{id}]")
}

/// Whether a paper's box stands ticked; `None` where there is no box.
fn is_ticked(page: &Answer, id: &str) -> Option<bool> {
    let mut boxes = page.body.split("<input").filter_map(|tag| tag.split_once('>')).map(|(tag, _)| tag);
    let mine = boxes.find(|tag| tag.contains(&format!("name=\"{}\"", box_of(id))))?;
    Some(mine.contains(" checked"))
}

async fn accepts(browser: &mut Browser, page: &str, papers: &[(&str, &str)]) -> Answer {
    let ticked = papers.iter().map(|(id, version)| (box_of(id), *version));
    let fields: Vec<_> = ticked.chain([("accept[sent]".to_owned(), "yes")]).collect();
    let fields: Vec<_> = fields.iter().map(|(name, version)| (name.as_str(), *version)).collect();
    browser.submits_and_follows(page, "/api/accept-all", &fields).await
}

async fn is_accepted(app: &TestApp, id: &str) -> bool {
    app.stored(id).await.shares.first().is_some_and(|share| share.accepted)
}

#[tokio::test]
async fn papers_are_accepted_together_or_not_at_all() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let (one, two) = (cast.ready_for("accept").await, cast.ready_for("accept").await);
    let (address, page) = page_with(&mut cast.clerk, "/unit", &two).await;
    let version = |id: &str| value_of(&page.body, &box_of(id)).expect("a box");
    let (first, second) = (version(&one), version(&two));
    assert_eq!(is_ticked(&page, &one), Some(false), "nothing is ticked at first");

    assert!(accepts(&mut cast.clerk, &address, &[]).await.text().contains("请至少勾选一件建议"));

    // Meanwhile a colleague accepts one of them.
    cast.head.takes(&two, "accept", &[]).await;
    let refused = accepts(&mut cast.clerk, &address, &[(&one, &first), (&two, &second)]).await;
    assert!(refused.alert().is_some(), "{}", refused.text());
    let beside = refused.problem_beside(&format!("accept-papers-p{two}"));
    assert!(beside.expect("a place").contains("有改动"));
    assert_eq!(is_ticked(&refused, &one), Some(true), "what was ticked is kept");
    assert_eq!(is_ticked(&refused, &two), None, "it does not wait any more");
    assert!(!is_accepted(&app, &one).await, "nothing is accepted");

    // A paper of another unit, one that is not public, one that does not exist.
    let mut other = app.signed_in("d005").await;
    let draft = other.begins_to_write().await;
    other.writes(&draft, "0", "", &crate::common::cast::draft(&[])).await;
    let foreign = app.proposals().await;
    let foreign = foreign
        .iter()
        .find(|paper| paper.stage == Stage::Handling && paper.shares.iter().all(|share| share.unit.0 != 1));
    let foreign = foreign.expect("a paper of another unit").id.to_string();
    let nowhere = "00000000-0000-7000-8000-000000000000";
    for (id, words) in
        [(foreign.as_str(), "有改动"), (&draft, "请从给出的选项中选择"), (nowhere, "请从给出的选项中选择")]
    {
        let refused = accepts(&mut cast.clerk, &address, &[(&one, &first), (id, "99")]).await;
        assert!(refused.text().contains(words), "{id}: {}", refused.text());
        assert!(!is_accepted(&app, &one).await, "nothing is accepted with {id}");
    }
    let version = cast.office.version_of(&foreign).await;
    let refused = accepts(&mut cast.clerk, &address, &[(&one, &first), (&foreign, &version)]).await;
    assert!(refused.text().contains("现在不需要您确认承办"), "{}", refused.text());
    assert!(!is_accepted(&app, &one).await);

    let three = cast.ready_for("accept").await;
    let (address, page) = page_with(&mut cast.clerk, "/unit", &three).await;
    let version = value_of(&page.body, &box_of(&three)).expect("a box");
    let done = accepts(&mut cast.clerk, &address, &[(&one, &first), (&three, &version)]).await;
    assert!(done.text().contains("已确认承办2件建议"), "{}", done.text());
    assert!(is_accepted(&app, &one).await && is_accepted(&app, &three).await);
    assert_eq!(app.stored(&one).await.stage, Stage::Handling);

    // The counters are those of the papers.
    let session = app.stored(&one).await.number.expect("a number").cohort;
    let all = app.proposals().await;
    let counted =
        Figures::count(all.iter().filter(|paper| paper.number.is_some_and(|number| number.cohort == session)));
    let stored = app.store.figures(session).await.expect("figures");
    for figure in [Figure::Assigned, Figure::Stage(Stage::Assigned), Figure::Stage(Stage::Handling)] {
        assert_eq!(stored.n(figure), counted.n(figure), "{figure:?}");
    }
}

#[tokio::test]
async fn who_is_late_is_chased_once_in_three_days() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("accept").await;
    app.days_pass(110).await;
    let mut office = app.signed_in("office").await;
    let (address, page) = page_with(&mut office, "/supervision?unit=1&stage=handling", &id).await;
    assert!(page.text().contains("已逾期") && page.text().contains("尚未催办"), "{}", page.text());
    let version = office.version_of(&id).await;
    let chase = async |browser: &mut Browser, version: &str| {
        let fields = [("id", id.as_str()), ("version", version), ("query[unit]", "1")];
        browser.submits_and_follows(&address, "/api/chase", &fields).await
    };
    let done = chase(&mut office, &version).await;
    assert!(done.text().contains("已催办17-"), "{}", done.text());
    assert!(done.text().contains("已催办1次") && done.text().contains("后可再次催办"), "{}", done.text());
    assert_eq!(app.stored(&id).await.chases.len(), 1);

    let again = chase(&mut office, &version).await;
    assert!(again.alert().is_some(), "the page was old: {}", again.text());
    let version = office.version_of(&id).await;
    let again = chase(&mut office, &version).await;
    assert!(again.alert().is_some(), "too soon: {}", again.text());
    assert_eq!(app.stored(&id).await.chases.len(), 1);
    // The unit is told.
    let mut clerk = app.signed_in("jiaotong").await;
    assert!(clerk.opens("/notices").await.text().contains("催办"));

    app.days_pass(3).await;
    let mut clerk = app.signed_in("jiaotong").await;
    let version = clerk.version_of(&id).await;
    assert_eq!(clerk.calls("/api/chase", &[("id", &id), ("version", &version)]).await.status.as_u16(), 409);
    assert_eq!(app.stored(&id).await.chases.len(), 1, "a unit chases nobody");
    let mut supervisor = app.signed_in("supervisor").await;
    let version = supervisor.version_of(&id).await;
    chase(&mut supervisor, &version).await;
    assert_eq!(app.stored(&id).await.chases.len(), 2);
}

#[tokio::test]
async fn each_number_of_a_record_is_as_long_as_its_list() {
    let app = TestApp::demo().await;
    let mut office = app.signed_in("govoffice").await;
    let page = office.opens("/supervision").await;
    let html = page.html();
    let links = html.split("<a href=\"/supervision/").skip(1).filter_map(|part| part.split_once("</a>"));
    let links: Vec<(String, usize)> = links
        .map(|(link, _)| {
            let (address, n) = link.split_once("\">").expect("a link");
            (format!("/supervision/{address}"), n.replace("<!>", "").trim().parse().expect("a number"))
        })
        .collect();
    assert!(links.len() > 20, "{links:?}");
    for (address, n) in links.into_iter().take(24) {
        let list = office.opens(&address).await;
        assert_eq!(linked_proposals(&list.html()).len(), n, "{address}");
    }
}

#[tokio::test]
async fn promises_and_key_proposals_stand_where_everybody_finds_them() {
    let app = TestApp::demo().await;
    let mut visitor = app.visitor();
    let page = visitor.opens("/commitments").await.text();
    assert!(page.contains("各月到期的承诺") && page.contains("前"), "{page}");
    let all = app.proposals().await;
    let month =
        all.iter().filter(|paper| paper.is_public()).flat_map(|paper| paper.promises.iter()).map(|one| one.due).min();
    let month = month.expect("a promise").strftime("%Y-%m").to_string();
    let expected = all.iter().filter(|paper| paper.is_public()).flat_map(|paper| paper.promises.iter());
    let expected = expected.filter(|one| one.due.to_string().starts_with(&month)).count();
    let page = visitor.opens(&format!("/commitments?month={month}")).await;
    assert_eq!(page.html().matches("promise-text").count(), expected.min(50), "{month}");
    assert!(visitor.opens("/").await.html().contains("href=\"/commitments\""));

    let page = visitor.opens("/key-proposals").await;
    let keys = all.iter().filter(|paper| paper.is_public() && paper.key.is_some()).count();
    assert_eq!(page.html().matches("class=\"key\"").count(), keys);
    assert!(keys > 0 && page.text().contains("督办领导") && page.text().contains("领办领导"), "{}", page.text());
}

#[tokio::test]
async fn nonsense_in_an_address_narrows_nothing() {
    let app = TestApp::demo().await;
    let (mut clerk, mut office) = (app.signed_in("jiaotong").await, app.signed_in("office").await);
    let here = [
        "/unit?closed=maybe&after=x_y&done=-1",
        "/unit?closed=yes&after=2026-13-45_%00",
        "/supervision?unit=x&stage=nonsense&after=%00_%00",
        "/supervision?unit=999999999999&stage=draft&done=x",
        "/supervision/1?figure=nonsense",
        "/commitments?state=x&unit=x&month=2026-99&only=x&after=x",
        "/commitments?after=2026-01-01_00000000-0000-7000-8000-000000000000_99999999999&month=99999",
    ];
    for address in here {
        let browser = if address.starts_with("/unit") { &mut clerk } else { &mut office };
        let answer = browser.opens(address).await;
        assert_eq!(answer.status.as_u16(), 200, "{address}");
    }
    for address in ["/supervision/x", "/supervision/999", "/supervision/99999999999999"] {
        assert_eq!(office.opens(address).await.status.as_u16(), 404, "{address}");
    }
    for address in ["/supervision", "/supervision/1"] {
        assert_eq!(clerk.opens(address).await.status.as_u16(), 404, "{address}");
    }
    assert_eq!(office.opens("/unit").await.status.as_u16(), 404);
}
