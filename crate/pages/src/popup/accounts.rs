//! The accounts in the popup.

use std::cell::RefCell;

use keyturn_browser::{EdgeError, i18n};
use keyturn_core::{account::Time, account_number::AccountNumber, message::SentAge, store::AccountRecord};
use web_sys::{Document, Element};

use crate::{moment, piece};

/// The list of accounts, and what stands there while there is none.
pub struct Accounts {
    document: Document,
    list: Element,
    none: Element,
    shown: RefCell<Vec<AccountRecord>>,
}

impl Accounts {
    /// Finds its places in the document.
    pub fn find(document: &Document) -> Result<Self, EdgeError> {
        let (list, none) = (piece::by_id(document, "accounts")?, piece::by_id(document, "none-found")?);
        Ok(Self { document: document.clone(), list, none, shown: RefCell::default() })
    }

    /// Shows these accounts, with how old their hashes are.
    pub fn show(&self, accounts: Vec<AccountRecord>, ages: &[SentAge]) -> Result<(), EdgeError> {
        let now = keyturn_browser::now();
        let all = self.document.create_document_fragment();
        for account in &accounts {
            let card = self.card(account, now)?;
            write_age(&card, ages.iter().find(|age| age.number == account.number), now)?;
            all.append_child(&card)?;
        }
        self.list.replace_children_with_node_1(&all);
        piece::show(&self.list, !accounts.is_empty());
        piece::show(&self.none, accounts.is_empty());
        self.shown.replace(accounts);
        Ok(())
    }

    /// The account number that is shown with these digits.
    pub fn number(&self, digits: &str) -> Option<AccountNumber> {
        let shown = self.shown.borrow();
        shown.iter().find(|account| account.number.as_str() == digits).map(|account| account.number.clone())
    }

    /// Shows that this number was copied now.
    pub fn was_copied(&self, number: &AccountNumber, now: Time) -> Result<(), EdgeError> {
        let mut shown = self.shown.borrow_mut();
        let Some(account) = shown.iter_mut().find(|account| account.number == *number) else { return Ok(()) };
        account.last_copied = Some(now);
        // Digits need no escaping in a selector's string.
        let card = self.list.query_selector(&format!("[data-number=\"{number}\"]"))?;
        card.map_or(Ok(()), |card| write_times(&card, account, now))
    }

    fn card(&self, account: &AccountRecord, now: Time) -> Result<Element, EdgeError> {
        let card = piece::copy_of(&self.document, "account")?;
        card.set_attribute("data-number", account.number.as_str())?;
        let company: Element = piece::part(&card, ".company")?;
        company.set_text_content(account.company.as_deref());
        piece::show(&company, account.company.is_some());
        piece::write(&card, ".number", account.number.as_str())?;
        write_times(&card, account, now)?;
        Ok(card)
    }
}

fn write_age(card: &Element, age: Option<&SentAge>, now: Time) -> Result<(), EdgeError> {
    let place: Element = piece::part(card, ".age")?;
    if let Some(age) = age {
        piece::write(&place, ".reset", &i18n::message("rotation_age", &[&moment::in_days(age.reset, now)]))?;
        place.set_attribute("title", &moment::exactly(age.reset))?;
        piece::show(&piece::part::<Element>(&place, ".due")?, age.is_due);
    }
    piece::show(&place, age.is_some());
    Ok(())
}

fn write_times(card: &Element, account: &AccountRecord, now: Time) -> Result<(), EdgeError> {
    write_time(card, ".seen", "popup_seen", Some(account.last_seen), now)?;
    write_time(card, ".copied", "popup_last_copied", account.last_copied, now)
}

fn write_time(
    card: &Element,
    selector: &'static str,
    name: &str,
    then: Option<Time>,
    now: Time,
) -> Result<(), EdgeError> {
    let place: Element = piece::part(card, selector)?;
    let words = then.map(|then| moment::in_words(then, now)).filter(|words| !words.is_empty());
    if let (Some(words), Some(then)) = (&words, then) {
        place.set_text_content(Some(&i18n::message(name, &[words])));
        place.set_attribute("title", &moment::exactly(then))?;
    }
    piece::show(&place, words.is_some());
    Ok(())
}
