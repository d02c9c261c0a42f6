//! Whatever is sent about the handling: nothing changed, the error beside its field, and what was typed still there.

use crate::common::bad::{Kind, is_refused, refuses_bad_fields};
use crate::common::cast::Cast;
use crate::common::{Answer, Browser, TestApp, group_of};
use domain::proposal::workflow::Stage;
use ground::dates::months_after;

/// A form: its step, how far a paper is when it is there, the steps after that, and every field of it.
///
/// Among the steps before it `join` is the assisting unit's acceptance, and `wait` the month until a promise falls due, and the
/// working days in which the deputy may rate, however many holidays lie between.
type Form = (&'static str, &'static str, &'static [&'static str], &'static [(&'static str, Kind)]);

const CONTACTS_AND_OPINIONS: [Form; 9] = [
    ("confirm_contact", "confirm_contact", &[], &[("contact", Kind::OptionalChoice)]),
    ("dispute_contact", "confirm_contact", &[], &[("contact", Kind::OptionalChoice), ("reason", Kind::Text)]),
    ("send_opinion", "record_contact", &["join"], &[("answers.0", Kind::Text), ("answers.1", Kind::OptionalText)]),
    ("chase_opinion", "record_contact", &[], &[("unit", Kind::OptionalChoice)]),
    ("send_back_opinion", "draft_reply", &[], &[("unit", Kind::OptionalChoice), ("reason", Kind::Text)]),
    ("ask_extension", "record_contact", &[], &[("until", Kind::Date), ("reason", Kind::Text)]),
    ("grant_extension", "record_contact", &["ask_extension"], &[("until", Kind::Date), ("reason", Kind::Text)]),
    ("refuse_extension", "record_contact", &["ask_extension"], &[("reason", Kind::Text)]),
    (
        "draft_reply",
        "draft_reply",
        &[],
        &[
            ("document_number", Kind::OptionalText),
            ("class", Kind::KeptChoice),
            ("opening", Kind::OptionalText),
            ("answers.0", Kind::OptionalText),
            ("answers.1", Kind::OptionalText),
            ("evidence", Kind::OptionalText),
            ("promises.0.text", Kind::OptionalText),
            ("promises.0.due", Kind::OptionalText),
            ("contact_person", Kind::OptionalText),
            ("telephone", Kind::OptionalText),
            ("copies", Kind::OptionalText),
        ],
    ),
];

/// From a paper that is handled again to its meeting.
const MEETING: &[&str] = &["record_contact", "confirm_contact", "draft_reply", "reply", "rate", "escalate"];
const MINUTES: &[(&str, Kind)] = &[("on", Kind::Date), ("participants", Kind::Text), ("minutes", Kind::Text)];
const PROMISE: (&str, Kind) = ("promise", Kind::OptionalChoice);
const REASON: (&str, Kind) = ("reason", Kind::Text);

const MEETINGS_AND_PROMISES: [Form; 10] = [
    ("handle_again", "nothing", MEETING, MINUTES),
    ("follow_up", "nothing", MEETING, MINUTES),
    ("close_unsatisfied", "nothing", MEETING, MINUTES),
    ("claim_promise", "rate", &[], &[PROMISE, ("evidence", Kind::Text)]),
    ("verify_promise", "rate", &["claim_promise"], &[PROMISE]),
    ("reject_claim", "rate", &["claim_promise"], &[PROMISE, REASON]),
    ("explain_promise", "rate", &[], &[PROMISE, REASON]),
    ("look_back", "rate", &["wait"], &[PROMISE, ("holds", Kind::Choice), REASON]),
    ("reopen_promise", "rate", &["claim_promise", "verify_promise", "wait"], &[PROMISE, REASON, ("until", Kind::Date)]),
    ("reopen_handling", "rate", &["claim_promise", "verify_promise", "wait"], &[PROMISE, REASON]),
];

const KEY_AND_CHASES: [Form; 5] = [
    ("nominate", "assign", &[], &[REASON]),
    (
        "name_key",
        "assign",
        &["nominate"],
        &[
            ("minutes", Kind::Text),
            ("on", Kind::Date),
            ("supervisor", Kind::Text),
            ("supervisor_title", Kind::Text),
            ("sponsor", Kind::Text),
            ("sponsor_title", Kind::Text),
        ],
    ),
    ("report_progress", "accept", &["nominate", "name_key"], &[("text", Kind::Text)]),
    ("final_report", "rate", &["nominate", "name_key"], &[("text", Kind::Text)]),
    ("chase", "record_contact", &[], &[("note", Kind::OptionalText)]),
];

/// Whoever takes a step, by the office that may.
fn who<'a>(cast: &'a mut Cast, step: &str) -> &'a mut Browser {
    match step {
        "join" => &mut cast.assisting,
        "chase_opinion" | "send_back_opinion" | "ask_extension" | "claim_promise" | "report_progress" => {
            &mut cast.clerk
        }
        "explain_promise" | "final_report" => &mut cast.head,
        step => cast.who(step),
    }
}

