//! Sends files one after the other in the browser, and tells how far each is.

use std::collections::VecDeque;

use ground::problem::FieldError;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::prelude::Closure;
use web_sys::{File, FormData, HtmlFormElement, HtmlInputElement, ProgressEvent, XmlHttpRequest};

use super::{Progress, look_at};
use crate::Failure;
use crate::kit::forms::Posted;

/// The name of the field, as in the form.
const FIELD: &str = "upload[file]";

/// Where files go, and who hears of them.
#[derive(Clone)]
pub(super) struct Sending {
    pub(super) action: String,
    pub(super) scans: bool,
    pub(super) progress: RwSignal<Option<Progress>>,
    pub(super) refused: RwSignal<Option<Posted>>,
    pub(super) arrived: Callback<()>,
}

/// The form's field.
pub(super) fn input_of(event: &SubmitEvent) -> Option<HtmlInputElement> {
    let form = event.target()?.dyn_into::<HtmlFormElement>().ok()?;
    form.elements().named_item(FIELD)?.dyn_into().ok()
}

/// Sends what was chosen.
pub(super) fn send_all(input: &HtmlInputElement, sending: Sending) {
    // One file at a time, also from an impatient finger.
    if matches!(sending.progress.get_untracked(), Some(Progress::Sending(..))) {
        return;
    }
    let Some(list) = input.files() else { return };
    let files: VecDeque<File> = (0..list.length()).filter_map(|n| list.get(n)).collect();
    if files.is_empty() {
        return;
    }
    // The same file may be chosen again after it was mended.
    input.set_value("");
    sending.refused.set(None);
    sending.next(files, Vec::new());
}

impl Sending {
    /// Sends the first file that is left; when none is, says what became of all.
    fn next(self, mut files: VecDeque<File>, mut failures: Vec<Failure>) {
        let Some(file) = files.pop_front() else { return self.finish(failures) };
        let name = file.name();
        if let Err(problem) = look_at(&name, file.size(), self.scans) {
            failures.push(Failure::field("file", problem));
            return self.next(files, failures);
        }
        self.progress.set(Some(Progress::Sending(name.clone(), 0)));
        let Some(request) = self.open(&file, &name) else {
            failures.push(Failure::Unreachable);
            return self.finish(failures);
        };
        let (body, asked) = request;
        let answered = asked.clone();
        let ended = Closure::once_into_js(move || {
            // The page may have gone in the meantime: then nobody asks any more.
            if self.progress.try_get_untracked().is_none() {
                return;
            }
            match outcome(&answered) {
                Ok(()) => {}
                Err(failure) => failures.push(failure),
            }
            self.next(files, failures);
        });
        asked.set_onloadend(Some(ended.unchecked_ref()));
        // What keeps it from being sent ends it too.
        let _ = asked.send_with_opt_form_data(Some(&body));
    }

    fn open(&self, file: &File, name: &str) -> Option<(FormData, XmlHttpRequest)> {
        let (body, request) = (FormData::new().ok()?, XmlHttpRequest::new().ok()?);
        body.append_with_blob_and_filename(FIELD, file, name).ok()?;
        request.open("POST", &self.action).ok()?;
        request.set_request_header("accept", "application/json").ok()?;
        let (progress, name) = (self.progress, name.to_owned());
        let told = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
            if event.total() > 0.0 {
                // Between 0 and 100 by construction.
                let percent = (event.loaded() / event.total() * 100.0).floor() as u32;
                let _ = progress.try_set(Some(Progress::Sending(name.clone(), percent.min(100))));
            }
        });
        request.upload().ok()?.set_onprogress(Some(told.into_js_value().unchecked_ref()));
        Some((body, request))
    }

    /// Everything was sent: refusals of several files are one refusal.
    fn finish(self, failures: Vec<Failure>) {
        self.progress.set(failures.is_empty().then_some(Progress::Done));
        let mut errors: Vec<FieldError> = Vec::new();
        let mut other = None;
        for failure in failures {
            match failure {
                Failure::Invalid(more) => errors.extend(more),
                failure => other = Some(failure),
            }
        }
        let failure = other.or_else(|| (!errors.is_empty()).then_some(Failure::Invalid(errors)));
        let fields = vec![(FIELD.to_owned(), String::new())];
        self.refused.set(failure.map(|failure| Posted { action: self.action.clone(), fields, failure }));
        self.arrived.run(());
    }
}

/// What the server answered.
fn outcome(request: &XmlHttpRequest) -> Result<(), Failure> {
    match request.status().unwrap_or_default() {
        200..=299 => Ok(()),
        0 => Err(Failure::Unreachable),
        _ => {
            let text = request.response_text().ok().flatten().unwrap_or_default();
            Err(serde_json::from_str(&text).unwrap_or(Failure::Fault))
        }
    }
}
