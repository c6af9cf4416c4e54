//! The driver's process: chromedriver or geckodriver.

use std::collections::VecDeque;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// How many of the driver's last lines are kept for an error message.
const KEPT: usize = 40;

/// How long a driver may take until it says its port.
const START: Duration = Duration::from_secs(20);

/// What chromedriver ends with when the port that it took for IPv6 is somebody else's for IPv4.
const PORT_TAKEN: &str = "IPv4 port not available";
/// So often it is started anew then.
const MORE_PORTS: u32 = 5;

/// A running driver. It ends when this is dropped, and the browser with it.
pub(crate) struct Driver {
    child: Child,
    browser: Option<u64>,
    said: Arc<Mutex<VecDeque<String>>>,
    port: u16,
}

impl Driver {
    /// Starts `program`, which must take a free port by itself and say on its standard output which, after `marker`:
    /// a port looked for beforehand could be taken by somebody else in between. What driver and browser leave lying
    /// about (Chromium does) goes to `folder`.
    pub(crate) async fn start(program: &Path, args: &[String], marker: &str, folder: &Path) -> anyhow::Result<Driver> {
        for _ in 0..MORE_PORTS {
            match Self::start_once(program, args, marker, folder).await {
                Err(error) if format!("{error:#}").contains(PORT_TAKEN) => {}
                started => return started,
            }
        }
        Self::start_once(program, args, marker, folder).await
    }

    async fn start_once(program: &Path, args: &[String], marker: &str, folder: &Path) -> anyhow::Result<Driver> {
        let mut child = Command::new(program)
            .args(args)
            .env("TMPDIR", folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("starting {}", program.display()))?;
        let output = child.stdout.take().context("the driver has no output")?;
        let said = Arc::new(Mutex::new(VecDeque::new()));
        let mut lines = BufReader::new(output).lines();
        let port = match tokio::time::timeout(START, port(&mut lines, &said, marker)).await {
            Ok(Ok(port)) => port,
            Ok(Err(error)) => return Err(error.context(format!("{}: {}", program.display(), last(&said)))),
            Err(_) => bail!("{} did not say its port within {START:?}: {}", program.display(), last(&said)),
        };
        tokio::spawn(read_on(lines, Arc::clone(&said)));
        Ok(Driver { child, browser: None, said, port })
    }

    /// Where the driver listens.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The driver's last words, for an error message.
    pub(crate) fn last_words(&self) -> String {
        last(&self.said)
    }

    /// The browser's process, so that it goes too where the driver cannot end it any more.
    pub(crate) fn owns_browser(&mut self, process: u64) {
        self.browser = Some(process);
    }

    /// The session was ended orderly: the browser is gone, and its number may belong to somebody else soon.
    pub(crate) fn browser_is_gone(&mut self) {
        self.browser = None;
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(process) = self.browser {
            // Browsers are started in a process group of their own and outlive a killed driver. A second `kill` of one
            // that has gone by itself fails, which is as good.
            let _ =
                std::process::Command::new("kill").args(["-KILL", &process.to_string()]).stderr(Stdio::null()).status();
        }
        let _ = self.child.start_kill();
    }
}

type Output = Lines<BufReader<ChildStdout>>;

async fn port(lines: &mut Output, said: &Mutex<VecDeque<String>>, marker: &str) -> anyhow::Result<u16> {
    while let Some(line) = lines.next_line().await? {
        let found = line.split_once(marker).and_then(|(_, rest)| leading_number(rest));
        keep(said, line);
        if let Some(port) = found {
            return Ok(port);
        }
    }
    bail!("the driver ended before it said its port")
}

fn leading_number(text: &str) -> Option<u16> {
    let end = text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
    text[..end].parse().ok().filter(|port| *port != 0)
}

/// A pipe that nobody reads fills up, and the driver would stand still.
async fn read_on(mut lines: Output, said: Arc<Mutex<VecDeque<String>>>) {
    while let Ok(Some(line)) = lines.next_line().await {
        keep(&said, line);
    }
}

fn keep(said: &Mutex<VecDeque<String>>, line: String) {
    let mut said = said.lock().expect("nobody panics while holding it");
    if said.len() == KEPT {
        said.pop_front();
    }
    said.push_back(line);
}

fn last(said: &Mutex<VecDeque<String>>) -> String {
    let said = said.lock().expect("nobody panics while holding it");
    said.iter().map(String::as_str).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::leading_number;

    #[test]
    fn ports_are_read_from_the_drivers_words() {
        assert_eq!(leading_number("9515."), Some(9515));
        assert_eq!(leading_number("4444"), Some(4444));
        assert_eq!(leading_number("0"), None);
        assert_eq!(leading_number("x"), None);
    }
}
