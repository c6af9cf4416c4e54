//! Which browser, and how it starts.

use std::fmt;
use std::path::{Path, PathBuf};

/// A browser the extension is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium itself: Google Chrome no longer takes `--load-extension`.
    Chromium,
    /// Firefox, release or ESR.
    Firefox,
}

impl fmt::Display for Browser {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox",
        })
    }
}

/// How a browser starts.
#[derive(Clone, Copy, Debug)]
pub struct Launch<'a> {
    /// Which browser.
    pub browser: Browser,
    /// The unpacked extension: `dist/chrome` or `dist/firefox`.
    pub extension: &'a Path,
    /// Other extensions that are installed beside it, unpacked.
    pub beside: &'a [PathBuf],
    /// The port on 127.0.0.1 that `admin.lastpass.com` and `lastpass.com` lead to, whatever port their address names.
    pub port: u16,
    /// Whether the browser has WebAssembly. Only Firefox can be without; in Chromium the page's policy decides.
    pub wasm: bool,
    /// Without a window.
    pub headless: bool,
    /// The geckodriver program; Chromium does not need it.
    pub geckodriver: &'a Path,
}

impl Launch<'_> {
    /// What reports call this browser: `chromium`, `firefox`, or `firefox/js` without WebAssembly.
    pub fn label(&self) -> String {
        match self.browser {
            Browser::Firefox if !self.wasm => format!("{}/js", self.browser),
            browser => browser.to_string(),
        }
    }
}
