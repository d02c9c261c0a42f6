//! Forms that change something: sent as the browser would, with the page that follows put in place of this one.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    DomParser, Element, FormData, Headers, HtmlElement, HtmlFormElement, HtmlTemplateElement, RequestInit, Response,
    SubmitEvent, SupportedType, Url, UrlSearchParams,
};

use crate::fields::{action, is_post};
use crate::going::{Way, follow, show};
use crate::page::{document, focus, window};
use crate::{draft, reasons, upload};

/// Stands on a form while it is on its way.
const BUSY: &str = "data-busy";

/// Sends a form, unless it wants a new document: then it is the browser's.
pub(crate) fn submit(event: &SubmitEvent) -> Result<(), JsValue> {
    let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
    let Some(form) = form.filter(|form| !event.default_prevented() && is_post(form)) else { return Ok(()) };
    let button = event.submitter();
    if upload::is_upload(&form) {
        event.prevent_default();
        return upload::send_from(&form);
    }
    let is_ours = action(&form)?.origin() == window()?.location().origin()?;
    if !is_ours || form.has_attribute("data-document") || form.has_attribute("enctype") {
        return Ok(());
    }
    event.prevent_default();
    // A second click of the same finger.
    if form.has_attribute(BUSY) {
        return Ok(());
    }
    form.set_attribute(BUSY, "")?;
    tell(&form, &said("sending")?)?;
    spawn_local(async move {
        if send(&form, button).await.is_err() {
            // Nothing came back.
            let _ = said("unreachable").and_then(|message| stay(&form, &message));
        }
    });
    Ok(())
}

/// What a form sends, with the button that was pressed.
pub(crate) fn fields(form: &HtmlFormElement, button: Option<HtmlElement>) -> Result<UrlSearchParams, JsValue> {
    let fields = UrlSearchParams::new_with_str_sequence_sequence(FormData::new_with_form(form)?.as_ref())?;
    if let Some(button) = button
        && let Some(name) = button.get_attribute("name")
    {
        fields.append(&name, &button.get_attribute("value").unwrap_or_default());
    }
    Ok(fields)
}

/// Posts fields, and says that this program asks: it is told where a redirect would lead.
pub(crate) async fn post(action: &str, fields: &UrlSearchParams, accept: &str) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    headers.set("accept", accept)?;
    headers.set("x-program", "pages")?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(fields);
    JsFuture::from(window()?.fetch_with_str_and_init(action, &init)).await?.dyn_into()
}

async fn send(form: &HtmlFormElement, button: Option<HtmlElement>) -> Result<(), JsValue> {
    let fields = fields(form, button)?;
    draft::hold(form);
    let response = post(&action(form)?.href(), &fields, "text/html").await?;
    let Some(location) = response.headers().get("location")? else {
        return refuse(form, &response).await;
    };
    if location.starts_with("/sign-in") {
        return stay(form, &said("signed-out")?);
    }
    draft::sent(form, &location);
    if !location.contains("form=") {
        reasons::sent(form)?;
    }
    let base = window()?.location().href()?;
    follow(Url::new_with_base(&location, &base)?.href(), Way::Forth).await;
    Ok(())
}

/// A page instead of a way on: it is shown, or, where it only says why it cannot be done, that is said here, where
/// everything that was typed still stands.
async fn refuse(form: &HtmlFormElement, response: &Response) -> Result<(), JsValue> {
    let html = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    let page = DomParser::new()?.parse_from_string(&html, SupportedType::TextHtml)?;
    if response.ok() {
        return show(&page, &response.url(), Way::Forth);
    }
    let message = said("not-taken")?;
    for part in ["h1", "p"] {
        let why = page.query_selector(part)?.and_then(|why| why.text_content()).unwrap_or_default();
        let place = message.query_selector(if part == "h1" { "h2" } else { part })?;
        if let Some(place) = place.filter(|_| !why.trim().is_empty()) {
            place.set_text_content(Some(&why));
        }
    }
    stay(form, &message)
}

/// The form was not taken: everything stays as it is with the reason above it, and may be sent again.
fn stay(form: &HtmlFormElement, message: &Element) -> Result<(), JsValue> {
    draft::release();
    form.remove_attribute(BUSY)?;
    tell(form, &document()?.create_element("span")?)?;
    if let Some(before) = document()?.get_element_by_id("refused") {
        before.remove();
    }
    message.set_id("refused");
    form.before_with_node_1(message)?;
    focus(&document()?, "#refused").map(drop)
}

/// Says beside the button how far the form is.
fn tell(form: &HtmlFormElement, said: &Element) -> Result<(), JsValue> {
    if let Some(place) = form.query_selector(".pending")? {
        place.replace_children_with_node_1(said);
    }
    Ok(())
}

/// What a page has to say of its forms.
pub(crate) fn said(what: &str) -> Result<Element, JsValue> {
    let document = document()?;
    let all: HtmlTemplateElement = document.get_element_by_id("said").ok_or("no words")?.dyn_into()?;
    let said = all.content().query_selector(&format!("[data-said={what}]"))?.ok_or("no words")?;
    document.import_node_with_deep(&said, true)?.dyn_into().map_err(JsValue::from)
}
