//! The background ends at every step of a write: before the browser has done what it was asked for there, and after.

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Session, tests};
use keyturn_suites::{World, afresh, list, stored, tell};
use serde_json::{Value, json};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        a_background_that_ends_in_a_save_loses_nothing_that_it_answered,
        a_background_that_ends_in_an_import_loses_nothing_that_it_answered,
        a_background_that_ends_in_a_tick_loses_nothing_that_it_answered,
        a_background_that_ends_in_an_answer_loses_nothing_that_it_answered,
    ]
}

const NUMBER: &str = "18836731";

/// In the background, for the rest of its life: what it asks the browser for is written down, and at this step (none: at
/// no step) it goes no further, before the browser has done it or after.
const STOPS: &str = "const [at, isDone] = arguments;
    const calls = self.keyturnCalls = [];
    let [isReady, underWay] = [false, 0];
    const stops = () => {
        new BroadcastChannel('keyturn-stops').postMessage(calls);
        return new Promise(() => {});
    };
    const { action, alarms, storage } = chrome;
    const all = (api, name) => api[name].bind(api, name === 'get' ? null : {});
    const looks = [all(storage.local, 'get'), all(action, 'getBadgeText'), alarms.getAll.bind(alarms)];
    for (const [part, api] of Object.entries({ action, alarms, ...storage })) {
        for (const name in api) {
            if (typeof api[name] !== 'function') continue;
            const does = api[name].bind(api);
            api[name] = async (...given) => {
                const isHere = calls.push(`${part}.${name}`) - 1 === at && isReady;
                if (isHere && !isDone) return stops();
                underWay += 1;
                const answer = await does(...given).finally(() => { underWay -= 1; });
                return isHere ? stops() : answer;
            };
        }
    }
    // It has done what it does at its start when the browser has answered everything and was asked for nothing meanwhile.
    for (let before = -1; before !== calls.length || underWay > 0;) {
        before = calls.length;
        for (const look of looks) await look();
    }
    calls.length = 0;
    isReady = true;
    return null;";

/// In a page of ours: says it, and waits until it is answered or the background has stopped.
const SAYS: &str = "const stops = new BroadcastChannel('keyturn-stops');
    const stopped = new Promise((come) => { stops.onmessage = ({ data }) => come({ stopped: data }); });
    const answered = chrome.runtime.sendMessage(arguments[0]).then((answer) => ({ answer }));
    return await Promise.race([stopped, answered]);";

/// Where it stops at a step that has this name: before it, and where the step changes something, after it. (After a step
/// that reads, all is as before the next one.)
fn moments(step: &str) -> &'static [bool] {
    if step == "local.get" { &[false] } else { &[false, true] }
}

/// All that is stored, but for the times.
async fn state(session: &Session) -> anyhow::Result<Value> {
    let script = "const untimed = (_, value) => /^[ir]?[0-9]{13}/.test(value) ? 'then' : value;
        return JSON.parse(JSON.stringify(await chrome.storage.local.get(null), untimed));";
    session.in_extension(script, &[]).await
}

/// What is stored, to be brought back.
async fn first(session: &Session) -> anyhow::Result<Value> {
    session.in_extension("return await chrome.storage.local.get(null);", &[]).await
}

/// All is as it was first, and the background that is to end has answered something.
async fn begin(session: &Session, first: &Value) -> anyhow::Result<Value> {
    let back = "await chrome.storage.local.clear(); await chrome.storage.local.set(arguments[0]);";
    session.in_extension::<Value>(back, std::slice::from_ref(first)).await?;
    list(session, "Answered", "", "", &[NUMBER]).await?;
    state(session).await
}

/// An import says what the inventory was when it was agreed to: that is what there is now.
async fn seeing(session: &Session, message: &Value) -> anyhow::Result<Value> {
    let mut message = message.clone();
    if message["kind"] == "import" {
        message["seen"] = stored(session, "inventory").await?["integrations"].clone();
    }
    Ok(message)
}

/// Ends the background at every step of what this message brings about, one time after the other.
async fn end_at_every_step(cx: &Context<World>, message: Value) -> anyhow::Result<()> {
    let ended = try_to_end_at_every_step(&cx.session, message).await;
    // Whoever comes next needs one that does not stop.
    cx.session.stop_background().await?;
    ended
}

