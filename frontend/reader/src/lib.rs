//! The program of readers: goes from page to page without reloading, and works the buttons that need a script.
//!
//! Readers outnumber those who work here by far, and their telephones are old. The server writes each page whole, so
//! nothing has to be rendered in their browsers: this program fetches the next page and puts it in place of this one.
//! Whoever signs in gets a new document, and with it the whole application (`frontend`), which takes the page over.

#![cfg(target_arch = "wasm32")]

mod buttons;
mod going;
mod page;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, MouseEvent, PopStateEvent, ScrollRestoration, SubmitEvent};

/// Listens for what readers do; called once a document.
///
/// # Errors
/// Where the browser has no window.
#[wasm_bindgen(start)]
pub fn start() -> Result<(), JsValue> {
    let window = page::window()?;
    // The page that one goes back to comes later than the browser would scroll.
    window.history()?.set_scroll_restoration(ScrollRestoration::Manual)?;
    page::opened()?;
    if let Some(y) = window.history()?.state()?.as_f64() {
        window.scroll_to_with_x_and_y(0.0, y);
    }
    listen(page::document()?.as_ref(), "click", |event| {
        let Ok(event) = event.dyn_into::<MouseEvent>() else { return Ok(()) };
        match going::link(&event)? {
            Some(url) => go(&event, url),
            None => buttons::press(&event),
        }
    })?;
    listen(page::document()?.as_ref(), "submit", |event| {
        let Ok(event) = event.dyn_into::<SubmitEvent>() else { return Ok(()) };
        match going::question(&event)? {
            Some(url) => go(&event, url),
            None => Ok(()),
        }
    })?;
    listen(&window, "pagehide", |_| going::remember_place())?;
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

/// Goes to an address instead of what the browser would do.
fn go(event: &Event, url: String) -> Result<(), JsValue> {
    event.prevent_default();
    going::remember_place()?;
    spawn_local(going::follow(url, going::Way::Forth));
    Ok(())
}

/// Calls a function for each event of a kind, as long as the document lives.
fn listen(
    target: &web_sys::EventTarget,
    kind: &str,
    heard: impl FnMut(Event) -> Result<(), JsValue> + 'static,
) -> Result<(), JsValue> {
    let heard = Closure::<dyn FnMut(Event) -> Result<(), JsValue>>::new(heard);
    target.add_event_listener_with_callback(kind, heard.as_ref().unchecked_ref())?;
    heard.forget();
    Ok(())
}
