//! The pages' handler: every page of the site map, and the page for a wrong address.

use app::api::SiteFacts;
use app::{ReaderProgram, shell};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use leptos::prelude::{LeptosOptions, provide_context};
use store::Store;

use crate::facts::facts;
use crate::sessions::has_session;

/// What handlers share.
#[derive(Clone, Debug)]
pub(crate) struct AppState {
    pub(crate) options: LeptosOptions,
    pub(crate) store: Store,
    pub(crate) facts: SiteFacts,
    /// What readers get instead of the application.
    pub(crate) reader: Option<ReaderProgram>,
}

/// Renders a page whole, then sends it.
pub(crate) async fn page(State(state): State<AppState>, request: Request) -> Response {
    let AppState { options, store, facts: site, reader } = state;
    // Without its body: that may be read by one thread only.
    let (address, headers) = (request.uri().clone(), request.headers().clone());
    let facts = facts(&store, &site, &address, &headers).await;
    let reader = reader.filter(|_| !has_session(&headers));
    let context = move || {
        provide_context(store.clone());
        provide_context(site.clone());
        if let Some(facts) = facts.clone() {
            provide_context(facts);
        }
        if let Some(reader) = reader.clone() {
            provide_context(reader);
        }
    };
    let render = leptos_axum::render_app_async_with_context(context, move || shell(options.clone()));
    render(request).await.into_response()
}
