//! Everything else reaches the page as it was: the recorder page is used twice in the same browser, once under a name where
//! the extension does not run, and must hear the same, event for event, trusted or not, with the user's activation or without.

use std::ops::AsyncFn;

use anyhow::ensure;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Button, Key, Pointer, Session, tests};
use keyturn_suites::{SOON, World, afresh, at, engine_runs, is_chromium, is_running};

/// The tests. They compare what is heard and when, so no other browser runs meanwhile.
pub fn tests() -> Vec<Test<World>> {
    tests![
        mouse_and_its_buttons_reach_the_page,
        fingers_pens_and_wheels_reach_the_page,
        keys_and_typing_reach_the_page,
        forms_reach_the_page,
        copy_and_paste_reach_the_page,
        a_file_chooser_a_window_and_the_full_screen_open,
        links_open_in_tabs_of_their_own,
        the_pages_first_script_is_not_kept_waiting,
    ]
}

/// The same of a package whose engines come three seconds late.
pub fn late() -> Vec<Test<World>> {
    tests![before_an_engine_is_there_a_click_reaches_the_page_at_once]
}

/// The demo console under a name where the extension does not run.
const ELSEWHERE: &str = "https://lastpass.com";

/// What was done, and what the page heard of it.
type Heard = Vec<(&'static str, Vec<String>)>;

/// Does the same with the extension and without, and compares.
async fn is_heard_alike(
    cx: &mut Context<World>,
    act: impl for<'a> AsyncFn(&'a Session) -> anyhow::Result<Heard>,
) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&format!("{ELSEWHERE}/recorder")).await?;
    let without = act(session).await?;
    ensure!(!is_running(session).await?, "the extension runs there too, so this shows nothing");
    session.fresh_tab().await?;
    session.goto(&at("/recorder")).await?;
    engine_runs(session).await?;
    let with = act(session).await?;
    for ((what, without), (_, with)) in without.iter().zip(&with) {
        ensure!(with == without, "{what}: with the extension the page heard {with:#?}, without {without:#?}");
    }
    ensure!(session.dialog().await?.is_none(), "the guard asks");
    session.expect_quiet_console().await
}

/// Takes what the page heard, as soon as a line of it begins so, with what follows at once.
async fn heard(session: &Session, last: &str) -> anyhow::Result<Vec<String>> {
    session
        .wait_for(&format!("{last:?} to be heard"), SOON, async || {
            let lines: Vec<String> = session.eval("return window.heard;", &[]).await?;
            ensure!(lines.iter().any(|line| line.starts_with(last)), "heard {lines:#?}");
            Ok(Some(()))
        })
        .await?;
    // No frame comes where another tab lies over this one.
    let settled = "await new Promise((resolve) => setTimeout(resolve, 30)); return window.heard.splice(0);";
    session.eval(settled, &[]).await
}

async fn focus(session: &Session, selector: &str) -> anyhow::Result<()> {
    session.with(selector, "element.focus(); window.heard.length = 0;").await
}

async fn mouse(session: &Session) -> anyhow::Result<Heard> {
    let mut all = Heard::new();
    let rect = session.rect_of("#button").await?;
    session.click_at(rect).await?;
    all.push(("a click", heard(session, "click button mouse active").await?));
    session.click_with(rect, Button::Left, &[Key::Shift]).await?;
    all.push(("shift and click", heard(session, "click button shift").await?));
    session.click_with(rect, Button::Right, &[]).await?;
    session.press(Key::Escape).await?;
    all.push(("the context menu", heard(session, "contextmenu button").await?));
    session.double_click_at(session.rect_of("#words").await?).await?;
    all.push(("a double click", heard(session, "dblclick words").await?));
    // What is selected would be dragged instead.
    session.eval::<()>("getSelection().empty();", &[]).await?;
    session.drag(Pointer::Mouse, session.rect_of("#words").await?, session.rect_of("#label").await?).await?;
    all.push(("a selection", heard(session, "mouseup").await?));
    session.click_at(session.rect_of("#label").await?).await?;
    all.push(("a label", heard(session, "change tick").await?));
    session.click_at(session.rect_of("#summary").await?).await?;
    all.push(("a summary", heard(session, "toggle details").await?));
    session.with::<()>("#button", "element.click();").await?;
    all.push(("the page's own click", heard(session, "click button by script").await?));
    session.drag(Pointer::Mouse, session.rect_of("#dragged").await?, session.rect_of("#target").await?).await?;
    // Firefox's driver drags, and never drops.
    let last = if is_chromium(session) { "dragend dragged" } else { "dragover target" };
    all.push(("drag and drop", heard(session, last).await?));
    Ok(all)
}

