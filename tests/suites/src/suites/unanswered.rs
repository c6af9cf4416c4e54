//! What a page of ours asks and the background does not answer: no success is shown, what was typed stays, the press works again.

use anyhow::ensure;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Session, tests};
use keyturn_suites::{SOON, World, says, text};
use serde_json::Value;

use crate::options::{integrations, open, press, type_into};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![a_save_that_nobody_answers_is_said_and_can_be_made_again]
}

/// The next save is lost, or its answer is; and its minute is over when the test says so.
const LOSES: &str = "const [isDone] = arguments;
    const { runtime } = chrome;
    const { setTimeout } = window;
    const send = runtime.sendMessage.bind(runtime);
    let isWaiting = false;
    window.minuteIsOver = null;
    runtime.sendMessage = (message) => {
        if (message.kind !== 'save') return send(message);
        runtime.sendMessage = send;
        isWaiting = true;
        const never = new window.Promise(() => {});
        return isDone ? send(message).then(() => never) : never;
    };
    window.setTimeout = (run, after, ...given) => {
        if (!isWaiting || after !== 60000) return setTimeout(run, after, ...given);
        window.setTimeout = setTimeout;
        window.minuteIsOver = run;
        return 0;
    };";

/// Presses, and is not answered for a minute.
async fn press_in_vain(session: &Session, is_done: bool) -> anyhow::Result<()> {
    session.eval::<Value>(LOSES, &[is_done.into()]).await?;
    press(session, "#submit").await?;
    let waits = "return !!window.minuteIsOver && !!document.querySelector('#form[aria-busy]');";
    session.wait_for("it to wait", SOON, async || Ok(session.eval::<bool>(waits, &[]).await?.then_some(()))).await?;
    ensure!(text(session, "#status").await?.is_empty(), "it says {:?}", text(session, "#status").await?);
    ensure!(!text(session, "#rows").await?.contains("Datadog"), "it is listed");
    // As long as one is not answered, there is no other.
    press(session, "#submit").await?;
    session.eval::<Value>("window.minuteIsOver();", &[]).await?;
    says(session, "#status", "Keyturn did not answer. The list shows what was saved").await?;
    let form = "return [document.querySelector('#name').value, document.querySelector('#owner').value];";
    let form: Vec<String> = session.eval(form, &[]).await?;
    ensure!(form == ["Datadog", "Ada"], "the form has {form:?}");
    Ok(())
}

async fn a_save_that_nobody_answers_is_said_and_can_be_made_again(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    type_into(session, "#name", "Datadog").await?;
    type_into(session, "#owner", "Ada").await?;
    press_in_vain(session, false).await?;
    ensure!(integrations(session).await?.is_empty(), "it was saved");
    press(session, "#submit").await?;
    says(session, "#status", "Added Datadog").await?;
    says(session, "#rows", "Datadog").await?;
    // Where only the answer is lost, the list shows that it was done.
    press(session, "[aria-label='Remove Datadog']").await?;
    says(session, "#status", "Removed Datadog").await?;
    type_into(session, "#name", "Datadog").await?;
    type_into(session, "#owner", "Ada").await?;
    press_in_vain(session, true).await?;
    says(session, "#rows", "Datadog").await?;
    ensure!(integrations(session).await?.len() == 1);
    Ok(())
}
