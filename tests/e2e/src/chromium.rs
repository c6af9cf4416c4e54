//! What is Chromium's own: its capabilities, the extension's id, and the DevTools protocol through chromedriver.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use thirtyfour::WebDriver;
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};

use crate::browser::Launch;
use crate::console_log::{Entry, Level};
use crate::look::{Look, Scheme};
use crate::session::DOWNLOADS;

/// The line in which chromedriver says its port.
pub(crate) const MARKER: &str = "started successfully on port ";

/// What Chromium answers where a target has ended.
const NO_TARGET: &str = "No target with given id found";

/// The id of an unpacked extension follows from the `key` in its manifest: the first 16 bytes of the SHA-256 of the
/// key, each half byte written as a letter from a to p.
pub(crate) fn extension_id(extension: &Path) -> anyhow::Result<String> {
    let manifest = extension.join("manifest.json");
    let text = std::fs::read_to_string(&manifest).with_context(|| format!("reading {}", manifest.display()))?;
    let manifest: Value = serde_json::from_str(&text).with_context(|| format!("reading {}", manifest.display()))?;
    let key = manifest["key"].as_str().context("the manifest has no key: the id would follow from the path")?;
    Ok(id_of_key(&STANDARD.decode(key).context("the manifest's key is no base64")?))
}

/// The id of an unpacked extension whose manifest has no key: that of its path.
pub fn id_of_folder(folder: &Path) -> anyhow::Result<String> {
    Ok(id_of_key(absolute(folder)?.as_os_str().as_encoded_bytes()))
}

fn id_of_key(key: &[u8]) -> String {
    let letter = |half: u8| char::from(b'a' + half);
    Sha256::digest(key)[..16].iter().flat_map(|byte| [letter(byte >> 4), letter(byte & 15)]).collect()
}

pub(crate) fn capabilities(launch: &Launch<'_>, program: &Path, folder: &Path) -> anyhow::Result<Value> {
    let mut extensions = absolute(launch.extension)?.display().to_string();
    for other in launch.beside {
        extensions = format!("{extensions},{}", absolute(other)?.display());
    }
    let mut args = vec![
        format!("--load-extension={extensions}"),
        format!("--disable-extensions-except={extensions}"),
        format!("--user-data-dir={}", folder.join("chromium").display()),
        "--no-first-run".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--disable-quic".to_owned(),
        // Colours are compared with those in the style sheets, so no display's profile may come in between.
        "--force-color-profile=srgb".to_owned(),
        // Containers give little shared memory, and as root (where they mostly run) there is no sandbox.
        "--disable-dev-shm-usage".to_owned(),
        "--no-sandbox".to_owned(),
    ];
    if launch.headless {
        args.push("--headless=new".to_owned());
    }
    Ok(json!({
        "browserName": "chrome",
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": { "binary": program, "args": args, "prefs": {
            // Without developer mode, an unpacked extension that is reloaded does not come back.
            "extensions.ui.developer_mode": true,
            "download.default_directory": folder.join(DOWNLOADS),
        } },
    }))
}

fn absolute(extension: &Path) -> anyhow::Result<PathBuf> {
    extension.canonicalize().with_context(|| format!("the extension {} is not there", extension.display()))
}

/// Sends a command of the DevTools protocol to the current tab.
pub(crate) async fn devtools(driver: &WebDriver, command: &str, params: Value) -> anyhow::Result<Value> {
    driver.cdp().send_raw(command, params).await.with_context(|| format!("the DevTools command {command}"))
}

/// The identifier of the extension's worker, where it runs.
pub(crate) async fn worker(driver: &WebDriver, extension: &str) -> anyhow::Result<Option<String>> {
    let targets = devtools(driver, "Target.getTargets", json!({})).await?;
    let prefix = format!("chrome-extension://{extension}/");
    let found = targets["targetInfos"].as_array().into_iter().flatten().find(|target| {
        target["type"] == "service_worker" && target["url"].as_str().is_some_and(|url| url.starts_with(&prefix))
    });
    Ok(found.and_then(|target| target["targetId"].as_str()).map(str::to_owned))
}

/// Ends the worker as Chromium does after 30 idle seconds: what it held in memory is gone, and the next event starts it.
pub(crate) async fn stop_worker(driver: &WebDriver, extension: &str) -> anyhow::Result<()> {
    let Some(target) = worker(driver, extension).await? else { return Ok(()) };
    match devtools(driver, "Target.closeTarget", json!({ "targetId": target })).await {
        Ok(answer) if answer["success"] == true => Ok(()),
        Ok(answer) => bail!("Chromium would not end the worker: {answer}"),
        // A worker takes a moment to end, and stands among the targets until it has: the end that was asked for before, or
        // Chromium's own, comes between the two commands.
        Err(error) if error.downcast_ref::<WebDriverError>().is_some_and(is_of_no_target) => Ok(()),
        Err(error) => Err(error),
    }
}

