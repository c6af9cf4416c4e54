//! The dialog that says what would go, and the list of accounts that it is opened from.

use keyturn_browser::{EdgeError, i18n};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::forget::Extent;
use keyturn_core::store::AccountRecord;
use web_sys::{Document, Element, HtmlDialogElement};

use crate::piece;

/// The most names that are told; the rest is counted.
const MOST_NAMES: usize = 8;

/// The dialog.
pub struct Dialog {
    dialog: HtmlDialogElement,
}

impl Dialog {
    /// Finds it in the document.
    pub fn find(document: &Document) -> Result<Self, EdgeError> {
        Ok(Self { dialog: piece::by_id(document, "forget-dialog")? })
    }

    /// Where presses in it are heard.
    pub fn element(&self) -> &Element {
        &self.dialog
    }

    /// Opens it with what would go; false if that is nothing.
    pub fn open(
        &self,
        document: &Document,
        number: Option<&AccountNumber>,
        extent: &Extent,
    ) -> Result<bool, EdgeError> {
        let lines = match number {
            Some(_) => of_account(extent),
            None => of_everything(extent),
        };
        if lines.is_empty() {
            return Ok(false);
        }
        let list: Element = piece::part(&self.dialog, "ul")?;
        list.set_text_content(None);
        for line in lines {
            let item = document.create_element("li")?;
            item.set_text_content(Some(&line));
            list.append_with_node_1(&item)?;
        }
        let title = match (number, extent.company.as_deref()) {
            (Some(number), Some(company)) => i18n::message("forget_title_company", &[number.as_str(), company]),
            (Some(number), None) => i18n::message("forget_title", &[number.as_str()]),
            (None, _) => i18n::message("forget_title_everything", &[]),
        };
        piece::write(&self.dialog, "h2", &title)?;
        let after = if number.is_some() { "forget_after" } else { "forget_after_everything" };
        piece::write(&self.dialog, ".after", &i18n::message(after, &[]))?;
        self.dialog.show_modal()?;
        Ok(true)
    }

    /// Closes it; the browser puts the focus back where it was.
    pub fn close(&self) {
        self.dialog.close();
    }

    /// Lists the accounts that can be forgotten.
    pub fn list_accounts(
        &self,
        document: &Document,
        list: &Element,
        accounts: &[AccountRecord],
    ) -> Result<(), EdgeError> {
        let all = document.create_document_fragment();
        for account in accounts {
            let row = piece::copy_of(document, "forget-account")?;
            row.set_attribute("data-number", account.number.as_str())?;
            piece::write(&row, ".number", account.number.as_str())?;
            piece::write(&row, ".company", account.company.as_deref().unwrap_or_default())?;
            let button: Element = piece::part(&row, "button")?;
            button.set_attribute("aria-label", &i18n::message("forget_account_name", &[account.number.as_str()]))?;
            all.append_with_node_1(&row)?;
        }
        list.replace_children_with_node_1(&all);
        piece::show(&piece::by_id::<Element>(document, "forget-none")?, accounts.is_empty());
        Ok(())
    }
}

fn of_account(extent: &Extent) -> Vec<String> {
    let record = (!extent.accounts.is_empty()).then(|| i18n::message("forget_record", &[]));
    let lines = [
        record,
        counted("forget_own", extent.integrations.len(), &shortened(&extent.integrations)),
        counted("forget_narrowed", extent.narrowed.len(), &shortened(&extent.narrowed)),
        counted("forget_resets", extent.resets as usize, ""),
        counted("forget_rotations", extent.rotations as usize, ""),
        counted("forget_history", extent.history as usize, ""),
    ];
    lines.into_iter().flatten().collect()
}

fn of_everything(extent: &Extent) -> Vec<String> {
    let lines = [
        counted("forget_accounts", extent.accounts.len(), &shortened(&extent.accounts)),
        counted("forget_integrations", extent.integrations.len(), &shortened(&extent.integrations)),
        counted("forget_resets", extent.resets as usize, ""),
        counted("forget_rotations", extent.rotations as usize, ""),
        counted("forget_history", extent.history as usize, ""),
        counted("forget_words", extent.languages as usize, ""),
        counted("forget_aside", extent.aside as usize, ""),
    ];
    lines.into_iter().flatten().collect()
}

fn counted(name: &str, count: usize, fill: &str) -> Option<String> {
    (count > 0).then(|| i18n::counted(name, count, &[fill]))
}

fn shortened(names: &[String]) -> String {
    let shown = names.iter().take(MOST_NAMES).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST_NAMES) {
        0 => shown,
        more => i18n::message("forget_and_more", &[&shown, &more.to_string()]),
    }
}
