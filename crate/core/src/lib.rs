//! What Keyturn decides, from plain values.
//!
//! Nothing in here knows a browser, a clock or a storage: what is an account number ([`account_number`]), which control
//! is the reset ([`control`]), which engine a page gets ([`engine`]), what is remembered ([`account`], [`integration`]),
//! how that is stored ([`store`]) and what the parts say to one another ([`message`]).
//! Each decision has a table of cases beside it; the same tables run natively, in wasm and in the JS engine.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod account;
pub mod account_number;
pub mod belongs;
pub mod bringing;
pub mod by_id;
pub mod catalog;
pub mod control;
pub mod engine;
pub mod enterprise_api;
pub mod exchange;
pub mod forget;
pub mod formats;
pub mod history;
pub mod in_front;
pub mod integration;
pub mod language;
pub mod link;
pub mod listing;
mod lower;
mod made;
pub mod message;
pub mod moment;
pub mod newer;
pub mod one_press;
pub mod owners;
pub mod placed;
pub mod placement;
pub mod polls;
pub mod press;
pub mod prompt;
pub mod provisioning_hash;
pub mod rect;
pub mod reminder;
pub mod rotation;
pub mod secret;
pub mod seen;
pub mod self_check;
pub mod sender;
pub mod store;
pub mod text;
pub mod words;

#[cfg(any(test, feature = "tables"))]
pub mod tables;
