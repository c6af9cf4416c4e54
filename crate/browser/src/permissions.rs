//! `chrome.permissions`: what the browser lets us do. Only our own pages have it.

use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::{EdgeError, to_js};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = contains)]
    async fn contains_all(permissions: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = request)]
    fn request_all(permissions: &JsValue) -> Result<js_sys::Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = remove)]
    async fn remove_all(permissions: &JsValue) -> Result<JsValue, JsValue>;
}

/// Something that the browser asks a person about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission<'a> {
    /// To be in the pages that this match pattern fits, and to ask their site.
    Site(&'a str),
    /// To use the API of that name.
    Named(&'a str),
}

impl<'a> From<&'a str> for Permission<'a> {
    fn from(pattern: &'a str) -> Self {
        Self::Site(pattern)
    }
}

#[derive(Serialize)]
struct Permissions<'a> {
    origins: &'a [&'a str],
    permissions: &'a [&'a str],
}

impl Permission<'_> {
    fn to_js(self) -> Result<JsValue, EdgeError> {
        match self {
            Self::Site(pattern) => to_js(&Permissions { origins: &[pattern], permissions: &[] }),
            Self::Named(name) => to_js(&Permissions { origins: &[], permissions: &[name] }),
        }
    }
}

/// Whether we have it: a match pattern means its site.
pub async fn contains(permission: impl Into<Permission<'_>>) -> Result<bool, EdgeError> {
    Ok(contains_all(&permission.into().to_js()?).await?.is_truthy())
}

/// Asks the person for it; whether they gave it. To be called from a press itself: a browser asks for nobody else.
pub fn request<'a>(
    permission: impl Into<Permission<'a>>,
) -> Result<impl Future<Output = Result<bool, EdgeError>> + 'static, EdgeError> {
    let asked = JsFuture::from(request_all(&permission.into().to_js()?)?);
    Ok(async move { Ok(asked.await?.is_truthy()) })
}

/// Gives it back.
pub async fn remove(permission: impl Into<Permission<'_>>) -> Result<(), EdgeError> {
    remove_all(&permission.into().to_js()?).await?;
    Ok(())
}
