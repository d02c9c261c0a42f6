//! Whatever is sent: no fault of ours, nothing changed, the error beside its field, and what was typed still there.

use crate::common::bad::{Kind, MARKUP, comes_back, first, is_escaped, is_refused, refuses_bad_fields, stands_beside};
use crate::common::cast::{Cast, draft};
use crate::common::{Browser, TestApp, field, id_of, pairs, step_form};
use axum::body::{Body, Bytes};
use axum::http::Method;
use futures_util::stream;
use ground::characters::clean;

/// Every field of each step's form.
const STEPS: [(&str, &[(&str, Kind)]); 7] = [
    ("send_back", &[("reason", Kind::Text)]),
    ("decline", &[("ground", Kind::Choice), ("explanation", Kind::Text)]),
    ("register", &[("topic", Kind::Choice), ("township", Kind::OptionalChoice), ("disclosure", Kind::Choice)]),
    ("assign", &[("lead", Kind::Choice), ("assisting.0", Kind::OptionalChoice), ("assisting.1", Kind::OptionalChoice)]),
    (
        "record_contact",
        &[("manner", Kind::Choice), ("on", Kind::Date), ("participants", Kind::Text), ("summary", Kind::Text)],
    ),
    (
        "reply",
        &[
            ("document_number", Kind::Text),
            ("class", Kind::Choice),
            ("opening", Kind::Text),
            ("answers.0", Kind::Text),
            ("answers.1", Kind::Text),
            ("evidence", Kind::OptionalText),
            ("promises.0.text", Kind::Text),
            ("promises.0.due", Kind::Date),
            ("promises.1.text", Kind::OptionalText),
            ("promises.1.due", Kind::Date),
            ("contact_person", Kind::Text),
            ("telephone", Kind::Text),
            ("disclosure_reviewed", Kind::Tick),
        ],
    ),
    ("rate", &[("attitude", Kind::Choice), ("result", Kind::Choice), ("reasons", Kind::Text)]),
];

#[tokio::test]
async fn every_field_of_every_step_refuses_what_it_cannot_take() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    for (step, fields) in STEPS {
        let id = cast.ready_for(step).await;
        let (good, before) = (cast.good(step), app.stored(&id).await);
        refuses_bad_fields(cast.who(step), &id, step, &good, fields).await;
        assert_eq!(app.stored(&id).await, before, "{step}");
        // What was right is still right.
        cast.take(&id, step).await;
    }
}

#[tokio::test]
async fn every_field_of_a_draft_refuses_what_it_cannot_take() {
    const FIELDS: [(&str, Kind); 8] = [
        ("title", Kind::Text),
        ("problem", Kind::Text),
        ("analysis", Kind::Text),
        ("asks.0", Kind::Text),
        ("topic", Kind::Choice),
        ("township", Kind::OptionalChoice),
        ("disclosure", Kind::Choice),
        ("no_self_interest", Kind::Tick),
    ];
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("deputy").await;
    for (path, kind) in FIELDS {
        for bad in kind.bad() {
            let what = format!("{path} {:?}", first(&bad));
            let id = deputy.begins_to_write().await;
            let mut fields = draft(&[(path, &bad)]);
            if path == "asks.0" {
                fields.retain(|(name, _)| name != "draft[asks][1]");
            }
            let answer = deputy.writes(&id, "0", "submit", &fields).await;
            is_refused(&answer, &what);
            stands_beside(&answer, &id_of("draft", path), &what);
            if kind.is_typed() {
                comes_back(&answer, &field("draft", path), &bad, &what);
            }
            let stored = app.proposals().await.into_iter().find(|proposal| proposal.id.to_string() == id);
            assert!(stored.is_none_or(|stored| stored.submission.is_none()), "{what} is not handed in");
        }
    }
}

