//! The steps: each does what a person would do, checks what that person would see, and tells it.

pub mod integrations;
pub mod number;
pub mod reset;
pub mod rotation;

use keyturn_console::Console;
use keyturn_e2e::Session;

use crate::teller::Teller;

/// What every step has in its hands.
pub struct Stage<'a> {
    /// The browser.
    pub session: &'a Session,
    /// The console, for what only its server knows.
    pub console: &'a Console,
    /// Who tells it.
    pub teller: Teller<'a>,
}
