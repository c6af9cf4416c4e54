//! Rotations in the background: written down before a reset goes, on the icon until nothing is left, whatever ends meanwhile.

use anyhow::ensure;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, SOON, World, afresh, at, badge_says, continue_to_reset, list, painted, prompt_is_open, stored, tell,
};
use serde_json::{Value, json};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        a_reset_is_awaited_before_it_goes_and_denied_it_was_none,
        a_rotation_stands_on_the_icon_until_nothing_is_left,
        a_rotation_outlives_the_worker,
        a_tick_that_comes_twice_counts_once,
        a_second_reset_takes_over_what_is_open,
        what_leaves_the_inventory_is_not_left,
        a_reminder_is_set_and_moves_on,
        settings_that_are_too_long_are_refused_and_change_nothing,
        an_account_that_is_forgotten_takes_its_rotations_along,
    ]
}

/// The tests of a package that may show notifications from the start.
pub fn permitted() -> Vec<Test<World>> {
    tests![a_reminder_goes_off_and_leads_to_the_options]
}

const NUMBER: &str = "18836731";

/// A first day with three integrations, in any tab.
async fn with_three(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    for name in ["Alpha", "Beta", "Gamma"] {
        list(&cx.session, name, "Ada", "Settings", &[NUMBER]).await?;
    }
    Ok(())
}

async fn open_by_hand(session: &Session) -> anyhow::Result<Value> {
    let reply = tell(session, json!({ "kind": "openRotation", "number": NUMBER, "leaked": false })).await?;
    ensure!(reply["rotations"][0]["tasks"].as_array().is_some_and(|tasks| tasks.len() == 3), "{reply}");
    Ok(reply["rotations"][0].clone())
}

async fn tick(session: &Session, rotation: &Value, name: &str, progress: &str) -> anyhow::Result<Value> {
    tell(session, ticked(rotation, name, progress)?).await
}

fn ticked(rotation: &Value, name: &str, progress: &str) -> anyhow::Result<Value> {
    let tasks = rotation["tasks"].as_array().into_iter().flatten();
    let ids: Vec<&Value> = tasks.map(|task| &task["integration"]).filter(|one| one["name"] == name).collect();
    ensure!(ids.len() == 1, "{} tasks are named {name}", ids.len());
    let step = json!({
        "rotation": rotation["id"], "integration": ids[0]["id"], "progress": progress,
        "by": "Ada", "reason": "not in use", "note": "",
    });
    Ok(json!({ "kind": "tick", "tick": step }))
}

/// What the history says, in its order.
async fn happened(session: &Session) -> anyhow::Result<Vec<String>> {
    let history = stored(session, "history").await?;
    let entries = history["entries"].as_array().cloned().unwrap_or_default();
    Ok(entries.iter().map(|entry| entry["what"].as_str().unwrap_or_default().to_owned()).collect())
}

async fn a_reset_is_awaited_before_it_goes_and_denied_it_was_none(cx: &mut Context<World>) -> anyhow::Result<()> {
    with_three(cx).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &[NUMBER]).await?;
    session.click_on("#reset-hash").await?;
    continue_to_reset(session).await?;
    session.wait_for("the page's own prompt", SOON, async || Ok(prompt_is_open(session).await?.then_some(()))).await?;
    ensure!(cx.data.console.resets() == 0, "it was reset before the page's OK");
    let rotation = stored(session, "rotations").await?["rotations"][0].clone();
    ensure!(rotation["isAwaited"] == true && rotation["number"] == NUMBER, "written down is {rotation}");
    ensure!(happened(session).await?.last().is_some_and(|what| what == "resetReleased"), "not in the history");
    badge_says(session, "?").await?;
    session.click_on("#hash-cancel").await?;
    tell(session, json!({ "kind": "answerNewHash", "rotation": rotation["id"], "gotOne": false })).await?;
    badge_says(session, "").await?;
    ensure!(stored(session, "rotations").await?["rotations"] == json!([]), "a rotation is left");
    ensure!(
        happened(session).await?.last().is_some_and(|what| what == "noNewHash"),
        "the answer is not in the history"
    );
    session.expect_quiet_console().await
}

async fn a_rotation_stands_on_the_icon_until_nothing_is_left(cx: &mut Context<World>) -> anyhow::Result<()> {
    with_three(cx).await?;
    let session = &cx.session;
    let rotation = open_by_hand(session).await?;
    badge_says(session, "3").await?;
    tick(session, &rotation, "Alpha", "updated").await?;
    badge_says(session, "3").await?;
    tick(session, &rotation, "Alpha", "seenWorking").await?;
    badge_says(session, "2").await?;
    tick(session, &rotation, "Beta", "skipped").await?;
    badge_says(session, "1").await?;
    let reply = tick(session, &rotation, "Gamma", "seenWorking").await?;
    badge_says(session, "").await?;
    ensure!(reply["rotations"][0]["finished"].is_number() && reply["settings"]["me"] == "Ada", "{reply}");
    let what = happened(session).await?;
    let expected = [
        "integrationAdded",
        "integrationAdded",
        "integrationAdded",
        "rotationOpened",
        "taskUpdated",
        "taskSeenWorking",
        "taskSkipped",
        "taskSeenWorking",
        "rotationFinished",
    ];
    ensure!(what == expected, "the history says {what:?}");
    // One step back.
    tick(session, &rotation, "Gamma", "updated").await?;
    badge_says(session, "1").await
}

