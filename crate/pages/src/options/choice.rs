//! The choice of accounts in the form.

use std::cell::RefCell;

use keyturn_browser::{EdgeError, i18n};
use keyturn_core::{
    account_number::AccountNumber,
    belongs::{self, Chosen, NoneNamed},
    store::AccountRecord,
};
use web_sys::{Document, Element, HtmlInputElement};

use crate::piece;

/// "All accounts", or "These accounts" with a checkbox for each that was seen and a field for other numbers.
pub struct Choice {
    document: Document,
    all: HtmlInputElement,
    these: HtmlInputElement,
    which: Element,
    seen: Element,
    /// The field for other numbers.
    pub others: HtmlInputElement,
    shown: RefCell<Vec<AccountRecord>>,
}

impl Choice {
    /// Finds its places in the document.
    pub fn find(document: &Document) -> Result<Self, EdgeError> {
        Ok(Self {
            document: document.clone(),
            all: piece::by_id(document, "all-accounts")?,
            these: piece::by_id(document, "these-accounts")?,
            which: piece::by_id(document, "which-accounts")?,
            seen: piece::by_id(document, "seen-accounts")?,
            others: piece::by_id(document, "other-accounts")?,
            shown: RefCell::default(),
        })
    }

    /// Offers these accounts. What was ticked stays ticked.
    pub fn show(&self, accounts: &[AccountRecord]) -> Result<(), EdgeError> {
        if names(&self.shown.borrow()) == names(accounts) && !accounts.is_empty() {
            return Ok(());
        }
        let ticked = self.ticked();
        let all = self.document.create_document_fragment();
        for account in accounts {
            let line = piece::copy_of(&self.document, "seen-account")?;
            piece::write(&line, ".number", account.number.as_str())?;
            piece::write(&line, ".company", account.company.as_deref().unwrap_or_default())?;
            let tick: HtmlInputElement = piece::part(&line, "input")?;
            tick.set_value(account.number.as_str());
            tick.set_checked(ticked.iter().any(|number| number == account.number.as_str()));
            all.append_child(&line)?;
        }
        self.seen.replace_children_with_node_1(&all);
        let label = if accounts.is_empty() { "options_numbers" } else { "options_other_numbers" };
        piece::write(&self.which, "#other-accounts-label", &i18n::message(label, &[]))?;
        self.shown.replace(accounts.to_vec());
        self.show_which();
        Ok(())
    }

    /// Shows what belongs to the choice that is made.
    pub fn show_which(&self) {
        piece::show(&self.which, self.these.checked());
        piece::show(&self.seen, !self.shown.borrow().is_empty());
    }

    /// Puts a choice in: these numbers; none means all accounts.
    pub fn put(&self, numbers: &[String]) {
        self.all.set_checked(numbers.is_empty());
        self.these.set_checked(!numbers.is_empty());
        for tick in self.ticks() {
            tick.set_checked(numbers.contains(&tick.value()));
        }
        let seen: Vec<String> = self.shown.borrow().iter().map(|account| account.number.to_string()).collect();
        self.others.set_value(&belongs::others(numbers, &seen));
        self.show_which();
    }

    /// The numbers that are chosen; none means all accounts.
    pub fn numbers(&self) -> Result<Vec<String>, NoneNamed> {
        belongs::numbers(&if self.these.checked() {
            Chosen::These { ticked: self.ticked(), typed: self.others.value() }
        } else {
            Chosen::All
        })
    }

    fn ticked(&self) -> Vec<String> {
        self.ticks().into_iter().filter(HtmlInputElement::checked).map(|tick| tick.value()).collect()
    }

    fn ticks(&self) -> Vec<HtmlInputElement> {
        piece::parts(&self.seen, "input").unwrap_or_default()
    }
}

/// What is shown of these accounts. When they were last seen changes all the time, and is not.
pub fn names(accounts: &[AccountRecord]) -> Vec<(&AccountNumber, Option<&str>)> {
    accounts.iter().map(|account| (&account.number, account.company.as_deref())).collect()
}
