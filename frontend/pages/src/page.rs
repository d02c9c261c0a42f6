//! The page that is shown, and how another, or a part of it, takes its place.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlDetailsElement, HtmlElement, NodeList, Window};

use crate::going::note_shown;
use crate::{counting, draft, more, reasons};

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
    // Keyboard and screen reader begin with what was done, else with the heading, as with a new document.
    if !focus(&document, "main .notice[role=status]")? {
        focus(&document, "h1")?;
    }
    Ok(())
}

/// Puts the element of an id of another page in place of this one's; takes it away where the other has none.
pub(crate) fn replace_part(next: &Document, id: &str) -> Result<(), JsValue> {
    let document = document()?;
    let Some(old) = document.get_element_by_id(id) else { return Ok(()) };
    match next.get_element_by_id(id) {
        Some(new) => old.replace_with_with_node_1(&document.adopt_node(&new)?)?,
        None => old.remove(),
    }
    show_scripted(&document)
}

/// What is done for each page that is opened: it is noted, what only a script works appears, counts are told, a draft is
/// looked at, and a refusal is read first.
pub(crate) fn opened() -> Result<(), JsValue> {
    note_shown()?;
    let document = document()?;
    show_scripted(&document)?;
    reasons::opened(&document)?;
    counting::count_all(&document)?;
    draft::opened(&document)?;
    more::opened(&document)?;
    focus(&document, "#refused")?;
    reveal_place()
}

/// Shows what only a script can work, and hides what only stands for it.
fn show_scripted(document: &Document) -> Result<(), JsValue> {
    for button in elements(&document.query_selector_all("[data-script]")?) {
        button.remove_attribute("hidden")?;
    }
    for other in elements(&document.query_selector_all("[data-unscripted]")?) {
        other.set_attribute("hidden", "")?;
    }
    Ok(())
}

/// Unfolds what the place of the address lies in, and brings it into view.
pub(crate) fn reveal_place() -> Result<(), JsValue> {
    let hash = window()?.location().hash()?;
    let Some(place) = document()?.get_element_by_id(hash.trim_start_matches('#')) else { return Ok(()) };
    if unfold(&place)? {
        place.scroll_into_view();
    }
    Ok(())
}

/// Unfolds what an element is and lies in. Answers whether anything was folded.
pub(crate) fn unfold(place: &Element) -> Result<bool, JsValue> {
    let mut was_folded = false;
    let mut within = place.closest("details")?;
    while let Some(details) = within {
        was_folded |= !details.has_attribute("open");
        details.set_attribute("open", "")?;
        within = details.parent_element().map(|above| above.closest("details")).transpose()?.flatten();
    }
    Ok(was_folded || place.dyn_ref::<HtmlDetailsElement>().is_some())
}

/// Goes to the first element that a selector finds. Answers whether there is one.
pub(crate) fn focus(document: &Document, selector: &str) -> Result<bool, JsValue> {
    let found = document.query_selector(selector)?.and_then(|found| found.dyn_into::<HtmlElement>().ok());
    let Some(found) = found else { return Ok(false) };
    found.set_attribute("tabindex", "-1")?;
    found.focus()?;
    Ok(true)
}

/// Says something where an element stands. A new element each time: a translator has wrapped the words of the old one.
pub(crate) fn say(place: &Element, words: &str) -> Result<(), JsValue> {
    let said = document()?.create_element("span")?;
    said.set_text_content(Some(words));
    place.replace_children_with_node_1(&said);
    Ok(())
}

/// The words that an element has for something, with what stands for `{}` in them.
pub(crate) fn words(of: &Element, name: &str, with: &str) -> String {
    of.get_attribute(name).unwrap_or_default().replace("{}", with)
}

/// The elements of a list, which may go away while one goes through them.
pub(crate) fn elements(list: &NodeList) -> Vec<Element> {
    (0..list.length()).filter_map(|n| list.item(n)?.dyn_into().ok()).collect()
}
