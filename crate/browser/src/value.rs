use serde::{Serialize, de::DeserializeOwned};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use crate::EdgeError;

/// A plain JavaScript value of it, as JSON would have it: objects, `null` for nothing.
pub fn to_js<T: Serialize>(value: &T) -> Result<JsValue, EdgeError> {
    value.serialize(&Serializer::json_compatible()).map_err(|error| EdgeError::Shape(error.to_string()))
}

/// The value of that type in a JavaScript value.
pub fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, EdgeError> {
    serde_wasm_bindgen::from_value(value).map_err(|error| EdgeError::Shape(error.to_string()))
}
