//! Following on SQLite, or on PostgreSQL where `TEST_DATABASE_URL` names a server.

mod common;

use std::time::Duration;

use common::{World, register};
use domain::county::people::BodyId;
use domain::proposal::ProposalId;
use domain::proposal::follow::{FollowForm, Followed};
use ground::vocabulary::Lang;
use store::{Narrowing, StoreError, Verdict};

/// Every list is the whole one.
fn whole(_: &str) -> Option<Narrowing> {
    Some(Narrowing::default())
}

async fn follow(world: &World, what: &str, email: &str, wish: &str) {
    let form = FollowForm { what: what.into(), email: email.into(), wish: wish.into() };
    let order = form.parse().expect("an order");
    world.store.ask_to_follow(&order, Lang::Zh, email).await.expect("it is asked");
    let mail = world.store.lease_mail(60_000).await.expect("an answer").expect("a mail to confirm");
    world.store.finish_mail(&mail, &Verdict::Sent).await.expect("it is noted");
    let (_, rest) = mail.body.split_once("/follow/confirm/").expect("a link");
    let token = rest.split_whitespace().next().expect("a token");
    world.store.confirm_follow(token).await.expect("it is confirmed");
    world.store.moment().advance(Duration::from_secs(1));
}

/// Where the mails that wait go, after the log was read.
async fn told(world: &World) -> Vec<String> {
    world.store.tell_followers(whole).await.expect("the log is read");
    let mut all = Vec::new();
    while let Some(mail) = world.store.lease_mail(60_000).await.expect("the outbox is read") {
        world.store.finish_mail(&mail, &Verdict::Sent).await.expect("it is noted");
        all.push(mail.address);
    }
    all.sort();
    all
}

#[tokio::test]
async fn each_event_is_told_once_to_whoever_follows_it_and_only_what_comes_after() {
    let world = World::new().await;
    assert_eq!(told(&world).await, [""; 0]);
    let (id, other) = (world.submitted().await, world.submitted().await);
    world.act(&world.office, id, &register()).await.expect("it is registered");
    let of_paper = Followed::Proposal(id).to_string();
    for (what, email) in [
        (of_paper.as_str(), "paper@example.cn"),
        ("list:", "list@example.cn"),
        ("township:1", "both@example.cn"),
        (of_paper.as_str(), "both@example.cn"),
        (&Followed::Deputy(world.deputy.person).to_string(), "deputy@example.cn"),
        ("unit:1", "unit@example.cn"),
    ] {
        follow(&world, what, email, "at_once").await;
    }
    assert_eq!(told(&world).await, [""; 0], "what was before is not told");
    world.act(&world.office, other, &register()).await.expect("it is registered");
    assert_eq!(told(&world).await, ["both@example.cn", "deputy@example.cn", "list@example.cn"]);
    // The log is read again further back, and by two programs at once.
    let (one, two) = tokio::join!(world.store.tell_followers(whole), world.store.tell_followers(whole));
    one.expect("it is read");
    two.expect("it is read");
    assert_eq!(told(&world).await, [""; 0]);
    let form = domain::parts::shares::AssignForm { lead: "1".into(), ..Default::default() };
    world.act(&world.office, id, &domain::proposal::command::Command::Assign(form)).await.expect("it is handed over");
    let all = ["both", "deputy", "list", "paper", "unit"].map(|name| format!("{name}@example.cn"));
    assert_eq!(told(&world).await, all);
}

#[tokio::test]
async fn a_feed_has_the_latest_fifty_whatever_else_changed() {
    let world = World::new().await;
    let mut ids = Vec::new();
    for _ in 0..60 {
        ids.push(world.registered().await);
        // Two events of one moment have no order of their own.
        world.store.moment().advance(Duration::from_millis(5));
    }
    let list = || "list:".parse::<Followed>().expect("a list");
    let feed = world.store.feed(&list(), &Narrowing::default(), Lang::Zh).await.expect("a feed");
    let expected: Vec<ProposalId> = ids.iter().rev().take(50).copied().collect();
    assert_eq!(feed.iter().map(|entry| entry.id).collect::<Vec<_>>(), expected);
    // The oldest is handed over: now it is the latest, twice it is in the feed.
    let form = domain::parts::shares::AssignForm { lead: "1".into(), ..Default::default() };
    world
        .act(&world.office, ids[0], &domain::proposal::command::Command::Assign(form))
        .await
        .expect("it is handed over");
    let feed = world.store.feed(&list(), &Narrowing::default(), Lang::Zh).await.expect("a feed");
    assert_eq!((feed.len(), feed[0].id, feed[1].id), (50, ids[0], ids[59]));
    let of_unit = world.store.feed(&Followed::Unit(BodyId(1)), &Narrowing::default(), Lang::En).await.expect("a feed");
    assert_eq!(of_unit.len(), 2, "registered and handed over");
    let dates = world.store.public_dates(&Followed::Unit(BodyId(1))).await.expect("dates");
    assert_eq!(dates.iter().map(|date| date.id).collect::<Vec<_>>(), [ids[0]]);
    let number = world.number(ids[3]).await.parse().expect("a number");
    assert_eq!(world.store.public_by_number(number).await.expect("a paper"), ids[3]);
    let hidden = world.submitted().await;
    let missing = world.store.public_dates(&Followed::Proposal(hidden)).await;
    assert!(matches!(missing, Err(StoreError::NotFound)));
}

#[tokio::test]
async fn a_follower_who_leaves_one_thing_keeps_the_others() {
    let world = World::new().await;
    world.store.tell_followers(whole).await.expect("the log is read");
    follow(&world, "list:", "a@example.cn", "at_once").await;
    follow(&world, "unit:1", "a@example.cn", "at_once").await;
    world.registered().await;
    world.store.tell_followers(whole).await.expect("the log is read");
    let mail = world.store.lease_mail(60_000).await.expect("an answer").expect("a mail");
    let leave = mail.leave.expect("a way to leave");
    let token = leave.rsplit('/').next().expect("a token");
    let leaving = world.store.leaving(token).await.expect("an answer").expect("it means something");
    assert_eq!((leaving.one.map(|one| one.to_string()), leaving.all.len()), (Some("list:".to_owned()), 2));
    world.store.leave(token, false).await.expect("it is left");
    world.store.leave(token, false).await.expect("once more is no fault");
    assert_eq!(world.store.leaving(token).await.expect("an answer"), None);
    world.assigned().await;
    let registered_and_handed_over = ["a@example.cn"; 2];
    assert_eq!(told(&world).await, registered_and_handed_over, "the unit is still followed");
}
