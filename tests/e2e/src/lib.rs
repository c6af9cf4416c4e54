//! Drives a built extension in a real browser, as a person would: real clicks and keys, and what is really painted.
//!
//! [`Session::launch`] starts one browser with the extension and a fresh profile; `https://admin.lastpass.com` (on any
//! port) leads to a server on loopback, and no other host can be reached. [`runner::run`] runs a list of tests in it.
//! `cargo run -p keyturn-e2e --example self_test` shows every capability at work.
//!
//! Nothing here waits for a fixed time: see [`Session::wait_for`]. A test is an async function:
//!
//! ```no_run
//! use std::time::Duration;
//! use anyhow::{Context as _, ensure};
//! use keyturn_e2e::runner::Context;
//!
//! async fn the_reset_is_held(cx: &mut Context<()>) -> anyhow::Result<()> {
//!     let session = &cx.session;
//!     session.goto("https://admin.lastpass.com/").await?;
//!     session.click_on("#reset").await?;
//!     let soon = Duration::from_secs(5);
//!     let dialog = session.wait_for("the guard", soon, async || session.dialog().await).await?;
//!     ensure!(dialog.role == "alertdialog" && dialog.modal);
//!     ensure!(dialog.find("button", "Cancel").context("no Cancel")?.focused);
//!     session.click(dialog.find("checkbox", "I am ready to update").context("no checkbox")?).await?;
//!     session.expect_quiet_console().await
//! }
//!
//! let tests = keyturn_e2e::tests![the_reset_is_held];
//! ```
#![deny(missing_docs)]

mod browser;
mod calls;
mod chromium;
mod clipboard;
mod console_log;
mod devtools;
mod driver;
mod files;
mod firefox;
mod gate;
mod input;
mod leaving;
mod look;
mod main_thread;
mod memory;
mod page;
mod paint;
mod private;
mod profile;
mod programs;
mod recording;
pub mod runner;
mod sampler;
mod search;
mod session;
mod shadow;
mod site;
mod tabs;
mod wire;

pub use browser::{Browser, Launch};
pub use calls::Calls;
pub use chromium::id_of_folder;
pub use console_log::{Entry, Level};
pub use input::{Button, Pointer};
pub use look::{Look, Scheme};
pub use main_thread::{Kept, Meter, Process};
pub use paint::Pixels;
pub use recording::Recording;
pub use sampler::{Sampled, Sampler};
pub use session::Session;
pub use shadow::{Control, Dialog, Facts, Rect};
pub use thirtyfour::{Key, TimeoutConfiguration, WindowHandle};
