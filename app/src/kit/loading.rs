//! What pages load before they are written.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Something that a page loads.
pub(crate) type Resource<T> = leptos::prelude::Resource<T>;

/// Loads what `fetch` answers for `source`; the page waits for it before it is sent.
#[track_caller]
pub(crate) fn load<S, T, F>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetch: impl Fn(S) -> F + Send + Sync + 'static,
) -> Resource<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = T> + Send + 'static,
{
    Resource::new_blocking(source, fetch)
}