#[tokio::test]
async fn signing_in_and_passwords_refuse_and_never_show_a_password_again() {
    let app = TestApp::demo().await;
    let long = "长".repeat(100_000);
    for bad in ["", "nobody", "a\u{0}b", "a\u{1b}b", MARKUP, &long] {
        let what = format!("login {:?}", first(bad));
        let answer = app
            .visitor()
            .submits_and_follows("/sign-in", "/api/sign-in", &[("login", bad), ("password", "secret-word-1")])
            .await;
        is_refused(&answer, &what);
        stands_beside(&answer, if bad.is_empty() { "login" } else { "password" }, &what);
        // Of a stranger nothing is kept that is longer than anybody writes.
        let kept = if bad == long { String::new() } else { clean(bad) };
        assert!(answer.typed("login") == Some(kept), "{what} is on the page again");
        assert!(!answer.body.contains("secret-word-1"), "{what}");
    }
    for bad in ["", "a\u{0}b", MARKUP, &long] {
        let answer = app
            .visitor()
            .submits_and_follows("/sign-in", "/api/sign-in", &[("login", "office"), ("password", bad)])
            .await;
        is_refused(&answer, "password");
        stands_beside(&answer, "password", "password");
        assert_eq!(answer.typed("password").as_deref(), Some(""));
    }
    let mut deputy = app.signed_in("deputy").await;
    let (present, fresh) = (crate::common::PASSWORD, "春天的核桃树开花了吗");
    let cases = [
        ("present_password", ["", fresh, fresh]),
        ("present_password", ["wrong-password", fresh, fresh]),
        ("present_password", [&long, fresh, fresh]),
        ("new_password", [present, "", ""]),
        ("new_password", [present, "short", "short"]),
        ("new_password", [present, &long, &long]),
        ("new_password", [present, present, present]),
        ("new_password", [present, "1234567890", "1234567890"]),
        ("new_password_again", [present, fresh, ""]),
        ("new_password_again", [present, fresh, MARKUP]),
    ];
    for (beside, [old, new, again]) in cases {
        let fields = [("present_password", old), ("new_password", new), ("new_password_again", again)];
        let answer = deputy.submits_and_follows("/account", "/api/password", &fields).await;
        is_refused(&answer, beside);
        stands_beside(&answer, beside, beside);
        assert!(!answer.body.contains(fresh) && !answer.body.contains("wrong-password"), "no password is on a page");
    }
    let kept = app.column("kept_form", "data", "at_ms").await.join("\n");
    for secret in [present, fresh, "wrong-password", "secret-word-1"] {
        assert!(!kept.contains(secret), "{secret} was kept");
    }
    app.signed_in("deputy").await;
}

#[tokio::test]
async fn forged_forms_change_nothing_and_say_so() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.submitted().await;
    let (before, version) = (app.stored(&id).await, cast.office.version_of(&id).await);
    let unknown = "018f0000-0000-7000-8000-000000000000";
    let forged: [(&str, &[(&str, &str)]); 17] = [
        ("a step of the system", &[("id", &id), ("version", &version), ("command", "begin")]),
        ("a step of the system with fields", &[("id", &id), ("version", &version), ("command[close][reason]", "x")]),
        ("a step of the system, by its end", &[("id", &id), ("version", &version), ("command", "close")]),
        ("a step that does not exist", &[("id", &id), ("version", &version), ("command", "delete_everything")]),
        ("no step", &[("id", &id), ("version", &version)]),
        ("an empty step", &[("id", &id), ("version", &version), ("command", "")]),
        ("text where fields belong", &[("id", &id), ("version", &version), ("command[register]", "x")]),
        (
            "two steps",
            &[
                ("id", &id),
                ("version", &version),
                ("command[send_back][reason]", "够长的理由"),
                ("command[register][topic]", "roads"),
            ],
        ),
        ("deep fields", &[("id", &id), ("version", &version), ("command[send_back][reason][a][b][c][d][e][f]", "x")]),
        ("somebody else's step", &[("id", &id), ("version", &version), ("command[share]", "accept")]),
        ("an id that is none", &[("id", "1 OR 1=1"), ("version", &version), ("command", "submit")]),
        ("an id of nothing", &[("id", unknown), ("version", "1"), ("command", "submit")]),
        ("no id", &[("version", &version), ("command", "submit")]),
        ("a version in words", &[("id", &id), ("version", "two"), ("command[send_back][reason]", "请写明具体路段")]),
        (
            "a version beyond numbers",
            &[("id", &id), ("version", "99999999999"), ("command[send_back][reason]", "请写明具体路段")],
        ),
        ("a version below", &[("id", &id), ("version", "-1"), ("command[send_back][reason]", "请写明具体路段")]),
        ("nothing at all", &[]),
    ];
    for (what, fields) in forged {
        let answer = cast.office.submits_and_follows(&format!("/proposals/{id}"), "/api/act", fields).await;
        is_refused(&answer, what);
        let answer = cast.office.calls("/api/act", fields).await;
        assert!(answer.status.is_client_error(), "{what}: {}", answer.status);
    }
    assert_eq!(app.stored(&id).await, before);

    let forged: [(&str, &[(&str, &str)]); 4] = [
        ("a draft with an id that is none", &[("id", "x"), ("version", "0"), ("draft[title]", "一个标题")]),
        ("a draft with a version in words", &[("id", unknown), ("version", "x"), ("draft[title]", "一个标题")]),
        ("a draft of a later version", &[("id", unknown), ("version", "7"), ("draft[title]", "一个标题")]),
        ("somebody else's proposal", &[("id", &id), ("version", &version), ("draft[title]", "一个标题")]),
    ];
    let mut other = app.signed_in("d005").await;
    let count = app.proposals().await.len();
    for (what, fields) in forged {
        let answer = other.submits_and_follows("/proposals/new", "/api/write", fields).await;
        is_refused(&answer, what);
        let answer = other.calls("/api/write", fields).await;
        assert!(answer.status.is_client_error(), "{what}: {}", answer.status);
    }
    let many: Vec<_> = (0..11).map(|n| (format!("draft[asks][{n}]"), "一项请求的内容".to_owned())).collect();
    is_refused(&other.writes(unknown, "0", "save", &many).await, "eleven asks");
    assert_eq!((app.proposals().await.len(), app.stored(&id).await), (count, before));
}

