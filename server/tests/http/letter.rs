//! The official letter of a reply: the page and the file say the same, to exactly those who see the reply.

use std::io::{Cursor, Read};

use crate::common::cast::{CLOSED, Cast};
use crate::common::{Answer, Browser, TestApp, unescaped};
use zip::ZipArchive;

/// The texts of a letter's file, one after the other.
fn words(file: &Answer) -> String {
    let mut archive = ZipArchive::new(Cursor::new(file.bytes.to_vec())).expect("an archive");
    let mut xml = String::new();
    archive.by_name("word/document.xml").expect("the document").read_to_string(&mut xml).expect("text");
    let texts = xml.split("<w:t ").skip(1).filter_map(|part| part.split_once('>')?.1.split("</w:t>").next());
    unescaped(&texts.collect::<String>())
}

async fn file(browser: &mut Browser, id: &str) -> Answer {
    browser.opens(&format!("/proposals/{id}/replies/1/letter.docx")).await
}

async fn print(browser: &mut Browser, id: &str) -> Answer {
    browser.opens(&format!("/proposals/{id}/replies/1/print")).await
}

#[tokio::test]
async fn the_letter_reads_the_same_on_the_page_and_in_the_file() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("reply").await;
    let answer = "硬化工程已申报，<一期>&二期一并实施。";
    let fields = cast.good("reply");
    let fields: Vec<_> = (fields.iter())
        .map(|(path, value)| (*path, if *path == "answers.1" { answer } else { value.as_str() }))
        .collect();
    assert_eq!(cast.head.takes(&id, "reply", &fields).await.alert(), None);

    for lang in ["zh-CN", "en"] {
        let mut visitor = app.visitor();
        visitor.lang = lang;
        let proposal = visitor.opens(&format!("/proposals/{id}")).await;
        assert!(proposal.body.contains(&format!("/proposals/{id}/replies/1/print")), "the reply leads to its letter");
        let page = print(&mut visitor, &id).await;
        let file = file(&mut visitor, &id).await;
        assert_eq!((page.status.as_u16(), file.status.as_u16()), (200, 200));
        let words = words(&file);
        for part in [
            "办理类别：B类·正在解决",
            "交城县交通运输局",
            "交交函〔2026〕12号",
            "号建议的答复",
            "代表：",
            "我局已组织勘测，路基整修本月开工。",
            "一、关于“今年内完成路基整修，先保证雨天通行”",
            "路基整修已列入本年度计划，十月底前完工。",
            "二、关于“明年纳入农村公路硬化计划”",
            answer,
            "三、承诺事项",
            "完成三公里路基整修并通车（完成期限：",
            "（联系人及电话：赵工，0358-0001234）",
            "抄送：县人大常委会代表工作委员会，县人民政府办公室。",
            "代表建议办理情况征询意见表",
            "□满意　□基本满意　□不满意",
        ] {
            assert!(words.contains(part), "{part}: {words}");
        }
        // An empty cell is a space on the page.
        let text = page.text().replace(' ', "");
        assert!(text.contains(&words.replace(' ', "")), "{words}\n{text}");
    }
}

#[tokio::test]
async fn the_file_is_saved_under_the_number_of_the_paper() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("rate").await;
    let number = app.stored(&id).await.number.expect("it is registered").to_string();
    let file = file(&mut app.visitor(), &id).await;
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    assert_eq!(file.header("content-type"), Some(kind));
    assert_eq!(file.header("cache-control"), Some("private, no-store"));
    let name = number.replace('闭', "%E9%97%AD");
    let expected = format!("attachment; filename*=UTF-8''{name}%E7%AD%94%E5%A4%8D%E5%87%BD.docx");
    assert_eq!(file.header("content-disposition"), Some(expected.as_str()));
}

#[tokio::test]
async fn the_letter_of_a_paper_that_is_not_public_is_for_those_concerned() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.submitted().await;
    assert_eq!(cast.office.takes(&id, "register", &*CLOSED).await.alert(), None);
    for step in ["assign", "accept", "record_contact", "confirm_contact", "assist", "draft_reply", "reply"] {
        cast.take(&id, step).await;
    }
    for (who, mut reader, status) in [
        ("visitor", app.visitor(), 404),
        ("another deputy", app.signed_in("d005").await, 404),
        ("another unit", app.signed_in("jiaoke").await, 404),
        ("administrator", app.signed_in("admin").await, 404),
        ("lead deputy", cast.deputy.clone(), 200),
        ("head", cast.head.clone(), 200),
        ("congress office", cast.office.clone(), 200),
    ] {
        assert_eq!(print(&mut reader, &id).await.status.as_u16(), status, "{who}: page");
        assert_eq!(file(&mut reader, &id).await.status.as_u16(), status, "{who}: file");
    }
}

#[tokio::test]
async fn what_is_no_reply_has_no_letter() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let (answered, waiting) = (cast.ready_for("rate").await, cast.ready_for("reply").await);
    let mut visitor = app.visitor();
    let nobody = "00000000-0000-7000-8000-000000000000";
    for (id, n) in [
        (answered.as_str(), "0"),
        (&answered, "2"),
        (&answered, "99"),
        (&answered, "x"),
        (&answered, "s1"),
        (&answered, "s"),
        (&answered, "-1"),
        (&answered, "99999999999999999999"),
        (&waiting, "1"),
        (nobody, "1"),
        ("x", "1"),
    ] {
        for what in ["print", "letter.docx"] {
            let answer = visitor.opens(&format!("/proposals/{id}/replies/{n}/{what}")).await;
            assert_eq!(answer.status.as_u16(), 404, "{id} {n} {what}");
        }
    }
}

#[tokio::test]
async fn a_head_reads_the_letter_and_says_by_a_tick_of_their_own_that_it_may_be_public() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("reply").await;
    let address = format!("/proposals/{id}");
    let page = cast.head.opens(&address).await;
    let (_, letter) = page.body.split_once("letter-preview").expect("the letter stands on the page");
    let (letter, fields) = letter.split_once("<details").expect("the fields are folded behind it");
    for said in ["签发人：", "的答复", "（联系人及电话："] {
        assert!(letter.contains(said), "{said} in {letter}");
    }
    let at = fields.find("name=\"command[reply][disclosure_reviewed]\"").expect("the tick");
    let tag = fields[fields[..at].rfind('<').expect("its tag")..].split('>').next().unwrap_or_default();
    assert!(!tag.contains("checked"), "nobody has ticked it: {tag}");
    assert!(!cast.clerk.opens(&address).await.body.contains("letter-preview"), "who only drafts signs nothing");
    // Ticked, it is signed; the letter is the one that was read.
    let read = Answer { body: letter.to_owned(), ..page.clone() }.text();
    cast.take(&id, "reply").await;
    let printed = cast.head.opens(&format!("{address}/replies/1/print")).await.text();
    let lines = read.split('。').filter(|line| line.chars().count() > 8);
    for line in lines.take(3) {
        assert!(printed.contains(line.trim_start_matches("\">")), "{line}");
    }
}