async fn mouse_and_its_buttons_reach_the_page(cx: &mut Context<World>) -> anyhow::Result<()> {
    is_heard_alike(cx, mouse).await
}

async fn fingers(session: &Session) -> anyhow::Result<Heard> {
    let mut all = Heard::new();
    session.tap(session.rect_of("#button").await?).await?;
    all.push(("a tap", heard(session, "click button touch active").await?));
    session.point_with(Pointer::Pen, session.rect_of("#button").await?).await?;
    all.push(("a pen", heard(session, "click button pen active").await?));
    let list = session.rect_of("#scroller").await?;
    session.wheel(list, 200).await?;
    all.push(("a wheel", heard(session, "wheel").await?));
    let above = keyturn_e2e::Rect { y: list.y - 40.0, ..list };
    session.drag(Pointer::Touch, list, above).await?;
    all.push(("a finger that scrolls", heard(session, "touchend").await?));
    Ok(all)
}

async fn fingers_pens_and_wheels_reach_the_page(cx: &mut Context<World>) -> anyhow::Result<()> {
    is_heard_alike(cx, fingers).await
}

async fn keys(session: &Session) -> anyhow::Result<Heard> {
    let mut all = Heard::new();
    for selector in ["#field", "#area", "#editable"] {
        focus(session, selector).await?;
        session.press("Hi ").await?;
        session.press(Key::Backspace).await?;
        all.push(("typing", heard(session, "keyup").await?));
        session.compose("にほん", "日本").await?;
        all.push(("an input method", heard(session, "compositionend").await?));
    }
    focus(session, "#area").await?;
    session.press(Key::Enter).await?;
    all.push(("a new line", heard(session, "keyup").await?));
    for key in [Key::Enter, Key::Space] {
        focus(session, "#button").await?;
        session.press(key).await?;
        all.push(("a key on a button", heard(session, "keyup").await?));
    }
    session.press(Key::Tab).await?;
    all.push(("Tab", heard(session, "keyup").await?));
    session.hold_down(Key::Down, 3).await?;
    all.push(("a key that repeats", heard(session, "keyup").await?));
    session.chord(Key::Control, "s").await?;
    all.push(("the page's shortcut", heard(session, "keyup").await?));
    session.eval::<()>("document.activeElement.blur(); window.heard.length = 0;", &[]).await?;
    session.press("/").await?;
    all.push(("the page's key", heard(session, "keyup").await?));
    session.press(Key::Escape).await?;
    all.push(("Escape", heard(session, "keyup").await?));
    Ok(all)
}

async fn keys_and_typing_reach_the_page(cx: &mut Context<World>) -> anyhow::Result<()> {
    is_heard_alike(cx, keys).await
}

async fn forms(session: &Session) -> anyhow::Result<Heard> {
    let mut all = Heard::new();
    focus(session, "#query").await?;
    session.press("sumo").await?;
    session.press(Key::Enter).await?;
    all.push(("Enter in a field", heard(session, "keyup query Enter").await?));
    session.click_at(session.rect_of("#send").await?).await?;
    all.push(("its button", heard(session, "submit form").await?));
    session.with::<()>("#form", "element.requestSubmit();").await?;
    all.push(("the page's own submit", heard(session, "submit form").await?));
    session.with::<()>("#form", "element.reset();").await?;
    all.push(("a form's own reset", heard(session, "reset form").await?));
    Ok(all)
}

async fn forms_reach_the_page(cx: &mut Context<World>) -> anyhow::Result<()> {
    is_heard_alike(cx, forms).await
}

