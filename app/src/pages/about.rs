//! What this is and how it works, in plain words.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::texts::texts;

/// What this is.
#[component]
pub(super) fn AboutPage() -> impl IntoView {
    let t = texts();
    let parts = [
        (t.about_what_heading, t.about_what),
        (t.about_path_heading, t.about_path),
        (t.about_dates_heading, t.about_dates),
        (t.about_classes_heading, t.about_classes),
        (t.about_figures_heading, t.about_figures),
        (t.about_private_heading, t.about_private),
    ];
    view! {
        <Title text=t.entry_about/>
        <article class="prose">
            <h1>{t.about_heading}</h1>
            {parts.into_iter().map(|(heading, text)| view! { <h2>{heading}</h2><p>{text}</p> }).collect_view()}
            <h2>{t.about_data_heading}</h2>
            <ul>
                <li><A href="/rules">{t.rules_heading}</A></li>
                <li><A href="/calendar">{t.calendar_heading}</A></li>
                // The server makes this page by itself.
                <li><a href="/api" rel="external">{t.open_data}</a></li>
            </ul>
        </article>
    }
}