/// A message may be sent again by who has waited for its answer in vain.
async fn a_tick_that_comes_twice_counts_once(cx: &mut Context<World>) -> anyhow::Result<()> {
    with_three(cx).await?;
    let session = &cx.session;
    let rotation = open_by_hand(session).await?;
    let twice = "const send = () => chrome.runtime.sendMessage(arguments[0]);
        return (await Promise.all([send(), send()])).map(({ kind }) => kind);";
    let said: Vec<String> = session.in_extension_page(twice, &[ticked(&rotation, "Alpha", "seenWorking")?]).await?;
    ensure!(said == ["rotations", "rotations"], "the background answered {said:?}");
    badge_says(session, "2").await?;
    let ticks = happened(session).await?.into_iter().filter(|what| what == "taskSeenWorking").count();
    ensure!(ticks == 1, "the history has it {ticks} times");
    Ok(())
}

async fn a_rotation_outlives_the_worker(cx: &mut Context<World>) -> anyhow::Result<()> {
    with_three(cx).await?;
    let session = &cx.session;
    let rotation = open_by_hand(session).await?;
    session.stop_background().await?;
    tick(session, &rotation, "Alpha", "seenWorking").await?;
    badge_says(session, "2").await?;
    session.stop_background().await?;
    let reply = tell(session, json!({ "kind": "rotations" })).await?;
    let names = |reply: &Value| {
        let tasks = reply["rotations"][0]["tasks"].as_array().cloned().unwrap_or_default();
        tasks.iter().map(|task| format!("{} {}", task["integration"]["name"], task["progress"])).collect::<Vec<_>>()
    };
    let expected = ["\"Beta\" \"toDo\"", "\"Gamma\" \"toDo\"", "\"Alpha\" \"seenWorking\""];
    ensure!(names(&reply) == expected, "after two ends of the worker: {:?}", names(&reply));
    Ok(())
}

async fn a_second_reset_takes_over_what_is_open(cx: &mut Context<World>) -> anyhow::Result<()> {
    with_three(cx).await?;
    let session = &cx.session;
    let first = open_by_hand(session).await?;
    tick(session, &first, "Alpha", "seenWorking").await?;
    let second = open_by_hand(session).await?;
    badge_says(session, "3").await?;
    let again = second["tasks"].as_array().into_iter().flatten().filter(|task| task["again"] == true);
    let names: Vec<&Value> = again.map(|task| &task["integration"]["name"]).collect();
    ensure!(names == ["Alpha"], "to be done again: {names:?}");
    let all = stored(session, "rotations").await?["rotations"].as_array().map(Vec::len);
    ensure!(all == Some(1), "{all:?} rotations");
    Ok(())
}

async fn what_leaves_the_inventory_is_not_left(cx: &mut Context<World>) -> anyhow::Result<()> {
    with_three(cx).await?;
    let session = &cx.session;
    let rotation = open_by_hand(session).await?;
    let id = rotation["tasks"][0]["integration"]["id"].clone();
    tell(session, json!({ "kind": "remove", "id": id })).await?;
    badge_says(session, "2").await?;
    list(session, "Delta", "", "", &[]).await?;
    badge_says(session, "3").await?;
    let reply = tell(session, json!({ "kind": "rotations" })).await?;
    let tasks = reply["rotations"][0]["tasks"].as_array().cloned().unwrap_or_default();
    let marked = |mark: &str| tasks.iter().filter(|task| task[mark] == true).count();
    ensure!((marked("added"), marked("removed")) == (1, 1), "{reply}");
    Ok(())
}

