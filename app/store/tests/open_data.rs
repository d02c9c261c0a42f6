//! What anyone may take away, on SQLite, or on PostgreSQL where `TEST_DATABASE_URL` names a server.

mod common;

use std::collections::BTreeSet;

use common::{World, register};
use domain::parts::publication::Disclosure;
use domain::proposal::ProposalId;
use domain::proposal::command::{Command, RegisterForm};
use domain::proposal::list::Filter;
use domain::proposal::statistics::{Figure, Plain};
use sea_orm_migration::MigratorTrait;
use store::{OpenCursor, Store, StoreError};

async fn closed(world: &World) -> ProposalId {
    let id = world.submitted().await;
    let Command::Register(form) = register() else { panic!("a registration") };
    let form = RegisterForm {
        disclosure: Disclosure::Closed.code().to_owned(),
        ground: "privacy".into(),
        reason: "内容涉及几户村民的病情。".into(),
        review_on: world.store.moment().today().tomorrow().expect("a day").to_string(),
        ..form
    };
    world.act(&world.office, id, &Command::Register(form)).await.expect("it is registered");
    id
}

#[tokio::test]
async fn batches_and_pages_add_up_to_the_public_papers() {
    let world = World::new().await;
    let mut public = BTreeSet::new();
    for n in 0..7 {
        if n % 3 == 2 {
            closed(&world).await;
            world.submitted().await;
        } else {
            public.insert(world.registered().await);
        }
    }
    for limit in [1, 2, 5, 50] {
        let (mut found, mut after): (Vec<ProposalId>, Option<OpenCursor>) = (Vec::new(), None);
        loop {
            let (papers, next) = world.store.open_batch(after, limit, limit == 2).await.expect("a batch");
            assert!(papers.len() as u64 <= limit);
            assert!(papers.iter().all(|paper| paper.zh.timeline.is_empty() == (limit != 2)));
            found.extend(papers.iter().map(|paper| paper.zh.id));
            after = next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(found.len(), public.len(), "nothing twice");
        assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), public);
        for since in [None, Some(0)] {
            let (mut found, mut after) = (Vec::new(), None);
            loop {
                let page = world.store.open_page(&Filter::default(), since, after, limit).await.expect("a page");
                found.extend(page.lines.iter().map(|line| line.id));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(found.len(), public.len(), "nothing twice");
            assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), public);
        }
    }
    let places = world.store.sitemap_places(2).await.expect("places");
    let mut mapped = Vec::new();
    for place in [None].into_iter().chain(places.into_iter().map(Some)) {
        let part = world.store.sitemap_part(place, 2).await.expect("a part");
        assert!(!part.is_empty() && part.len() <= 2);
        mapped.extend(part.into_iter().map(|(id, _)| id));
    }
    assert_eq!(mapped.len(), public.len());
    assert_eq!(mapped.into_iter().collect::<BTreeSet<_>>(), public);
}

#[tokio::test]
async fn a_paper_that_is_not_public_is_not_there() {
    let world = World::new().await;
    for id in [closed(&world).await, world.submitted().await] {
        assert!(matches!(world.store.open_paper(id, true).await, Err(StoreError::NotFound)));
    }
    let (deputies, next) = world.store.open_deputies(None, 10).await.expect("people");
    let names: Vec<_> = deputies.iter().map(|deputy| (deputy.person, deputy.mandates.len())).collect();
    assert_eq!((names, next), (vec![(world.deputy.person, 1)], None), "a clerk is nobody's business here");
}

#[tokio::test]
async fn a_session_of_whose_papers_only_the_number_is_told_is_known() {
    let world = World::new().await;
    closed(&world).await;
    let withheld = Figure::Plain(Plain::Withheld);
    assert_eq!(world.store.periods(&[Figure::Registered]).await.expect("periods"), []);
    assert!(!world.store.periods(&[Figure::Registered, withheld]).await.expect("periods").is_empty());
}

#[tokio::test]
async fn the_time_of_the_last_public_step_is_found_again_by_the_migration() {
    let world = World::new().await;
    let id = world.registered().await;
    let told = world.store.open_paper(id, false).await.expect("it is public").changed_ms;
    // A quiet step, which is none for the public.
    world.store.moment().advance(std::time::Duration::from_secs(60));
    let units = domain::parts::shares::AssignForm { lead: "1".into(), ..Default::default() };
    world.act(&world.office, id, &Command::Nominate(nomination())).await.expect("it is nominated");
    assert_eq!(world.store.open_paper(id, false).await.expect("it is public").changed_ms, told);
    let db = world.store.connection();
    let all = migrations::Migrator::migrations();
    let from = all.iter().position(|migration| migration.name() == "m0015_open_data").expect("it is there");
    let later = u32::try_from(all.len() - from).expect("not many");
    migrations::Migrator::down(db, Some(later)).await.expect("back");
    // SQLite asks whether a column is there of what a connection knew last: others than the one that went back know of it.
    let fresh = Store::connect(&world.url).await.expect("the database opens");
    migrations::Migrator::up(fresh.connection(), None).await.expect("and forth");
    assert_eq!(world.store.open_paper(id, false).await.expect("it is public").changed_ms, told);
    world.act(&world.office, id, &Command::Assign(units)).await.expect("it is handed over");
    assert!(world.store.open_paper(id, false).await.expect("it is public").changed_ms >= told + 60_000);
}

fn nomination() -> domain::proposal::key::NominateForm {
    domain::proposal::key::NominateForm {
        criteria: vec!["widespread".into()],
        reason: "全县多个乡镇的群众都反映过这一问题。".into(),
    }
}
