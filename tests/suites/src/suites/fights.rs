//! A page that covers what asks, hides it or fights it for the top layer, by accident or not: what is not plainly seen takes
//! no action, and no page stays inert with nothing to see.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Rect, Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, SOON, World, afresh, at, continue_to_reset, element, engine_runs, guard, list, no_guard, of,
    page_saw_nothing_of, painted, prompt_is_open,
};
use serde_json::Value;

use crate::hash::said;

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        a_dialog_that_something_covers_takes_no_continue_and_comes_in_front_again,
        a_dialog_comes_in_front_of_what_fills_the_screen,
        a_page_that_hides_the_dialog_gets_no_continue,
        a_page_that_fights_for_the_top_layer_has_cancelled,
        a_page_that_hides_the_dialog_for_good_has_cancelled,
        what_lies_beside_or_below_the_dialog_is_no_fight,
        continue_counts_a_second_after_the_dialog_opened,
        continue_counts_a_second_after_the_dialog_was_uncovered,
        a_raised_dialog_is_as_it_was,
        the_pages_colours_do_not_reach_the_dialog,
        a_covered_question_allows_no_press,
    ]
}

/// What covers: the colour of each popover and dialog here.
pub const PINK: [u8; 3] = [0xff, 0x00, 0xcc];

/// What is at hand for a page that covers: `cover(kind, style)` makes a popover or dialog over all of the window.
const AT_HAND: &str = "
    const cover = (name, style = '', within = document.body) => {
        const element = document.createElement(name);
        if (name !== 'dialog') element.popover = 'manual';
        element.className = 'cover';
        element.style.cssText = 'position: fixed; inset: 0; width: 100%; height: 100%; max-width: none; max-height: none; \
            margin: 0; padding: 0; border: 0; background: #ff00cc;' + style;
        within.append(element);
        if (name === 'dialog') element.showModal(); else element.showPopover();
        return element;
    };
    const sheet = (rules) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(rules);
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        return () => { document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet); };
    };
    const host = document.querySelector('keyturn-controls');
";

/// Runs a script with what is at hand for a page that covers.
pub async fn act(session: &Session, script: &str) -> anyhow::Result<()> {
    session.eval::<Value>(&format!("{AT_HAND} {script}; return null;"), &[]).await?;
    Ok(())
}

async fn open(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "Priya Nair", "Hosted Collector > API Secret", &[]).await?;
    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    element(session, "#reset-hash").await?;
    painted(session, &["18836731"]).await
}

/// Presses the reset, ticks, and waits until Continue may be pressed; where that is.
async fn agreed(session: &Session) -> anyhow::Result<Rect> {
    session.click_on("#reset-hash").await?;
    let dialog = guard(session).await?;
    session.click(of(&dialog, "checkbox", "I am ready to update")?).await?;
    open_again(session).await
}

/// Waits until Continue may be pressed.
async fn open_again(session: &Session) -> anyhow::Result<Rect> {
    session
        .wait_for("Continue to reset, enabled", SOON, async || {
            let dialog = session.dialog().await?.context("the dialog has gone")?;
            Ok(dialog.find("button", "Continue to reset").filter(|button| !button.disabled).map(|button| button.rect))
        })
        .await
}

/// The dialog is still there, and nothing of the press has reached the page.
async fn is_still_held(session: &Session) -> anyhow::Result<()> {
    page_saw_nothing_of(session, "reset-hash").await?;
    ensure!(!prompt_is_open(session).await?, "the page's own prompt is open");
    Ok(())
}

/// Nothing pink lies over the dialog.
async fn is_in_front(session: &Session) -> anyhow::Result<()> {
    session
        .wait_for("the dialog in front", SOON, async || {
            let dialog = session.dialog().await?.context("the dialog has gone")?;
            Ok((session.pixels().await?.share_of(PINK, dialog.rect) < 0.01).then_some(()))
        })
        .await
}

/// What is not the reset's works.
pub async fn others_work(session: &Session) -> anyhow::Result<()> {
    session.click_on("#profile-button").await?;
    element(session, "#profile-menu").await?;
    session.click_on("#profile-button").await
}

/// The page is whole: its other controls work, and the next press of the reset asks again.
async fn is_whole(cx: &Context<World>) -> anyhow::Result<()> {
    let session = &cx.session;
    no_guard(session).await?;
    others_work(session).await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    is_still_held(session).await?;
    ensure!(cx.data.console.resets() == 0, "{} resets", cx.data.console.resets());
    session.press(keyturn_e2e::Key::Escape).await?;
    no_guard(session).await
}

