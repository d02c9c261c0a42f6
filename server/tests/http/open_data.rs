//! The open data: every answer is as described, parameters, pages, caches, other sites.

use std::collections::BTreeSet;

use crate::common::{Answer, TestApp};
use axum::http::{Method, StatusCode};
use domain::proposal::Proposal;
use serde_json::{Value, json};

/// What asks: a program, without cookies.
pub async fn asks(app: &TestApp, address: &str) -> Answer {
    asks_with(app, address, &[]).await
}

pub(crate) async fn asks_with(app: &TestApp, address: &str, headers: &[(&str, &str)]) -> Answer {
    app.visitor().sends(Method::GET, address, headers, String::new()).await
}

pub fn parsed(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body))
}

/// Every record of a list, page by page.
pub async fn all(app: &TestApp, address: &str) -> Vec<Value> {
    let (mut items, mut next) = (Vec::new(), Some(address.to_owned()));
    while let Some(address) = next {
        let answer = asks(app, &address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
        let page = parsed(&answer);
        items.extend(page["items"].as_array().expect("items").clone());
        next = page["next"].as_str().map(str::to_owned);
        assert!(items.len() < 5000, "{address} goes round in circles");
    }
    items
}

async fn description(app: &TestApp) -> Value {
    parsed(&asks(app, "/api/v1/openapi.json").await)
}

/// The schemas, with nothing allowed that they do not name.
fn strict(mut value: Value) -> Value {
    match &mut value {
        Value::Object(fields) => {
            if fields.contains_key("properties") {
                fields.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
            for (_, field) in fields.iter_mut() {
                *field = strict(field.take());
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = strict(item.take())),
        _ => {}
    }
    value
}

fn validator(description: &Value, schema: &Value) -> jsonschema::Validator {
    let whole = json!({ "allOf": [schema], "components": strict(description["components"].clone()) });
    jsonschema::options().should_validate_formats(true).build(&whole).expect("a schema")
}

fn fits(validator: &jsonschema::Validator, value: &Value, what: &str) {
    let faults: Vec<_> =
        validator.iter_errors(value).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert!(faults.is_empty(), "{what}: {faults:#?}");
}

fn public(papers: &[Proposal]) -> BTreeSet<String> {
    papers.iter().filter(|paper| paper.is_public()).map(|paper| paper.id.to_string()).collect()
}

fn ids(items: &[Value]) -> Vec<String> {
    items.iter().map(|item| item["id"].as_str().expect("an id").to_owned()).collect()
}

#[tokio::test]
async fn every_described_address_answers_as_described() {
    let app = TestApp::demo().await;
    let description = description(&app).await;
    assert!(
        description["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")),
        "{}",
        description["openapi"]
    );
    assert_eq!(description["info"]["license"]["url"], "https://creativecommons.org/licenses/by/4.0/");
    let papers = app.proposals().await;
    let paths = description["paths"].as_object().expect("paths");
    assert!(paths.len() >= 16, "{}", paths.len());
    for (path, item) in paths {
        assert_eq!(item.as_object().expect("a path").keys().collect::<Vec<_>>(), ["get"], "{path} is only read");
        for paper in papers.iter().filter(|paper| paper.is_public()).step_by(if path.contains('{') { 5 } else { 1000 })
        {
            let number = paper.number.expect("a number").to_string();
            let number: String = form_urlencoded::byte_serialize(number.as_bytes()).collect();
            let address = path.replace("{id}", &paper.id.to_string()).replace("{number}", &number);
            let answer = asks(&app, &address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
            let content = item["get"]["responses"]["200"]["content"].as_object().expect("content");
            let (media, body) = content.iter().next().expect("a media type");
            assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with(media.as_str())), "{address}");
            if media == "application/json" {
                fits(&validator(&description, &body["schema"]), &parsed(&answer), &address);
            }
        }
        if path.contains('{') {
            for wrong in ["00000000-0000-7000-8000-000000000000", "17-1-999", "nonsense", "%00", "%FF"] {
                let answer = asks(&app, &path.replace("{id}", wrong).replace("{number}", wrong)).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path} {wrong}");
                assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path} {wrong}");
                let problem = json!({ "$ref": "#/components/schemas/Problem" });
                fits(&validator(&description, &problem), &parsed(&answer), path);
            }
        }
    }
}

