//! Who is speaking: a message is answered by what its sender is, never by what it says.

/// The console's host.
pub const CONSOLE_HOST: &str = "admin.lastpass.com";

/// What the browser says of a message's sender.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sender<'a> {
    /// The extension's id that it claims.
    pub id: &'a str,
    /// Its frame's address.
    pub url: &'a str,
    /// Its frame's origin: the only thing that tells where an about:blank frame belongs.
    pub origin: Option<&'a str>,
    /// Its tab, if it has one.
    pub tab: Option<i32>,
    /// Its frame: in Firefox a number above 32 bits, except for the top frame's 0.
    pub frame: Option<f64>,
}

/// What a sender is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Who {
    /// A content script in a page of the console.
    Console {
        /// Its tab.
        tab: i32,
        /// Its frame.
        frame: f64,
    },
    /// The popup or the options page.
    OwnPage,
    /// Anybody else: not answered.
    Stranger,
}

/// Tells what a sender is. `own_id` is the extension's id, `own_url` the address of its package's root.
pub fn who(sender: &Sender<'_>, own_id: &str, own_url: &str) -> Who {
    if own_id.is_empty() || own_url.is_empty() || sender.id != own_id {
        return Who::Stranger;
    }
    if sender.url.starts_with(own_url) {
        return Who::OwnPage;
    }
    let speaks_for = match sender.origin {
        Some(origin) => origin,
        None => sender.url,
    };
    match (sender.tab, sender.frame) {
        (Some(tab), Some(frame)) if is_console(speaks_for) => Who::Console { tab, frame },
        _ => Who::Stranger,
    }
}

/// Whether an address or origin is the console's, on whatever port (as the manifest's match patterns have it).
fn is_console(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://") else { return false };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    match authority.split_once(':') {
        Some((host, port)) => host == CONSOLE_HOST && !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()),
        None => authority == CONSOLE_HOST,
    }
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    const OWN: &str = "chrome-extension://abc/";
    let sender =
        |id, url, origin, tab: Option<i32>| Sender { id, url, origin, tab, frame: tab.map(|_| 25_769_803_777.0) };
    let console = Who::Console { tab: 7, frame: 25_769_803_777.0 };
    let at = "https://admin.lastpass.com/dashboard";
    let host = "https://admin.lastpass.com";
    let evil = "https://evil.example";
    let rows = [
        (sender("abc", at, Some(host), Some(7)), console),
        (sender("abc", at, None, Some(7)), console),
        (sender("abc", "https://admin.lastpass.com:8443/x", None, Some(7)), console),
        (sender("abc", "about:blank", Some(host), Some(7)), console),
        (sender("abc", "blob:https://admin.lastpass.com/1", Some("https://admin.lastpass.com:8443"), Some(7)), console),
        (sender("abc", "chrome-extension://abc/popup.html", Some("chrome-extension://abc"), None), Who::OwnPage),
        (sender("abc", "chrome-extension://abc/options.html", None, Some(3)), Who::OwnPage),
        (sender("abc", at, Some(host), None), Who::Stranger),
        (sender("abc", "about:blank", None, Some(7)), Who::Stranger),
        (sender("abc", "about:blank", Some("null"), Some(7)), Who::Stranger),
        (sender("abc", at, Some(evil), Some(7)), Who::Stranger),
        (sender("xyz", at, Some(host), Some(7)), Who::Stranger),
        (sender("", at, Some(host), Some(7)), Who::Stranger),
        (sender("abc", "http://admin.lastpass.com/", None, Some(7)), Who::Stranger),
        (sender("abc", "https://admin.lastpass.com.evil.example/", None, Some(7)), Who::Stranger),
        (sender("abc", "https://admin.lastpass.com@evil.example/", None, Some(7)), Who::Stranger),
        (sender("abc", "https://evil.example/https://admin.lastpass.com/", None, Some(7)), Who::Stranger),
        (sender("abc", "https://admin.lastpass.com:pw@evil.example/", None, Some(7)), Who::Stranger),
        (sender("abc", "https://xadmin.lastpass.com/", None, Some(7)), Who::Stranger),
        (sender("abc", "https://lastpass.com/", None, Some(7)), Who::Stranger),
        (sender("abc", "chrome-extension://abcd/popup.html", None, None), Who::Stranger),
        (sender("abc", "", None, None), Who::Stranger),
    ];
    for (sender, expected) in &rows {
        report.check("sender", sender, &who(sender, "abc", OWN), expected);
    }
    report.check("sender, own id unknown", &"", &who(&sender("", at, Some(host), Some(7)), "", OWN), &Who::Stranger);
    report.check(
        "sender, own address unknown",
        &"",
        &who(&sender("abc", at, Some(host), Some(7)), "abc", ""),
        &Who::Stranger,
    );
}
