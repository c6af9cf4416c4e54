//! The account number: painted, copied, remembered, and nothing else.

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Key, Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, PAINTED, SOON, World, afresh, at, element, engine_runs, page_saw, painted, says, stored,
};
use serde_json::json;

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        the_number_is_painted_at_the_top_of_the_dashboard,
        the_number_is_painted_in_the_header_of_enterprise_api,
        the_number_is_painted_in_the_profile_menu_and_not_after_it_closed,
        the_page_is_not_written_to,
        a_number_that_arrives_late_is_painted,
        a_number_that_arrives_in_pieces_is_remembered_whole,
        a_number_that_arrives_in_nodes_is_remembered_whole,
        another_account_in_the_same_place_is_painted_and_remembered_too,
        a_number_that_goes_takes_paint_and_button_with_it,
        nothing_is_painted_where_there_is_no_number,
        a_click_copies_the_digits_and_nothing_else,
        the_keyboard_copies_too,
        a_scroll_takes_the_button_along,
        the_account_is_remembered_with_its_company,
        nothing_is_remembered_while_somebody_logs_in,
    ]
}

async fn open(cx: &mut Context<World>, path: &str) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    cx.session.goto(&at(path)).await?;
    engine_runs(&cx.session).await
}

/// Waits until the stored accounts are these numbers.
async fn remembered(session: &Session, numbers: &[&str]) -> anyhow::Result<()> {
    session
        .wait_for(&format!("{numbers:?} remembered"), SOON, async || {
            let document = stored(session, "accounts").await?;
            let accounts = document["accounts"].as_array().cloned().unwrap_or_default();
            let mut stored: Vec<&str> = accounts.iter().filter_map(|account| account["number"].as_str()).collect();
            stored.sort_unstable();
            Ok((stored == numbers).then_some(()))
        })
        .await
}

async fn the_number_is_painted_at_the_top_of_the_dashboard(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "/dashboard").await?;
    let session = &cx.session;
    painted(session, &["18836731"]).await?;
    let rects = session.highlighted_at(PAINTED).await?;
    let rect = *rects.first().context("the painted range has no place")?;
    let share = session.wait_for("the paint on the screen", SOON, async || {
        let share = session.pixels().await?.share_of([0xff, 0xe2, 0x8a], rect);
        Ok((share > 0.3).then_some(share))
    });
    share.await?;
    session.expect_quiet_console().await
}

async fn the_number_is_painted_in_the_header_of_enterprise_api(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, ENTERPRISE_API).await?;
    painted(&cx.session, &["18836731"]).await
}

async fn the_number_is_painted_in_the_profile_menu_and_not_after_it_closed(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    open(cx, "/users").await?;
    let session = &cx.session;
    element(session, "#profile-button").await?;
    painted(session, &[]).await?;
    session.click_on("#profile-button").await?;
    element(session, "#profile-account-number").await?;
    painted(session, &["18836731"]).await?;
    session.click_on("#profile-button").await?;
    painted(session, &[]).await
}

async fn the_page_is_not_written_to(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "/dashboard").await?;
    let session = &cx.session;
    painted(session, &["18836731"]).await?;
    let read = "return [document.querySelectorAll('#account-line *').length, document.querySelector('#account-number').outerHTML,
        [...document.documentElement.children].map((child) => child.localName).join(' '),
        document.body.querySelectorAll('[class*=keyturn], [id*=keyturn]').length];";
    let seen: serde_json::Value = session.eval(read, &[]).await?;
    let expected =
        json!([4, "<span id=\"account-number\" class=\"number\">18836731</span>", "head body keyturn-controls", 0]);
    ensure!(seen == expected, "the page is now {seen}");
    Ok(())
}

async fn a_number_that_arrives_late_is_painted(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "/dashboard?number=late").await?;
    painted(&cx.session, &["18836731"]).await
}

async fn arrives_in_parts(cx: &mut Context<World>, path: &str) -> anyhow::Result<()> {
    open(cx, path).await?;
    painted(&cx.session, &["18836731"]).await?;
    remembered(&cx.session, &["18836731"]).await
}

async fn a_number_that_arrives_in_pieces_is_remembered_whole(cx: &mut Context<World>) -> anyhow::Result<()> {
    arrives_in_parts(cx, "/dashboard?number=pieces").await
}

async fn a_number_that_arrives_in_nodes_is_remembered_whole(cx: &mut Context<World>) -> anyhow::Result<()> {
    arrives_in_parts(cx, "/dashboard?number=nodes").await
}

async fn another_account_in_the_same_place_is_painted_and_remembered_too(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    open(cx, "/dashboard?number=change").await?;
    let session = &cx.session;
    painted(session, &["18836731"]).await?;
    remembered(session, &["18836731"]).await?;
    session.click_on("#switch-account").await?;
    painted(session, &["27365418"]).await?;
    remembered(session, &["18836731", "27365418"]).await?;
    copy(session).await?;
    let copied = session.clipboard().await?;
    ensure!(copied == "27365418", "the clipboard holds {copied:?}");
    Ok(())
}

async fn a_number_that_goes_takes_paint_and_button_with_it(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "/dashboard?number=gone").await?;
    let session = &cx.session;
    painted(session, &["18836731"]).await?;
    button_count(session, 1).await?;
    session.click_on("#hide-account-number").await?;
    painted(session, &[]).await?;
    button_count(session, 0).await?;
    session.click_on("#hide-account-number").await?;
    painted(session, &["18836731"]).await?;
    button_count(session, 1).await
}

