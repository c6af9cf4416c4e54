//! The accounts that were seen: what the popup shows.

use crate::account_number::AccountNumber;

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;

/// A moment: milliseconds since 1970-01-01 UTC, as JavaScript's `Date.now()` gives it. A float, because 64-bit integers
/// do not cross the boundary of the JS engine.
pub type Time = f64;

/// An account that a console page showed.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// Its number (CID).
    pub number: AccountNumber,
    /// The company's name, if a page showed one.
    pub company: Option<String>,
    /// When it was first seen.
    pub first_seen: Time,
    /// When it was last seen.
    pub last_seen: Time,
    /// When its number was last copied.
    pub last_copied: Option<Time>,
}

/// Takes in that a page shows this account. A name that was seen stays until another one is; a clock that was set back
/// does not make an account older than it is.
pub fn see(accounts: &mut Vec<Account>, number: &AccountNumber, company: Option<String>, now: Time) {
    match accounts.iter_mut().find(|account| account.number == *number) {
        Some(account) => {
            account.company = company.or(account.company.take());
            account.last_seen = account.last_seen.max(now);
        }
        None => {
            let number = number.clone();
            accounts.push(Account { number, company, first_seen: now, last_seen: now, last_copied: None });
        }
    }
}

/// Takes in that this account's number was copied.
pub fn copy(accounts: &mut [Account], number: &AccountNumber, now: Time) {
    if let Some(account) = accounts.iter_mut().find(|account| account.number == *number) {
        account.last_copied = Some(now);
    }
}

/// The accounts in the order in which they are shown: seen last, first.
pub fn in_order(accounts: &[Account]) -> Vec<Account> {
    let mut accounts = accounts.to_vec();
    accounts.sort_by(|a, b| b.last_seen.total_cmp(&a.last_seen).then_with(|| a.number.cmp(&b.number)));
    accounts
}
