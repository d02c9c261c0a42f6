//! Messages: what was done, what was refused, what is not there.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::Failure;
use crate::kit::forms::{Group, Labels, Refused};
use crate::kit::preferences::lang;
use crate::texts::texts;

/// A message that something was done.
#[component]
pub(crate) fn Notice(#[prop(into)] text: String) -> impl IntoView {
    view! { <p class="notice" role="status">{text}</p> }
}

/// Why the last form was refused, with links to its fields and, where the page has moved on, what was typed.
#[component]
pub(crate) fn RefusedNotice(
    /// The prefix of the form whose fields are linked.
    prefix: &'static str,
) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let refused = Refused::here();
    // When it is written, every field of the page has told its name.
    move || {
        let posted = refused.0.clone().filter(|posted| Group(prefix).owns(posted))?;
        let (heading, sentence) = posted.failure.words(lang);
        let group = Group(prefix);
        let links = posted.failure.errors().iter().map(|error| {
            let id = group.id(&error.field);
            let sentence = error.problem.sentence(lang);
            let words = match Labels::of(&id).filter(|_| error.problem.is_of_any_field()) {
                Some(label) => lang.pick(format!("{label}：{sentence}"), format!("{label}: {sentence}")),
                None => sentence,
            };
            view! { <li><a href=format!("#{id}") rel="external">{words}</a></li> }
        });
        let links = links.collect_view();
        let has_links = !posted.failure.errors().is_empty();
        let lost = matches!(posted.failure, Failure::Conflict { .. } | Failure::NotOpen { .. });
        let writings = if lost { posted.writings() } else { Vec::new() };
        let signed_out = posted.failure == Failure::SignedOut;
        Some(view! {
            <div class="refused" id="refused" role="alert" tabindex="-1">
                <h2>{heading}</h2>
                <p>{sentence}</p>
                {has_links.then(|| view! { <ul>{links}</ul> })}
                {signed_out.then(|| view! {
                    <p>{t.sign_in_elsewhere}</p>
                    <p><a class="button" href="/sign-in" rel="external" target="_blank">{t.sign_in}</a></p>
                })}
                {(!writings.is_empty()).then(|| view! {
                    <h3>{t.what_you_typed}</h3>
                    {writings.into_iter().map(|text| view! { <blockquote class="typed">{text}</blockquote> }).collect_view()}
                })}
            </div>
        })
    }
}

/// A page that could not be made: what happened and a way on, with the status that says the same.
#[component]
pub(crate) fn ErrorPage(failure: Failure) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        let status = axum::http::StatusCode::from_u16(failure.status());
        response.set_status(status.unwrap_or(axum::http::StatusCode::INTERNAL_SERVER_ERROR));
    }
    let (heading, sentence) = match failure {
        Failure::NotFound => (t.not_found_heading, t.not_found_text.to_owned()),
        failure => failure.words(lang),
    };
    view! {
        <Title text=heading/>
        <section class="error-page">
            <h1>{heading}</h1>
            <p>{sentence}</p>
            <ul class="ways">
                <li><A href="/">{t.to_home}</A></li>
                <li><A href="/proposals">{t.to_list}</A></li>
            </ul>
        </section>
    }
}

/// What a page shows for a failure: the way to sign in, to the password, or the error.
pub(crate) fn page_error(failure: Failure) -> AnyView {
    use leptos_router::components::Redirect;

    match failure {
        Failure::SignedOut => {
            let here = super::frame::here();
            let address = format!("/sign-in?next={}", encode(&here));
            view! { <Redirect path=address/> }.into_any()
        }
        Failure::PasswordFirst => view! { <Redirect path="/account?first=yes"/> }.into_any(),
        failure => view! { <ErrorPage failure/> }.into_any(),
    }
}

/// Percent-encodes a value for a query (RFC 3986, section 2.1).
pub(crate) fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => encoded.push(byte.into()),
            _ => encoded += &format!("%{byte:02X}"),
        }
        encoded
    })
}

/// What stands while a page is on its way.
#[component]
pub(crate) fn Waiting() -> impl IntoView {
    view! { <p class="waiting" aria-live="polite">{texts().loading}</p> }
}