async fn clipboard(session: &Session) -> anyhow::Result<Heard> {
    let mut all = Heard::new();
    session.set_clipboard("pasted words").await?;
    focus(session, "#area").await?;
    session.shortcut('v').await?;
    all.push(("a paste", heard(session, "keyup area ctrl v").await?));
    let pasted: String = session.with("#area", "return element.value;").await?;
    ensure!(pasted == "pasted words", "pasted: {pasted:?}");
    session.shortcut('a').await?;
    session.shortcut('x').await?;
    all.push(("a cut", heard(session, "cut area").await?));
    session.click_at(session.rect_of("#copy").await?).await?;
    all.push(("a copy by the page", heard(session, "copied").await?));
    let copied = session.clipboard().await?;
    ensure!(copied == "copied by the page", "the clipboard holds {copied:?}");
    Ok(all)
}

async fn copy_and_paste_reach_the_page(cx: &mut Context<World>) -> anyhow::Result<()> {
    is_heard_alike(cx, clipboard).await
}

async fn openers(session: &Session) -> anyhow::Result<Heard> {
    let mut all = Heard::new();
    session.cancel_file_choosers().await?;
    session.click_at(session.rect_of("#choose").await?).await?;
    all.push(("a file chooser", heard(session, "cancel file").await?));
    session.click_at(session.rect_of("#full").await?).await?;
    all.push(("the full screen", heard(session, "full").await?));
    session.eval::<()>("await document.exitFullscreen(); window.heard.length = 0;", &[]).await?;
    let tabs = session.driver.windows().await?.len();
    session.click_at(session.rect_of("#open").await?).await?;
    all.push(("a window", heard(session, "opened").await?));
    let now = session.driver.windows().await?.len();
    ensure!(now == tabs + 1, "{now} tabs are open");
    Ok(all)
}

async fn a_file_chooser_a_window_and_the_full_screen_open(cx: &mut Context<World>) -> anyhow::Result<()> {
    is_heard_alike(cx, openers).await
}

async fn links(session: &Session) -> anyhow::Result<Heard> {
    let mut all = Heard::new();
    let link = session.rect_of("#link").await?;
    let ways: [(&str, Button, &[Key], &str); 2] = [
        ("ctrl and click", Button::Left, &[Key::Control], "click link ctrl"),
        ("the middle button", Button::Middle, &[], "auxclick link"),
    ];
    for (what, button, keys, last) in ways {
        let tabs = session.driver.windows().await?.len();
        session.click_with(link, button, keys).await?;
        all.push((what, heard(session, last).await?));
        session
            .wait_for("a new tab", SOON, async || Ok((session.driver.windows().await?.len() == tabs + 1).then_some(())))
            .await?;
    }
    Ok(all)
}

async fn links_open_in_tabs_of_their_own(cx: &mut Context<World>) -> anyhow::Result<()> {
    is_heard_alike(cx, links).await
}

/// How long after the first byte the page's first script ran, in milliseconds.
async fn first_script(session: &Session, host: &str) -> anyhow::Result<f64> {
    session.goto(&format!("{host}/recorder")).await?;
    let took = "return window.began - performance.getEntriesByType('navigation')[0].responseStart;";
    session.eval(took, &[]).await
}

async fn the_pages_first_script_is_not_kept_waiting(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    // The best of some loads, in turn: the machine has other work too.
    let (mut without, mut with) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..8 {
        without = without.min(first_script(&cx.session, ELSEWHERE).await?);
        with = with.min(first_script(&cx.session, keyturn_suites::CONSOLE).await?);
    }
    ensure!(
        with - without < 50.0,
        "the page's first script ran after {with} ms, without the extension after {without}"
    );
    Ok(())
}

async fn before_an_engine_is_there_a_click_reaches_the_page_at_once(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at("/recorder")).await?;
    session.cancel_file_choosers().await?;
    // The shortest wait of some: the machine has other work too.
    for _ in 0..5 {
        session.click_at(session.rect_of("#button").await?).await?;
    }
    let (lines, waits): (Vec<String>, Vec<f64>) = session.eval("return [window.heard, window.waits];", &[]).await?;
    let clicks = lines.iter().filter(|line| *line == "click button mouse active").count();
    let best = waits.iter().copied().fold(f64::INFINITY, f64::min);
    ensure!(clicks > 0 && waits.len() == 5 && best < 50.0, "waited {waits:?} ms, heard {lines:#?}");
    session.click_at(session.rect_of("#choose").await?).await?;
    heard(session, "cancel file").await?;
    ensure!(!is_running(session).await?, "the engine is there already, so this shows nothing");
    Ok(())
}
