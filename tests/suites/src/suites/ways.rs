//! Every way to press the reset, and every shape that it can have: held. What only looks like it: not.

use std::collections::BTreeMap;

use anyhow::{Context as _, ensure};
use keyturn_console::Csp;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Button, Key, Pointer, Rect, Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, World, afresh, at, continue_to_reset, element, engine_runs, guard, is_chromium, is_running, list,
    no_guard, painted,
};
use serde_json::{Value, json};

use crate::failsafe::the_browser_is_answered;

/// The shapes, and the page's listeners that write down what reaches them.
pub const SHAPES: &str = include_str!("ways.js");

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        every_shape_of_the_reset_is_held_when_it_is_clicked,
        every_shape_of_the_reset_is_held_when_the_page_clicks_it,
        every_shape_of_the_reset_is_held_when_enter_presses_it,
        every_shape_of_the_reset_is_held_when_space_presses_it,
        every_kind_of_control_goes_on_after_continue,
        what_goes_on_is_what_another_button_gets,
        what_only_looks_like_the_reset_reaches_the_page,
        a_tap_on_the_reset_is_held_and_goes_on,
        a_pen_on_the_reset_is_held,
        the_middle_button_on_a_reset_link_is_held,
        a_click_with_ctrl_on_a_reset_link_is_held,
        enter_in_a_field_of_the_resets_form_is_held,
        the_reset_in_a_srcdoc_frame_is_held,
        the_reset_in_a_blob_frame_is_held,
    ]
}

/// The tests of a package without engines for the console's pages.
pub fn without_engines() -> Vec<Test<World>> {
    tests![
        without_an_engine_the_browser_asks_about_every_shape,
        without_an_engine_every_kind_of_control_goes_on,
        without_an_engine_what_only_looks_like_the_reset_reaches_the_page,
        without_an_engine_the_pages_own_prompt_can_be_answered,
    ]
}

/// The tests of a package whose engines come three seconds late.
pub fn late() -> Vec<Test<World>> {
    tests![shapes_that_say_it_in_parts_are_held_until_the_engine_is_there]
}

async fn open(cx: &mut Context<World>) -> anyhow::Result<(Vec<String>, Vec<String>)> {
    open_with(cx, SHAPES).await?;
    cx.session.eval("return window.__shapes();", &[]).await
}

/// Opens the page with the reset, with what this script puts at hand there. Something is listed: otherwise the dialog offers the whole
/// catalog, which takes long to read each time.
pub async fn open_with(cx: &mut Context<World>, script: &str) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "Priya Nair", "", &[]).await?;
    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    painted(session, &["18836731"]).await?;
    session.eval::<Value>(script, &[]).await?;
    Ok(())
}

/// Puts a shape into the page; where to click it.
async fn put(session: &Session, name: &str) -> anyhow::Result<Rect> {
    session.eval::<Value>("window.__put(arguments[0]);", &[json!(name)]).await?;
    // What a shape does in a task of its own, a modal dialog or words that come late, has happened then.
    session.eval("return new Promise((done) => setTimeout(() => done(window.__rect()), 20));", &[]).await
}

/// What reached the page of the shape.
async fn got(session: &Session) -> anyhow::Result<Vec<String>> {
    session.eval("return window.__got;", &[]).await
}

/// Presses every shape in one way; each is held, and nothing of it reaches the page.
async fn all_held(
    cx: &mut Context<World>,
    press: impl AsyncFn(&Session, Rect) -> anyhow::Result<()>,
    fits: impl Fn(&str) -> bool,
) -> anyhow::Result<()> {
    let (shapes, _) = open(cx).await?;
    let session = &cx.session;
    let mut failed: BTreeMap<String, String> = BTreeMap::new();
    for name in shapes.iter().filter(|name| fits(name)) {
        let rect = put(session, name).await?;
        press(session, rect).await?;
        if let Err(error) = guard(session).await {
            failed.insert(name.clone(), format!("{error:#}; the page got {:?}", got(session).await?));
            continue;
        }
        let got = got(session).await?;
        if !got.is_empty() {
            failed.insert(name.clone(), format!("the page got {got:?}"));
        }
        session.press(Key::Escape).await?;
        no_guard(session).await?;
    }
    ensure!(failed.is_empty(), "not held as it should be: {failed:#?}");
    ensure!(cx.data.console.resets() == 0);
    Ok(())
}

