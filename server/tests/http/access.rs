//! Every address as a visitor and as each office, over HTTP, against a reviewed table.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::common::{Browser, TestApp, encoded, linked_proposals};
use axum::http::Method;

/// Who asks, by demo account; nobody for the visitor.
const WHO: [(&str, &str); 9] = [
    ("visitor", ""),
    ("deputy", "deputy"),
    ("office", "office"),
    ("govoffice", "govoffice"),
    ("clerk", "jiaotong"),
    ("head", "jiaotong-head"),
    ("supervisor", "supervisor"),
    ("admin", "admin"),
    ("first-login", "newcomer"),
];

/// The pages of the site map; `{public}` is a registered proposal, `{answered}` one with a reply, `{draft}` somebody's
/// draft, `{mark}` a paper's mark.
const PAGES: &[&str] = &[
    "/",
    "/about",
    "/figures",
    "/deputies",
    "/deputies/{public}",
    "/units",
    "/units/1",
    "/units/0",
    "/proposals",
    "/proposals?q=%E9%81%93%E8%B7%AF",
    "/proposals/new",
    "/proposals/{public}",
    "/proposals/{public}/edit",
    "/proposals/{draft}",
    "/proposals/{draft}/edit",
    "/proposals/{public}/versions",
    "/proposals/{public}/reply-versions",
    "/proposals/{draft}/versions",
    "/proposals/{draft}/similar",
    "/desk",
    "/desk/dates.ics",
    "/feeds/proposals.atom",
    "/feeds/units/1.atom",
    "/feeds/townships/1.atom",
    "/proposals/{public}/feed.atom",
    "/proposals/{draft}/feed.atom",
    "/proposals/{public}/dates.ics",
    "/proposals/{draft}/dates.ics",
    "/units/1/dates.ics",
    "/p/17-1-9999",
    "/follow/sent",
    "/follow/left",
    "/follow/confirm/{mark}",
    "/follow/leave/{mark}",
    "/rules",
    "/calendar",
    "/hand-over",
    "/hand-over/print",
    "/hand-over/meetings",
    "/hand-over/meetings/1",
    "/unit",
    "/supervision",
    "/supervision/1",
    "/commitments",
    "/key-proposals",
    "/sign-in",
    "/account",
    "/proposals/{public}/print",
    "/proposals/{draft}/print",
    "/proposals/{answered}/replies/1/print",
    "/proposals/{draft}/replies/1/print",
    "/proposals/{answered}/replies/1/letter.docx",
    "/proposals/{draft}/replies/1/letter.docx",
    "/paper/{public}/{mark}",
    "/paper/{draft}/{mark}",
    "/files/{draft}/a.pdf",
    "/qr/{draft}/{mark}",
    "/account/notices",
    "/notices",
    "/activate",
    "/accounts",
    "/accounts/{public}",
    "/accounts/import",
    "/accounts/import/{public}",
    "/accounts/codes",
    "/accounts/codes/sheet",
    "/accounts/term",
    "/api",
    "/api/v1",
    "/api/v1/openapi.json",
    "/api/v1/proposals",
    "/api/v1/proposals/{public}",
    "/api/v1/proposals/{draft}",
    "/api/v1/proposals/{public}/events",
    "/api/v1/proposals/{draft}/events",
    "/api/v1/proposals/{answered}/replies",
    "/api/v1/proposals/{draft}/replies",
    "/api/v1/proposals/{answered}/promises",
    "/api/v1/proposals/{draft}/promises",
    "/api/v1/commitments",
    "/api/v1/figures",
    "/api/v1/sessions",
    "/api/v1/townships",
    "/api/v1/people",
    "/api/v1/units",
    "/api/v1/organizations",
    "/api/v1/proposals.csv",
    "/api/v1/proposals.jsonl",
    "/api/v1/commitments.csv",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap/first.xml",
    "/template/people.csv",
    "/template/units.csv",
    "/nowhere",
];

/// What stands on a printed paper.
const MARK: &str = "0123456789abcdef-2026-11-24";

/// The method of a call and its fields.
type Call = (Method, Vec<(String, String)>);