/// Takes away what covers.
pub const CLEAR: &str = "for (const cover of document.querySelectorAll('.cover')) cover.remove();
    document.querySelector('#closed')?.remove();";

/// What covers the dialog, once.
pub const COVERS: [(&str, &str); 6] = [
    ("a popover that the pointer goes through", "cover('div', 'pointer-events: none')"),
    ("a popover", "cover('div')"),
    ("a modal dialog", "cover('dialog')"),
    (
        "a popover in a closed shadow root",
        "const holder = document.createElement('x-holder'); holder.id = 'closed'; document.body.append(holder);
         cover('div', 'pointer-events: none', holder.attachShadow({ mode: 'closed' }))",
    ),
    (
        "a popover of which a corner alone is seen",
        "const all = cover('div', 'pointer-events: none; background: none');
         for (const inset of ['40% 40%', 'auto 100px 200px auto']) {
             const part = document.createElement('b');
             part.style.cssText = `position: absolute; inset: ${inset}; min-width: 40px; min-height: 40px; background: #ff00cc`;
             all.append(part);
         }",
    ),
    (
        "a popover that was there before, hidden and shown again",
        "const before = document.querySelector('#before'); before.hidePopover(); before.showPopover()",
    ),
];

async fn a_dialog_that_something_covers_takes_no_continue_and_comes_in_front_again(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    open(cx).await?;
    for (what, script) in COVERS {
        let session = &cx.session;
        let covered = async {
            if script.contains("#before") {
                act(session, "cover('div', 'pointer-events: none').id = 'before'").await?;
                let press = "document.querySelector('#reset-hash').click();";
                session.eval::<Value>(press, &[]).await?;
                let dialog = guard(session).await?;
                session.click(of(&dialog, "checkbox", "I am ready to update")?).await?;
            } else {
                agreed(session).await?;
            }
            let place = open_again(session).await?;
            act(session, script).await?;
            session.click_at(place).await?;
            is_still_held(session).await?;
            said(session, "Something on the page covered this dialog.").await?;
            is_in_front(session).await?;
            is_still_held(session).await?;
            open_again(session).await?;
            act(session, CLEAR).await?;
            session.press(keyturn_e2e::Key::Escape).await?;
            is_whole(cx).await
        };
        covered.await.with_context(|| what.to_owned())?;
    }
    // After all that it still can be agreed to.
    agreed(&cx.session).await?;
    let dialog = guard(&cx.session).await?;
    cx.session.click(of(&dialog, "button", "Continue to reset")?).await?;
    element(&cx.session, "dialog#hash-dialog[open]").await
}

async fn a_dialog_comes_in_front_of_what_fills_the_screen(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    agreed(session).await?;
    // The press of the reset has given the page the right to.
    let fill =
        "const all = document.createElement('div'); all.style.cssText = 'background: #ff00cc; pointer-events: none';
        document.body.append(all); await all.requestFullscreen()";
    act(session, fill).await?;
    // The window has another size now.
    let dialog = guard(session).await?;
    session.click_at(of(&dialog, "button", "Continue to reset")?.rect).await?;
    is_still_held(session).await?;
    said(session, "Something on the page covered this dialog").await?;
    is_in_front(session).await?;
    is_still_held(session).await?;
    act(session, "await document.exitFullscreen()").await?;
    open_again(session).await?;
    session.press(keyturn_e2e::Key::Escape).await?;
    is_whole(cx).await
}

/// What hides the dialog, and what undoes it.
pub const HIDES: [(&str, &str, &str); 6] = [
    ("an overwritten style", "host.setAttribute('style', 'display: none')", ""),
    ("inert", "host.inert = true", ""),
    ("no display", "document.documentElement.style.display = 'none'", "document.documentElement.style.display = ''"),
    (
        "hidden content",
        "document.documentElement.style.contentVisibility = 'hidden'",
        "document.documentElement.style.contentVisibility = ''",
    ),
    ("a filter", "document.documentElement.style.filter = 'opacity(0)'", "document.documentElement.style.filter = ''"),
    (
        "a view transition",
        "window.__clear = sheet('::view-transition-group(root), ::view-transition-old(root) { animation-duration: 5s }');
         // On a slow machine Keyturn has skipped it before it is there, which is just as well.
         await document.startViewTransition(() => {}).ready.catch(() => {})",
        "window.__clear()",
    ),
];