async fn every_shape_of_the_reset_is_held_when_it_is_clicked(cx: &mut Context<World>) -> anyhow::Result<()> {
    all_held(cx, async |session, rect| session.click_at(rect).await, |_| true).await
}

async fn every_shape_of_the_reset_is_held_when_the_page_clicks_it(cx: &mut Context<World>) -> anyhow::Result<()> {
    let click = async |session: &Session, _| {
        session
            .eval::<Value>("(window.__control.click ? window.__control : window.__control.parentElement).click();", &[])
            .await?;
        Ok(())
    };
    all_held(cx, click, |_| true).await
}

/// What the keyboard reaches.
fn has_keys(shape: &str) -> bool {
    !matches!(shape, "a div under a hand" | "a label for a button" | "words in the slot of a closed component")
}

async fn key(session: &Session, key: Key) -> anyhow::Result<()> {
    session
        .eval::<Value>(
            "(window.__control.closest('button, [tabindex], a, summary, input') ?? window.__control).focus();",
            &[],
        )
        .await?;
    session.press(key).await
}

async fn every_shape_of_the_reset_is_held_when_enter_presses_it(cx: &mut Context<World>) -> anyhow::Result<()> {
    all_held(cx, async |session, _| key(session, Key::Enter).await, has_keys).await
}

async fn every_shape_of_the_reset_is_held_when_space_presses_it(cx: &mut Context<World>) -> anyhow::Result<()> {
    all_held(cx, async |session, _| key(session, Key::Space).await, has_keys).await
}

/// One shape of each kind of control; what they say makes no difference here.
const KINDS: [&str; 9] = [
    "a submit button",
    "a link",
    "an input of type button",
    "a div with the role of a button",
    "a summary",
    "a label for a button",
    "words in the slot of an open component",
    "words in the slot of a closed component",
    "in a modal dialog of the page",
];

async fn every_kind_of_control_goes_on_after_continue(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let allow = async |session: &Session| {
        continue_to_reset(session).await?;
        no_guard(session).await
    };
    // A click on a label is one, and the one that it gives its button is another.
    all_go_on(&cx.session, allow, 2).await
}

async fn all_go_on(
    session: &Session,
    allow: impl AsyncFn(&Session) -> anyhow::Result<()>,
    of_a_label: usize,
) -> anyhow::Result<()> {
    let mut failed: BTreeMap<String, String> = BTreeMap::new();
    for name in KINDS {
        let rect = put(session, name).await?;
        session.click_at(rect).await?;
        allow(session).await?;
        let got = got(session).await?;
        let clicks = got.iter().filter(|event| event.starts_with("click:")).count();
        let expected = if name == "a label for a button" { of_a_label } else { 1 };
        if clicks != expected {
            failed.insert(name.to_owned(), format!("the page got {got:?}"));
        }
        session.eval::<Value>("window.__clear();", &[]).await?;
    }
    ensure!(failed.is_empty(), "not let go as it should be: {failed:#?}");
    Ok(())
}

/// Beside a shape a button that says nothing, and what a page goes by in the events of both: all but where and when,
/// and but `code`: to WebDriver, Enter is the one of the number pad.
const FACTS: &str = "const facts = ['button', 'buttons', 'key', 'keyCode', 'charCode', 'which', 'pointerType', 'isPrimary'];
    const other = Object.assign(document.createElement('button'), { id: 'other', textContent: 'Edit users', type: 'button' });
    document.body.prepend(other);
    window.__facts = [];
    const note = (event) => {
        const told = [event.type, ...facts.map((fact) => `${fact}=${event[fact] ?? ''}`)];
        if (event.target.closest?.('#other, #shape')) window.__facts.push(told.join(' '));
    };
    for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'keydown', 'keypress', 'keyup'])
        addEventListener(type, note, true);";