/// Fields of a step with which it is taken.
fn good(app: &TestApp, cast: &Cast, step: &str) -> Vec<(&'static str, String)> {
    let today = app.store.moment().today();
    let (in_time, later) = (months_after(today, 4).to_string(), months_after(today, 2).to_string());
    let today = today.to_string();
    let fields: &[(&'static str, &str)] = match step {
        "dispute_contact" => &[("contact", "0"), ("reason", "当天没有人来，只打过一次电话。")],
        "send_opinion" => &[("answers.0", "所需资金列入本年度养护经费。"), ("answers.1", "")],
        "chase_opinion" => &[("unit", "2")],
        "send_back_opinion" => &[("unit", "2"), ("reason", "没有写明安排多少资金。")],
        "ask_extension" | "grant_extension" => {
            &[("until", &in_time), ("reason", "涉及征地和两级资金，三个月内难以完成。")]
        }
        "refuse_extension" => &[("reason", "事项不复杂，请按期答复代表。")],
        "handle_again" | "follow_up" | "close_unsatisfied" => &[
            ("on", &today),
            ("participants", "县人大常委会副主任、承办单位负责人、领衔代表"),
            ("minutes", "会议认为该路段应先行整修，由承办单位十日内拿出方案并报代表工委。"),
        ],
        "claim_promise" => &[("promise", "0"), ("evidence", "竣工验收单和现场照片，已向代表报告。")],
        "verify_promise" => &[("promise", "0")],
        "reject_claim" => &[("promise", "0"), ("reason", "现场看路面只铺了一半。")],
        "explain_promise" => &[("promise", "0"), ("reason", "上级资金今年没有下达，明年继续申报。")],
        "look_back" => &[("promise", "0"), ("holds", "yes"), ("reason", "现场查看并走访了三户居民。")],
        "reopen_promise" => &[("promise", "0"), ("reason", "路基又被冲毁两处。"), ("until", &later)],
        "reopen_handling" => &[("promise", "0"), ("reason", "路基又被冲毁两处。")],
        "nominate" => &[("criteria.0", "widespread"), ("reason", "连续三年有代表提出，涉及六个村。")],
        "name_key" => &[
            ("minutes", "主任会议纪要〔2026〕9号"),
            ("on", &today),
            ("supervisor", "郭岚"),
            ("supervisor_title", "县人大常委会副主任"),
            ("sponsor", "蒋波"),
            ("sponsor_title", "副县长"),
        ],
        "report_progress" | "final_report" => &[("text", "路基已经完成三公里，下月开始铺设路面，年底前全线通车。")],
        "chase" => &[("note", "请在三天内与代表见面。")],
        "join" | "escalate" => &[],
        _ => return cast.good(step),
    };
    fields.iter().map(|&(path, value)| (path, value.to_owned())).collect()
}

/// Takes a step with these fields, as whoever may.
async fn sends(cast: &mut Cast, id: &str, step: &str, fields: &[(&str, String)]) -> Answer {
    let fields: Vec<_> = fields.iter().map(|(path, value)| (*path, value.as_str())).collect();
    let command = if step == "join" { "accept" } else { step };
    who(cast, step).takes(id, command, &fields).await
}

async fn take(app: &TestApp, cast: &mut Cast, id: &str, step: &str) {
    let fields = good(app, cast, step);
    let answer = sends(cast, id, step, &fields).await;
    assert_eq!(answer.alert(), None, "{step} is taken");
}

/// A paper at which the form is there.
async fn ready(app: &TestApp, cast: &mut Cast, (step, begin, before, _): &Form) -> String {
    let id = cast.ready_for(begin).await;
    for &earlier in *before {
        if earlier == "wait" {
            app.days_pass(45).await;
            // Sessions have ended meanwhile.
            *cast = Cast::of(app).await;
        } else {
            take(app, cast, &id, earlier).await;
        }
    }
    let page = who(cast, step).opens(&format!("/proposals/{id}")).await;
    assert!(page.html().contains(group_of(step)), "the form of {step} is not there: {}", page.text());
    id
}

async fn every_form_refuses_bad_input(forms: &[Form]) {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    for form in forms {
        let (step, _, _, fields) = *form;
        let id = ready(&app, &mut cast, form).await;
        let right = good(&app, &cast, step);
        let before = (app.stored(&id).await, app.column("event", "record", "seq").await.len());
        refuses_bad_fields(who(&mut cast, step), &id, step, &right, fields).await;
        let after = (app.stored(&id).await, app.column("event", "record", "seq").await.len());
        assert_eq!(after, before, "{step} was refused and wrote something");
        // What was right is still right.
        take(&app, &mut cast, &id, step).await;
    }
}

#[tokio::test]
async fn contacts_opinions_extensions_and_drafts_refuse_what_they_cannot_take() {
    every_form_refuses_bad_input(&CONTACTS_AND_OPINIONS).await;
}

#[tokio::test]
async fn meetings_and_promises_refuse_what_they_cannot_take() {
    every_form_refuses_bad_input(&MEETINGS_AND_PROMISES).await;
}

#[tokio::test]
async fn key_proposals_and_chases_refuse_what_they_cannot_take() {
    every_form_refuses_bad_input(&KEY_AND_CHASES).await;
}

/// The message of a list of boxes stands over them, and what was ticked stays ticked.
#[tokio::test]
async fn criteria_are_ticked_and_of_the_list() {
    const WHY: &str = "连续三年有代表提出，涉及六个村。";
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("assign").await;
    let before = app.stored(&id).await;
    type Fields = &'static [(&'static str, &'static str)];
    let cases: [(Fields, [&str; 2]); 3] = [
        (&[("reason", WHY)], ["请填写或选择这一项。", "Fill in or choose this."]),
        (&[("criteria.0", ""), ("reason", WHY)], ["请填写或选择这一项。", "Fill in or choose this."]),
        (
            &[("criteria.0", "widespread"), ("criteria.1", "nonsense"), ("reason", WHY)],
            ["请从给出的选项中选择。", "Choose one of the options given."],
        ),
    ];
    for (fields, messages) in cases {
        for (lang, message) in ["zh-CN", "en"].into_iter().zip(messages) {
            cast.office.lang = lang;
            let answer = cast.office.takes(&id, "nominate", fields).await;
            is_refused(&answer, message);
            let html = answer.html();
            let (before_boxes, _) = html.split_once("command[nominate][criteria]").expect("the boxes are on the page");
            let (_, list) = before_boxes.rsplit_once("<fieldset").expect("a list of them");
            assert!(list.contains(message), "“{message}” does not stand over the boxes: {list}");
            assert_eq!(answer.typed("command[nominate][reason]").as_deref(), Some(WHY));
            let at = html.find("value=\"widespread\"").expect("a box for it");
            let start = html[..at].rfind('<').expect("its tag");
            let tag = html[start..].split('>').next().unwrap_or_default();
            let was_ticked = fields.contains(&("criteria.0", "widespread"));
            assert_eq!(tag.contains("checked"), was_ticked, "{fields:?}: {tag}");
        }
    }
    assert_eq!(app.stored(&id).await, before);
}

/// Files that a form names and nobody has uploaded for the paper.
#[tokio::test]
async fn files_that_are_not_the_papers_own_are_named_by_nobody() {
    const UNKNOWN: &str = "018f0000-0000-7000-8000-000000000000";
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    for (step, begin) in [("record_contact", "record_contact"), ("claim_promise", "rate"), ("reply", "reply")] {
        let id = cast.ready_for(begin).await;
        let before = app.stored(&id).await;
        for file in [UNKNOWN, "nonsense", "-1", "\u{3164}"] {
            let mut fields = good(&app, &cast, step);
            fields.push(("files.0", file.to_owned()));
            let answer = sends(&mut cast, &id, step, &fields).await;
            is_refused(&answer, &format!("{step} {file:?}"));
        }
        let mut fields = good(&app, &cast, step);
        fields.extend(FILES.map(|path| (path, UNKNOWN.to_owned())));
        is_refused(&sends(&mut cast, &id, step, &fields).await, &format!("{step}, eleven files"));
        assert_eq!(app.stored(&id).await, before, "{step}");
        take(&app, &mut cast, &id, step).await;
    }
}

const FILES: [&str; 11] = [
    "files.0", "files.1", "files.2", "files.3", "files.4", "files.5", "files.6", "files.7", "files.8", "files.9",
    "files.10",
];

/// After promises were followed up a paper is closed by its button alone; forged minutes are read like any others.
#[tokio::test]
async fn minutes_of_no_meeting_are_refused() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("nothing").await;
    for step in MEETING.iter().copied().chain(["follow_up"]) {
        take(&app, &mut cast, &id, step).await;
    }
    for promise in ["0", "1"] {
        let fields = [("promise", promise.to_owned()), ("reason", "上级资金今年没有下达，明年继续申报。".to_owned())];
        assert_eq!(sends(&mut cast, &id, "explain_promise", &fields).await.alert(), None);
    }
    let before = app.stored(&id).await;
    for fields in
        [[("on", "昨天"), ("participants", ""), ("minutes", "")], [("on", ""), ("participants", "某"), ("minutes", "")]]
    {
        let answer = cast.office.takes(&id, "close_unsatisfied", &fields).await;
        is_refused(&answer, &format!("{fields:?}"));
    }
    assert_eq!(app.stored(&id).await, before);
    assert_eq!(cast.office.takes(&id, "close_unsatisfied", &[("on", "")]).await.alert(), None);
    assert_eq!(app.stored(&id).await.stage, Stage::ClosedUnsatisfied);
}
