//! Rotations, their history and their settings in the popup and the options page.

use anyhow::ensure;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Key, Look, Session, tests};
use keyturn_suites::{SOON, World, afresh, badge_says, element, is_chromium, list, says, stored, tell, text};
use serde_json::{Value, json};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        the_popup_lists_what_is_left_and_ticks_it_off_until_nothing_is,
        the_popup_lists_the_first_ten_and_leads_to_all,
        the_popup_asks_whether_there_is_a_new_hash,
        the_popup_says_how_old_a_hash_is,
        a_task_is_ticked_off_with_the_keyboard_alone,
        a_task_is_skipped_only_with_a_reason,
        a_reset_elsewhere_opens_a_rotation_that_leaked,
        a_long_rotation_is_searched_and_shown_in_part,
        a_finished_rotation_is_folded_away_and_can_be_looked_at,
        reminders_are_set_and_refused_at_their_field,
        notifications_are_allowed_and_taken_back,
        the_test_of_the_pair_is_explained_before_it_is_allowed,
        the_history_is_shown_searched_and_exported,
        the_history_is_printed_for_an_auditor,
        rotations_and_history_are_counted_before_they_are_forgotten,
    ]
}

const ACCOUNT: &str = "18836731";
/// The buttons of the first task in the options page.
const FIRST_UPDATED: &str = "#rotation-open .task [data-progress=updated]";
const FIRST_SKIPPED: &str = "#rotation-open .task [data-progress=skipped]";

/// An account with three integrations and a rotation that was opened by hand.
async fn a_rotation_is_open(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    let draft = json!({ "name": "Sumo Logic", "owner": "Ada", "place": "Sources > LastPass", "accounts": [],
        "link": "https://service.example.com/sumo", "criticality": "critical", "pollsEvery": 5 });
    tell(session, json!({ "kind": "save", "draft": draft })).await?;
    list(session, "Datadog", "", "Integrations > LastPass", &[ACCOUNT]).await?;
    list(session, "Zilla", "", "", &[]).await?;
    tell(session, json!({ "kind": "openRotation", "number": ACCOUNT, "leaked": false })).await?;
    Ok(())
}

/// The rotations, as a page of ours is told them.
async fn rotations(session: &Session) -> anyhow::Result<Value> {
    Ok(tell(session, json!({ "kind": "rotations" })).await?["rotations"].clone())
}

/// Ticks a task off as a page of ours would.
async fn tick(session: &Session, rotation: &Value, name: &str, progress: &str) -> anyhow::Result<()> {
    let tasks = rotation["tasks"].as_array().into_iter().flatten();
    let task = tasks.filter(|task| task["integration"]["name"] == name).map(|task| &task["integration"]["id"]).next();
    let reason = if progress == "skipped" { "It is switched off" } else { "" };
    let tick =
        json!({ "rotation": rotation["id"], "integration": task, "progress": progress, "by": "Ada", "reason": reason });
    tell(session, json!({ "kind": "tick", "tick": tick })).await?;
    Ok(())
}

async fn is_true(session: &Session, what: &str, script: &str) -> anyhow::Result<()> {
    session.wait_for(what, SOON, async || Ok(session.eval::<bool>(script, &[]).await?.then_some(()))).await
}

async fn press(session: &Session, selector: &str) -> anyhow::Result<()> {
    let into_view = "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' });";
    session.eval::<Value>(into_view, &[json!(selector)]).await?;
    session.click_on(selector).await
}

async fn open_popup(session: &Session) -> anyhow::Result<()> {
    session.open_extension_page("popup.html").await?;
    element(session, "#inventory:not([hidden])").await
}

async fn open_options(session: &Session) -> anyhow::Result<()> {
    session.open_extension_page("options.html").await?;
    element(session, "#rotation-open .task").await
}

