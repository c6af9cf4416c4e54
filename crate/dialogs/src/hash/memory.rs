//! What this document has shown of hashes, for as long as the document lives: what begins anew in it tells of the same hash as
//! of the same. It lies outside of the module's own memory, which is wiped when that breaks down: in the world of the
//! extension's scripts, where no page reaches. The hashes themselves are not kept here.

use js_sys::{Array, Reflect, global};
use keyturn_core::provisioning_hash::{Expected, Mark};
use wasm_bindgen::{JsCast, JsValue};

use crate::tell::moment;

/// The hashes that were seen, in one row: of each what [`Known`] has, after its mark.
const SEEN: &str = "keyturnHashes";
/// So many values there are of each.
const EACH: u32 = 4;
const MOMENT: u32 = 1;
const COPIED: u32 = 2;
const DISMISSED: u32 = 3;
/// The marks of those that were there before one was expected.
const BEFORE: &str = "keyturnHashesBefore";

/// A hash that was seen here.
pub struct Known {
    /// What its appearance is called, at random.
    pub moment: String,
    /// It was copied.
    pub is_copied: bool,
    /// The admin has closed the panel.
    pub is_dismissed: bool,
}

/// What is known of this hash; what was not seen before, is from now on.
pub fn known(mark: Mark) -> Known {
    let seen = list(SEEN);
    let at = place(&seen, mark);
    if at == seen.length() {
        for value in [mark.number().into(), moment().into(), JsValue::FALSE, JsValue::FALSE] {
            seen.push(&value);
        }
        put(SEEN, &seen);
    }
    let is = |what| seen.get(at + what) == JsValue::TRUE;
    let moment = seen.get(at + MOMENT).as_string().unwrap_or_default();
    Known { moment, is_copied: is(COPIED), is_dismissed: is(DISMISSED) }
}

/// The how-manieth hash of this document it is; those that were not seen yet come last.
pub fn age(mark: Mark) -> u32 {
    place(&list(SEEN), mark)
}

/// It was copied.
pub fn is_copied(mark: Mark) {
    note(mark, COPIED, true);
}

/// The admin has closed its panel, or opened it again.
pub fn is_dismissed(mark: Mark, is_dismissed: bool) {
    note(mark, DISMISSED, is_dismissed);
}

fn note(mark: Mark, what: u32, is: bool) {
    let seen = list(SEEN);
    let at = place(&seen, mark);
    if at < seen.length() {
        seen.set(at + what, is.into());
    }
}

/// From now on a hash is expected, and these are none.
pub fn expect(before: Vec<Mark>) {
    put(BEFORE, &before.into_iter().map(|mark| JsValue::from(mark.number())).collect());
}

/// Reads with what is expected.
pub fn with_expected<T>(read: impl FnOnce(Expected<'_>) -> T) -> T {
    let before = kept(BEFORE).map(|before| marks(&before));
    read(before.as_deref().map_or(Expected::No, Expected::Except))
}

fn marks(list: &Array) -> Vec<Mark> {
    list.iter().filter_map(|mark| mark.as_f64()).map(|mark| Mark::numbered(mark as u32)).collect()
}

/// Where the values of this hash are, or would be.
fn place(seen: &Array, mark: Mark) -> u32 {
    let is_there = |&at: &u32| seen.get(at).as_f64() == Some(f64::from(mark.number()));
    (0..seen.length()).step_by(EACH as usize).find(is_there).unwrap_or(seen.length())
}

fn list(name: &str) -> Array {
    kept(name).unwrap_or_default()
}

fn kept(name: &str) -> Option<Array> {
    Reflect::get(&global(), &name.into()).ok()?.dyn_into().ok()
}

fn put(name: &str, list: &Array) {
    let _ = Reflect::set(&global(), &name.into(), list);
}
