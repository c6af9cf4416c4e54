//! The account number: painted, copied, remembered, and nothing else.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Key, Rect, Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, PAINTED, SOON, World, afresh, at, element, engine_runs, guard, list, no_guard, of, page_saw,
    page_saw_nothing_of, painted, says, stored,
};
use serde_json::{Value, json};

use crate::hash;
use crate::stage::{self, YELLOW, button_count, copy, remembered};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        the_number_is_painted_at_the_top_of_the_dashboard,
        the_number_is_painted_in_the_header_of_enterprise_api,
        the_number_is_painted_in_the_profile_menu_and_not_after_it_closed,
        the_page_is_not_written_to,
        a_number_in_whatever_text_is_painted,
        what_is_no_account_number_is_not_painted,
        several_accounts_are_several_records,
        a_number_after_20_000_rows_is_painted,
        numbers_among_long_texts_are_all_painted,
        a_number_in_a_frame_is_painted_copied_and_remembered,
        the_next_route_shows_another_account,
        another_host_is_left_alone,
        nothing_is_remembered_beside_a_field_for_a_secret,
        nothing_of_a_private_window_is_kept,
        a_page_is_not_laid_out_before_its_style_sheet_is_there,
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

async fn the_number_is_painted_at_the_top_of_the_dashboard(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "/dashboard").await?;
    let session = &cx.session;
    painted(session, &["18836731"]).await?;
    let rects = session.highlighted_at(PAINTED).await?;
    let rect = *rects.first().context("the painted range has no place")?;
    let share = session.wait_for("the paint on the screen", SOON, async || {
        let share = session.pixels().await?.share_of(YELLOW, rect);
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

async fn a_number_in_whatever_text_is_painted(cx: &mut Context<World>) -> anyhow::Result<()> {
    stage::open(cx).await?;
    const NUMBER: &[&str] = &["18836731"];
    let cases: &[(&str, &str, &[&str])] = &[
        ("one text", "h('p', {}, 'OrgABC Account number 18836731')", NUMBER),
        ("two digits", "h('p', {}, 'Account number 27')", &["27"]),
        (
            "many nodes",
            "h('p', {}, 'Acc', 'ount ', h('b', {}, 'num', 'ber'), ': ', h('i', {}, '1883', '6731'))",
            NUMBER,
        ),
        ("siblings", "h('div', {}, 'Account number'), h('div', {}, '18836731')", NUMBER),
        ("no-break spaces", "h('p', {}, 'Account\\u00a0number\\u00a018836731')", NUMBER),
        ("soft hyphens", "h('p', {}, 'Ac\\u00adcount num\\u00adber 18836731')", NUMBER),
        ("capitals by CSS", "h('p', { style: 'text-transform: uppercase' }, 'Account number 18836731')", NUMBER),
        ("small capitals of its own", "h('p', {}, 'ACCOUNT NUMBER 18836731')", NUMBER),
        ("a row", "h('table', {}, h('tr', {}, h('th', {}, 'Account number'), h('td', {}, '18836731')))", NUMBER),
        (
            "a row among rows",
            "h('table', {}, h('tr', {}, h('td', {}, 'Users'), h('td', {}, '42')), h('tr', {}, h('td', {}, 'Account number'), \
             h('td', {}, '18836731')), h('tr', {}, h('td', {}, 'Groups'), h('td', {}, '6')))",
            NUMBER,
        ),
        (
            "a row by its role",
            "h('div', { role: 'table' }, h('div', { role: 'row' }, h('div', { role: 'rowheader' }, 'Account number'), h('div', { role: 'cell' }, '18836731')))",
            NUMBER,
        ),
        (
            "a definition",
            "h('dl', {}, h('dt', {}, 'Users'), h('dd', {}, '42'), h('dt', {}, 'Account number'), h('dd', {}, '18836731'))",
            NUMBER,
        ),
        (
            "a definition in a group",
            "h('dl', {}, h('div', {}, h('dt', {}, 'Account number'), h('dd', {}, '18836731')))",
            NUMBER,
        ),
        (
            "label above, number larger and centred",
            "h('div', { style: 'text-align: center' }, h('div', {}, 'Account number'), h('div', { style: 'font-size: 60px' }, '18836731'))",
            NUMBER,
        ),
        (
            "deep in wrappers",
            "h('div', {}, h('div', {}, h('div', {}, h('div', {}, 'Account number'))), h('div', {}, h('div', {}, h('div', {}, '18836731'))))",
            NUMBER,
        ),
        ("a line that wraps", "h('p', { style: 'width: 130px' }, 'OrgABC Account number 18836731')", NUMBER),
        (
            "an icon between",
            "h('p', {}, 'Account number ', document.createElementNS('http://www.w3.org/2000/svg', 'svg'), ' 18836731')",
            NUMBER,
        ),
        (
            "a spinner between that is not shown",
            "h('p', {}, 'Account number ', h('span', { hidden: '' }, 'Loading…'), '18836731')",
            NUMBER,
        ),
        (
            "a spinner between that keeps its place",
            "h('div', {}, h('b', {}, 'Account number'), h('div', { style: 'visibility: hidden' }, h('i', {}, 'Loading…'), \
             h('b', { style: 'visibility: visible' }, '18836731')))",
            NUMBER,
        ),
    ];
    stage::all_found(&cx.session, cases).await
}

async fn what_is_no_account_number_is_not_painted(cx: &mut Context<World>) -> anyhow::Result<()> {
    stage::open(cx).await?;
    let cases = [
        ("prose", "h('p', {}, 'Account number 18836731 was closed')"),
        ("prose about it", "h('p', {}, 'Find your account number 18836731 here')"),
        ("a bank's", "h('p', {}, 'Bank account number 12345678')"),
        (
            "a bank's, in a row",
            "h('table', {}, h('tr', {}, h('th', {}, 'Bank account number'), h('td', {}, '12345678')))",
        ),
        (
            "another column",
            "h('table', {}, h('tr', {}, h('th', {}, 'Users'), h('th', {}, 'Account number')), h('tr', {}, h('td', {}, '42'), h('td', {}, '18836731')))",
        ),
        (
            "another column, by roles",
            "h('div', { role: 'table' }, h('div', { role: 'row' }, h('span', { role: 'columnheader' }, 'Account number')), \
             h('div', { role: 'row' }, h('span', { role: 'cell' }, '42')))",
        ),
        (
            "another column of a grid",
            "h('div', { style: 'display: grid; grid-template-columns: 200px 200px' }, \
             ...['Users', 'Account number', '42', '18836731'].map((text) => h('div', {}, text)))",
        ),
        (
            "another column of a table by CSS",
            "h('div', { style: 'display: table' }, ...[['Users', 'Account number'], ['42', '18836731']].map((row) => \
             h('div', { style: 'display: table-row' }, ...row.map((text) => h('div', { style: 'display: table-cell; padding: 9px' }, text)))))",
        ),
        ("a code", "h('script', { type: 'application/json' }, 'Account number 18836731')"),
        ("too long", "h('p', {}, 'Account number 1234567890123')"),
        ("hidden digits", "h('p', {}, 'Account number 188****1')"),
        (
            "a word between, in what has no box of its own",
            "h('p', {}, 'Account number ', h('span', { style: 'display: contents' }, 'is '), '18836731')",
        ),
    ];
    stage::none_found(&cx.session, &cases).await
}

async fn several_accounts_are_several_records(cx: &mut Context<World>) -> anyhow::Result<()> {
    stage::open(cx).await?;
    let session = &cx.session;
    let line = |company, number| format!("h('p', {{}}, '{company} Account number {number}')");
    stage::show(session, &[line("OrgABC", "18836731"), line("Initech", "27365418"), line("Hooli", "27")].join(", "))
        .await?;
    painted(session, &["18836731", "27365418", "27"]).await?;
    button_count(session, 3).await?;
    remembered(session, &["18836731", "27", "27365418"]).await?;
    let accounts = stored(session, "accounts").await?;
    let mut companies: Vec<&str> = accounts["accounts"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|account| account["company"].as_str())
        .collect();
    companies.sort_unstable();
    ensure!(companies == ["Hooli", "Initech", "OrgABC"], "stored: {accounts}");
    Ok(())
}

async fn a_number_after_20_000_rows_is_painted(cx: &mut Context<World>) -> anyhow::Result<()> {
    stage::open(cx).await?;
    let session = &cx.session;
    let rows = "const rows = Array.from({ length: 20000 }, (_, at) =>
        h('tr', {}, h('td', {}, `User ${at}`), h('td', {}, `user${at}@orgabc.example`), h('td', {}, `${at}`), h('td', {}, 'Active')));
        const table = h('table', { style: 'height: 50px; overflow: auto; display: block' }, ...rows);
        const label = h('span', {}, 'Account number'), number = h('b', {}, '18836731');";
    // In a box of its own, or as a table's own siblings.
    for put in ["table, h('div', {}, label, ' ', number)", "table, label, ' ', number"] {
        stage::act(session, &format!("{rows} stage.replaceChildren({put});")).await?;
        painted(session, &["18836731"]).await?;
        stage::on_screen(session).await?;
        button_count(session, 1).await?;
        stage::act(session, "stage.querySelector('b').textContent = '27365418';").await?;
        painted(session, &["27365418"]).await?;
        stage::act(session, "stage.querySelector('tr').remove(); stage.querySelector('b').remove();").await?;
        painted(session, &[]).await?;
        button_count(session, 0).await?;
    }
    // A label in a thousand elements in one another.
    let deep = "let deep = h('p', {}, 'Account number 18836731');
        for (let depth = 0; depth < 1000; depth += 1) deep = h('div', {}, deep);
        stage.replaceChildren(deep);";
    stage::act(session, deep).await?;
    painted(session, &["18836731"]).await
}

/// Where the page speaks of numbers is found without reading all of it again, from whichever end the first is nearer to.
async fn numbers_among_long_texts_are_all_painted(cx: &mut Context<World>) -> anyhow::Result<()> {
    stage::open(cx).await?;
    // A long paragraph, a long text without one, a long comment that is no text of the page, and numbers.
    let node = |sign: char| match sign {
        'p' => "h('p', {}, 'word '.repeat(500))".to_owned(),
        // More than is read around a number that was found: nothing but the search finds the one behind it.
        'P' => "h('p', {}, ...Array.from({ length: 5000 }, () => h('i', {}, 'a ')))".to_owned(),
        't' => "'word '.repeat(500)".to_owned(),
        'c' => "document.createComment('Account number 18836739 '.repeat(500))".to_owned(),
        number => format!("h('p', {{}}, 'Account number {number}883673{number}')"),
    };
    let orders = [
        "1p", "p1", "1pp2", "p12p", "1p2p3p", "ppp1p2", "pp1p", "p1pp2", "1c", "c1", "cp1", "1pc", "c1pp2c", "pp1cc2",
        "P1cp2", "1t2t", "t1t2", "tt1", "123ppp", "ppp123", "1ppp23", "12ppp3",
    ];
    let within = |order: &str| order.chars().map(node).collect::<Vec<_>>().join(", ");
    for order in orders {
        let numbers = order.chars().filter(char::is_ascii_digit).map(|number| format!("{number}883673{number}"));
        let numbers: Vec<String> = numbers.collect();
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let bare = within(order);
        let wrapped = format!("h('div', {{}}, h('section', {{}}, {bare})), h('p', {{}}, 'word '.repeat(50))");
        for nodes in [bare, wrapped] {
            let shown = stage::show(&cx.session, &nodes).await;
            shown.and(painted(&cx.session, &numbers).await).with_context(|| order)?;
        }
    }
    Ok(())
}

async fn a_number_in_a_frame_is_painted_copied_and_remembered(cx: &mut Context<World>) -> anyhow::Result<()> {
    stage::open(cx).await?;
    let session = &cx.session;
    stage::act(session, "stage.append(h('iframe', { id: 'frame', style: 'width: 600px; height: 300px; border: 0' }));")
        .await?;
    // An empty frame has its engine too; what is in it comes after.
    let fill = "const page = document.querySelector('#frame').contentDocument;
        page.body.append(Object.assign(page.createElement('p'), { textContent: 'Account number 55555555' }));";
    stage::act(session, fill).await?;
    let frame = stage::rect(session, "#frame").await?;
    session.driver.enter_frame(0).await?;
    painted(session, &["55555555"]).await?;
    let inside = session.highlighted_at(PAINTED).await?.first().copied().context("nothing is painted")?;
    let shown = async || session.control("button", "Copy account number").await;
    let button = session.wait_for("the copy button", SOON, shown).await?;
    session.driver.enter_default_frame().await?;
    let on_page = |rect: Rect| Rect { x: rect.x + frame.x, y: rect.y + frame.y, ..rect };
    let share = session.pixels().await?.share_of(YELLOW, on_page(inside));
    ensure!(share > 0.3, "{share} of the number's place is painted");
    session.set_clipboard("what was there before").await?;
    session.click_at(on_page(button.rect)).await?;
    let copied = session.clipboard().await?;
    ensure!(copied == "55555555", "the clipboard holds {copied:?}");
    remembered(session, &["55555555"]).await
}

async fn the_next_route_shows_another_account(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "/dashboard").await?;
    let session = &cx.session;
    painted(session, &["18836731"]).await?;
    let before = session.highlighted_at(PAINTED).await?.first().copied().context("nothing is painted")?;
    session.click_on("#nav-users").await?;
    painted(session, &[]).await?;
    button_count(session, 0).await?;
    let share = session.pixels().await?.share_of(YELLOW, before);
    ensure!(share < 0.01, "{share} of where the number was is still painted");
    // The profile menu of the same page shows another account.
    stage::act(session, "stage.append(h('p', {}, 'Initech Account number 27365418'));").await?;
    painted(session, &["27365418"]).await?;
    stage::on_screen(session).await?;
    button_count(session, 1).await?;
    stage::copies(session, "27365418").await
}