async fn the_popup_lists_what_is_left_and_ticks_it_off_until_nothing_is(cx: &mut Context<World>) -> anyhow::Result<()> {
    a_rotation_is_open(cx).await?;
    let session = &cx.session;
    badge_says(session, "3").await?;
    open_popup(session).await?;
    says(session, "#rotations .left", "3 left").await?;
    let names = "return [...document.querySelectorAll('#rotations .task .name')].map((name) => name.textContent);";
    let names: Vec<String> = session.eval(names, &[]).await?;
    ensure!(names == ["Sumo Logic", "Datadog", "Zilla"], "what is critical is not first: {names:?}");
    says(session, "#rotations .task .place", "Sources > LastPass").await?;
    let link = "const link = document.querySelector('#rotations .open'); return [link.href, link.target, link.rel];";
    let link: Value = session.eval(link, &[]).await?;
    ensure!(link == json!(["https://service.example.com/sumo", "_blank", "noreferrer"]), "the link is {link}");
    let named = "return document.querySelector('#rotations .task button').getAttribute('aria-label');";
    ensure!(session.eval::<String>(named, &[]).await? == "Updated: Sumo Logic");
    session.click_on("#rotations .task button").await?;
    says(session, "#rotation-status", "Sumo Logic: Updated").await?;
    let has_focus = "return document.activeElement.matches('#rotations .task button');";
    ensure!(session.eval::<bool>(has_focus, &[]).await?, "the focus is lost");
    // Updated is not seen working: it is still left.
    badge_says(session, "3").await?;
    for left in ["2", "1", ""] {
        let task = if left == "2" { "" } else { "#rotations .task button[data-progress=updated]" };
        if !task.is_empty() {
            session.click_on(task).await?;
        }
        element(session, "#rotations .task button[data-progress=seenWorking]").await?;
        session.click_on("#rotations .task button[data-progress=seenWorking]").await?;
        badge_says(session, left).await?;
        let gone =
            format!("return document.querySelectorAll('#rotations .task').length === {};", left.parse().unwrap_or(0));
        is_true(session, "the task to go from the popup", &gone).await?;
    }
    is_true(session, "the rotation to go from the popup", "return document.querySelector('#rotations').hidden;")
        .await?;
    ensure!(session.eval::<String>("return document.activeElement.id;", &[]).await? == "heading", "the focus is lost");
    ensure!(!rotations(session).await?[0]["finished"].is_null(), "the rotation is not finished");
    session.expect_quiet_console().await
}

async fn the_popup_lists_the_first_ten_and_leads_to_all(cx: &mut Context<World>) -> anyhow::Result<()> {
    many_are_listed(cx, 12).await?;
    let session = &cx.session;
    open_popup(session).await?;
    says(session, "#rotations .left", "12 left").await?;
    let rows: u32 = session.eval("return document.querySelectorAll('#rotations .task').length;", &[]).await?;
    ensure!(rows == 10, "{rows} are listed");
    says(session, "#rotations .all", "All of them (12)").await?;
    // What the popup still finds out may stand above it.
    is_true(session, "the check to be done", "return document.querySelector('#checks').childElementCount > 0;").await?;
    session.click_on("#rotations .all").await?;
    // chromedriver does not list a tab that begins as an extension's page. So it is closed, and its address opened here.
    let opened = "const tab = (await chrome.tabs.query({})).find(({ url }) => url?.includes('/options.html#'));
        if (tab) await chrome.tabs.remove(tab.id);
        return tab?.url ?? null;";
    let opened = async || session.in_extension::<Option<String>>(opened, &[]).await;
    let address = session.wait_for("the options page in a tab", SOON, opened).await?;
    session.goto(&address).await?;
    let is_there = "return document.activeElement?.matches('#rotation-open h3') ?? false;";
    is_true(session, "the rotation to have the focus", is_there).await
}

async fn the_popup_asks_whether_there_is_a_new_hash(cx: &mut Context<World>) -> anyhow::Result<()> {
    for (answer, is_open) in [("yes", true), ("no", false)] {
        a_rotation_is_open(cx).await?;
        let session = &cx.session;
        let awaited = "const { rotations } = await chrome.storage.local.get('rotations'); \
            rotations.rotations[0].isAwaited = true; await chrome.storage.local.set({ rotations });";
        session.in_extension::<Value>(awaited, &[]).await?;
        open_popup(session).await?;
        says(session, "#rotations .question", "Did you get a new provisioning hash?").await?;
        let rows: u32 = session.eval("return document.querySelectorAll('#rotations .task').length;", &[]).await?;
        ensure!(rows == 0, "there is something to update, but no hash to do it with");
        session.click_on(&format!("[data-action=rotation-{answer}]")).await?;
        if is_open {
            says(session, "#rotations .task", "Sumo Logic").await?;
            ensure!(rotations(session).await?[0]["isAwaited"] == json!(false));
        } else {
            is_true(session, "the question to go", "return document.querySelector('#rotations').hidden;").await?;
            badge_says(session, "").await?;
        }
    }
    Ok(())
}

