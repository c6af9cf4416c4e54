//! The words that are looked for: their editor, what it shows of the console page, and that pages look for them.

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, SOON, World, afresh, at, element, engine_runs, guard, no_guard, page_saw, page_saw_nothing_of,
    painted, prompt_is_open, says, stored, tell,
};
use serde_json::{Value, json};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        words_that_are_saved_are_looked_for_at_once_and_after_a_load,
        the_editor_shows_what_words_would_match_before_they_are_saved,
        the_editor_says_that_no_console_page_is_open,
        words_that_cannot_be_looked_for_are_refused_and_nothing_typed_is_lost,
        a_shipped_phrase_that_is_taken_out_is_not_held_any_more,
        other_words_cancel_a_question_that_is_open_and_lose_nothing_else,
        other_words_on_a_busy_page_leave_nothing_of_the_old_ones,
        the_shipped_words_come_back_and_that_can_be_undone,
        a_language_is_added_and_removed,
        cached_words_that_are_junk_leave_the_shipped_ones_in_use,
    ]
}

/// The tests of a package without engines for the console's pages.
pub fn without_engines() -> Vec<Test<World>> {
    tests![without_an_engine_the_words_of_the_admin_are_held_too]
}

/// What a German console might write, put into the page beside what is there.
const GERMAN: &str = "
    const box = document.createElement('div');
    box.style.cssText = 'position: fixed; left: 500px; top: 300px; z-index: 9; background: white; padding: 1em';
    const line = box.appendChild(document.createElement('p'));
    line.textContent = 'Kontonummer 55501234';
    const button = box.appendChild(document.createElement('button'));
    button.id = 'zuruecksetzen';
    button.textContent = 'Bereit\\u00adstellungs-Hash ZURÜCKSETZEN…';
    document.body.append(box);";

async fn save(session: &Session, language: &str, words: Value) -> anyhow::Result<()> {
    tell(session, json!({ "kind": "saveWords", "language": language, "words": words })).await?;
    Ok(())
}

fn german() -> Value {
    json!({ "accountNumber": ["Kontonummer"], "reset": ["Bereitstellungs-Hash zurücksetzen"], "notAfter": [], "icons": [] })
}

async fn open_editor(session: &Session) -> anyhow::Result<()> {
    session.open_extension_page("options.html").await?;
    element(session, "#words-language option").await
}

/// Puts the caret into a field, replaces what stands there, and types.
async fn retype(session: &Session, selector: &str, words: &str) -> anyhow::Result<()> {
    press(session, selector).await?;
    session.eval::<Value>("document.querySelector(arguments[0]).select();", &[json!(selector)]).await?;
    session.press(words).await
}

async fn press(session: &Session, selector: &str) -> anyhow::Result<()> {
    let into_view = "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' });";
    session.eval::<Value>(into_view, &[json!(selector)]).await?;
    session.click_on(selector).await
}

async fn value(session: &Session, selector: &str) -> anyhow::Result<String> {
    session.eval("return document.querySelector(arguments[0]).value;", &[json!(selector)]).await
}

async fn has_value(session: &Session, selector: &str, wanted: &str) -> anyhow::Result<()> {
    let is_so = async || Ok((value(session, selector).await? == wanted).then_some(()));
    session.wait_for(&format!("{selector} to hold {wanted:?}"), SOON, is_so).await
}

async fn add_german(session: &Session) -> anyhow::Result<()> {
    retype(session, "#words-tag", "DE").await?;
    press(session, "#words-adding button").await?;
    has_value(session, "#words-language", "de").await?;
    has_value(session, "#words-reset", "").await
}

async fn words_that_are_saved_are_looked_for_at_once_and_after_a_load(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at("/users")).await?;
    engine_runs(session).await?;
    session.eval::<Value>(GERMAN, &[]).await?;
    let console = session.tab().await?;
    open_editor(session).await?;
    add_german(session).await?;
    retype(session, "#words-account_number", "Kontonummer").await?;
    retype(session, "#words-reset", "Bereitstellungs-Hash zurücksetzen").await?;
    press(session, "#words-form [type=submit]").await?;
    says(session, "#words-status", "Saved").await?;
    let kept = stored(session, "words").await?;
    ensure!(
        kept["schema"] == 1 && kept["languages"]["de"]["added"]["accountNumber"] == json!(["Kontonummer"]),
        "{kept}"
    );
    ensure!(kept["languages"]["en"].is_null(), "what ships is stored: {kept}");
    session.switch_to(&console).await?;
    german_is_known(session).await?;
    session.goto(&at("/users")).await?;
    engine_runs(session).await?;
    session.eval::<Value>(GERMAN, &[]).await?;
    german_is_known(session).await
}

