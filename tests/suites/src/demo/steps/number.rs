//! The account number: painted, copied, in the popup.

use anyhow::{Context as _, ensure};
use keyturn_suites::{PAINTED, SOON, at, element, painted, says, text};

use super::Stage;
use crate::teller::View;

/// The paint in light colours, as `content.css` has it.
const PAINT: [u8; 3] = [0xff, 0xe2, 0x8a];
/// Digits cover less than half of their line.
const PAINTED_SHARE: f64 = 0.4;

/// Logs in, and sees the number painted on the Dashboard.
pub async fn painted_on_the_dashboard(stage: &mut Stage<'_>) -> anyhow::Result<()> {
    let Stage { session, console, teller } = stage;
    session.goto(&at("/")).await?;
    for (field, typed) in [("#email", "admin@orgabc.example"), ("#password", "correct horse battery staple")] {
        element(session, field).await?;
        session.click_on(field).await?;
        session.press(typed).await?;
    }
    session.click_on("#login-submit").await?;
    element(session, "#code").await?;
    session.click_on("#code").await?;
    session.press("123456").await?;
    session.click_on("#multifactor-submit").await?;
    says(session, "h1", "Dashboard").await?;
    let number = console.account_number();
    painted(session, &[&number]).await?;
    let place = *session.highlighted_at(PAINTED).await?.first().context("the paint has no place")?;
    let share = session.pixels().await?.share_of(PAINT, place);
    ensure!(share > PAINTED_SHARE, "only {share:.2} of the number's place has the paint's colour");
    let words = format!("Logged in, Dashboard: the account number {number} is painted.");
    teller.show(&words, View::of_tab("painted").by_all_eyes()).await
}

/// Presses the copy button, and pastes.
pub async fn copied(stage: &mut Stage<'_>) -> anyhow::Result<()> {
    let Stage { session, console, teller } = stage;
    let number = console.account_number();
    let find = async || session.control("button", "Copy account number").await;
    let button = session.wait_for("the copy button", SOON, find).await?;
    session.click(&button).await?;
    let is_there = async || Ok((session.clipboard().await? == number).then_some(()));
    session.wait_for("the number in the clipboard", SOON, is_there).await?;
    let words = format!("Copied: the clipboard holds {number}.");
    teller.show(&words, View::of_tab("copied")).await
}

/// Opens the popup's page, in a window of its own: the console stays the page in front of its window, as it is under a
/// popup.
pub async fn in_the_popup(stage: &mut Stage<'_>) -> anyhow::Result<()> {
    let Stage { session, console, teller } = stage;
    let number = console.account_number();
    let before = session.tab().await?;
    let popup = session.driver.new_window().await?;
    session.switch_to(&popup).await?;
    session.goto(&session.extension_url("popup.html")).await?;
    says(session, "#accounts .number", &number).await?;
    says(session, "#accounts .copied", "Last copied").await?;
    says(session, "#verdict", "Everything works").await?;
    let words = format!("The popup shows {number}. {}.", text(session, "#verdict").await?);
    teller.show(&words, View::of_popup("popup").by_all_eyes()).await?;
    session.driver.close_window().await?;
    session.switch_to(&before).await
}
