//! What asks and tells in a page of the console: the guard's dialogs, and a new hash with its panel. It comes into a page when
//! that may need it, and the module that runs in every page (`keyturn-content`) says when there is something to ask, and where
//! the page speaks of a hash; which press is the reset is known there alone.
//!
//! Each function that begins something throws where it cannot: the other module then asks by itself.
#![forbid(unsafe_code)]

mod content;
mod cover;
mod guard;
mod hash;
mod tell;
mod watch;

use std::{cell::RefCell, rc::Rc};

use js_sys::Array;
use keyturn_browser::{EdgeError, clipboard, texts};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::message::plain;
use keyturn_core::press::Press;
use keyturn_core::words::Words;
use keyturn_page::root::Root;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, Event, HtmlFormElement, KeyboardEvent, ShadowRoot};

use content::Content;
use guard::{Guard, Held};
use hash::{Hashes, Places};

const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/dialogs.css"));

thread_local! {
    static DIALOGS: RefCell<Option<Rc<Dialogs>>> = const { RefCell::new(None) };
}

/// What there is of ours in the page. Dropped, it leaves nothing behind.
struct Dialogs {
    guard: Rc<Guard>,
    hashes: Rc<Hashes>,
}

impl Dialogs {
    fn new(root: ShadowRoot, words: Words, content: Content) -> Result<Self, EdgeError> {
        let (root, content) = (Root::new(root, STYLE)?, Rc::new(content));
        Ok(Self { guard: Guard::new(&root, &content), hashes: Hashes::new(&root, &content, words)? })
    }
}

fn current() -> Option<Rc<Dialogs>> {
    DIALOGS.with_borrow(Clone::clone)
}

/// Begins in this root of ours, with these changes of the words that ship, for that module; anew, if it has begun before.
#[wasm_bindgen]
pub fn begin(root: ShadowRoot, change: &JsValue, content: Content) -> Result<(), JsValue> {
    end();
    let words = plain::change(&|part, list| texts(change, part, list)).over(&Words::shipped());
    let dialogs = Dialogs::new(root, words, content).map_err(|error| error.to_string())?;
    DIALOGS.set(Some(Rc::new(dialogs)));
    Ok(())
}

/// Takes everything away, and lets go of what was kept.
#[wasm_bindgen]
pub fn end() {
    let dialogs = DIALOGS.take();
    if let Some(dialogs) = dialogs {
        dialogs.guard.end();
        dialogs.hashes.end();
    }
}

/// Asks whether a press that is held goes on, be it the reset's own or that of the OK of a prompt of the page's.
#[wasm_bindgen]
pub fn ask(number: Option<String>, company: Option<String>, is_prompts: bool) -> Result<(), JsValue> {
    let dialogs = current().ok_or("it has not begun")?;
    dialogs.guard.ask(account(number), company, is_prompts).map_err(|error| error.to_string().into())
}

/// What was asked is answered: no.
#[wasm_bindgen]
pub fn cancel() {
    if let Some(dialogs) = current() {
        dialogs.guard.cancel();
    }
}

/// Plays a press that was held again: on this control, or on what is pressed in it. False if it could not be.
#[wasm_bindgen]
pub fn play(control: &Element, pressed: &Element, press: &str, key: &str, form: Option<HtmlFormElement>) -> bool {
    let press = Press::named(press);
    let played = press.zip(current()).map(|(press, dialogs)| {
        let held = Held { press, key, form };
        dialogs.guard.plays(&held, control, pressed)
    });
    played == Some(true)
}

/// Takes a key while a dialog is open; false if it is none of its business.
#[wasm_bindgen]
pub fn key(event: &KeyboardEvent, is_ours: bool) -> bool {
    current().is_some_and(|dialogs| dialogs.guard.takes_key(event, is_ours))
}

/// Takes a click on a control of ours; false if the browser shall do with it what it does.
#[wasm_bindgen]
pub fn click(control: &Element) -> bool {
    current().is_some_and(|dialogs| dialogs.hashes.takes_click(control) || dialogs.guard.takes_click(control))
}

/// Takes the event by which the browser asks what to copy, if that is ours to say.
#[wasm_bindgen]
pub fn copies(event: &Event) -> bool {
    clipboard::takes(event)
}

/// Reads the hashes at these places and in these fields, and brings what is ours into line with them.
#[wasm_bindgen]
pub fn look(places: &Array, fields: &Array, number: Option<String>) {
    if let Some(dialogs) = current() {
        dialogs.hashes.look(&spoken(places, fields), account(number));
    }
}

/// The page does not speak of hashes any more.
#[wasm_bindgen(js_name = hashFree)]
pub fn hash_free() {
    look(&Array::new(), &Array::new(), None);
}

/// A new hash is to be expected: what has its shape is one from now on, but for what is at these places and in these fields.
#[wasm_bindgen]
pub fn expect(places: &Array, fields: &Array) {
    if let Some(dialogs) = current() {
        dialogs.hashes.expect(&spoken(places, fields));
    }
}

/// What is ours on the page may have to stand elsewhere.
#[wasm_bindgen]
pub fn place() {
    if let Some(dialogs) = current() {
        dialogs.hashes.place();
    }
}

/// The nodes that the hashes stand in.
#[wasm_bindgen]
pub fn nodes() -> Array {
    let nodes = Array::new();
    for node in current().map(|dialogs| dialogs.hashes.nodes()).unwrap_or_default() {
        nodes.push(&node);
    }
    nodes
}

/// The admin has pressed this on the page. True if that makes a hash.
#[wasm_bindgen]
pub fn pressed(target: &JsValue) -> bool {
    current().is_some_and(|dialogs| dialogs.hashes.heard_press(target))
}

/// The admin copies something on the page.
#[wasm_bindgen]
pub fn copied(event: &Event) {
    if let Some(dialogs) = current() {
        dialogs.hashes.page_copies(event);
    }
}

/// Whether the hash was on the clipboard, and what was just copied has taken its place.
#[wasm_bindgen(js_name = wasOverwritten)]
pub fn was_overwritten() -> bool {
    current().is_some_and(|dialogs| dialogs.hashes.was_overwritten())
}

fn account(number: Option<String>) -> Option<AccountNumber> {
    number.and_then(|number| number.try_into().ok())
}

fn spoken(places: &Array, fields: &Array) -> Places {
    Places {
        hashes: places.iter().filter_map(|node| node.dyn_into().ok()).collect(),
        fields: fields.iter().filter_map(|field| field.dyn_into().ok()).collect(),
    }
}
