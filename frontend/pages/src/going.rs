//! From one page to the next.

use std::cell::{Cell, RefCell};

use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, DomParser, Element, FormData, HtmlAnchorElement, HtmlElement, HtmlFormElement, MouseEvent, Response,
    SubmitEvent, SupportedType, Url, UrlSearchParams,
};

use crate::fields::{action, is_post};
use crate::page::{document, opened, replace, same_program, window};
use crate::{draft, more};

/// Stands on the document while the next page is on its way.
const WAITING: &str = "data-waiting";

thread_local! {
    /// The page that is shown: its address without the place on it.
    static SHOWN: RefCell<String> = const { RefCell::new(String::new()) };
    /// How many pages were asked for: an answer that a later one has overtaken is dropped.
    static ASKED: Cell<u32> = const { Cell::new(0) };
}

/// How one comes to a page.
#[derive(Clone, Copy)]
pub(crate) enum Way {
    /// By a link or a question: the page gets a place of its own in the history.
    Forth,
    /// By the buttons of the browser, to where one had left it.
    Back { y: f64 },
}

/// The address that a click leads to, where it is a page of this site that opens here.
pub(crate) fn link(event: &MouseEvent) -> Result<Option<String>, JsValue> {
    let is_plain = event.button() == 0
        && !(event.default_prevented() || event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key());
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(element) = element.filter(|_| is_plain) else { return Ok(None) };
    let link = element.closest("a[href]")?.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    let Some(link) = link else { return Ok(None) };
    let opens_here = link.target().is_empty() && !link.has_attribute("download") && link.rel() != "external";
    let url = Url::new(&link.href())?;
    let is_place = !url.hash().is_empty() && SHOWN.with_borrow(|shown| *shown == without_place(&url));
    Ok((opens_here && is_ours(&url)? && !is_place).then(|| url.href()))
}

/// The address that a form asks, where it only asks.
pub(crate) fn question(event: &SubmitEvent) -> Result<Option<String>, JsValue> {
    let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
    let Some(form) = form.filter(|form| !event.default_prevented() && !is_post(form)) else {
        return Ok(None);
    };
    // A button with a value of its own is the browser's affair.
    let button = event.submitter().is_some_and(|button: HtmlElement| button.has_attribute("name"));
    let url = action(&form)?;
    if button || !is_ours(&url)? {
        return Ok(None);
    }
    // An address says what is asked for, and nothing of what is not.
    let asked = UrlSearchParams::new()?;
    for field in FormData::new_with_form(&form)?.entries() {
        let field: Array = field?.dyn_into()?;
        if let (Some(name), Some(value)) = (field.get(0).as_string(), field.get(1).as_string())
            && !name.is_empty()
            && !value.is_empty()
        {
            asked.append(&name, &value);
        }
    }
    url.set_search(&String::from(asked.to_string()));
    Ok(Some(url.href()))
}

/// Whether the address has left the page that is shown, and not only its place on it.
pub(crate) fn is_elsewhere() -> Result<bool, JsValue> {
    let here = without_place(&Url::new(&window()?.location().href()?)?);
    Ok(SHOWN.with_borrow(|shown| *shown != here))
}

/// Notes the page that is shown.
pub(crate) fn note_shown() -> Result<(), JsValue> {
    let here = without_place(&Url::new(&window()?.location().href()?)?);
    SHOWN.set(here);
    Ok(())
}

/// Notes in the history how far one has read.
pub(crate) fn remember_place() -> Result<(), JsValue> {
    let y = window()?.scroll_y()?;
    window()?.history()?.replace_state_with_url(&y.into(), "", None)
}

/// Fetches a page and shows it. Whatever is not a page of this program, or does not come, is left to the browser.
pub(crate) async fn follow(url: String, way: Way) {
    if fetch_and_show(&url, way).await.is_err()
        && let Ok(window) = window()
    {
        // A file leaves this page where it is, and so may whoever comes back: it waits no more.
        let _ = document().map(|document| document.document_element().map(|root| root.remove_attribute(WAITING)));
        let leave = match way {
            Way::Forth => window.location().assign(&url),
            Way::Back { .. } => window.location().reload(),
        };
        // Nothing more can be done from here: the reader still has the page and its links.
        let _ = leave;
    }
}

async fn fetch_and_show(url: &str, way: Way) -> Result<(), JsValue> {
    let asked = ASKED.get() + 1;
    ASKED.set(asked);
    let root = document()?.document_element().ok_or("no document")?;
    root.set_attribute(WAITING, "")?;
    let (next, found) = fetch(url).await?;
    if ASKED.get() != asked {
        return Ok(());
    }
    // A page that leads on has the address where it ended, and the place that was asked for.
    let (asked, found) = (Url::new(url)?, Url::new(&found)?);
    found.set_hash(&asked.hash());
    show(&next, &found.href(), way)
}

/// A page of this site, and the address where it was found.
pub(crate) async fn fetch(url: &str) -> Result<(Document, String), JsValue> {
    let response: Response = JsFuture::from(window()?.fetch_with_str(url)).await?.dyn_into()?;
    let kind = response.headers().get("content-type")?.unwrap_or_default();
    if !kind.starts_with("text/html") {
        return Err("no page".into());
    }
    let html: JsString = JsFuture::from(response.text()?).await?.dyn_into()?;
    let page = DomParser::new()?.parse_from_string(&String::from(html), SupportedType::TextHtml)?;
    Ok((page, response.url()))
}

/// Shows a page under its address.
pub(crate) fn show(next: &Document, address: &str, way: Way) -> Result<(), JsValue> {
    if !same_program(next)? {
        return Err("another program".into());
    }
    draft::leave()?;
    more::leave(&document()?)?;
    let found = Url::new(address)?;
    let (window, root) = (window()?, document()?.document_element().ok_or("no document")?);
    let history = window.history()?;
    match way {
        // The same page once more is no other place.
        Way::Forth if window.location().href()? == found.href() => {
            history.replace_state_with_url(&JsValue::NULL, "", Some(&found.href()))?;
        }
        Way::Forth => history.push_state_with_url(&JsValue::NULL, "", Some(&found.href()))?,
        Way::Back { y } => history.replace_state_with_url(&y.into(), "", Some(&found.href()))?,
    }
    replace(next)?;
    opened()?;
    root.remove_attribute(WAITING)?;
    match (way, document()?.get_element_by_id(found.hash().trim_start_matches('#'))) {
        (Way::Back { y }, _) => window.scroll_to_with_x_and_y(0.0, y),
        (Way::Forth, Some(place)) => place.scroll_into_view(),
        (Way::Forth, None) => window.scroll_to_with_x_and_y(0.0, 0.0),
    }
    Ok(())
}

/// Where a link leads, if that is a place of the page that is shown.
pub(crate) fn place(element: &Element) -> Result<Option<Element>, JsValue> {
    let link = element.closest("a[href]")?.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    let Some(link) = link else { return Ok(None) };
    let url = Url::new(&link.href())?;
    let is_here = SHOWN.with_borrow(|shown| *shown == without_place(&url)) && is_ours(&url)?;
    Ok(if is_here { document()?.get_element_by_id(url.hash().trim_start_matches('#')) } else { None })
}

fn is_ours(url: &Url) -> Result<bool, JsValue> {
    Ok(url.origin() == window()?.location().origin()?)
}

fn without_place(url: &Url) -> String {
    url.pathname() + &url.search()
}
