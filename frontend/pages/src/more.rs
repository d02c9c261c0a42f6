//! The programs that only some pages need: each is loaded by the first page that has a use for it.

use std::cell::RefCell;

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Document, Event};

use crate::page::window;

/// What has a use for a program, and where the document says its addresses.
const MORE: [(&str, &str); 2] = [("[data-check], [data-hints]", "data-checks"), ("[data-live]", "data-components")];

thread_local! {
    static LOADED: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// Loads what a page needs, and tells those that are there that it was opened.
pub(crate) fn opened(document: &Document) -> Result<(), JsValue> {
    document.dispatch_event(&Event::new("page-opened")?)?;
    let root = document.document_element().ok_or("no document")?;
    for (needs, name) in MORE {
        if document.query_selector(needs)?.is_none() || LOADED.with_borrow(|loaded| loaded.contains(&name)) {
            continue;
        }
        let addresses = root.get_attribute(name).unwrap_or_default();
        let Some((script, wasm)) = addresses.split_once(' ') else { continue };
        LOADED.with_borrow_mut(|loaded| loaded.push(name));
        // The document's own script loads: a policy lets nothing else do it.
        let load: Function = Reflect::get(&window()?.into(), &"loadProgram".into())?.dyn_into()?;
        load.call2(&JsValue::UNDEFINED, &script.into(), &wasm.into())?;
    }
    Ok(())
}

/// Tells that the page goes.
pub(crate) fn leave(document: &Document) -> Result<(), JsValue> {
    document.dispatch_event(&Event::new("page-goes")?).map(drop)
}
