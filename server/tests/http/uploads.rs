//! Files that deputies attach: taken in, looked into, refused without a trace, and given out to exactly those who may.

use crate::common::cast::{CLOSED, Cast, draft};
use crate::common::files::{CANARY, EXCEL, WORD, archive, compound, form, headers, jpeg, pdf, png, webp, word_with};
use crate::common::{Browser, TestApp, files};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use domain::parts::files::MAX_FILES;
use futures_util::stream;
use ground::file::MAX_BYTES;

/// The files in the store of files.
fn stored(app: &TestApp) -> Vec<Vec<u8>> {
    let folder = std::fs::read_dir(app.folder.path().join("files")).expect("the folder");
    folder.map(|entry| std::fs::read(entry.expect("an entry").path()).expect("a file")).collect()
}

async fn rows(app: &TestApp) -> Vec<String> {
    app.column("attachment", "name", "at_ms").await
}

/// A deputy with a draft.
async fn writing(app: &TestApp) -> (Browser, String) {
    let mut deputy = app.signed_in("deputy").await;
    let id = deputy.begins_to_write().await;
    deputy.writes(&id, "0", "save", &draft(&[])).await;
    (deputy, id)
}

/// The addresses of the files that a page links to.
fn links(html: &str) -> Vec<String> {
    html.split("href=\"/files/")
        .skip(1)
        .map(|rest| format!("/files/{}", rest.split('"').next().unwrap_or_default()))
        .collect()
}

