//! The module that reads and paints the account numbers (`keyturn-account`). It is asked for when a page speaks of one. Without
//! it, nothing is painted, and the guard asks without a number.

use js_sys::{Array, Set};
use keyturn_core::bringing::Need;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, Event, ShadowRoot};

use super::Part;

/// Its name.
pub const NAME: &str = "account";

thread_local! {
    pub(super) static PART: Part = const { Part::new(NAME) };
}

#[wasm_bindgen]
extern "C" {
    /// Its exports (`crate/account/src/lib.rs`).
    pub type Account;
    #[wasm_bindgen(method, catch)]
    fn begin(
        this: &Account,
        root: &ShadowRoot,
        change: &JsValue,
        roots: &Set,
        content: &JsValue,
    ) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn end(this: &Account) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn read(this: &Account, labels: &Array, fields: &Array, is_laid_out: bool) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn first(this: &Account) -> Result<Array, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn numbers(this: &Account) -> Result<Array, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn nodes(this: &Account) -> Result<Array, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn place(this: &Account) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = isLaidOut)]
    pub fn is_laid_out(this: &Account) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn click(this: &Account, control: &Element) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn copies(this: &Account, event: &Event) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn find(this: &Account, change: &JsValue, labels: &Array, fields: &Array) -> Result<Array, JsValue>;
}

/// Has it come now: the page speaks of a number.
pub fn foresee() {
    PART.with(|part| part.foresee(Need::Urgent));
}

/// Whether it is on its way, and worth waiting for.
pub fn is_expected() -> bool {
    PART.with(Part::is_expected)
}

/// Whether it is still to be asked for.
pub fn is_left_to_ask_for() -> bool {
    PART.with(|part| part.is_left_to_ask_for(Need::Urgent))
}

/// Whether it is there.
pub fn is_there() -> bool {
    PART.with(Part::is_there)
}

/// Whether it was asked for in vain.
pub fn is_missing() -> bool {
    PART.with(|part| !part.is_there() && !part.course.get().is_smooth())
}

/// Begins in this root of ours, if it is there, with these roots of the page's. False if it is not.
pub fn begin_in(root: &ShadowRoot, change: &JsValue, roots: &Set) -> bool {
    let begin =
        |module: &JsValue, content: &JsValue| module.unchecked_ref::<Account>().begin(root, change, roots, content);
    super::ask(&PART, begin).is_some()
}

/// Takes everything of its away.
pub fn end() {
    ask(Account::end);
}

/// Asks something of it; none if it is not there, or breaks down.
pub fn ask<T>(what: impl FnOnce(&Account) -> Result<T, JsValue>) -> Option<T> {
    super::ask(&PART, |module, _| what(module.unchecked_ref()))
}
