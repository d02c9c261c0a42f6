//! Buttons that only a script can work: they are hidden until there is one, and say by `data-script` what they do.

use leptos::prelude::*;

use crate::texts::texts;

/// Prints the page.
#[component]
pub(crate) fn PrintButton() -> impl IntoView {
    view! { <button type="button" class="button button-main" hidden data-script="print">{texts().print}</button> }
}

/// Copies the text of an element, and says so.
#[component]
pub(crate) fn CopyButton(
    /// The element's id.
    from: &'static str,
) -> impl IntoView {
    let t = texts();
    view! {
        <button type="button" class="button" hidden data-script="copy" data-from=from data-done=t.copied>{t.copy}</button>
        <span class="pending" role="status"></span>
    }
}

/// Ticks every box that belongs to the form in which it stands, or none.
#[component]
pub(crate) fn TickAll() -> impl IntoView {
    let t = texts();
    view! {
        <p class="actions" hidden data-script="">
            <button class="button" type="button" data-script="tick-all">{t.tick_all}</button>
            <button class="button" type="button" data-script="tick-none">{t.tick_none}</button>
        </p>
    }
}
