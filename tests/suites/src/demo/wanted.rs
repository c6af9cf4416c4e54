//! What `cargo xtask demo` asks for.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use keyturn_console::Csp;
use keyturn_e2e::{Browser, Launch};

/// Each field is an environment variable: its name with `KEYTURN_DEMO_` before it.
pub struct Wanted {
    /// `chromium` or `firefox`.
    pub browser: Browser,
    /// `strict` or `none`: the console's Content Security Policy.
    pub policy: Csp,
    /// The unpacked extension.
    pub extension: PathBuf,
    /// The driver; Chromium does without.
    pub geckodriver: PathBuf,
    /// The folder for the pictures.
    pub pictures: PathBuf,
    /// With a window, for a person. A variable that is there, whatever it holds.
    pub by_hand: bool,
}

impl Wanted {
    /// Reads the variables.
    pub fn read() -> anyhow::Result<Wanted> {
        let browser = match variable("BROWSER")?.as_str() {
            "chromium" => Browser::Chromium,
            "firefox" => Browser::Firefox,
            other => bail!("{other:?} is no browser: chromium or firefox"),
        };
        let policy = match variable("POLICY")?.as_str() {
            "strict" => Csp::Strict,
            "none" => Csp::None,
            other => bail!("{other:?} is no policy: strict or none"),
        };
        let geckodriver = if browser == Browser::Firefox { variable("GECKODRIVER")? } else { String::new() };
        Ok(Wanted {
            browser,
            policy,
            extension: variable("EXTENSION")?.into(),
            geckodriver: geckodriver.into(),
            pictures: variable("PICTURES")?.into(),
            by_hand: variable("BY_HAND").is_ok(),
        })
    }

    /// How the browser starts. The story is played without a window: a person's clipboard and keyboard stay theirs.
    pub fn launch(&self, port: u16) -> Launch<'_> {
        let (extension, geckodriver): (&Path, &Path) = (&self.extension, &self.geckodriver);
        Launch { browser: self.browser, extension, beside: &[], port, wasm: true, headless: !self.by_hand, geckodriver }
    }
}

fn variable(name: &str) -> anyhow::Result<String> {
    let name = format!("KEYTURN_DEMO_{name}");
    std::env::var(&name).with_context(|| format!("{name} is not set: start the demo with `cargo xtask demo`"))
}
