//! The module that asks and tells (`keyturn-dialogs`). It is asked for when a page speaks of the hash, at the latest by a press
//! of the reset. Without it, the guard asks by itself.

use js_sys::Array;
use keyturn_core::bringing::Need;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, Event, HtmlFormElement, KeyboardEvent, ShadowRoot};

use super::Part;

/// Its name.
pub const NAME: &str = "dialogs";

thread_local! {
    pub(super) static PART: Part = const { Part::new(NAME) };
}

#[wasm_bindgen]
extern "C" {
    /// Its exports (`crate/dialogs/src/lib.rs`).
    pub type Dialogs;
    #[wasm_bindgen(method, catch)]
    fn begin(this: &Dialogs, root: &ShadowRoot, change: &JsValue, content: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn end(this: &Dialogs) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn ask(this: &Dialogs, number: Option<&str>, company: Option<&str>, is_prompts: bool) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn cancel(this: &Dialogs) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn play(
        this: &Dialogs,
        control: &Element,
        pressed: &Element,
        press: &str,
        key: &str,
        form: Option<&HtmlFormElement>,
    ) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn key(this: &Dialogs, event: &KeyboardEvent, is_ours: bool) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn click(this: &Dialogs, control: &Element) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn copies(this: &Dialogs, event: &Event) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn look(this: &Dialogs, places: &Array, fields: &Array, number: Option<&str>) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = hashFree)]
    pub fn hash_free(this: &Dialogs) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn expect(this: &Dialogs, places: &Array, fields: &Array) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn place(this: &Dialogs) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn nodes(this: &Dialogs) -> Result<Array, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn pressed(this: &Dialogs, target: &JsValue) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn copied(this: &Dialogs, event: &Event) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = wasOverwritten)]
    pub fn was_overwritten(this: &Dialogs) -> Result<bool, JsValue>;
}

/// Has it come: something is held.
pub fn bring() {
    PART.with(Part::bring);
}

/// Has it come when the page has a moment: it may be needed soon, and is to be there at once then.
pub fn foresee() {
    PART.with(|part| part.foresee(Need::Foreseen));
}

/// Whether it is there.
pub fn are_there() -> bool {
    PART.with(Part::is_there)
}

/// Begins in this root of ours, if it is there. False if it is not.
pub fn begin_in(root: &ShadowRoot, change: &JsValue) -> bool {
    let begin = |module: &JsValue, content: &JsValue| module.unchecked_ref::<Dialogs>().begin(root, change, content);
    super::ask(&PART, begin).is_some()
}

/// Takes everything of its away.
pub fn end() {
    ask(Dialogs::end);
}

/// Asks something of it; none if it is not there, or breaks down.
pub fn ask<T>(what: impl FnOnce(&Dialogs) -> Result<T, JsValue>) -> Option<T> {
    super::ask(&PART, |module, _| what(module.unchecked_ref()))
}
