//! The demo: Keyturn in a browser, on the demo console. `cargo xtask demo` starts it, and says in [`Wanted`]'s
//! variables where everything is.
//!
//! Either the story is played by itself, each step of it checked and pictured, or the browser is opened for a person.

mod by_hand;
mod by_itself;
mod integrations;
mod picture;
mod steps;
mod teller;
mod wanted;

use std::{io, process::ExitCode, thread};

use anyhow::Context as _;
use keyturn_console::{Console, Settings};
use keyturn_e2e::Session;
use tokio::sync::oneshot;

use wanted::Wanted;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<()> {
    let wanted = Wanted::read()?;
    let over = over();
    let console = Console::start_with(Settings { csp: wanted.policy, port: 0 }).await.context("the demo console")?;
    // Not cut off: a browser on its way would be left behind.
    let session = Session::launch(&wanted.launch(console.port())).await?;
    let shown = tokio::select! {
        shown = show(&wanted, &session, &console) => shown,
        _ = over => Ok(()),
    };
    // A browser that was closed by hand has no end to tell of.
    let ended = session.quit().await;
    shown?;
    if wanted.by_hand { Ok(()) } else { ended }
}

async fn show(wanted: &Wanted, session: &Session, console: &Console) -> anyhow::Result<()> {
    if wanted.by_hand { by_hand::open(session).await } else { by_itself::play(wanted, session, console).await }
}

/// Ends when whoever started the demo has ended, however that came: its end of our standard input closes then. (Ctrl+C
/// itself does not come here, see `xtask/src/demo.rs`: it would end this process before it has ended its browser.)
fn over() -> oneshot::Receiver<()> {
    let (tell, over) = oneshot::channel();
    thread::spawn(move || {
        // An input that cannot be read is over as well; and where nobody listens any more, all is at its end.
        let _ = io::copy(&mut io::stdin(), &mut io::sink());
        let _ = tell.send(());
    });
    over
}