async fn german_is_known(session: &Session) -> anyhow::Result<()> {
    session
        .wait_for("the German number painted", SOON, async || {
            let painted = session.highlighted(keyturn_suites::PAINTED).await?;
            Ok(painted.iter().any(|number| number == "55501234").then_some(()))
        })
        .await?;
    session.click_on("#zuruecksetzen").await?;
    guard(session).await?;
    page_saw_nothing_of(session, "zuruecksetzen").await?;
    session.press(keyturn_e2e::Key::Escape).await?;
    no_guard(session).await
}

async fn the_editor_shows_what_words_would_match_before_they_are_saved(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    painted(session, &["18836731"]).await?;
    session.eval::<Value>(GERMAN, &[]).await?;
    let console = session.tab().await?;
    open_editor(session).await?;
    says(session, "#match-said", "1 account number, 1 control that would be held").await?;
    says(session, "#match-numbers", "18836731").await?;
    says(session, "#match-numbers", "Account number 18836731").await?;
    says(session, "#match-controls", "Reset your provisioning hash").await?;
    add_german(session).await?;
    retype(session, "#words-account_number", "Kontonummer").await?;
    retype(session, "#words-reset", "bereitstellungs-hash zurücksetzen").await?;
    says(session, "#match-said", "2 account numbers, 2 controls that would be held").await?;
    says(session, "#match-numbers", "Kontonummer 55501234").await?;
    says(session, "#match-controls", "Bereitstellungs-Hash ZURÜCKSETZEN").await?;
    // The page has learnt nothing, and nothing is stored.
    ensure!(stored(session, "words").await?.is_null() && stored(session, "pageWords").await?.is_null());
    session.switch_to(&console).await?;
    painted(session, &["18836731"]).await?;
    session.click_on("#zuruecksetzen").await?;
    ensure!(session.dialog().await?.is_none(), "words that were not saved are held");
    session.expect_quiet_console().await
}

async fn the_editor_says_that_no_console_page_is_open(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    open_editor(&cx.session).await?;
    says(&cx.session, "#match-said", "No console page is open").await
}

async fn words_that_cannot_be_looked_for_are_refused_and_nothing_typed_is_lost(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    open_editor(session).await?;
    let shipped = value(session, "#words-reset").await?;
    ensure!(shipped.contains("reset your provisioning hash"), "the shipped words are not there: {shipped:?}");
    for (field, typed, why) in [
        ("#words-reset", "Reset", "too general"),
        ("#words-reset", "", "Leave at least one phrase"),
        ("#words-account_number", "No", "too short"),
        ("#words-account_number", "…", "no letter"),
    ] {
        let before = value(session, field).await?;
        retype(session, field, if typed.is_empty() { " " } else { typed }).await?;
        press(session, "#words-form [type=submit]").await?;
        says(session, "#words-error", why).await?;
        let state: Value = session
            .eval(
                "const field = document.querySelector(arguments[0]);
                 return [field.getAttribute('aria-invalid'), document.activeElement === field, field.value.trim()];",
                &[json!(field)],
            )
            .await?;
        ensure!(state == json!(["true", true, typed]), "{field} is {state}");
        ensure!(stored(session, "words").await?.is_null(), "it was stored");
        retype(session, field, &before.replace('\n', "\u{e007}")).await?;
    }
    // What a page of ours might say by mistake, the background refuses as well.
    let words = json!({ "accountNumber": ["Account number"], "reset": ["OK"], "notAfter": [], "icons": [] });
    let said = tell(session, json!({ "kind": "saveWords", "language": "en", "words": words })).await;
    ensure!(said.is_err_and(|error| error.to_string().contains("words_too_general")), "the background takes it");
    // Typed and not saved, Cancel brings back what is stored.
    retype(session, "#words-account_number", "Something else").await?;
    press(session, "[data-action=words-cancel]").await?;
    has_value(session, "#words-account_number", "Account number").await
}

async fn a_shipped_phrase_that_is_taken_out_is_not_held_any_more(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    open_editor(session).await?;
    retype(session, "#words-reset", "Reset provisioning hash").await?;
    press(session, "#words-form [type=submit]").await?;
    says(session, "#words-status", "Saved").await?;
    let kept = stored(session, "words").await?["languages"]["en"].clone();
    ensure!(kept["removed"]["reset"].as_array().is_some_and(|all| all.len() == 2), "stored: {kept}");
    ensure!(kept["added"]["reset"] == json!([]) && kept["removed"]["icons"] == json!([]), "stored: {kept}");
    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    session.click_on("#reset-hash").await?;
    session.wait_for("the page's own prompt", SOON, async || Ok(prompt_is_open(session).await?.then_some(()))).await?;
    ensure!(page_saw(session).await?.contains(&"click:true:reset-hash".to_owned()), "the page did not get the press");
    Ok(())
}