#[tokio::test]
async fn bodies_that_are_no_form_are_no_fault_of_ours() {
    let app = TestApp::demo().await;
    let mut office = app.signed_in("office").await;
    let form = "application/x-www-form-urlencoded";
    for accept in ["text/html", "application/json"] {
        for (kind, body) in [
            (form, "%ff%fe=%zz&&&==&[[]]=1&command[]=&command[register=1"),
            (form, "id=%00&version=%00&command=%00"),
            ("multipart/form-data; boundary=x", "--x\r\n\r\n"),
            ("text/plain", "id=1"),
            ("application/json", "{\"id\":1}"),
        ] {
            for action in ["/api/act", "/api/write", "/api/sign-in", "/api/password", "/api/preferences"] {
                let headers = [("accept", accept), ("content-type", kind), ("sec-fetch-site", "same-origin")];
                let answer = office.sends(Method::POST, action, &headers, body.to_owned()).await;
                assert!(!answer.status.is_server_error(), "{action} {kind} {accept}: {}", answer.status);
            }
        }
    }
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_too_large() {
    let app = TestApp::demo().await;
    let mut deputy = app.signed_in("deputy").await;
    let id = deputy.begins_to_write().await;
    let large = "a".repeat(2 * 1024 * 1024 + 1);
    let fields = [("id", id.as_str()), ("version", "0"), ("draft[title]", &large)];
    assert_eq!(deputy.submits("/proposals/new", "/api/write", &fields).await.status.as_u16(), 413);
    assert_eq!(deputy.calls("/api/write", &fields).await.status.as_u16(), 413);
    assert_eq!(app.visitor().submits("/sign-in", "/api/sign-in", &[("login", &large)]).await.status.as_u16(), 413);
}

#[tokio::test]
async fn a_body_that_does_not_come_whole_runs_nothing_and_is_no_fault_of_ours() {
    let app = TestApp::demo().await;
    let mut browsers = [app.visitor(), app.signed_in("office").await];
    let large = vec![b'a'; 2 * 1024 * 1024 + 1];
    for accept in ["text/html", "application/json"] {
        for action in ["/api/sign-in", "/api/act", "/api/write", "/api/password", "/accounts/codes/sheet"] {
            for browser in &mut browsers {
                let headers = [
                    ("accept", accept),
                    ("content-type", "application/x-www-form-urlencoded"),
                    ("sec-fetch-site", "same-origin"),
                ];
                let cut = Err(std::io::Error::new(std::io::ErrorKind::ConnectionReset, "the line is cut"));
                let body = Body::from_stream(stream::iter([Ok(Bytes::from_static(b"login=deputy&passw")), cut]));
                let answer = browser.streams(Method::POST, action, &headers, body).await;
                assert_eq!(answer.status.as_u16(), 400, "{action} {accept}: {}", answer.body);
                // Nobody said before how long it is.
                let body = Body::from_stream(stream::iter([Ok::<_, std::io::Error>(Bytes::from(large.clone()))]));
                let answer = browser.streams(Method::POST, action, &headers, body).await;
                assert_eq!(answer.status.as_u16(), 413, "{action} {accept}: {}", answer.body);
            }
        }
    }
}

#[tokio::test]
async fn addresses_with_nonsense_in_them_are_pages() {
    let app = TestApp::demo().await;
    let (mut deputy, mut visitor) = (app.signed_in("deputy").await, app.visitor());
    let uuid = "018f0000-0000-7000-8000-000000000000";
    let nonsense = [
        "nonsense",
        "%00",
        "%F0%9F%A6%8A",
        "-1",
        "99999999999999999999",
        "%3C%2Fscript%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    ];
    for bad in nonsense {
        for name in ["stage", "topic", "township", "unit", "year", "after", "form"] {
            let answer = visitor.opens(&format!("/proposals?{name}={bad}")).await;
            assert_eq!(answer.status.as_u16(), 200, "{name}={bad}");
            is_escaped(&answer, name);
        }
        for address in [
            format!("/proposals?after={bad}_{uuid}"),
            format!("/sign-in?next={bad}&form={bad}"),
            format!("/about?{bad}"),
        ] {
            let answer = visitor.opens(&address).await;
            assert_eq!(answer.status.as_u16(), 200, "{address}");
            is_escaped(&answer, &address);
        }
        for address in
            [format!("/desk?after={bad}"), format!("/desk?after={bad}_{uuid}"), format!("/account?changed={bad}")]
        {
            let answer = deputy.opens(&address).await;
            assert_eq!(answer.status.as_u16(), 200, "{address}");
            is_escaped(&answer, &address);
        }
        for address in [format!("/proposals/{bad}"), format!("/proposals/{bad}/edit"), format!("/{bad}")] {
            let answer = deputy.opens(&address).await;
            assert_eq!(answer.status.as_u16(), 404, "{address}");
            is_escaped(&answer, &address);
        }
        for address in
            [format!("/api/proposal?id={bad}"), format!("/api/kept-form?id={bad}"), format!("/api/writing?id={bad}")]
        {
            let answer = deputy.sends(Method::GET, &address, &[("accept", "application/json")], String::new()).await;
            assert!(answer.status.is_client_error(), "{address}: {}", answer.status);
        }
    }
}

/// Somebody's text with markup in every field, as every page shows it.
#[tokio::test]
async fn markup_is_only_ever_text() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.deputy.begins_to_write().await;
    let fields = [("problem", MARKUP), ("analysis", MARKUP), ("asks.0", MARKUP), ("asks.1", MARKUP)];
    let answer = cast.deputy.writes(&id, "0", "submit", &draft(&fields)).await;
    assert_eq!(answer.alert(), None, "markup is text like any other");
    for step in ["register", "assign", "accept", "record_contact", "confirm_contact", "draft_reply", "reply", "rate"] {
        if step == "reply" {
            cast.take(&id, "assist").await;
        }
        let good = cast.good(step);
        let typed = [
            "participants",
            "summary",
            "document_number",
            "opening",
            "answers.0",
            "promises.0.text",
            "reasons",
            "telephone",
        ];
        let fields: Vec<_> = good
            .iter()
            .map(|(path, value)| (*path, if typed.contains(path) { MARKUP } else { value.as_str() }))
            .collect();
        let answer = cast.who(step).takes(&id, step, &fields).await;
        assert_eq!(answer.alert(), None, "{step}");
        is_escaped_everywhere(&app, &mut cast, &id, step).await;
    }
}

#[tokio::test]
async fn markup_in_a_title_is_only_ever_text() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.deputy.begins_to_write().await;
    let title = "</title></script><script>alert(1)</script>";
    cast.deputy.writes(&id, "0", "submit", &draft(&[("title", title)])).await;
    cast.take(&id, "register").await;
    is_escaped_everywhere(&app, &mut cast, &id, "register").await;
}

