//! One test for each thing the harness can do.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Button, Control, Dialog, Key, Level, Look, Pointer, Rect, Scheme, Session, tests};

type Cx = Context<()>;

const HOME: &str = "https://admin.lastpass.com/";
const SOON: Duration = Duration::from_secs(5);

/// What the probe's style sheet paints behind the account number.
const PAINTED: [u8; 3] = [255, 225, 0];

pub fn all() -> Vec<Test<()>> {
    tests![
        the_origin_is_the_true_one_on_any_port,
        only_the_console_can_be_reached,
        a_closed_root_can_be_read,
        real_clicks_and_keys_arrive_in_it,
        escape_and_the_focus,
        mouse_finger_and_pen_arrive,
        a_drag_selects_and_a_wheel_turns,
        words_are_composed_and_file_choosers_cancelled,
        behind_a_modal_dialog_is_inert,
        highlights_are_read_and_seen,
        copies_reach_the_clipboard,
        extension_pages_open_in_tabs,
        the_extensions_apis_are_within_reach,
        the_background_can_be_ended,
        webassembly_is_as_asked,
        consoles_are_listened_to,
        schemes_colours_and_zoom_are_emulated,
        a_page_may_ask_to_stay,
        prompts_of_the_page_are_answered,
        a_clingy_tab_is_closed_all_the_same,
        a_quiet_page_is_quiet,
        waiting_ends,
    ]
}

async fn the_origin_is_the_true_one_on_any_port(cx: &mut Cx) -> anyhow::Result<()> {
    for (address, origin) in
        [(HOME, "https://admin.lastpass.com"), ("https://admin.lastpass.com:8443/x", "https://admin.lastpass.com:8443")]
    {
        cx.session.goto(address).await?;
        let (title, is): (String, String) = cx.session.eval("return [document.title, location.origin]", &[]).await?;
        ensure!(title == "Console" && is == origin, "{title} at {is}");
    }
    Ok(())
}

async fn only_the_console_can_be_reached(cx: &mut Cx) -> anyhow::Result<()> {
    ensure!(cx.session.goto("https://www.example.com/").await.is_err(), "another host was reached");
    let strays = cx.session.strays();
    ensure!(strays.iter().any(|stray| stray.starts_with("CONNECT www.example.com:443 ")), "{strays:?}");
    Ok(())
}

/// Opens the console and the probe's dialog on it.
async fn opened(session: &Session) -> anyhow::Result<Dialog> {
    session.goto(HOME).await?;
    session.click_on("#reset").await?;
    session.wait_for("the dialog", SOON, async || session.dialog().await).await
}

async fn control(session: &Session, role: &str, name: &str) -> anyhow::Result<Control> {
    session.control(role, name).await?.with_context(|| format!("no {role} {name}"))
}

async fn a_closed_root_can_be_read(cx: &mut Cx) -> anyhow::Result<()> {
    let closed: bool =
        cx.session.eval("return document.documentElement.lastElementChild.shadowRoot === null", &[]).await?;
    ensure!(closed, "the probe's root is open, which shows nothing");
    let dialog = opened(&cx.session).await?;
    ensure!(dialog.role == "alertdialog" && dialog.name == "Reset the probe?" && dialog.modal, "{dialog:?}");
    ensure!(dialog.text.contains("Two integrations stop working."), "{}", dialog.text);
    let seen: Vec<_> = dialog.controls.iter().map(|control| (control.role.as_str(), control.name.as_str())).collect();
    let expected = [
        ("checkbox", "I am ready to update them"),
        ("textbox", "Note"),
        ("button", "Cancel"),
        ("button", "Continue to reset"),
    ];
    ensure!(seen == expected, "{seen:?}");
    let [tick, note, cancel, proceed] = &dialog.controls[..] else { unreachable!("four were expected") };
    ensure!(tick.checked == Some(false) && note.checked.is_none(), "{tick:?} {note:?}");
    ensure!(cancel.focused && !cancel.disabled && cancel.visible && cancel.text == "Cancel", "{cancel:?}");
    ensure!(proceed.disabled && !proceed.focused, "{proceed:?}");
    ensure!(proceed.rect.width > 20.0 && proceed.rect.x > cancel.rect.x, "{proceed:?}");
    Ok(())
}

