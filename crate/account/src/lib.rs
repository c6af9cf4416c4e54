//! The account numbers in a page of the console: read where the page speaks of them, painted, given a copy button each, and
//! told to the background. It comes into a page that speaks of one, and the module that runs in every page
//! (`keyturn-content`) says where that is, whenever it has looked.
#![forbid(unsafe_code)]

mod content;
mod copy_button;
mod matching;
mod numbers;
mod reader;
mod remember;

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, JsString, Set};
use keyturn_browser::{clipboard, texts};
use keyturn_core::message::plain;
use keyturn_core::words::Words;
use keyturn_page::root::Root;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, Event, ShadowRoot};

use content::Content;
use numbers::Numbers;
use reader::Places;

const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/account.css"));

/// A tenth of the usual one's size.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

thread_local! {
    static NUMBERS: RefCell<Option<Rc<Numbers>>> = const { RefCell::new(None) };
}

fn current() -> Option<Rc<Numbers>> {
    NUMBERS.with_borrow(Clone::clone)
}

/// Begins in this root of ours, with these changes of the words that ship, for that module; anew, if it has begun before.
/// `roots` are the page's shadow roots, as that module goes on finding them.
#[wasm_bindgen]
pub fn begin(root: ShadowRoot, change: &JsValue, roots: Set, content: Content) -> Result<(), JsValue> {
    end();
    let root = Root::new(root, STYLE).map_err(|error| error.said())?;
    let numbers = Numbers::new(root, words(change), roots, content).map_err(|error| error.said())?;
    NUMBERS.set(Some(numbers));
    Ok(())
}

fn words(change: &JsValue) -> Words {
    plain::change(&|part, list| texts(change, part, list)).over(&Words::shipped())
}

/// Takes everything away.
#[wasm_bindgen]
pub fn end() {
    NUMBERS.take();
}

/// Reads the numbers at these places and in these fields, and paints them. Before the page is laid out, those are left out
/// of which only their place on the page tells.
#[wasm_bindgen]
pub fn read(labels: &Array, fields: &Array, is_laid_out: bool) {
    if let Some(numbers) = current() {
        numbers.read(&places(labels, fields), is_laid_out);
    }
}

/// The account that the page is about: the number that it shows first, and the company's name, if it stands there.
#[wasm_bindgen]
pub fn first() -> Array {
    current().and_then(|numbers| numbers.first()).unwrap_or_default()
}

/// The numbers that are on the page.
#[wasm_bindgen]
pub fn numbers() -> Array {
    let numbers = current().map(|numbers| numbers.all()).unwrap_or_default();
    numbers.iter().map(|number| JsString::from(number.as_str())).collect()
}

/// The nodes that they stand in.
#[wasm_bindgen]
pub fn nodes() -> Array {
    current().map(|numbers| numbers.nodes()).unwrap_or_default()
}

/// Puts what is ours beside each number, as it stands now. Only once the page is laid out.
#[wasm_bindgen]
pub fn place() {
    if let Some(numbers) = current() {
        numbers.place();
    }
}

/// The page is laid out now.
#[wasm_bindgen(js_name = isLaidOut)]
pub fn is_laid_out() {
    if let Some(numbers) = current() {
        numbers.is_laid_out();
    }
}

/// Takes a click on a control of ours; false if it is no copy button.
#[wasm_bindgen]
pub fn click(control: &Element) -> bool {
    current().is_some_and(|numbers| numbers.takes_click(control))
}

/// Takes the event by which the browser asks what to copy, if that is ours to say.
#[wasm_bindgen]
pub fn copies(event: &Event) -> bool {
    clipboard::takes(event)
}

/// The numbers that these changes of the words would find at these places and in these fields, each with what stands around
/// it: a number, its surroundings, the next number. Nothing is painted or told.
#[wasm_bindgen]
pub fn find(change: &JsValue, labels: &Array, fields: &Array) -> Array {
    matching::find(&words(change), &places(labels, fields))
}

fn places(labels: &Array, fields: &Array) -> Places {
    Places {
        labels: labels.iter().filter_map(|node| node.dyn_into().ok()).collect(),
        fields: fields.iter().filter_map(|field| field.dyn_into().ok()).collect(),
    }
}