async fn what_goes_on_is_what_another_button_gets(cx: &mut Context<World>) -> anyhow::Result<()> {
    shape(cx, "a button").await?;
    let session = &cx.session;
    session.eval::<Value>(FACTS, &[]).await?;
    let facts = async || session.eval::<Vec<String>>("return window.__facts.splice(0);", &[]).await;
    let focus = async |which: &str| session.eval::<Value>(&format!("{which}.focus();"), &[]).await;
    for way in ["mouse", "finger", "Enter", "Space"] {
        let press = async |rect, which| match way {
            "mouse" => session.click_at(rect).await,
            "finger" => session.tap(rect).await,
            _ => {
                focus(which).await?;
                session.press(if way == "Enter" { Key::Enter } else { Key::Space }).await
            }
        };
        press(session.rect_of("#other").await?, "other").await?;
        let expected = facts().await?;
        ensure!(!expected.is_empty(), "{way}: the other button got nothing");
        press(session.rect_of("#shape button").await?, "window.__control").await?;
        continue_to_reset(session).await?;
        no_guard(session).await?;
        let got = facts().await?;
        ensure!(got == expected, "{way}: the reset got {got:#?}, another button {expected:#?}");
    }
    Ok(())
}

async fn what_only_looks_like_the_reset_reaches_the_page(cx: &mut Context<World>) -> anyhow::Result<()> {
    let (_, others) = open(cx).await?;
    let asked = async |session: &Session| {
        let asks = session.dialog().await?.is_some();
        if asks {
            session.press(Key::Escape).await?;
        }
        Ok(asks)
    };
    all_reach_the_page(&cx.session, others.iter(), asked).await
}

async fn all_reach_the_page(
    session: &Session,
    names: impl Iterator<Item = &String>,
    asked: impl AsyncFn(&Session) -> anyhow::Result<bool>,
) -> anyhow::Result<()> {
    let mut failed: BTreeMap<String, String> = BTreeMap::new();
    for name in names {
        let rect = put(session, name).await?;
        session.click_at(rect).await?;
        if asked(session).await? {
            failed.insert(name.clone(), "it was asked about".to_owned());
            continue;
        }
        let got = got(session).await?;
        if !got.contains(&"mousedown:true".to_owned()) || !got.contains(&"click:true".to_owned()) {
            failed.insert(name.clone(), format!("the page got {got:?}"));
        }
    }
    ensure!(failed.is_empty(), "did not reach the page as it was: {failed:#?}");
    Ok(())
}

/// A page with the shapes, in which no engine runs.
async fn open_alone(cx: &mut Context<World>) -> anyhow::Result<(Vec<String>, Vec<String>)> {
    cx.data.console.reset_state();
    cx.data.console.sign_in_all();
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    element(session, "#reset-hash").await?;
    ensure!(!is_running(session).await?, "an engine runs, so this shows nothing");
    session.eval::<Value>(SHAPES, &[]).await?;
    session.eval("return window.__shapes();", &[]).await
}

async fn without_an_engine_the_browser_asks_about_every_shape(cx: &mut Context<World>) -> anyhow::Result<()> {
    let (shapes, _) = open_alone(cx).await?;
    let session = &cx.session;
    let mut failed: BTreeMap<String, String> = BTreeMap::new();
    for name in &shapes {
        let rect = put(session, name).await?;
        session.click_at(rect).await?;
        if let Err(error) = the_browser_is_answered(session, false).await {
            failed.insert(name.clone(), format!("{error:#}; the page got {:?}", got(session).await?));
            continue;
        }
        let got = got(session).await?;
        if !got.is_empty() {
            failed.insert(name.clone(), format!("the page got {got:?}"));
        }
    }
    ensure!(failed.is_empty(), "not asked about as it should be: {failed:#?}");
    Ok(())
}