/// What the probe noted of the last event it got.
async fn noted(session: &Session, expected: &str) -> anyhow::Result<()> {
    let is = async || {
        let note: Option<String> = session.eval("return document.documentElement.dataset.probe ?? null", &[]).await?;
        Ok((note.as_deref() == Some(expected)).then_some(()))
    };
    session.wait_for(&format!("the probe to note {expected:?}"), SOON, is).await
}

async fn real_clicks_and_keys_arrive_in_it(cx: &mut Cx) -> anyhow::Result<()> {
    let session = &cx.session;
    let dialog = opened(session).await?;
    session.click(dialog.find("checkbox", "I am ready").context("no checkbox")?).await?;
    noted(session, "ticked trusted=true").await?;
    session.press(Key::Tab).await?;
    session.press("Two words").await?;
    let note = control(session, "textbox", "Note").await?;
    ensure!(note.focused && note.value == "Two words", "{note:?}");
    session.press(Key::Tab + Key::Tab).await?;
    let proceed = control(session, "button", "Continue").await?;
    ensure!(proceed.focused && !proceed.disabled, "{proceed:?}");
    session.press(Key::Enter).await?;
    noted(session, "continue trusted=true note=Two words").await?;
    ensure!(session.dialog().await?.is_none(), "the dialog is still there");
    // The element itself will do too.
    let dialog = opened(session).await?;
    dialog.find("button", "Cancel").context("no Cancel")?.element.click().await?;
    noted(session, "cancel trusted=true").await
}

async fn escape_and_the_focus(cx: &mut Cx) -> anyhow::Result<()> {
    let session = &cx.session;
    opened(session).await?;
    session.chord(Key::Shift, Key::Tab).await?;
    ensure!(control(session, "textbox", "Note").await?.focused, "Shift+Tab did not move the focus back");
    session.press(Key::Tab).await?;
    ensure!(control(session, "button", "Cancel").await?.focused, "Tab did not move it on");
    session.press(Key::Escape).await?;
    noted(session, "escape").await
}

async fn mouse_finger_and_pen_arrive(cx: &mut Cx) -> anyhow::Result<()> {
    let session = &cx.session;
    session.goto(HOME).await?;
    let listen = "window.heard = [];
        for (const type of ['pointerdown', 'click', 'auxclick', 'dblclick', 'contextmenu']) {
            document.querySelector('textarea').addEventListener(type, (event) => {
                const held = [event.ctrlKey && ' ctrl', event.shiftKey && ' shift', !event.isTrusted && ' by script'];
                heard.push([type, event.pointerType ?? '', event.button].join(' ') + held.filter(Boolean).join(''));
                event.preventDefault();
            });
        }";
    session.eval::<()>(listen, &[]).await?;
    let rect = session.rect_of("textarea").await?;
    let heard = async |expected: &[&str]| -> anyhow::Result<()> {
        let heard: Vec<String> = session.eval("return window.heard.splice(0);", &[]).await?;
        // A double click is a MouseEvent in one browser and a PointerEvent in the other.
        let heard: Vec<String> = heard.iter().map(|line| line.replace("  ", " mouse ")).collect();
        ensure!(heard == expected, "heard {heard:?}, expected {expected:?}");
        Ok(())
    };
    session.tap(rect).await?;
    heard(&["pointerdown touch 0", "click touch 0"]).await?;
    session.point_with(Pointer::Pen, rect).await?;
    heard(&["pointerdown pen 0", "click pen 0"]).await?;
    // A busy page is no reason to take a tap for a finger that rests there.
    let busy = "document.querySelector('textarea').addEventListener('pointerdown', () => {
        for (const end = Date.now() + 1_500; Date.now() < end;);
    }, { once: true });";
    session.eval::<()>(busy, &[]).await?;
    session.tap(Rect { width: rect.width / 4.0, ..rect }).await?;
    heard(&["pointerdown touch 0", "click touch 0"]).await?;
    session.click_with(rect, Button::Middle, &[]).await?;
    heard(&["pointerdown mouse 1", "auxclick mouse 1"]).await?;
    session.click_with(rect, Button::Left, &[Key::Control, Key::Shift]).await?;
    heard(&["pointerdown mouse 0 ctrl shift", "click mouse 0 ctrl shift"]).await?;
    session.click_with(rect, Button::Right, &[]).await?;
    heard(&["pointerdown mouse 2", "contextmenu mouse 2", "auxclick mouse 2"]).await?;
    session.double_click_at(rect).await?;
    let once = ["pointerdown mouse 0", "click mouse 0"];
    heard(&[&once[..], &once, &["dblclick mouse 0"]].concat()).await
}

