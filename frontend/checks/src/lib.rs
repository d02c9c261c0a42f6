//! The rules of fields and the hints on a text, while somebody types: the very rules by which the server decides, for
//! pages on which one writes. The server checks everything again; whoever has not this program loses nothing.
//!
//! A field says with `data-check` which rule it has, and what is wrong goes beside it; the places of hints say with
//! `data-hints` of which field they tell. It listens to the document, so that it needs to know nothing of pages that come
//! and go.

#![cfg(target_arch = "wasm32")]

use std::cell::Cell;

use domain::check::Check;
use domain::proposal::advice::advise;
use domain::proposal::draft::{Draft, MAX_ASKS};
use ground::vocabulary::Lang;
use wasm_bindgen::prelude::*;
use web_sys::{
    Document, Element, Event, EventTarget, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, InputEvent, Window,
};

/// What is wrong is told a moment after a field is left: it is left by pressing on something else, which a message that
/// comes or goes would move away from under the pointer.
const SETTLE: i32 = 250;
/// Hints come when the typing rests.
const REST: i32 = 700;

thread_local! {
    /// How often something was typed.
    static TURN: Cell<u32> = const { Cell::new(0) };
}

/// Listens to what is typed; called once a document.
///
/// # Errors
/// Where the browser has no window.
#[wasm_bindgen(start)]
pub fn start() -> Result<(), JsValue> {
    let document = document()?;
    let heard = Closure::<dyn FnMut(Event) -> Result<(), JsValue>>::new(|event: Event| match event.target() {
        Some(target) if !event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing) => {
            check(&target, event.type_() == "change")?;
            hint(&target)
        }
        _ => Ok(()),
    });
    let target: &EventTarget = document.as_ref();
    for kind in ["input", "change", "compositionend"] {
        target.add_event_listener_with_callback(kind, heard.as_ref().unchecked_ref())?;
    }
    heard.forget();
    Ok(())
}

fn window() -> Result<Window, JsValue> {
    web_sys::window().ok_or_else(|| "no window".into())
}

fn document() -> Result<Document, JsValue> {
    window()?.document().ok_or_else(|| "no document".into())
}

fn lang() -> Result<Lang, JsValue> {
    let root = document()?.document_element();
    let tag = root.and_then(|root| root.get_attribute("lang")).unwrap_or_default();
    Ok(if tag == Lang::En.tag() { Lang::En } else { Lang::Zh })
}

/// Calls a function later.
fn later(wait: i32, then: impl FnOnce() -> Result<(), JsValue> + 'static) -> Result<(), JsValue> {
    let then = Closure::once_into_js(then);
    window()?.set_timeout_with_callback_and_timeout_and_arguments_0(then.unchecked_ref(), wait).map(drop)
}

/// What stands in a field of text.
fn value(field: &Element) -> Option<String> {
    let area = field.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value);
    area.or_else(|| field.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value))
}

/// Checks a field when it is left; while it is wrong, at each key until it is right.
fn check(target: &EventTarget, is_left: bool) -> Result<(), JsValue> {
    let Some(field) = target.dyn_ref::<Element>() else { return Ok(()) };
    let Some(check) = field.get_attribute("data-check").and_then(|code| Check::from_code(&code)) else {
        return settle_choice(field);
    };
    let Some(value) = value(field) else { return Ok(()) };
    let is_wrong = field.get_attribute("aria-invalid").is_some_and(|wrong| wrong == "true");
    let lang = lang()?;
    let words = check.of(&value).err().map(|problem| problem.sentence(lang));
    if is_left {
        let field = field.clone();
        return later(SETTLE, move || tell(&field, words.as_deref()));
    }
    if is_wrong { tell(field, words.as_deref()) } else { Ok(()) }
}

/// A choice that was made anew, or a tick, is not wrong any more as far as anybody can know here.
fn settle_choice(field: &Element) -> Result<(), JsValue> {
    let is_choice = field.tag_name() == "SELECT" || field.matches("input[type=radio], input[type=checkbox]")?;
    if is_choice && field.closest(".field-wrong")?.is_some() { tell(field, None) } else { Ok(()) }
}

/// Puts what is wrong beside a field, or takes it away.
fn tell(field: &Element, words: Option<&str>) -> Result<(), JsValue> {
    let Some(around) = field.closest(".field")? else { return Ok(()) };
    around.class_list().toggle_with_force("field-wrong", words.is_some())?;
    if field.has_attribute("aria-invalid") {
        field.set_attribute("aria-invalid", if words.is_some() { "true" } else { "false" })?;
    }
    match around.query_selector(".problem")? {
        Some(place) => say(&place, words.unwrap_or_default()),
        None => Ok(()),
    }
}

/// Says something where an element stands. A new element each time: a translator has wrapped the words of the old one.
fn say(place: &Element, words: &str) -> Result<(), JsValue> {
    if place.text_content().unwrap_or_default() == words {
        return Ok(());
    }
    let said = document()?.create_element("span")?;
    said.set_text_content(Some(words));
    place.replace_children_with_node_1(&said);
    Ok(())
}

/// Looks at the text when the typing rests, on a page that has places for hints.
fn hint(target: &EventTarget) -> Result<(), JsValue> {
    let Some(form) = target.dyn_ref::<Element>().map(|field| field.closest("form")).transpose()?.flatten() else {
        return Ok(());
    };
    let Some(form) = form.dyn_into::<HtmlFormElement>().ok() else { return Ok(()) };
    if form.query_selector("[data-hints]")?.is_none() {
        return Ok(());
    }
    let turn = TURN.get() + 1;
    TURN.set(turn);
    later(REST, move || if TURN.get() == turn { look(&form) } else { Ok(()) })
}

fn look(form: &HtmlFormElement) -> Result<(), JsValue> {
    let field = |name: &str| {
        let field = form.elements().named_item(&format!("draft{name}")).and_then(|field| field.dyn_into().ok());
        field.and_then(|field: Element| value(&field)).unwrap_or_default()
    };
    let draft = Draft {
        title: field("[title]"),
        problem: field("[problem]"),
        analysis: field("[analysis]"),
        asks: (0..MAX_ASKS).map(|n| field(&format!("[asks][{n}]"))).collect(),
        ..Draft::default()
    };
    let (advice, lang) = (advise(&draft), lang()?);
    let places = form.query_selector_all("[data-hints]")?;
    for place in (0..places.length()).filter_map(|n| places.item(n)?.dyn_into::<Element>().ok()) {
        let of = place.get_attribute("data-hints").unwrap_or_default();
        let told: Vec<String> =
            advice.iter().filter(|advice| advice.field == of).map(|advice| advice.sentence(lang)).collect();
        show(&place, &told)?;
    }
    Ok(())
}

/// Shows the hints on one field. What is read out once need not be read out again.
fn show(place: &Element, told: &[String]) -> Result<(), JsValue> {
    let word = place.get_attribute("data-word").unwrap_or_default();
    let shown: String = told.iter().map(|sentence| format!("{word} {sentence}")).collect();
    if place.text_content().unwrap_or_default() == shown {
        return Ok(());
    }
    place.replace_children_with_node_0();
    for sentence in told {
        let (line, bold) = (document()?.create_element("p")?, document()?.create_element("b")?);
        bold.set_text_content(Some(&word));
        line.append_with_node_1(&bold)?;
        line.append_with_str_1(&format!(" {sentence}"))?;
        place.append_with_node_1(&line)?;
    }
    Ok(())
}
