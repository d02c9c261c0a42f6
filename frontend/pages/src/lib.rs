//! The program for everybody: goes from page to page and posts forms without reloading, and works what pages mark.
//!
//! The server writes each page whole, and every form posts and redirects; nothing is rendered here. What a page wants of
//! this program stands in its markup, in attributes `data-…` with the words that it says in the reader's language, so that
//! a new page costs no byte here. One listener for each kind of event sits on the document and reads the page at each
//! event: what was typed or chosen before the program came is there, and nothing is ever set back.

#![cfg(target_arch = "wasm32")]

mod buttons;
mod counting;
mod draft;
mod fields;
mod finder;
mod going;
mod more;
mod page;
mod posting;
mod reasons;
mod upload;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    Element, Event, EventTarget, InputEvent, KeyboardEvent, MouseEvent, PageTransitionEvent, PopStateEvent,
    ScrollRestoration, SubmitEvent,
};

/// Listens for what people do; called once a document.
///
/// # Errors
/// Where the browser has no window.
#[wasm_bindgen(start)]
pub fn start() -> Result<(), JsValue> {
    let window = page::window()?;
    let document = page::document()?;
    let document: &EventTarget = document.as_ref();
    // The page that one goes back to comes later than the browser would scroll.
    window.history()?.set_scroll_restoration(ScrollRestoration::Manual)?;
    page::opened()?;
    if let Some(y) = window.history()?.state()?.as_f64() {
        window.scroll_to_with_x_and_y(0.0, y);
    }
    listen(document, "click", |event| {
        let Ok(event) = event.dyn_into::<MouseEvent>() else { return Ok(()) };
        match going::link(&event)? {
            Some(url) => go(&event, url),
            None => buttons::press(&event),
        }
    })?;
    listen(document, "submit", |event| {
        let Ok(event) = event.dyn_into::<SubmitEvent>() else { return Ok(()) };
        match going::question(&event)? {
            Some(url) => go(&event, url),
            None => posting::submit(&event),
        }
    })?;
    for kind in ["input", "change", "compositionend"] {
        listen(document, kind, |event| if is_composing(&event) { Ok(()) } else { typed(&event) })?;
    }
    listen(document, "keydown", |event| match event.dyn_into::<KeyboardEvent>() {
        Ok(event) => finder::keep_from_sending(&event),
        Err(_) => Ok(()),
    })?;
    listen(&window, "online", |_| draft::send_now())?;
    listen(&window, "hashchange", |_| page::reveal_place())?;
    listen(&window, "pagehide", |_| {
        going::remember_place()?;
        draft::leave()
    })?;
    // A browser may keep a page that was left as it was, and show it again.
    listen(&window, "pageshow", |event| match event.dyn_into::<PageTransitionEvent>() {
        Ok(event) if event.persisted() => draft::opened(&page::document()?),
        _ => Ok(()),
    })?;
    listen(&window, "popstate", |event| {
        let y = event.dyn_into::<PopStateEvent>().ok().and_then(|event| event.state().as_f64()).unwrap_or(0.0);
        // Within one page the browser itself goes to the place.
        if going::is_elsewhere()? {
            let url = page::window()?.location().href()?;
            spawn_local(going::follow(url, going::Way::Back { y }));
        }
        Ok(())
    })
}

/// Something was typed, ticked or chosen.
fn typed(event: &Event) -> Result<(), JsValue> {
    counting::count(event)?;
    finder::find(event)?;
    upload::chosen(event)?;
    if let Some(field) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
        reasons::typed(&field)?;
    }
    draft::typed(event)
}

/// Whether an input method is still at it: what it shows is not what will be written.
fn is_composing(event: &Event) -> bool {
    event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing)
}

/// Goes to an address instead of what the browser would do.
fn go(event: &Event, url: String) -> Result<(), JsValue> {
    event.prevent_default();
    going::remember_place()?;
    spawn_local(going::follow(url, going::Way::Forth));
    Ok(())
}

/// Calls a function for each event of a kind, as long as the document lives.
fn listen(
    target: &EventTarget,
    kind: &str,
    heard: impl FnMut(Event) -> Result<(), JsValue> + 'static,
) -> Result<(), JsValue> {
    let heard = Closure::<dyn FnMut(Event) -> Result<(), JsValue>>::new(heard);
    target.add_event_listener_with_callback(kind, heard.as_ref().unchecked_ref())?;
    heard.forget();
    Ok(())
}
