//! Signing in and out, passwords, and what stands on every response.

use std::collections::BTreeSet;

use crate::common::cast::Cast;
use crate::common::{Answer, Browser, PASSWORD, TestApp, pairs, step_form};
use axum::http::Method;
use domain::county::people::Office;
use server::config::Serve;

const FRESH: &str = "春天的核桃树开花了吗";

async fn signs_in(browser: &mut Browser, login: &str, password: &str) -> Answer {
    browser.submits("/sign-in", "/api/sign-in", &[("login", login), ("password", password)]).await
}

async fn changes_password(browser: &mut Browser, present: &str, new: &str) -> Answer {
    let fields = [("present_password", present), ("new_password", new), ("new_password_again", new)];
    browser.submits("/account", "/api/password", &fields).await
}

async fn is_signed_in(browser: &mut Browser) -> bool {
    browser.opens("/desk").await.status.as_u16() == 200
}

fn cookie_of(answer: &Answer) -> String {
    let cookies = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    cookies.into_iter().find(|cookie| cookie.contains("session=")).expect("a session's cookie").to_owned()
}

#[tokio::test]
async fn each_sign_in_begins_a_session_of_its_own() {
    let app = TestApp::demo().await;
    let mut browser = app.visitor();
    browser.opens("/sign-in").await;
    assert_eq!(browser.cookie("session"), None, "nobody gets a session for looking");
    signs_in(&mut browser, "deputy", PASSWORD).await;
    let first = browser.cookie("session").expect("a session").to_owned();
    let mut thief = browser.clone();
    signs_in(&mut browser, "office", PASSWORD).await;
    assert_ne!(browser.cookie("session"), Some(first.as_str()), "the id changes");
    assert!(!is_signed_in(&mut thief).await, "the id from before the sign-in is worth nothing");
    // An id that somebody else chose is not taken over.
    let chosen = "AAAAAAAAAAAAAAAAAAAAAA";
    let mut victim = app.visitor();
    victim.receives("session", chosen);
    signs_in(&mut victim, "deputy", PASSWORD).await;
    assert_ne!(victim.cookie("session"), Some(chosen));
    assert!(is_signed_in(&mut victim).await);
}

