//! What a module that runs in a page says to the background and to whoever asks it, as plain values of JavaScript.

use js_sys::{Array, Object, Reflect};
use keyturn_core::message::plain::{Fields, Plain};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Tells the background; nobody waits for an answer (`extension/parts.js`).
    #[wasm_bindgen(js_namespace = keyturnParts, js_name = tell)]
    fn say(message: &JsValue);
    /// Tells it and waits, at most five seconds; then the engine has what is held go on.
    #[wasm_bindgen(js_namespace = keyturnParts, js_name = release)]
    fn say_and_release(message: &JsValue);
}

/// Tells the background. What does not arrive is lost.
pub fn tell(message: Fields) {
    say(&object(message));
}

/// Tells the background that what is held is let go; it goes when that is written down.
pub fn release(message: Fields) {
    say_and_release(&object(message));
}

/// These fields as an object.
pub fn object(fields: Fields) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // An object of our own takes what it is given.
        let _ = Reflect::set(&object, &name.into(), &js(value));
    }
    object.into()
}

fn js(value: Plain) -> JsValue {
    match value {
        Plain::Nothing => JsValue::NULL,
        Plain::Is(is) => is.into(),
        Plain::Number(number) => number.into(),
        Plain::Text(text) => JsValue::from_str(&text),
        Plain::List(values) => {
            let list = Array::new();
            for value in values {
                list.push(&js(value));
            }
            list.into()
        }
    }
}
