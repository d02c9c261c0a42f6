//! The smallest page of the same stack: a router, a title, one resource and one form. `make size` measures by it.

#![cfg(target_arch = "wasm32")]

use leptos::form::ActionForm;
use leptos::mount::hydrate_body;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{A, Route, Router, Routes};
use leptos_router::path;
use wasm_bindgen::prelude::wasm_bindgen;

/// Who is greeted.
#[server(prefix = "/api", endpoint = "name")]
async fn name() -> Result<String, ServerFnError> {
    Ok(String::new())
}

/// Greets somebody else from now on.
#[server(prefix = "/api", endpoint = "greet")]
async fn greet(name: String) -> Result<(), ServerFnError> {
    drop(name);
    Ok(())
}

#[component]
fn Home() -> impl IntoView {
    let action = ServerAction::<Greet>::new();
    let name = Resource::new(move || action.version().get(), |_| name());
    view! {
        <Title text="Hello"/>
        <h1>"Hello"</h1>
        <Suspense fallback=|| "…">{move || Suspend::new(async move { name.await.unwrap_or_default() })}</Suspense>
        <ActionForm action=action>
            <label>"Name" <input name="name"/></label>
            <button type="submit">"Greet"</button>
        </ActionForm>
        <A href="/">"Home"</A>
    }
}

#[component]
fn App() -> impl IntoView {
    provide_meta_context();
    view! { <Router><main><Routes fallback=|| "Not found"><Route path=path!("/") view=Home/></Routes></main></Router> }
}

/// Takes over the page.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    hydrate_body(App);
}