#[tokio::test]
async fn signing_out_ends_this_session_and_signing_out_everywhere_ends_all() {
    let app = TestApp::demo().await;
    let (mut phone, mut desk, mut home) =
        (app.signed_in("deputy").await, app.signed_in("deputy").await, app.signed_in("deputy").await);
    let mut copy = phone.clone();
    assert_eq!(phone.submits("/account", "/api/sign-out", &[]).await.location().as_deref(), Some("/"));
    assert!(!is_signed_in(&mut phone).await && !is_signed_in(&mut copy).await, "the session is gone on the server too");
    assert!(is_signed_in(&mut desk).await && is_signed_in(&mut home).await);
    assert_eq!(desk.submits("/account", "/api/sign-out-everywhere", &[]).await.location().as_deref(), Some("/sign-in"));
    assert!(!is_signed_in(&mut desk).await && !is_signed_in(&mut home).await);
    let mut office = app.signed_in("office").await;
    assert!(is_signed_in(&mut office).await, "other people stay");
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_the_old_password() {
    let app = TestApp::demo().await;
    let (mut here, mut there) = (app.signed_in("deputy").await, app.signed_in("deputy").await);
    let before = here.cookie("session").expect("a session").to_owned();
    assert_eq!(
        changes_password(&mut here, PASSWORD, FRESH).await.location().as_deref(),
        Some("/account?changed=password")
    );
    assert_ne!(here.cookie("session"), Some(before.as_str()));
    assert!(is_signed_in(&mut here).await && !is_signed_in(&mut there).await);
    let refused = signs_in(&mut app.visitor(), "deputy", PASSWORD).await;
    assert!(refused.location().is_some_and(|location| location.starts_with("/sign-in?form=")));
    assert_eq!(signs_in(&mut app.visitor(), "deputy", FRESH).await.location().as_deref(), Some("/desk"));
}

#[tokio::test]
async fn a_first_password_is_changed_before_anything_else() {
    let app = TestApp::demo().await;
    let mut newcomer = app.signed_in("newcomer").await;
    for page in ["/desk", "/proposals/new"] {
        assert_eq!(newcomer.opens(page).await.location().as_deref(), Some("/account?first=yes"), "{page}");
    }
    let account = newcomer.opens("/account?first=yes").await;
    assert!(account.text().contains("这是您的初始密码"));
    let id = "018f0000-0000-7000-8000-000000000000";
    for (action, fields) in [
        ("/api/write", vec![("id", id), ("version", "0"), ("draft[title]", "一个标题"), ("then", "save")]),
        ("/api/act", vec![("id", id), ("version", "1"), ("command", "submit")]),
    ] {
        assert_eq!(newcomer.calls(action, &fields).await.status.as_u16(), 403, "{action}");
        let plain = newcomer.submits("/proposals/new", action, &fields).await;
        assert!(
            plain.location().is_some_and(|location| location.starts_with("/proposals/new?form=")),
            "{:?}",
            plain.location()
        );
    }
    assert!(app.proposals().await.iter().all(|proposal| proposal.id.to_string() != id));
    changes_password(&mut newcomer, PASSWORD, FRESH).await;
    assert!(is_signed_in(&mut newcomer).await);
    assert_eq!(newcomer.opens("/proposals/new").await.status.as_u16(), 200);
}

#[tokio::test]
async fn an_account_from_the_command_line_begins_with_a_password_to_change() {
    let app = TestApp::demo().await;
    let (mut clerk, first) = app.newly_provisioned("new.clerk", Office::UnitClerk, Some(1)).await;
    assert_eq!(clerk.opens("/desk").await.location().as_deref(), Some("/account?first=yes"));
    changes_password(&mut clerk, &first, FRESH).await;
    assert!(is_signed_in(&mut clerk).await);
    for (login, office, unit) in [
        ("new.clerk", Office::UnitClerk, Some(1)),
        ("NEW.CLERK", Office::UnitClerk, Some(1)),
        ("other", Office::UnitClerk, None),
        ("other", Office::Deputy, Some(1)),
        ("other", Office::UnitHead, Some(99)),
        ("no spaces", Office::Deputy, None),
        ("", Office::Deputy, None),
    ] {
        assert!(
            server::people::add(&app.store, login, "测试", office, unit).await.is_err(),
            "{login} {office:?} {unit:?}"
        );
    }
}

#[tokio::test]
async fn ten_failures_lock_a_name_known_or_not_and_say_so() {
    let app = TestApp::demo().await;
    let (mut pages, mut refused) = (Vec::new(), BTreeSet::new());
    for login in ["deputy", "nobody-has-this-name"] {
        let mut browser = app.visitor();
        for _ in 0..10 {
            let answer = browser.calls("/api/sign-in", &[("login", login), ("password", "wrong")]).await;
            assert!(answer.body.contains("账号或密码不正确"), "{login}: {}", answer.body);
            refused.insert(answer.body);
        }
        let fields = [("login", login), ("password", PASSWORD)];
        let answer = browser.submits_and_follows("/sign-in", "/api/sign-in", &fields).await;
        pages.push(answer.problem_beside("login").expect("a place for the problem"));
        assert!(!is_signed_in(&mut browser).await, "even the right password waits");
    }
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert_eq!(pages, ["尝试次数过多，请在15分钟后再试。", "尝试次数过多，请在15分钟后再试。"]);
    app.signed_in("office").await;
    app.store.moment().advance(std::time::Duration::from_secs(16 * 60));
    app.signed_in("deputy").await;
}

#[tokio::test]
async fn failures_at_the_present_password_count_too() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("deputy").await;
    for _ in 0..10 {
        changes_password(&mut deputy, "wrong", FRESH).await;
    }
    let answer = changes_password(&mut deputy, PASSWORD, FRESH).await;
    let page = deputy.opens(answer.location().expect("a redirect").trim_end_matches("#refused")).await;
    assert!(page.problem_beside("present_password").is_some_and(|problem| problem.contains("尝试次数过多")));
}

#[tokio::test]
async fn cookies_are_the_servers_alone() {
    let app = TestApp::demo().await;
    let cookie = cookie_of(&signs_in(&mut app.visitor(), "deputy", PASSWORD).await);
    for flag in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(flag), "{flag}: {cookie}");
    }
    assert!(cookie.starts_with("session=") && !cookie.contains("Secure"), "{cookie}");

    let app = TestApp::demo_serving(&Serve { secure_cookies: true, ..Serve::default() }).await;
    let mut browser = app.visitor();
    let answer = signs_in(&mut browser, "deputy", PASSWORD).await;
    let cookie = cookie_of(&answer);
    assert!(
        cookie.starts_with("__Host-session=") && cookie.contains("Secure") && cookie.contains("HttpOnly"),
        "{cookie}"
    );
    assert!(!cookie.contains("Domain"), "{cookie}");
    assert_eq!(answer.header("strict-transport-security"), Some("max-age=31536000"));
    assert!(is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn posts_from_other_sites_are_refused() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("deputy").await;
    let form = ("content-type", "application/x-www-form-urlencoded");
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        for action in ["/api/sign-out", "/api/act", "/api/preferences", "/api/sign-in"] {
            for accept in ["text/html", "application/json"] {
                let answer =
                    deputy.sends(Method::POST, action, &[(name, value), form, ("accept", accept)], String::new()).await;
                assert_eq!(answer.status.as_u16(), 403, "{action} {name}: {value}");
            }
        }
    }
    assert!(is_signed_in(&mut deputy).await);
    // Reading an address that writes does nothing.
    for action in ["/api/sign-out", "/api/act", "/api/write"] {
        let answer = deputy.opens(action).await;
        assert!(answer.status.is_client_error(), "{action}: {}", answer.status);
    }
    assert!(is_signed_in(&mut deputy).await);
}

