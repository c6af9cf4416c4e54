//! Consoles that nobody had thought of, by somebody else's framework: web components, frames, forms without a script. Each
//! is used as a new admin would.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Button, Key, Pointer, Session, tests};
use keyturn_suites::{
    SOON, World, afresh, at, continue_to_reset, engine_runs, guard, is_chromium, list, no_guard, of, page_saw, painted,
    says, stored,
};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        components_the_number_is_painted_copied_and_remembered,
        components_the_number_in_a_field_is_remembered,
        components_the_reset_is_held_however_it_is_pressed,
        components_continue_lets_a_click_happen_once,
        components_continue_lets_a_key_happen_once,
        components_create_and_other_buttons_go_through,
        frames_the_number_is_painted_copied_and_remembered,
        frames_the_reset_is_held_however_it_is_pressed,
        frames_the_reset_is_held_in_a_blob_too,
        frames_the_company_before_the_number_is_remembered,
        frames_the_dialog_names_the_account_of_another_frame,
        frames_that_come_and_go_leave_the_console_quiet,
        frames_continue_lets_it_happen_once,
        frames_continue_lets_it_happen_where_the_browser_asks,
        frames_create_and_other_buttons_go_through,
        forms_the_number_is_painted_copied_and_remembered,
        forms_the_reset_is_held_however_it_is_pressed,
        forms_a_link_is_held_however_it_is_opened,
        forms_a_link_is_held_when_the_middle_button_opens_it,
        forms_continue_lets_a_click_happen_once,
        forms_continue_lets_enter_in_a_field_happen_once,
        forms_continue_lets_a_link_happen_once,
        forms_create_and_other_buttons_go_through,
    ]
}

/// A way to press something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Mouse,
    Finger,
    Pen,
    Enter,
    Space,
    Script,
}

const EVERY_WAY: [Way; 6] = [Way::Mouse, Way::Finger, Way::Pen, Way::Enter, Way::Space, Way::Script];

async fn press(session: &Session, selector: &str, way: Way) -> anyhow::Result<()> {
    match way {
        Way::Mouse => session.click_at(session.rect_of(selector).await?).await,
        Way::Finger => session.tap(session.rect_of(selector).await?).await,
        Way::Pen => session.point_with(Pointer::Pen, session.rect_of(selector).await?).await,
        Way::Script => session.with(selector, "element.click();").await,
        Way::Enter | Way::Space => {
            session.with::<()>(selector, "element.focus();").await?;
            session.press(if way == Way::Enter { Key::Enter } else { Key::Space }).await
        }
    }
}

async fn open(cx: &mut Context<World>, path: &str) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    list(&cx.session, "Sumo Logic", "Priya Nair", "Hosted Collector > API Secret", &[]).await?;
    cx.session.goto(&at(path)).await?;
    engine_runs(&cx.session).await
}

/// Waits until an element is there, in open shadow roots too.
async fn there(session: &Session, selector: &str) -> anyhow::Result<()> {
    session.wait_for(selector, SOON, async || session.with::<bool>(selector, "return true;").await.map(Some)).await?;
    Ok(())
}

/// Presses the copy button, and waits until the number is in the clipboard and remembered.
async fn copied_and_remembered(session: &Session) -> anyhow::Result<()> {
    session.set_clipboard("what was there before").await?;
    let shown = async || session.control("button", "Copy account number").await;
    let button = session.wait_for("the copy button", SOON, shown).await?;
    session.click(&button).await?;
    let copied = session.clipboard().await?;
    ensure!(copied == "18836731", "the clipboard holds {copied:?}");
    session
        .wait_for("the account remembered", SOON, async || {
            Ok((stored(session, "accounts").await?["accounts"][0]["number"] == "18836731").then_some(()))
        })
        .await
}