async fn another_host_is_left_alone(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    // The same server under another name; the page is the same.
    session.goto("https://lastpass.com/dashboard").await?;
    says(session, "#account-number", "18836731").await?;
    // What must not happen is given the time in which it would.
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    let is_ours = format!("return CSS.highlights.has('{PAINTED}') || document.documentElement.children.length > 2;");
    ensure!(!session.eval::<bool>(&is_ours, &[]).await?, "something of ours is on another host's page");
    ensure!(stored(session, "accounts").await?.is_null(), "an account of another host is stored");
    Ok(())
}

async fn nothing_is_remembered_beside_a_field_for_a_secret(cx: &mut Context<World>) -> anyhow::Result<()> {
    stage::open(cx).await?;
    let session = &cx.session;
    let fields = [
        "h('input', { type: 'password' })",
        "h('input', { autocomplete: 'one-time-code' })",
        "h('label', {}, 'Verification code', h('input'))",
        "root(h('div'), 'closed', h('input', { type: 'password' }))",
        "root(h('div'), 'open', root(h('div'), 'closed', h('input', { name: 'otp' })))",
    ];
    for (at, field) in fields.iter().enumerate() {
        let number = format!("5555555{at}");
        stage::show(session, &format!("{field}, h('p', {{}}, 'Account number {number}')")).await?;
        painted(session, &[&number]).await?;
        // What must not happen is given the time in which it would.
        tokio::time::sleep(std::time::Duration::from_millis(1300)).await;
    }
    // One that does not show asks nobody.
    stage::show(
        session,
        "h('div', { style: 'display: none' }, h('input', { type: 'password' })), h('p', {}, 'Account number 66666666')",
    )
    .await?;
    remembered(session, &["66666666"]).await
}