async fn nothing_is_painted_where_there_is_no_number(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "/dashboard?number=none").await?;
    let session = &cx.session;
    element(session, "#account-company").await?;
    painted(session, &[]).await?;
    ensure!(session.controls().await?.is_empty(), "a control stands on a page without a number");
    let untouched: bool = session.eval("return document.documentElement.children.length === 2;", &[]).await?;
    ensure!(untouched, "something of ours is in a page without a number");
    Ok(())
}

async fn button_count(session: &Session, count: usize) -> anyhow::Result<()> {
    session
        .wait_for(&format!("{count} copy buttons"), SOON, async || {
            let controls = session.controls().await?;
            let shown = controls.iter().filter(|control| control.visible && control.name == "Copy account number");
            Ok((shown.count() == count).then_some(()))
        })
        .await
}

/// Presses the copy button as a person does.
async fn copy(session: &Session) -> anyhow::Result<()> {
    let shown = async || session.control("button", "Copy account number").await;
    let button = session.wait_for("the copy button", SOON, shown).await?;
    ensure!(button.rect.width >= 24.0 && button.rect.height >= 24.0, "the copy button is {:?}", button.rect);
    session.click(&button).await
}

async fn a_click_copies_the_digits_and_nothing_else(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "/dashboard").await?;
    let session = &cx.session;
    session.set_clipboard("what was there before").await?;
    painted(session, &["18836731"]).await?;
    let before = page_saw(session).await?;
    copy(session).await?;
    ensure!(page_saw(session).await? == before, "the page saw our click: {:?}", page_saw(session).await?);
    let copied = session.clipboard().await?;
    ensure!(copied == "18836731", "the clipboard holds {copied:?}");
    session
        .wait_for("the copy remembered", SOON, async || {
            let accounts = stored(session, "accounts").await?;
            Ok(accounts["accounts"][0]["lastCopied"].is_number().then_some(()))
        })
        .await?;
    session.expect_quiet_console().await
}

async fn the_keyboard_copies_too(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "/dashboard").await?;
    let session = &cx.session;
    session.set_clipboard("what was there before").await?;
    painted(session, &["18836731"]).await?;
    button_count(session, 1).await?;
    // Our controls come last in the page's order: one step back from its beginning. Focus is set to a known place first.
    session
        .eval::<serde_json::Value>("[...document.querySelectorAll('button, a, select, input')].at(-1).focus();", &[])
        .await?;
    session.press(Key::Tab).await?;
    let button = session.control("button", "Copy account number").await?.context("no copy button")?;
    ensure!(button.focused, "Tab from the page's last control does not reach the copy button");
    session.press(Key::Enter).await?;
    let copied = session.clipboard().await?;
    ensure!(copied == "18836731", "the clipboard holds {copied:?}");
    Ok(())
}

async fn a_scroll_takes_the_button_along(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "/dashboard").await?;
    let session = &cx.session;
    painted(session, &["18836731"]).await?;
    button_count(session, 1).await?;
    // The window is made low, so that there is something to scroll, whatever the page.
    session.driver.set_window_rect(0, 0, 1280, 500).await?;
    let result = follows(session).await;
    session.driver.set_window_rect(0, 0, 1280, 900).await?;
    result
}

async fn follows(session: &Session) -> anyhow::Result<()> {
    session.eval::<serde_json::Value>("scrollTo(0, 30);", &[]).await?;
    session
        .wait_for("the button beside the number again", SOON, async || {
            let number = session.highlighted_at(PAINTED).await?.first().copied().context("nothing is painted")?;
            let button = session.control("button", "Copy account number").await?;
            let middle = |rect: keyturn_e2e::Rect| rect.y + rect.height / 2.0;
            let beside = |rect: keyturn_e2e::Rect| {
                let gap = rect.x - (number.x + number.width);
                (middle(rect) - middle(number)).abs() < 2.0 && (0.0..20.0).contains(&gap)
            };
            Ok(button.is_some_and(|button| beside(button.rect)).then_some(()))
        })
        .await?;
    let scrolled: f64 = session.eval("return scrollY;", &[]).await?;
    ensure!(scrolled > 0.0, "the page did not scroll, so this shows nothing");
    Ok(())
}

async fn the_account_is_remembered_with_its_company(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "/dashboard").await?;
    remembered(&cx.session, &["18836731"]).await?;
    let accounts = stored(&cx.session, "accounts").await?;
    let account = &accounts["accounts"][0];
    ensure!(accounts["schema"] == 1 && account["company"] == "OrgABC", "stored: {accounts}");
    ensure!(account["firstSeen"].as_f64().is_some_and(|at| at > 1.7e12), "stored: {accounts}");
    ensure!(account["lastCopied"].is_null(), "stored: {accounts}");
    Ok(())
}

async fn nothing_is_remembered_while_somebody_logs_in(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "/dashboard?number=none").await?;
    let session = &cx.session;
    element(session, "#account-company").await?;
    // A page that shows a number and asks for a password at once.
    let build = "const field = Object.assign(document.createElement('input'), { type: 'password', id: 'secret' });
        const line = Object.assign(document.createElement('p'), { textContent: 'Account number 55555555' });
        document.body.prepend(field, line);";
    session.eval::<serde_json::Value>(build, &[]).await?;
    painted(session, &["55555555"]).await?;
    // Something that happens after what must not have happened: another number, without the field.
    let go_on = "document.querySelector('#secret').remove(); document.querySelector('body > p').textContent = 'Account number 66666666';";
    // What must not happen is given the time in which it would.
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    session.eval::<serde_json::Value>(go_on, &[]).await?;
    remembered(session, &["66666666"]).await?;
    says(session, "body > p", "66666666").await
}
