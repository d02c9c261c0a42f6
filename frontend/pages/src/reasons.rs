//! Long texts outside of drafts (a reason, a record, an answer): kept in the browser while they are typed, by person, page
//! and field, and put back where the field is empty when that person comes again.

use js_sys::Date;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlFormElement, HtmlTextAreaElement, Storage};

use crate::page::{document, elements, unfold, window};
use crate::posting::said;

/// The fields that are kept.
const FIELDS: &str = "form:not([data-autosave]) textarea[data-max]";
/// For how long, in milliseconds: a week.
const KEPT: u64 = 7 * 24 * 60 * 60 * 1000;

fn storage() -> Option<Storage> {
    window().ok()?.local_storage().ok().flatten()
}

/// Where a field's text is kept; nowhere for who is not signed in.
fn key(area: &HtmlTextAreaElement) -> Result<Option<String>, JsValue> {
    let person = document()?.query_selector("[data-me]")?.and_then(|me| me.get_attribute("data-me"));
    let path = window()?.location().pathname()?;
    Ok(person.filter(|_| !area.id().is_empty()).map(|person| format!("text:{person}:{path}:{}", area.id())))
}

/// Keeps what was typed into a field; an empty field keeps nothing.
pub(crate) fn typed(field: &Element) -> Result<(), JsValue> {
    let (Some(area), true) = (field.dyn_ref::<HtmlTextAreaElement>(), field.matches(FIELDS)?) else { return Ok(()) };
    let (Some(key), Some(storage)) = (key(area)?, storage()) else { return Ok(()) };
    let text = area.value();
    // A browser may have no room, or keep nothing at all.
    if text.trim().is_empty() {
        storage.remove_item(&key)
    } else {
        storage.set_item(&key, &format!("{}\n{text}", Date::now() as u64)).or(Ok(()))
    }
}

/// Puts back what was kept for the fields of a page that are empty, and says so.
pub(crate) fn opened(document: &Document) -> Result<(), JsValue> {
    let Some(storage) = storage() else { return Ok(()) };
    for field in elements(&document.query_selector_all(FIELDS)?) {
        let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() else { continue };
        let Some(key) = key(area)? else { continue };
        let Some(kept) = storage.get_item(&key)? else { continue };
        let (at, text) = kept.split_once('\n').unwrap_or_default();
        let age = (Date::now() as u64).saturating_sub(at.parse().unwrap_or_default());
        if age > KEPT {
            storage.remove_item(&key)?;
        } else if area.value().trim().is_empty() {
            area.set_value(text);
            let note = said("restored")?;
            area.after_with_node_1(&note)?;
            unfold(&field)?;
        }
    }
    Ok(())
}

/// A form got through: its texts are the server's now.
pub(crate) fn sent(form: &HtmlFormElement) -> Result<(), JsValue> {
    let Some(storage) = storage() else { return Ok(()) };
    for field in elements(&form.query_selector_all("textarea[data-max]")?) {
        if let Some(key) = field.dyn_ref::<HtmlTextAreaElement>().map(key).transpose()?.flatten() {
            storage.remove_item(&key)?;
        }
    }
    Ok(())
}