/// Presses the reset in each way: the dialog asks, Escape cancels, and the page has seen nothing of it.
async fn held_in(session: &Session, selector: &str, ways: &[Way]) -> anyhow::Result<()> {
    for way in ways {
        let before = page_saw(session).await?;
        press(session, selector, *way).await?;
        guard(session).await.with_context(|| format!("pressed by {way:?}"))?;
        session.press(Key::Escape).await?;
        no_guard(session).await?;
        let seen = page_saw(session).await?;
        ensure!(seen == before, "by {way:?} the page saw {:?}", seen.get(before.len()..));
    }
    Ok(())
}

/// How often the page saw a click on whatever is named so.
async fn clicks(session: &Session, id: &str) -> anyhow::Result<usize> {
    let is_click = |event: &&String| event.starts_with("click:") && event.ends_with(&format!(":{id}"));
    Ok(page_saw(session).await?.iter().filter(is_click).count())
}

/// The hash that the page shows is the account's, after one reset.
async fn one_new_hash(cx: &Context<World>, selector: &str) -> anyhow::Result<()> {
    let session = &cx.session;
    there(session, selector).await?;
    session
        .wait_for("the new hash", SOON, async || {
            let shown: String = session.with(selector, "return element.textContent.trim();").await?;
            Ok((Some(shown) == cx.data.console.hash()).then_some(()))
        })
        .await?;
    let (resets, creates) = (cx.data.console.resets(), cx.data.console.creates());
    ensure!(resets + creates == 1, "{resets} resets, {creates} creates");
    ensure!(session.dialog().await?.is_none(), "the guard asks once more");
    Ok(())
}

async fn reset_filters_went_through(cx: &Context<World>) -> anyhow::Result<()> {
    let done = async || Ok((cx.data.console.actions() == ["reset-filters"]).then_some(()));
    cx.session.wait_for("the filters to be reset", SOON, done).await?;
    ensure!(cx.session.dialog().await?.is_none(), "the guard asks about a harmless button");
    Ok(())
}

// Web components: everything in open shadow roots, in one another; the words of a button are slotted into it.

const WC: &str = "/wc/advanced/enterpriseApi";
const WC_RESET: &str = "console-app >>> enterprise-page >>> #reset-hash";
const WC_PROMPT: &str = "console-app >>> enterprise-page >>> #hash-dialog";

async fn open_components(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, WC).await?;
    there(&cx.session, &format!("{WC_RESET} >>> button")).await
}

async fn components_the_number_is_painted_copied_and_remembered(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "/wc/dashboard").await?;
    painted(&cx.session, &["18836731"]).await?;
    copied_and_remembered(&cx.session).await?;
    cx.session.expect_quiet_console().await
}

async fn components_the_number_in_a_field_is_remembered(cx: &mut Context<World>) -> anyhow::Result<()> {
    open_components(cx).await?;
    copied_and_remembered(&cx.session).await
}

async fn components_the_reset_is_held_however_it_is_pressed(cx: &mut Context<World>) -> anyhow::Result<()> {
    open_components(cx).await?;
    let session = &cx.session;
    held_in(session, WC_RESET, &EVERY_WAY).await?;
    // The button within the button, which has no words of its own.
    held_in(session, &format!("{WC_RESET} >>> button"), &[Way::Script]).await?;
    let is_open: bool = session.with(WC_PROMPT, "return element.open;").await?;
    ensure!(!is_open && cx.data.console.resets() == 0, "the page's own prompt is open");
    session.expect_quiet_console().await
}

