//! The demo for a person: a window on the console's login page, for as long as it is open.

use std::time::Duration;

use keyturn_e2e::{Browser, Session};
use keyturn_suites::at;

/// How often the window is looked after.
const PAUSE: Duration = Duration::from_millis(500);

/// Opens the login page, says what there is to try, and ends when the browser has been closed.
pub async fn open(session: &Session) -> anyhow::Result<()> {
    session.goto(&at("/")).await?;
    println!("{}", invitation(session.browser));
    while is_open(session).await {
        tokio::time::sleep(PAUSE).await;
    }
    Ok(())
}

/// A driver that does not answer once may be busy.
async fn is_open(session: &Session) -> bool {
    for _ in 0..2 {
        if session.driver.windows().await.is_ok_and(|windows| !windows.is_empty()) {
            return true;
        }
    }
    false
}

fn invitation(browser: Browser) -> String {
    format!(
        "\
The demo console is open in {browser}, with Keyturn in it. To try:
  Log in: any e-mail address, any password, any code. The Dashboard's account number is painted.
  Press the copy button beside it, and paste somewhere.
  Open the popup: the puzzle piece in the toolbar, then Keyturn. `List them` opens the integrations: add some.
  In the console: Advanced > Enterprise API > Reset your provisioning hash. Keyturn holds it: Cancel, or tick and continue.
Close the browser, or press Ctrl+C here, to end."
    )
}
