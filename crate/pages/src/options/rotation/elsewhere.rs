//! "I reset it elsewhere": the form that opens a rotation by hand.

use std::cell::RefCell;

use keyturn_browser::{EdgeError, i18n, runtime};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::message::{FromPage, PageReply};
use keyturn_core::store::AccountRecord;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, HtmlSelectElement};

use crate::{piece, trouble};

/// The form, and the button that opens it.
pub struct Elsewhere {
    document: Document,
    button: HtmlElement,
    form: Element,
    account: HtmlSelectElement,
    leaked: HtmlInputElement,
    accounts: RefCell<Vec<AccountRecord>>,
}

impl Elsewhere {
    /// Finds it in the document.
    pub fn find(document: &Document) -> Result<Self, EdgeError> {
        Ok(Self {
            document: document.clone(),
            button: piece::by_id(document, "elsewhere")?,
            form: piece::by_id(document, "elsewhere-form")?,
            account: piece::by_id(document, "elsewhere-account")?,
            leaked: piece::by_id(document, "elsewhere-leaked")?,
            accounts: RefCell::default(),
        })
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        !self.form.has_attribute("hidden")
    }

    /// Opens it with the accounts that were seen; or says why not.
    pub async fn open(&self) -> Result<(), String> {
        let accounts = match runtime::send(&FromPage::Overview).await {
            Ok(PageReply::Overview { accounts, .. }) => accounts,
            Ok(PageReply::Failed { trouble }) => return Err(trouble::words(&trouble)),
            Ok(_) => return Err(trouble::another_answer()),
            Err(error) => return Err(trouble::edge(&error)),
        };
        self.put(accounts).map_err(|error| trouble::edge(&error))
    }

    fn put(&self, accounts: Vec<AccountRecord>) -> Result<(), EdgeError> {
        self.account.set_text_content(None);
        for account in &accounts {
            let number = account.number.as_str();
            let company = account.company.as_deref().unwrap_or_default();
            self.add(number, format!("{number} {company}").trim())?;
        }
        self.add("", &i18n::message("rotation_account_unknown", &[]))?;
        self.account.set_selected_index(0);
        self.leaked.set_checked(false);
        self.accounts.replace(accounts);
        self.toggle(true);
        self.account.focus()?;
        Ok(())
    }

    fn add(&self, value: &str, words: &str) -> Result<(), EdgeError> {
        let option = self.document.create_element("option")?;
        option.set_attribute("value", value)?;
        option.set_text_content(Some(words));
        self.account.append_child(option.unchecked_ref())?;
        Ok(())
    }

    /// Closes it; the focus goes back to what opened it.
    pub fn close(&self) {
        self.toggle(false);
        let _ = self.button.focus();
    }

    /// The account, none if it is not known, and whether the old hash had leaked.
    pub fn typed(&self) -> (Option<AccountNumber>, bool) {
        let (chosen, accounts) = (self.account.value(), self.accounts.borrow());
        let account = accounts.iter().find(|account| account.number.as_str() == chosen);
        (account.map(|account| account.number.clone()), self.leaked.checked())
    }

    fn toggle(&self, is_open: bool) {
        piece::show(&self.form, is_open);
        // Throws only for a name that is no attribute's.
        let _ = self.button.set_attribute("aria-expanded", if is_open { "true" } else { "false" });
    }
}
