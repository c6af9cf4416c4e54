//! A demo of the LastPass Admin Console, for tests and for looking at: `https://admin.lastpass.com` on loopback.
//!
//! It is built from public descriptions, and imitates no more than an admin's way to the account number and to the
//! provisioning hash. The application is in `web/`; its query parameters are described in `web/shapes.js`.
//!
//! Nobody outside knows how the real console is made, so three others by somebody else's framework stand beside it, for the
//! same account: `/wc` of web components, `/portal` of frames, `/classic` of forms without a script. `/recorder` is a page of
//! everything that is not the reset, and writes down what it hears.
//!
//! Browsers must be told to come here, since the name belongs to somebody else: Chromium with
//! `--host-resolver-rules="MAP admin.lastpass.com 127.0.0.1:PORT"` and `--ignore-certificate-errors`, Firefox with the
//! preference `network.dns.localDomains` and `acceptInsecureCerts`.
#![deny(missing_docs)]

mod api;
mod classic;
pub mod client;
mod enterprise;
mod pages;
mod people;
mod policy;
mod server;
mod state;
mod tls;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use pages::bundle;
pub use policy::Csp;
pub use state::Api;

use server::App;
use state::{Shared, State};

/// How a console starts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// The policy of the first page.
    pub csp: Csp,
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
}

/// A running console. Dropping it shuts the server down, open connections included.
pub struct Console {
    state: Shared,
    port: u16,
    der: Vec<u8>,
    pem: String,
    task: JoinHandle<()>,
}

impl Console {
    /// Starts a console on a free port of 127.0.0.1, with a fresh account and the strict policy.
    ///
    /// Needs a tokio runtime, and npm's tools installed (`npm ci`): the application is bundled at every start.
    pub async fn start() -> anyhow::Result<Console> {
        Console::start_with(Settings::default()).await
    }

    /// Like [`Console::start`], with a policy and a port of one's own.
    pub async fn start_with(settings: Settings) -> anyhow::Result<Console> {
        let pages = tokio::task::spawn_blocking(pages::load).await??;
        let identity = tls::identity()?;
        let state = Shared::new(State::fresh(settings.csp)?);
        let listener = TcpListener::bind(("127.0.0.1", settings.port))
            .await
            .with_context(|| format!("listening on 127.0.0.1:{}", settings.port))?;
        let port = listener.local_addr()?.port();
        let router = server::router(App { state: state.clone(), pages: Arc::new(pages) });
        let task = tokio::spawn(server::serve(listener, identity.acceptor, router));
        Ok(Console { state, port, der: identity.der, pem: identity.pem, task })
    }

    /// The port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address of a path, as a browser that was pointed here sees it: `https://admin.lastpass.com:PORT/path`.
    pub fn url(&self, path: &str) -> String {
        format!("https://admin.lastpass.com:{}/{}", self.port, path.trim_start_matches('/'))
    }

    /// The certificate, for a client that should trust it instead of trusting anything.
    pub fn certificate_der(&self) -> &[u8] {
        &self.der
    }

    /// The certificate as PEM, for tools that read files.
    pub fn certificate_pem(&self) -> &str {
        &self.pem
    }

    /// Changes the policy; a page that is already open keeps the one it came with.
    pub fn set_csp(&self, csp: Csp) {
        self.state.lock().csp = csp;
    }

    /// How the Enterprise API is from now on, until [`Console::reset_state`].
    pub fn set_api(&self, api: Api) {
        self.state.lock().api = api;
    }

    /// From now on (until [`Console::reset_state`]) pages come with a permissions policy that closes the clipboard to them.
    pub fn forbid_clipboard(&self) {
        self.state.lock().forbids_clipboard = true;
    }

    /// From now on (until [`Console::reset_state`]) the browser may let a page that is left stand by, and go back to the very
    /// same (the back/forward cache).
    pub fn let_stand_by(&self) {
        self.state.lock().lets_stand_by = true;
    }

    /// From now on (until [`Console::reset_state`]) style sheets take this long to come.
    pub fn slow_styles(&self, take: Duration) {
        self.state.lock().styles_take = take;
    }

    /// From now on (until [`Console::reset_state`]) this path answers with this text, whatever the console has there itself.
    pub fn serve(&self, path: &str, kind: &'static str, text: &str) {
        self.state.lock().pages.insert(path.to_owned(), (kind, text.to_owned()));
    }

    /// Back to a fresh account: `18836731`, "OrgABC", a (new) hash exists, nothing counted, nothing reported, everybody
    /// signed out (also [`Console::sign_in_all`] is undone). Only the policy stays.
    ///
    /// # Panics
    ///
    /// When the system has no randomness for the new hash.
    pub fn reset_state(&self) {
        let mut state = self.state.lock();
        let asked = state.asked;
        *state = State::fresh(state.csp).expect("randomness for the new hash");
        state.asked = asked;
    }

    /// From now on every request counts as signed in: for tests that are not about the login.
    pub fn sign_in_all(&self) {
        self.state.lock().everyone = true;
    }

    /// The account number (CID).
    pub fn account_number(&self) -> String {
        self.state.lock().number.clone()
    }

    /// Gives the account another number and company. The hash stays; an open page learns of it when it next loads.
    pub fn set_account(&self, number: &str, company: &str) {
        let mut state = self.state.lock();
        state.number = number.to_owned();
        state.company = company.to_owned();
    }

    /// The hash that is valid now.
    pub fn hash(&self) -> Option<String> {
        self.state.lock().hash.clone()
    }

    /// The account never had a hash: the page offers Create instead of Reset.
    pub fn forget_hash(&self) {
        self.state.lock().hash = None;
    }

    /// How often the Enterprise API was asked something since the start, whatever was reset.
    pub fn asked(&self) -> usize {
        self.state.lock().asked
    }

    /// How often a hash was replaced by a new one.
    pub fn resets(&self) -> usize {
        self.state.lock().resets
    }

    /// How often a first hash was made.
    pub fn creates(&self) -> usize {
        self.state.lock().creates
    }

    /// The policy violations browsers reported: raw JSON, in order.
    pub fn csp_reports(&self) -> Vec<String> {
        self.state.lock().reports.clone()
    }

    /// The harmless buttons that were pressed, in order: `reset-filters`, `reset-master-password`.
    pub fn actions(&self) -> Vec<String> {
        self.state.lock().actions.clone()
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        self.task.abort();
    }
}
