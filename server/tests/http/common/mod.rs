//! The whole application on a database of its own, spoken to over HTTP as browsers do.

#![allow(clippy::allow_attributes, dead_code, reason = "each test file uses some of this")]

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HOST, LOCATION, REFERER, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use domain::county::people::Office;
use domain::proposal::Proposal;
use domain::proposal::workflow::Step;
use http_body_util::BodyExt;
use sea_orm_migration::MigratorTrait;
use sea_orm_migration::sea_orm::{ConnectionTrait, Statement};
use server::config::Serve;
use server::files::Files;
use store::Store;
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tower::ServiceExt;
use uuid::Uuid;

pub mod bad;
pub mod cast;
pub mod files;

/// The password of the demo accounts.
pub const PASSWORD: &str = "jianyi-demo";
const ORIGIN: &str = "http://jianyi.test";

/// The application and its store.
pub struct TestApp {
    pub router: Router,
    pub store: Store,
    pub files: Files,
    pub folder: TempDir,
}

impl TestApp {
    /// On an empty database: SQLite, or PostgreSQL where `TEST_DATABASE_URL` names a server.
    pub async fn empty() -> Self {
        Self::serving(&Serve::default()).await
    }

    /// The same with other settings.
    pub async fn serving(settings: &Serve) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let url = testing::database(folder.path()).await;
        Self::on(&url, folder, settings).await
    }

    async fn on(url: &str, folder: TempDir, settings: &Serve) -> Self {
        let store = migrated(url).await;
        let files = folder.path().join("files").display().to_string();
        let files = Files::open(&files).expect("the folder for files opens");
        let router = server::router::router(store.clone(), files.clone(), settings);
        Self { router, store, files, folder }
    }

    /// With the demo county.
    pub async fn demo() -> Self {
        Self::demo_serving(&Serve::default()).await
    }

    /// The same with other settings.
    pub async fn demo_serving(settings: &Serve) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let url = DEMO.get_or_init(demo_county).await.copied(&folder).await;
        let app = Self::on(&url, folder, settings).await;
        app.store.learn_revisions().await.expect("what was changed is known");
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

    /// Ends a browser's session, as twelve hours do.
    pub async fn session_ends(&self, browser: &Browser) {
        let id = browser.cookie("session").expect("a session");
        self.store.delete_web_session(id).await.expect("the session ends");
    }

    /// A column of every row, in the order of the others named.
    pub async fn column(&self, table: &str, column: &str, order: &str) -> Vec<String> {
        let db = self.store.connection();
        let sql = format!("SELECT {column} FROM {table} ORDER BY {order}");
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("rows");
        rows.iter().map(|row| row.try_get("", column).expect("text")).collect()
    }

    /// Does something to the database that no page does.
    pub async fn execute(&self, sql: &str) {
        self.store.connection().execute_unprepared(sql).await.expect("the database does it");
        self.store.learn_revisions().await.expect("the program hears of it");
    }

    /// Every proposal as it is stored.
    pub async fn proposals(&self) -> Vec<Proposal> {
        let states = self.column("paper", "state", "id").await;
        states.iter().map(|state| serde_json::from_str(state).expect("a proposal")).collect()
    }

    /// A proposal as it is stored.
    pub async fn stored(&self, id: &str) -> Proposal {
        let all = self.proposals().await;
        all.into_iter().find(|proposal| proposal.id.to_string() == id).unwrap_or_else(|| panic!("{id} is stored"))
    }

    /// Lets days pass, and the jobs see it.
    pub async fn days_pass(&self, days: u64) {
        self.store.moment().advance(Duration::from_secs(days * 24 * 60 * 60));
        server::jobs::tick(&self.store).await.expect("the jobs run");
    }
}

/// The demo county: made once, and copied for each test.
static DEMO: OnceCell<County> = OnceCell::const_new();

