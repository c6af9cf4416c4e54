//! A new provisioning hash: painted wherever the console shows it, and copied from the panel.

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Control, Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, PAINTED, SOON, World, afresh, at, continue_to_reset, element, engine_runs, list, painted,
};
use serde_json::{Value, json};

use crate::stage::button_count;

/// The key of the painted hashes.
const PAINTED_HASH: &str = "keyturn-provisioning-hash";

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        a_new_hash_is_painted_after_a_reset,
        a_new_hash_is_painted_after_create,
        quotation_marks_are_neither_painted_nor_copied,
        a_hash_in_pieces_is_painted_and_copied_whole,
        a_hash_of_an_unusual_length_has_its_panel_on_a_page_that_never_stands_still,
        a_hash_in_a_field_is_outlined_and_copied,
        a_hash_in_a_closed_root_is_painted,
        a_hash_without_a_label_is_told_by_its_shape,
        what_only_looks_like_a_hash_is_not_painted,
        its_shape_alone_tells_nothing_before_a_reset,
        the_panel_copies_and_says_so,
        the_panel_stands_where_it_covers_less_of_the_hash,
        no_copy_button_lies_over_the_panel,
        an_account_number_that_comes_after_the_hash_is_copied_with_it,
        the_panel_leaves_the_focus_where_it_was,
        copying_the_account_number_over_it_is_said,
        copy_as_copies_the_chosen_shape,
        nothing_of_the_hash_is_kept,
    ]
}

/// Opens the page with the reset, in a shape of the hash.
pub async fn open(cx: &mut Context<World>, shape: &str) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    list(&cx.session, "Sumo Logic", "Priya Nair", "Hosted Collector > API Secret", &[]).await?;
    go(&cx.session, shape).await?;
    element(&cx.session, "#reset-hash").await
}

async fn go(session: &Session, shape: &str) -> anyhow::Result<()> {
    session.goto(&at(&format!("{ENTERPRISE_API}?hash={shape}"))).await?;
    engine_runs(session).await?;
    painted(session, &["18836731"]).await
}

/// Resets: our Continue, the page's OK. Gives the new hash.
pub async fn reset(cx: &mut Context<World>) -> anyhow::Result<String> {
    let session = &cx.session;
    session.click_on("#reset-hash").await?;
    continue_to_reset(session).await?;
    element(session, "#hash-ok").await?;
    session.click_on("#hash-ok").await?;
    element(session, "#hash-card").await?;
    cx.data.console.hash().context("the console has no hash")
}

async fn hash_painted(session: &Session, texts: &[&str]) -> anyhow::Result<()> {
    let what = format!("{} hashes painted", texts.len());
    let is_so = async || {
        let seen: Vec<String> = session.highlighted(PAINTED_HASH).await?;
        let seen: Vec<String> = seen.iter().map(|text| text.replace('\u{ad}', "")).collect();
        Ok((seen == texts).then_some(()))
    };
    session.wait_for(&what, SOON, is_so).await
}

/// The button of the panel, once it can be pressed.
pub async fn button(session: &Session, name: &str) -> anyhow::Result<Control> {
    let is_open = async || Ok(session.control("button", name).await?.filter(|button| !button.disabled));
    session.wait_for(&format!("{name:?}"), SOON, is_open).await
}

/// Waits until one of our live regions says this.
pub async fn said(session: &Session, words: &str) -> anyhow::Result<()> {
    session
        .wait_for(&format!("{words:?} said"), SOON, async || {
            Ok(session.notices().await?.iter().any(|notice| notice.contains(words)).then_some(()))
        })
        .await
}

/// Copies by the panel's button, and fails unless just this is on the clipboard.
pub async fn copies(session: &Session, hash: &str) -> anyhow::Result<()> {
    session.click(&button(session, "Copy provisioning hash").await?).await?;
    said(session, "Copied.").await?;
    let copied = session.clipboard().await?;
    ensure!(copied == hash, "{} characters were copied", copied.chars().count());
    Ok(())
}

