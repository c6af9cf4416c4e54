use std::fmt;

use wasm_bindgen::{JsCast, JsValue};

/// What went wrong at the edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EdgeError {
    /// The browser threw or rejected; what it said.
    Thrown(String),
    /// A value has not the shape that was expected; what does not fit.
    Shape(String),
    /// Something that should be on the page or in the browser is not there; its name.
    Missing(&'static str),
}

impl EdgeError {
    /// What a caught JavaScript value says of itself: an error's name and message, or the text of anything else.
    pub fn thrown(value: JsValue) -> Self {
        let said = match value.dyn_ref::<js_sys::Error>() {
            Some(error) => format!("{}: {}", error.name(), error.message()),
            None => value.as_string().unwrap_or_else(|| "an error without words".to_owned()),
        };
        Self::Thrown(said)
    }
}

impl fmt::Display for EdgeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Thrown(said) => f.write_str(said),
            Self::Shape(what) => write!(f, "unexpected shape: {what}"),
            Self::Missing(name) => write!(f, "{name} is missing"),
        }
    }
}

impl From<JsValue> for EdgeError {
    fn from(value: JsValue) -> Self {
        Self::thrown(value)
    }
}