/// A well-formed call of each server function. One that is missing here fails the test.
fn samples(public: &str, answered: &str, draft: &str) -> BTreeMap<&'static str, Call> {
    let get = |fields: &[(&str, &str)]| (Method::GET, owned(fields));
    let post = |fields: &[(&str, &str)]| (Method::POST, owned(fields));
    BTreeMap::from([
        ("/api/activate", post(&[])),
        ("/api/people", get(&[])),
        ("/api/person", get(&[("id", public)])),
        ("/api/change-account", post(&[("id", public), ("version", "1"), ("command", "suspend")])),
        ("/api/import-preview", get(&[("id", public)])),
        ("/api/import-confirm", post(&[("id", public)])),
        ("/api/terms", get(&[])),
        ("/api/add-session", post(&[])),
        ("/api/end-term", post(&[])),
        ("/api/viewer", get(&[])),
        ("/api/home", get(&[])),
        ("/api/figures", get(&[])),
        ("/api/units", get(&[])),
        ("/api/unit-record", get(&[("unit", "1")])),
        ("/api/deputies", get(&[])),
        ("/api/deputy", get(&[("id", public)])),
        ("/api/list", get(&[])),
        ("/api/county", get(&[])),
        ("/api/proposal", get(&[("id", public)])),
        ("/api/letter", get(&[("id", answered), ("n", "1")])),
        ("/api/kept-form", get(&[("id", public)])),
        ("/api/attachments", get(&[("id", public)])),
        ("/api/remove-attachment", post(&[("id", draft)])),
        ("/api/paper", get(&[("id", draft)])),
        ("/api/scans", get(&[("id", draft), ("mark", MARK)])),
        ("/api/desk", get(&[])),
        ("/api/unread-notices", get(&[])),
        ("/api/notices", get(&[])),
        ("/api/open-notice", post(&[("id", public)])),
        ("/api/read-notices", post(&[])),
        ("/api/notice-settings", get(&[])),
        (
            "/api/set-notice-settings",
            post(&[("settings[email]", ""), ("settings[mail]", "at_once"), ("settings[lang]", "zh")]),
        ),
        ("/api/site", get(&[])),
        ("/api/follow", post(&[("follow[what]", "list:")])),
        ("/api/follow-asked", get(&[("token", MARK)])),
        ("/api/confirm-follow", post(&[("token", MARK)])),
        ("/api/leave-asked", post(&[("token", MARK)])),
        ("/api/leaving", get(&[("token", MARK)])),
        ("/api/roster", get(&[])),
        ("/api/writing", get(&[])),
        ("/api/kept-rating", get(&[("id", public)])),
        ("/api/draft-letter", get(&[("id", public)])),
        ("/api/reply-versions", get(&[("id", public)])),
        ("/api/similar", get(&[("id", draft)])),
        ("/api/versions", get(&[("id", draft)])),
        ("/api/version", get(&[("id", draft), ("seq", "1")])),
        ("/api/restore", post(&[("id", draft), ("version", "1"), ("seq", "1")])),
        ("/api/write", post(&[("id", draft), ("version", "1"), ("draft[title]", "x")])),
        ("/api/act", post(&[("id", draft), ("version", "1"), ("command", "submit")])),
        ("/api/rules", get(&[])),
        ("/api/calendar", get(&[("year", "2026")])),
        ("/api/enter-rules", post(&[("version", "1")])),
        ("/api/enter-days", post(&[("days[kind]", "rest")])),
        ("/api/remove-days", post(&[("removed[kind]", "rest")])),
        ("/api/enter-notice", post(&[("notice[year]", "1")])),
        ("/api/preparation", get(&[])),
        ("/api/propose-units", post(&[("id", draft), ("version", "1"), ("plan[lead]", "1")])),
        ("/api/hand-over-batch", post(&[("batch[place]", "会议室")])),
        ("/api/meetings", get(&[])),
        ("/api/meeting-sheet", get(&[])),
        ("/api/unit-papers", get(&[])),
        ("/api/accept-all", post(&[])),
        ("/api/supervision", get(&[])),
        ("/api/chase", post(&[("id", public), ("version", "1")])),
        ("/api/record-papers", get(&[("unit", "1")])),
        ("/api/commitments", get(&[])),
        ("/api/key-proposals", get(&[])),
        ("/api/preferences", post(&[("lang", "zh")])),
        ("/api/password", post(&[])),
        ("/api/sign-in", post(&[])),
        ("/api/sign-out-everywhere", post(&[])),
        ("/api/sign-out", post(&[])),
    ])
}