async fn components_continue(cx: &mut Context<World>, way: Way) -> anyhow::Result<()> {
    open_components(cx).await?;
    let session = &cx.session;
    let before = clicks(session, "").await?;
    press(session, WC_RESET, way).await?;
    continue_to_reset(session).await?;
    no_guard(session).await?;
    session
        .wait_for("the page's prompt", SOON, async || {
            Ok(session.with::<bool>(WC_PROMPT, "return element.open;").await?.then_some(()))
        })
        .await?;
    ensure!(clicks(session, "").await? - before == 1, "the page saw {:?}", page_saw(session).await?);
    let ok = "console-app >>> enterprise-page >>> #hash-ok";
    session
        .wait_for("the prompt to stand still", SOON, async || {
            let first = session.rect_of(ok).await?;
            Ok((first.width > 0.0 && first == session.rect_of(ok).await?).then_some(()))
        })
        .await?;
    press(session, ok, Way::Mouse).await?;
    one_new_hash(cx, "console-app >>> enterprise-page >>> #provisioning-hash").await
}

async fn components_continue_lets_a_click_happen_once(cx: &mut Context<World>) -> anyhow::Result<()> {
    components_continue(cx, Way::Mouse).await
}

async fn components_continue_lets_a_key_happen_once(cx: &mut Context<World>) -> anyhow::Result<()> {
    components_continue(cx, Way::Enter).await
}

async fn components_create_and_other_buttons_go_through(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    cx.data.console.forget_hash();
    let session = &cx.session;
    session.goto(&at("/wc/dashboard")).await?;
    engine_runs(session).await?;
    there(session, "console-app >>> dashboard-page >>> #reset-filters >>> button").await?;
    press(session, "console-app >>> dashboard-page >>> #reset-filters", Way::Mouse).await?;
    reset_filters_went_through(cx).await?;
    press(session, "console-app >>> #nav-enterprise-api", Way::Mouse).await?;
    there(session, &format!("{WC_RESET} >>> button")).await?;
    press(session, WC_RESET, Way::Mouse).await?;
    let ok = "console-app >>> enterprise-page >>> #hash-ok";
    session
        .wait_for("the page's prompt", SOON, async || {
            Ok(session.with::<bool>(WC_PROMPT, "return element.open;").await?.then_some(()))
        })
        .await?;
    press(session, ok, Way::Mouse).await?;
    one_new_hash(cx, "console-app >>> enterprise-page >>> #provisioning-hash").await
}

// Frames: the number in one, the reset in a frame of another, the prompt in the page around them.

const PORTAL: &str = "/portal/advanced/enterpriseApi";

async fn enter(session: &Session, frame: &str) -> anyhow::Result<()> {
    there(session, frame).await?;
    let find = format!("return document.querySelector({frame:?})");
    session.driver.execute(find, vec![]).await?.element()?.enter_frame().await?;
    Ok(())
}

/// Goes to the page around the frames.
async fn leave(session: &Session) -> anyhow::Result<()> {
    Ok(session.driver.enter_default_frame().await?)
}

async fn enter_actions(session: &Session, words: &str) -> anyhow::Result<()> {
    leave(session).await?;
    enter(session, "#content").await?;
    enter(session, "#actions").await?;
    says(session, "#reset-hash", words).await?;
    engine_runs(session).await
}

async fn open_frames(cx: &mut Context<World>, query: &str) -> anyhow::Result<()> {
    open(cx, &format!("{PORTAL}{query}")).await?;
    enter_actions(&cx.session, "Reset your provisioning hash").await
}

async fn frames_the_number_is_painted_copied_and_remembered(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "/portal/dashboard").await?;
    let session = &cx.session;
    enter(session, "#header").await?;
    painted(session, &["18836731"]).await?;
    let shown = async || session.control("button", "Copy account number").await;
    let button = session.wait_for("the copy button", SOON, shown).await?;
    session.click(&button).await?;
    leave(session).await?;
    let copied = session.clipboard().await?;
    ensure!(copied == "18836731", "the clipboard holds {copied:?}");
    session
        .wait_for("the account remembered", SOON, async || {
            let accounts = stored(session, "accounts").await?;
            let account = &accounts["accounts"][0];
            ensure!(account["number"] == "18836731", "remembered: {accounts}");
            Ok(Some(()))
        })
        .await
}

