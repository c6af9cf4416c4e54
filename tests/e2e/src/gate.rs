//! The one way out of the browser: a proxy that leads the console's hosts to loopback and everything else nowhere.
//!
//! A proxy rather than a rule for names, because it is the same for both browsers, lets the address go without a port
//! (Firefox can send a name to loopback, but not a port to another one: the origin would never be the true one), and
//! sees what else is asked for.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// The hosts that lead to the console.
const HOSTS: [&str; 2] = ["admin.lastpass.com", "lastpass.com"];

/// More than any browser's `CONNECT` takes.
const LONGEST_REQUEST: usize = 16 * 1024;

/// A running gate; it closes when dropped.
pub(crate) struct Gate {
    port: u16,
    strays: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Gate {
    /// Opens a gate to `console`, a port on 127.0.0.1.
    pub(crate) async fn open(console: u16) -> anyhow::Result<Gate> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let strays = Arc::new(Mutex::new(Vec::new()));
        let task = tokio::spawn(accept(listener, console, Arc::clone(&strays)));
        Ok(Gate { port, strays, task })
    }

    /// The address of the proxy, as WebDriver wants it.
    pub(crate) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// What was asked for and refused.
    pub(crate) fn strays(&self) -> Vec<String> {
        self.strays.lock().expect("nobody panics while holding it").clone()
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, console: u16, strays: Arc<Mutex<Vec<String>>>) {
    while let Ok((stream, _)) = listener.accept().await {
        let strays = Arc::clone(&strays);
        // A connection that breaks is the browser's business: it shows there, as a page that does not load.
        tokio::spawn(async move {
            let _ = lead(stream, console, &strays).await;
        });
    }
}

async fn lead(mut browser: TcpStream, console: u16, strays: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let request = head(&mut browser).await?;
    // Browsers connect in advance, and may think better of it: nothing was asked for.
    if request.is_empty() {
        return Ok(());
    }
    let line = request.lines().next().unwrap_or_default();
    if !is_for_the_console(line) {
        strays.lock().expect("nobody panics while holding it").push(line.to_owned());
        return browser.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").await;
    }
    let mut server = match TcpStream::connect((Ipv4Addr::LOCALHOST, console)).await {
        Ok(server) => server,
        Err(_) => return browser.write_all(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n").await,
    };
    browser.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await?;
    tokio::io::copy_bidirectional(&mut browser, &mut server).await?;
    Ok(())
}

/// Reads up to the empty line. The browser says nothing further before it has an answer.
async fn head(browser: &mut TcpStream) -> std::io::Result<String> {
    let mut read = Vec::new();
    let mut part = [0; 1024];
    while !read.ends_with(b"\r\n\r\n") && read.len() < LONGEST_REQUEST {
        match browser.read(&mut part).await? {
            0 => break,
            count => read.extend_from_slice(&part[..count]),
        }
    }
    Ok(String::from_utf8_lossy(&read).into_owned())
}

fn is_for_the_console(line: &str) -> bool {
    let mut words = line.split(' ');
    let (Some("CONNECT"), Some(target)) = (words.next(), words.next()) else { return false };
    let host = target.rsplit_once(':').map_or(target, |(host, _)| host);
    HOSTS.contains(&host)
}

#[cfg(test)]
mod tests {
    use super::is_for_the_console;

    #[test]
    fn only_the_consoles_hosts_go_through() {
        for (line, through) in [
            ("CONNECT admin.lastpass.com:443 HTTP/1.1", true),
            ("CONNECT admin.lastpass.com:8443 HTTP/1.1", true),
            ("CONNECT lastpass.com:443 HTTP/1.1", true),
            ("CONNECT example.com:443 HTTP/1.1", false),
            ("CONNECT admin.lastpass.com.example.com:443 HTTP/1.1", false),
            ("GET http://admin.lastpass.com/ HTTP/1.1", false),
            ("", false),
        ] {
            assert_eq!(is_for_the_console(line), through, "{line}");
        }
    }
}
