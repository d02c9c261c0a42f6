//! The hand-over meeting on SQLite, or on PostgreSQL where `TEST_DATABASE_URL` names a server.

mod common;

use domain::parts::shares;
use domain::parts::shares::{AssignForm, ReturnDecisionForm, ReturnForm};
use domain::proposal::meeting::BatchProblem;
use std::collections::BTreeSet;

use common::World;
use domain::proposal::ProposalId;
use domain::proposal::command::Command;
use domain::proposal::event::{Event, Record};
use domain::proposal::meeting::{BatchForm, MeetingId, SheetPaper, paper_key};
use domain::proposal::workflow::Stage;
use ground::problem::Refusal;
use ground::vocabulary::Lang;
use sea_orm_migration::sea_orm::{ConnectionTrait, Statement};
use store::StoreError;

fn plan(lead: &str, to_government: bool) -> Command {
    Command::ProposeUnits(AssignForm { lead: lead.into(), to_government, ..AssignForm::default() })
}

async fn planned(world: &World) -> ProposalId {
    let id = world.registered().await;
    world.act(&world.office, id, &plan("1", false)).await.expect("units are proposed");
    id
}

/// The form with every paper that waits, as the page has it.
async fn form(world: &World) -> BatchForm {
    let waiting = world.store.preparation(&world.office, None, Lang::Zh).await.expect("a page").papers;
    BatchForm {
        papers: waiting.iter().map(|paper| (paper_key(paper.id), paper.version.to_string())).collect(),
        held_on: world.store.moment().today().to_string(),
        place: "县政府三楼会议室".into(),
        confirmed: true,
    }
}

async fn hand_over(world: &World, form: &BatchForm) -> store::Result<MeetingId> {
    world.store.hand_over_batch(&world.office, form).await
}

async fn records(world: &World, step: &str) -> Vec<Record> {
    let db = world.store.connection();
    let sql = format!("SELECT record FROM event WHERE step = '{step}'");
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("rows");
    rows.iter()
        .map(|row| serde_json::from_str(&row.try_get::<String>("", "record").expect("text")).expect("a record"))
        .collect()
}

