//! Counters and the lists behind them, and the recount that mends both.

mod common;

use std::time::Duration;

use common::World;
use domain::county::people::{BodyId, PersonId};
use domain::proposal::command::{Command, RegisterForm};
use domain::proposal::list::Filter;
use domain::proposal::statistics::{Figure, Figures, Kind, Period, Plain};
use ground::vocabulary::Lang;
use sea_orm_migration::sea_orm::ConnectionTrait;
use store::{DeputyFilter, RowCount, Store, StoreError};

async fn whole(store: &Store, period: Period) -> Figures {
    store.whole_figures().await.expect("figures").remove(&period).unwrap_or_default()
}

async fn behind(store: &Store, figure: Figure) -> RowCount {
    let filter = Filter { figure: Some(figure), ..Filter::default() };
    store.list(&filter, None, Lang::Zh).await.expect("a page").count
}

#[tokio::test]
async fn each_step_moves_the_counters_and_the_lists_together() {
    let world = World::new().await;
    world.registered().await;
    let id = world.assigned().await;
    let number = world.store.proposal(id, None, Lang::Zh).await.expect("public").number.expect("a number");
    let year = Period::Year(world.store.moment().today().year());
    for period in [Period::Cohort(number.cohort), year, Period::All] {
        let figures = whole(&world.store, period).await;
        assert_eq!((figures.n(Figure::Registered), figures.n(Figure::Assigned)), (2, 1), "{period}");
        assert!(figures.add_up(), "{period}");
    }
    let unanswered = Figure::Plain(Plain::Unreplied);
    assert_eq!(behind(&world.store, unanswered).await, RowCount::Exactly(1));
    let units = world.store.unit_figures().await.expect("figures");
    assert_eq!(units[&BodyId(1)].n(unanswered), 1);
    let led = world.store.member_figures(Kind::Deputy, &world.deputy.person.to_string()).await.expect("figures");
    assert_eq!(led[&Period::All].n(Figure::Registered), 2);
    assert!(world.store.recount().await.expect("a recount").agrees());
}

#[tokio::test]
async fn what_is_due_and_not_answered_follows_from_the_day() {
    let world = World::new().await;
    world.assigned().await;
    let late = Figure::Plain(Plain::DueUnanswered);
    let found = async || (whole(&world.store, Period::All).await.n(late), behind(&world.store, late).await);
    assert_eq!(found().await, (0, RowCount::Exactly(0)));
    world.store.moment().advance(Duration::from_secs(120 * 24 * 60 * 60));
    assert_eq!(found().await, (1, RowCount::Exactly(1)));
    assert_eq!(behind(&world.store, Figure::Plain(Plain::IssuedOrDue)).await, RowCount::Exactly(1));
}

#[tokio::test]
async fn what_is_not_public_is_only_a_number() {
    let world = World::new().await;
    let id = world.submitted().await;
    let form = RegisterForm {
        topic: "roads".into(),
        township: "1".into(),
        disclosure: "closed".into(),
        ground: "privacy".into(),
        reason: "内容涉及几户村民的病情。".into(),
        review_on: world.store.moment().today().tomorrow().expect("a day").to_string(),
        ..RegisterForm::default()
    };
    world.act(&world.office, id, &Command::Register(form)).await.expect("it is registered");
    let figures = whole(&world.store, Period::All).await;
    assert_eq!((figures.n(Figure::Plain(Plain::Withheld)), figures.n(Figure::Registered)), (1, 0));
    for kind in [Kind::Unit, Kind::Topic, Kind::Township, Kind::Deputy] {
        let parts = world.store.group_figures(kind, Period::All).await.expect("figures");
        assert!(parts.is_empty(), "{kind:?}: {parts:?}");
    }
    assert_eq!(behind(&world.store, Figure::Registered).await, RowCount::Exactly(0));
    assert!(world.store.recount().await.expect("a recount").agrees());
}

