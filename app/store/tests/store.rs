//! The store on SQLite, or on PostgreSQL where `TEST_DATABASE_URL` names a server.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::command::{Command, DeclineForm, ReasonForm, RegisterForm};
use domain::draft::Draft;
use domain::hand_over::AssignForm;
use domain::number::Session;
use domain::people::{Actor, County, Named, PersonId, ProposalId, Role, TownshipId, UnitId};
use domain::problem::Refusal;
use domain::statistics::Figure;
use domain::vocabulary::Lang;
use domain::workflow::{Stage, Step};
use sea_orm_migration::MigratorTrait;
use sea_orm_migration::sea_orm::{ConnectionTrait, Database};
use store::{Filter, NewPerson, RowCount, Store, StoreError};
use tempfile::TempDir;
use uuid::Uuid;

const SESSION_IS_OVER: &str = "2020-01-01";

/// A store with a small county and its people.
struct World {
    store: Store,
    deputy: Actor,
    office: Actor,
    clerk: Actor,
    _folder: TempDir,
}

impl World {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let url = match std::env::var("TEST_DATABASE_URL") {
            Ok(server) => fresh_database(&server).await,
            Err(_) => format!("sqlite://{}", folder.path().join("test.db").display()),
        };
        let store = Store::connect(&url).await.expect("the database opens");
        migrations::Migrator::up(store.connection(), None).await.expect("the migrations run");
        let named = |name: &str| (name.to_owned(), name.to_owned());
        let ((place, place_en), (unit, unit_en)) = (named("天宁镇"), named("交通运输局"));
        let county = County {
            townships: vec![Named { id: TownshipId(1), name: place, name_en: place_en }],
            units: vec![Named { id: UnitId(1), name: unit, name_en: unit_en }],
            ..County::default()
        };
        let day = SESSION_IS_OVER.parse().expect("a date");
        let session = Session { term: 17, ordinal: 1, opens_on: day, closes_on: day };
        store.add_county(&county, &session).await.expect("the county is added");
        let mut people = Vec::new();
        for (login, role) in
            [("deputy", Role::Deputy), ("office", Role::CongressOffice), ("clerk", Role::UnitClerk(UnitId(1)))]
        {
            people.push(Actor { person: PersonId(store.fresh_id()), name: login.to_owned(), roles: vec![role] });
        }
        let accounts: Vec<_> = people.iter().map(account).collect();
        store.add_people(&accounts).await.expect("the people are added");
        let mut people = people.into_iter();
        let mut next = || people.next().expect("three people");
        Self { deputy: next(), office: next(), clerk: next(), store, _folder: folder }
    }

    async fn submitted(&self) -> ProposalId {
        let id = ProposalId(self.store.fresh_id());
        self.store.save_draft(&self.deputy, id, 0, draft("下游村")).await.expect("the draft is kept");
        self.act(&self.deputy, id, &Command::Submit).await.expect("it is handed in");
        id
    }

    async fn registered(&self) -> ProposalId {
        let id = self.submitted().await;
        self.act(&self.office, id, &register()).await.expect("it is registered");
        id
    }

    async fn assigned(&self) -> ProposalId {
        let id = self.registered().await;
        let form = AssignForm { lead: "1".into(), ..AssignForm::default() };
        self.act(&self.office, id, &Command::Assign(form)).await.expect("it is handed over");
        id
    }

    /// Acts on the version that the person sees.
    async fn act(&self, actor: &Actor, id: ProposalId, command: &Command) -> store::Result<()> {
        let version = self.store.proposal(id, Some(actor), Lang::Zh).await?.version;
        self.store.act(actor, id, version, command).await
    }

    async fn stage(&self, id: ProposalId) -> Stage {
        self.store.proposal(id, Some(&self.deputy), Lang::Zh).await.expect("it is there").stage
    }
}

