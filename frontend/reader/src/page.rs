//! The page that is shown, and how another takes its place.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement, NodeList, Window};

use crate::going::note_shown;

/// What of the head belongs to the page and not to the document.
const OF_THE_PAGE: &str = "title, meta[name], meta[property], link[rel=canonical], link[rel=alternate], \
                           script[type='application/ld+json']";

pub(crate) fn window() -> Result<Window, JsValue> {
    web_sys::window().ok_or_else(|| "no window".into())
}

pub(crate) fn document() -> Result<Document, JsValue> {
    window()?.document().ok_or_else(|| "no document".into())
}

/// Whether another document is made for this program, in this edition.
pub(crate) fn same_program(next: &Document) -> Result<bool, JsValue> {
    let program = |document: &Document| {
        let link = document.query_selector("link[rel=modulepreload]")?;
        Ok::<_, JsValue>(link.and_then(|link| link.get_attribute("href")))
    };
    Ok(program(next)? == program(&document()?)?)
}

/// Puts another page in place of the one that is shown.
pub(crate) fn replace(next: &Document) -> Result<(), JsValue> {
    let document = document()?;
    let head = document.head().ok_or("no head")?;
    for old in elements(&document.query_selector_all(OF_THE_PAGE)?) {
        old.remove();
    }
    for new in elements(&next.query_selector_all(OF_THE_PAGE)?) {
        head.append_child(&document.import_node_with_deep(&new, true)?)?;
    }
    let body = document.body().ok_or("no body")?;
    let new = next.body().ok_or("no body")?;
    body.replace_with_with_node_1(&document.adopt_node(&new)?)?;
    // Keyboard and screen reader begin with the heading, as with a new document.
    focus(&document, "h1")
}

/// What is done for each page that is opened: it is noted, its buttons for scripts appear, and a refusal is read first.
pub(crate) fn opened() -> Result<(), JsValue> {
    note_shown()?;
    let document = document()?;
    for button in elements(&document.query_selector_all("[data-script]")?) {
        button.remove_attribute("hidden")?;
    }
    focus(&document, "#refused")
}

fn focus(document: &Document, selector: &str) -> Result<(), JsValue> {
    let found = document.query_selector(selector)?.and_then(|found| found.dyn_into::<HtmlElement>().ok());
    if let Some(found) = found {
        found.set_attribute("tabindex", "-1")?;
        found.focus()?;
    }
    Ok(())
}

/// The elements of a list, which may go away while one goes through them.
fn elements(list: &NodeList) -> Vec<Element> {
    (0..list.length()).filter_map(|n| list.item(n)?.dyn_into().ok()).collect()
}