enum County {
    /// The bytes of a SQLite file.
    File(Vec<u8>),
    /// The name of a PostgreSQL database.
    Database(String),
}

async fn demo_county() -> County {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let url = testing::database(folder.path()).await;
    let store = migrated(&url).await;
    // What is written on the way lies before the moment at which the tests begin.
    store.moment().set(testing::begins() - 60_000);
    server::demo::fill(&store, 17, store.moment().today()).await.expect("the demo county fills");
    let county = match url.strip_prefix("sqlite:") {
        None => County::Database(url.rsplit('/').next().expect("a name").to_owned()),
        Some(_) => {
            let whole = folder.path().join("whole.db");
            let sql = format!("VACUUM INTO '{}'", whole.display());
            store.connection().execute_unprepared(&sql).await.expect("it is written into one file");
            County::File(std::fs::read(whole).expect("the file is there"))
        }
    };
    // Only what nobody is connected to can be copied.
    store.connection().close_by_ref().await.expect("it is closed");
    county
}

impl County {
    /// A copy's address.
    async fn copied(&self, folder: &TempDir) -> String {
        match self {
            Self::File(bytes) => {
                let file = folder.path().join("test.db");
                std::fs::write(&file, bytes).expect("a file can be written");
                format!("sqlite://{}", file.display())
            }
            Self::Database(county) => testing::database_like(&format!("TEMPLATE {county}")).await,
        }
    }
}

async fn migrated(url: &str) -> Store {
    let store = Store::connect(url).await.expect("the database opens");
    store.moment().set(testing::begins());
    migrations::Migrator::up(store.connection(), None).await.expect("the migrations run");
    store
}

/// A browser without script: it keeps cookies and posts forms.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: Vec<(String, String)>,
    pub lang: &'static str,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    pub bytes: axum::body::Bytes,
}

impl Answer {
    /// Where it sends the browser.
    pub fn location(&self) -> Option<String> {
        self.header(LOCATION.as_str()).map(str::to_owned)
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The page without its scripts, which hold its data.
    pub fn html(&self) -> String {
        let mut parts = self.body.split("<script");
        let mut html = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            html += part.split_once("</script>").map_or("", |(_, rest)| rest);
        }
        html
    }

    /// The page as a reader sees it: without scripts and tags.
    pub fn text(&self) -> String {
        let html = self.html();
        let mut parts = html.split('<');
        let first = parts.next().unwrap_or_default().to_owned();
        unescaped(&parts.fold(first, |text, part| text + part.split_once('>').map_or("", |(_, rest)| rest)))
    }

    /// The message beside a field, by the field's id; `None` where the page has no place for one.
    pub fn problem_beside(&self, id: &str) -> Option<String> {
        let (_, rest) = self.body.split_once(&format!("id=\"{id}-error\""))?;
        let message = rest.split_once('>')?.1.split("</p>").next()?;
        Some(unescaped(&message.replace("<!>", "")).trim().to_owned())
    }

    /// The message over a form that was refused.
    pub fn alert(&self) -> Option<String> {
        let (_, rest) = self.body.split_once("id=\"refused\"")?;
        let message = rest.split_once("<p>")?.1.split("</p>").next()?;
        Some(unescaped(&message.replace("<!>", "")))
    }

    /// What stands in a field of text, by its name.
    pub fn typed(&self, name: &str) -> Option<String> {
        let at = self.body.find(&format!("name=\"{name}\""))?;
        let start = self.body[..at].rfind('<')?;
        let (tag, rest) = self.body[start..].split_once('>')?;
        if tag.starts_with("<textarea") {
            let text = unescaped(rest.split("</textarea>").next()?);
            return Some(text.strip_prefix('\n').map(str::to_owned).unwrap_or(text));
        }
        Some(
            tag.split_once("value=\"")
                .map_or_else(String::new, |(_, value)| unescaped(value.split('"').next().unwrap_or_default())),
        )
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
        let location =
            answer.location().unwrap_or_else(|| panic!("{action} answers {}: {}", answer.status, answer.body));
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
        let version = self.version_of(id).await;
        self.takes_at(id, &version, step, fields).await
    }