#[tokio::test]
async fn a_hundred_papers_are_handed_over_with_one_clock() {
    let world = World::new().await;
    for _ in 0..100 {
        planned(&world).await;
    }
    let form = form(&world).await;
    let meeting = hand_over(&world, &form).await.expect("it is handed over");
    let acts = records(&world, "assign").await;
    let clocks: BTreeSet<_> = acts
        .iter()
        .map(|record| match &record.event {
            Event::Assigned { clocks, reply, meeting, .. } => (record.at, clocks.acceptance.due, reply.due, *meeting),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!((acts.len(), clocks.len()), (100, 1), "one act, one clock");
    let sheet = world.store.meeting_sheet(&world.office, meeting, Lang::Zh).await.expect("a sheet");
    let serials: Vec<u32> = sheet.papers.iter().map(|paper| paper.number.serial).collect();
    assert_eq!(serials, (1..=100).collect::<Vec<_>>(), "in the order of the numbers");
    assert_eq!(sheet.sign_in().iter().map(|line| line.lead).collect::<Vec<_>>(), [100]);
    let (meetings, next) = world.store.meetings(&world.office, None).await.expect("meetings");
    assert_eq!(
        (meetings.len(), meetings[0].papers, meetings[0].place.as_str(), next),
        (1, 100, "县政府三楼会议室", None)
    );
    let cohort = sheet.papers[0].number.cohort;
    let figures = world.store.figures(cohort).await.expect("figures");
    assert_eq!(figures.n(domain::proposal::statistics::Figure::Assigned), 100);
    assert!(world.store.preparation(&world.office, None, Lang::Zh).await.expect("a page").papers.is_empty());
}

#[tokio::test]
async fn one_paper_in_the_way_and_nothing_is_handed_over() {
    let world = World::new().await;
    let mut ids = Vec::new();
    for _ in 0..12 {
        ids.push(planned(&world).await);
    }
    let (stale, bare, gone) = (ids[3], world.registered().await, ids[7]);
    let seen = form(&world).await;
    world.act(&world.office, stale, &plan("1", true)).await.expect("changed meanwhile");
    world.act(&world.office, gone, &Command::Assign(AssignForm::default())).await.expect("handed over meanwhile");
    let refused = hand_over(&world, &seen).await;
    let Err(StoreError::Refused(Refusal::Invalid(errors))) = refused else { panic!("{refused:?}") };
    let problem = |id: ProposalId| {
        let field = format!("papers.{}", paper_key(id));
        errors.iter().find(|error| error.field == field).map(|error| error.problem.clone())
    };
    assert_eq!(errors.len(), 3, "{errors:?}");
    assert_eq!(problem(stale), Some(BatchProblem::PaperChanged { paper: world.number(stale).await }.into()));
    assert_eq!(problem(bare), Some(BatchProblem::PaperWithoutUnits { paper: world.number(bare).await }.into()));
    assert_eq!(problem(gone), Some(BatchProblem::PaperNotOpen { paper: world.number(gone).await }.into()));
    for id in ids.into_iter().filter(|id| *id != gone) {
        assert_eq!(world.stage(id).await, Stage::Registered);
    }
    assert!(world.store.meetings(&world.office, None).await.expect("meetings").0.is_empty(), "no meeting was held");
    // Without those three it is done.
    let mut mended = form(&world).await;
    mended.papers.remove(&paper_key(bare));
    hand_over(&world, &mended).await.expect("it is handed over");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_hand_over_one_batch_one_wins_and_the_others_get_a_conflict() {
    let world = World::new().await;
    for _ in 0..5 {
        planned(&world).await;
    }
    let form = form(&world).await;
    let tasks: Vec<_> = (0..32)
        .map(|_| {
            let (store, office, form) = (world.store.clone(), world.office.clone(), form.clone());
            tokio::spawn(async move { store.hand_over_batch(&office, &form).await })
        })
        .collect();
    let (mut won, mut conflicts) = (0, 0);
    for task in tasks {
        match task.await.expect("the task ends") {
            Ok(_) => won += 1,
            Err(StoreError::Conflict { stage: Stage::Assigned }) => conflicts += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!((won, conflicts, records(&world, "assign").await.len()), (1, 31, 5));
}

#[tokio::test]
async fn only_the_offices_prepare_and_hand_over() {
    let world = World::new().await;
    planned(&world).await;
    let form = form(&world).await;
    for actor in [&world.deputy, &world.clerk] {
        let store = &world.store;
        assert!(matches!(store.preparation(actor, None, Lang::Zh).await, Err(StoreError::NotFound)));
        assert!(matches!(store.planned_sheet(actor, Lang::Zh).await, Err(StoreError::NotFound)));
        assert!(matches!(store.hand_over_batch(actor, &form).await, Err(StoreError::NotFound)));
        assert!(matches!(store.meetings(actor, None).await, Err(StoreError::NotFound)));
        assert!(matches!(store.meeting_sheet(actor, MeetingId(1), Lang::Zh).await, Err(StoreError::NotFound)));
    }
}

#[tokio::test]
async fn who_took_a_paper_on_or_gave_it_back_is_told_with_the_next_like_it() {
    let world = World::new().await;
    let took = world.assigned().await;
    world.act(&world.clerk, took, &Command::Share(shares::Command::Accept)).await.expect("it is accepted");
    let waiting = world.registered().await;
    let suggested = |papers: Vec<domain::proposal::meeting::WaitingPaper>| {
        let paper = papers.into_iter().find(|paper| paper.id == waiting).expect("it waits");
        paper.suggestions.into_iter().map(|known| known.suggestion).collect::<Vec<_>>()
    };
    let page = world.store.preparation(&world.office, None, Lang::Zh).await.expect("a page").papers;
    let known = suggested(page);
    assert_eq!((known[0].unit.0, known[0].accepted[0].id), (1, took));

    let gave = world.assigned().await;
    let wish = ReturnForm { reason: "这条路属于村道，不归我局管".into(), ..ReturnForm::default() };
    world.act(&world.clerk, gave, &Command::Share(shares::Command::AskReturn(wish))).await.expect("it asks");
    let granted =
        ReturnDecisionForm { unit: "1".into(), reason: "同意退回另行交办".into(), ..Default::default() };
    world
        .act(&world.office, gave, &Command::Share(shares::Command::GrantReturn(granted)))
        .await
        .expect("it is granted");
    let page = world.store.preparation(&world.office, None, Lang::Zh).await.expect("a page").papers;
    let back = page.iter().find(|paper| paper.id == gave).expect("it waits again");
    assert!(back.came_back && back.suggestions.is_empty(), "not to the unit that gave this very paper back");
    assert!(suggested(page).is_empty(), "one for it and one against it: nobody is suggested");
}

#[tokio::test]
async fn the_list_before_the_meeting_is_the_list_after_it() {
    let world = World::new().await;
    for _ in 0..3 {
        planned(&world).await;
    }
    world.registered().await;
    let before = world.store.planned_sheet(&world.office, Lang::Zh).await.expect("a sheet");
    let ids: BTreeSet<_> = before.papers.iter().map(|paper| paper_key(paper.id)).collect();
    let mut form = form(&world).await;
    form.papers.retain(|id, _| ids.contains(id));
    let meeting = hand_over(&world, &form).await.expect("it is handed over");
    let after = world.store.meeting_sheet(&world.office, meeting, Lang::Zh).await.expect("a sheet");
    let bare = |papers: &[SheetPaper]| papers.iter().map(|p| (p.id, p.units.clone(), p.due)).collect::<Vec<_>>();
    assert_eq!((before.papers.len(), bare(&before.papers)), (3, bare(&after.papers)));
    assert_eq!(before.acceptance, after.acceptance);
}
