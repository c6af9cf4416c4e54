//! Menus and fields that keep the focus while a key is pressed for one of their options (`aria-activedescendant`): for the
//! reset's it is held, and goes on where it came from.

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Key, tests};
use keyturn_suites::{World, continue_to_reset, guard, no_guard};
use serde_json::Value;

use crate::ways::{SHAPES, open_with};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![enter_on_what_leads_to_the_reset_is_held_and_goes_on]
}

/// What has the focus and leads to an option beside it or in it, which the page acts on when a key is pressed.
const LEADS: [(&str, &str); 3] = [
    ("a menu", "const leads = make('ul', { role: 'menu', tabindex: '0' }, option, other); whole.append(leads);"),
    (
        "a field",
        "const leads = make('input', { role: 'combobox' }); whole.append(leads, make('ul', { role: 'listbox' }, option, other));",
    ),
    (
        "a menu in a closed root",
        "const leads = make('ul', { role: 'menu', tabindex: '0' }, option, other);
         whole.attachShadow({ mode: 'closed' }).append(leads);",
    ),
];

/// The page acts on the key, wherever it lands below what leads.
const ACTS: &str = "window.__acted = [];
    const option = make('li', { role: 'option', id: 'one' }, WORDS);
    const other = make('li', { role: 'option', id: 'other' }, 'Copy account number');
    const whole = make('div', { id: 'leads', style: 'position: relative; z-index: 9; background: white' });";
const ACTS_ON: &str = "leads.setAttribute('aria-activedescendant', 'one');
    leads.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        window.__acted.push(`${leads.getAttribute('aria-activedescendant')}:${event.isTrusted}`);
    });
    document.querySelector('#leads')?.remove();
    document.body.prepend(whole);
    leads.focus();
    window.__leads = leads;";

async fn enter_on_what_leads_to_the_reset_is_held_and_goes_on(cx: &mut Context<World>) -> anyhow::Result<()> {
    open_with(cx, "").await?;
    let session = &cx.session;
    let acted = async || session.eval::<Vec<String>>("return window.__acted;", &[]).await;
    for (what, build) in LEADS {
        let is_field = what == "a field";
        let held = async {
            session.eval::<Value>(&format!("{SHAPES}{ACTS}{build}{ACTS_ON}"), &[]).await?;
            session.press(Key::Enter).await?;
            guard(session).await?;
            session.press(Key::Escape).await?;
            no_guard(session).await?;
            ensure!(acted().await?.is_empty(), "the page acted on {:?}", acted().await?);
            // What is typed is no press, and neither is what leads to something else.
            session.eval::<Value>("window.__leads.focus();", &[]).await?;
            if is_field {
                session.press(Key::Space).await?;
                let typed: String = session.eval("return window.__leads.value;", &[]).await?;
                ensure!(typed == " ", "the space in the field is {typed:?}");
            }
            let to_other = "window.__leads.setAttribute('aria-activedescendant', 'other');";
            session.eval::<Value>(to_other, &[]).await?;
            session.press(Key::Enter).await?;
            ensure!(acted().await? == ["other:true"], "of the other option the page got {:?}", acted().await?);
            session.eval::<Value>("window.__leads.setAttribute('aria-activedescendant', 'one');", &[]).await?;
            session.press(Key::Enter).await?;
            continue_to_reset(session).await?;
            no_guard(session).await?;
            ensure!(acted().await? == ["other:true", "one:false"], "after Continue the page got {:?}", acted().await?);
            Ok(())
        };
        held.await.with_context(|| what.to_owned())?;
    }
    Ok(())
}