/// A look is always under way when the words come, and the page goes on changing before it.
async fn other_words_on_a_busy_page_leave_nothing_of_the_old_ones(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &["18836731"]).await?;
    let ticks = "const clock = document.body.appendChild(document.createElement('p'));
        const channel = new MessageChannel();
        channel.port1.onmessage = () => { clock.textContent = performance.now(); channel.port2.postMessage(0); };
        channel.port2.postMessage(0);";
    session.eval::<Value>(ticks, &[]).await?;
    for language in ["de", "fr", "es"] {
        save(session, language, german()).await?;
    }
    painted(session, &["18836731"]).await?;
    session.expect_quiet_console().await
}

async fn other_words_cancel_a_question_that_is_open_and_lose_nothing_else(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &["18836731"]).await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    save(session, "de", german()).await?;
    no_guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    ensure!(!prompt_is_open(session).await? && cx.data.console.resets() == 0, "the reset went on");
    painted(session, &["18836731"]).await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    session.expect_quiet_console().await
}

async fn the_shipped_words_come_back_and_that_can_be_undone(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    let words =
        json!({ "accountNumber": ["Tenant number"], "reset": ["Reset the API secret"], "notAfter": [], "icons": [] });
    save(session, "en", words).await?;
    let before = stored(session, "words").await?;
    open_editor(session).await?;
    has_value(session, "#words-account_number", "Tenant number").await?;
    press(session, "#words-shipped").await?;
    says(session, "#words-status", "The shipped words are in use again").await?;
    has_value(session, "#words-account_number", "Account number").await?;
    ensure!(stored(session, "words").await?["languages"] == json!({}), "something is still stored");
    ensure!(stored(session, "pageWords").await?.is_null(), "the loaders still get something");
    press(session, "#words-undo").await?;
    has_value(session, "#words-account_number", "Tenant number").await?;
    ensure!(stored(session, "words").await? == before, "it is not as it was");
    Ok(())
}

async fn a_language_is_added_and_removed(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    open_editor(session).await?;
    retype(session, "#words-tag", "German").await?;
    press(session, "#words-adding button").await?;
    says(session, "#words-tag-error", "not a language tag").await?;
    add_german(session).await?;
    let offered = "return document.querySelector('#words-language').textContent;";
    ensure!(session.eval::<String>(offered, &[]).await?.contains("German (de)"), "the language has no name");
    retype(session, "#words-reset", "Hash jetzt zurücksetzen").await?;
    // What was typed is still there after a look at another language.
    let choose = "const choice = document.querySelector('#words-language'); choice.value = arguments[0];
        choice.dispatchEvent(new Event('change', { bubbles: true }));";
    session.eval::<Value>(choose, &[json!("en")]).await?;
    has_value(session, "#words-account_number", "Account number").await?;
    session.eval::<Value>(choose, &[json!("de")]).await?;
    has_value(session, "#words-reset", "Hash jetzt zurücksetzen").await?;
    press(session, "#words-form [type=submit]").await?;
    says(session, "#words-status", "Saved").await?;
    press(session, "#words-shipped").await?;
    says(session, "#words-status", "German (de) are removed").await?;
    has_value(session, "#words-language", "en").await?;
    ensure!(!session.eval::<String>(offered, &[]).await?.contains("German"), "the language is still offered");
    Ok(())
}

async fn cached_words_that_are_junk_leave_the_shipped_ones_in_use(cx: &mut Context<World>) -> anyhow::Result<()> {
    for junk in
        [json!(5), json!({ "coarse": [5, [], [7]], "change": { "added": 1 } }), json!({ "coarse": {}, "change": [] })]
    {
        afresh(&cx.session, &cx.data).await?;
        let session = &cx.session;
        session.in_extension::<Value>("await chrome.storage.local.set({ pageWords: arguments[0] });", &[junk]).await?;
        session.goto(&at(ENTERPRISE_API)).await?;
        painted(session, &["18836731"]).await?;
        session.click_on("#reset-hash").await?;
        guard(session).await?;
        session.expect_quiet_console().await?;
    }
    Ok(())
}

async fn without_an_engine_the_words_of_the_admin_are_held_too(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    save(session, "de", german()).await?;
    session.goto(&at("/users")).await?;
    element(session, "#reset-filters").await?;
    session.eval::<Value>(GERMAN, &[]).await?;
    session.click_on("#zuruecksetzen").await?;
    let asked = session.wait_for("the browser's question", SOON, async || Ok(session.prompt().await)).await?;
    ensure!(asked.contains("provisioning hash"), "it asks {asked:?}");
    session.answer_prompt(false).await?;
    page_saw_nothing_of(session, "zuruecksetzen").await?;
    session.click_on("#reset-filters").await?;
    let seen = page_saw(session).await.context("what the page saw")?;
    ensure!(seen.contains(&"click:true:reset-filters".to_owned()), "the page saw {seen:?}");
    Ok(())
}