/// To chromedriver a target is a window: a tab that is gone has the same code, and other words.
fn is_of_no_target(error: &WebDriverError) -> bool {
    matches!(error.as_inner(), WebDriverErrorInner::NoSuchWindow(answer) if answer.value.message.contains(NO_TARGET))
}

/// Writes as an input method does.
pub(crate) async fn compose(driver: &WebDriver, typed: &str, committed: &str) -> anyhow::Result<()> {
    let end = typed.encode_utf16().count();
    let params = json!({ "text": typed, "selectionStart": end, "selectionEnd": end });
    devtools(driver, "Input.imeSetComposition", params).await?;
    devtools(driver, "Input.insertText", json!({ "text": committed })).await?;
    Ok(())
}

/// From now on the tab's file choosers are cancelled when they open.
pub(crate) async fn cancel_file_choosers(driver: &WebDriver) -> anyhow::Result<()> {
    devtools(driver, "Page.setInterceptFileChooserDialog", json!({ "enabled": true, "cancel": true })).await?;
    Ok(())
}

pub(crate) async fn emulate(driver: &WebDriver, look: &Look) -> anyhow::Result<()> {
    let scheme = match look.scheme {
        None => "",
        Some(Scheme::Light) => "light",
        Some(Scheme::Dark) => "dark",
    };
    let features = json!([
        { "name": "prefers-color-scheme", "value": scheme },
        { "name": "forced-colors", "value": if look.forced_colors { "active" } else { "" } },
        { "name": "prefers-reduced-motion", "value": if look.reduced_motion { "reduce" } else { "" } },
    ]);
    let media = if look.on_paper { "print" } else { "" };
    devtools(driver, "Emulation.setEmulatedMedia", json!({ "media": media, "features": features })).await?;
    devtools(driver, "Emulation.clearDeviceMetricsOverride", json!({})).await?;
    if look.zoom == 1.0 {
        return Ok(());
    }
    // No command zooms a page as the menu does. To the page a zoom is fewer and larger CSS pixels: exactly this.
    let size = driver.execute("return [innerWidth, innerHeight, devicePixelRatio]", vec![]).await?;
    let (width, height, ratio): (f64, f64, f64) = size.convert()?;
    let metrics = json!({
        "width": (width / look.zoom).round() as u32,
        "height": (height / look.zoom).round() as u32,
        "deviceScaleFactor": ratio * look.zoom,
        "mobile": false,
    });
    devtools(driver, "Emulation.setDeviceMetricsOverride", metrics).await?;
    Ok(())
}

/// Takes what the consoles of all tabs said since the last call: pages, content scripts and extension pages, but not
/// the worker, which chromedriver does not listen to.
pub(crate) async fn take_log(driver: &WebDriver) -> anyhow::Result<Vec<Entry>> {
    Ok(driver.browser_log().await?.iter().map(|entry| entry_of(&entry.level, &entry.message)).collect())
}

/// chromedriver writes `ADDRESS LINE:COLUMN TEXT`, or `ADDRESS - TEXT` for what has no line. What is said from a script
/// of WebDriver has `console-api` or `javascript` in the address's place.
fn entry_of(level: &str, message: &str) -> Entry {
    let level = match level {
        "SEVERE" => Level::Error,
        "WARNING" => Level::Warning,
        _ => Level::Info,
    };
    let mut parts = message.splitn(3, ' ');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(source), Some(_), Some(text)) => Entry { level, source: source.to_owned(), text: text.to_owned() },
        _ => Entry { level, source: String::new(), text: message.to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_follows_from_the_key() {
        // Each letter is one half byte of the digest: e3b0… is the SHA-256 of nothing.
        assert_eq!(id_of_key(b""), "odlameecjipmbmbejkplpemijjgpljce");
    }

    #[test]
    fn messages_are_taken_apart() {
        let entry = entry_of("SEVERE", "https://admin.lastpass.com/app.js 76:8 \"went wrong\"");
        assert_eq!(entry.level, Level::Error);
        assert_eq!(entry.source, "https://admin.lastpass.com/app.js");
        assert_eq!(entry.text, "\"went wrong\"");
        assert_eq!(entry_of("WARNING", "https://admin.lastpass.com/ - Refused.").text, "Refused.");
        assert_eq!(entry_of("INFO", "alone").text, "alone");
    }
}