async fn a_drag_selects_and_a_wheel_turns(cx: &mut Cx) -> anyhow::Result<()> {
    let session = &cx.session;
    session.goto(HOME).await?;
    let (heading, number) = (session.rect_of("h1").await?, session.rect_of("p").await?);
    session.drag(Pointer::Mouse, heading, number).await?;
    let selected: String = session.eval("return String(getSelection());", &[]).await?;
    ensure!(selected.trim_start().starts_with("Account number"), "selected: {selected:?}");
    let listen =
        "window.turned = 0; addEventListener('wheel', (event) => { window.turned += event.deltaY; }, { passive: true });
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);";
    session.eval::<()>(listen, &[]).await?;
    session.wheel(heading, 300).await?;
    session
        .wait_for("the wheel to turn", SOON, async || {
            Ok((session.eval::<f64>("return window.turned;", &[]).await?.round() == 300.0).then_some(()))
        })
        .await
}

async fn words_are_composed_and_file_choosers_cancelled(cx: &mut Cx) -> anyhow::Result<()> {
    let session = &cx.session;
    session.goto(HOME).await?;
    session.click_at(session.rect_of("textarea").await?).await?;
    session.compose("にほん", "日本").await?;
    session
        .wait_for("what was composed", SOON, async || {
            Ok((session.with::<String>("textarea", "return element.value;").await? == "日本").then_some(()))
        })
        .await?;
    session.cancel_file_choosers().await?;
    let build = "const file = document.body.appendChild(document.createElement('input'));
        file.type = 'file';
        file.addEventListener('cancel', () => { document.title = 'cancelled'; });";
    session.eval::<()>(build, &[]).await?;
    session.click_at(session.rect_of("input").await?).await?;
    session
        .wait_for("the chooser's end", SOON, async || {
            Ok((session.eval::<String>("return document.title;", &[]).await? == "cancelled").then_some(()))
        })
        .await
}

async fn behind_a_modal_dialog_is_inert(cx: &mut Cx) -> anyhow::Result<()> {
    cx.session.goto(HOME).await?;
    control(&cx.session, "button", "Copy account number").await?;
    opened(&cx.session).await?;
    let all = cx.session.controls().await?;
    let copy = all.iter().find(|control| control.text == "Copy").context("no copy button")?;
    ensure!(copy.visible && copy.role == "none" && copy.name.is_empty(), "{copy:?}");
    Ok(())
}

async fn highlights_are_read_and_seen(cx: &mut Cx) -> anyhow::Result<()> {
    let session = &cx.session;
    session.goto(HOME).await?;
    let texts = session.highlighted("keyturn-account-number").await?;
    ensure!(texts == ["12345678"], "{texts:?}");
    ensure!(session.highlighted("keyturn-provisioning-hash").await?.is_empty(), "there is no hash");
    let places = session.highlighted_at("keyturn-account-number").await?;
    for zoom in [1.0, 2.0] {
        session.emulate(&Look { zoom, ..Look::default() }).await?;
        let place = session.highlighted_at("keyturn-account-number").await?[0];
        let painted = session.pixels().await?.share_of(PAINTED, place);
        ensure!(painted > 0.3, "only {painted} of {place:?} is painted at zoom {zoom}");
    }
    session.emulate(&Look::default()).await?;
    session.eval::<()>("CSS.highlights.clear()", &[]).await?;
    let left = session.pixels().await?.share_of(PAINTED, places[0]);
    ensure!(left == 0.0, "{left} is painted without a highlight");
    Ok(())
}

async fn copies_reach_the_clipboard(cx: &mut Cx) -> anyhow::Result<()> {
    let session = &cx.session;
    session.goto(HOME).await?;
    session.set_clipboard("something else").await?;
    ensure!(session.clipboard().await? == "something else", "the clipboard cannot be set");
    session.click(&control(session, "button", "Copy account number").await?).await?;
    noted(session, "copied trusted=true").await?;
    let copied = session.clipboard().await?;
    ensure!(copied == "12345678", "{copied}");
    Ok(())
}

