//! The bridge to paper: the printed form, the code that is bound to its text, and signed scans.

use crate::common::cast::{Cast, draft};
use crate::common::files::{WORD, archive, jpeg, pdf};
use crate::common::{Browser, TestApp};
use axum::http::StatusCode;

/// The mark of a paper, from the address of the code on its print.
async fn mark_of(browser: &mut Browser, id: &str) -> String {
    let page = browser.opens(&format!("/proposals/{id}/print")).await;
    assert_eq!(page.status, StatusCode::OK);
    let (_, rest) = page.body.split_once(&format!("/qr/{id}/")).expect("a code");
    rest.split('"').next().unwrap_or_default().to_owned()
}

async fn writing(app: &TestApp) -> (Browser, String) {
    let mut deputy = app.signed_in("deputy").await;
    let id = deputy.begins_to_write().await;
    deputy.writes(&id, "0", "save", &draft(&[])).await;
    (deputy, id)
}

#[tokio::test]
async fn the_print_has_every_part_of_the_form_and_a_code_of_its_own_address() {
    let app = TestApp::demo().await;
    let (mut deputy, id) = writing(&app).await;
    deputy.uploads(&format!("/upload/proposals/{id}"), &[("勘测.pdf", pdf("x"))]).await;
    let page = deputy.opens(&format!("/proposals/{id}/print")).await;
    let text = page.text();
    for part in [
        "交城县第十七届人民代表大会",
        "代表建议、批评和意见",
        "编号",
        "案由",
        "关于硬化下游村至上游村道路的建议",
        "领衔代表",
        "代表团",
        "联名代表",
        "联系方式",
        "承办单位",
        "三公里土路雨天无法通行",
        "早年纳入规划",
        "明年纳入农村公路硬化计划",
        "勘测.pdf",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let mark = mark_of(&mut deputy, &id).await;
    assert!(text.contains(&mark));
    let code = deputy.opens(&format!("/qr/{id}/{mark}")).await;
    assert_eq!(code.header("content-type"), Some("image/svg+xml"));
    assert!(
        code.body.contains("<svg") && code.header("content-security-policy").is_some_and(|csp| csp.contains("'none'"))
    );
    assert_ne!(code.body, deputy.opens(&format!("/qr/{id}/0123456789abcdef-2026-01-01")).await.body);
    assert_eq!(deputy.opens(&format!("/qr/{id}/nonsense")).await.status, StatusCode::BAD_REQUEST);
    // The form in hand is the lead deputy's.
    assert_eq!(
        app.signed_in("d005").await.opens(&format!("/proposals/{id}/print")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        app.signed_in("office").await.opens(&format!("/proposals/{id}/print")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_signed_scan_counts_for_its_text_and_for_no_other() {
    let app = TestApp::demo().await;
    let (mut deputy, id) = writing(&app).await;
    let old = mark_of(&mut deputy, &id).await;
    let page = deputy.opens(&format!("/paper/{id}/{old}")).await;
    assert!(page.text().contains("这份纸质件与现在的文本一致"), "{}", page.text());
    let page = deputy.uploads(&format!("/upload/papers/{id}/{old}"), &[("签名.jpg", jpeg())]).await;
    assert_eq!(page.alert(), None);
    assert!(page.text().contains("签名扫描件已收到") && page.text().contains("对应现在的文本"), "{}", page.text());

    // The same text saved again is the same text, in the same version.
    deputy.writes(&id, "1", "save", &draft(&[])).await;
    assert_eq!(mark_of(&mut deputy, &id).await, old);
    // Another text makes the scan one of an earlier version, and its paper is taken no more.
    deputy.writes(&id, "1", "save", &draft(&[("asks.0", "明年内完成路基整修，先保证雨天通行")])).await;
    let new = mark_of(&mut deputy, &id).await;
    assert_ne!(new[..16], old[..16]);
    // It was printed on an earlier day.
    let old = format!("{}-2026-01-02", &old[..16]);
    let page = deputy.uploads(&format!("/upload/papers/{id}/{old}"), &[("签名.pdf", pdf("signed"))]).await;
    let text = page.text();
    assert!(text.contains("对应旧版本，不再有效") && text.contains("这份扫描件对应的是旧版本"), "{text}");
    let dates: Vec<_> = [&old, &new]
        .map(|mark| ground::dates::date(mark[17..].parse().expect("a date"), ground::vocabulary::Lang::Zh))
        .to_vec();
    assert!(dates[0] != dates[1] && dates.iter().all(|date| text.contains(date)), "both dates: {text}");
    let answer = deputy.sends_files(&format!("/upload/papers/{id}/{old}"), &[("签名.pdf", pdf("signed"))]).await;
    assert_eq!(answer.status.as_u16(), 422);
    assert!(answer.body.contains("other_version"), "{}", answer.body);
    assert_eq!(app.column("attachment", "name", "at_ms").await, ["签名.jpg"]);

    // An attachment belongs to the text: with it the paper is another.
    deputy.uploads(&format!("/upload/proposals/{id}"), &[("附图.pdf", pdf("map"))]).await;
    let with_file = mark_of(&mut deputy, &id).await;
    assert_ne!(with_file[..16], new[..16]);
    // A scan is no part of it.
    let page = deputy.uploads(&format!("/upload/papers/{id}/{with_file}"), &[("签名2.pdf", pdf("signed"))]).await;
    assert_eq!(page.alert(), None, "{}", page.text());
    assert_eq!(mark_of(&mut deputy, &id).await, with_file);
}

#[tokio::test]
async fn a_signed_paper_is_a_pdf_or_a_photo_of_the_lead_deputys() {
    let app = TestApp::demo().await;
    let (mut deputy, id) = writing(&app).await;
    let mark = mark_of(&mut deputy, &id).await;
    let action = format!("/upload/papers/{id}/{mark}");
    let page = deputy.uploads(&action, &[("签名.docx", archive(&WORD))]).await;
    assert!(
        page.problem_beside("upload-file").unwrap_or_default().contains("签名扫描件请用PDF或照片"),
        "{}",
        page.text()
    );
    let scan = [("签名.pdf", pdf("x"))];
    assert_eq!(app.signed_in("d005").await.sends_files(&action, &scan).await.status.as_u16(), 404);
    assert_eq!(app.signed_in("office").await.sends_files(&action, &scan).await.status.as_u16(), 404);
    assert_eq!(app.visitor().sends_files(&action, &scan).await.status.as_u16(), 401);
    assert_eq!(app.column("attachment", "name", "at_ms").await.len(), 0);
}

#[tokio::test]
async fn a_signed_scan_is_for_the_review_and_never_public() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let (mut deputy, id) = writing(&app).await;
    let mark = mark_of(&mut deputy, &id).await;
    let page = deputy.uploads(&format!("/upload/papers/{id}/{mark}"), &[("签名.pdf", pdf("x"))]).await;
    let (_, rest) = page.body.split_once("href=\"/files/").expect("a link");
    let link = format!("/files/{}", rest.split('"').next().unwrap_or_default());
    deputy.writes(&id, "1", "submit", &draft(&[])).await;
    // What was handed in has the fingerprint of its draft: the scan still counts at the review.
    let page = cast.office.opens(&format!("/proposals/{id}")).await;
    assert!(page.text().contains("签名.pdf") && page.text().contains("对应现在的文本"), "{}", page.text());
    assert_eq!(cast.office.opens(&link).await.status.as_u16(), 200);
    let page = cast.office.opens(&format!("/paper/{id}/{mark}")).await;
    assert!(page.text().contains("这份纸质件与现在的文本一致") && !page.body.contains("type=\"file\""));
    cast.take(&id, "register").await;
    cast.take(&id, "assign").await;
    for (who, mut reader) in [
        ("visitor", app.visitor()),
        ("other deputy", app.signed_in("d005").await),
        ("clerk", cast.clerk.clone()),
        ("government office", app.signed_in("govoffice").await),
        ("supervisor", app.signed_in("supervisor").await),
        ("administrator", app.signed_in("admin").await),
    ] {
        let page = reader.opens(&format!("/proposals/{id}")).await;
        assert!(page.status.is_success() && !page.body.contains("签名.pdf"), "{who}");
        assert_eq!(reader.opens(&link).await.status.as_u16(), 404, "{who}");
    }
    assert_eq!(cast.office.opens(&link).await.header("cache-control"), Some("private, no-store"));
}
