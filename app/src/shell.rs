//! The application: what stands around every page, and the pages inside it.

use leptos::prelude::*;
use leptos_meta::{Link, Title, provide_meta_context};
use leptos_router::components::Router;

use crate::api::accounts::public_viewer;
use crate::kit::components::{Footer, Header, Said};
use crate::kit::forms::Labels;
use crate::kit::loading::load;
use crate::kit::preferences;
use crate::pages::{NotKept, Pages};
use crate::texts::Texts;

/// The application.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let preferences = preferences::current();
    provide_context(preferences);
    provide_context(Labels::new());
    let t = Texts::of(preferences.lang);
    secure_page();
    provide_context(load(|| (), |()| public_viewer()));
    view! {
        <Title formatter=move |title: String| head_text(if title.is_empty() { t.site.to_owned() } else { format!("{title} · {}", t.site) })/>
        <Link rel="icon" type_="image/svg+xml" href="/seal.svg"/>
        <Router>
            <Header/>
            <main id="main" class="wide" tabindex="-1">
                <NotKept/>
                <Pages/>
            </main>
            <Footer/>
            <Said/>
        </Router>
    }
}

/// Text for `<title>`: the server writes it into the document as it is, so it is escaped here.
fn head_text(text: String) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The page's own security policy: scripts only with this page's nonce. Pages of signed-in people are never stored.
fn secure_page() {
    use axum::http::{HeaderValue, header};

    let Some(response) = use_context::<leptos_axum::ResponseOptions>() else { return };
    let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
    response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
}
