//! The buttons that only a script can work: print this page, copy a text.

use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlDocument, MouseEvent};

use crate::page::{document, window};

/// Does what the pressed button says.
pub(crate) fn press(event: &MouseEvent) -> Result<(), JsValue> {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let button = element.map(|element| element.closest("[data-script]")).transpose()?.flatten();
    let Some(button) = button else { return Ok(()) };
    match button.get_attribute("data-script").as_deref() {
        Some("print") => window()?.print(),
        Some("copy") => {
            let from = button.get_attribute("data-from").unwrap_or_default();
            let is_copied = copy(&from)?;
            let word = button.get_attribute("data-done").filter(|_| is_copied);
            if let Some(status) = button.next_element_sibling() {
                status.set_text_content(word.as_deref());
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Selects a text and copies it, in the way that needs no https: a county's network has none.
fn copy(from: &str) -> Result<bool, JsValue> {
    let (Some(text), Some(selection)) = (document()?.get_element_by_id(from), window()?.get_selection()?) else {
        return Ok(false);
    };
    selection.select_all_children(&text)?;
    document()?.unchecked_into::<HtmlDocument>().exec_command("copy")
}
