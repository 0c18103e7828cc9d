//! The browser's library: wakes the islands that the server has rendered.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by `start.js`; the islands follow one by one.
#[wasm_bindgen]
pub fn hydrate() {
    // Naming the crate keeps its islands in the library.
    app::wake();
    leptos::mount::hydrate_islands();
}