async fn the_popup_says_how_old_a_hash_is(cx: &mut Context<World>) -> anyhow::Result<()> {
    for (days, said, is_due) in [(12, "Hash reset 12 days ago", false), (95, "Hash reset 95 days ago", true)] {
        a_rotation_is_open(cx).await?;
        let session = &cx.session;
        let older = "const { rotations, history, resets } = await chrome.storage.local.get(); \
            const at = Date.now() - arguments[0] * 86400000 - 60000; \
            for (const one of rotations.rotations) one.opened = at; \
            for (const one of history?.entries ?? []) one.at = at; \
            const accounts = { schema: 1, accounts: [{ number: '18836731', company: 'OrgABC', firstSeen: 1, lastSeen: 2 }] }; \
            await chrome.storage.local.set({ rotations, accounts, history, \
                resets: { schema: 1, resets: [{ number: '18836731', at, listed: 3 }] } });";
        session.in_extension::<Value>(older, &[json!(days)]).await?;
        open_popup(session).await?;
        says(session, "#accounts .age", said).await?;
        let says_due = text(session, "#accounts .age").await?.contains("due to be renewed");
        ensure!(says_due == is_due, "after {days} days: {}", text(session, "#accounts .age").await?);
    }
    Ok(())
}

async fn a_task_is_ticked_off_with_the_keyboard_alone(cx: &mut Context<World>) -> anyhow::Result<()> {
    a_rotation_is_open(cx).await?;
    let session = &cx.session;
    open_options(session).await?;
    let tab_to = async |selector: &str| -> anyhow::Result<()> {
        for _ in 0..40 {
            let there = "return document.activeElement.matches(arguments[0]);";
            if session.eval::<bool>(there, &[json!(selector)]).await? {
                return Ok(());
            }
            session.press(Key::Tab).await?;
        }
        anyhow::bail!("{selector} is not reached with Tab")
    };
    tab_to("#me").await?;
    session.press("Ada").await?;
    tab_to("#rotation-open .task [data-progress=seenWorking]").await?;
    session.press(Key::Enter).await?;
    says(session, "#status", "Sumo Logic: Seen working").await?;
    let stays =
        "return document.activeElement.matches('#rotation-open .task [data-progress=seenWorking][aria-pressed=true]');";
    ensure!(session.eval::<bool>(stays, &[]).await?, "the focus did not stay in the row");
    says(session, "#rotation-open .task .said", "by Ada").await?;
    says(session, "#rotation-open .left", "2 left of 3").await?;
    badge_says(session, "2").await?;
    let ticked = rotations(session).await?;
    let is_so = ticked[0]["tasks"]
        .as_array()
        .is_some_and(|tasks| tasks.iter().any(|task| task["progress"] == "seenWorking" && task["by"] == "Ada"));
    ensure!(is_so, "stored: {ticked}");
    // Who ticks off is remembered; what is done is out of sight at the next look.
    open_options(session).await?;
    is_true(session, "the name to be remembered", "return document.querySelector('#me').value === 'Ada';").await?;
    ensure!(!text(session, "#rotation-open").await?.contains("Sumo Logic"), "what is done is still shown");
    session.expect_quiet_console().await
}

async fn a_task_is_skipped_only_with_a_reason(cx: &mut Context<World>) -> anyhow::Result<()> {
    a_rotation_is_open(cx).await?;
    let session = &cx.session;
    open_options(session).await?;
    press(session, FIRST_SKIPPED).await?;
    element(session, "#rotation-open .task-form:not([hidden])").await?;
    session.press(Key::Enter).await?;
    says(session, "#rotation-open .task-form .error", "Say why it is skipped").await?;
    ensure!(session.eval::<bool>("return document.activeElement.matches('.reason-typed[aria-invalid]');", &[]).await?);
    badge_says(session, "3").await?;
    session.press("It is switched off").await?;
    session.press(Key::Enter).await?;
    says(session, "#rotation-open .task .reason", "Because: It is switched off").await?;
    badge_says(session, "2").await?;
    ensure!(
        session
            .eval::<bool>("return document.activeElement.matches('[data-progress=skipped][aria-pressed=true]');", &[])
            .await?,
        "the focus is lost"
    );
    // A note leaves the rest as it is.
    press(session, "#rotation-open .task [data-action=rotation-note]").await?;
    session.press(Key::Tab).await?;
    session.press("Back in March").await?;
    press(session, "#rotation-open .task-form [type=submit]").await?;
    says(session, "#rotation-open .task .note", "Back in March").await?;
    says(session, "#rotation-open .task .reason", "Because: It is switched off").await
}

