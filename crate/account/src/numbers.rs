//! The numbers that are on the page, and what is ours beside each.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, JsString, Set};
use keyturn_browser::{EdgeError, clipboard, i18n};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::message::plain;
use keyturn_core::words::Words;
use keyturn_page::found::Found;
use keyturn_page::messages;
use keyturn_page::outline::Outline;
use keyturn_page::paint::{ACCOUNT_NUMBER, Paint};
use keyturn_page::root::Root;
use keyturn_page::sight::Sight;
use wasm_bindgen::JsValue;
use web_sys::Element;

use crate::content::Content;
use crate::copy_button::CopyButton;
use crate::reader::{Places, Reader};
use crate::remember::Remember;

/// The account numbers on the page. Dropped, they are as the page shows them.
pub struct Numbers {
    root: Rc<Root>,
    content: Rc<Content>,
    reader: Reader,
    paint: Paint,
    remember: Rc<Remember>,
    found: RefCell<Vec<Found>>,
    marks: RefCell<Vec<Mark>>,
}

/// What is ours beside one number.
struct Mark {
    button: CopyButton,
    outline: Option<Outline>,
}

impl Numbers {
    /// None yet.
    pub fn new(root: Rc<Root>, words: Words, roots: Set, content: Content) -> Result<Rc<Self>, EdgeError> {
        let content = Rc::new(content);
        Ok(Rc::new(Self {
            reader: Reader::new(words),
            paint: Paint::new(ACCOUNT_NUMBER)?,
            remember: Remember::new(&root.document, roots, &content),
            found: RefCell::default(),
            marks: RefCell::default(),
            root,
            content,
        }))
    }

    /// Reads them, and paints them.
    pub fn read(&self, places: &Places, is_laid_out: bool) {
        let found = self.reader.read(&self.root.document, places, is_laid_out);
        self.paint.set(found.iter().filter_map(Found::range));
        self.remember.shows(&found, is_laid_out);
        *self.found.borrow_mut() = found;
    }

    /// The first one, and the company's name, if it stands there.
    pub fn first(&self) -> Option<Array> {
        let found = self.found.borrow();
        let first = found.first()?;
        let company = first.company.as_deref().map_or(JsValue::NULL, |company| JsString::from(company).into());
        Some(Array::of2(&JsString::from(first.number.as_str()), &company))
    }

    /// Each of them once.
    pub fn all(&self) -> Vec<AccountNumber> {
        let mut numbers: Vec<AccountNumber> = Vec::new();
        for found in self.found.borrow().iter() {
            if !numbers.contains(&found.number) {
                numbers.push(found.number.clone());
            }
        }
        numbers
    }

    /// The nodes that they stand in.
    pub fn nodes(&self) -> Array {
        self.found.borrow().iter().filter_map(Found::node).collect()
    }

    /// The page is laid out now.
    pub fn is_laid_out(&self) {
        self.remember.is_laid_out();
    }

    /// Puts a copy button beside each number, and takes away those whose number has gone.
    pub fn place(&self) {
        let found = self.found.borrow();
        let mut marks = self.marks.borrow_mut();
        marks.truncate(found.len());
        while marks.len() < found.len() {
            match CopyButton::new(&self.root) {
                Ok(button) => marks.push(Mark { button, outline: None }),
                Err(_) => break,
            }
        }
        let sight = Sight { window: &self.root.window, ours: &self.root };
        for (mark, found) in marks.iter_mut().zip(found.iter()) {
            let rect = found.rect();
            let is_seen = sight.is_seen(&found.spot, &rect);
            let is_painted = found.range().is_some_and(|range| self.paint.reaches(range));
            mark.outline =
                if is_painted { None } else { mark.outline.take().or_else(|| Outline::new(&self.root).ok()) };
            if let Some(outline) = &mark.outline {
                outline.place(&rect, is_seen);
            }
            mark.button.place(found, &rect, is_seen, &sight);
        }
    }

    /// Takes a click on a copy button; false if it is none.
    pub fn takes_click(&self, control: &Element) -> bool {
        let number = || self.marks.borrow().iter().find_map(|mark| mark.button.number_if(control));
        let Some(meant) = number() else { return false };
        // What is copied is what stands there now: a script may have changed a field's value, and no event told.
        self.content.look();
        let is_there = self.found.borrow().iter().any(|found| found.number == meant);
        let Some(number) = (if is_there { Some(meant) } else { number() }) else { return true };
        match clipboard::copy(&self.root.document, number.as_str()) {
            Ok(()) => {
                let mut marks = self.marks.borrow_mut();
                let pressed = marks.iter_mut().filter(|mark| mark.button.number_if(control).is_some());
                pressed.for_each(|mark| mark.button.show_copied());
                drop(marks);
                let done = if self.content.was_overwritten() { "hash_overwritten" } else { "copy_done" };
                self.content.say(&i18n::message(done, &[number.as_str()]));
                if self.remember.may() {
                    messages::tell(plain::copied(&number));
                }
            }
            Err(error) => self.content.say(&i18n::message("copy_failed", &[&error.said()])),
        }
        true
    }
}