async fn nothing_of_a_private_window_is_kept(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    // It stays so: where no window is private it makes no difference, and to take it back starts the extension anew.
    session.allow_in_private_windows().await?;
    let public = session.tab().await?;
    // What the host's policy allows is learnt of any page; it tells nothing of who was there.
    session.goto(&at("/users")).await?;
    engine_runs(session).await?;
    list(session, "Sumo Logic", "Ada", "Settings", &[]).await?;
    const KEPT: &str = "return await chrome.storage.local.get(null);";
    let before: Value = session.in_extension(KEPT, &[]).await?;
    session.private_window().await?;
    session.goto(&at("/dashboard")).await?;
    painted(session, &["18836731"]).await?;
    stage::copies(session, "18836731").await?;
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &["18836731"]).await?;
    session.click_on("#reset-hash").await?;
    let dialog = guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    session.click(of(&dialog, "button", "Cancel")?).await?;
    no_guard(session).await?;
    let hash = hash::reset(cx).await?;
    let session = &cx.session;
    hash::copies(session, &hash).await?;
    session.click(&hash::button(session, "Updated: Sumo Logic").await?).await?;
    hash::button(session, "Seen working: Sumo Logic").await?;
    // What must not happen is given the time in which it would.
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    session.driver.close_window().await?;
    session.switch_to(&public).await?;
    let after: Value = session.in_extension(KEPT, &[]).await?;
    ensure!(after == before, "kept of a private window: {after}, before: {before}");
    ensure!(cx.data.console.resets() == 1, "{} resets", cx.data.console.resets());
    // The same in a window that is not private is stored.
    session.goto(&at("/dashboard")).await?;
    remembered(session, &["18836731"]).await
}

/// Firefox warns of a layout that a script forces before the style sheets are there: people would see the page without them.
async fn a_page_is_not_laid_out_before_its_style_sheet_is_there(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    cx.data.console.slow_styles(Duration::from_millis(1_500));
    let session = &cx.session;
    for path in ["/dashboard", "/classic/dashboard"] {
        session.goto(&at(path)).await?;
        painted(session, &["18836731"]).await?;
        copy(session).await?;
        session.expect_quiet_console().await.context(path)?;
    }
    remembered(session, &["18836731"]).await
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
            let middle = |rect: Rect| rect.y + rect.height / 2.0;
            let beside = |rect: Rect| {
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
