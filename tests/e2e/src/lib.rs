//! Drives a built extension in a real browser, as a person would: real clicks and keys, and what is really painted.
//!
//! [`Session::launch`] starts one browser with the extension and a fresh profile; `https://admin.lastpass.com` (on any
//! port) leads to a server on loopback, and no other host can be reached. [`runner::run`] runs a list of tests in it.
//! `cargo run -p keyturn-e2e --example self_test` shows every capability at work.
//!
//! Nothing here waits for a fixed time: see [`Session::wait_for`].
#![deny(missing_docs)]

mod browser;
mod chromium;
mod clipboard;
mod console_log;
mod driver;
mod firefox;
mod gate;
mod input;
mod leaving;
mod look;
mod page;
mod paint;
mod programs;
pub mod runner;
mod session;
mod shadow;
mod tabs;
mod wire;

pub use browser::{Browser, Launch};
pub use console_log::{Entry, Level};
pub use look::{Look, Scheme};
pub use paint::Pixels;
pub use session::Session;
pub use shadow::{Control, Dialog, Rect};
pub use thirtyfour::{Key, WindowHandle};
