//! Fields that show a number, and text that somebody types.

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Rect, Session, tests};
use keyturn_suites::{SOON, World, painted};

use crate::stage::{YELLOW, act, button_count, copies, none_found, open, rect, remembered, show};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        a_number_in_a_field_that_is_fixed_is_outlined,
        a_number_in_a_field_is_copied_and_remembered,
        a_field_that_changes_without_a_word_is_copied_as_it_is,
        a_field_that_is_opened_for_typing_is_left_alone,
        what_somebody_types_is_not_read,
        a_document_that_is_being_designed_is_not_read,
        what_stands_fixed_in_an_editor_is_read,
    ]
}

/// Waits until the outline is (or is not) around the field.
async fn outlined(session: &Session, selector: &str, is_outlined: bool) -> anyhow::Result<()> {
    session
        .wait_for(&format!("outlined: {is_outlined}"), SOON, async || {
            let field = rect(session, selector).await?;
            // A line left of the field, where our outline is and nothing else.
            let line = Rect { x: field.x - 3.0, y: field.y + 4.0, width: 3.0, height: field.height - 8.0 };
            let share = session.pixels().await?.share_of(YELLOW, line);
            Ok(((share > 0.6) == is_outlined).then_some(()))
        })
        .await
}

async fn a_number_in_a_field_that_is_fixed_is_outlined(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    for (what, nodes) in [
        ("readonly", "h('p', {}, 'Account number ', h('input', { id: 'f', value: '18836731', readonly: '' }))"),
        ("disabled", "h('p', {}, 'Account number ', h('input', { id: 'f', value: '18836731', disabled: '' }))"),
        (
            "in a fieldset that is disabled",
            "h('fieldset', { disabled: '' }, 'Account number ', h('input', { id: 'f', value: '18836731' }))",
        ),
        ("in its label", "h('label', {}, 'Account number ', h('input', { id: 'f', value: '18836731', readonly: '' }))"),
        (
            "with a label elsewhere",
            "h('div', {}, h('label', { for: 'f' }, 'Account number'), h('p', {}, 'of your company'), \
             h('input', { id: 'f', value: '18836731', readonly: '' }))",
        ),
        (
            "with a label of its own",
            "h('input', { id: 'f', value: '18836731', readonly: '', 'aria-label': 'Account number' })",
        ),
        (
            "labelled by others",
            "h('i', { id: 'l' }, 'Account number:'), h('hr'), h('p', {}, 'Company'), \
             h('input', { id: 'f', value: '18836731', readonly: '', 'aria-labelledby': 'l' })",
        ),
        (
            "in a cell",
            "h('table', {}, h('tr', {}, h('th', {}, 'Account number'), h('td', {}, h('input', { id: 'f', value: '18836731', disabled: '' }))))",
        ),
    ] {
        let seen = async {
            show(session, nodes).await?;
            outlined(session, "#f", true).await?;
            button_count(session, 1).await?;
            act(session, "document.querySelector('#f').remove();").await?;
            button_count(session, 0).await
        };
        seen.await.map_err(|error: anyhow::Error| error.context(what))?;
    }
    // It goes along when something above it grows.
    show(session, "h('p', {}, 'Account number ', h('input', { id: 'f', value: '18836731', readonly: '' }))").await?;
    outlined(session, "#f", true).await?;
    act(session, "stage.prepend(h('div', { style: 'height: 120px' }));").await?;
    outlined(session, "#f", true).await?;
    let passes = "const { x, y } = document.querySelector('#f').getBoundingClientRect();
        return document.elementFromPoint(x + 5, y + 5).id === 'f';";
    ensure!(act(session, passes).await? == true, "the outline keeps clicks from the field");
    session.expect_quiet_console().await
}

async fn a_number_in_a_field_is_copied_and_remembered(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    show(
        session,
        "root(h('x-field'), 'closed', h('p', {}, 'Account number ', h('input', { value: '55555555', readonly: '' })))",
    )
    .await?;
    button_count(session, 1).await?;
    copies(session, "55555555").await?;
    remembered(session, &["55555555"]).await
}

async fn a_field_that_changes_without_a_word_is_copied_as_it_is(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    show(session, "h('p', {}, 'Account number ', h('input', { id: 'f', value: '18836731', readonly: '' }))").await?;
    button_count(session, 1).await?;
    act(session, "document.querySelector('#f').value = '27365418';").await?;
    copies(session, "27365418").await
}

async fn a_field_that_is_opened_for_typing_is_left_alone(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    show(session, "h('p', {}, 'Account number ', h('input', { id: 'f', value: '18836731', readonly: '' }))").await?;
    outlined(session, "#f", true).await?;
    act(session, "document.querySelector('#f').readOnly = false;").await?;
    outlined(session, "#f", false).await?;
    button_count(session, 0).await?;
    act(session, "document.querySelector('#f').readOnly = true;").await?;
    outlined(session, "#f", true).await
}

async fn what_somebody_types_is_not_read(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let cases = [
        ("an input", "h('p', {}, 'Account number ', h('input', { value: '18836731' }))"),
        ("an input that names itself", "h('input', { value: '18836731', 'aria-label': 'Account number' })"),
        (
            "a password, fixed",
            "h('p', {}, 'Account number ', h('input', { value: '18836731', type: 'password', readonly: '' }))",
        ),
        ("something hidden", "h('p', {}, 'Account number ', h('input', { value: '18836731', type: 'hidden' }))"),
        ("what follows an input", "h('p', {}, 'Account number ', h('input'), ' 18836731')"),
        ("a textarea", "h('textarea', {}, 'Account number 18836731')"),
        ("what follows a textarea", "h('p', {}, 'Account number ', h('textarea'), ' 18836731')"),
        ("an editor", "h('div', { contenteditable: '' }, 'Account number 18836731')"),
        (
            "what is in an editor",
            "h('div', { contenteditable: 'true' }, h('div', {}, h('p', {}, 'Account number 18836731')))",
        ),
        ("plain text alone", "h('div', { contenteditable: 'plaintext-only' }, h('p', {}, 'Account number 18836731'))"),
        ("a number in an editor", "h('p', {}, 'Account number ', h('b', { contenteditable: '' }, '18836731'))"),
        ("a box by its role", "h('div', { role: 'textbox', tabindex: 0 }, h('p', {}, 'Account number 18836731'))"),
        ("a number in one", "h('p', {}, 'Account number ', h('span', { role: 'textbox' }, '18836731'))"),
        ("an option", "h('select', {}, h('option', {}, 'Account number 18836731'))"),
    ];
    none_found(session, &cases).await
}

async fn a_document_that_is_being_designed_is_not_read(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    show(session, "h('p', {}, 'Account number 18836731')").await?;
    painted(session, &["18836731"]).await?;
    act(session, "document.designMode = 'on'; stage.firstChild.append('');").await?;
    painted(session, &[]).await?;
    act(session, "document.designMode = 'off'; stage.firstChild.append('');").await?;
    painted(session, &["18836731"]).await
}

async fn what_stands_fixed_in_an_editor_is_read(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    show(
        session,
        "h('div', { contenteditable: '' }, 'Account number 11111111', \
         h('div', { contenteditable: 'false' }, h('p', {}, 'Account number 18836731')))",
    )
    .await?;
    painted(session, &["18836731"]).await?;
    act(session, "stage.querySelector('[contenteditable=false]').setAttribute('contenteditable', 'true');").await?;
    painted(session, &[]).await?;
    let text: String = session.eval("return document.querySelector('#stage').textContent", &[]).await?;
    text.contains("18836731").then_some(()).context("the page no longer shows the number")
}
