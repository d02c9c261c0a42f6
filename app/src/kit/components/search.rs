//! The field that searches the public proposals, and texts with what was found in them.

use domain::proposal::excerpt::Piece;
use ground::vocabulary::Lang;
use leptos::prelude::*;

use crate::texts::texts;

/// The field and its button, for a form that asks with GET.
#[component]
pub(crate) fn SearchField(
    /// What is searched for, as typed.
    #[prop(into, optional)]
    value: String,
    /// What is wrong with it.
    #[prop(default = None)]
    problem: Option<String>,
) -> impl IntoView {
    let t = texts();
    let (described, is_wrong) = if problem.is_some() { ("q-hint q-error", "true") } else { ("q-hint", "false") };
    view! {
        <div class="field search-field" class:field-wrong=is_wrong == "true">
            <label for="q">{t.search_label}</label>
            <p class="hint" id="q-hint">{t.search_hint}</p>
            {problem.map(|problem| view! { <p class="problem" id="q-error">{problem}</p> })}
            <div class="search-bar">
                <input id="q" name="q" type="search" value=value autocomplete="off" enterkeyhint="search"
                    aria-describedby=described aria-invalid=is_wrong/>
                <button class="button" type="submit">{t.search}</button>
            </div>
        </div>
    }
}

/// A text of the record with what was searched for marked.
#[component]
pub(crate) fn Marked(pieces: Vec<Piece>) -> impl IntoView {
    let pieces = pieces.into_iter().map(|Piece { text, is_found }| {
        if is_found { view! { <mark>{text}</mark> }.into_any() } else { view! { <span>{text}</span> }.into_any() }
    });
    view! { <span lang=Lang::Zh.tag()>{pieces.collect_view()}</span> }
}
