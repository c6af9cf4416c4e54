use js_sys::{Array, Reflect};
use serde::{Serialize, de::DeserializeOwned};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

use crate::EdgeError;

/// A plain JavaScript value of it, as JSON would have it: objects, `null` for nothing.
pub fn to_js<T: Serialize>(value: &T) -> Result<JsValue, EdgeError> {
    value.serialize(&Serializer::json_compatible()).map_err(|error| EdgeError::Shape(error.to_string()))
}

/// The value of that type in a JavaScript value.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, EdgeError> {
    // It is worded as JavaScript words an error.
    let why = |error: serde_wasm_bindgen::Error| error.to_string().trim_start_matches("Error: ").to_owned();
    serde_wasm_bindgen::from_value(value).map_err(|error| EdgeError::Shape(why(error)))
}

/// The texts in the list of that name in that part of an object; none where it is something else.
pub fn texts(object: &JsValue, part: &str, list: &str) -> Vec<String> {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
    let list = get(object, part).and_then(|part| get(&part, list)).and_then(|list| list.dyn_into::<Array>().ok());
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.get(at).as_string()).collect()
}
