//! Whoever is awaited finds it on the desk, in the calendar and among the notices, with its own day; who is late stands in
//! supervision by name.

use crate::common::cast::Cast;
use crate::common::{Browser, TestApp};
use domain::proposal::Proposal;
use domain::proposal::workflow::Step;
use ground::dates::{date, days_between};
use ground::vocabulary::Lang;
use jiff::civil::Date;

/// A paper just taken on by its lead unit, an assisting and a separate one.
async fn shared(app: &TestApp, cast: &mut Cast) -> (String, Browser, Browser) {
    let id = cast.ready_for("assign").await;
    let units = [("lead", "1"), ("assisting.0", "2"), ("separate.0", "3")];
    assert_eq!(cast.office.takes(&id, "assign", &units).await.alert(), None);
    let (mut clerk, head) = (app.signed_in("zhujian").await, app.signed_in("zhujian-head").await);
    cast.take(&id, "accept").await;
    assert_eq!(cast.assisting.takes(&id, "accept", &[]).await.alert(), None);
    assert_eq!(clerk.takes(&id, "accept", &[]).await.alert(), None);
    (id, clerk, head)
}

fn until(paper: &Proposal, step: Step) -> Date {
    let awaited = paper.awaited();
    awaited.iter().find(|one| one.step == step).and_then(|one| one.until).expect("it is awaited until a day")
}

/// Whether the desk sends somebody to a step of a paper, and by which day.
async fn is_sent(browser: &mut Browser, id: &str, step: &str, until: Date) -> bool {
    let desk = browser.opens("/desk").await.html();
    let item = desk.split("<li class=\"row desk-row").find(|item| item.contains(&format!("{id}#step-{step}\"")));
    let dates = browser.opens("/desk/dates.ics").await.body.replace("\r\n ", "");
    let day = until.strftime("%Y%m%d").to_string();
    let event = dates.split("BEGIN:VEVENT").any(|event| event.contains(&format!("UID:{id}")) && event.contains(&day));
    let short = date(until, Lang::Zh);
    item.is_some_and(|item| item.contains(short.split('年').nth(1).expect("a day"))) && event
}

#[tokio::test]
async fn assisting_and_separate_units_find_their_part_on_their_desks() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let (id, mut clerk, mut head) = shared(&app, &mut cast).await;
    let paper = app.stored(&id).await;
    let (speak, opinion) = (until(&paper, Step::RecordContact), until(&paper, Step::SendOpinion));
    let reply = paper.reply_clock().expect("it runs").due;
    assert!(is_sent(&mut cast.assisting, &id, "send_opinion", opinion).await);
    assert!(is_sent(&mut clerk, &id, "record_contact", speak).await);
    assert!(is_sent(&mut cast.clerk, &id, "record_contact", speak).await);
    let contact = cast.good("record_contact");
    let contact: Vec<_> = contact.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(clerk.takes(&id, "record_contact", &contact).await.alert(), None);
    // The deputy's own day, after which silence counts, and not the reply's.
    let check = until(&app.stored(&id).await, Step::ConfirmContact);
    assert!(check < reply && is_sent(&mut cast.deputy, &id, "confirm_contact", check).await);
    assert!(is_sent(&mut clerk, &id, "draft_reply", reply).await);
    let draft = cast.good("draft_reply");
    let draft: Vec<_> = draft.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(clerk.takes(&id, "draft_reply", &draft).await.alert(), None);
    assert!(!is_sent(&mut head, &id, "reply", reply).await, "the deputy has not confirmed");
    assert_eq!(cast.deputy.takes(&id, "confirm_contact", &[("contact", "0")]).await.alert(), None);
    assert!(is_sent(&mut head, &id, "reply", reply).await);
    assert!(!is_sent(&mut clerk, &id, "draft_reply", reply).await, "it is drafted");
    let told = app
        .column(
            &format!(
                "notice WHERE paper_id = (SELECT id FROM proposal WHERE number = '{}') AND kind = 'to_sign'",
                paper.number.expect("a number")
            ),
            "dedupe",
            "id",
        )
        .await;
    assert_eq!(told.len(), 1, "the head is told once: {told:?}");
}

#[tokio::test]
async fn an_inner_limit_is_reminded_of_on_its_own_days_and_supervision_names_who_is_late() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let (id, ..) = shared(&app, &mut cast).await;
    let paper = app.stored(&id).await;
    let (number, opinion) = (paper.number.expect("a number"), until(&paper, Step::SendOpinion));
    let told = async || {
        let keys = app.column("notice", "dedupe", "at_ms, id").await;
        let of_opinion = keys.into_iter().filter(|key| key.starts_with(&id) && key.contains("/opinion/"));
        of_opinion.map(|key| key.split('/').nth(3).unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let to = async |left: i32| {
        let days = days_between(app.store.moment().today(), opinion) - left;
        app.days_pass(u64::try_from(days).expect("later")).await;
        app.days_pass(0).await;
    };
    to(15).await;
    // Where rest days make the month longer than thirty days it was announced already.
    let announced = told().await;
    assert!(announced.iter().all(|rung| rung == "before-30"), "{announced:?}");
    to(14).await;
    assert_eq!(told().await[announced.len()..], ["before-14"], "long before the reply is due");
    to(-8).await;
    assert_eq!(told().await.last().map(String::as_str), Some("overdue-1"));
    let mut office = app.signed_in("office").await;
    let mut row_of = async |unit: &str| {
        let page = office.opens(&format!("/supervision?unit={unit}")).await.html();
        let row = page.split("<li class=\"row desk-row").find(|row| row.contains(&number.to_string()));
        row.and_then(|row| row.split("</li>").next()).unwrap_or_default().to_owned()
    };
    let row = row_of("2").await;
    assert!(row.contains("等水利局：报送协办意见"), "{row}");
    let row = row_of("3").await;
    assert!(row.contains("记录沟通面商"), "the separate unit has not spoken with the deputy: {row}");
    // Nobody else is blamed: the lead unit's reply is not due yet, only its own contact.
    let row = row_of("1").await;
    assert!(row.contains("记录沟通面商") && !row.contains("水利局") && !row.contains("拟写答复"), "{row}");
    assert!(app.signed_in("zhujian").await.opens("/desk").await.html().contains(&format!("{id}#step-record_contact")));
}

#[tokio::test]
async fn an_office_that_is_late_stands_in_supervision_too() {
    let app = TestApp::demo().await;
    let mut cast = Cast::of(&app).await;
    let id = cast.ready_for("assign").await;
    let waiting = cast.submitted().await;
    let number = app.stored(&id).await.number.expect("a number").to_string();
    app.days_pass(60).await;
    let mut office = app.signed_in("office").await;
    let mut rows = String::new();
    let mut address = "/supervision?unit=offices".to_owned();
    loop {
        let page = office.opens(&address).await.html();
        let next =
            page.split("href=\"").find(|part| part.starts_with("/supervision?unit=offices") && part.contains("after="));
        rows += &page;
        let Some(next) = next.and_then(|part| part.split(['"', '#']).next()).filter(|next| *next != address) else {
            break;
        };
        address = next.replace("&amp;", "&");
    }
    assert!(rows.contains(&number) && rows.contains(&waiting), "hand-over and review are late");
    // What is not registered is between the deputy and the congress office.
    let supervisor = app.signed_in("supervisor").await.opens("/supervision?unit=offices").await.html();
    assert!(!supervisor.contains(&waiting));
}
