//! What runs in the service worker (Chrome) or event page (Firefox). It alone touches storage, and it answers by what a
//! sender is: a console page gets an engine and, for an open dialog, what a reset breaks; our own pages get the rest;
//! nobody else gets anything.
#![forbid(unsafe_code)]

mod check;
mod console;
mod forget;
mod history;
mod inventory;
mod newer;
mod page;
mod rotation;
mod shelf;
mod signal;
mod tab;
mod words;

use js_sys::{Object, Reflect};
use keyturn_browser::{from_js, runtime, to_js};
use keyturn_core::message::{ConsoleReply, FromConsole, FromPage, PageReply, Trouble};
use keyturn_core::sender::{Sender, Who, who};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

/// A message's sender, as the browser tells it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct SentBy {
    #[serde(default)]
    id: String,
    #[serde(default)]
    url: String,
    #[serde(default)]
    origin: Option<String>,
    #[serde(default)]
    frame_id: Option<f64>,
    #[serde(default)]
    tab: Option<Tab>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tab {
    #[serde(default)]
    id: Option<i32>,
    /// A private window: nothing of it is kept.
    #[serde(default)]
    incognito: bool,
}

/// Answers one message. Never rejects: what went wrong is in the answer.
#[wasm_bindgen]
pub async fn answer(message: JsValue, sender: JsValue) -> JsValue {
    let sender: SentBy = from_js(sender).unwrap_or_default();
    let tab = sender.tab.unwrap_or_default();
    let facts = Sender {
        id: &sender.id,
        url: &sender.url,
        origin: sender.origin.as_deref(),
        tab: tab.id,
        frame: sender.frame_id,
    };
    // What fails here is still set aside, and said.
    let _ = newer::put_back().await;
    let own_id = runtime::id().unwrap_or_default();
    let reply = match who(&facts, &own_id, &runtime::url("").unwrap_or_default()) {
        Who::Console { tab: id, frame } => {
            to_js(&to_console(message, &console::From { tab: id, frame, is_private: tab.incognito }).await)
        }
        Who::OwnPage => to_js(&to_page(message).await),
        Who::Stranger => to_js(&PageReply::Failed { trouble: Trouble::NotAllowed }),
    };
    reply.unwrap_or(JsValue::NULL)
}

/// The worker has started, or an alarm has woken it: what the admin is to see of open rotations is shown, and reminded of.
#[wasm_bindgen]
pub async fn awake() {
    // Nobody is there to be told: the popup says what is wrong with the storage.
    let _ = newer::put_back().await;
    let _ = signal::remind().await;
}

/// An update of the extension comes into the page of this tab.
#[wasm_bindgen]
pub fn updated(tab: i32) {
    tab::is_updated(tab);
}

/// A notification of ours was pressed.
#[wasm_bindgen]
pub async fn notified() {
    let _ = runtime::open_options().await;
}

/// How deep a message may be, and of how many values: ours are far from it. Firefox hands over an object that holds itself, and to
/// decode that would have no end.
const DEEPEST: u32 = 16;
const MOST_VALUES: u32 = 1_000_000;

fn is_bounded(value: &JsValue, depth: u32, left: &mut u32) -> bool {
    let Some(less) = left.checked_sub(1) else { return false };
    *left = less;
    if !value.is_object() {
        return true;
    }
    depth > 0 && Object::values(value.unchecked_ref()).iter().all(|inner| is_bounded(&inner, depth - 1, left))
}

fn read<T: DeserializeOwned>(message: JsValue) -> Result<T, Trouble> {
    if !is_bounded(&message, DEEPEST, &mut { MOST_VALUES }) {
        return Err(Trouble::not_understood(None, "it is too deep, or too large"));
    }
    let kind = Reflect::get(&message, &"kind".into()).ok().and_then(|kind| kind.as_string());
    from_js(message).map_err(|why| Trouble::not_understood(kind.as_deref(), &why.to_string()))
}

async fn to_console(message: JsValue, from: &console::From) -> ConsoleReply {
    let reply = match read::<FromConsole>(message) {
        Ok(message) => console::answer(message, from).await,
        Err(trouble) => Err(trouble),
    };
    reply.unwrap_or_else(|trouble| ConsoleReply::Failed { said: trouble.said().to_owned() })
}

async fn to_page(message: JsValue) -> PageReply {
    let reply = match read::<FromPage>(message) {
        Ok(message) => page::answer(message).await,
        Err(trouble) => Err(trouble),
    };
    reply.unwrap_or_else(|trouble| PageReply::Failed { trouble })
}