async fn extension_pages_open_in_tabs(cx: &mut Cx) -> anyhow::Result<()> {
    let session = &cx.session;
    session.goto(HOME).await?;
    let console = session.tab().await?;
    let popup = session.open_extension_page("popup.html").await?;
    ensure!(session.driver.title().await? == "Probe popup", "no popup");
    session.switch_to(&console).await?;
    ensure!(session.driver.title().await? == "Console", "no console");
    session.switch_to(&popup).await?;
    session.goto(&session.extension_url("options.html")).await?;
    ensure!(session.driver.title().await? == "Probe options", "no options");
    Ok(())
}

async fn the_extensions_apis_are_within_reach(cx: &mut Cx) -> anyhow::Result<()> {
    let session = &cx.session;
    session.goto(HOME).await?;
    let started: f64 = session.in_extension("return (await chrome.storage.local.get('started')).started", &[]).await?;
    ensure!(started > 0.0, "the background did not write");
    let answer: String = session.in_extension_page("return chrome.runtime.sendMessage('ping')", &[]).await?;
    ensure!(answer == "pong", "{answer}");
    ensure!(session.driver.title().await? == "Console", "not back at the console");
    Ok(())
}

async fn the_background_can_be_ended(cx: &mut Cx) -> anyhow::Result<()> {
    let session = &cx.session;
    let started = "return (await chrome.storage.local.get('started')).started";
    session.in_extension_page::<String>("return chrome.runtime.sendMessage('ping')", &[]).await?;
    ensure!(session.background_runs().await?, "it does not run");
    let before: f64 = session.in_extension(started, &[]).await?;
    // Who asks again while it ends asks for what comes anyway.
    session.end_background().await?;
    session.end_background().await?;
    session.stop_background().await?;
    let answer: String = session.in_extension_page("return chrome.runtime.sendMessage('ping')", &[]).await?;
    ensure!(answer == "pong", "{answer}");
    let anew = async || Ok((session.in_extension::<f64>(started, &[]).await? > before).then_some(()));
    session.wait_for("the background's second life", SOON, anew).await
}

async fn webassembly_is_as_asked(cx: &mut Cx) -> anyhow::Result<()> {
    let is_there = "return typeof WebAssembly === 'object'";
    cx.session.goto(HOME).await?;
    let in_the_page: bool = cx.session.eval(is_there, &[]).await?;
    let in_the_extension: bool = cx.session.in_extension(is_there, &[]).await?;
    ensure!([in_the_page, in_the_extension] == [cx.session.wasm; 2], "{in_the_page} {in_the_extension}");
    Ok(())
}

async fn consoles_are_listened_to(cx: &mut Cx) -> anyhow::Result<()> {
    let session = &cx.session;
    session.goto(HOME).await?;
    session.click_on("#grumble").await?;
    session.open_extension_page("options.html?grumble").await?;
    let mut heard = Vec::new();
    let expected = ["said by the page", "thrown by the page", "said by the extension", "thrown by the extension"];
    session
        .wait_for("all complaints", SOON, async || {
            heard.extend(session.take_log().await?);
            let is_there =
                |words: &&str| heard.iter().any(|entry| entry.level == Level::Error && entry.text.contains(*words));
            Ok(expected.iter().all(is_there).then_some(()))
        })
        .await
        .with_context(|| format!("heard {heard:?}"))
}

