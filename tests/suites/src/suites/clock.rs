//! The computer's clock is set back by a day: no wait grows, nothing is lost.

use anyhow::ensure;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Key, Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, SOON, World, afresh, at, continue_to_reset, element, guard, list, no_guard, painted, stored, tell,
};
use serde_json::{Value, json};

use crate::hash::{button, said};
use crate::rotation::NEXT_IN_HOURS;

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![a_clock_that_is_set_back_keeps_nobody_waiting]
}

const NUMBER: &str = "18836731";
const A_DAY: i64 = 86_400_000;

/// The clock is so far ahead, in the background and for what is ours in the console's page.
async fn clock(session: &Session, ahead: i64) -> anyhow::Result<()> {
    let set = "const ahead = (by) => {
            const { Date } = self;
            const now = self.keyturnNow ??= Date.now.bind(Date);
            Date.now = () => now() + by;
        };
        ahead(arguments[0]);
        const [{ id }] = await chrome.tabs.query({ url: 'https://admin.lastpass.com/*' });
        await chrome.scripting.executeScript({ target: { tabId: id }, func: ahead, args: [arguments[0]] });";
    session.in_extension::<Value>(set, &[json!(ahead)]).await.map(drop)
}

async fn a_clock_that_is_set_back_keeps_nobody_waiting(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "Ada", "Settings", &[]).await?;
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &[NUMBER]).await?;
    clock(session, A_DAY).await?;
    tell(session, json!({ "kind": "openRotation", "number": "27365418", "leaked": false })).await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    session.press(Key::Escape).await?;
    no_guard(session).await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    clock(session, 0).await?;
    continue_to_reset(session).await?;
    element(session, "#hash-ok").await?;
    session.click_on("#hash-ok").await?;
    element(session, "#hash-card").await?;
    button(session, "Updated: Sumo Logic").await?;
    // The reminder of what was opened a day ahead comes in a day from now, as the settings say.
    session.in_extension::<Value>("await chrome.alarms.create('keyturn-reminder', { when: 0 });", &[]).await?;
    let is_mended = async || Ok((session.in_extension::<i64>(NEXT_IN_HOURS, &[]).await? == 24).then_some(()));
    session.wait_for("a reminder in a day", SOON, is_mended).await?;
    // What the page shows next is looked at.
    clock(session, -A_DAY).await?;
    session.click_on("#nav-users").await?;
    said(session, "It left the page: copy it now.").await?;
    let history = stored(session, "history").await?;
    let lines = history["entries"].as_array().into_iter().flatten();
    let what: Vec<&str> = lines.filter_map(|line| line["what"].as_str()).collect();
    let expected =
        ["integrationAdded", "rotationOpened", "dialogCancelled", "resetReleased", "hashSeen", "rotationOpened"];
    ensure!(what == expected, "the history says {what:?}");
    Ok(())
}
