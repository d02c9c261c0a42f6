//! The buttons that only a script can work, by their `data-script`.

use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlDocument, HtmlInputElement, MouseEvent};

use crate::counting::count_ticks;
use crate::page::{document, elements, say, unfold, window};
use crate::{draft, going};

/// Does what the pressed button says; unfolds where a link leads within the page.
pub(crate) fn press(event: &MouseEvent) -> Result<(), JsValue> {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return Ok(()) };
    if let Some(place) = going::place(&element)? {
        unfold(&place)?;
    }
    let Some(button) = element.closest("button[data-script]")? else { return Ok(()) };
    match button.get_attribute("data-script").unwrap_or_default().as_str() {
        "print" => window()?.print()?,
        "copy" => {
            let is_copied = copy(&button.get_attribute("data-from").unwrap_or_default())?;
            let word = button.get_attribute("data-done").filter(|_| is_copied).unwrap_or_default();
            if let Some(status) = button.next_element_sibling() {
                say(&status, &word)?;
            }
        }
        "tick-all" => tick(&button, true)?,
        "tick-none" => tick(&button, false)?,
        "more" => more(&button)?,
        "restore" => draft::restore(&button)?,
        "discard" => draft::discard(&button)?,
        _ => {}
    }
    Ok(())
}

/// Selects a text and copies it, in the way that needs no https: a county's network has none.
fn copy(from: &str) -> Result<bool, JsValue> {
    let (Some(text), Some(selection)) = (document()?.get_element_by_id(from), window()?.get_selection()?) else {
        return Ok(false);
    };
    selection.select_all_children(&text)?;
    document()?.unchecked_into::<HtmlDocument>().exec_command("copy")
}

/// Ticks the boxes of a button's form, or none.
fn tick(button: &Element, all: bool) -> Result<(), JsValue> {
    let form = button.closest("form")?.and_then(|form| form.get_attribute("id")).unwrap_or_default();
    for tick in elements(&document()?.query_selector_all(&format!("input[type=checkbox][form={form}]"))?) {
        if let Some(tick) = tick.dyn_ref::<HtmlInputElement>() {
            tick.set_checked(all);
        }
    }
    count_ticks(&document()?, &form)
}

/// Shows the next row that is still hidden.
fn more(button: &Element) -> Result<(), JsValue> {
    let Some(group) = button.closest("fieldset")? else { return Ok(()) };
    let hidden = elements(&group.query_selector_all("[data-row][hidden]")?);
    if let Some(row) = hidden.first() {
        row.remove_attribute("hidden")?;
    }
    if hidden.len() < 2 {
        button.set_attribute("hidden", "")?;
    }
    Ok(())
}
