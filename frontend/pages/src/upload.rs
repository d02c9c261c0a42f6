//! Files: each goes as soon as it is chosen, one after the other, and shows how far it is.

use std::cell::RefCell;
use std::collections::VecDeque;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    Element, Event, File, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlProgressElement, ProgressEvent,
    XmlHttpRequest,
};

use crate::fields::action;
use crate::going::fetch;
use crate::page::{document, focus, replace_part, say, window, words};

/// The name of the field.
const FIELD: &str = "upload[file]";

thread_local! {
    /// What is being sent; one form at a time, also from an impatient finger.
    static SENDING: RefCell<Option<Sending>> = const { RefCell::new(None) };
}

#[derive(Clone)]
struct Sending {
    form: HtmlFormElement,
    left: VecDeque<File>,
    /// What was refused, in words of the page or of the server.
    refused: Vec<Element>,
    /// The address that the last file led to.
    location: Option<String>,
}

/// Whether a form sends files as they are chosen.
pub(crate) fn is_upload(form: &HtmlFormElement) -> bool {
    form.has_attribute("data-upload")
}

/// Files were chosen.
pub(crate) fn chosen(event: &Event) -> Result<(), JsValue> {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input.filter(|input| event.type_() == "change" && input.type_() == "file") else { return Ok(()) };
    match input.form().filter(is_upload) {
        Some(form) => send_all(&form, &input),
        None => Ok(()),
    }
}

/// The button of the form was pressed.
pub(crate) fn send_from(form: &HtmlFormElement) -> Result<(), JsValue> {
    match form.elements().named_item(FIELD).and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
        Some(input) => send_all(form, &input),
        None => Ok(()),
    }
}

fn send_all(form: &HtmlFormElement, input: &HtmlInputElement) -> Result<(), JsValue> {
    let Some(list) = input.files() else { return Ok(()) };
    let left: VecDeque<File> = (0..list.length()).filter_map(|n| list.get(n)).collect();
    if left.is_empty() || SENDING.with_borrow(Option::is_some) {
        return Ok(());
    }
    // The same file may be chosen again after it was mended.
    input.set_value("");
    SENDING.set(Some(Sending { form: form.clone(), left, refused: Vec::new(), location: None }));
    next()
}

/// Sends the first file that is left; when none is, shows what became of all.
fn next() -> Result<(), JsValue> {
    let file = SENDING.with_borrow_mut(|sending| sending.as_mut().and_then(|sending| sending.left.pop_front()));
    let Some(form) = SENDING.with_borrow(|sending| sending.as_ref().map(|sending| sending.form.clone())) else {
        return Ok(());
    };
    let Some(file) = file else {
        spawn_local(async {
            if finish().await.is_err() {
                SENDING.set(None);
            }
        });
        return Ok(());
    };
    let name = file.name();
    let max = form.get_attribute("data-max-bytes").and_then(|max| max.parse::<u32>().ok()).unwrap_or(u32::MAX);
    // A village's line is not kept busy with what cannot be taken.
    for (is_wrong, why) in [(file.size() > f64::from(max), "data-too-large"), (file.size() == 0.0, "data-empty")] {
        if is_wrong {
            refuse(&words(&form, why, &name))?;
            return next();
        }
    }
    progress(&form, &name, 0)?;
    let (body, request) = (FormData::new()?, XmlHttpRequest::new()?);
    body.append_with_blob_and_filename(FIELD, &file, &name)?;
    let key = form.elements().named_item("key").and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
    if let Some(key) = key {
        body.append_with_str("key", &key.value())?;
    }
    request.open("POST", &action(&form)?.href())?;
    request.set_request_header("accept", "text/html")?;
    request.set_request_header("x-program", "pages")?;
    let told = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.total() > 0.0 {
            // Between 0 and 100 by construction.
            let percent = (event.loaded() / event.total() * 100.0).floor() as u32;
            let _ = progress(&form, &name, percent.min(100));
        }
    });
    request.upload()?.set_onprogress(Some(told.as_ref().unchecked_ref()));
    let asked = request.clone();
    let ended = Closure::once_into_js(move || {
        drop(told);
        spawn_local(async move {
            if arrived(&asked).await.is_err() {
                SENDING.set(None);
            }
        });
    });
    request.set_onloadend(Some(ended.unchecked_ref()));
    // What keeps it from being sent ends it too.
    request.send_with_opt_form_data(Some(&body)).or(Ok(()))
}