async fn without_an_engine_every_kind_of_control_goes_on(cx: &mut Context<World>) -> anyhow::Result<()> {
    open_alone(cx).await?;
    let session = &cx.session;
    // In Firefox a label that a script clicks within a click gives its button none: that one can be pressed itself.
    let of_a_label = if is_chromium(session) { 2 } else { 1 };
    all_go_on(session, async |session| the_browser_is_answered(session, true).await, of_a_label).await
}

async fn without_an_engine_what_only_looks_like_the_reset_reaches_the_page(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    let (_, others) = open_alone(cx).await?;
    let asked = async |session: &Session| {
        let asks = session.prompt().await.is_some();
        if asks {
            session.answer_prompt(false).await?;
        }
        Ok(asks)
    };
    // Nobody can tell what a control is about that says all the words.
    let says_all = ["a button about it", "a region that is called so", "a button in what is called so"];
    let names = others.iter().filter(|name| !says_all.contains(&name.as_str()));
    all_reach_the_page(&cx.session, names, asked).await
}

/// A prompt that speaks of the reset, can have the focus, and has what can be typed and pressed in it.
async fn without_an_engine_the_pages_own_prompt_can_be_answered(cx: &mut Context<World>) -> anyhow::Result<()> {
    open_alone(cx).await?;
    let session = &cx.session;
    let build = "const prompt = make('div', { id: 'own', role: 'dialog', tabindex: '-1', style: 'position: relative; z-index: 9; background: white' },
            make('p', {}, 'Reset your provisioning hash? Say why.'), make('input', { id: 'why' }),
            make('button', { id: 'no', type: 'button' }, 'Cancel'), make('button', { id: 'yes', type: 'button' }, 'OK'));
        window.__heard = [];
        for (const type of ['click', 'keydown', 'auxclick']) prompt.addEventListener(type, (event) => window.__heard.push(`${type}:${event.target.id}`));
        document.body.prepend(prompt);";
    session.eval::<Value>(&format!("{SHAPES}{build}"), &[]).await?;
    for control in ["why", "no", "yes"] {
        session.click_on(&format!("#{control}")).await?;
        ensure!(session.prompt().await.is_none(), "the browser asks about {control}");
    }
    session.click_on("#why").await?;
    session.press(Key::Space).await?;
    let typed: String = session.eval("return document.querySelector('#why').value;", &[]).await?;
    ensure!(typed == " ", "the space in the field is {typed:?}");
    let heard: Vec<String> = session.eval("return window.__heard;", &[]).await?;
    let expected = ["click:why", "click:no", "click:yes", "click:why", "keydown:why"];
    ensure!(heard == expected, "the page heard {heard:?}");
    Ok(())
}

/// Such as one sees the loader suspect by another element than the engine holds.
const PARTLY: [&str; 4] = [
    "a part with a role of its own",
    "a link in an item of a menu",
    "words in the slot of an open component",
    "a picture that says it",
];

async fn shapes_that_say_it_in_parts_are_held_until_the_engine_is_there(cx: &mut Context<World>) -> anyhow::Result<()> {
    for name in PARTLY {
        open_alone(cx).await?;
        let session = &cx.session;
        let rect = put(session, name).await?;
        session.click_at(rect).await?;
        guard(session).await.with_context(|| format!("{name}: not held"))?;
        let got = got(session).await?;
        ensure!(got.is_empty(), "{name}: the page got {got:?}");
        session.press(Key::Escape).await?;
        no_guard(session).await?;
    }
    Ok(())
}

/// Puts a shape into a page that is open.
async fn shape(cx: &mut Context<World>, name: &str) -> anyhow::Result<Rect> {
    open(cx).await?;
    put(&cx.session, name).await
}

async fn a_tap_on_the_reset_is_held_and_goes_on(cx: &mut Context<World>) -> anyhow::Result<()> {
    let rect = shape(cx, "a button").await?;
    let session = &cx.session;
    session.tap(rect).await?;
    guard(session).await?;
    ensure!(got(session).await?.is_empty(), "the page got {:?}", got(session).await?);
    continue_to_reset(session).await?;
    no_guard(session).await?;
    let got = got(session).await?;
    for expected in ["pointerdown:false", "touchstart:false", "touchend:false", "click:false"] {
        ensure!(got.iter().filter(|event| *event == expected).count() == 1, "after Continue the page got {got:?}");
    }
    Ok(())
}

