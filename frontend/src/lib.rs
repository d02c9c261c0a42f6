//! Takes over the server-rendered page in the browser, and does nothing else.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the script that the server puts into each page.
#[wasm_bindgen]
pub fn hydrate() {
    app::hydrate();
}
