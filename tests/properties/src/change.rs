//! How an input that looks real is changed: cut, doubled, flipped, put into, spliced with another one.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use crate::any::{PIECES, text};

/// One change.
#[derive(Debug, Clone)]
pub enum Change {
    /// A part goes.
    Cut(Index, Index),
    /// All after this place goes.
    End(Index),
    /// A part stands there so many times more.
    Repeat(Index, Index, u8),
    /// A bit is the other one.
    Flip(Index, u8),
    /// A byte is another one.
    Byte(Index, u8),
    /// A piece stands there besides.
    Put(Index, &'static str),
    /// A part of another input stands there besides.
    Splice(Index, Index, Index, Index),
    /// Two parts change places: what is before this place, and what is after it.
    Turn(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        2 => (at(), at()).prop_map(|(from, to)| Change::Cut(from, to)),
        1 => at().prop_map(Change::End),
        2 => (at(), at(), 1..40_u8).prop_map(|(from, to, times)| Change::Repeat(from, to, times)),
        2 => (at(), 0..8_u8).prop_map(|(at, bit)| Change::Flip(at, bit)),
        2 => (at(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        5 => (at(), select(&PIECES[..])).prop_map(|(at, piece)| Change::Put(at, piece)),
        2 => (at(), at(), at(), at()).prop_map(|(at, other, from, to)| Change::Splice(at, other, from, to)),
        1 => at().prop_map(Change::Turn),
    ]
}

/// Inputs that were changed up to eight times, none larger than `largest`.
pub fn changed(seeds: Vec<Vec<u8>>, largest: usize) -> impl Strategy<Value = Vec<u8>> {
    (any::<Index>(), vec(change(), 0..8)).prop_map(move |(seed, changes)| {
        let seed = seed.get(&seeds).clone();
        let mut bytes = changes.iter().fold(seed, |bytes, change| made(bytes, change, &seeds));
        bytes.truncate(largest);
        bytes
    })
}

fn made(mut bytes: Vec<u8>, change: &Change, seeds: &[Vec<u8>]) -> Vec<u8> {
    let place = |index: &Index, bytes: &[u8]| index.index(bytes.len() + 1);
    let part = |from: &Index, to: &Index, bytes: &[u8]| {
        let (from, to) = (place(from, bytes), place(to, bytes));
        from.min(to)..from.max(to)
    };
    let put = |bytes: &mut Vec<u8>, at: usize, more: &[u8]| {
        bytes.splice(at..at, more.iter().copied());
    };
    match change {
        Change::Cut(from, to) => {
            let part = part(from, to, &bytes);
            bytes.drain(part);
        }
        Change::End(at) => bytes.truncate(place(at, &bytes)),
        Change::Repeat(from, to, times) => {
            let part = part(from, to, &bytes);
            // A large part is doubled, a small one may stand there forty times.
            let times = if part.len() > 400 { 1 } else { usize::from(*times) };
            let more = bytes[part.clone()].repeat(times);
            put(&mut bytes, part.end, &more);
        }
        Change::Flip(at, bit) if !bytes.is_empty() => *at.get_mut(&mut bytes) ^= 1 << bit,
        Change::Byte(at, byte) if !bytes.is_empty() => *at.get_mut(&mut bytes) = *byte,
        Change::Flip(..) | Change::Byte(..) => {}
        Change::Put(at, piece) => {
            let at = place(at, &bytes);
            put(&mut bytes, at, piece.as_bytes());
        }
        Change::Splice(at, other, from, to) => {
            let other = other.get(seeds);
            let at = place(at, &bytes);
            put(&mut bytes, at, &other[part(from, to, other)]);
        }
        Change::Turn(at) => {
            let at = place(at, &bytes);
            bytes.rotate_left(at);
        }
    }
    bytes
}

/// JSON that was changed within its values: what another one would write, more or less.
pub fn changed_json(seeds: Vec<Value>) -> impl Strategy<Value = Value> {
    let change = (any::<Index>(), leaf());
    (any::<Index>(), vec(change, 0..4)).prop_map(move |(seed, changes)| {
        let mut value = seed.get(&seeds).clone();
        for (at, leaf) in changes {
            let at = at.index(count(&value));
            put(&mut value, at, leaf);
        }
        value
    })
}

/// What stands in place of a value; none takes it out.
fn leaf() -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        1 => Just(None),
        1 => Just(Some(Value::Null)),
        1 => any::<bool>().prop_map(|is| Some(is.into())),
        2 => select(&[0.0, -1.0, 1.5, 1e300, 4_294_967_295.0, 4_294_967_296.0, 1e12][..]).prop_map(|n| Some(n.into())),
        2 => any::<u32>().prop_map(|n| Some(n.into())),
        4 => text().prop_map(|text| Some(text.into())),
        1 => select(vec![json!([]), json!({}), json!([[]]), json!({ "kind": "?" }), json!(["27"]), json!("27")]).prop_map(Some),
    ]
}

/// How many values there are in a value, itself counted.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(all) => all.iter().map(count).sum(),
        Value::Object(all) => all.values().map(count).sum(),
        _ => 0,
    }
}

/// Puts this in place of one of the values in a value.
fn put(value: &mut Value, mut at: usize, leaf: Option<Value>) {
    if at == 0 {
        *value = leaf.unwrap_or_default();
        return;
    }
    at -= 1;
    let mut is_there = |one: &Value| {
        let count = count(one);
        let is_there = at < count;
        at -= if is_there { 0 } else { count };
        is_there
    };
    match value {
        Value::Array(all) => {
            let place = all.iter().position(&mut is_there);
            if let Some(one) = place.and_then(|place| all.get_mut(place)) {
                put(one, at, leaf);
            }
        }
        Value::Object(all) => {
            let Some(key) = all.iter().find(|(_, one)| is_there(one)).map(|(key, _)| key.clone()) else { return };
            if at == 0 && leaf.is_none() {
                all.remove(&key);
            } else if let Some(one) = all.get_mut(&key) {
                put(one, at, leaf);
            }
        }
        _ => {}
    }
}