async fn a_page_that_hides_the_dialog_gets_no_continue(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    for (what, script, undo) in HIDES {
        let session = &cx.session;
        let hidden = async {
            let place = agreed(session).await?;
            act(session, script).await?;
            session.click_at(place).await?;
            is_still_held(session).await?;
            act(session, undo).await?;
            guard(session).await?;
            open_again(session).await?;
            is_still_held(session).await?;
            session.press(keyturn_e2e::Key::Escape).await?;
            is_whole(cx).await
        };
        hidden.await.with_context(|| what.to_owned())?;
    }
    Ok(())
}

/// Waits for the browser's own words that nothing was reset, and takes note of them.
async fn is_lost(session: &Session) -> anyhow::Result<()> {
    let limit = Duration::from_secs(15);
    let said = session.wait_for("the end of the fight", limit, async || Ok(session.prompt().await)).await?;
    ensure!(said.contains("kept covering Keyturn's question, so nothing was reset"), "it says {said:?}");
    session.answer_prompt(true).await
}

/// Presses where Continue is for as long as the fight lasts.
async fn presses_until_lost(session: &Session, place: Rect) -> anyhow::Result<()> {
    let limit = Duration::from_secs(15);
    session
        .wait_for("the end of the fight", limit, async || {
            // Once the browser speaks, nothing can be pressed.
            let pressed = session.click_at(place).await;
            if session.prompt().await.is_some() {
                return Ok(Some(()));
            }
            pressed.map(|()| None)
        })
        .await?;
    is_lost(session).await
}

/// Who fights: what it does, and how it ends it.
const FIGHTS: [(&str, &str); 4] = [
    (
        "a popover, shown anew in every frame",
        "const one = cover('div', 'pointer-events: none');
         const again = () => { if (!one.isConnected) return; one.hidePopover(); one.showPopover(); requestAnimationFrame(again); };
         again()",
    ),
    (
        "a modal dialog, shown anew when it is not on top",
        "const one = cover('dialog');
         const timer = setInterval(() => {
             if (!one.isConnected) return clearInterval(timer);
             if (document.elementFromPoint(300, 300) === one) return;
             one.close();
             one.showModal();
         }, 20)",
    ),
    (
        "popovers, a new one for each change",
        "const mark = cover('div', 'display: none');
         const again = () => { if (mark.isConnected) cover('div'); else clearInterval(timer); };
         const timer = setInterval(again, 100);
         again()",
    ),
    (
        "a style, written anew all the time",
        "const mark = cover('div', 'display: none');
         const again = () => { if (mark.isConnected) host.style.display = 'none'; else clearInterval(timer); };
         const timer = setInterval(again, 20);
         again()",
    ),
];

async fn a_page_that_fights_for_the_top_layer_has_cancelled(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    for (what, script) in FIGHTS {
        let fought = async {
            let place = agreed(&cx.session).await?;
            act(&cx.session, script).await?;
            presses_until_lost(&cx.session, place).await?;
            // It goes on, and has its presses.
            no_guard(&cx.session).await?;
            gets_presses(&cx.session, place).await?;
            is_still_held(&cx.session).await?;
            act(&cx.session, CLEAR).await?;
            is_whole(cx).await
        };
        fought.await.with_context(|| what.to_owned())?;
    }
    Ok(())
}

/// What hides the dialog for good, and whether the page is there to be used meanwhile.
const FOR_GOOD: [(&str, &str, bool); 2] = [
    ("document.documentElement.style.display = 'none'", "document.documentElement.style.display = ''", false),
    ("document.documentElement.style.filter = 'opacity(0)'", "document.documentElement.style.filter = ''", true),
];

async fn a_page_that_hides_the_dialog_for_good_has_cancelled(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    for (hide, undo, is_there) in FOR_GOOD {
        let hidden = async {
            let session = &cx.session;
            let place = agreed(session).await?;
            act(session, hide).await?;
            is_lost(session).await?;
            // It goes on, and can be used.
            no_guard(session).await?;
            if is_there {
                gets_presses(session, place).await?;
                gets_keys(session).await?;
            }
            is_still_held(session).await?;
            act(session, undo).await?;
            is_whole(cx).await
        };
        hidden.await.with_context(|| hide.to_owned())?;
    }
    Ok(())
}

/// A key reaches the page.
async fn gets_keys(session: &Session) -> anyhow::Result<()> {
    act(session, "window.__keys = 0; addEventListener('keydown', () => { window.__keys += 1; }, true)").await?;
    session.press("x").await?;
    let keys: u32 = session.eval("return window.__keys;", &[]).await?;
    ensure!(keys == 1, "{keys} keys reached the page");
    Ok(())
}