async fn a_new_hash_is_painted_after_a_reset(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let hash = reset(cx).await?;
    hash_painted(&cx.session, &[&hash]).await?;
    cx.session
        .wait_for("the paint on the screen", SOON, async || {
            let rects = cx.session.highlighted_at(PAINTED_HASH).await?;
            let pixels = cx.session.pixels().await?;
            let is_seen = |rect| pixels.share_of([0xa5, 0xe8, 0xdc], rect) > 0.3;
            Ok((!rects.is_empty() && rects.into_iter().all(is_seen)).then_some(()))
        })
        .await?;
    // The number beside it stays what it is.
    painted(&cx.session, &["18836731"]).await
}

async fn a_new_hash_is_painted_after_create(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    cx.data.console.forget_hash();
    let session = &cx.session;
    go(session, "unlabelled").await?;
    element(session, "#create-hash").await?;
    session.click_on("#create-hash").await?;
    element(session, "#hash-ok").await?;
    session.click_on("#hash-ok").await?;
    element(session, "#hash-card").await?;
    let hash = cx.data.console.hash().context("the console has no hash")?;
    hash_painted(session, &[&hash]).await?;
    copies(session, &hash).await
}

async fn quotation_marks_are_neither_painted_nor_copied(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "quoted").await?;
    // Before a reset the label alone tells it.
    let there = "0d1e2f3a4b5c6d7e8f9009f8e7d6c5b4a3b2c1d0e1f2031425364758697a8b9c";
    let show = "document.body.prepend(Object.assign(document.createElement('p'), { textContent: `API secret “${arguments[0]}”` }));";
    cx.session.eval::<()>(show, &[json!(there)]).await?;
    hash_painted(&cx.session, &[there]).await?;
    copies(&cx.session, there).await?;
    let hash = reset(cx).await?;
    hash_painted(&cx.session, &[there, &hash]).await?;
    copies(&cx.session, &hash).await
}

async fn a_hash_in_pieces_is_painted_and_copied_whole(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "nodes").await?;
    let hash = reset(cx).await?;
    hash_painted(&cx.session, &[&hash]).await?;
    copies(&cx.session, &hash).await
}

async fn a_hash_of_an_unusual_length_has_its_panel_on_a_page_that_never_stands_still(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    open(cx, "").await?;
    let build = "const card = document.body.appendChild(document.createElement('section'));
        const add = (name, text) => Object.assign(card.appendChild(document.createElement(name)), { textContent: text });
        add('h2', 'Provisioning hash');
        add('code', arguments[0]);
        const clock = add('p', '');
        setInterval(() => (clock.textContent = `${performance.now()}`), 100);";
    let hash = "0123456789abcdef0123456789abcdef01234567";
    cx.session.eval::<()>(build, &[hash.into()]).await?;
    hash_painted(&cx.session, &[hash]).await?;
    copies(&cx.session, hash).await
}

async fn a_hash_in_a_field_is_outlined_and_copied(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "field").await?;
    let hash = reset(cx).await?;
    let session = &cx.session;
    copies(session, &hash).await?;
    session
        .wait_for("the outline", SOON, async || {
            let field = session.rect_of("#provisioning-hash").await?;
            let edge = keyturn_e2e::Rect { x: field.x + 20.0, y: field.y, width: 200.0, height: 2.0 };
            Ok((session.pixels().await?.share_of([0x0d, 0x6b, 0x62], edge) > 0.4).then_some(()))
        })
        .await
}

async fn a_hash_in_a_closed_root_is_painted(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "shadow").await?;
    let hash = reset(cx).await?;
    hash_painted(&cx.session, &[&hash]).await?;
    copies(&cx.session, &hash).await
}

async fn a_hash_without_a_label_is_told_by_its_shape(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "unlabelled").await?;
    let hash = reset(cx).await?;
    hash_painted(&cx.session, &[&hash]).await?;
    copies(&cx.session, &hash).await
}

async fn what_only_looks_like_a_hash_is_not_painted(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "decoys").await?;
    let hash = reset(cx).await?;
    element(&cx.session, "#decoys").await?;
    hash_painted(&cx.session, &[&hash]).await?;
    copies(&cx.session, &hash).await?;
    hash_painted(&cx.session, &[&hash]).await
}

