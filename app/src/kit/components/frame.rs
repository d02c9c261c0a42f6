//! What stands above and below every page.

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

use super::form::PlainForm;
use crate::Failure;
use crate::api::accounts::Me;
use crate::api::notices::public_unread_notices;
use crate::kit::loading::{Resource, load};
use crate::kit::preferences::{Preferences, Size, Theme};
use crate::texts::texts;

/// Who is signed in, asked once for the whole page.
pub(crate) fn viewer() -> Resource<Result<Option<Me>, Failure>> {
    expect_context()
}

/// The county's name, the four public entries, and the way in or to the desk.
#[component]
pub(crate) fn Header() -> impl IntoView {
    let t = texts();
    let viewer = viewer();
    let unread = load(|| (), |()| public_unread_notices());
    view! {
        <header class="header">
            <a class="skip" href="#main" rel="external">{t.skip}</a>
            <div class="wide header-bar">
                <A href="/" attr:class="brand">
                    <span class="brand-name">{t.brand}</span>
                    <span class="brand-county">{t.county_and_session}</span>
                </A>
                <nav class="entries" aria-label=t.main_navigation>
                    <A href="/proposals">{t.entry_proposals}</A>
                    <A href="/figures">{t.entry_figures}</A>
                    <A href="/deputies">{t.entry_people}</A>
                    <A href="/about">{t.entry_about}</A>
                    <Transition fallback=|| ()>
                        {move || Suspend::new(async move {
                            let (viewer, unread) = (viewer.await, unread.await.unwrap_or_default());
                            match viewer {
                                Ok(Some(me)) => view! {
                                    <A href="/desk">{t.entry_desk}</A>
                                    <A href="/notices">{t.notices}{unread_count(unread)}</A>
                                    <A href="/account" attr:class="me" attr:data-me=me.id.to_string()>{me.name}</A>
                                }
                                .into_any(),
                                _ => view! { <A href="/sign-in" attr:class="me">{t.sign_in}</A> }.into_any(),
                            }
                        })}
                    </Transition>
                </nav>
                <LanguageSwitch/>
            </div>
        </header>
    }
}

/// “（3）” behind the entry of notices, nothing where all are read.
fn unread_count(n: u64) -> Option<impl IntoView> {
    let n = if n > 99 { "99+".to_owned() } else { n.to_string() };
    let shown = crate::kit::preferences::lang().pick(format!("（{n}）"), format!(" ({n})"));
    (n != "0").then(|| view! { <span class="unread-count">{shown}</span> })
}

/// Language, colours, size of type; what this is.
#[component]
pub(crate) fn Footer() -> impl IntoView {
    let t = texts();
    let preferences = use_context::<Preferences>().unwrap_or_default();
    let button = |name: &'static str, value: &'static str, word: &'static str, chosen: bool| {
        let pressed = if chosen { "true" } else { "false" };
        view! { <button type="submit" name=name value=value class="quiet" aria-pressed=pressed>{word}</button> }
    };
    view! {
        <footer class="footer">
            <div class="wide footer-bar">
                <p class="footer-what">{t.footer_what}" "<a href="/api" rel="external">{t.open_data}</a></p>
                <PlainForm action="/api/preferences" class="preferences">
                    <p>
                        <span class="preferences-name">{t.text_size}</span>
                        {button("size", Size::Normal.code(), t.size_normal, preferences.size == Size::Normal)}
                        {button("size", Size::Large.code(), t.size_large, preferences.size == Size::Large)}
                    </p>
                    <p>
                        <span class="preferences-name">{t.colours}</span>
                        {button("theme", Theme::Auto.code(), t.theme_auto, preferences.theme == Theme::Auto)}
                        {button("theme", Theme::Light.code(), t.theme_light, preferences.theme == Theme::Light)}
                        {button("theme", Theme::Dark.code(), t.theme_dark, preferences.theme == Theme::Dark)}
                    </p>
                </PlainForm>
            </div>
        </footer>
    }
}

/// The address of the page, path and query.
pub(crate) fn here() -> String {
    let location = use_location();
    let (search, path) = (location.search.get_untracked(), location.pathname.get_untracked());
    if search.is_empty() { path } else { format!("{path}?{}", search.trim_start_matches('?')) }
}

/// The switch of language, in the header's corner.
#[component]
pub(crate) fn LanguageSwitch() -> impl IntoView {
    let preferences = use_context::<Preferences>().unwrap_or_default();
    // Each language is named in itself, so that whoever cannot read this page finds theirs.
    let (code, word, tag) = preferences.lang.pick(("en", "English", "en"), ("zh", "中文", "zh-CN"));
    view! {
        <PlainForm action="/api/preferences" class="language">
            <button type="submit" name="lang" value=code class="quiet" lang=tag>{word}</button>
        </PlainForm>
    }
}