fn owned(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

async fn somebody(app: &TestApp, login: &str) -> Browser {
    if login.is_empty() {
        return app.visitor();
    }
    app.signed_in(login).await
}

/// Set `ACCEPT=1` to write the table anew, then review the diff.
#[tokio::test]
async fn every_address_answers_each_office_as_the_table_says() {
    let app = TestApp::demo().await;
    let public = linked_proposals(&app.visitor().opens("/proposals").await.body).remove(0);
    let answered = linked_proposals(&app.visitor().opens("/proposals?stage=replied").await.body).remove(0);
    let draft = {
        // The demo county has one draft; only its writer's desk links to it, so make one here.
        let mut other = app.signed_in("d005").await;
        let page = other.opens("/proposals/new").await.body;
        let id = crate::common::value_of(&page, "id").expect("a fresh id");
        other
            .submits("/proposals/new", "/api/write", &[("id", &id), ("version", "0"), ("draft[title]", "别人的草稿")])
            .await;
        id
    };
    let samples = samples(&public, &answered, &draft);
    let mut table =
        String::from("# status by address and office (made by the test; a change here is a change of rights)\n");
    let names: Vec<_> = WHO.iter().map(|(name, _)| *name).collect();
    writeln!(table, "{:<30} {}", "", names.join(" ")).expect("text grows");
    // Reading changes nothing, so each reads all pages in one session; whoever acts comes with a fresh one.
    let mut readers = Vec::new();
    for (_, login) in WHO {
        readers.push(somebody(&app, login).await);
    }
    for page in PAGES {
        let path = page.replace("{public}", &public).replace("{answered}", &answered);
        let path = path.replace("{draft}", &draft).replace("{mark}", MARK);
        let mut row = Vec::new();
        for ((name, _), browser) in WHO.iter().zip(&mut readers) {
            let answer = browser.opens(&path).await;
            row.push(format!("{:<width$}", answer.status.as_u16(), width = name.len()));
        }
        writeln!(table, "{:<30} {}", format!("GET  {page}"), row.join(" ").trim_end()).expect("text grows");
    }
    let mut functions: Vec<_> = server_fn::axum::server_fn_paths().collect();
    // Those that act come last: signing out everywhere ends the sessions of those who read.
    functions.sort_by_key(|(path, method)| (*method != Method::GET, *path));
    for (path, method) in functions {
        let (sample_method, fields) = samples.get(path).unwrap_or_else(|| panic!("{path} has no sample: add one"));
        assert_eq!(*sample_method, method, "{path}");
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let mut row = Vec::new();
        for ((name, login), reader) in WHO.iter().zip(&mut readers) {
            let answer = if method == Method::GET {
                let address = format!("{path}?{}", encoded(&fields));
                reader.sends(Method::GET, &address, &[("accept", "application/json")], String::new()).await
            } else {
                somebody(&app, login).await.calls(path, &fields).await
            };
            row.push(format!("{:<width$}", answer.status.as_u16(), width = name.len()));
        }
        writeln!(table, "{:<30} {}", format!("{:<4} {path}", method.as_str()), row.join(" ").trim_end())
            .expect("text grows");
    }
    for form in ["/upload/proposals/{draft}", "/upload/papers/{draft}/{mark}", "/upload/handling/{draft}"] {
        let path = form.replace("{draft}", &draft).replace("{mark}", MARK);
        let mut row = Vec::new();
        for (name, login) in WHO {
            let mut browser = somebody(&app, login).await;
            let answer = browser.sends_files(&path, &[("a.pdf", crate::common::files::pdf("x"))]).await;
            row.push(format!("{:<width$}", answer.status.as_u16(), width = name.len()));
        }
        writeln!(table, "{:<30} {}", format!("POST {form}"), row.join(" ").trim_end()).expect("text grows");
    }
    let checked_in = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/http/access.txt");
    if std::env::var_os("ACCEPT").is_some() {
        std::fs::write(checked_in, &table).expect("the table can be written");
    }
    let expected = std::fs::read_to_string(checked_in).expect("the table is checked in");
    assert_eq!(expected, table, "rights changed: run with ACCEPT=1 and review the diff");
}