async fn a_reset_elsewhere_opens_a_rotation_that_leaked(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    let accounts =
        json!({ "schema": 1, "accounts": [{ "number": ACCOUNT, "company": "OrgABC", "firstSeen": 1, "lastSeen": 2 }] });
    session.in_extension::<Value>("await chrome.storage.local.set({ accounts: arguments[0] });", &[accounts]).await?;
    list(session, "Sumo Logic", "", "", &[]).await?;
    session.open_extension_page("options.html").await?;
    says(session, "#rotation-none", "No rotation is open").await?;
    session.click_on("#elsewhere").await?;
    // Firefox's innerText of a select is empty.
    let is_offered = "return document.querySelector('#elsewhere-account').textContent.includes('18836731 OrgABC');";
    is_true(session, "the account to be offered", is_offered).await?;
    session.click_on("#elsewhere-leaked").await?;
    session.click_on("#elsewhere-form [type=submit]").await?;
    says(session, "#rotation-open .rotation-head", "Because it leaked").await?;
    says(session, "#rotation-open .rotation-head", "1 left of 1").await?;
    says(session, "#rotation-open .opened", "Opened by hand").await?;
    ensure!(
        session.eval::<bool>("return document.activeElement.matches('#rotation-open h3');", &[]).await?,
        "the focus is lost"
    );
    badge_says(session, "1").await?;
    let opened = rotations(session).await?;
    ensure!(opened[0]["number"] == ACCOUNT && opened[0]["cause"] == "byHand", "stored: {opened}");
    session.expect_quiet_console().await
}

/// So many integrations, and a rotation of all of them.
async fn many_are_listed(cx: &mut Context<World>, count: u32) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    let integration = |at: u32| json!({ "id": format!("i{at}"), "name": format!("Integration {at:03}"), "place": format!("secret {at}") });
    let inventory = json!({ "schema": 2, "integrations": (1..=count).map(integration).collect::<Vec<_>>() });
    session.in_extension::<Value>("await chrome.storage.local.set({ inventory: arguments[0] });", &[inventory]).await?;
    tell(session, json!({ "kind": "openRotation", "number": ACCOUNT, "leaked": false })).await?;
    Ok(())
}

async fn a_long_rotation_is_searched_and_shown_in_part(cx: &mut Context<World>) -> anyhow::Result<()> {
    many_are_listed(cx, 300).await?;
    let session = &cx.session;
    open_options(session).await?;
    let rows = "return document.querySelectorAll('#rotation-open .task').length;";
    ensure!(session.eval::<u32>(rows, &[]).await? == 100, "not the first 100 are shown");
    press(session, "#rotation-open .more").await?;
    is_true(session, "all 300", "return document.querySelectorAll('#rotation-open .task').length === 300;").await?;
    press(session, "#rotation-open .find").await?;
    session.press("secret 242").await?;
    is_true(session, "one row", "return document.querySelectorAll('#rotation-open .task').length === 1;").await?;
    says(session, "#rotation-open .shown", "1 of 300 shown").await?;
    press(session, FIRST_UPDATED).await?;
    says(session, "#status", "Integration 242: Updated").await
}

async fn a_finished_rotation_is_folded_away_and_can_be_looked_at(cx: &mut Context<World>) -> anyhow::Result<()> {
    a_rotation_is_open(cx).await?;
    let session = &cx.session;
    let rotation = rotations(session).await?[0].clone();
    tick(session, &rotation, "Sumo Logic", "seenWorking").await?;
    tick(session, &rotation, "Datadog", "skipped").await?;
    open_options(session).await?;
    press(session, "#rotation-open .task [data-progress=seenWorking]").await?;
    says(session, "#status", "The rotation of account 18836731 is finished").await?;
    ensure!(
        session.eval::<String>("return document.activeElement.id;", &[]).await? == "rotation-heading",
        "the focus is lost"
    );
    says(session, "#rotation-finished-count", "1 finished rotation").await?;
    press(session, "#rotation-finished-count").await?;
    says(session, "#rotation-finished-list .facts", "2 seen working, 1 skipped").await?;
    press(session, "[data-action=rotation-look]").await?;
    says(session, "#rotation-finished-list .tasks", "Because: It is switched off").await
}

