//! What pages say of themselves to search engines and chats, and what crawlers find.

use crate::common::{Answer, TestApp, unescaped};
use axum::http::{Method, StatusCode};
use serde_json::Value;
use server::config::Serve;

fn content(page: &Answer, name: &str) -> Option<String> {
    let (_, rest) = page.body.split_once(&format!("=\"{name}\" content=\""))?;
    Some(unescaped(rest.split('"').next()?))
}

fn json_ld(page: &Answer) -> Option<Value> {
    let (_, rest) = page.body.split_once("<script type=\"application/ld+json\">")?;
    Some(serde_json::from_str(rest.split("</script>").next()?).expect("JSON"))
}

#[tokio::test]
async fn a_public_paper_says_what_it_is_and_a_private_one_nothing() {
    let app =
        TestApp::demo_serving(&Serve { public_url: Some("https://jianyi.example/".into()), ..Serve::default() }).await;
    let papers = app.proposals().await;
    let paper = papers.iter().find(|paper| paper.is_public() && !paper.replies.is_empty()).expect("a paper");
    let address = format!("https://jianyi.example/proposals/{}", paper.id);
    // Whoever asks, the facts are those that the public sees.
    for mut reader in [app.visitor(), app.signed_in("office").await] {
        let page = reader.opens(&format!("/proposals/{}", paper.id)).await;
        assert_eq!(content(&page, "og:title").as_deref(), Some(paper.title()));
        assert_eq!(content(&page, "og:url").as_deref(), Some(address.as_str()));
        assert_eq!(content(&page, "og:description"), content(&page, "description"));
        assert_eq!(page.body.matches("name=\"description\"").count(), 1);
        assert!(page.body.contains(&format!("<link rel=\"canonical\" href=\"{address}\"")), "{}", page.body);
        let data = json_ld(&page).expect("data");
        assert_eq!((data["@type"].as_str(), data["name"].as_str()), (Some("CreativeWork"), Some(paper.title())));
        // Before the part that the browser takes over.
        assert!(page.body.find("ld+json") < page.body.find("<!--HEAD-->"), "{}", page.body);
    }
    let home = app.visitor().opens("/").await;
    assert_eq!(json_ld(&home).expect("data")["@type"], "Dataset");
    assert_eq!(json_ld(&app.visitor().opens("/about").await), None);
    let draft = papers.iter().find(|paper| !paper.is_public()).expect("a private paper");
    let mut office = app.signed_in("office").await;
    for page in [office.opens(&format!("/proposals/{}", draft.id)).await, app.visitor().opens("/nowhere").await] {
        assert_eq!((json_ld(&page), content(&page, "og:title")), (None, None));
    }
}

#[tokio::test]
async fn no_text_leaves_its_place_in_the_head() {
    let app = TestApp::demo().await;
    let mut cast = crate::common::cast::Cast::of(&app).await;
    let id = cast.deputy.begins_to_write().await;
    let title = "</script><script>alert(1)</script>\"'><b>的建议";
    let fields =
        crate::common::cast::draft(&[("title", title), ("problem", &format!("{title}，需要尽快解决这一问题。"))]);
    assert_eq!(cast.deputy.writes(&id, "0", "submit", &fields).await.alert(), None);
    cast.take(&id, "register").await;
    let page = app.visitor().opens(&format!("/proposals/{id}")).await;
    crate::common::bad::is_escaped(&page, "a title");
    assert_eq!(content(&page, "og:title").as_deref(), Some(title));
    assert_eq!(json_ld(&page).expect("data")["name"], title);
}

#[tokio::test]
async fn crawlers_find_every_public_paper_and_nothing_else() {
    let app = TestApp::demo().await;
    let get = async |path: &str| app.visitor().sends(Method::GET, path, &[], String::new()).await;
    let robots = get("/robots.txt").await.body;
    assert!(
        robots.contains("Sitemap: http://jianyi.test/sitemap.xml") && robots.contains("Disallow: /desk"),
        "{robots}"
    );
    let closed = robots.lines().filter_map(|line| line.strip_prefix("Disallow: "));
    let closed: Vec<_> = closed.map(|path| path.trim_end_matches('$')).collect();
    let index = get("/sitemap.xml").await;
    assert_eq!(index.header("content-type"), Some("application/xml"));
    assert!(index.header("etag").is_some());
    let parts: Vec<_> =
        index.body.split("<loc>http://jianyi.test").skip(1).filter_map(|rest| rest.split('<').next()).collect();
    assert_eq!(parts, ["/sitemap/first.xml"]);
    let first = get("/sitemap/first.xml").await.body;
    let expected = app.proposals().await.iter().filter(|paper| paper.is_public()).count();
    assert_eq!(first.matches("/proposals/").count(), expected);
    let pages = first.split("<loc>http://jianyi.test").skip(1).filter_map(|rest| rest.split('<').next());
    let pages: Vec<_> = pages.collect();
    assert!(pages.contains(&"/figures") && pages.contains(&"/units/1"), "{pages:?}");
    assert_eq!(pages.iter().filter(|page| page.starts_with("/deputies/")).count(), 186);
    for page in pages {
        // As crawlers compare: by the begin of the path, or all of it where a rule ends in a dollar sign.
        let is_closed = |rule: &&str| page == *rule || page.starts_with(rule) && !robots.contains(&format!("{rule}$"));
        assert!(!closed.iter().any(is_closed), "{page} is closed to crawlers");
    }
    for page in ["/figures", "/deputies", "/units", "/units/1", "/key-proposals", "/calendar"] {
        assert_eq!(app.visitor().opens(page).await.status, StatusCode::OK, "{page}");
    }
    for wrong in ["/sitemap/second.xml", "/sitemap/1_2.xml", "/sitemap/first"] {
        assert_eq!(get(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    // A host that is none of ours cannot write into the file.
    let answer = app.visitor().sends(Method::GET, "/sitemap.xml", &[("host", "a@b/<x>")], String::new()).await;
    assert!(!answer.body.contains("<x>"), "{}", answer.body);
}
