//! Forms: they post and redirect without a script, and stay on the page with one.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::Failure;
use crate::api::proposals::Act;
use crate::kit::forms::{Group, Posted, Refused};
use crate::kit::preferences::lang;
use crate::texts::texts;

use domain::proposal::ProposalId;
use domain::proposal::workflow::Step;

/// A form that always loads a new page: signing in and out, passwords, preferences.
#[component]
pub(crate) fn PlainForm(
    /// The server function's path.
    action: &'static str,
    #[prop(default = "form")] class: &'static str,
    children: Children,
) -> impl IntoView {
    view! { <form class=class method="post" action=action>{children()}</form> }
}

/// What a form holds when it is submitted, without passwords.
#[cfg(feature = "hydrate")]
pub(crate) fn typed_fields(event: &SubmitEvent) -> Vec<(String, String)> {
    use leptos::wasm_bindgen::JsCast;

    let Some(form) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlFormElement>().ok()) else {
        return Vec::new();
    };
    let elements = form.elements();
    let mut fields = Vec::new();
    for n in 0..elements.length() {
        let Some(element) = elements.item(n) else { continue };
        let name = element.get_attribute("name").unwrap_or_default();
        let value = if let Some(input) = element.dyn_ref::<web_sys::HtmlInputElement>() {
            if matches!(input.type_().as_str(), "radio" | "checkbox") && !input.checked() {
                continue;
            }
            input.value()
        } else if let Some(area) = element.dyn_ref::<web_sys::HtmlTextAreaElement>() {
            area.value()
        } else if let Some(select) = element.dyn_ref::<web_sys::HtmlSelectElement>() {
            select.value()
        } else {
            continue;
        };
        if !name.is_empty() {
            fields.push((name, value));
        }
    }
    Posted::fields(&fields)
}

/// On the server no form is submitted by a script.
#[cfg(not(feature = "hydrate"))]
pub(crate) fn typed_fields(_event: &SubmitEvent) -> Vec<(String, String)> {
    Vec::new()
}

/// Listens to a form and to what its function answers: what is wrong goes beside the fields; what was done, or was done
/// by somebody else first, loads the page's data anew. Gives what is called when the form is sent.
pub(crate) fn answered(
    path: &'static str,
    answer: Signal<Option<Result<(), Failure>>>,
    again: Callback<Option<Posted>>,
) -> impl Fn(SubmitEvent) + Copy + 'static {
    let refused = Refused::here();
    let typed = StoredValue::new(Vec::new());
    Effect::new(move |_| match answer.get() {
        Some(Ok(())) => again.run(None),
        Some(Err(failure)) => {
            let moved_on = matches!(failure, Failure::Conflict { .. } | Failure::Outdated | Failure::NotOpen { .. });
            let posted = Posted { action: path.to_owned(), fields: typed.get_value(), failure };
            if moved_on {
                again.run(Some(posted));
            } else {
                refused.0.set(Some(posted));
            }
        }
        None => {}
    });
    move |event| typed.set_value(typed_fields(&event))
}

/// The form of a step: its fields inside, its button at the end. A step without fields is its button alone.
#[component]
pub(crate) fn StepForm(
    id: ProposalId,
    version: i32,
    step: Step,
    /// Loads the proposal anew: after the step was taken, or with what was typed where somebody else was first.
    again: Callback<Option<Posted>>,
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
    let t = texts();
    let keeps = keep;
    let action = ServerAction::<Act>::new();
    let keep = answered("/api/act", Signal::derive(move || action.value().get()), again);
    let without_fields = children.is_none();
    let class = if main { "button button-main" } else { "button" };
    view! {
        <div class="step-form" on:submit:capture=keep>
            <super::notice::RefusedNotice prefix=step.prefix()/>
            <ActionForm action=action attr:class="form">
                <input type="hidden" name="id" value=id.to_string()/>
                <input type="hidden" name="version" value=version.to_string()/>
                {without_fields.then(|| Group::whole(step.prefix())).flatten().map(|(name, value)| view! {
                    <input type="hidden" name=name value=value/>
                })}
                {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
                {children.map(|children| children())}
                <p class="actions">
                    <button class=class type="submit">{step.word(lang)}</button>
                    {keeps.map(|word| view! { <button class="button" type="submit" name="then" value="keep">{word}</button> })}
                    <span class="pending" role="status">{move || action.pending().get().then_some(t.sending)}</span>
                </p>
            </ActionForm>
        </div>
    }
}

/// The group of a step's fields.
pub(crate) fn group(step: Step) -> Group {
    Group(step.prefix())
}
