//! Long work for programs takes turns, so that readers' pages always find a core that is free.

use std::sync::LazyLock;
use std::thread::available_parallelism;

use tokio::sync::{Semaphore, SemaphorePermit};

/// Half of the cores.
static TURNS: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(available_parallelism().map_or(1, |cores| (cores.get() / 2).max(1))));

/// Waits for a turn, which lasts as long as the answer is held.
pub(crate) async fn turn() -> Option<SemaphorePermit<'static>> {
    TURNS.acquire().await.ok()
}