async fn fresh_database(server: &str) -> String {
    let name = format!("test_{}", Uuid::new_v4().simple());
    let admin = Database::connect(server).await.expect("PostgreSQL answers");
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database can be made");
    let (base, _) = server.rsplit_once('/').expect("an address with a database");
    format!("{base}/{name}")
}

fn account(actor: &Actor) -> NewPerson {
    NewPerson {
        id: actor.person,
        login: actor.name.clone(),
        name: actor.name.clone(),
        password_hash: "none".into(),
        must_change_password: false,
        township: None,
        roles: actor.roles.clone(),
    }
}

fn draft(village: &str) -> Draft {
    Draft {
        title: format!("关于硬化{village}道路的建议"),
        problem: "三公里土路雨天无法通行，四百多户村民出行困难，学生上学绕行。".into(),
        analysis: "早年纳入规划，因资金没有到位一直没有开工，路基逐年损坏。".into(),
        asks: vec!["今年内完成路基整修".into(), "明年纳入硬化计划".into()],
        topic: "roads".into(),
        township: "1".into(),
        disclosure: "open".into(),
        no_self_interest: true,
        ..Draft::default()
    }
}

fn register() -> Command {
    Command::Register(RegisterForm { topic: "roads".into(), township: "1".into(), disclosure: "open".into() })
}

fn return_it() -> Command {
    Command::Return(ReasonForm { reason: "请写明具体路段和长度".into() })
}

#[tokio::test(flavor = "multi_thread")]
async fn parallel_registrations_leave_no_gap_and_no_twin() {
    let world = World::new().await;
    let mut ids = Vec::new();
    for _ in 0..32 {
        ids.push(world.submitted().await);
    }
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
                assert!(matches!(stage, Stage::Registered | Stage::Returned));
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
    let save = |version, village: &str| world.store.save_draft(&world.deputy, id, version, draft(village));
    assert_eq!(save(0, "下游村").await.expect("kept"), 1);
    assert_eq!(save(0, "下游村").await.expect("the same again"), 1);
    assert!(matches!(save(0, "上游村").await, Err(StoreError::Conflict { .. })));
    assert_eq!(save(1, "上游村").await.expect("kept"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_draft_sent_many_times_at_once_is_one_draft() {
    let world = World::new().await;
    let id = ProposalId(world.store.fresh_id());
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let (store, deputy) = (world.store.clone(), world.deputy.clone());
            tokio::spawn(async move { store.save_draft(&deputy, id, 0, draft("下游村")).await })
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
    let acted = world.store.act(&world.clerk, id, 2, &Command::Accept).await;
    assert!(matches!(acted, Err(StoreError::NotFound)));
    let saved = world.store.save_draft(&world.office, id, 2, draft("别人的")).await;
    assert!(matches!(saved, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn the_pages_of_the_list_show_each_paper_once_and_count_them() {
    let world = World::new().await;
    for _ in 0..47 {
        world.registered().await;
    }
    let filter = Filter { township: Some(TownshipId(1)), ..Filter::default() };
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
    assert_eq!(found(Filter { unit: Some(UnitId(1)), ..Filter::default() }).await, [assigned].into());
    assert_eq!(found(Filter { stage: Some(Stage::Registered), ..Filter::default() }).await, [registered].into());
    assert_eq!(found(Filter { year: Some(year), ..Filter::default() }).await, [assigned, registered].into());
    assert_eq!(found(Filter { year: Some(year - 1), ..Filter::default() }).await, [].into());
    assert_eq!(found(Filter { topic: Some(domain::draft::Topic::Water), ..Filter::default() }).await, [].into());
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
    let id = world.store.keep_form("{}".into()).await.expect("kept");
    assert_eq!(world.store.kept_form(id).await.expect("an answer").as_deref(), Some("{}"));
    assert_eq!(world.store.kept_form(Uuid::new_v4()).await.expect("an answer"), None);
    world.store.moment().advance(Duration::from_secs(25 * 60 * 60));
    assert_eq!(world.store.kept_form(id).await.expect("an answer"), None);
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
