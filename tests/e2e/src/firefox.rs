//! What is Firefox's own: its capabilities, the add-on, and the chrome context.
//!
//! geckodriver runs with `--allow-system-access`, so scripts can run in the browser's own window ("chrome context"):
//! for what Chromium gives by the DevTools protocol.

use std::path::Path;

use anyhow::{Context, bail, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::WebDriver;

use crate::browser::Launch;
use crate::console_log::{Entry, Level};
use crate::look::{Look, Scheme};
use crate::session::DOWNLOADS;
use crate::wire;

/// The line in which geckodriver says its port.
pub(crate) const MARKER: &str = "Listening on 127.0.0.1:";

/// The add-on's id, as the manifest has it.
pub(crate) const ADDON: &str = "keyturn@keyturn.dev";

/// Firefox draws an address for each installation; a preference says it beforehand.
pub(crate) const UUID: &str = "6b657974-7572-4e00-a000-6b657974726e";

pub(crate) fn capabilities(launch: &Launch<'_>, program: &Path, folder: &Path) -> Value {
    let uuids = json!({ ADDON: UUID }).to_string();
    let mut prefs = json!({
        "extensions.webextensions.uuids": uuids,
        // Else geckodriver's own preference keeps such prompts from ever showing.
        "dom.disable_beforeunload": false,
        "gfx.color_management.mode": 0,
        // Pages are told the time in full milliseconds otherwise.
        "privacy.reduceTimerPrecision": false,
        // 2: the folder that is named here, not the user's own.
        "browser.download.folderList": 2,
        "browser.download.dir": folder.join(DOWNLOADS),
        "browser.download.alwaysOpenPanel": false,
        // A permission that an extension asks for within a press is given: WebDriver cannot press the browser's own prompt.
        "extensions.webextOptionalPermissionPrompts": false,
        // Notifications are Firefox's own windows: a machine without a desktop has nobody else to show them.
        "alerts.useSystemBackend": false,
        // A tap is one however long a busy page takes for it: a finger that rests for 300 ms does not click, and opens a menu.
        "apz.max_tap_time": 10_000,
        "ui.click_hold_context_menus.delay": 10_000,
        // What Firefox asks the net for by itself is not what a test wants to see among the strays.
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        // What takes time, and no test looks at: the reader of JSON (a page aside is manifest.json), processes and pages that are
        // made before anybody asks for them.
        "devtools.jsonview.enabled": false,
        "dom.ipc.processPrelaunch.enabled": false,
        "browser.newtab.preload": false,
    });
    if !launch.wasm {
        // The second one keeps WebAssembly for the browser's own pages and extensions, so both must go.
        prefs["javascript.options.wasm"] = json!(false);
        prefs["javascript.options.wasm_trustedprincipals"] = json!(false);
    }
    let args: &[&str] = if launch.headless { &["-headless"] } else { &[] };
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": { "binary": program, "args": args, "prefs": prefs },
    })
}

/// Installs an unpacked extension for this session. (A folder will do: Firefox needs no zip for a temporary add-on.)
pub(crate) async fn install(driver: &WebDriver, extension: &Path) -> anyhow::Result<()> {
    let id = install_another(driver, extension).await?;
    if id != ADDON {
        bail!("the add-on's id is {id}, but its pages are known by that of {ADDON}");
    }
    Ok(())
}

/// Installs any unpacked extension for this session. Gives its id.
pub(crate) async fn install_another(driver: &WebDriver, extension: &Path) -> anyhow::Result<Value> {
    let path =
        extension.canonicalize().with_context(|| format!("the extension {} is not there", extension.display()))?;
    let body = json!({ "path": path, "temporary": true });
    wire::post(driver, "moz/addon/install", body).await.context("installing the add-on")
}

/// The process that shows the current tab, and how long its main thread has run in nanoseconds.
pub(crate) async fn process_of_tab(driver: &WebDriver) -> anyhow::Result<Value> {
    let script = r#"
        const { osPid } = gBrowser.selectedBrowser.frameLoader.remoteTab;
        return ChromeUtils.requestProcInfo().then(({ children }) => {
            const { threads } = children.find(({ pid }) => pid === osPid);
            return { id: osPid, mainThread: threads.find(({ tid }) => tid === osPid)?.cpuTime };
        });"#;
    in_chrome(driver, script, vec![]).await.context("the tab's process")
}