/// A rotation of which something was done, and its history on the options page.
async fn open_history(cx: &mut Context<World>) -> anyhow::Result<()> {
    a_rotation_is_open(cx).await?;
    let session = &cx.session;
    let rotation = rotations(session).await?[0].clone();
    tick(session, &rotation, "Sumo Logic", "updated").await?;
    tick(session, &rotation, "Sumo Logic", "seenWorking").await?;
    tick(session, &rotation, "Datadog", "seenWorking").await?;
    tick(session, &rotation, "Zilla", "skipped").await?;
    tell(session, json!({ "kind": "openRotation", "number": "27", "leaked": true })).await?;
    session.open_extension_page("options.html").await?;
    // By its key: while the page fills, what stands above moves it away from under a pointer.
    session.eval::<()>("document.querySelector('#history-more > summary').focus()", &[]).await?;
    session.press(Key::Enter).await?;
    element(session, "#history-lines tr").await
}

async fn the_history_is_shown_searched_and_exported(cx: &mut Context<World>) -> anyhow::Result<()> {
    open_history(cx).await?;
    let session = &cx.session;
    // A row that is out of sight has no innerText in Firefox: it is not laid out.
    let first: String = session.eval("return document.querySelector('#history-lines tr').textContent;", &[]).await?;
    ensure!(first.contains("27"), "the newest is not first: {first}");
    says(session, "#history-kept", "lines are kept; older ones go first").await?;
    session.click_on("#history-account").await?;
    session.press("18836731").await?;
    session.press(Key::Enter).await?;
    is_true(session, "one account's lines alone", "return !document.querySelector('#history-lines').innerText.includes('\\t27\\t') \
        && [...document.querySelectorAll('#history-lines .account-number')].every((one) => one.textContent === '18836731');").await?;
    press(session, "#history-find").await?;
    session.press("skipped zilla").await?;
    is_true(session, "one line", "return document.querySelectorAll('#history-lines tr').length === 1;").await?;
    says(session, "#history-lines", "It is switched off").await?;
    says(session, "#history-lines .by", "Ada").await?;
    for (kind, extension) in [("csv", ".csv"), ("json", ".json")] {
        press(session, &format!("[data-action=history-{kind}]")).await?;
        let (name, file) = session.download().await?;
        ensure!(name.starts_with("keyturn-history-") && name.ends_with(extension), "the file is {name}");
        let file = String::from_utf8(file)?;
        // What is searched for does not cut what is exported; the account does.
        for words in ["Sumo Logic", "Datadog", "It is switched off", "18836731"] {
            ensure!(file.contains(words), "{name} does not hold {words:?}: {file}");
        }
        let other = if kind == "csv" { file.contains(",27,") } else { file.contains("\"27\"") };
        ensure!(!other, "{name} holds another account: {file}");
    }
    session.expect_quiet_console().await
}

async fn the_history_is_printed_for_an_auditor(cx: &mut Context<World>) -> anyhow::Result<()> {
    open_history(cx).await?;
    let session = &cx.session;
    // The browser's own print dialog would stand over the page until somebody closes it.
    let instead = "window.print = () => { window.printed = document.querySelector('#evidence').checkVisibility(); };";
    session.eval::<Value>(instead, &[]).await?;
    press(session, "[data-action=history-print]").await?;
    is_true(session, "the view to be there when it is printed", "return window.printed === true;").await?;
    let page = text(session, "#evidence").await?;
    for words in [
        "resets and rotations",
        "All accounts",
        "No hash is kept",
        "18836731",
        "3 in all: 2 seen working, 1 skipped, 0 left",
        "Rotation opened",
        "3 integrations",
        "Seen working",
        "Sumo Logic",
        "Ada",
        "It is switched off",
    ] {
        ensure!(page.contains(words), "the page does not say {words:?}: {page}");
    }
    let took =
        "return [...document.querySelectorAll('#evidence .took')].some((took) => /\\d+ min/.test(took.textContent));";
    ensure!(session.eval::<bool>(took, &[]).await?, "it does not say how long it took: {page}");
    // A sheet is narrower than a window: its tables are tables all the same.
    session.emulate(&Look { zoom: 2.0, on_paper: true, ..Look::default() }).await?;
    let rows = "return matchMedia('print').matches && [...document.querySelectorAll('#evidence tr')].every((row) => \
        row.cells.length > 3 && new Set([...row.cells].map((cell) => cell.getBoundingClientRect().top)).size === 1 \
        && row.getBoundingClientRect().right <= innerWidth);";
    is_true(session, "each line to be one row on paper", rows).await?;
    session.emulate(&Look::default()).await?;
    session.eval::<Value>("window.dispatchEvent(new Event('afterprint'));", &[]).await?;
    is_true(session, "the view to go", "return !document.querySelector('#evidence').checkVisibility();").await?;
    session.expect_quiet_console().await
}