/// The answer to one file has come.
async fn arrived(request: &XmlHttpRequest) -> Result<(), JsValue> {
    let form = SENDING.with_borrow(|sending| sending.as_ref().map(|sending| sending.form.clone())).ok_or("no form")?;
    let location = request.get_response_header("location").ok().flatten();
    match (request.status()?, location) {
        (200..=299, Some(location)) => {
            if location.contains("form=") {
                let (page, _) = fetch(&location).await?;
                let said = page.query_selector("#refused")?;
                if let Some(said) = said {
                    note(document()?.adopt_node(&said)?.unchecked_into())?;
                }
            }
            SENDING.with_borrow_mut(|sending| {
                if let Some(sending) = sending {
                    sending.location = Some(location);
                }
            });
        }
        _ => refuse(&words(&form, "data-unreachable", ""))?,
    }
    next()
}

/// Something is wrong with a file, in the page's own words.
fn refuse(why: &str) -> Result<(), JsValue> {
    let said = document()?.create_element("div")?;
    said.set_class_name("refused");
    said.set_id("refused");
    said.set_attribute("role", "alert")?;
    let line = document()?.create_element("p")?;
    line.set_text_content(Some(why));
    said.append_with_node_1(&line)?;
    note(said)
}

fn note(said: Element) -> Result<(), JsValue> {
    SENDING.with_borrow_mut(|sending| {
        if let Some(sending) = sending {
            sending.refused.push(said);
        }
    });
    Ok(())
}

/// Everything was sent: the part of the page is taken anew, with what was refused.
async fn finish() -> Result<(), JsValue> {
    let Some(sending) = SENDING.take() else { return Ok(()) };
    let part = sending.form.closest("[data-part]")?.map(|part| part.id()).unwrap_or_default();
    let address = window()?.location().href()?;
    // The page as it stands, not as the last file left it.
    if sending.location.is_some() {
        let (next, _) = fetch(&address).await?;
        replace_part(&next, &part)?;
    }
    let document = document()?;
    let Some(part) = document.get_element_by_id(&part) else { return Ok(()) };
    let form = part.query_selector("form[data-upload]")?;
    let all_arrived = sending.refused.is_empty();
    for said in sending.refused {
        match &form {
            Some(form) => form.before_with_node_1(&said)?,
            // The page takes no file any more.
            None => part.prepend_with_node_1(&said)?,
        }
    }
    if let Some(form) = form {
        if let Some(place) = form.query_selector(".sent")? {
            say(&place, &if all_arrived { words(&form, "data-sent", "") } else { String::new() })?;
        }
        if let Some(sending) = form.query_selector(".sending")? {
            sending.set_attribute("hidden", "")?;
        }
    }
    focus(&document, "#refused").map(drop)
}

/// How far a file is.
fn progress(form: &HtmlFormElement, name: &str, percent: u32) -> Result<(), JsValue> {
    let Some(place) = form.query_selector(".sending")? else { return Ok(()) };
    place.remove_attribute("hidden")?;
    if let Some(label) = place.query_selector("[data-name]")? {
        say(&label, name)?;
    }
    if let Some(bar) = place.query_selector("progress")?.and_then(|bar| bar.dyn_into::<HtmlProgressElement>().ok()) {
        bar.set_value(f64::from(percent));
    }
    match place.query_selector(".number")?.and_then(|number| number.dyn_into::<HtmlElement>().ok()) {
        Some(number) => say(&number, &format!("{percent}%")),
        None => Ok(()),
    }
}
