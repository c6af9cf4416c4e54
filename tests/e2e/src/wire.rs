//! WebDriver commands that thirtyfour has no name for.

use http::Method;
use serde_json::Value;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{RequestData, SessionId, WebDriver};

#[derive(Debug)]
struct Raw {
    method: Method,
    path: String,
    body: Option<Value>,
}

impl FormatRequestData for Raw {
    fn format_request(&self, session_id: &SessionId) -> RequestData {
        let path = format!("session/{session_id}/{}", self.path);
        let request = RequestData::new(self.method.clone(), path);
        match &self.body {
            Some(body) => request.add_body(body.clone()),
            None => request,
        }
    }
}

/// Sends `GET /session/{id}/{path}` and gives the answer's value.
pub(crate) async fn get(driver: &WebDriver, path: String) -> anyhow::Result<Value> {
    Ok(driver.cmd(Raw { method: Method::GET, path, body: None }).await?.value_json()?)
}

/// Sends `POST /session/{id}/{path}` and gives the answer's value.
pub(crate) async fn post(driver: &WebDriver, path: &str, body: Value) -> anyhow::Result<Value> {
    Ok(driver.cmd(Raw { method: Method::POST, path: path.to_owned(), body: Some(body) }).await?.value_json()?)
}