async fn a_pen_on_the_reset_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    let rect = shape(cx, "a button").await?;
    let session = &cx.session;
    session.point_with(Pointer::Pen, rect).await?;
    guard(session).await?;
    ensure!(got(session).await?.is_empty(), "the page got {:?}", got(session).await?);
    Ok(())
}

/// A press that would open a link's address in a tab of its own.
async fn opens_no_tab(cx: &mut Context<World>, button: Button, held: &[Key]) -> anyhow::Result<()> {
    let rect = shape(cx, "a link").await?;
    let session = &cx.session;
    let tabs = session.driver.windows().await?.len();
    session.click_with(rect, button, held).await?;
    guard(session).await?;
    ensure!(got(session).await?.is_empty(), "the page got {:?}", got(session).await?);
    session.press(Key::Escape).await?;
    no_guard(session).await?;
    ensure!(session.driver.windows().await?.len() == tabs, "a tab was opened");
    Ok(())
}

async fn the_middle_button_on_a_reset_link_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    opens_no_tab(cx, Button::Middle, &[]).await
}

async fn a_click_with_ctrl_on_a_reset_link_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    opens_no_tab(cx, Button::Left, &[Key::Control]).await
}

async fn enter_in_a_field_of_the_resets_form_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    // The button stands elsewhere and belongs to the form by its id; another one, which comes later, does not count.
    let build = "const field = document.createElement('input');
        const form = Object.assign(document.createElement('form'), { id: 'away' });
        const button = document.createElement('button');
        button.setAttribute('form', 'away');
        button.textContent = 'Reset your provisioning hash';
        const other = document.createElement('button');
        other.textContent = 'Cancel';
        form.append(field, other);
        window.__submits = 0;
        form.addEventListener('submit', (event) => { event.preventDefault(); window.__submits += 1; });
        document.body.prepend(button, form);
        field.focus();";
    session.eval::<Value>(build, &[]).await?;
    session.press(Key::Enter).await?;
    guard(session).await?;
    ensure!(session.eval::<u32>("return window.__submits;", &[]).await? == 0, "the page got the submit");
    continue_to_reset(session).await?;
    no_guard(session).await?;
    ensure!(session.eval::<u32>("return window.__submits;", &[]).await? == 1, "not submitted once");
    Ok(())
}

/// The reset in a frame that `source` (a script) fills; the frame is the page's own.
async fn in_frame(cx: &mut Context<World>, source: &str) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let build = format!(
        "const html = '<!doctype html><button id=reset-hash>Reset your provisioning hash</button>';
        const frame = document.createElement('iframe');
        frame.id = 'frame';
        frame.style.cssText = 'display: block; width: 700px; height: 420px';
        {source}
        document.body.prepend(frame);
        return new Promise((done) => frame.addEventListener('load', () => {{
          window.__got = [];
          frame.contentDocument.querySelector('button').addEventListener('click', () => window.__got.push('click'));
          done(0);
        }}));"
    );
    session.eval::<Value>(&build, &[]).await?;
    let frame = session.driver.execute("return document.querySelector('#frame')", vec![]).await?.element()?;
    frame.enter_frame().await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    session.driver.enter_default_frame().await?;
    ensure!(got(session).await?.is_empty(), "the page got the click in its frame");
    Ok(())
}

async fn the_reset_in_a_srcdoc_frame_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    without_policy(cx, "frame.srcdoc = html;").await
}

async fn the_reset_in_a_blob_frame_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    without_policy(cx, "frame.src = URL.createObjectURL(new Blob([html], { type: 'text/html' }));").await
}

/// Under the strict policy no page fills a frame with text.
async fn without_policy(cx: &mut Context<World>, source: &str) -> anyhow::Result<()> {
    cx.data.console.set_csp(Csp::None);
    let result = in_frame(cx, source).await;
    cx.data.console.set_csp(if cx.data.is_strict { Csp::Strict } else { Csp::None });
    result
}
