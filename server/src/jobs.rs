//! What happens when nobody acts: limits that pass, reminders and digests, and sweeping out what has expired.

use std::time::Duration;

use store::Store;

use crate::files::Files;

/// How often the clocks are looked at.
const EVERY: Duration = Duration::from_secs(60);

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

/// Takes the system's steps that are due, tells what has to be told today, and forgets what has expired.
///
/// # Errors
/// Where the database fails.
pub async fn tick(store: &Store) -> store::Result<()> {
    while store.wake().await? > 0 {}
    store.remind().await?;
    store.digest().await?;
    store.tell_followers(app::api::public::list_filter).await?;
    store.follow_digest().await?;
    store.sweep_follows().await?;
    store.sweep_notices().await?;
    store.sweep_mail().await?;
    store.sweep_kept_forms().await?;
    store.sweep_imports().await?;
    store.sweep_web_sessions().await?;
    store.sweep_failures().await
}