#[test]
fn every_route_of_the_data_is_described() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/open_data");
    let mut sources = vec![std::fs::read_to_string(format!("{folder}.rs")).expect("a source")];
    for entry in std::fs::read_dir(folder).expect("a folder") {
        sources.push(std::fs::read_to_string(entry.expect("an entry").path()).expect("a source"));
    }
    let all = sources.concat();
    // `routes!` adds a handler and its description at once; these are described nowhere, and need not be.
    let mut plain: Vec<_> = all.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    plain.sort_unstable();
    assert_eq!(plain, ["/api", "/api/v1", "/api/v1/", "/api/v1/openapi.json", "/api/v1/{*nowhere}"]);
    assert_eq!(all.matches("#[utoipa::path(").count(), all.matches("routes!(").count());
}

#[tokio::test]
async fn parameters_are_taken_as_described_and_refused_by_name() {
    let app = TestApp::demo().await;
    let description = description(&app).await;
    let problem = validator(&description, &json!({ "$ref": "#/components/schemas/Problem" }));
    let mut tried = 0;
    for (path, item) in description["paths"].as_object().expect("paths") {
        let Some(parameters) = item["get"]["parameters"].as_array().filter(|_| !path.contains('{')) else { continue };
        for parameter in parameters.iter().filter(|one| one["in"] == "query") {
            let name = parameter["name"].as_str().expect("a name");
            let schema = &parameter["schema"];
            let right: Vec<String> = match (&schema["enum"], schema["type"].as_str(), schema["format"].as_str(), name) {
                (Value::Array(codes), ..) => {
                    codes.iter().map(|code| code.as_str().expect("a code").to_owned()).collect()
                }
                (_, Some("integer"), ..) => vec![schema["minimum"].to_string(), schema["maximum"].to_string()],
                (_, Some("boolean"), ..) => vec!["true".into(), "false".into()],
                (_, _, Some("date"), _) => vec!["2026-01-31".into()],
                (_, _, Some("date-time"), _) => {
                    vec!["2026-01-31T00:00:00Z".into(), "2026-01-31T00:00:00%2B08:00".into()]
                }
                (_, _, _, "session") => vec!["17-1".into(), "17-%E9%97%AD-2026".into()],
                (_, _, _, "after") => Vec::new(),
                other => panic!("{path} {name}: {other:?}"),
            };
            for value in right {
                let answer = asks(&app, &format!("{path}?{name}={value}")).await;
                assert_eq!(answer.status, StatusCode::OK, "{path}?{name}={value}: {}", answer.body);
            }
            for wrong in ["", "nonsense", "-1", "0", "99999999999", "2026-13-45", "draft", "%00", "1_2_3", "%27"] {
                let answer = asks(&app, &format!("{path}?{name}={wrong}")).await;
                assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}?{name}={wrong}: {}", answer.body);
                let body = parsed(&answer);
                fits(&problem, &body, path);
                assert_eq!(body["parameter"], name);
                tried += 1;
            }
            let answer = asks(&app, &format!("{path}?{name}=1&{name}=2")).await;
            assert_eq!(parsed(&answer)["parameter"], name, "twice");
        }
        let answer = asks(&app, &format!("{path}?unknown=1")).await;
        assert_eq!((answer.status, parsed(&answer)["parameter"].clone()), (StatusCode::BAD_REQUEST, "unknown".into()));
    }
    assert!(tried > 100, "{tried}");
}

#[tokio::test]
async fn pages_add_up_to_what_is_public() {
    let app = TestApp::demo().await;
    let papers = app.proposals().await;
    let expected = public(&papers);
    assert!(expected.len() > 100 && expected.len() < papers.len());
    let listed = ids(&all(&app, "/api/v1/proposals?limit=7").await);
    assert_eq!(listed.len(), expected.len(), "nothing twice");
    assert_eq!(listed.iter().cloned().collect::<BTreeSet<_>>(), expected);
    // Each filter is what it says.
    let stage = |stage: &str| {
        let of = papers.iter().filter(|paper| paper.is_public() && paper.stage.code() == stage);
        of.map(|paper| paper.id.to_string()).collect::<BTreeSet<_>>()
    };
    for code in ["replied", "handling", "tracking"] {
        let found = all(&app, &format!("/api/v1/proposals?stage={code}&limit=3")).await;
        assert_eq!(ids(&found).into_iter().collect::<BTreeSet<_>>(), stage(code), "{code}");
    }
    let promises = all(&app, "/api/v1/commitments?limit=3").await.len();
    let kept: usize = papers.iter().filter(|paper| paper.is_public()).map(|paper| paper.promises.len()).sum();
    assert_eq!(promises, kept);
    let people = all(&app, "/api/v1/people?limit=10").await;
    let known: BTreeSet<_> = ids(&people).into_iter().collect();
    assert!(people.len() >= 186, "{}", people.len());
    let organizations = parsed(&asks(&app, "/api/v1/organizations").await);
    let organizations: BTreeSet<_> = ids(organizations["items"].as_array().expect("items")).into_iter().collect();
    for person in &people {
        let membership = &person["memberships"][0];
        assert!(organizations.contains(membership["organization_id"].as_str().expect("an organization")));
        assert!(organizations.contains(membership["on_behalf_of_id"].as_str().expect("a delegation")));
    }
    for line in all(&app, "/api/v1/proposals?limit=100").await {
        assert!(known.contains(line["lead"]["id"].as_str().expect("a lead")), "{line}");
    }
}