#[tokio::test]
async fn nobody_is_sent_to_another_site() {
    let app = TestApp::demo().await;
    const ELSEWHERE: [&str; 8] = [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "/api/sign-out",
        "",
    ];
    let is_here = |answer: &Answer, what: &str| {
        let location = answer.location().expect("a redirect");
        let is_local = location.starts_with('/') && !location.starts_with("//") && !location.contains('\\');
        assert!(is_local && !location.starts_with("/api/"), "{what}: {location}");
    };
    for elsewhere in ELSEWHERE {
        let fields = [("login", "deputy"), ("password", PASSWORD), ("next", elsewhere)];
        is_here(&app.visitor().submits("/sign-in", "/api/sign-in", &fields).await, elsewhere);
        is_here(
            &app.visitor().submits("/", "/api/preferences", &[("lang", "en"), ("back", elsewhere)]).await,
            elsewhere,
        );
    }
    for referer in [
        "https://evil.example//evil.example",
        "http://jianyi.test/\\evil.example",
        "http://jianyi.test//evil.example",
        "x",
    ] {
        for action in ["/api/sign-in", "/api/act", "/api/write"] {
            let headers = [
                ("accept", "text/html"),
                ("content-type", "application/x-www-form-urlencoded"),
                ("sec-fetch-site", "same-origin"),
                ("referer", referer),
            ];
            is_here(&app.visitor().sends(Method::POST, action, &headers, String::new()).await, referer);
        }
    }
}

#[tokio::test]
async fn every_response_has_its_security_headers() {
    let app = TestApp::demo().await;
    let (mut visitor, mut deputy) = (app.visitor(), app.signed_in("deputy").await);
    let large = "a".repeat(3 * 1024 * 1024);
    let mut answers = Vec::new();
    for path in [
        "/",
        "/proposals",
        "/nowhere",
        "/sign-in",
        "/desk",
        "/healthz",
        "/readyz",
        "/pkg/nothing.js",
        "/robots.txt",
        "/api/home",
        "/api/nothing",
    ] {
        answers.push((path, visitor.opens(path).await));
        answers.push((path, deputy.opens(path).await));
    }
    answers.push(("a refused form", visitor.submits("/sign-in", "/api/sign-in", &[]).await));
    answers.push(("a call that fails", visitor.calls("/api/act", &[]).await));
    answers.push(("too much", visitor.submits("/sign-in", "/api/sign-in", &[("login", &large)]).await));
    answers.push((
        "another site",
        visitor.sends(Method::POST, "/api/act", &[("sec-fetch-site", "cross-site")], String::new()).await,
    ));
    answers.push((
        "a method that is not there",
        visitor.sends(Method::DELETE, "/", &[("sec-fetch-site", "same-origin")], String::new()).await,
    ));
    for (what, answer) in &answers {
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{what} {name}");
        }
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{what}: {policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{what}: {policy}");
        assert!(answer.header("x-request-id").is_some(), "{what}");
        assert_eq!(answer.header("server"), None, "{what}");
    }
}

#[tokio::test]
async fn each_page_has_a_nonce_of_its_own_on_every_script() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("deputy").await;
    let mut nonces = BTreeSet::new();
    for path in ["/", "/", "/proposals", "/desk", "/account", "/nowhere"] {
        let answer = deputy.opens(path).await;
        let policy = answer.header("content-security-policy").expect("a policy").to_owned();
        let nonce =
            policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce").to_owned();
        assert!(nonce.len() >= 16, "{path}: {nonce}");
        for script in answer.body.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap_or_default();
            // Data for search engines are never run.
            if tag.contains("application/ld+json") {
                continue;
            }
            assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "{path}: <script{tag}>");
        }
        for inline in [" style=\"", " onclick=", "javascript:"] {
            assert!(!answer.html().contains(inline), "{path}: {inline}");
        }
        assert!(answer.header("cache-control").is_some_and(|value| value.contains("no-store")), "{path} is not stored");
        nonces.insert(nonce);
    }
    assert_eq!(nonces.len(), 6, "no nonce comes twice");
}