/// Back to the page's context: a test that was cut off may have left the other one.
pub(crate) async fn leave_chrome(driver: &WebDriver) -> anyhow::Result<()> {
    wire::post(driver, "moz/context", json!({ "context": "content" })).await?;
    Ok(())
}

/// Runs a script in the browser's own window.
pub(crate) async fn in_chrome(driver: &WebDriver, script: &str, args: Vec<Value>) -> anyhow::Result<Value> {
    wire::post(driver, "moz/context", json!({ "context": "chrome" })).await?;
    let result = driver.execute(script, args).await;
    leave_chrome(driver).await?;
    Ok(result?.json().clone())
}

/// Closes the current tab without asking its page.
pub(crate) async fn close_tab(driver: &WebDriver) -> anyhow::Result<()> {
    let script = "gBrowser.removeTab(gBrowser.selectedTab, { skipPermitUnload: true, animate: false })";
    in_chrome(driver, script, vec![]).await.context("closing the tab")?;
    Ok(())
}

/// Ends the event page as Firefox does after 30 idle seconds: what it held in memory is gone, the next event starts it.
pub(crate) async fn stop_background(driver: &WebDriver) -> anyhow::Result<()> {
    let script = "return WebExtensionPolicy.getByID(arguments[0]).extension.terminateBackground()";
    in_chrome(driver, script, vec![json!(ADDON)]).await.context("ending the event page")?;
    Ok(())
}

/// Runs a script in the event page, as the body of an async function; nothing where that does not run.
pub(crate) async fn in_background(driver: &WebDriver, script: &str, args: &[Value]) -> anyhow::Result<Option<Value>> {
    let find = r#"
        const view = [...extension.views].find(({ viewType }) => viewType === "background");
        const browser = extension.backgroundState === "running" ? view?.xulBrowser : null;
        const done = () => {};"#;
    in_extension(driver, find, "", script, args).await
}

/// Runs a script in a page of the extension that no tab shows and that goes away afterwards. Only Firefox itself has pages
/// like it (the event page is one).
pub(crate) async fn aside(driver: &WebDriver, address: &str, script: &str, args: &[Value]) -> anyhow::Result<Value> {
    let make = format!(
        r#"
        const {{ ExtensionParent }} = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
        const page = new ExtensionParent.HiddenExtensionPage(extension, "popup");
        await page.createBrowserElement();
        const {{ browser }} = page;
        const done = () => page.shutdown();
        extension.emit("extension-browser-inserted", browser);
        browser.fixupAndLoadURIString({address:?}, {{ triggeringPrincipal: extension.principal }});"#
    );
    in_extension(driver, &make, address, script, args).await?.context("no page was made")
}

/// Runs a script where `browser` shows a page of the extension; `find`, a script of the browser's own window, says which
/// one, and what is to be done afterwards. If it is only about to show it, `address` says what it waits for.
async fn in_extension(
    driver: &WebDriver,
    find: &str,
    address: &str,
    script: &str,
    args: &[Value],
) -> anyhow::Result<Option<Value>> {
    // A sandbox with the page's own rights: the page's policy would not let it evaluate anything.
    let in_the_extensions_process = r#"
        addMessageListener("keyturn:run", async function run({ data: { address, script, args } }) {
            removeMessageListener("keyturn:run", run);
            const isThere = () => content.location.href === address && content.document.readyState === "complete";
            if (address && !isThere()) {
                await new Promise((resolve) => addEventListener("load", () => isThere() && resolve(), true));
            }
            const sandbox = Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false });
            const call = `(async function () { ${script}\n })(...${args}).then((value) => JSON.stringify(value ?? null))`;
            try {
                sendAsyncMessage("keyturn:ran", { value: await Cu.evalInSandbox(call, sandbox) });
            } catch (error) {
                sendAsyncMessage("keyturn:ran", { error: String(error) });
            }
        });"#;
    let in_the_browser = format!(
        r#"
        const [id, inThere, address, script, args] = arguments;
        const {{ extension }} = WebExtensionPolicy.getByID(id);
        return (async () => {{
            {find}
            if (!browser) return null;
            const {{ messageManager }} = browser;
            const ran = new Promise((resolve) => {{
                messageManager.addMessageListener("keyturn:ran", function ran({{ data }}) {{
                    messageManager.removeMessageListener("keyturn:ran", ran);
                    resolve(data);
                }});
            }});
            messageManager.loadFrameScript("data:application/javascript," + encodeURIComponent(inThere), false);
            messageManager.sendAsyncMessage("keyturn:run", {{ address, script, args }});
            return ran.finally(done);
        }})();"#
    );
    let args = json!(args).to_string();
    let arguments = [ADDON, in_the_extensions_process, address, script, &args].map(|argument| json!(argument));
    let said = in_chrome(driver, &in_the_browser, arguments.to_vec()).await.context("a script in the extension")?;
    if said.is_null() {
        return Ok(None);
    }
    if let Some(error) = said["error"].as_str() {
        bail!("running {script}: {error}");
    }
    let value = said["value"].as_str().context("the extension's page gave nothing")?;
    Ok(Some(serde_json::from_str(value)?))
}

