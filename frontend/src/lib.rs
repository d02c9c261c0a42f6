//! Takes over the live components of a page, `[data-live]`, and lets go of them before the page goes.
//!
//! It is loaded by the program for everybody (`frontend/pages`) on pages that hold one, and is told by it, by events on the
//! document, when a page was opened and when it goes: each component's handle is dropped then, so that nothing is left of
//! a page that is gone.

#![cfg(target_arch = "wasm32")]

use std::any::Any;
use std::cell::RefCell;

use ground::vocabulary::Lang;
use leptos::mount::hydrate_from;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::prelude::*;
use live::{ChosenUnits, Units};
use web_sys::{Element, Event, EventTarget, HtmlElement, HtmlInputElement};

thread_local! {
    /// What the page that is shown holds.
    static MOUNTED: RefCell<Vec<Box<dyn Any>>> = const { RefCell::new(Vec::new()) };
}

/// Takes over what the page holds, and listens for the next; called once a document.
///
/// # Errors
/// Where a listener cannot be set.
#[wasm_bindgen(start)]
pub fn start() -> Result<(), JsValue> {
    mount()?;
    let document = document();
    listen(document.as_ref(), "page-opened", |_| {
        let _ = mount();
    })?
    .forget();
    listen(document.as_ref(), "page-goes", |_| MOUNTED.with_borrow_mut(Vec::clear))?.forget();
    Ok(())
}

fn mount() -> Result<(), JsValue> {
    let document = document();
    let root = document.document_element().and_then(|root| root.get_attribute("lang")).unwrap_or_default();
    let lang = if root == Lang::En.tag() { Lang::En } else { Lang::Zh };
    for place in elements(&document, "[data-live]")? {
        let place: HtmlElement = place.unchecked_into();
        if place.get_attribute("data-live").as_deref() == Some("units") {
            let form = place.get_attribute("data-form").unwrap_or_default();
            let mounted = units(place, form, lang)?;
            MOUNTED.with_borrow_mut(|all| all.push(mounted));
        }
    }
    Ok(())
}

/// The units of the papers that are ticked.
fn units(place: HtmlElement, form: String, lang: Lang) -> Result<Box<dyn Any>, JsValue> {
    // First as the server wrote it; what was ticked since follows.
    let papers = ArcRwSignal::new(ticked(&form, HtmlInputElement::default_checked)?);
    let shown = papers.clone();
    let handle = hydrate_from(place, move || view! { <ChosenUnits papers=shown.into() lang/> });
    papers.set(ticked(&form, HtmlInputElement::checked)?);
    let heard = move |_: Event| {
        if let Ok(now) = ticked(&form, HtmlInputElement::checked)
            && papers.with_untracked(|before| *before != now)
        {
            papers.set(now);
        }
    };
    let document = document();
    let target: &EventTarget = document.as_ref();
    let listener = listen(target, "change", heard.clone())?;
    let clicks = listen(target, "click", heard)?;
    let listening = [(listener, "change"), (clicks, "click")].map(|(listener, kind)| Listening { listener, kind });
    Ok(Box::new((handle, listening)))
}

/// A listener on the document, until it is dropped.
struct Listening {
    listener: Closure<dyn FnMut(Event)>,
    kind: &'static str,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = document().remove_event_listener_with_callback(self.kind, self.listener.as_ref().unchecked_ref());
    }
}

fn listen(
    target: &EventTarget,
    kind: &str,
    heard: impl FnMut(Event) + 'static,
) -> Result<Closure<dyn FnMut(Event)>, JsValue> {
    let heard = Closure::<dyn FnMut(Event)>::new(heard);
    target.add_event_listener_with_callback(kind, heard.as_ref().unchecked_ref())?;
    Ok(heard)
}

/// The units of each box of a form that is ticked in the sense asked for.
fn ticked(form: &str, is_ticked: fn(&HtmlInputElement) -> bool) -> Result<Vec<Units>, JsValue> {
    let boxes = elements(&document(), &format!("input[type=checkbox][form={form}][data-units]"))?;
    let ticked = boxes.iter().filter(|tick| tick.dyn_ref::<HtmlInputElement>().is_some_and(is_ticked));
    let units = ticked.map(|tick| tick.get_attribute("data-units").unwrap_or_default());
    Ok(units.map(|units| units.split('|').filter(|unit| !unit.is_empty()).map(str::to_owned).collect()).collect())
}

fn elements(document: &web_sys::Document, selector: &str) -> Result<Vec<Element>, JsValue> {
    let list = document.query_selector_all(selector)?;
    Ok((0..list.length()).filter_map(|n| list.item(n)?.dyn_into().ok()).collect())
}