#[tokio::test]
async fn changes_are_found_by_their_moment_and_quiet_steps_are_none() {
    let app = TestApp::demo().await;
    let mut cast = crate::common::cast::Cast::of(&app).await;
    let id = cast.ready_for("record_contact").await;
    let address = format!("/api/v1/proposals/{id}");
    let before = parsed(&asks(&app, &address).await)["changed_at"].clone();
    app.store.moment().advance(std::time::Duration::from_secs(60));
    // A draft of a reply is nobody's business but the unit's.
    cast.take(&id, "draft_reply").await;
    assert_eq!(parsed(&asks(&app, &address).await)["changed_at"], before);
    app.store.moment().advance(std::time::Duration::from_secs(60));
    let now = jiff::Timestamp::from_millisecond(app.store.moment().now_ms()).expect("a moment");
    let since = format!("/api/v1/proposals?changed_since={now}&limit=1");
    // The demo county has papers that change later today.
    assert!(!ids(&all(&app, &since).await).contains(&id));
    cast.take(&id, "record_contact").await;
    assert!(ids(&all(&app, &since).await).contains(&id));
    // From the beginning on, every paper once, in the order of changes.
    let every = all(&app, "/api/v1/proposals?changed_since=2000-01-01T00:00:00Z&limit=9").await;
    assert_eq!(ids(&every).into_iter().collect::<BTreeSet<_>>(), public(&app.proposals().await));
    let moments: Vec<jiff::Timestamp> =
        every.iter().map(|one| one["changed_at"].as_str().expect("a moment").parse().expect("RFC 3339")).collect();
    assert!(moments.is_sorted());
}