#[tokio::test]
async fn a_recount_finds_and_mends_what_is_wrong() {
    let world = World::new().await;
    world.assigned().await;
    let id = world.registered().await;
    let before = world.store.whole_figures().await.expect("figures");
    let first = world.store.recount_daily().await.expect("a recount").expect("it was not done today");
    assert!(first.is_first && first.agrees(), "{first:?}");
    assert_eq!(world.store.recount_daily().await.expect("a recount"), None, "once a day");

    let sql = [
        "UPDATE tally SET n = n + 3 WHERE kind = 'whole' AND period = 'all' AND figure = 'assigned'",
        "DELETE FROM tally WHERE kind = 'unit'",
        "INSERT INTO tally (kind, period, member, figure, n) VALUES ('topic', '2019', 'water', 'replied', 7)",
        "DELETE FROM counted WHERE figure = 'stage:registered'",
    ];
    for sql in sql {
        world.store.connection().execute_unprepared(sql).await.expect("it can be damaged");
    }
    world.store.moment().advance(Duration::from_secs(24 * 60 * 60));
    let found = world.store.recount_daily().await.expect("a recount").expect("another day");
    assert!(!found.is_first);
    assert!(found.counters.contains(&"whole all  assigned -3".to_owned()), "{:?}", found.counters);
    assert!(found.counters.contains(&"topic 2019 water replied -7".to_owned()), "{:?}", found.counters);
    assert_eq!(found.papers, [id]);
    assert!(world.store.recount().await.expect("a recount").agrees());
    assert_eq!(world.store.whole_figures().await.expect("figures"), before);
    assert_eq!(world.store.unit_figures().await.expect("figures")[&BodyId(1)].n(Figure::Assigned), 1);
}

#[tokio::test]
async fn counters_are_made_from_states_after_an_upgrade() {
    let world = World::new().await;
    world.assigned().await;
    let before = world.store.whole_figures().await.expect("figures");
    for table in ["tally", "counted"] {
        world.store.connection().execute_unprepared(&format!("DELETE FROM {table}")).await.expect("it is emptied");
    }
    let made = world.store.recount_daily().await.expect("a recount").expect("it was never done");
    assert!(made.is_first && !made.agrees());
    assert_eq!(world.store.whole_figures().await.expect("figures"), before);
    assert_eq!(behind(&world.store, Figure::Assigned).await, RowCount::Exactly(1));
}

#[tokio::test]
async fn deputies_are_found_by_name_and_nobody_else_is_one() {
    let world = World::new().await;
    world.registered().await;
    let page = world.store.deputies_page(&DeputyFilter::default(), None).await.expect("a page");
    let rows: Vec<_> = page.rows.iter().map(|row| (row.name.as_str(), row.led, row.co_signed)).collect();
    assert_eq!((rows, page.count, page.next), (vec![("deputy", 1, 0)], 1, None));
    let find = async |name: &str, former| {
        let filter = DeputyFilter { name: name.into(), former, ..DeputyFilter::default() };
        world.store.deputies_page(&filter, None).await.expect("a page").count
    };
    assert_eq!((find("epu", false).await, find("nobody", false).await, find("%", false).await), (1, 0, 0));
    assert_eq!(find("", true).await, 0, "nobody has left");
    let record = world.store.deputy(world.deputy.person).await.expect("a deputy");
    assert_eq!(record.figures[&Period::All].n(Figure::Registered), 1);
    assert!(matches!(world.store.deputy(world.office.person).await, Err(StoreError::NotFound)));
    assert!(matches!(world.store.deputy(PersonId(world.store.fresh_id())).await, Err(StoreError::NotFound)));
    let sql = "UPDATE person_role SET ended_on = '2026-01-01' WHERE office = 'deputy'";
    world.store.connection().execute_unprepared(sql).await.expect("the term ends");
    assert_eq!((find("", false).await, find("", true).await), (0, 1));
    let record = world.store.deputy(world.deputy.person).await.expect("a former deputy stays readable");
    assert!(record.mandates.iter().all(|mandate| mandate.ended_on.is_some()));
}
