//! Choosing and sending files: a plain form without a script; with one, each file goes at once and shows how far it is.

use ground::file::{FileFault, FileKind};
use ground::problem::Problem;
use leptos::context::Provider;
use leptos::prelude::*;

use super::notice::RefusedNotice;
use crate::kit::forms::{Group, Posted, Refused};
use crate::kit::preferences::lang;
use crate::texts::texts;

#[cfg(feature = "hydrate")]
mod sending;

/// The group of the fields; the server reads `upload[file]`.
const GROUP: Group = Group("upload");
/// What browsers offer to choose from; the server looks for itself.
const ACCEPT: &str = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.doc,.xlsx,.xls";
/// The same for signed papers.
const ACCEPT_SCANS: &str = ".pdf,.jpg,.jpeg,.png,.webp";

/// A refused upload of the page, apart from its other forms.
#[derive(Clone, Copy)]
struct UploadRefused(RwSignal<Option<Posted>>);

/// Keeps a refused upload for [`Upload`], and answers any other refused form.
pub(crate) fn set_aside(posted: Option<Posted>) -> Option<Posted> {
    let (upload, other) = match posted {
        Some(posted) if GROUP.owns(&posted) => (Some(posted), None),
        other => (None, other),
    };
    provide_context(UploadRefused(RwSignal::new(upload)));
    other
}

/// How far the sending is.
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a script shows progress"))]
#[derive(Clone, Debug, PartialEq, Eq)]
enum Progress {
    /// This file is on its way, so many hundredths of it.
    Sending(String, u32),
    /// Everything arrived.
    Done,
}

/// A form that sends files.
#[component]
pub(crate) fn Upload(
    /// Where it sends them.
    action: String,
    label: &'static str,
    hint: &'static str,
    /// Whether it takes signed papers only, one at a time.
    #[prop(optional)]
    scans: bool,
    /// A script has sent files.
    arrived: Callback<()>,
) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let refused = use_context::<UploadRefused>().map_or_else(|| RwSignal::new(None), |refused| refused.0);
    let progress = RwSignal::new(None::<Progress>);
    let scripted = RwSignal::new(false);
    Effect::new(move |_| scripted.set(true));
    let error = move || {
        let words = |posted: &Posted| {
            let first = posted.failure.errors().first();
            first.map(|error| error.problem.sentence(lang))
        };
        refused.with(|posted| posted.as_ref().and_then(words))
    };
    #[cfg(feature = "hydrate")]
    let (on_change, on_submit) = {
        let target = action.clone();
        let send = move |input: web_sys::HtmlInputElement| {
            sending::send_all(&input, sending::Sending { action: target.clone(), scans, progress, refused, arrived });
        };
        let again = send.clone();
        let on_change = move |event: leptos::ev::Event| send(event_target(&event));
        let on_submit = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            if let Some(input) = sending::input_of(&event) {
                again(input);
            }
        };
        (on_change, on_submit)
    };
    #[cfg(not(feature = "hydrate"))]
    let (on_change, on_submit) = {
        let _ = arrived;
        (|_: leptos::ev::Event| (), |_: leptos::ev::SubmitEvent| ())
    };
    let accept = if scans { ACCEPT_SCANS } else { ACCEPT };
    view! {
        <Provider value=Refused(refused)>
            <RefusedNotice prefix=GROUP.0/>
            <form class="form upload" method="post" action=action enctype="multipart/form-data" on:submit=on_submit>
                <div class="field" class:field-wrong=move || refused.with(Option::is_some)>
                    <label for="upload-file">{label}</label>
                    <p class="hint" id="upload-file-hint">{hint}</p>
                    <p class="problem" id="upload-file-error">{error}</p>
                    <input type="file" id="upload-file" name="upload[file]" accept=accept multiple=!scans
                        aria-describedby="upload-file-hint upload-file-error" on:change=on_change/>
                </div>
                // With a script a file goes as soon as it is chosen.
                <p class="actions" hidden=move || scripted.get()><button class="button" type="submit">{t.upload}</button></p>
                {move || match progress.get() {
                    Some(Progress::Sending(name, percent)) => view! {
                        <p class="sending">
                            <label for="upload-progress">{t.uploading}" "<span lang="zh-CN">{name}</span></label>
                            <progress id="upload-progress" max="100" value=percent.to_string()></progress>
                            <span class="number" aria-hidden="true">{format!("{percent}%")}</span>
                        </p>
                    }.into_any(),
                    _ => ().into_any(),
                }}
                <p class="sent" role="status">{move || (progress.get() == Some(Progress::Done)).then_some(t.uploaded)}</p>
            </form>
        </Provider>
    }
}

/// Whether a file can be right, before a village's line is kept busy with it.
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a script looks before it sends"))]
fn look_at(name: &str, bytes: f64, scans: bool) -> Result<(), Problem> {
    use ground::file::{FileName, MAX_BYTES};

    let kind = FileName::parse(name).map_err(|fault| fault.of(name))?.kind();
    let fault = if bytes > MAX_BYTES as f64 {
        FileFault::TooLarge
    } else if bytes == 0.0 {
        FileFault::Empty
    } else if scans && !kind.is_some_and(FileKind::can_be_scan) {
        FileFault::NoScan
    } else {
        return Ok(());
    };
    Err(fault.of(name))
}
