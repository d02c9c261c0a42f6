//! Finding a name in a long list by typing a part of it.

use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlInputElement, KeyboardEvent};

use crate::page::{document, elements};

/// Shows the lines that have what was typed, and unfolds where they stand.
pub(crate) fn find(event: &Event) -> Result<(), JsValue> {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some((input, list)) = input.and_then(|input| input.get_attribute("data-find").map(|list| (input, list))) else {
        return Ok(());
    };
    let Some(list) = document()?.get_element_by_id(&list) else { return Ok(()) };
    let sought = plain(&input.value());
    for line in elements(&list.query_selector_all("li")?) {
        let is_found = sought.is_empty() || plain(&line.text_content().unwrap_or_default()).contains(&sought);
        line.toggle_attribute_with_force("hidden", !is_found)?;
    }
    for group in elements(&list.query_selector_all("details")?) {
        let is_ticked = |group: &Element| Ok::<_, JsValue>(group.query_selector("input:checked")?.is_some());
        let is_open = !sought.is_empty() && group.query_selector("li:not([hidden])")?.is_some() || is_ticked(&group)?;
        group.toggle_attribute_with_force("open", is_open)?;
    }
    Ok(())
}

/// In a finder the enter key finds, and on a choice it does nothing, where a form does not want to be sent by it.
pub(crate) fn keep_from_sending(event: &KeyboardEvent) -> Result<(), JsValue> {
    let Some(field) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return Ok(()) };
    if event.key() != "Enter" || !field.matches("input")? {
        return Ok(());
    }
    let form = field.dyn_ref::<HtmlInputElement>().and_then(HtmlInputElement::form);
    let is_guarded = form.map(|form| form.query_selector("button[name=enter]")).transpose()?.flatten().is_some();
    if field.has_attribute("data-find") || is_guarded {
        event.prevent_default();
    }
    Ok(())
}

/// A name as it is compared: without spaces, dots and what nobody sees.
fn plain(text: &str) -> String {
    let signs = |c: char| {
        c.is_whitespace()
            || matches!(c, '·' | '•' | '．' | '.' | '・' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    text.chars().filter(|c| !signs(*c)).collect()
}
