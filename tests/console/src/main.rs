//! Starts the demo console for looking at: `cargo run -p keyturn-console [PORT] [none|wasm|strict]`.

use anyhow::Context;
use keyturn_console::{Console, Csp, Settings};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut words = std::env::args().skip(1);
    let port = match words.next() {
        Some(word) => word.parse().with_context(|| format!("{word} is no port"))?,
        None => 0,
    };
    let csp = match words.next().as_deref() {
        None | Some("strict") => Csp::Strict,
        Some("wasm") => Csp::WasmAllowed,
        Some("none") => Csp::None,
        Some(other) => anyhow::bail!("{other} is no policy: none, wasm or strict"),
    };
    let console = Console::start_with(Settings { csp, port }).await?;
    let port = console.port();
    println!("The demo console is at {}", console.url(""));
    println!();
    println!("Chromium (a profile of its own, so that the certificate is accepted nowhere else):");
    println!("  chromium --user-data-dir=\"$(mktemp -d)\" --ignore-certificate-errors \\");
    println!("    --host-resolver-rules=\"MAP admin.lastpass.com 127.0.0.1:{port}\" {}", console.url(""));
    println!();
    println!("Firefox (a profile of its own): in about:config set network.dns.localDomains to");
    println!("  admin.lastpass.com,lastpass.com");
    println!("  open {} and accept the certificate.", console.url(""));
    println!();
    println!("Any e-mail address, password and code will do. Ctrl+C ends it.");
    std::future::pending().await
}