async fn frames_the_company_before_the_number_is_remembered(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "/portal/dashboard").await?;
    let session = &cx.session;
    session
        .wait_for("the account remembered with its company", SOON, async || {
            let accounts = stored(session, "accounts").await?;
            ensure!(accounts["accounts"][0]["company"] == "OrgABC", "remembered: {accounts}");
            Ok(Some(()))
        })
        .await
}

/// Firefox itself writes down every message that was on its way when a frame's first, empty document was left.
async fn frames_that_come_and_go_leave_the_console_quiet(cx: &mut Context<World>) -> anyhow::Result<()> {
    for _ in 0..5 {
        open_frames(cx, "").await?;
        leave(&cx.session).await?;
    }
    if is_chromium(&cx.session) { cx.session.expect_quiet_console().await } else { Ok(()) }
}

async fn frames_held(cx: &mut Context<World>, query: &str) -> anyhow::Result<()> {
    open_frames(cx, query).await?;
    let session = &cx.session;
    held_in(session, "#reset-hash", &EVERY_WAY).await?;
    leave(session).await?;
    let is_open: bool = session.with("#hash-dialog", "return element.open;").await?;
    ensure!(!is_open && cx.data.console.resets() == 0, "the page's own prompt is open");
    Ok(())
}

async fn frames_the_reset_is_held_however_it_is_pressed(cx: &mut Context<World>) -> anyhow::Result<()> {
    frames_held(cx, "").await
}

async fn frames_the_reset_is_held_in_a_blob_too(cx: &mut Context<World>) -> anyhow::Result<()> {
    frames_held(cx, "?frames=blob").await
}

async fn frames_the_dialog_names_the_account_of_another_frame(cx: &mut Context<World>) -> anyhow::Result<()> {
    open_frames(cx, "").await?;
    let session = &cx.session;
    // Frames know of one another through the background, and it is told of a number that has stood still.
    session
        .wait_for("the account remembered", SOON, async || {
            Ok((stored(session, "accounts").await?["accounts"][0]["number"] == "18836731").then_some(()))
        })
        .await?;
    enter_actions(session, "Reset your provisioning hash").await?;
    press(session, "#reset-hash", Way::Mouse).await?;
    let dialog = guard(session).await?;
    ensure!(dialog.name.contains("18836731"), "its name is {}", dialog.name);
    continue_in_a_small_frame(session).await?;
    session
        .wait_for("the reset written down for its account", SOON, async || {
            Ok((stored(session, "resets").await?["resets"][0]["number"] == "18836731").then_some(()))
        })
        .await
}

/// The dialog is higher than the frame: its end is reached with the wheel.
async fn continue_in_a_small_frame(session: &Session) -> anyhow::Result<()> {
    let dialog = guard(session).await?;
    session.click(of(&dialog, "checkbox", "I am ready to update")?).await?;
    session.wheel(dialog.rect, 1000).await?;
    let height: f64 = session.eval("return innerHeight;", &[]).await?;
    let in_sight = async || {
        let button = session.control("button", "Continue to reset").await?;
        Ok(button.filter(|button| !button.disabled && button.rect.y + button.rect.height < height))
    };
    session.click(&session.wait_for("Continue to reset, in sight", SOON, in_sight).await?).await
}

async fn frames_continue(cx: &mut Context<World>, query: &str) -> anyhow::Result<()> {
    open_frames(cx, query).await?;
    let session = &cx.session;
    press(session, "#reset-hash", Way::Mouse).await?;
    continue_in_a_small_frame(session).await?;
    if query.is_empty() {
        no_guard(session).await?;
        ensure!(clicks(session, "reset-hash").await? == 1, "the page saw {:?}", page_saw(session).await?);
        leave(session).await?;
        session
            .wait_for("the page's prompt", SOON, async || {
                Ok(session.with::<bool>("#hash-dialog", "return element.open;").await?.then_some(()))
            })
            .await?;
        press(session, "#hash-ok", Way::Mouse).await?;
    } else {
        session.wait_for("the browser's question", SOON, async || Ok(session.prompt().await)).await?;
        session.answer_prompt(true).await?;
        leave(session).await?;
    }
    enter(session, "#content").await?;
    one_new_hash(cx, "#provisioning-hash").await
}

