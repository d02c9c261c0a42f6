//! The pages' handler: every page of the site map, and the page for a wrong address.

use app::api::SiteFacts;
use app::{Built, shell};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::ACCEPT;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use leptos::prelude::provide_context;
use store::Store;

use crate::facts::facts;
use crate::sessions::has_session;

/// What handlers share.
#[derive(Clone, Debug)]
pub(crate) struct AppState {
    pub(crate) store: Store,
    pub(crate) facts: SiteFacts,
    pub(crate) built: Built,
}

/// Renders a page whole, then sends it.
pub(crate) async fn page(State(state): State<AppState>, mut request: Request) -> Response {
    // A page is HTML for whoever asks: else those who accept anything would get an empty page instead of the way to sign in.
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static("text/html"));
    let AppState { store, facts: site, built } = state;
    // Without its body: that may be read by one thread only.
    let (address, headers) = (request.uri().clone(), request.headers().clone());
    let (facts, paper) = facts(&store, &site, &address, &headers).await.unzip();
    let paper = paper.flatten().filter(|_| !has_session(&headers));
    let context = move || {
        provide_context(store.clone());
        provide_context(site.clone());
        if let Some(facts) = facts.clone() {
            provide_context(facts);
        }
        if let Some(paper) = paper.clone() {
            provide_context(paper);
        }
    };
    let render = leptos_axum::render_app_async_with_context(context, move || shell(built.clone()));
    let response = render(request).await.into_response();
    without_data(response).await
}

/// A page without what Leptos writes behind it, where no HTML may stand: the data with which an application would go on.
async fn without_data(response: Response) -> Response {
    let (head, body) = response.into_parts();
    match to_bytes(body, usize::MAX).await {
        Ok(html) => Response::from_parts(head, Body::from(html.slice(..end_of(&html)))),
        Err(error) => {
            tracing::error!(%error, "a page could not be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Where a document ends.
fn end_of(html: &[u8]) -> usize {
    const END: &[u8] = b"</html>";
    html.windows(END.len()).rposition(|window| window == END).map_or(html.len(), |at| at + END.len())
}

#[cfg(test)]
mod tests {
    use super::end_of;

    #[test]
    fn a_document_ends_behind_its_last_tag() {
        assert_eq!(end_of(b"<html>&lt;/html></html><!><script>data</script>"), 23);
        assert_eq!(end_of(b"moved"), 5);
    }
}
