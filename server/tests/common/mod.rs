//! The whole application on a database of its own, spoken to over HTTP as browsers do.

#![allow(clippy::allow_attributes, dead_code, reason = "each test file uses some of this")]

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HOST, LOCATION, REFERER, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use domain::people::Office;
use http_body_util::BodyExt;
use sea_orm_migration::MigratorTrait;
use sea_orm_migration::sea_orm::{ConnectionTrait, Database};
use server::config::Serve;
use store::Store;
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

/// The password of the demo accounts.
pub const PASSWORD: &str = "jianyi-demo";
const ORIGIN: &str = "http://jianyi.test";

/// The application and its store.
pub struct TestApp {
    pub router: Router,
    pub store: Store,
    _folder: TempDir,
}

impl TestApp {
    /// On an empty database: SQLite, or PostgreSQL where `TEST_DATABASE_URL` names a server.
    pub async fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let url = match std::env::var("TEST_DATABASE_URL") {
            Ok(server) => fresh_database(&server).await,
            Err(_) => format!("sqlite://{}", folder.path().join("test.db").display()),
        };
        let store = Store::connect(&url).await.expect("the database opens");
        migrations::Migrator::up(store.connection(), None).await.expect("the migrations run");
        let router = server::router::router(store.clone(), &Serve::default());
        Self { router, store, _folder: folder }
    }

    /// With the demo county.
    pub async fn demo() -> Self {
        let app = Self::empty().await;
        let today = app.store.moment().today();
        server::demo::fill(&app.store, 17, today).await.expect("the demo county fills");
        app
    }

    /// Somebody who is not signed in.
    pub fn visitor(&self) -> Browser {
        Browser { router: self.router.clone(), cookies: Vec::new(), lang: "zh-CN" }
    }

    /// Somebody who is signed in to a demo account.
    pub async fn signed_in(&self, login: &str) -> Browser {
        let mut browser = self.visitor();
        let answer = browser.submits("/sign-in", "/api/sign-in", &[("login", login), ("password", PASSWORD)]).await;
        assert_eq!(answer.location().as_deref(), Some("/desk"), "{login} signs in");
        browser
    }

    /// A new person of an office with a password of their own, signed in.
    pub async fn newly_provisioned(&self, login: &str, office: Office, unit: Option<i32>) -> (Browser, String) {
        let first = server::people::add(&self.store, login, "测试", office, unit).await.expect("the account is added");
        let mut browser = self.visitor();
        browser.submits("/sign-in", "/api/sign-in", &[("login", login), ("password", &first)]).await;
        (browser, first)
    }

    /// Lets days pass, and the jobs see it.
    pub async fn days_pass(&self, days: u64) {
        self.store.moment().advance(Duration::from_secs(days * 24 * 60 * 60));
        server::jobs::tick(&self.store).await.expect("the jobs run");
    }
}

async fn fresh_database(server: &str) -> String {
    let name = format!("test_{}", Uuid::new_v4().simple());
    let admin = Database::connect(server).await.expect("PostgreSQL answers");
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database can be made");
    let (base, _) = server.rsplit_once('/').expect("an address with a database");
    format!("{base}/{name}")
}

/// A browser without script: it keeps cookies and posts forms.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: Vec<(String, String)>,
    pub lang: &'static str,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// Where it sends the browser.
    pub fn location(&self) -> Option<String> {
        self.headers.get(LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned)
    }
}

impl Browser {
    /// Opens a page.
    pub async fn opens(&mut self, path: &str) -> Answer {
        self.sends(Method::GET, path, &[(ACCEPT.as_str(), "text/html")], String::new()).await
    }

    /// Submits a form of a page, as a browser without script does.
    pub async fn submits(&mut self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let referer = format!("{ORIGIN}{page}");
        let headers = [
            (ACCEPT.as_str(), "text/html,application/xhtml+xml"),
            (CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded"),
            (REFERER.as_str(), &referer),
            ("origin", ORIGIN),
            ("sec-fetch-site", "same-origin"),
        ];
        self.sends(Method::POST, action, &headers, encoded(fields)).await
    }

    /// Submits a form and opens the page that it leads to.
    pub async fn submits_and_follows(&mut self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.submits(page, action, fields).await;
        let location = answer.location().unwrap_or_else(|| panic!("{action} answers {}: {}", answer.status, answer.body));
        self.opens(location.split('#').next().unwrap_or_default()).await
    }

    /// Calls a server function, as the script of a page does.
    pub async fn calls(&mut self, action: &str, fields: &[(&str, &str)]) -> Answer {
        let headers = [
            (ACCEPT.as_str(), "application/json"),
            (CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded"),
            ("origin", ORIGIN),
        ];
        self.sends(Method::POST, action, &headers, encoded(fields)).await
    }

    /// Takes a step of a proposal with the version that the page shows. Answers the page that follows.
    pub async fn takes(&mut self, id: &str, step: &str, fields: &[(&str, &str)]) -> Answer {
        let page = format!("/proposals/{id}");
        let version = self.version_of(id).await;
        let mut all = vec![("id", id.to_owned()), ("version", version)];
        if fields.is_empty() {
            all.push(("command", step.to_owned()));
        }
        let named: Vec<(String, String)> = (fields.iter())
            .map(|(path, value)| {
                let parts: String = path.split('.').map(|part| format!("[{part}]")).collect();
                (format!("command[{step}]{parts}"), (*value).to_owned())
            })
            .collect();
        let mut body: Vec<(&str, &str)> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
        body.extend(named.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        self.submits_and_follows(&page, "/api/act", &body).await
    }

    /// The version of a proposal as its page has it in its forms, or 0 where it has none.
    pub async fn version_of(&mut self, id: &str) -> String {
        let body = self.opens(&format!("/proposals/{id}")).await.body;
        value_of(&body, "version").unwrap_or_else(|| "0".to_owned())
    }

    /// Sends a request with these headers, and keeps the cookies that come back.
    pub async fn sends(&mut self, method: Method, path: &str, headers: &[(&str, &str)], body: String) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(HOST, "jianyi.test");
        request = request.header("accept-language", self.lang);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(COOKIE, cookies.join("; "));
        }
        let request = request.body(Body::from(body)).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok()) {
            let pair = cookie.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        let bytes = body.collect().await.expect("a body").to_bytes();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// A cookie's value.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The fields as a browser encodes them.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// The value of the first input of this name in a page.
pub fn value_of(html: &str, name: &str) -> Option<String> {
    let at = html.find(&format!("name=\"{name}\""))?;
    let tag_start = html[..at].rfind('<')?;
    let tag = &html[tag_start..tag_start + html[tag_start..].find('>')?];
    let value = tag.split("value=\"").nth(1)?.split('"').next()?;
    Some(value.to_owned())
}

/// The ids of the proposals that a page links to, in its order.
pub fn linked_proposals(html: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for part in html.split("/proposals/").skip(1) {
        let id: String = part.chars().take(36).collect();
        if Uuid::parse_str(&id).is_ok() && !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}