async fn frames_continue_lets_it_happen_once(cx: &mut Context<World>) -> anyhow::Result<()> {
    frames_continue(cx, "").await
}

async fn frames_continue_lets_it_happen_where_the_browser_asks(cx: &mut Context<World>) -> anyhow::Result<()> {
    frames_continue(cx, "?prompt=confirm").await
}

async fn frames_create_and_other_buttons_go_through(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    cx.data.console.forget_hash();
    let session = &cx.session;
    session.goto(&at("/portal/dashboard")).await?;
    engine_runs(session).await?;
    enter(session, "#content").await?;
    engine_runs(session).await?;
    press(session, "#reset-filters", Way::Mouse).await?;
    reset_filters_went_through(cx).await?;
    leave(session).await?;
    press(session, "#nav-enterprise-api", Way::Mouse).await?;
    session
        .wait_for("the other frame", SOON, async || {
            let address = "return element.contentDocument?.querySelector('#actions') ? true : null;";
            session.with::<Option<bool>>("#content", address).await
        })
        .await?;
    enter_actions(session, "Create provisioning hash").await?;
    press(session, "#reset-hash", Way::Mouse).await?;
    leave(session).await?;
    session
        .wait_for("the page's prompt", SOON, async || {
            Ok(session.with::<bool>("#hash-dialog", "return element.open;").await?.then_some(()))
        })
        .await?;
    press(session, "#hash-ok", Way::Mouse).await?;
    enter(session, "#content").await?;
    one_new_hash(cx, "#provisioning-hash").await
}

// Forms: pages that the server writes, without a script.

const CLASSIC: &str = "/classic/advanced/enterpriseApi";

/// The page has no script, so the test listens.
const LISTEN: &str = "window.__events = [];
    for (const type of ['click', 'auxclick', 'mousedown', 'keydown', 'submit']) {
        addEventListener(type, (event) => __events.push(`${type}:${event.isTrusted}:${event.target.id}`));
    }";

async fn open_forms(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, CLASSIC).await?;
    painted(&cx.session, &["18836731"]).await?;
    cx.session.eval(LISTEN, &[]).await
}

async fn forms_the_number_is_painted_copied_and_remembered(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "/classic/dashboard").await?;
    let session = &cx.session;
    painted(session, &["18836731"]).await?;
    copied_and_remembered(session).await?;
    session.expect_quiet_console().await
}

async fn forms_the_reset_is_held_however_it_is_pressed(cx: &mut Context<World>) -> anyhow::Result<()> {
    open_forms(cx).await?;
    let session = &cx.session;
    held_in(session, "#reset-hash", &EVERY_WAY).await?;
    let before = page_saw(session).await?;
    let submit = "element.form.requestSubmit();";
    session.with::<()>("#reason", submit).await?;
    guard(session).await.context("submitted by script")?;
    session.press(Key::Escape).await?;
    no_guard(session).await?;
    ensure!(page_saw(session).await? == before, "the page saw {:?}", page_saw(session).await?);
    // The key itself is the field's; the click and the submit that the browser makes of it are not.
    press(session, "#reason", Way::Enter).await?;
    guard(session).await.context("Enter in a field")?;
    let seen = page_saw(session).await?;
    ensure!(!seen.iter().any(|event| event.contains("reset-hash") || event.starts_with("submit")), "it saw {seen:?}");
    let address: String = session.eval("return location.pathname;", &[]).await?;
    ensure!(address == CLASSIC, "the page went to {address}");
    session.expect_quiet_console().await
}