/// Lets the add-on into private windows, as about:addons does; it starts anew.
pub(crate) async fn allow_in_private_windows(driver: &WebDriver) -> anyhow::Result<()> {
    let script = r#"
        const [id] = arguments;
        const { ExtensionPermissions } = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
        const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
        const change = { permissions: ["internal:privateBrowsingAllowed"], origins: [] };
        return (async () => {
            const { extension } = WebExtensionPolicy.getByID(id);
            await ExtensionPermissions.add(id, change, extension);
            await (await AddonManager.getAddonByID(id)).reload();
            await WebExtensionPolicy.getByID(id).readyPromise;
            await WebExtensionPolicy.getByID(id).extension.promiseBackgroundStarted();
        })();"#;
    in_chrome(driver, script, vec![json!(ADDON)]).await?;
    Ok(())
}

/// Opens a private window.
pub(crate) async fn open_private_window(driver: &WebDriver) -> anyhow::Result<()> {
    in_chrome(driver, "OpenBrowserWindow({ private: true });", vec![]).await.context("opening a private window")?;
    Ok(())
}

/// The number of the process that the event page runs in.
pub(crate) async fn background_process(driver: &WebDriver) -> anyhow::Result<u64> {
    let script = r#"
        const { extension } = WebExtensionPolicy.getByID(arguments[0]);
        const view = [...extension.views].find(({ viewType }) => viewType === "background");
        return view?.xulBrowser.frameLoader.remoteTab.osPid;"#;
    in_chrome(driver, script, vec![json!(ADDON)]).await?.as_u64().context("the event page does not run")
}

/// Whether the event page runs.
pub(crate) async fn background_runs(driver: &WebDriver) -> anyhow::Result<bool> {
    let script = "return WebExtensionPolicy.getByID(arguments[0]).extension.backgroundState";
    Ok(in_chrome(driver, script, vec![json!(ADDON)]).await? == "running")
}

/// What the switch on the add-on's page does.
pub(crate) async fn let_into_site(driver: &WebDriver, origin: &str, is_allowed: bool) -> anyhow::Result<()> {
    let script = r#"
        const [id, origin, isAllowed] = arguments;
        const path = "resource://gre/modules/ExtensionPermissions.sys.mjs";
        const { ExtensionPermissions } = ChromeUtils.importESModule(path);
        const what = { permissions: [], origins: [origin], data_collection: [] };
        const { extension } = WebExtensionPolicy.getByID(id);
        return ExtensionPermissions[isAllowed ? "add" : "remove"](id, what, extension).then(() => null);"#;
    in_chrome(driver, script, vec![json!(ADDON), json!(origin), json!(is_allowed)])
        .await
        .context("the site's switch")?;
    Ok(())
}

/// What the policy's `restricted_domains` does (Policies.sys.mjs): it adds to this preference.
pub(crate) async fn keep_off(driver: &WebDriver, host: &str, is_kept_off: bool) -> anyhow::Result<()> {
    let script = r#"
        const [host, isKeptOff] = arguments;
        const name = "extensions.webextensions.restrictedDomains";
        const others = Services.prefs.getCharPref(name).split(",").filter((other) => other !== host);
        Services.prefs.setCharPref(name, [...others, ...(isKeptOff ? [host] : [])].join(","));"#;
    in_chrome(driver, script, vec![json!(host), json!(is_kept_off)]).await.context("keeping extensions off a host")?;
    Ok(())
}

/// What the switch in the list of add-ons does.
pub(crate) async fn switch(driver: &WebDriver, is_on: bool) -> anyhow::Result<()> {
    let script = r#"
        const [id, isOn] = arguments;
        const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
        return (async () => {
            const addon = await AddonManager.getAddonByID(id);
            if (!isOn) return void (await addon.disable());
            await addon.enable();
            await WebExtensionPolicy.getByID(id).readyPromise;
            await WebExtensionPolicy.getByID(id).extension.promiseBackgroundStarted();
        })();"#;
    in_chrome(driver, script, vec![json!(ADDON), json!(is_on)]).await.context("switching the add-on")?;
    Ok(())
}