#[tokio::test]
async fn whoever_has_it_already_is_told_so() {
    let app = TestApp::demo().await;
    let id = public(&app.proposals().await).pop_first().expect("a paper");
    for address in ["/api/v1/proposals", "/api/v1/figures", "/api/v1/openapi.json", &format!("/api/v1/proposals/{id}")]
    {
        let first = asks(&app, address).await;
        let tag = first.header("etag").expect("a tag").to_owned();
        assert!(tag.starts_with('"'), "{tag} is strong");
        assert_eq!(first.header("cache-control"), Some("public, max-age=60, stale-while-revalidate=300"));
        assert!(first.header("link").is_some_and(|link| link.contains("licenses/by/4.0/>; rel=\"license\"")));
        let again = asks_with(&app, address, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{address}");
        assert_eq!(again.header("etag"), Some(tag.as_str()));
        let other = asks_with(&app, address, &[("if-none-match", "\"other\"")]).await;
        assert_eq!(other.bytes, first.bytes);
        // Compressed bytes are other bytes.
        let packed = asks_with(&app, address, &[("accept-encoding", "gzip")]).await;
        assert_eq!(packed.header("content-encoding"), Some("gzip"), "{address}");
        assert_ne!(packed.header("etag"), Some(tag.as_str()));
        assert!(packed.header("vary").is_some_and(|vary| vary.contains("accept-encoding")));
        let head = app.visitor().sends(Method::HEAD, address, &[], String::new()).await;
        assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
        assert_eq!(head.header("etag"), Some(tag.as_str()));
        assert_eq!(head.header("content-length"), Some(first.bytes.len().to_string().as_str()));
    }
    let one = asks(&app, &format!("/api/v1/proposals/{id}")).await;
    let date = one.header("last-modified").expect("a date").to_owned();
    let again = asks_with(&app, &format!("/api/v1/proposals/{id}"), &[("if-modified-since", &date)]).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn every_site_may_read_and_nobody_is_known() {
    let app = TestApp::demo().await;
    let mut office = app.signed_in("office").await;
    let origin = [("origin", "https://elsewhere.example"), ("sec-fetch-site", "cross-site")];
    for address in
        ["/api/v1/proposals", "/api/v1/commitments", "/api/v1/people", "/api/v1/proposals.csv", "/api/v1/nowhere"]
    {
        let stranger = asks_with(&app, address, &origin).await;
        assert_eq!(stranger.header("access-control-allow-origin"), Some("*"), "{address}");
        assert_eq!(stranger.header("access-control-allow-credentials"), None);
        assert_eq!(stranger.header("set-cookie"), None);
        // A signed-in person gets the same bytes, in whatever language.
        for lang in ["zh-CN", "en"] {
            office.lang = lang;
            let known = office.sends(Method::GET, address, &origin, String::new()).await;
            assert_eq!(known.bytes, stranger.bytes, "{address}");
            assert_eq!(known.header("set-cookie"), None);
        }
    }
    let mut asked = origin.to_vec();
    asked.extend([("access-control-request-method", "GET"), ("access-control-request-headers", "if-none-match")]);
    let may = app.visitor().sends(Method::OPTIONS, "/api/v1/proposals", &asked, String::new()).await;
    assert_eq!(may.status, StatusCode::OK);
    assert_eq!(may.header("access-control-allow-methods"), Some("GET,HEAD,OPTIONS"));
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        for address in ["/api/v1/proposals", "/api/v1/proposals.csv"] {
            let answer =
                app.visitor().sends(method.clone(), address, &[("sec-fetch-site", "same-origin")], String::new()).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {address}");
            assert_eq!(answer.header("content-type"), Some("application/problem+json"));
            assert!(answer.header("allow").is_some_and(|allow| allow.contains("GET")));
        }
    }
    // Programs are told of a wrong address in their own way, whatever they accept.
    let answer = asks_with(&app, "/api/v1/proposals/nonsense", &[("accept", "text/html")]).await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (StatusCode::NOT_FOUND, Some("application/problem+json"))
    );
}

#[tokio::test]
async fn figures_are_those_of_the_site() {
    let app = TestApp::demo().await;
    let figures = parsed(&asks(&app, "/api/v1/figures?session=17-1").await);
    let one = &figures["items"][0];
    assert_eq!(figures["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(one["registered"], 100);
    let n = |list: &str| -> u64 {
        one[list].as_array().expect("a list").iter().map(|count| count["n"].as_u64().expect("a number")).sum()
    };
    let replied = one["shares"][0]["part"].as_u64().expect("a part");
    assert_eq!(n("classes"), replied, "A + B + C + D = replied");
    assert_eq!(n("ratings") + one["unrated"].as_u64().expect("a number"), replied);
    assert_eq!(n("stages"), 100);
    let home = app.visitor().opens("/").await.text();
    let percent = format!("{:.1}%", one["shares"][0]["percent"].as_f64().expect("a share"));
    assert!(home.contains(&percent), "{percent}: {home}");
    for unit in one["units"].as_array().expect("units") {
        assert!(unit["assigned"].as_u64().is_some_and(|n| n >= 5), "{unit}");
    }
}

#[tokio::test]
async fn the_page_explains_everything_in_both_languages() {
    let app = TestApp::demo().await;
    let description = description(&app).await;
    for (lang, heading) in [("zh-CN", "开放数据"), ("en", "Open data")] {
        let mut visitor = app.visitor();
        visitor.lang = lang;
        let page = visitor.opens("/api").await;
        assert_eq!(page.status, StatusCode::OK);
        let text = page.text();
        assert!(text.contains(heading) && page.body.contains(&format!("lang=\"{lang}\"")), "{text}");
        for path in description["paths"].as_object().expect("paths").keys() {
            assert!(text.contains(path.as_str()), "{path}");
        }
        for schema in description["components"]["schemas"].as_object().expect("schemas").keys() {
            assert!(page.body.contains(&format!("id=\"{schema}\"")), "{schema}");
        }
        assert!(!page.body.contains("<script"), "nothing runs");
        for (address, _) in page.body.split("href=\"").skip(1).filter_map(|rest| rest.split_once('"')) {
            let is_here = address.strip_prefix('#').is_none_or(|id| page.body.contains(&format!("id=\"{id}\"")));
            assert!(is_here, "{address} leads nowhere");
        }
    }
    let answer = app.visitor().opens("/api/v1").await;
    assert_eq!(answer.location().as_deref(), Some("/api"));
}