async fn forms_a_link_is_held_however_it_is_opened(cx: &mut Context<World>) -> anyhow::Result<()> {
    open_forms(cx).await?;
    let session = &cx.session;
    held_in(session, "#reset-link", &[Way::Mouse, Way::Finger, Way::Pen, Way::Enter, Way::Script]).await?;
    let tabs = session.driver.windows().await?.len();
    let rect = session.rect_of("#reset-link").await?;
    for key in [Key::Control, Key::Shift] {
        session.click_with(rect, Button::Left, std::slice::from_ref(&key)).await?;
        guard(session).await.with_context(|| format!("clicked with {key:?}"))?;
        session.press(Key::Escape).await?;
        no_guard(session).await?;
    }
    let now = session.driver.windows().await?.len();
    ensure!(now == tabs, "{now} tabs are open");
    Ok(())
}

async fn forms_a_link_is_held_when_the_middle_button_opens_it(cx: &mut Context<World>) -> anyhow::Result<()> {
    open_forms(cx).await?;
    let session = &cx.session;
    let tabs = session.driver.windows().await?.len();
    session.click_with(session.rect_of("#reset-link").await?, Button::Middle, &[]).await?;
    guard(session).await?;
    let now = session.driver.windows().await?.len();
    ensure!(now == tabs, "{now} tabs are open");
    Ok(())
}

/// The question's page has come; its OK makes the hash.
async fn the_server_asks_and_makes_one(cx: &mut Context<World>) -> anyhow::Result<()> {
    let session = &cx.session;
    there(session, "#hash-ok").await?;
    ensure!(cx.data.console.resets() == 0, "reset before the page's own OK");
    engine_runs(session).await?;
    press(session, "#hash-ok", Way::Mouse).await?;
    one_new_hash(cx, "#provisioning-hash").await?;
    painted(&cx.session, &["18836731"]).await?;
    cx.session.expect_quiet_console().await
}

async fn forms_continue_lets_a_click_happen_once(cx: &mut Context<World>) -> anyhow::Result<()> {
    open_forms(cx).await?;
    press(&cx.session, "#reset-hash", Way::Mouse).await?;
    continue_to_reset(&cx.session).await?;
    the_server_asks_and_makes_one(cx).await
}

async fn forms_continue_lets_enter_in_a_field_happen_once(cx: &mut Context<World>) -> anyhow::Result<()> {
    open_forms(cx).await?;
    press(&cx.session, "#reason", Way::Enter).await?;
    continue_to_reset(&cx.session).await?;
    the_server_asks_and_makes_one(cx).await
}

async fn forms_continue_lets_a_link_happen_once(cx: &mut Context<World>) -> anyhow::Result<()> {
    open_forms(cx).await?;
    press(&cx.session, "#reset-link", Way::Enter).await?;
    continue_to_reset(&cx.session).await?;
    the_server_asks_and_makes_one(cx).await
}

async fn forms_create_and_other_buttons_go_through(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    cx.data.console.forget_hash();
    // Each page is there before it is laid out: what is asked of it then must not lay it out.
    cx.data.console.slow_styles(Duration::from_millis(400));
    let session = &cx.session;
    session.goto(&at("/classic/users")).await?;
    engine_runs(session).await?;
    let here = "document.documentElement.dataset.before = '';";
    session.eval::<()>(here, &[]).await?;
    press(session, "#reset-filters", Way::Mouse).await?;
    // The form brings another page. Nobody leaves that before it is there, and Firefox lays out what is left half-way.
    let is_next = "return !('before' in document.documentElement.dataset) && document.readyState === 'complete';";
    session
        .wait_for("the next page", SOON, async || Ok(session.eval::<bool>(is_next, &[]).await?.then_some(())))
        .await?;
    reset_filters_went_through(cx).await?;
    session.goto(&at(CLASSIC)).await?;
    painted(session, &["18836731"]).await?;
    press(session, "#reset-hash", Way::Mouse).await?;
    the_server_asks_and_makes_one(cx).await
}