/// Presses the notification that shows.
pub(crate) async fn press_notification(driver: &WebDriver) -> anyhow::Result<()> {
    let script = r#"
        const shown = Services.wm.getMostRecentWindow("alert:alert");
        shown?.document.getElementById('alertBox').click();
        return !!shown;"#;
    ensure!(in_chrome(driver, script, vec![]).await? == true, "no notification shows");
    Ok(())
}

/// The overrides that the developer tools have, on the current tab.
pub(crate) async fn emulate(driver: &WebDriver, look: &Look) -> anyhow::Result<()> {
    let scheme = match look.scheme {
        None => "none",
        Some(Scheme::Light) => "light",
        Some(Scheme::Dark) => "dark",
    };
    let forced = if look.forced_colors { "active" } else { "none" };
    let motion = if look.reduced_motion { "reduce" } else { "none" };
    let script = "
        const [scheme, forced, motion, zoom, medium] = arguments;
        const browser = gBrowser.selectedBrowser;
        browser.browsingContext.prefersColorSchemeOverride = scheme;
        browser.browsingContext.forcedColorsOverride = forced;
        browser.browsingContext.prefersReducedMotionOverride = motion;
        browser.browsingContext.mediumOverride = medium;
        browser.fullZoom = zoom;";
    let medium = if look.on_paper { "print" } else { "" };
    let arguments = vec![json!(scheme), json!(forced), json!(motion), json!(look.zoom), json!(medium)];
    in_chrome(driver, script, arguments).await?;
    Ok(())
}

/// Errors come to the browser's process by themselves (from pages, content scripts, popup and event page). What is said
/// by `console.error()` stays in the process that said it: a script in each process hands it on.
pub(crate) async fn listen_to_consoles(driver: &WebDriver) -> anyhow::Result<()> {
    let in_each_process = r#"
        const storage = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage);
        const everyone = Services.scriptSecurityManager.getSystemPrincipal();
        storage.addLogEventListener((message) => {
            const words = [...message.arguments].map((word) => { try { return String(word) } catch { return "?" } });
            sendAsyncMessage("keyturn:said", { level: message.level, source: message.filename, text: words.join(" ") });
        }, everyone);"#;
    let script = r#"
        window.keyturnSaid = [];
        Services.console.reset();
        Services.ppmm.addMessageListener("keyturn:said", (message) => window.keyturnSaid.push(message.data));
        Services.ppmm.loadProcessScript("data:application/javascript," + encodeURIComponent(arguments[0]), true);"#;
    in_chrome(driver, script, vec![json!(in_each_process)]).await.context("listening to the consoles")?;
    Ok(())
}

/// From now on the browser's file chooser is cancelled when it opens.
pub(crate) async fn cancel_file_choosers(driver: &WebDriver) -> anyhow::Result<()> {
    let script = r#"
        if (window.keyturnPicker) return;
        const cancel = (done) => Services.tm.dispatchToMainThread(() => done.done(Ci.nsIFilePicker.returnCancel));
        const picker = {
            QueryInterface: ChromeUtils.generateQI(["nsIFilePicker"]),
            init() {}, appendFilter() {}, appendFilters() {}, appendRawFilter() {}, open: cancel,
        };
        window.keyturnPicker = { createInstance: (iid) => picker.QueryInterface(iid) };
        const registrar = Components.manager.QueryInterface(Ci.nsIComponentRegistrar);
        registrar.registerFactory(Services.uuid.generateUUID(), "", "@mozilla.org/filepicker;1", window.keyturnPicker);"#;
    in_chrome(driver, script, vec![]).await.context("cancelling file choosers")?;
    Ok(())
}