async fn reminders_are_set_and_refused_at_their_field(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.open_extension_page("options.html").await?;
    is_true(session, "what is set", "return document.querySelector('#due-after').value === '90';").await?;
    let put = async |id: &str, value: &str| -> anyhow::Result<()> {
        let clear = "document.querySelector(arguments[0]).value = '';";
        session.eval::<Value>(clear, &[json!(id)]).await?;
        press(session, id).await?;
        session.press(value).await
    };
    put("#first-reminder", "soon").await?;
    press(session, "#rotation-settings-form [type=submit]").await?;
    says(session, "#first-reminder-error", "Enter a whole number").await?;
    ensure!(session.eval::<String>("return document.activeElement.id;", &[]).await? == "first-reminder");
    put("#first-reminder", "2").await?;
    session.eval::<Value>("document.querySelector('#first-reminder-unit').value = 'days';", &[]).await?;
    session.eval::<Value>("document.querySelector('#further-reminders').value = '';", &[]).await?;
    put("#due-after", "30").await?;
    press(session, "#rotation-settings-form [type=submit]").await?;
    says(session, "#rotation-settings-status", "Saved").await?;
    let settings = tell(session, json!({ "kind": "rotations" })).await?["settings"].clone();
    ensure!(
        settings["firstReminder"] == 48 && settings["furtherReminders"] == 0 && settings["dueAfter"] == 30,
        "stored: {settings}"
    );
    session.open_extension_page("options.html").await?;
    let shown = "return ['#first-reminder', '#first-reminder-unit', '#further-reminders', '#due-after'] \
        .map((id) => document.querySelector(id).value).join() === '2,days,,30';";
    is_true(session, "what was set", shown).await
}

async fn notifications_are_allowed_and_taken_back(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.open_extension_page("options.html").await?;
    says(session, "#notifications .state", "The permission is not given").await?;
    element(session, "[data-action=allow-notifications]:not([hidden])").await?;
    // Chromium's own question cannot be answered here.
    if is_chromium(session) {
        return Ok(());
    }
    press(session, "[data-action=allow-notifications]").await?;
    says(session, "#notifications .state", "The permission is given").await?;
    let has_focus = "return document.activeElement.dataset.action === 'take-back-notifications';";
    is_true(session, "the focus to stay", has_focus).await?;
    session.press(Key::Enter).await?;
    says(session, "#notifications .state", "The permission is not given").await
}

async fn the_test_of_the_pair_is_explained_before_it_is_allowed(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.open_extension_page("options.html").await?;
    says(session, "#api .state", "The permission is not given").await?;
    for words in ["Does it work?", "leave an entry in the account's log", "Allow"] {
        says(session, "#api-access", words).await?;
    }
    Ok(())
}

async fn rotations_and_history_are_counted_before_they_are_forgotten(cx: &mut Context<World>) -> anyhow::Result<()> {
    a_rotation_is_open(cx).await?;
    let session = &cx.session;
    let accounts =
        json!({ "schema": 1, "accounts": [{ "number": ACCOUNT, "company": "OrgABC", "firstSeen": 1, "lastSeen": 2 }] });
    session.in_extension::<Value>("await chrome.storage.local.set({ accounts: arguments[0] });", &[accounts]).await?;
    open_options(session).await?;
    element(session, "#forget-accounts [data-number='18836731'] button").await?;
    press(session, "#forget-accounts [data-number='18836731'] button").await?;
    for words in ["1 rotation", "of the history"] {
        says(session, "#forget-dialog", words).await?;
    }
    session.click_on("[data-action=forget-go]").await?;
    is_true(session, "the rotation to go", "return !document.querySelector('#rotation-open .task');").await?;
    ensure!(!stored(session, "rotations").await?.to_string().contains(ACCOUNT), "it is still stored");
    badge_says(session, "").await?;
    session.click_on("#forget-undo").await?;
    says(session, "#rotation-open .left", "3 left of 3").await?;
    badge_says(session, "3").await
}
