//! The store on SQLite, or on PostgreSQL where `TEST_DATABASE_URL` names a server.

mod common;

use std::collections::BTreeSet;
use std::time::Duration;

use common::{World, draft, register, return_it};
use domain::county::people::{Actor, BodyId, TownshipId};
use domain::parts::shares;
use domain::proposal::ProposalId;
use domain::proposal::command::{Command, DeclineForm, RegisterForm};
use domain::proposal::list::{Filter, Place};
use domain::proposal::statistics::Figure;
use domain::proposal::workflow::{Stage, Step};
use ground::problem::Refusal;
use ground::vocabulary::Lang;
use sea_orm_migration::sea_orm::ConnectionTrait;
use store::{RowCount, StoreError};
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread")]
async fn parallel_registrations_leave_no_gap_and_no_twin() {
    let world = World::new().await;
    let mut ids = Vec::new();
    for _ in 0..32 {
        ids.push(world.submitted().await);
    }
    // Nobody knows the county any more: more ask for it at once than there are connections.
    world.store.connection().execute_unprepared("UPDATE body SET name = name").await.expect("it is touched");
    world.store.learn_revisions().await.expect("that is known");
    let tasks = ids.into_iter().map(|id| {
        let (store, office) = (world.store.clone(), world.office.clone());
        tokio::spawn(async move {
            let version = store.proposal(id, Some(&office), Lang::Zh).await.expect("it is there").version;
            store.act(&office, id, version, &register()).await.expect("it is registered");
            store.proposal(id, None, Lang::Zh).await.expect("it is public").number.expect("it has a number").serial
        })
    });
    let tasks: Vec<_> = tasks.collect();
    let mut serials = BTreeSet::new();
    for task in tasks {
        serials.insert(task.await.expect("the task ends"));
    }
    assert_eq!(serials, (1..=32).collect());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_take_a_step_one_wins_and_the_others_get_a_conflict() {
    let world = World::new().await;
    let id = world.submitted().await;
    let version = world.store.proposal(id, Some(&world.office), Lang::Zh).await.expect("it is there").version;
    let tasks: Vec<_> = (0..32)
        .map(|n| {
            let (store, office) = (world.store.clone(), world.office.clone());
            let command = if n % 2 == 0 { register() } else { return_it() };
            tokio::spawn(async move { store.act(&office, id, version, &command).await })
        })
        .collect();
    let (mut won, mut conflicts) = (0, 0);
    for task in tasks {
        match task.await.expect("the task ends") {
            Ok(()) => won += 1,
            Err(StoreError::Conflict { stage }) => {
                assert!(matches!(stage, Stage::Registered | Stage::SentBack));
                conflicts += 1;
            }
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!((won, conflicts), (1, 31));
}

#[tokio::test]
async fn the_log_cannot_be_changed_or_shortened() {
    let world = World::new().await;
    world.registered().await;
    for sql in ["UPDATE event SET step = 'close'", "DELETE FROM event"] {
        let error = world.store.connection().execute_unprepared(sql).await.expect_err("the database refuses");
        assert!(error.to_string().contains("append-only"), "{error}");
    }
}

#[tokio::test]
async fn a_refused_step_changes_nothing_and_takes_no_number() {
    let world = World::new().await;
    let id = world.submitted().await;
    let form = RegisterForm { topic: "nonsense".into(), ..RegisterForm::default() };
    let refused = world.act(&world.office, id, &Command::Register(form)).await;
    assert!(matches!(refused, Err(StoreError::Refused(Refusal::Invalid(_)))), "{refused:?}");
    assert_eq!(world.stage(id).await, Stage::Submitted);
    world.act(&world.office, id, &register()).await.expect("it is registered");
    let number = world.store.proposal(id, None, Lang::Zh).await.expect("it is public").number.expect("it has a number");
    assert_eq!(number.serial, 1);
}

#[tokio::test]
async fn a_draft_saved_twice_is_no_conflict_but_another_text_is() {
    let world = World::new().await;
    let id = ProposalId(world.store.fresh_id());
    let save = |version, village: &str| world.store.save_draft(&world.deputy, id, version, draft(village), None);
    assert_eq!(save(0, "下游村").await.expect("kept"), 1);
    assert_eq!(save(0, "下游村").await.expect("the same again"), 1);
    assert!(matches!(save(0, "上游村").await, Err(StoreError::Conflict { .. })));
    assert_eq!(save(1, "上游村").await.expect("kept"), 2);
}

#[tokio::test]
async fn a_text_saved_again_without_a_change_moves_nothing_on() {
    let world = World::new().await;
    let id = ProposalId(world.store.fresh_id());
    let save = |version| world.store.save_draft(&world.deputy, id, version, draft("下游村"), None);
    let by_itself = |version| world.store.autosave_draft(&world.deputy, id, version, draft("下游村"), None);
    assert_eq!(save(0).await.expect("it is kept"), 1);
    assert_eq!(by_itself(1).await.expect("it is there already"), 1);
    assert_eq!(save(1).await.expect("it is there already"), 1);
    // The other window, which saw version 1, has nothing to compare.
    let other = world.store.save_draft(&world.deputy, id, 1, draft("上游村"), None);
    assert_eq!(other.await.expect("it is kept"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_draft_sent_many_times_at_once_is_one_draft() {
    let world = World::new().await;
    let id = ProposalId(world.store.fresh_id());
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let (store, deputy) = (world.store.clone(), world.deputy.clone());
            tokio::spawn(async move { store.save_draft(&deputy, id, 0, draft("下游村"), None).await })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.expect("the task ends").expect("kept"), 1);
    }
}

#[tokio::test]
async fn what_somebody_may_not_see_is_not_there() {
    let world = World::new().await;
    let id = world.submitted().await;
    let seen = world.store.proposal(id, None, Lang::Zh).await;
    assert!(matches!(seen, Err(StoreError::NotFound)));
    let acted = world.store.act(&world.clerk, id, 2, &Command::Share(shares::Command::Accept)).await;
    assert!(matches!(acted, Err(StoreError::NotFound)));
    let saved = world.store.save_draft(&world.office, id, 2, draft("别人的"), None).await;
    assert!(matches!(saved, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn the_pages_of_the_list_show_each_paper_once_and_count_them() {
    let world = World::new().await;
    for _ in 0..47 {
        world.registered().await;
    }
    let filter = Filter { township: Some(Place::Township(TownshipId(1))), ..Filter::default() };
    let (mut seen, mut after, mut pages) = (Vec::new(), None, 0);
    loop {
        let page = world.store.list(&filter, after, Lang::Zh).await.expect("a page");
        assert_eq!(page.count, RowCount::Exactly(47));
        seen.extend(page.rows.iter().map(|row| row.id));
        pages += 1;
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!((seen.len(), seen.iter().collect::<BTreeSet<_>>().len(), pages), (47, 47, 3));
    let nowhere = Filter { stage: Some(Stage::Closed), ..Filter::default() };
    let page = world.store.list(&nowhere, None, Lang::Zh).await.expect("a page");
    assert_eq!((page.rows.len(), page.count), (0, RowCount::Exactly(0)));
}

#[tokio::test]
async fn filters_by_unit_stage_topic_and_year_find_what_they_say() {
    let world = World::new().await;
    let assigned = world.assigned().await;
    let registered = world.registered().await;
    let year = world.store.moment().today().year();
    let found = async |filter: Filter| {
        let page = world.store.list(&filter, None, Lang::Zh).await.expect("a page");
        page.rows.iter().map(|row| row.id).collect::<BTreeSet<_>>()
    };
    assert_eq!(found(Filter { unit: Some(BodyId(1)), ..Filter::default() }).await, [assigned].into());
    assert_eq!(found(Filter { stage: Some(Stage::Registered), ..Filter::default() }).await, [registered].into());
    assert_eq!(found(Filter { year: Some(year), ..Filter::default() }).await, [assigned, registered].into());
    assert_eq!(found(Filter { year: Some(year - 1), ..Filter::default() }).await, [].into());
    assert_eq!(
        found(Filter { topic: Some(domain::county::topic::Topic::Water), ..Filter::default() }).await,
        [].into()
    );
}

#[tokio::test]
async fn counters_follow_each_step() {
    let world = World::new().await;
    let id = world.registered().await;
    let cohort = world.store.proposal(id, None, Lang::Zh).await.expect("public").number.expect("a number").cohort;
    let figures = world.store.figures(cohort).await.expect("figures");
    assert_eq!((figures.n(Figure::Registered), figures.n(Figure::Stage(Stage::Registered))), (1, 1));
    world.assigned().await;
    let figures = world.store.figures(cohort).await.expect("figures");
    assert_eq!((figures.n(Figure::Registered), figures.n(Figure::Assigned)), (2, 1));
    assert_eq!(figures.n(Figure::Stage(Stage::Registered)), 1);
}

#[tokio::test]
async fn a_limit_that_passes_moves_the_paper_on_once() {
    let world = World::new().await;
    let id = world.assigned().await;
    assert_eq!(world.store.wake().await.expect("nothing is due"), 0);
    world.store.moment().advance(Duration::from_secs(20 * 24 * 60 * 60));
    assert_eq!(world.store.wake().await.expect("the limit has passed"), 1);
    assert_eq!(world.stage(id).await, Stage::Handling);
    assert_eq!(world.store.wake().await.expect("it is done"), 0);
}

#[tokio::test]
async fn the_desk_shows_what_waits_for_each() {
    let world = World::new().await;
    let id = world.submitted().await;
    let desk = async |actor: &Actor| world.store.desk(actor, None, Lang::Zh).await.expect("a desk");
    let office = desk(&world.office).await;
    assert_eq!(
        office.waiting.iter().map(|item| (item.summary.id, item.step)).collect::<Vec<_>>(),
        [(id, Some(Step::Register))]
    );
    let deputy = desk(&world.deputy).await;
    assert_eq!((deputy.waiting.len(), deputy.mine.len()), (0, 1));
    world.act(&world.office, id, &return_it()).await.expect("it is returned");
    assert_eq!(desk(&world.deputy).await.waiting[0].step, Some(Step::Submit));
    assert!(desk(&world.office).await.waiting.is_empty());
    let other = world.assigned().await;
    assert_eq!(desk(&world.clerk).await.waiting[0].summary.id, other);
}

#[tokio::test]
async fn who_proposes_a_refusal_does_not_wait_for_himself() {
    let world = World::new().await;
    let id = world.submitted().await;
    let form =
        DeclineForm {
            ground: "personal".into(), explanation: "属于个人事项，请另行反映".into(), as_letter: false
        };
    world.act(&world.office, id, &Command::Decline(form)).await.expect("it is proposed");
    assert!(world.store.desk(&world.office, None, Lang::Zh).await.expect("a desk").waiting.is_empty());
}

#[tokio::test]
async fn a_kept_form_is_there_for_a_day() {
    let world = World::new().await;
    let browser = Uuid::new_v4();
    let id = world.store.keep_form(browser, true, "{}".into()).await.expect("kept");
    let shown = async |id, browser| world.store.kept_form(id, browser).await.expect("an answer");
    assert_eq!(shown(id, browser).await.as_deref(), Some("{}"));
    assert_eq!(shown(id, Uuid::new_v4()).await, None, "to no other browser");
    assert_eq!(shown(Uuid::new_v4(), browser).await, None);
    world.store.moment().advance(Duration::from_secs(25 * 60 * 60));
    assert_eq!(shown(id, browser).await, None);
}

#[tokio::test]
async fn of_strangers_forms_the_latest_are_kept() {
    let world = World::new().await;
    let browser = Uuid::new_v4();
    let long = "x".repeat(5000);
    let keep = async |is_known, data: &str| {
        world.store.moment().advance(Duration::from_millis(1));
        world.store.keep_form(browser, is_known, data.to_owned()).await.expect("kept")
    };
    let (known, written) = (keep(true, "{}").await, keep(false, &long).await);
    let (first, second) = (keep(false, "{}").await, keep(false, "{}").await);
    for _ in 0..499 {
        keep(false, "{}").await;
    }
    let is_there = async |id| world.store.kept_form(id, browser).await.expect("an answer").is_some();
    assert_eq!((is_there(known).await, is_there(first).await, is_there(second).await), (true, false, true));
    assert!(is_there(written).await, "wrong passwords push out nobody's writing");
}

#[tokio::test]
async fn ten_failures_lock_a_name_for_a_quarter_of_an_hour() {
    let world = World::new().await;
    for _ in 0..10 {
        assert_eq!(world.store.locked_minutes("deputy").await.expect("an answer"), None);
        world.store.note_failure("deputy").await.expect("counted");
    }
    assert_eq!(world.store.locked_minutes("deputy").await.expect("an answer"), Some(15));
    assert_eq!(world.store.locked_minutes("office").await.expect("an answer"), None);
    world.store.moment().advance(Duration::from_secs(16 * 60));
    assert_eq!(world.store.locked_minutes("deputy").await.expect("an answer"), None);
}

#[tokio::test]
async fn a_renewed_account_ends_its_sessions() {
    let world = World::new().await;
    let person = world.deputy.person;
    assert!(world.store.account(person, 0).await.expect("an answer").is_some());
    let epoch = world.store.renew(person, None).await.expect("renewed");
    assert!(world.store.account(person, 0).await.expect("an answer").is_none());
    assert!(world.store.account(person, epoch).await.expect("an answer").is_some());
}