/// Writes as an input method does: `typed` is shown while it is being composed, `committed` comes of it.
pub(crate) async fn compose(driver: &WebDriver, typed: &str, committed: &str) -> anyhow::Result<()> {
    let in_the_pages_process = r#"
        addMessageListener("keyturn:compose", function compose({ data: { typed, committed } }) {
            removeMessageListener("keyturn:compose", compose);
            const method = Cc["@mozilla.org/text-input-processor;1"].createInstance(Ci.nsITextInputProcessor);
            method.beginInputTransactionForTests(content);
            method.setPendingCompositionString(typed);
            method.appendClauseToPendingComposition(typed.length, method.ATTR_RAW_CLAUSE);
            method.setCaretInPendingComposition(typed.length);
            method.flushPendingComposition();
            method.commitCompositionWith(committed);
        });"#;
    let script = r#"
        const [script, typed, committed] = arguments;
        const { messageManager } = gBrowser.selectedBrowser;
        messageManager.loadFrameScript("data:application/javascript," + encodeURIComponent(script), false);
        messageManager.sendAsyncMessage("keyturn:compose", { typed, committed });"#;
    let arguments = vec![json!(in_the_pages_process), json!(typed), json!(committed)];
    in_chrome(driver, script, arguments).await.context("composing")?;
    Ok(())
}

/// Presses with a pen at a place of the current tab's viewport. geckodriver knows no pens ("Unimplemented pointerMove for
/// pointerType pen"); a script in the page's process makes the events that the system would.
pub(crate) async fn press_with_pen(driver: &WebDriver, x: f64, y: f64) -> anyhow::Result<()> {
    let in_the_pages_process = r#"
        addMessageListener("keyturn:pen", function press({ data: { x, y } }) {
            removeMessageListener("keyturn:pen", press);
            const inputSource = content.MouseEvent.MOZ_SOURCE_PEN;
            const pressed = { inputSource, pressure: 0.5, button: 0, clickCount: 1 };
            content.synthesizeMouseEvent("mousemove", x, y, { inputSource });
            content.synthesizeMouseEvent("mousedown", x, y, { ...pressed, buttons: 1 });
            content.synthesizeMouseEvent("mouseup", x, y, { ...pressed, buttons: 0 });
            sendAsyncMessage("keyturn:pen-lifted");
        });"#;
    let script = r#"
        const [script, x, y] = arguments;
        const { messageManager } = gBrowser.selectedBrowser;
        const lifted = new Promise((resolve) => {
            messageManager.addMessageListener("keyturn:pen-lifted", function lift() {
                messageManager.removeMessageListener("keyturn:pen-lifted", lift);
                resolve(true);
            });
        });
        messageManager.loadFrameScript("data:application/javascript," + encodeURIComponent(script), false);
        messageManager.sendAsyncMessage("keyturn:pen", { x, y });
        return lifted;"#;
    in_chrome(driver, script, vec![json!(in_the_pages_process), json!(x), json!(y)])
        .await
        .context("pressing with a pen")?;
    Ok(())
}

#[derive(Deserialize)]
struct Said {
    level: String,
    source: String,
    text: String,
}

/// Takes what was said since the last call.
pub(crate) async fn take_log(driver: &WebDriver) -> anyhow::Result<Vec<Entry>> {
    let script = r#"
        const said = window.keyturnSaid.splice(0);
        for (const message of Services.console.getMessageArray()) {
            if (!(message instanceof Ci.nsIScriptError)) continue;
            const level = message.flags & Ci.nsIScriptError.warningFlag ? "warn" : "error";
            said.push({ level, source: message.sourceName ?? "", text: message.errorMessage });
        }
        Services.console.reset();
        return said;"#;
    let said: Vec<Said> = serde_json::from_value(in_chrome(driver, script, vec![]).await?)?;
    Ok(said.into_iter().map(entry_of).filter(|entry| !is_of_the_browser(entry)).collect())
}

fn entry_of(said: Said) -> Entry {
    let level = match said.level.as_str() {
        "error" | "assert" | "exception" => Level::Error,
        "warn" => Level::Warning,
        _ => Level::Info,
    };
    Entry { level, source: said.source, text: said.text }
}

/// Firefox's own parts complain in the same place.
fn is_of_the_browser(entry: &Entry) -> bool {
    // Its telemetry, once a session was long; it has no source.
    entry.text.starts_with("Event storage limit reached")
        // A frame or page that is left while a message of its content script is under way; nobody is told of it.
        || (entry.text.starts_with("Promise re")
            && ["after context unloaded", "while context is inactive"].iter().any(|gone| entry.text.contains(gone)))
        // A page that is left while its content script works: the script is stopped, and that is called a timeout. (A real one
        // comes after five seconds, and what was waited for with it.)
        || entry.text.starts_with("Script terminated by timeout")
        // After an update, for a page that has the content script's style sheet already.
        || entry.text.contains("[nsIDOMWindowUtils.addSheet]")
        || ["chrome://", "resource://", "about:"].iter().any(|scheme| entry.source.starts_with(scheme))
}
