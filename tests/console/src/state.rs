//! What the server remembers: the account, its hash, who is signed in, and what the page reported.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::policy::Csp;

/// The account a fresh console has.
const NUMBER: &str = "18836731";
const COMPANY: &str = "OrgABC";
/// Who is signed in where nobody signed in, see [`State::everyone`].
pub(crate) const ADMIN: &str = "admin@orgabc.example";

/// One browser session.
pub(crate) struct Session {
    /// The address typed at the login.
    pub email: String,
    /// Whether the one-time code was given too.
    pub verified: bool,
}

/// How the Enterprise API is just now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Api {
    /// It answers.
    #[default]
    Up,
    /// The account's policy restricts it to event reporting: a right pair gets no other command carried out.
    ReportingOnly,
    /// It is down: HTTP 503, whoever asks.
    Down,
    /// It takes every question, and answers none.
    Silent,
    /// Its answers have no end.
    Endless,
}

/// Everything that changes while the server runs.
pub(crate) struct State {
    pub csp: Csp,
    pub api: Api,
    /// Pages may not write to the clipboard.
    pub forbids_clipboard: bool,
    /// A browser may keep a page that was left, to go back to it.
    pub lets_stand_by: bool,
    /// How long a style sheet takes to come.
    pub styles_take: Duration,
    pub number: String,
    pub company: String,
    pub hash: Option<String>,
    /// How often the Enterprise API was asked something.
    pub asked: usize,
    pub resets: usize,
    pub creates: usize,
    pub reports: Vec<String>,
    pub actions: Vec<String>,
    /// Pages that a test has brought along, by their path: the type and the text.
    pub pages: HashMap<String, (&'static str, String)>,
    /// By the cookie's value.
    pub sessions: HashMap<String, Session>,
    /// Every request counts as signed in: for tests that are not about the login.
    pub everyone: bool,
}

impl State {
    /// A fresh account that has a hash nobody remembers, which is what most admins come with.
    pub fn fresh(csp: Csp) -> anyhow::Result<State> {
        Ok(State {
            csp,
            api: Api::default(),
            forbids_clipboard: false,
            lets_stand_by: false,
            styles_take: Duration::ZERO,
            number: NUMBER.to_owned(),
            company: COMPANY.to_owned(),
            hash: Some(random_hex()?),
            asked: 0,
            resets: 0,
            creates: 0,
            reports: Vec::new(),
            actions: Vec::new(),
            pages: HashMap::new(),
            sessions: HashMap::new(),
            everyone: false,
        })
    }

    /// The e-mail address of whoever sent this cookie, if signed in.
    pub fn signed_in(&self, cookie: Option<&str>) -> Option<String> {
        let session = cookie.and_then(|key| self.sessions.get(key));
        match session {
            Some(session) if session.verified || self.everyone => Some(session.email.clone()),
            _ if self.everyone => Some(ADMIN.to_owned()),
            _ => None,
        }
    }

    /// Makes a new hash in place of the old one. `None` if there was nothing to replace.
    pub fn reset_hash(&mut self) -> anyhow::Result<Option<String>> {
        if self.hash.is_none() {
            return Ok(None);
        }
        self.hash = Some(random_hex()?);
        self.resets += 1;
        Ok(self.hash.clone())
    }

    /// Makes the first hash. `None` if there is one already: the console never offers both.
    pub fn create_hash(&mut self) -> anyhow::Result<Option<String>> {
        if self.hash.is_some() {
            return Ok(None);
        }
        self.hash = Some(random_hex()?);
        self.creates += 1;
        Ok(self.hash.clone())
    }
}

/// The state as the server's tasks and the tests share it.
#[derive(Clone)]
pub(crate) struct Shared(Arc<Mutex<State>>);

impl Shared {
    pub fn new(state: State) -> Shared {
        Shared(Arc::new(Mutex::new(state)))
    }

    /// The lock. A panic elsewhere must not turn every later test into a panic about the lock, so poison is ignored.
    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// 64 lower-case hexadecimal digits: the shape of a hash. Serves as a session key too.
pub(crate) fn random_hex() -> anyhow::Result<String> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no randomness from the system: {error}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