#[tokio::test]
async fn a_file_is_attached_by_a_plain_form_and_given_back_as_it_was() {
    let app = TestApp::demo().await;
    let (mut deputy, id) = writing(&app).await;
    let sent = pdf("现场勘测");
    let page = deputy.uploads(&format!("/upload/proposals/{id}"), &[("勘测 报告.pdf", sent.clone())]).await;
    assert_eq!(page.alert(), None);
    let text = page.text();
    assert!(text.contains("勘测 报告.pdf") && text.contains("PDF文件") && text.contains("1 KB"), "{text}");
    let link = links(&page.body).remove(0);
    let file = deputy.opens(&link).await;
    assert_eq!((file.status, file.bytes.to_vec()), (StatusCode::OK, sent));
    let header = |name| file.header(name).unwrap_or_default();
    assert_eq!(header("content-type"), "application/pdf");
    assert_eq!(
        header("content-disposition"),
        "attachment; filename*=UTF-8''%E5%8B%98%E6%B5%8B%20%E6%8A%A5%E5%91%8A.pdf"
    );
    assert_eq!(header("cache-control"), "private, no-store");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox; frame-ancestors 'none'");
    // Another name under the same id is no address of ours.
    assert_eq!(deputy.opens(&link.replace(".pdf", ".html")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_same_content_twice_is_one_file() {
    let app = TestApp::demo().await;
    let (mut deputy, id) = writing(&app).await;
    let (one, action) = (pdf("现场勘测"), format!("/upload/proposals/{id}"));
    for name in ["勘测.pdf", "勘测.pdf", "另存的名字.pdf"] {
        let page = deputy.uploads(&action, &[(name, one.clone())]).await;
        assert_eq!((page.alert(), links(&page.body).len()), (None, 1), "{name}");
    }
    let page = deputy.uploads(&action, &[("别的.pdf", pdf("别的内容"))]).await;
    assert_eq!(links(&page.body).len(), 2);
}

#[tokio::test]
async fn every_kind_is_known_by_its_content() {
    let app = TestApp::demo().await;
    let (mut deputy, id) = writing(&app).await;
    let all = [
        ("a.jpg", jpeg()),
        ("b.png", png()),
        ("c.webp", webp()),
        ("d.pdf", pdf("d")),
        ("e.docx", archive(&WORD)),
        ("f.xlsx", archive(&EXCEL)),
        ("g.doc", compound(&["Root Entry", "WordDocument"])),
        ("h.xls", compound(&["Root Entry", "Workbook"])),
    ];
    let page = deputy.uploads(&format!("/upload/proposals/{id}"), &all).await;
    assert_eq!(page.alert(), None, "{}", page.text());
    assert_eq!(rows(&app).await.len(), all.len());
    assert_eq!(
        app.column("attachment", "kind", "name").await,
        ["jpeg", "png", "webp", "pdf", "docx", "xlsx", "doc", "xls"]
    );
}

#[tokio::test]
async fn what_is_not_taken_is_refused_with_a_clear_line_and_leaves_nothing() {
    let app = TestApp::demo().await;
    let (mut deputy, id) = writing(&app).await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
    let html = b"<!DOCTYPE html><html><script>alert(1)</script></html>".to_vec();
    let kinds = "只能上传照片";
    let damaged = "文件已损坏、加密或混有其他内容";
    let large = vec![b'x'; usize::try_from(MAX_BYTES).expect("it fits") + 1];
    let bomb = vec![0; 30 * 1024 * 1024];
    let polyglot = [&b"%PDF-1.7\n<html><script>alert(1)</script>"[..], b"\n%%EOF\n"].concat();
    let archive_behind = [pdf("x"), archive(&WORD)].concat();
    let many: Vec<String> = (0..2_001).map(|n| format!("word/{n}.xml")).collect();
    let many: Vec<(&str, &[u8])> = WORD.into_iter().chain(many.iter().map(|name| (name.as_str(), &b""[..]))).collect();
    let check = [
        ("empty.pdf", Vec::new(), "文件是空的"),
        ("large.pdf", [pdf("x"), large].concat(), "文件超过10 MB"),
        ("drawing.svg", svg.clone(), kinds),
        ("drawing.png", svg, kinds),
        ("page.pdf", html.clone(), kinds),
        ("page.html", html, kinds),
        ("program.jpg", [&b"MZ"[..], &[0; 100]].concat(), kinds),
        ("script.pdf", b"#!/bin/sh\nrm -rf /\n".to_vec(), kinds),
        ("text.docx", "一段文字".as_bytes().to_vec(), kinds),
        ("photo.jpg.exe", jpeg(), kinds),
        ("photo.png", jpeg(), "文件内容是照片，与扩展名不符"),
        ("table.docx", archive(&EXCEL), "文件内容是Excel表格，与扩展名不符"),
        ("polyglot.pdf", polyglot, damaged),
        ("archive.pdf", archive_behind, damaged),
        ("short.jpg", jpeg()[..60].to_vec(), damaged),
        ("trailing.docx", [archive(&WORD), b"<script>".to_vec()].concat(), damaged),
        ("zip.docx", archive(&[("a.txt", b"a")]), kinds),
        ("jar.docx", word_with("META-INF/MANIFEST.MF", b"x"), kinds),
        ("climbing.docx", word_with("../../etc/passwd", b"x"), damaged),
        ("macro.docx", word_with("word/vbaProject.bin", b"x"), "文件含有宏"),
        ("macro.docm", word_with("word/vbaProject.bin", b"x"), "文件含有宏"),
        ("plain.docm", archive(&WORD), kinds),
        ("macro-old.doc", compound(&["WordDocument", "_VBA_PROJECT"]), "文件含有宏"),
        (
            "macro-type.xlsx",
            archive(&[("[Content_Types].xml", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"), EXCEL[1]]),
            "文件含有宏",
        ),
        ("bomb.docx", word_with("word/media/1.xml", &bomb), "文件解压后过大"),
        ("many.docx", archive(&many), "文件解压后过大"),
        ("..", pdf("x"), "文件名无法识别"),
        ("a%00\u{202e}fdp.pdf", pdf("x"), "文件名无法识别"),
    ];
    for (name, bytes, expected) in check {
        let action = format!("/upload/proposals/{id}");
        let page = deputy.uploads(&action, &[(name, bytes.clone())]).await;
        let problem = page.problem_beside("upload-file").unwrap_or_default();
        assert!(problem.contains(expected), "{name}: {problem}");
        assert_eq!(page.body.matches("id=\"refused\"").count(), 1, "{name}");
        let answer = deputy.sends_files(&action, &[(name, bytes)]).await;
        assert_eq!(answer.status.as_u16(), 422, "{name}: {}", answer.body);
        assert_eq!((rows(&app).await.len(), stored(&app).len()), (0, 0), "{name} leaves nothing");
    }
    let nothing = deputy.uploads(&format!("/upload/proposals/{id}"), &[("", Vec::new())]).await;
    assert_eq!(nothing.problem_beside("upload-file").as_deref(), Some("请先选择文件。"));
}

#[tokio::test]
async fn of_several_files_the_right_ones_are_taken_and_each_wrong_one_is_named() {
    let app = TestApp::demo().await;
    let (mut deputy, id) = writing(&app).await;
    let files = [("一.pdf", pdf("1")), ("二.svg", b"<svg/>".to_vec()), ("三.pdf", Vec::new()), ("四.pdf", pdf("4"))];
    let page = deputy.uploads(&format!("/upload/proposals/{id}"), &files).await;
    let text = page.text();
    assert!(
        text.contains("请更正以下2处") && text.contains("“二.svg”：只能上传") && text.contains("“三.pdf”：文件是空的"),
        "{text}"
    );
    assert_eq!(rows(&app).await, ["一.pdf", "四.pdf"]);
}

#[tokio::test]
async fn names_lose_their_folders_and_run_nothing() {
    let app = TestApp::demo().await;
    let (mut deputy, id) = writing(&app).await;
    let long = format!("{}.pdf", "长".repeat(300));
    for name in ["../../../etc/passwd.pdf", "C:\\\\Users\\\\王\\\\预算.pdf", "<img src=x onerror=alert(1)>.pdf", &long]
    {
        deputy.sends_files(&format!("/upload/proposals/{id}"), &[(name, pdf("x"))]).await;
    }
    let names = rows(&app).await;
    assert_eq!(names[..3], ["passwd.pdf", "预算.pdf", "_img src=x onerror=alert(1)_.pdf"]);
    assert_eq!(names[3].chars().count(), 80);
    let page = deputy.opens(&format!("/proposals/{id}/edit")).await;
    assert!(!page.html().contains("<img src=x"));
}

#[tokio::test]
async fn a_cut_line_leaves_nothing() {
    let app = TestApp::demo().await;
    let (mut deputy, id) = writing(&app).await;
    let whole = form(&[("a.pdf", [pdf("x"), vec![b'x'; 300_000], b"%%EOF".to_vec()].concat())]);
    let half = whole[..whole.len() / 2].to_vec();
    let cut = Err(std::io::Error::new(std::io::ErrorKind::ConnectionReset, "the line is cut"));
    let body = Body::from_stream(stream::iter([Ok(axum::body::Bytes::from(half.clone())), cut]));
    let action = format!("/upload/proposals/{id}");
    let answer = deputy.streams(Method::POST, &action, &headers("application/json"), body).await;
    assert_eq!(answer.status.as_u16(), 422);
    assert!(answer.body.contains("interrupted"), "{}", answer.body);
    // A form that simply ends too early is no file either.
    let answer = deputy.sends(Method::POST, &action, &headers("application/json"), half.clone()).await;
    assert!(answer.body.contains("interrupted"), "{}", answer.body);
    // Who goes away while the server still waits leaves nothing as well.
    let waits = stream::once(async move { Ok::<_, std::io::Error>(axum::body::Bytes::from(half)) });
    let body = Body::from_stream(futures_util::StreamExt::chain(waits, stream::pending()));
    let asked = headers("application/json");
    let hung_up = deputy.streams(Method::POST, &action, &asked, body);
    let patience = std::time::Duration::from_millis(300);
    assert!(tokio::time::timeout(patience, hung_up).await.is_err());
    assert_eq!((rows(&app).await.len(), stored(&app).len()), (0, 0));
}

#[tokio::test]
async fn a_form_may_come_late_and_all_at_once() {
    let app = TestApp::demo().await;
    let (mut deputy, id) = writing(&app).await;
    let whole = axum::body::Bytes::from(form(&[("a.pdf", pdf("x"))]));
    let late = stream::once(async move {
        tokio::task::yield_now().await;
        Ok::<_, std::io::Error>(whole)
    });
    let asked = headers("application/json");
    let body = Body::from_stream(late);
    let answer = deputy.streams(Method::POST, &format!("/upload/proposals/{id}"), &asked, body).await;
    assert_eq!(answer.status.as_u16(), 204, "{}", answer.body);
}

#[tokio::test]
async fn photos_lose_what_cameras_wrote_and_stay_the_right_way_up() {
    let app = TestApp::demo().await;
    let (mut deputy, id) = writing(&app).await;
    for (name, photo) in [("a.jpg", jpeg()), ("b.png", png()), ("c.webp", webp())] {
        let contains = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        assert!(contains(&photo, CANARY.as_bytes()));
        let page = deputy.uploads(&format!("/upload/proposals/{id}"), &[(name, photo)]).await;
        let link = links(&page.body).into_iter().find(|link| link.ends_with(name)).expect("a link");
        let file = deputy.opens(&link).await;
        assert!(!contains(&file.bytes, b"CANARY"), "{name}");
        assert!(!contains(&file.bytes, b"adobe"), "{name}");
        assert!(
            contains(&file.bytes, b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06"),
            "{name} keeps its orientation"
        );
        assert!(file.header("content-disposition").is_some_and(|how| how.starts_with("inline")), "{name}");
        assert_eq!(file.header("content-length"), Some(file.bytes.len().to_string().as_str()));
        if name == "a.jpg" {
            let end = [&files::DATA[..], &[0xff, 0xd9]].concat();
            assert!(file.bytes.ends_with(&end), "the picture itself is whole, and nothing follows it");
        }
    }
}

#[tokio::test]
async fn the_eleventh_file_is_refused() {
    let app = TestApp::demo().await;
    let (mut deputy, id) = writing(&app).await;
    let files: Vec<_> = (0..MAX_FILES).map(|n| (["a.pdf", "b.pdf"][n % 2], pdf(&n.to_string()))).collect();
    deputy.uploads(&format!("/upload/proposals/{id}"), &files).await;
    assert_eq!(rows(&app).await.len(), MAX_FILES);
    let page = deputy.uploads(&format!("/upload/proposals/{id}"), &[("c.pdf", pdf("x"))]).await;
    assert!(page.problem_beside("upload-file").unwrap_or_default().contains("最多10个附件"), "{}", page.text());
    assert_eq!((rows(&app).await.len(), stored(&app).len()), (MAX_FILES, MAX_FILES));
}

#[tokio::test]
async fn only_the_lead_deputy_attaches_and_only_while_the_text_may_change() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let (_, id) = writing(&app).await;
    let action = format!("/upload/proposals/{id}");
    let file = [("a.pdf", pdf("x"))];
    assert_eq!(app.visitor().sends_files(&action, &file).await.status.as_u16(), 401);
    let sent = app.visitor().sends(Method::POST, &action, &headers("text/html"), form(&file)).await;
    assert_eq!(sent.location().as_deref(), Some(format!("/sign-in?next=%2Fproposals%2F{id}%2Fedit").as_str()));
    assert_eq!(app.signed_in("d005").await.sends_files(&action, &file).await.status.as_u16(), 404);
    assert_eq!(cast.office.sends_files(&action, &file).await.status.as_u16(), 404);
    let submitted = cast.submitted().await;
    let late = cast.deputy.sends_files(&format!("/upload/proposals/{submitted}"), &file).await;
    assert_eq!((late.status.as_u16(), late.body.as_str()), (409, r#"{"not_open":{"stage":"submitted"}}"#));
    // A form of another site is none of ours.
    let mut foreign = headers("text/html");
    (foreign[2].1, foreign[3].1) = ("https://evil.example", "cross-site");
    let answer = cast.deputy.sends(Method::POST, &action, &foreign, form(&file)).await;
    assert_eq!(answer.status.as_u16(), 403);
    assert_eq!((rows(&app).await.len(), stored(&app).len()), (0, 0));
}

#[tokio::test]
async fn a_file_opens_for_exactly_those_who_see_the_paper() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let (mut deputy, id) = writing(&app).await;
    let page = deputy.uploads(&format!("/upload/proposals/{id}"), &[("a.pdf", pdf("x"))]).await;
    let link = links(&page.body).remove(0);
    let mut readers =
        vec![app.visitor(), deputy.clone(), app.signed_in("d005").await, cast.office.clone(), cast.clerk.clone()];
    for login in ["govoffice", "supervisor", "admin"] {
        readers.push(app.signed_in(login).await);
    }
    let mut seen = async |expected: [u16; 8], stage: &str| {
        let mut found = Vec::new();
        for reader in &mut readers {
            found.push(reader.opens(&link).await.status.as_u16());
        }
        assert_eq!(found, expected, "{stage}");
    };
    // visitor, lead, other deputy, office, clerk, government office, supervisor, administrator
    seen([404, 200, 404, 404, 404, 404, 404, 404], "draft").await;
    deputy.writes(&id, "1", "submit", &draft(&[])).await;
    seen([404, 200, 404, 200, 404, 404, 404, 404], "submitted").await;
    cast.take(&id, "send_back").await;
    seen([404, 200, 404, 200, 404, 404, 404, 404], "sent_back").await;
    let version = deputy.version_of(&id).await;
    let version = if version == "0" { "3".to_owned() } else { version };
    deputy.writes(&id, &version, "submit", &draft(&[])).await;
    cast.office.takes(&id, "register", &*CLOSED).await;
    seen([404, 200, 404, 200, 404, 200, 200, 404], "registered, not public").await;
    // Another, public one: everybody, and caches ask each time.
    let open = deputy.begins_to_write().await;
    deputy.writes(&open, "0", "save", &draft(&[])).await;
    let page = deputy.uploads(&format!("/upload/proposals/{open}"), &[("b.pdf", pdf("y"))]).await;
    let link = links(&page.body).remove(0);
    assert_eq!(app.visitor().opens(&link).await.status.as_u16(), 404);
    deputy.writes(&open, "1", "submit", &draft(&[])).await;
    cast.take(&open, "register").await;
    let file = app.visitor().opens(&link).await;
    assert_eq!((file.status.as_u16(), file.header("cache-control")), (200, Some("public, no-cache")));
    let tag = file.header("etag").expect("a tag").to_owned();
    let again = app.visitor().sends(Method::GET, &link, &[("if-none-match", &tag)], String::new()).await;
    assert_eq!(again.status.as_u16(), 304);
    assert!(app.visitor().opens(&format!("/proposals/{open}")).await.text().contains("b.pdf"));
}

#[tokio::test]
async fn what_is_taken_off_is_gone_at_once_and_swept_out_soon() {
    let app = TestApp::demo().await;
    let (mut deputy, id) = writing(&app).await;
    let page = deputy.uploads(&format!("/upload/proposals/{id}"), &[("a.pdf", pdf("x"))]).await;
    let link = links(&page.body).remove(0);
    let file = link.split('/').nth(2).expect("an id").to_owned();
    let remove = [("id", file.as_str())];
    assert_eq!(app.signed_in("d005").await.calls("/api/remove-attachment", &remove).await.status.as_u16(), 404);
    let edit = format!("/proposals/{id}/edit");
    let page = deputy.submits_and_follows(&edit, "/api/remove-attachment", &remove).await;
    assert!(!page.text().contains("a.pdf"));
    assert_eq!(deputy.opens(&link).await.status.as_u16(), 404);
    app.files.sweep(&app.store).await.expect("it sweeps");
    assert_eq!((rows(&app).await.len(), stored(&app).len()), (0, 0));
    assert_eq!(deputy.calls("/api/remove-attachment", &remove).await.status.as_u16(), 404);
}

#[tokio::test]
async fn a_store_that_fails_leaves_no_row() {
    let app = TestApp::demo().await;
    let (mut deputy, id) = writing(&app).await;
    let folder = app.folder.path().join("files");
    std::fs::remove_dir_all(&folder).expect("the folder goes");
    std::fs::write(&folder, "no folder any more").expect("a file in its place");
    let answer = deputy.sends_files(&format!("/upload/proposals/{id}"), &[("a.pdf", pdf("x"))]).await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (500, "\"fault\""));
    assert!(!deputy.opens(&format!("/proposals/{id}/edit")).await.text().contains("a.pdf"));
    // What could not be deleted at once is tried again until it can.
    std::fs::remove_file(&folder).expect("the file goes");
    std::fs::create_dir(&folder).expect("the folder is back");
    app.files.sweep(&app.store).await.expect("it sweeps");
    assert_eq!((rows(&app).await.len(), stored(&app).len()), (0, 0));
}
