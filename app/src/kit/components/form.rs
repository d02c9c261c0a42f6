//! Forms: each posts and is answered with the way to the page that follows, with a script and without.
//!
//! What the program for browsers says of forms, while one is on its way and when nothing comes back, stands once in each
//! page ([`Said`]).

use axum::http::request::Parts;
use leptos::prelude::*;
use uuid::Uuid;

use crate::Failure;
use crate::kit::forms::Group;
use crate::kit::preferences::{cookie, lang};
use crate::texts::texts;

use domain::proposal::ProposalId;
use domain::proposal::workflow::Step;

/// What a form sends that was not sent by a button that anybody can see.
pub(crate) const ENTER: &str = "enter";

/// A form that changes something.
#[component]
pub(crate) fn PostForm(
    /// The server function's path.
    #[prop(into)]
    action: String,
    #[prop(default = "form")] class: &'static str,
    #[prop(optional)] id: &'static str,
    /// Whether the enter key sends it: only where that does no harm.
    #[prop(optional)]
    enter_sends: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <form class=class id=(!id.is_empty()).then_some(id) method="post" action=action>
            {(!enter_sends).then(|| view! { <EnterDoesNothing/> })}
            {is_private().then(|| view! { <input type="hidden" name="key" value=Uuid::new_v4().to_string()/> })}
            {children()}
        </form>
    }
}

/// Whether the page is for one person. Their forms have a key each, by which a form that is sent twice is known again; on
/// a page that is kept for everybody a key would be everybody's.
fn is_private() -> bool {
    use_context::<Parts>().is_some_and(|request| cookie(&request.headers, "session").is_some())
}

/// The enter key presses the first button of a form (HTML, “implicit submission”); where that one cannot be pressed it
/// does nothing, with a script and without. So nobody takes a step by the key that ends a line. On a choice Chromium goes
/// on to the next button: that one is told to the server, which shows the form again.
#[component]
fn EnterDoesNothing() -> impl IntoView {
    view! {
        <button type="submit" disabled hidden></button>
        <button type="submit" name=ENTER value="key" hidden></button>
    }
}

/// A form that loads a new document: signing in and out, preferences, sheets to print.
#[component]
pub(crate) fn PlainForm(
    /// Where it goes.
    action: &'static str,
    #[prop(default = "form")] class: &'static str,
    /// Whether the enter key sends it: only where that does no harm.
    #[prop(optional)]
    enter_sends: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <form class=class method="post" action=action data-document="">
            {(!enter_sends).then(|| view! { <EnterDoesNothing/> })}
            {children()}
        </form>
    }
}

/// What the program for browsers says of a form that it sends: the words for its way, and a message for each reason why
/// it could not be sent. What was typed stays in the form then.
#[component]
pub(crate) fn Said() -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let message = |why: &'static str, failure: Failure, way: bool| {
        let (heading, sentence) = failure.words(lang);
        view! {
            <div class="refused" role="alert" tabindex="-1" data-said=why>
                <h2>{heading}</h2>
                <p>{sentence}</p>
                {way.then(|| view! {
                    <p>{t.sign_in_elsewhere}</p>
                    <p><a class="button" href="/sign-in" target="_blank">{t.sign_in}</a></p>
                })}
            </div>
        }
    };
    view! {
        <template id="said">
            <span data-said="sending">{t.sending}</span>
            <p class="hint" data-said="restored">{t.restored}</p>
            {message("unreachable", Failure::Unreachable, false)}
            {message("signed-out", Failure::SignedOut, true)}
            {message("not-taken", Failure::Fault, false)}
        </template>
    }
}

/// What says beside a form's button that it is on its way.
#[component]
pub(crate) fn Pending() -> impl IntoView {
    view! { <span class="pending" role="status"></span> }
}

/// The form of a step: its fields inside, its button at the end. A step without fields is its button alone.
#[component]
pub(crate) fn StepForm(
    id: ProposalId,
    version: i32,
    step: Step,
    /// What the step means, where it has no fields that say so.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// Whether it is the page's main action.
    #[prop(optional)]
    main: bool,
    /// A second button, which keeps what was typed without taking the step.
    #[prop(optional)]
    keep: Option<&'static str>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let lang = lang();
    let without_fields = children.is_none();
    let class = if main { "button button-main" } else { "button" };
    view! {
        <div class="step-form">
            <super::notice::RefusedNotice prefix=step.prefix()/>
            <PostForm action="/api/act">
                <input type="hidden" name="id" value=id.to_string()/>
                <input type="hidden" name="version" value=version.to_string()/>
                {without_fields.then(|| Group::whole(step.prefix())).flatten().map(|(name, value)| view! {
                    <input type="hidden" name=name value=value/>
                })}
                {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
                {children.map(|children| children())}
                <p class="actions">
                    <button class=class type="submit">{step.word(lang)}</button>
                    {keep.map(|word| view! { <button class="button" type="submit" name="then" value="keep">{word}</button> })}
                    <Pending/>
                </p>
            </PostForm>
        </div>
    }
}

/// The group of a step's fields.
pub(crate) fn group(step: Step) -> Group {
    Group(step.prefix())
}
