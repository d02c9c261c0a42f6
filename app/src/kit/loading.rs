//! What pages load: on the server before they are written, in the browser from their data or over the wire.

use leptos::prelude::ArcResource;
use leptos::server::codee::{Decoder, Encoder};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The JSON beside a page. It is read from bytes, as the answers of server functions are, so that the WASM holds one
/// reader for each type and not two.
pub(crate) struct Json;

impl<T: Serialize> Encoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, Self::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for Json {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Self::Error> {
        serde_json::from_slice(text.as_bytes())
    }
}

/// Something that a page loads.
pub(crate) type Resource<T> = leptos::prelude::Resource<T, Json>;

/// Loads what `fetch` answers for `source`, anew whenever that changes; the page waits for it before it is sent.
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
    ArcResource::new_with_options(source, fetch, true).into()
}