#[tokio::test]
async fn a_wrong_address_is_not_found_and_shows_a_way_on() {
    let app = TestApp::demo().await;
    for path in [
        "/nowhere",
        "/proposals/018f0000-0000-7000-8000-000000000000",
        "/proposals/x",
        "/proposals/x/edit/y",
        "/desk/x",
    ] {
        let answer = app.visitor().opens(path).await;
        assert_eq!(answer.status.as_u16(), 404, "{path}");
        assert!(answer.html().contains("href=\"/proposals\"") && answer.html().contains("href=\"/\""), "{path}");
        assert!(answer.text().contains("回到首页"), "{path}");
    }
    assert_eq!(app.visitor().calls("/api/nothing", &[]).await.status.as_u16(), 404);
}

#[tokio::test]
async fn the_language_is_the_browsers_until_somebody_chooses() {
    let app = TestApp::demo().await;
    let mut reader = app.visitor();
    let is_english = |answer: &Answer| answer.body.contains("<html lang=\"en\"");
    assert!(!is_english(&reader.opens("/").await));
    for (wish, english) in
        [("en", true), ("en-GB,zh;q=0.5", true), ("zh-CN,en;q=0.8", false), ("fr-FR", false), ("", false)]
    {
        reader.lang = wish;
        assert_eq!(is_english(&reader.opens("/").await), english, "{wish}");
    }
    let answer = reader
        .submits("/proposals?stage=closed", "/api/preferences", &[("lang", "en"), ("back", "/proposals?stage=closed")])
        .await;
    assert_eq!(answer.location().as_deref(), Some("/proposals?stage=closed"));
    let page = reader.opens("/proposals?stage=closed").await;
    assert!(is_english(&page) && page.text().contains("Closed"), "{}", page.text());
    reader.submits("/", "/api/preferences", &[("theme", "dark"), ("back", "/")]).await;
    reader.submits("/", "/api/preferences", &[("size", "large"), ("back", "/")]).await;
    let page = reader.opens("/").await;
    assert!(
        is_english(&page) && page.body.contains("data-theme=\"dark\"") && page.body.contains("data-size=\"large\"")
    );
    for (name, value) in [("lang", "xx"), ("theme", "</html>"), ("size", "\r\nset-cookie: a=b")] {
        let answer = reader.submits("/", "/api/preferences", &[(name, value), ("back", "/")]).await;
        assert!(!answer.status.is_server_error(), "{name}");
    }
    assert!(is_english(&reader.opens("/").await), "nonsense changes nothing");
}

#[tokio::test]
async fn whoever_takes_anything_is_sent_to_sign_in_too() {
    let app = TestApp::demo().await;
    for page in ["/desk", "/proposals/new", "/accounts"] {
        let answer = app.visitor().sends(Method::GET, page, &[("accept", "*/*")], String::new()).await;
        assert_eq!(answer.status.as_u16(), 302, "{page}");
        assert!(answer.location().is_some_and(|location| location.starts_with("/sign-in?next=")), "{page}");
    }
}

#[tokio::test]
async fn what_a_stranger_typed_stands_in_nobody_elses_form() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.submitted().await;
    let page = format!("/proposals/{id}");
    let form = step_form(&id, "1", "send_back", &[("reason", "退回，理由是别人写的，不是办公室写的。")]);
    let mut stranger = app.visitor();
    let sent = stranger.submits(&page, "/api/act", &pairs(&form)).await;
    let back = sent.location().expect("to sign in, and back to the form");
    let (_, next) = back.split_once("next=").expect("a page to go back to");
    let next: String =
        form_urlencoded::parse(format!("x={next}").as_bytes()).next().expect("an address").1.into_owned();
    assert!(next.contains("form="), "{back}");
    let theirs = cast.office.opens(&next).await;
    assert_eq!(theirs.status.as_u16(), 200);
    assert!(!theirs.body.contains("别人写的"), "a link fills in nobody else's form");
    // Whoever was signed out while writing finds it again.
    assert_eq!(signs_in(&mut stranger, "office", PASSWORD).await.location().as_deref(), Some("/desk"));
    assert!(stranger.opens(&next).await.body.contains("别人写的"));
}

#[tokio::test]
async fn of_a_stranger_no_more_is_kept_than_a_long_reply() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("deputy").await;
    for (length, is_kept) in [(40_000, true), (50_000, false)] {
        let text = "路".repeat(length);
        let fields = [("login", text.as_str()), ("password", "x")];
        let answer = app.visitor().submits_and_follows("/sign-in", "/api/sign-in", &fields).await;
        assert_eq!((answer.body.contains(&text), answer.alert().is_some()), (is_kept, true), "{length}");
        assert!(deputy.submits_and_follows("/sign-in", "/api/sign-in", &fields).await.body.contains(&text));
    }
}
