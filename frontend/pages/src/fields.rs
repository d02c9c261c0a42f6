//! The fields of a form, whatever they are: what stands in them, and whether anybody has touched them.

use wasm_bindgen::prelude::*;
use web_sys::{
    Element, HtmlFormElement, HtmlInputElement, HtmlOptionElement, HtmlSelectElement, HtmlTextAreaElement, Url,
    UrlSearchParams,
};

use crate::page::window;

/// Where a form goes. Its properties may be fields of these names instead, so that its attributes are asked.
pub(crate) fn action(form: &HtmlFormElement) -> Result<Url, JsValue> {
    Url::new_with_base(&form.get_attribute("action").unwrap_or_default(), &window()?.location().href()?)
}

/// Whether a form changes something.
pub(crate) fn is_post(form: &HtmlFormElement) -> bool {
    form.get_attribute("method").is_some_and(|method| method.eq_ignore_ascii_case("post"))
}

/// The elements of a form.
pub(crate) fn of(form: &HtmlFormElement) -> Vec<Element> {
    let all = form.elements();
    (0..all.length()).filter_map(|n| all.item(n)).collect()
}

/// Whether something stands in a form that did not come with the page.
pub(crate) fn are_touched(form: &HtmlFormElement) -> bool {
    of(form).iter().any(is_touched)
}

fn is_touched(element: &Element) -> bool {
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        // A parser and a field need not break lines alike.
        return area.value().replace('\r', "") != area.default_value().unwrap_or_default().replace('\r', "");
    }
    if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        let options = select.options();
        let options: Vec<HtmlOptionElement> =
            (0..options.length()).filter_map(|n| options.get_with_index(n)?.dyn_into().ok()).collect();
        // Where no option is marked, the first is chosen.
        let usual = options.iter().position(HtmlOptionElement::default_selected).unwrap_or(0);
        return usize::try_from(select.selected_index()).is_ok_and(|chosen| chosen != usual);
    }
    let Some(input) = element.dyn_ref::<HtmlInputElement>() else { return false };
    match input.type_().as_str() {
        "hidden" | "submit" | "button" | "file" => false,
        "radio" | "checkbox" => input.checked() != input.default_checked(),
        _ => input.value() != input.default_value(),
    }
}

/// Puts what was kept into a form.
pub(crate) fn fill(form: &HtmlFormElement, kept: &UrlSearchParams) -> Result<(), JsValue> {
    for element in of(form) {
        let name = element.get_attribute("name").unwrap_or_default();
        if let Some(input) = element.dyn_ref::<HtmlInputElement>()
            && matches!(input.type_().as_str(), "radio" | "checkbox")
        {
            input.set_checked(kept.get(&name).is_some_and(|value| value == input.value()));
            continue;
        }
        let Some(value) = kept.get(&name) else { continue };
        if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
            area.set_value(&value);
        } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
            select.set_value(&value);
        } else if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            input.set_value(&value);
        }
        // A row that has text is shown.
        if !value.is_empty()
            && let Some(row) = element.closest("[data-row]")?
        {
            row.remove_attribute("hidden")?;
        }
    }
    Ok(())
}