async fn is_escaped_everywhere(app: &TestApp, cast: &mut Cast, id: &str, step: &str) {
    let mut visitor = app.visitor();
    let readers: [&mut Browser; 4] = [&mut visitor, &mut cast.deputy, &mut cast.office, &mut cast.head];
    for reader in readers {
        for address in [format!("/proposals/{id}"), "/proposals".to_owned(), "/".to_owned(), "/desk".to_owned()] {
            let answer = reader.opens(&address).await;
            is_escaped(&answer, &format!("{address} after {step}"));
            let (_, head) = answer.body.split_once("<title>").expect("a title");
            let (title, _) = head.split_once("</title>").expect("its end");
            assert!(!title.is_empty() && !title.contains('<'), "{address} after {step}: {title}");
        }
    }
}

#[tokio::test]
async fn what_was_typed_with_markup_comes_back_as_text() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    // Markup alone is a reason that can be given.
    let long = MARKUP.repeat(30);
    for (step, fields) in STEPS {
        let id = cast.ready_for(step).await;
        let mut version = cast.who(step).version_of(&id).await;
        // An old version is a conflict: then everything typed is shown on top. A bad field shows it in its field.
        for old in [false, true] {
            let good = cast.good(step);
            let sent = good.iter().map(|(path, value)| {
                let is_text =
                    fields.iter().any(|(other, kind)| other == path && matches!(kind, Kind::Text | Kind::OptionalText));
                let is_chosen = fields.iter().any(|(other, kind)| other == path && matches!(kind, Kind::Choice));
                (
                    *path,
                    if is_text {
                        MARKUP
                    } else if is_chosen {
                        "nonsense"
                    } else {
                        value.as_str()
                    },
                )
            });
            let mut sent: Vec<_> = sent.collect();
            if step == "send_back" {
                sent = vec![("reason", &long)];
            }
            if old {
                version = "0".to_owned();
            }
            let form = step_form(&id, &version, step, &sent);
            let page = format!("/proposals/{id}");
            let answer = cast.who(step).submits_and_follows(&page, "/api/act", &pairs(&form)).await;
            is_refused(&answer, step);
        }
    }
}