async fn a_reminder_is_set_and_moves_on(cx: &mut Context<World>) -> anyhow::Result<()> {
    with_three(cx).await?;
    let session = &cx.session;
    open_by_hand(session).await?;
    let in_hours = "const alarm = await chrome.alarms.get('keyturn-reminder'); \
                    return alarm ? Math.round((alarm.scheduledTime - Date.now()) / 3600000) : null;";
    let is_set = async || Ok((session.in_extension::<Option<f64>>(in_hours, &[]).await? == Some(24.0)).then_some(()));
    session.wait_for("a reminder in a day", SOON, is_set).await?;
    // The day is over, and the browser has lost the alarm.
    let a_day_later = "const { rotations } = await chrome.storage.local.get('rotations'); \
                       rotations.rotations[0].remindAt = Date.now() - 1000; \
                       await chrome.alarms.clearAll(); await chrome.storage.local.set({ rotations });";
    session.in_extension::<Value>(a_day_later, &[]).await?;
    session.stop_background().await?;
    tell(session, json!({ "kind": "rotations" })).await?;
    session.wait_for("the next reminder in a day", SOON, is_set).await?;
    // The clock was set back by a month: what was a day ahead is a month ahead.
    let a_month_back = "const { rotations } = await chrome.storage.local.get('rotations'); \
                        rotations.rotations[0].remindAt = Date.now() + 31 * 86400000; \
                        await chrome.storage.local.set({ rotations });";
    session.in_extension::<Value>(a_month_back, &[]).await?;
    session.stop_background().await?;
    tell(session, json!({ "kind": "rotations" })).await?;
    session.wait_for("a reminder in a day all the same", SOON, is_set).await?;
    // The alarm goes off each day; it is the reminder itself that must be due then.
    let next: i64 = session.in_extension(NEXT_IN_HOURS, &[]).await?;
    ensure!(next == 24, "the reminder comes in {next} hours");
    Ok(())
}

/// In how many hours the first rotation's reminder comes.
pub const NEXT_IN_HOURS: &str = "const { rotations } = await chrome.storage.local.get('rotations'); \
                             return Math.round((rotations.rotations[0].remindAt - Date.now()) / 3600000);";

async fn settings_that_are_too_long_are_refused_and_change_nothing(cx: &mut Context<World>) -> anyhow::Result<()> {
    with_three(cx).await?;
    let session = &cx.session;
    let settings = |hours: u32| {
        let settings = json!({ "firstReminder": hours, "furtherReminders": 1, "dueAfter": 30, "me": "" });
        json!({ "kind": "saveRotationSettings", "settings": settings })
    };
    tell(session, settings(48)).await?;
    let refused = tell(session, settings(9_000)).await;
    ensure!(refused.is_err_and(|error| error.to_string().contains("settings_refused_hours")), "9,000 hours are taken");
    let reply = tell(session, json!({ "kind": "rotations" })).await?;
    ensure!(reply["settings"]["firstReminder"] == 48, "set is {}", reply["settings"]);
    Ok(())
}

async fn an_account_that_is_forgotten_takes_its_rotations_along(cx: &mut Context<World>) -> anyhow::Result<()> {
    with_three(cx).await?;
    let session = &cx.session;
    open_by_hand(session).await?;
    badge_says(session, "3").await?;
    let before = happened(session).await?.len();
    let reply = tell(session, json!({ "kind": "forgettable", "number": NUMBER })).await?;
    ensure!(reply["extent"]["rotations"] == 1, "would go: {reply}");
    let kept = tell(session, json!({ "kind": "forget", "number": NUMBER })).await?;
    badge_says(session, "").await?;
    let all = session.in_extension::<Value>("return await chrome.storage.local.get(null);", &[]).await?;
    ensure!(!all.to_string().contains(NUMBER), "the number still stands in {all}");
    tell(session, json!({ "kind": "putBackForgotten", "kept": kept["kept"] })).await?;
    badge_says(session, "3").await?;
    ensure!(happened(session).await?.len() == before, "lines of the history are lost");
    Ok(())
}

async fn a_reminder_goes_off_and_leads_to_the_options(cx: &mut Context<World>) -> anyhow::Result<()> {
    with_three(cx).await?;
    let session = &cx.session;
    open_by_hand(session).await?;
    badge_says(session, "3").await?;
    // The day is over: the browser fires the alarm itself.
    let the_day_is_over = "const { rotations } = await chrome.storage.local.get('rotations'); \
                           rotations.rotations[0].remindAt = Date.now() - 1000; \
                           await chrome.storage.local.set({ rotations }); \
                           await chrome.alarms.create('keyturn-reminder', { when: Date.now() + 200 });";
    session.in_extension::<Value>(the_day_is_over, &[]).await?;
    let shown = "return Object.keys(await chrome.notifications.getAll());";
    let is_shown =
        async || Ok((session.in_extension::<Vec<String>>(shown, &[]).await? == ["keyturn-reminder"]).then_some(()));
    session.wait_for("the reminder to be shown", SOON, is_shown).await?;
    let next: i64 = session.in_extension(NEXT_IN_HOURS, &[]).await?;
    ensure!(next == 24, "the next one comes in {next} hours");
    session.press_notification("keyturn-reminder").await?;
    let opened = "return (await chrome.tabs.query({})).map(({ url }) => url ?? '').filter((url) => url.includes('/options.html'));";
    let is_open = async || Ok(session.in_extension::<Vec<String>>(opened, &[]).await?.into_iter().next());
    let address = session.wait_for("the options page", SOON, is_open).await?;
    ensure!(address.ends_with("/options.html"), "it leads to {address}");
    Ok(())
}