async fn try_to_end_at_every_step(session: &Session, message: Value) -> anyhow::Result<()> {
    let first = first(session).await?;
    let say = async |at: Option<usize>, is_done: bool| {
        let message = seeing(session, &message).await?;
        session.in_extension::<Value>(STOPS, &[json!(at), json!(is_done)]).await.context("making it stop")?;
        session.in_extension_page::<Value>(SAYS, &[message]).await.context("saying it")
    };
    let before = begin(session, &first).await?;
    let undisturbed = say(None, false).await?;
    ensure!(undisturbed["answer"]["kind"].as_str().is_some_and(|kind| kind != "failed"), "{undisturbed}");
    let steps: Vec<String> = session.in_extension("return self.keyturnCalls;", &[]).await?;
    let after = state(session).await?;
    ensure!(steps.len() > 2 && before != after, "it has the steps {steps:?}");
    session.stop_background().await?;
    let mut is_kept = Vec::new();
    let rounds =
        steps.iter().enumerate().flat_map(|(at, step)| moments(step).iter().map(move |is_done| (at, *is_done)));
    for (at, is_done) in rounds {
        let step = || format!("step {at}, {}, {}", steps[at], if is_done { "done" } else { "not done" });
        begin(session, &first).await.with_context(step)?;
        let stopped = say(Some(at), is_done).await.with_context(step)?;
        ensure!(stopped["stopped"] == json!(steps[..=at]), "{}: it stopped at {}", step(), stopped["stopped"]);
        session.stop_background().await?;
        let kept = state(session).await?;
        ensure!(kept == before || kept == after, "{}: kept is {kept}", step());
        is_kept.push(kept == after);
        // It starts anew with the next message. What was not kept is said again, and is as if nothing had been.
        if kept == before {
            tell(session, seeing(session, &message).await?).await.with_context(step)?;
            let kept = state(session).await?;
            ensure!(kept == after, "{}, and again: kept is {kept}", step());
        } else {
            list(session, "Next", "", "", &[]).await.with_context(step)?;
            let aside = stored(session, "aside").await?;
            ensure!(aside.is_null(), "{}: set aside is {aside}", step());
        }
    }
    ensure!(is_kept.contains(&false) && is_kept.contains(&true) && is_kept.is_sorted(), "kept was {is_kept:?}");
    Ok(())
}

async fn a_background_that_ends_in_a_save_loses_nothing_that_it_answered(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    with_a_rotation(cx).await?;
    let draft = json!({ "name": "Sent", "owner": "Ada", "place": "Settings", "accounts": [NUMBER] });
    end_at_every_step(cx, json!({ "kind": "save", "draft": draft })).await
}

async fn a_background_that_ends_in_an_import_loses_nothing_that_it_answered(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    with_a_rotation(cx).await?;
    let draft = |name: &str| json!({ "name": name, "owner": "Ada", "place": "Settings", "accounts": [NUMBER] });
    let added: Vec<Value> = (0..20).map(|at| draft(&format!("Sent {at}"))).collect();
    end_at_every_step(cx, json!({ "kind": "import", "added": added, "changed": [] })).await
}

async fn a_background_that_ends_in_a_tick_loses_nothing_that_it_answered(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    let rotation = with_a_rotation(cx).await?;
    let tick = json!({
        "rotation": rotation["id"], "integration": rotation["tasks"][0]["integration"]["id"], "progress": "seenWorking",
        "by": "Ada", "reason": "", "note": "",
    });
    end_at_every_step(cx, json!({ "kind": "tick", "tick": tick })).await
}

/// That no new hash came: the reset that was written down is none, and its rotation goes.
async fn a_background_that_ends_in_an_answer_loses_nothing_that_it_answered(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    let rotation = with_a_rotation(cx).await?;
    let released = "const [number] = arguments;
        const { rotations } = await chrome.storage.local.get('rotations');
        Object.assign(rotations.rotations[0], { isAwaited: true, cause: 'continue' });
        const resets = { schema: 1, resets: [{ number, at: rotations.rotations[0].opened, listed: 1 }] };
        await chrome.storage.local.set({ rotations, resets });";
    cx.session.in_extension::<Value>(released, &[json!(NUMBER)]).await?;
    end_at_every_step(cx, json!({ "kind": "answerNewHash", "rotation": rotation["id"], "gotOne": false })).await
}

/// A first day with an integration, and a rotation in which it is to do.
async fn with_a_rotation(cx: &mut Context<World>) -> anyhow::Result<Value> {
    afresh(&cx.session, &cx.data).await?;
    list(&cx.session, "Alpha", "Ada", "Settings", &[NUMBER]).await?;
    let reply = tell(&cx.session, json!({ "kind": "openRotation", "number": NUMBER, "leaked": false })).await?;
    ensure!(reply["rotations"][0]["tasks"].as_array().is_some_and(|tasks| tasks.len() == 1), "{reply}");
    Ok(reply["rotations"][0].clone())
}
