//! `fetch`, for one question to one address: nothing that the browser knows goes along, and it keeps nothing of it.

use js_sys::{Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::{EdgeError, to_js};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn fetch(address: &str, options: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = AbortSignal)]
    fn timeout(milliseconds: u32) -> Result<JsValue, JsValue>;

    type Response;
    #[wasm_bindgen(method, getter)]
    fn status(this: &Response) -> u16;
    #[wasm_bindgen(method, getter)]
    fn body(this: &Response) -> Option<Stream>;

    type Stream;
    #[wasm_bindgen(method, catch, js_name = getReader)]
    fn get_reader(this: &Stream) -> Result<Reader, JsValue>;

    type Reader;
    #[wasm_bindgen(method, catch)]
    async fn read(this: &Reader) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn cancel(this: &Reader) -> Result<JsValue, JsValue>;

    type Part;
    #[wasm_bindgen(method, getter)]
    fn value(this: &Part) -> Option<Uint8Array>;
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Options {
    method: &'static str,
    credentials: &'static str,
    cache: &'static str,
    redirect: &'static str,
    referrer_policy: &'static str,
    headers: Headers,
}

#[derive(Serialize)]
struct Headers {
    #[serde(rename = "Content-Type")]
    content_type: &'static str,
}

/// What came back.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body; once it is longer than was wanted, what follows is not read.
    pub body: Vec<u8>,
}

/// Posts JSON and waits for the whole answer, at most so many milliseconds. A redirect is an error.
pub async fn post_json(address: &str, json: &str, patience: u32, longest: usize) -> Result<Answer, EdgeError> {
    let options = to_js(&Options {
        method: "POST",
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
        referrer_policy: "no-referrer",
        headers: Headers { content_type: "application/json" },
    })?;
    // As bytes, which can be zeroed afterwards; a string of JavaScript cannot.
    let sent = Uint8Array::from(json.as_bytes());
    Reflect::set(&options, &"body".into(), &sent)?;
    Reflect::set(&options, &"signal".into(), &timeout(patience)?)?;
    let response = fetch(address, &options).await;
    sent.fill(0, 0, sent.length());
    let response: Response = response?.unchecked_into();
    let mut body = Vec::new();
    if let Some(stream) = response.body() {
        let reader = stream.get_reader()?;
        while body.len() <= longest
            && let Some(part) = reader.read().await?.unchecked_into::<Part>().value()
        {
            body.extend(part.to_vec());
        }
        reader.cancel().await?;
    }
    Ok(Answer { status: response.status(), body })
}
