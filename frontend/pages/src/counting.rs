//! Counts beside what is typed and ticked.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Event, HtmlInputElement, HtmlTextAreaElement};

use crate::page::{document, elements, say, words};

/// Counts what an event has changed.
pub(crate) fn count(event: &Event) -> Result<(), JsValue> {
    let Some(target) = event.target() else { return Ok(()) };
    if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        return count_characters(&document()?, area);
    }
    match target.dyn_ref::<HtmlInputElement>().and_then(|input| input.get_attribute("form")) {
        Some(form) => count_ticks(&document()?, &form),
        None => Ok(()),
    }
}

/// Counts everything that a page has to count.
pub(crate) fn count_all(document: &Document) -> Result<(), JsValue> {
    for area in elements(&document.query_selector_all("textarea[data-max]")?) {
        if let Some(area) = area.dyn_ref() {
            count_characters(document, area)?;
        }
    }
    for form in elements(&document.query_selector_all("form[id]")?) {
        // A form may have a field called `id`, which then is what its property answers.
        count_ticks(document, &form.get_attribute("id").unwrap_or_default())?;
    }
    Ok(())
}

/// How many characters are left, as the server counts them.
pub(crate) fn count_characters(document: &Document, area: &HtmlTextAreaElement) -> Result<(), JsValue> {
    let max = area.get_attribute("data-max").and_then(|max| max.parse::<i32>().ok());
    let (Some(max), Some(place)) = (max, document.get_element_by_id(&format!("{}-left", area.id()))) else {
        return Ok(());
    };
    let text = area.value();
    let length = i32::try_from(text.trim().chars().filter(|c| *c != '\r').count()).unwrap_or(i32::MAX);
    let left = max.saturating_sub(length);
    let (name, n) = if left < 0 { ("data-over", -left) } else { ("data-left", left) };
    place.class_list().toggle_with_force("left-over", left < 0)?;
    say(&place, &words(&place, name, &n.to_string()))
}

/// How many boxes of a form are ticked, on its button.
pub(crate) fn count_ticks(document: &Document, form: &str) -> Result<(), JsValue> {
    let Some(button) = document.query_selector(&format!("#{form} [data-some]"))? else { return Ok(()) };
    let ticks = elements(&document.query_selector_all(&format!("input[type=checkbox][form={form}]"))?);
    let is_ticked = |tick: &&Element| tick.dyn_ref::<HtmlInputElement>().is_some_and(HtmlInputElement::checked);
    let n = ticks.iter().filter(is_ticked).count();
    say(&button, &words(&button, if n == 0 { "data-none" } else { "data-some" }, &n.to_string()))
}
