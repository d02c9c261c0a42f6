//! What happens when nobody acts: limits that pass, reminders and digests, and sweeping out what has expired.

use std::time::Duration;

use store::Store;

use crate::files::Files;

/// How often the clocks are looked at.
const EVERY: Duration = Duration::from_secs(60);
/// How often this process looks what others have changed.
const LOOKS: Duration = Duration::from_millis(500);

/// Learns what other processes change, until it is aborted, so that no page that they made old is sent for longer than
/// that.
pub async fn learn(store: Store) {
    let mut looks = tokio::time::interval(LOOKS);
    looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        looks.tick().await;
        if let Err(error) = store.learn_revisions().await {
            tracing::warn!(%error, "what has changed could not be read");
        }
    }
}

/// Runs until it is aborted.
pub async fn run(store: Store, files: Files) {
    if let Err(error) = reindex(&store).await {
        tracing::error!(%error, "papers could not be indexed; it is tried again at the next start");
    }
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        if let Err(error) = tick(&store).await {
            tracing::error!(%error, "a job failed; it is tried again");
        }
        if let Err(error) = files.sweep(&store).await {
            tracing::error!(%error, "files could not be swept out; it is tried again");
        }
    }
}

/// Indexes what was there before there was an index, or before its tokens changed.
async fn reindex(store: &Store) -> store::Result<()> {
    let mut indexed = 0;
    loop {
        match store.reindex_missing().await? {
            0 => break,
            n => indexed += n,
        }
    }
    if indexed > 0 {
        tracing::info!(indexed, "papers were indexed");
    }
    store.frequencies().await?;
    Ok(())
}

/// Counts everything anew once a day. Counters change with each step, so a difference is a fault, and is mended.
async fn recount(store: &Store) -> store::Result<()> {
    let Some(found) = store.recount_daily().await? else { return Ok(()) };
    if found.agrees() {
        return Ok(());
    }
    let (counters, papers) = (found.counters.len(), found.papers.len());
    if found.is_first {
        tracing::info!(counters, papers, "figures were counted");
        return Ok(());
    }
    tracing::error!(counters, papers, "figures were wrong and are mended");
    for counter in found.counters.iter().take(20) {
        tracing::error!(counter, "a counter was wrong");
    }
    for paper in found.papers.iter().take(20) {
        tracing::error!(%paper, "a paper stood in wrong lists");
    }
    Ok(())
}

/// Takes the system's steps that are due, tells what has to be told today, and forgets what has expired.
///
/// # Errors
/// Where the database fails.
pub async fn tick(store: &Store) -> store::Result<()> {
    while store.wake().await? > 0 {}
    recount(store).await?;
    store.await_anew().await?;
    store.remind().await?;
    store.digest().await?;
    store.tell_followers(app::api::public::narrowing).await?;
    store.follow_digest().await?;
    store.sweep_follows().await?;
    store.sweep_notices().await?;
    store.sweep_mail().await?;
    store.sweep_kept_forms().await?;
    store.sweep_acts().await?;
    store.sweep_imports().await?;
    store.sweep_web_sessions().await?;
    store.sweep_failures().await
}