async fn its_shape_alone_tells_nothing_before_a_reset(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "unlabelled").await?;
    let there = "0d1e2f3a4b5c6d7e8f9009f8e7d6c5b4a3b2c1d0e1f2031425364758697a8b9c";
    // At the top, and right behind the button: what that says is no label.
    let show = format!(
        "for (const put of [(p) => document.body.prepend(p), (p) => document.querySelector('#reset-hash').after(p)]) \
            put(Object.assign(document.createElement('p'), {{ textContent: '{there}' }}));"
    );
    cx.session.eval::<()>(&show, &[]).await?;
    let number =
        "const p = document.createElement('p'); p.textContent = 'Account number 99999999'; document.body.prepend(p);";
    cx.session.eval::<()>(number, &[]).await?;
    painted(&cx.session, &["99999999", "18836731"]).await?;
    hash_painted(&cx.session, &[]).await?;
    // Nor is it a new one after the reset, which it was there before.
    let hash = reset(cx).await?;
    hash_painted(&cx.session, &[&hash]).await
}

async fn the_panel_copies_and_says_so(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let hash = reset(cx).await?;
    said(&cx.session, "Not copied yet: this hash is shown only once.").await?;
    copies(&cx.session, &hash).await?;
    // Copied, it closes without a question.
    cx.session.click(&button(&cx.session, "Close").await?).await?;
    no_panel(&cx.session).await
}

/// Waits until the panel has gone.
pub async fn no_panel(session: &Session) -> anyhow::Result<()> {
    session
        .wait_for("the panel to go", SOON, async || {
            Ok(session.control("button", "Copy provisioning hash").await?.is_none().then_some(()))
        })
        .await
}

/// Where a page shows the hash in a window that is too narrow for both, and the panel's side.
const AT: [(&str, &str); 4] = [
    ("left: 20px", "right"),
    ("right: 20px", "left"),
    // At either side it covers an end.
    ("left: calc(50% - 15px); transform: translateX(-50%)", "right"),
    ("left: calc(50% + 15px); transform: translateX(-50%)", "left"),
];

async fn the_panel_stands_where_it_covers_less_of_the_hash(cx: &mut Context<World>) -> anyhow::Result<()> {
    for (place, expected) in AT {
        open(cx, "").await?;
        let style = format!("#provisioning-hash {{ position: fixed; bottom: 60px; {place} }}");
        // The console's policy refuses an element for it.
        let put = "const sheet = new CSSStyleSheet();
            sheet.replaceSync(arguments[0]);
            document.adoptedStyleSheets = [sheet];";
        cx.session.eval::<Value>(put, &[style.into()]).await?;
        let hash = reset(cx).await?;
        let session = &cx.session;
        hash_painted(session, &[&hash]).await?;
        // It can be pressed a second after it has come to its place.
        let copy = button(session, "Copy provisioning hash").await?.rect;
        let side = if copy.x < 400.0 { "left" } else { "right" };
        ensure!(side == expected, "the hash at {place:?}: the panel stands {side}");
        copies(session, &hash).await?;
    }
    Ok(())
}

async fn no_copy_button_lies_over_the_panel(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let number = "const p = document.createElement('p');
        p.textContent = 'Account number 99999999';
        Object.assign(p.style, { position: 'fixed', right: '200px', bottom: '200px' });
        document.body.append(p);";
    cx.session.eval::<()>(number, &[]).await?;
    button_count(&cx.session, 2).await?;
    let hash = reset(cx).await?;
    let session = &cx.session;
    hash_painted(session, &[&hash]).await?;
    button(session, "Copy provisioning hash").await?;
    // Whatever makes us look anew.
    session.eval::<()>("document.body.append('anew');", &[]).await?;
    button_count(session, 1).await?;
    copies(session, &hash).await?;
    button_count(session, 1).await?;
    session.click(&button(session, "Close").await?).await?;
    no_panel(session).await?;
    button_count(session, 2).await
}

async fn an_account_number_that_comes_after_the_hash_is_copied_with_it(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    // This page shows no number.
    session.goto(&at("/users")).await?;
    engine_runs(session).await?;
    let show = "document.body.prepend(Object.assign(document.createElement('p'), { textContent: arguments[0] }));";
    let hash = "0d1e2f3a4b5c6d7e8f9009f8e7d6c5b4a3b2c1d0e1f2031425364758697a8b9c";
    session.eval::<Value>(show, &[format!("API secret {hash}").into()]).await?;
    hash_painted(session, &[hash]).await?;
    button(session, "Copy provisioning hash").await?;
    painted(session, &[]).await?;
    session.eval::<Value>(show, &["Account number 27365418".into()]).await?;
    painted(session, &["27365418"]).await?;
    let copied = copied_as_json(session).await?;
    ensure!(copied.contains(hash) && copied.contains("27365418"), "not both are in what was copied");
    Ok(())
}