/// A press there reaches the page: nothing is left of ours that keeps it.
async fn gets_presses(session: &Session, place: Rect) -> anyhow::Result<()> {
    act(session, "window.__got = false; addEventListener('click', () => { window.__got = true; }, { capture: true, once: true })")
        .await?;
    session
        .wait_for("a press at the page", SOON, async || {
            session.click_at(place).await?;
            Ok(session.eval::<bool>("return window.__got;", &[]).await?.then_some(()))
        })
        .await
}

/// What is no fight: the page's own prompts and toasts, and what other extensions put over fields.
const PEACE: &str = "
    const below = cover('dialog', 'inset: 30% 30%; width: 300px; height: 200px');
    document.querySelector('#reset-hash').click();
    cover('div', 'inset: auto 0 0 auto; width: 120px; height: 60px');
    const toasts = cover('div', 'pointer-events: none; background: none');
    const toast = document.createElement('p');
    toast.textContent = 'Saved';
    toast.style.cssText = 'position: absolute; left: 0; bottom: 0; margin: 0; width: 120px; background: #ff00cc';
    toasts.append(toast);
    const icon = document.createElement('div');
    icon.style.cssText = 'position: fixed; inset: 200px auto auto 500px; width: 300px; height: 300px; z-index: 2147483647; background: #ff00cc';
    icon.className = 'cover';
    document.documentElement.append(icon);
    // As LastPass's own extension does it: an icon in a root of its own over a field, a menu in a frame, and what it fills in.
    const field = document.createElement('input');
    field.type = 'password';
    document.body.append(field);
    const place = field.getBoundingClientRect();
    const own = document.createElement('div');
    own.setAttribute('data-lastpass-icon-root', '');
    own.style.cssText = `position: absolute; left: ${place.left}px; top: ${place.top}px; width: 0; height: 0; z-index: 2147483647`;
    const inner = document.createElement('div');
    inner.style.cssText = 'position: absolute; width: 22px; height: 22px; background: #ff00cc; pointer-events: auto';
    own.attachShadow({ mode: 'closed' }).append(inner);
    document.documentElement.append(own);
    const menu = document.createElement('iframe');
    menu.style.cssText = 'position: fixed; inset: 150px auto auto 400px; width: 360px; height: 400px; border: 0; z-index: 2147483647; background: #ff00cc';
    menu.className = 'cover';
    document.documentElement.append(menu);
    field.value = 'filled in';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    document.documentElement.style.filter = 'invert(1) hue-rotate(180deg)';
    document.documentElement.style.opacity = '0.5';
    document.body.style.cssText = 'transform: rotate(3deg); pointer-events: none; visibility: hidden';";

async fn what_lies_beside_or_below_the_dialog_is_no_fight(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    act(session, PEACE).await?;
    let dialog = guard(session).await?;
    session.click(of(&dialog, "checkbox", "I am ready to update")?).await?;
    open_again(session).await?;
    // Several looks long: what does not come cannot be waited for.
    tokio::time::sleep(Duration::from_millis(800)).await;
    let dialog = guard(session).await?;
    ensure!(!dialog.text.contains("covered"), "{:?}", dialog.text);
    let button = of(&dialog, "button", "Continue to reset")?;
    ensure!(!button.disabled, "Continue is taken away");
    session.click(button).await?;
    no_guard(session).await?;
    element(session, "dialog#hash-dialog[open]").await
}

/// Writes down when it begins, and when the page gets the press.
const TIMES: &str = "window.__times = [performance.now()];
    const button = document.querySelector('#reset-hash');
    button.addEventListener('click', () => window.__times.push(performance.now()));";

/// Presses there until the page gets the press, which must not be so within a second.
async fn goes_on_after_a_second(session: &Session, place: Rect) -> anyhow::Result<()> {
    let got = session.wait_for("the press at the page", SOON, async || {
        session.click_at(place).await?;
        let times: Vec<f64> = session.eval("return window.__times;", &[]).await?;
        Ok((times.len() == 2).then(|| times[1] - times[0]))
    });
    let got = got.await?;
    ensure!(got >= 1_000.0, "it went on after {got} ms");
    no_guard(session).await
}

async fn continue_counts_a_second_after_the_dialog_opened(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    session.click_on("#reset-hash").await?;
    let dialog = guard(session).await?;
    let leaked = of(&dialog, "button", "Because it leaked")?.rect;
    session.click_at(leaked).await?;
    let place = open_again(session).await?;
    session.press(keyturn_e2e::Key::Escape).await?;
    no_guard(session).await?;
    // When the dialog came, and when the page got the press.
    act(session, &[TIMES, "button.click();"].concat()).await?;
    // With its list it stands elsewhere than without.
    session
        .wait_for("the list", SOON, async || {
            let dialog = session.dialog().await?.context("no dialog is open")?;
            Ok(dialog.find("button", "Because it leaked").filter(|button| button.rect == leaked).map(drop))
        })
        .await?;
    session.click_at(leaked).await?;
    goes_on_after_a_second(session, place).await
}