    /// Takes a step of a proposal from a page that was opened earlier.
    pub async fn takes_at(&mut self, id: &str, version: &str, step: &str, fields: &[(&str, &str)]) -> Answer {
        self.submits_and_follows(&format!("/proposals/{id}"), "/api/act", &pairs(&step_form(id, version, step, fields)))
            .await
    }

    /// Opens a new proposal. Answers the id that its form has.
    pub async fn begins_to_write(&mut self) -> String {
        let page = self.opens("/proposals/new").await;
        value_of(&page.body, "id").expect("a fresh id")
    }

    /// Sends the form of a draft, and opens the page that follows.
    pub async fn writes(&mut self, id: &str, version: &str, then: &str, fields: &[(String, String)]) -> Answer {
        let page = if version == "0" { "/proposals/new".to_owned() } else { format!("/proposals/{id}/edit") };
        let mut all = vec![("id", id), ("version", version), ("then", then)];
        all.extend(pairs(fields));
        self.submits_and_follows(&page, "/api/write", &all).await
    }

    /// The version of a proposal as its page has it in its forms, or 0 where it has none.
    pub async fn version_of(&mut self, id: &str) -> String {
        let body = self.opens(&format!("/proposals/{id}")).await.body;
        value_of(&body, "version").unwrap_or_else(|| "0".to_owned())
    }

    /// Sends a request with these headers, and keeps the cookies that come back.
    pub async fn sends(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<axum::body::Bytes>,
    ) -> Answer {
        let body = body.into();
        if method != Method::POST {
            return self.streams(method, path, headers, Body::from(body)).await;
        }
        let length = body.len().to_string();
        let headers: Vec<_> = headers.iter().copied().chain([(CONTENT_LENGTH.as_str(), length.as_str())]).collect();
        self.streams(method, path, &headers, Body::from(body)).await
    }

    /// Sends a request whose body comes bit by bit.
    pub async fn streams(&mut self, method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(HOST, "jianyi.test");
        request = request.header("accept-language", self.lang);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(COOKIE, cookies.join("; "));
        }
        let request = request.body(body).expect("a request");
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
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body, bytes }
    }

    /// Has a cookie from somewhere.
    pub fn receives(&mut self, name: &str, value: &str) {
        self.cookies.push((name.to_owned(), value.to_owned()));
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

/// The name of a field in a group: `asks.0` in `draft` is `draft[asks][0]`.
pub fn field(group: &str, path: &str) -> String {
    path.split('.').fold(group.to_owned(), |name, part| format!("{name}[{part}]"))
}

/// The id of a field in a group, for its problem.
pub fn id_of(group: &str, path: &str) -> String {
    field(group, path).replace('[', "-").replace(']', "")
}

/// Pairs as most functions take them.
pub fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// The form of a step; one without fields is its button alone.
pub fn step_form(id: &str, version: &str, step: &str, fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut form = vec![("id".to_owned(), id.to_owned()), ("version".to_owned(), version.to_owned())];
    let group = group_of(step);
    if fields.is_empty() {
        let (name, value) = group.strip_suffix(']').and_then(|group| group.rsplit_once('[')).expect("a group");
        form.push((name.to_owned(), value.to_owned()));
    }
    form.extend(fields.iter().map(|(path, value)| (field(group, path), (*value).to_owned())));
    form
}

/// The prefix of the names that a step's form sends.
pub fn group_of(step: &str) -> &'static str {
    Step::from_code(step).unwrap_or_else(|error| panic!("{error}")).prefix()
}

/// HTML's entities as what they stand for.
pub fn unescaped(html: &str) -> String {
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ];
    entities.iter().fold(html.to_owned(), |text, (entity, meaning)| text.replace(entity, meaning))
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