/// Copies in the shape of JSON.
async fn copied_as_json(session: &Session) -> anyhow::Result<String> {
    let formats = session.wait_for("Copy as", SOON, async || session.control("combobox", "Copy as").await).await?;
    session.click(&formats).await?;
    session.press("JSON").await?;
    session.press(keyturn_e2e::Key::Enter).await?;
    session.click(&button(session, "Copy in this shape").await?).await?;
    said(session, "Copied in the shape you chose.").await?;
    let copied: Value = serde_json::from_str(&session.clipboard().await?)?;
    Ok(copied.to_string())
}

async fn the_panel_leaves_the_focus_where_it_was(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    reset(cx).await?;
    let session = &cx.session;
    let copy = button(session, "Copy provisioning hash").await?;
    ensure!(!copy.focused, "the panel took the focus");
    // The keyboard reaches it, and Enter copies.
    session.eval::<()>("[...document.querySelectorAll('a, button')].at(-1).focus()", &[]).await?;
    for _ in 0..6 {
        session.press(keyturn_e2e::Key::Tab).await?;
        if button(session, "Copy provisioning hash").await?.focused {
            session.press(keyturn_e2e::Key::Enter).await?;
            return said(session, "Copied.").await;
        }
    }
    anyhow::bail!("the keyboard does not reach the panel")
}

async fn copying_the_account_number_over_it_is_said(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let hash = reset(cx).await?;
    let session = &cx.session;
    copies(session, &hash).await?;
    session.click(&button(session, "Copy account number").await?).await?;
    said(session, "It has taken the provisioning hash's place on the clipboard.").await?;
    let copied = session.clipboard().await?;
    ensure!(copied == "18836731", "the clipboard holds {copied:?}");
    Ok(())
}

async fn copy_as_copies_the_chosen_shape(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let hash = reset(cx).await?;
    let session = &cx.session;
    let copied = copied_as_json(session).await?;
    ensure!(copied.contains(&hash), "the hash is not in what was copied");
    ensure!(copied.contains("18836731"), "the number is not in what was copied");
    Ok(())
}

async fn nothing_of_the_hash_is_kept(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    cx.session.take_log().await?;
    let hash = reset(cx).await?;
    let session = &cx.session;
    copies(session, &hash).await?;
    // Not in the storage.
    let areas = "const all = {};
        for (const area of ['local', 'session', 'sync']) all[area] = await chrome.storage[area].get();
        return JSON.stringify(all);";
    let kept: String = session.in_extension(areas, &[]).await?;
    ensure!(!kept.contains(&hash), "the storage holds the hash");
    // Not in an attribute, and not in a text of ours: the card is the page's own.
    let written = "const own = document.querySelector('#hash-card');
        const all = [...document.querySelectorAll('*')].filter((element) => !own.contains(element));
        const holds = (text) => (text ?? '').includes(arguments[0]);
        return all.some((element) => [...element.attributes].some((attribute) => holds(attribute.value)))
            || holds(document.querySelector('keyturn-controls').outerHTML);";
    ensure!(!session.eval::<bool>(written, &[json!(hash)]).await?, "an attribute holds the hash");
    for control in session.controls().await? {
        ensure!(!control.text.contains(&hash) && !control.value.contains(&hash), "{} holds the hash", control.name);
    }
    ensure!(!session.notices().await?.iter().any(|notice| notice.contains(&hash)), "the hash is said");
    // Not in the console.
    let log = session.take_log().await?;
    ensure!(!log.iter().any(|entry| entry.text.contains(&hash)), "the console says the hash");
    // Not under the account number's key.
    let numbers = session.highlighted(PAINTED).await?;
    ensure!(numbers == ["18836731"], "painted as numbers: {}", numbers.len());
    Ok(())
}
