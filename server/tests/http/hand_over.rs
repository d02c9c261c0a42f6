//! The hand-over meeting over plain forms: prepare, be refused, hand over, print.

use crate::common::cast::Cast;
use crate::common::{Answer, Browser, TestApp, value_of};
use domain::proposal::workflow::Stage;

const PLACE: &str = "县政府三楼会议室";

/// The names and values of the boxes that stand ticked on the page.
fn ticked(page: &Answer) -> Vec<(String, String)> {
    let boxes = page.body.split("<input").filter(|tag| tag.contains("form=\"batch\"") && tag.contains(" checked"));
    let of = |tag: &str, attribute: &str| {
        let value = tag.split_once(&format!(" {attribute}=\"")).and_then(|(_, rest)| rest.split_once('"'));
        value.expect("the attribute").0.to_owned()
    };
    boxes.map(|tag| (of(tag, "name"), of(tag, "value"))).collect()
}

/// The form of the meeting with these boxes.
async fn hands_over(browser: &mut Browser, boxes: &[(String, String)], place: &str) -> Answer {
    let today = value_of(&browser.opens("/hand-over?show=all").await.body, "batch[held_on]").unwrap_or_default();
    let mut fields = vec![("batch[held_on]", today.as_str()), ("batch[place]", place), ("batch[confirmed]", "true")];
    fields.extend(boxes.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    browser.submits_and_follows("/hand-over?show=all", "/api/hand-over-batch", &fields).await
}

async fn takes_unit(browser: &mut Browser, id: &str, unit: &str) -> Answer {
    let version = browser.version_of(id).await;
    let fields = [("id", id), ("version", version.as_str()), ("plan[lead]", ""), ("take", unit)];
    browser.submits_and_follows("/hand-over?show=open", "/api/propose-units", &fields).await
}

#[tokio::test]
async fn a_batch_is_prepared_refused_mended_and_handed_over() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let (one, two) = (cast.ready_for("assign").await, cast.ready_for("assign").await);
    let page = cast.office.opens("/hand-over").await.text();
    assert!(page.contains("由交通运输局主办"), "who handled papers like it: {page}");
    for id in [&one, &two] {
        let answer = takes_unit(&mut cast.office, id, "1").await;
        assert!(answer.text().contains("拟办单位已保存"), "{}", answer.text());
    }
    let preview = cast.office.opens("/hand-over/print").await.text();
    assert!(preview.contains("交办清单（预拟）") && preview.contains("交办会签到表"), "{preview}");

    let boxes = ticked(&cast.office.opens("/hand-over").await);
    assert_eq!(boxes.len(), 3, "these two and the one of the demo county that is planned: {boxes:?}");
    // Meanwhile a colleague changes one of them.
    takes_unit(&mut cast.office2, &two, "2").await;
    let refused = hands_over(&mut cast.office, &boxes, PLACE).await;
    let text = refused.text();
    assert!(text.contains("有改动，请核对拟办单位后再勾选"), "{text}");
    assert!(refused.problem_beside(&format!("batch-papers-p{two}")).expect("a place").contains("有改动"));
    assert_eq!(refused.typed("batch[place]").as_deref(), Some(PLACE), "what was typed is kept");
    assert_eq!(ticked(&refused).len(), 3, "what was ticked too, at the present versions");
    for id in [&one, &two] {
        assert_eq!(app.stored(id).await.stage, Stage::Registered, "nothing is handed over");
    }
    assert!(hands_over(&mut cast.office, &[], PLACE).await.text().contains("请至少勾选一件建议"));
    assert!(hands_over(&mut cast.office, &boxes, "").await.text().contains("请填写或选择这一项"));

    let boxes = ticked(&refused);
    let done = hands_over(&mut cast.office, &boxes, PLACE).await;
    let text = done.text();
    assert!(text.contains("已交办3件建议") && text.contains("答复期限"), "{text}");
    assert!(text.contains(PLACE) && text.contains("交办会签到表") && text.contains("电话"), "{text}");
    let (first, second) = (app.stored(&one).await, app.stored(&two).await);
    assert_eq!((first.stage, second.stage), (Stage::Assigned, Stage::Assigned));
    assert_eq!(first.hand_over, second.hand_over, "all clocks start together");
    assert!(cast.office.opens("/hand-over/meetings").await.text().contains("3件"));

    // The button pressed once more: a conflict, and what was typed is kept.
    cast.ready_for("assign").await;
    let third = cast.ready_for("assign").await;
    takes_unit(&mut cast.office, &third, "1").await;
    let again = hands_over(&mut cast.office, &boxes, PLACE).await;
    assert!(again.text().contains("已有新的进展"), "{}", again.text());
    assert_eq!(again.typed("batch[place]").as_deref(), Some(PLACE));
    assert_eq!(app.column("meeting", "place", "id").await, [PLACE]);
}

#[tokio::test]
async fn of_many_browsers_one_hands_over_and_each_other_keeps_what_it_typed() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let (id, open) = (cast.ready_for("assign").await, cast.ready_for("assign").await);
    takes_unit(&mut cast.office, &id, "1").await;
    takes_unit(&mut cast.office, &open, "1").await;
    let boxes: Vec<_> = ticked(&cast.office.opens("/hand-over").await);
    let boxes: Vec<_> = boxes.into_iter().filter(|(name, _)| name.contains(&id)).collect();
    let racers = (0..8).map(|n| {
        let (mut browser, boxes) = (cast.office.clone(), boxes.clone());
        tokio::spawn(async move {
            let place = format!("第{n}会议室");
            let answer = hands_over(&mut browser, &boxes, &place).await;
            (answer.text().contains("已交办1件建议"), answer.typed("batch[place]") == Some(place))
        })
    });
    let racers: Vec<_> = racers.collect();
    let (mut won, mut kept) = (0, 0);
    for racer in racers {
        let (has_won, has_kept) = racer.await.expect("the task ends");
        won += usize::from(has_won);
        kept += usize::from(!has_won && has_kept);
    }
    assert_eq!((won, kept), (1, 7));
}

#[tokio::test]
async fn the_government_office_begins_with_what_is_left_to_it() {
    let app = TestApp::demo().await;
    let mut office = app.signed_in("govoffice").await;
    let page = office.opens("/hand-over").await;
    assert_eq!(page.body.matches("id=\"paper-").count(), 1, "the paper of the demo county that is left to it");
    assert!(page.text().contains("由政府办拟定单位，尚未拟定"));
    assert_eq!(office.opens("/hand-over?show=all").await.body.matches("id=\"paper-").count(), 2);
    let mut deputy = app.signed_in("deputy").await;
    assert_eq!(deputy.opens("/hand-over").await.status.as_u16(), 404);
}