async fn schemes_colours_and_zoom_are_emulated(cx: &mut Cx) -> anyhow::Result<()> {
    let session = &cx.session;
    let ask = "return ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-reduced-motion: reduce)']
        .map((query) => matchMedia(query).matches)";
    let corner = keyturn_e2e::Rect { x: 400.0, y: 0.0, width: 5.0, height: 5.0 };
    session.goto(HOME).await?;
    let before: (f64, f64) = session.eval("return [innerWidth, devicePixelRatio]", &[]).await?;
    let dark = Look { scheme: Some(Scheme::Dark), ..Look::default() };
    let all = Look { forced_colors: true, reduced_motion: true, zoom: 2.0, ..dark };
    for (look, expected) in [
        (dark, [true, false, false]),
        (Look { scheme: Some(Scheme::Light), ..dark }, [false, false, false]),
        (all, [true, true, true]),
    ] {
        session.emulate(&look).await?;
        let is = async || Ok((session.eval::<[bool; 3]>(ask, &[]).await? == expected).then_some(()));
        session.wait_for(&format!("{look:?}"), SOON, is).await?;
        let black = session.pixels().await?.share_of([0, 0, 0], corner);
        ensure!(look.forced_colors || (black == 1.0) == expected[0], "{black} is black under {look:?}");
    }
    let zoomed: (f64, f64) = session.eval("return [innerWidth, devicePixelRatio]", &[]).await?;
    ensure!(zoomed == (before.0 / 2.0, before.1 * 2.0), "{before:?} became {zoomed:?}");
    // Places and clicks still agree.
    let dialog = opened(session).await?;
    session.click(dialog.find("checkbox", "I am ready").context("no checkbox")?).await?;
    noted(session, "ticked trusted=true").await?;
    session.fresh_tab().await?;
    ensure!(session.eval::<[bool; 3]>(ask, &[]).await? == [false; 3], "a fresh tab is not as fresh");
    Ok(())
}

async fn a_page_may_ask_to_stay(cx: &mut Cx) -> anyhow::Result<()> {
    let session = &cx.session;
    session.goto(HOME).await?;
    ensure!(!session.leave_for("https://admin.lastpass.com/clingy").await?, "a page that does not cling asked");
    session.click_on("textarea").await?;
    session.press("x").await?;
    ensure!(session.leave_for(HOME).await?, "a clingy page was left silently");
    session.answer_prompt(false).await?;
    ensure!(session.driver.current_url().await?.path() == "/clingy", "it was left all the same");
    ensure!(session.leave_for(HOME).await?, "it asks only once");
    session.answer_prompt(true).await?;
    let left = async || Ok((session.driver.current_url().await?.path() == "/").then_some(()));
    session.wait_for("the page to be left", SOON, left).await
}

async fn prompts_of_the_page_are_answered(cx: &mut Cx) -> anyhow::Result<()> {
    let session = &cx.session;
    session.goto(HOME).await?;
    for (ok, title) in [(true, "yes"), (false, "no")] {
        session.click_on("#ask").await?;
        let text = session.wait_for("the prompt", SOON, async || Ok(session.prompt().await)).await?;
        ensure!(text == "Sure?", "{text}");
        session.answer_prompt(ok).await?;
        let told = async || Ok((session.driver.title().await? == title).then_some(()));
        session.wait_for("the answer", SOON, told).await?;
    }
    Ok(())
}

async fn a_clingy_tab_is_closed_all_the_same(cx: &mut Cx) -> anyhow::Result<()> {
    let session = &cx.session;
    session.goto("https://admin.lastpass.com/clingy").await?;
    session.click_on("textarea").await?;
    session.press("x").await?;
    session.fresh_tab().await?;
    ensure!(session.driver.windows().await?.len() == 1, "a tab is left over");
    session.goto("https://admin.lastpass.com/clingy").await?;
    session.click_on("textarea").await?;
    session.press("x").await?;
    ensure!(session.leave_for(HOME).await?, "a clingy page was left silently");
    session.fresh_tab().await?;
    session.goto(HOME).await?;
    ensure!(session.driver.windows().await?.len() == 1, "a tab is left over");
    Ok(())
}

async fn a_quiet_page_is_quiet(cx: &mut Cx) -> anyhow::Result<()> {
    opened(&cx.session).await?;
    cx.session.press(Key::Escape).await?;
    noted(&cx.session, "escape").await?;
    cx.session.open_extension_page("popup.html").await?;
    cx.session.expect_quiet_console().await
}

async fn waiting_ends(cx: &mut Cx) -> anyhow::Result<()> {
    let limit = Duration::from_millis(300);
    let never = cx.session.wait_for("what never comes", limit, async || Ok(None::<()>)).await;
    let error = never.expect_err("it came").to_string();
    ensure!(error == "waited 300ms for what never comes", "{error}");
    Ok(())
}
