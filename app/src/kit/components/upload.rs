//! Choosing and sending files: a plain form without a script; with one, each file goes at once and shows how far it is.

use ground::file::{FileFault, MAX_BYTES};
use leptos::context::Provider;
use leptos::prelude::*;

use super::notice::RefusedNotice;
use crate::kit::forms::{Group, Posted, Refused};
use crate::kit::preferences::lang;
use crate::texts::texts;

/// The group of the fields; the server reads `upload[file]`.
const GROUP: Group = Group("upload");
/// What browsers offer to choose from; the server looks for itself.
const ACCEPT: &str = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.doc,.xlsx,.xls";
/// The same for signed papers.
const ACCEPT_SCANS: &str = ".pdf,.jpg,.jpeg,.png,.webp";

/// A refused upload of the page, apart from its other forms.
#[derive(Clone, Default)]
struct UploadRefused(Option<Posted>);

/// Keeps a refused upload for [`Upload`], and answers any other refused form.
pub(crate) fn set_aside(posted: Option<Posted>) -> Option<Posted> {
    let (upload, other) = match posted {
        Some(posted) if GROUP.owns(&posted) => (Some(posted), None),
        other => (None, other),
    };
    provide_context(UploadRefused(upload));
    other
}

/// A form that sends files. It stands in an element with an id and `data-part`, which is taken anew when files have
/// arrived.
#[component]
pub(crate) fn Upload(
    /// Where it sends them.
    action: String,
    label: &'static str,
    hint: &'static str,
    /// Whether it takes signed papers only, one at a time.
    #[prop(optional)]
    scans: bool,
) -> impl IntoView {
    let (t, lang) = (texts(), lang());
    let refused = use_context::<UploadRefused>().unwrap_or_default().0;
    let first = refused.as_ref().and_then(|posted| posted.failure.errors().first().cloned());
    let error = first.map(|error| error.problem.sentence(lang));
    let is_wrong = refused.is_some();
    let accept = if scans { ACCEPT_SCANS } else { ACCEPT };
    // `{}` stands for the name of the file.
    let (_, unreachable) = crate::Failure::Unreachable.words(lang);
    let said = move |fault: FileFault| fault.of("{}").sentence(lang);
    view! {
        <Provider value=Refused(refused)>
            <RefusedNotice prefix=GROUP.0/>
            <form class="form upload" method="post" action=action enctype="multipart/form-data" data-upload=""
                data-max-bytes=MAX_BYTES.to_string() data-too-large=said(FileFault::TooLarge) data-empty=said(FileFault::Empty)
                data-unreachable=unreachable data-sent=t.uploaded>
                <div class="field" class:field-wrong=is_wrong>
                    <label for="upload-file">{label}</label>
                    <p class="hint" id="upload-file-hint">{hint}</p>
                    <p class="problem" id="upload-file-error">{error}</p>
                    <input type="file" id="upload-file" name="upload[file]" accept=accept multiple=!scans
                        aria-describedby="upload-file-hint upload-file-error"/>
                </div>
                // With a script a file goes as soon as it is chosen.
                <p class="actions" data-unscripted=""><button class="button" type="submit">{t.upload}</button></p>
                <p class="sending" hidden>
                    <label for="upload-progress">{t.uploading}" "<span lang="zh-CN" data-name=""></span></label>
                    <progress id="upload-progress" max="100" value="0"></progress>
                    <span class="number" aria-hidden="true"></span>
                </p>
                <p class="sent" role="status"></p>
            </form>
        </Provider>
    }
}
