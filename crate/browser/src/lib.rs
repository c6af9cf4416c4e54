//! The edge: thin typed access to what the browser offers an extension, and the few DOM jobs that several parts share.
//!
//! Nothing here decides. Everything that the browser may throw is an [`EdgeError`]; nothing panics.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod alarms;
pub mod badge;
pub mod clipboard;
mod error;
pub mod fetch;
pub mod i18n;
pub mod notifications;
pub mod parts;
pub mod permissions;
pub mod runtime;
pub mod scripting;
pub mod storage;
pub mod tabs;
pub mod template;
pub mod timers;
mod value;

pub use error::EdgeError;
pub use value::{from_js, texts, to_js};

/// Now, in milliseconds since 1970-01-01 UTC.
pub fn now() -> f64 {
    js_sys::Date::now()
}
