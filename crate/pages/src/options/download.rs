//! A file that the browser saves.

use gloo::timers::callback::Timeout;
use js_sys::{Array, Date};
use keyturn_browser::EdgeError;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, Document, HtmlAnchorElement, Url};

/// How long the browser may take to begin reading.
const KEPT: u32 = 60_000;

/// The address of a file in memory; taken back when this is dropped.
struct Address(String);

impl Drop for Address {
    fn drop(&mut self) {
        // Throws only for what is no text.
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// A file that was offered to the browser. Its memory is given back after a while, or when this is dropped.
pub struct Download(#[expect(dead_code, reason = "it is kept to be dropped")] Timeout);

/// Has the browser save this text under that name.
pub fn save(document: &Document, name: &str, kind: &str, text: &str) -> Result<Download, EdgeError> {
    let settings = BlobPropertyBag::new();
    settings.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &settings)?;
    let address = Address(Url::create_object_url_with_blob(&blob)?);
    let link = document.create_element("a")?.dyn_into::<HtmlAnchorElement>();
    let link = link.map_err(|_| EdgeError::Missing("a link"))?;
    link.set_href(&address.0);
    link.set_download(name);
    link.click();
    Ok(Download(Timeout::new(KEPT, move || drop(address))))
}

/// `keyturn-inventory-2026-11-24.csv`: what it holds, and the day as it is here.
pub fn name(what: &str, extension: &str) -> String {
    let now = Date::new_0();
    format!("keyturn-{what}-{:04}-{:02}-{:02}.{extension}", now.get_full_year(), now.get_month() + 1, now.get_date())
}
