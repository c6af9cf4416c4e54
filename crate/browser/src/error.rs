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
            Some(error) => [&String::from(error.name()), ": ", &String::from(error.message())].concat(),
            None => value.as_string().unwrap_or_else(|| "an error without words".to_owned()),
        };
        Self::Thrown(said)
    }
}

impl EdgeError {
    /// What is said of it.
    pub fn said(&self) -> String {
        match self {
            Self::Thrown(said) | Self::Shape(said) => said.clone(),
            Self::Missing(name) => [name, " is missing"].concat(),
        }
    }
}

impl fmt::Display for EdgeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said())
    }
}

impl From<JsValue> for EdgeError {
    fn from(value: JsValue) -> Self {
        Self::thrown(value)
    }
}