async fn continue_counts_a_second_after_the_dialog_was_uncovered(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let place = agreed(session).await?;
    // When it was covered, and when the page got the press.
    act(session, &[TIMES, "cover('div', 'pointer-events: none');"].concat()).await?;
    goes_on_after_a_second(session, place).await
}

async fn a_raised_dialog_is_as_it_was(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    for at in 0..30 {
        list(session, &format!("Integration {at:02}"), "", "", &[]).await?;
    }
    session.click_on("#reset-hash").await?;
    let dialog = guard(session).await?;
    let row = Rect { y: dialog.rect.y + dialog.rect.height / 2.0, height: 10.0, ..dialog.rect };
    let find = of(&dialog, "searchbox", "Search the list")?;
    session.click(find).await?;
    session.press("Integration").await?;
    session.wheel(row, 300).await?;
    let scrolled = async || {
        let dialog = guard(session).await?;
        let find = of(&dialog, "searchbox", "Search the list")?;
        Ok::<_, anyhow::Error>((find.rect.y, find.value.clone(), find.focused))
    };
    let before = session
        .wait_for("the list to be scrolled", SOON, async || {
            let (first, second) = (scrolled().await?, scrolled().await?);
            Ok((first.0 < find.rect.y && first == second).then_some(first))
        })
        .await?;
    act(session, "cover('dialog')").await?;
    said(session, "Something on the page covered this dialog").await?;
    let after = scrolled().await?;
    ensure!(before == after, "it was {before:?} and is {after:?}");
    session.press(" 07").await?;
    session
        .wait_for("the one that was searched for", SOON, async || {
            Ok(guard(session).await?.text.contains("1 of 31 shown").then_some(()))
        })
        .await
}

/// The names that our own styles give to colours, taken by the page.
const COLOURS: &str = "sheet('keyturn-controls { --surface: transparent; --text: transparent; --raised: transparent; \
    --quiet: transparent; --line: transparent; --danger: transparent; --font: serif }')";

async fn the_pages_colours_do_not_reach_the_dialog(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let colours = async || {
        session.click_on("#reset-hash").await?;
        let dialog = guard(session).await?;
        let (cancel, rect) = (of(&dialog, "button", "Cancel")?.element.clone(), dialog.rect);
        let read = "const [button] = arguments; const dialog = button.closest('dialog');
            return [button, dialog].map((element) => { const style = getComputedStyle(element);
                return [style.color, style.backgroundColor, style.borderColor, style.fontFamily].join(); }).join();";
        let read = session.driver.execute(read, vec![cancel.to_json()?]).await?.convert::<String>()?;
        let white = session.pixels().await?.share_of([0xff, 0xff, 0xff], rect);
        session.press(keyturn_e2e::Key::Escape).await?;
        no_guard(session).await?;
        Ok::<_, anyhow::Error>((read, white > 0.3))
    };
    let before = colours().await?;
    act(session, COLOURS).await?;
    let after = colours().await?;
    ensure!(before == after && before.1, "it was {before:?} and is {after:?}");
    Ok(())
}

async fn a_covered_question_allows_no_press(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let trusted_only = "document.querySelector('#reset-hash').addEventListener('click', (event) => {
        if (!event.isTrusted) event.stopImmediatePropagation(); }, true);
        cover('div', 'pointer-events: none').hidePopover()";
    act(session, trusted_only).await?;
    session.click_on("#reset-hash").await?;
    continue_to_reset(session).await?;
    let allow = async || {
        session
            .wait_for("Allow one press, enabled", SOON, async || {
                Ok(session.control("button", "Allow one press").await?.filter(|button| !button.disabled))
            })
            .await
    };
    let button = allow().await?;
    // Not made just now: a page that changes has reacted, and takes the question back.
    act(session, "document.querySelector('.cover').showPopover()").await?;
    session.click_at(button.rect).await?;
    said(session, "Something on the page covered this question.").await?;
    is_in_front(session).await?;
    session.click(&allow().await?).await?;
    no_guard(session).await?;
    act(session, CLEAR).await?;
    session.click_on("#reset-hash").await?;
    element(session, "dialog#hash-dialog[open]").await
}
