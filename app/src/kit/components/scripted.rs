//! Buttons that only a script can work: they are hidden until there is one.
//!
//! The readers' program (`frontend/reader`) knows them by `data-script`; in the application they work themselves.

use leptos::prelude::*;

use crate::texts::texts;

/// Prints the page.
#[component]
pub(crate) fn PrintButton() -> impl IntoView {
    let hidden = hidden();
    let print = move |_| {
        #[cfg(feature = "hydrate")]
        let _ = window().print();
    };
    view! {
        <button type="button" class="button button-main" hidden=hidden data-script="print" on:click=print>{texts().print}</button>
    }
}

/// Copies the text of an element, and says so.
#[component]
pub(crate) fn CopyButton(
    /// The element's id.
    from: &'static str,
) -> impl IntoView {
    let t = texts();
    let hidden = hidden();
    let copied = RwSignal::new(false);
    let copy = move |_| copied.set(copy_text(from));
    view! {
        <button type="button" class="button" hidden=hidden data-script="copy" data-from=from data-done=t.copied on:click=copy>
            {t.copy}
        </button>
        <span class="pending" role="status">{move || copied.get().then_some(t.copied)}</span>
    }
}

/// True until a script runs.
fn hidden() -> RwSignal<bool> {
    let hidden = RwSignal::new(true);
    Effect::new(move |_| hidden.set(false));
    hidden
}

/// Selects a text and copies it, in the way that needs no https: a county's network has none.
#[cfg(feature = "hydrate")]
fn copy_text(from: &str) -> bool {
    use leptos::wasm_bindgen::JsCast;

    let copy = || {
        let selection = window().get_selection().ok()??;
        let text = document().get_element_by_id(from)?;
        selection.select_all_children(&text).ok()?;
        document().dyn_into::<web_sys::HtmlDocument>().ok()?.exec_command("copy").ok()
    };
    copy().unwrap_or(false)
}

/// The server copies nothing.
#[cfg(not(feature = "hydrate"))]
fn copy_text(_from: &str) -> bool {
    false
}
