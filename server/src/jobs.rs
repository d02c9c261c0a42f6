//! What happens when nobody acts: limits that pass, and sweeping out what has expired.

use std::time::Duration;

use store::Store;

/// How often the clocks are looked at.
const EVERY: Duration = Duration::from_secs(60);

/// Runs until it is aborted.
pub async fn run(store: Store) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        if let Err(error) = tick(&store).await {
            tracing::error!(%error, "a job failed; it is tried again");
        }
    }
}

/// Takes the system's steps that are due, and forgets what has expired.
///
/// # Errors
/// Where the database fails.
pub async fn tick(store: &Store) -> store::Result<()> {
    while store.wake().await? > 0 {}
    store.sweep_kept_forms().await?;
    store.sweep_imports().await?;
    store.sweep_web_sessions().await?;
    store.sweep_failures().await
}
