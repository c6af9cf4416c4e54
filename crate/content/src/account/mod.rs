//! The account numbers on the page: looked for, painted, given a copy button, remembered.

mod copy_button;
mod look;
mod paint;
mod reader;
mod remember;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use keyturn_browser::{EdgeError, clipboard, i18n};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::message::FromConsole;
use web_sys::{Element, Range};

use crate::controls::Controls;
use crate::page::Surroundings;
use copy_button::CopyButton;
use look::Watch;
use paint::Paint;
use reader::Reader;
use remember::Remember;

/// An account number and where it stands on the page.
#[derive(Clone)]
pub struct Found {
    /// The number.
    pub number: AccountNumber,
    /// The company's name, if it stands there.
    pub company: Option<String>,
    /// Its digits.
    pub range: Range,
}

/// The account numbers on the page.
pub struct Accounts {
    surroundings: Rc<Surroundings>,
    controls: Rc<Controls>,
    reader: Reader,
    paint: Paint,
    remember: Rc<Remember>,
    found: RefCell<Vec<Found>>,
    buttons: RefCell<Vec<CopyButton>>,
    watch: RefCell<Option<Watch>>,
    is_stale: Cell<bool>,
}

impl Accounts {
    /// Nothing is looked at yet.
    pub fn new(surroundings: &Rc<Surroundings>, controls: &Rc<Controls>) -> Result<Rc<Self>, EdgeError> {
        Ok(Rc::new(Self {
            surroundings: Rc::clone(surroundings),
            controls: Rc::clone(controls),
            reader: Reader::new(&surroundings.words),
            paint: Paint::new()?,
            remember: Remember::new(surroundings),
            found: RefCell::default(),
            buttons: RefCell::default(),
            watch: RefCell::new(None),
            is_stale: Cell::new(true),
        }))
    }

    /// Looks now, and whenever the page changes from now on.
    pub fn begin(self: &Rc<Self>) -> Result<(), EdgeError> {
        *self.watch.borrow_mut() = Some(Watch::begin(self)?);
        self.look();
        Ok(())
    }

    /// The numbers that are on the page.
    pub fn numbers(&self) -> Vec<AccountNumber> {
        let mut numbers: Vec<AccountNumber> = Vec::new();
        for found in self.found.borrow().iter() {
            if !numbers.contains(&found.number) {
                numbers.push(found.number.clone());
            }
        }
        numbers
    }

    /// The account that the page is about: the first that it shows. The page may have changed a moment ago.
    pub fn first(&self) -> Option<Found> {
        if self.is_stale.get() {
            self.look();
        }
        self.found.borrow().first().cloned()
    }

    /// The page has changed; it is looked at soon.
    fn is_to_be_looked_at(&self) {
        self.is_stale.set(true);
    }

    /// Reads the page, and brings what is ours into line with it.
    fn look(&self) {
        self.is_stale.set(false);
        let found = self.reader.read(&self.surroundings.document);
        self.paint.set(found.iter().map(|found| &found.range));
        self.remember.shows(&found);
        *self.found.borrow_mut() = found;
        self.place();
    }

    /// Puts a copy button beside each number, and takes away those whose number has gone.
    fn place(&self) {
        let found = self.found.borrow();
        let mut buttons = self.buttons.borrow_mut();
        buttons.truncate(found.len());
        while buttons.len() < found.len() {
            match CopyButton::new(&self.controls) {
                Ok(button) => buttons.push(button),
                Err(_) => break,
            }
        }
        for (button, found) in buttons.iter_mut().zip(found.iter()) {
            button.place(found, &self.surroundings);
        }
    }

    /// Takes a click on a copy button; false if it is none.
    pub fn takes_click(&self, control: &Element) -> bool {
        let number = self.buttons.borrow().iter().find_map(|button| button.number_if(control));
        let Some(number) = number else { return false };
        match clipboard::copy(&self.surroundings.document, number.as_str()) {
            Ok(()) => {
                let mut buttons = self.buttons.borrow_mut();
                buttons
                    .iter_mut()
                    .filter(|button| button.number_if(control).is_some())
                    .for_each(CopyButton::show_copied);
                self.controls.say(&i18n::message("copy_done", &[number.as_str()]));
                if self.remember.may() {
                    self.remember.tell(FromConsole::Copied { number });
                }
            }
            Err(error) => self.controls.say(&i18n::message("copy_failed", &[&error.to_string()])),
        }
        true
    }
}
