//! The link of an integration: where its settings are opened. It becomes an `href`, so it is taken strictly.

use serde::{Deserialize, Serialize};

use crate::text::is_invisible;

/// The longest name of a host, as the domain name system has it.
const LONGEST_HOST: usize = 253;
/// The longest part of it between two dots.
const LONGEST_LABEL: usize = 63;

/// An address of the web: `http` or `https`, a host, no user name and no password.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Link(String);

/// Why a text is no link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotALink {
    /// It does not begin with `http://` or `https://`.
    Scheme,
    /// It holds a character that no address holds as it is: a blank, a backslash, something invisible, `<`, `>`, `"`.
    Character,
    /// It holds a user name or a password.
    SignIn,
    /// Its host, or the port after it, is none.
    Host,
}

impl Link {
    /// The address, as it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Link> for String {
    fn from(link: Link) -> Self {
        link.0
    }
}

impl std::fmt::Display for NotALink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a link is an http or https address without a user name")
    }
}

impl TryFrom<String> for Link {
    type Error = NotALink;

    fn try_from(address: String) -> Result<Self, NotALink> {
        check(&address)?;
        Ok(Self(address))
    }
}

fn check(address: &str) -> Result<(), NotALink> {
    let (scheme, rest) = address.split_once("://").ok_or(NotALink::Scheme)?;
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return Err(NotALink::Scheme);
    }
    // A backslash is a slash to a browser, and would end the host somewhere else.
    let is_wrong =
        |c: char| c.is_whitespace() || c.is_control() || is_invisible(c) || matches!(c, '\\' | '<' | '>' | '"' | '`');
    if rest.contains(is_wrong) {
        return Err(NotALink::Character);
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err(NotALink::SignIn);
    }
    if is_host_and_port(authority) { Ok(()) } else { Err(NotALink::Host) }
}

fn is_host_and_port(authority: &str) -> bool {
    if let Some((address, after)) = authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let is_address = address.contains(':') && address.chars().all(|c| c.is_ascii_hexdigit() || ":.".contains(c));
        return is_address && (after.is_empty() || after.strip_prefix(':').is_some_and(is_port));
    }
    match authority.split_once(':') {
        Some((host, port)) => is_host(host) && is_port(port),
        None => is_host(authority),
    }
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=LONGEST_LABEL).contains(&label.len()) && label.chars().all(|c| c.is_alphanumeric() || "-_".contains(c))
    };
    text.len() <= LONGEST_HOST && text.strip_suffix('.').unwrap_or(text).split('.').all(is_label)
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    use NotALink::{Character, Host, Scheme, SignIn};
    for (address, expected) in [
        ("https://example.com", Ok(())),
        ("http://example.com/", Ok(())),
        ("HTTPS://Example.COM/a?b=c#d", Ok(())),
        ("https://example.com:8443/a", Ok(())),
        ("https://intranet/lastpass", Ok(())),
        ("https://localhost:8080", Ok(())),
        ("https://10.0.0.1/", Ok(())),
        ("https://[2001:db8::1]:8443/", Ok(())),
        ("https://a_b.example.com./", Ok(())),
        ("https://bücher.example/ä?ö#ü", Ok(())),
        ("https://example.com/@me", Ok(())),
        ("https://example.com?to=a@b", Ok(())),
        ("https://example.com#a@b", Ok(())),
        ("https://example.com/a'b(c)%20d", Ok(())),
        ("https://example.com/javascript:alert(1)", Ok(())),
        ("", Err(Scheme)),
        ("example.com", Err(Scheme)),
        ("//example.com", Err(Scheme)),
        ("/settings", Err(Scheme)),
        ("https:/example.com", Err(Scheme)),
        ("https:example.com", Err(Scheme)),
        ("javascript:alert(1)", Err(Scheme)),
        ("JavaScript://example.com/%0aalert(1)", Err(Scheme)),
        ("java\nscript://example.com", Err(Scheme)),
        ("data:text/html,<p>", Err(Scheme)),
        ("file:///etc/passwd", Err(Scheme)),
        ("ftp://example.com", Err(Scheme)),
        ("chrome://settings", Err(Scheme)),
        ("view-source:https://example.com", Err(Scheme)),
        ("blob:https://example.com/1", Err(Scheme)),
        (" https://example.com", Err(Scheme)),
        ("\u{1}https://example.com", Err(Scheme)),
        ("httpſ://example.com", Err(Scheme)),
        ("https://exa mple.com", Err(Character)),
        ("https://example.com/a b", Err(Character)),
        ("https://example.com/\n", Err(Character)),
        ("https://example.com\\@evil.example", Err(Character)),
        ("https:\\\\example.com", Err(Scheme)),
        ("https://example.com/\u{202e}gpj", Err(Character)),
        ("https://exa\u{ad}mple.com", Err(Character)),
        ("https://example.com/\"onclick=", Err(Character)),
        ("https://example.com/<b>", Err(Character)),
        ("https://me@example.com", Err(SignIn)),
        ("https://me:secret@example.com/", Err(SignIn)),
        ("https://@example.com/", Err(SignIn)),
        ("https://example.com@evil.example/", Err(SignIn)),
        ("https://", Err(Host)),
        ("https:///", Err(Host)),
        ("https:///example.com", Err(Host)),
        ("https://?a", Err(Host)),
        ("https://.", Err(Host)),
        ("https://a..b", Err(Host)),
        ("https://example.com:", Err(Host)),
        ("https://example.com:65536", Err(Host)),
        ("https://example.com:+80", Err(Host)),
        ("https://example.com:80:80", Err(Host)),
        ("https://exa%6dple.com", Err(Host)),
        ("https://[::1", Err(Host)),
        ("https://[example]", Err(Host)),
        ("https://[::1]x", Err(Host)),
        ("https://a|b", Err(Host)),
        ("https://example。com", Err(Host)),
    ] {
        report.check("link", &address, &Link::try_from(address.to_owned()).map(drop), &expected);
    }
    let long = |label: usize| format!("https://{}.example", "a".repeat(label));
    report.check("link: longest label", &63, &Link::try_from(long(63)).is_ok(), &true);
    report.check("link: longest label", &64, &Link::try_from(long(64)).map(drop), &Err(Host));
    let host = |labels: usize| format!("https://{}a", "ab.".repeat(labels));
    report.check("link: longest host", &253, &Link::try_from(host(84)).is_ok(), &true);
    report.check("link: longest host", &256, &Link::try_from(host(85)).map(drop), &Err(Host));
}
