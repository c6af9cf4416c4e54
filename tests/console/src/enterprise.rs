//! The Enterprise API, as far as an integration needs it to tell a right hash from a wrong one.

use std::convert::Infallible;
use std::future::pending;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::extract::State as Extract;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use hyper::body::{Bytes, Frame};
use serde_json::{Map, Value, json};

use crate::people;
use crate::server::App;
use crate::state::Api;

/// What a wrong account number or hash gets. With HTTP 200, and in XML although the request was JSON: that is how the
/// real one answers, and why an integration that looks at the status alone fails without a sound.
pub(crate) const REFUSED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<lastpass rc=\"Authorization Error\"/>";

/// Commands that are known but need no data to be believed.
const OTHERS: [&str; 9] = [
    "getsfdata",
    "getdetailedsfdata",
    "reporting",
    "batchadd",
    "deluser",
    "batchchangegrp",
    "disablemultifactor",
    "resetpassword",
    "pushsitestousers",
];

/// `POST /enterpriseapi.php`
pub(crate) async fn answer(Extract(app): Extract<App>, body: String) -> Response {
    // Unreadable requests are refused like unauthorised ones: there was no right hash in them.
    let asked: Value = serde_json::from_str(&body).unwrap_or_default();
    let (api, right) = {
        let mut state = app.state.lock();
        state.asked += 1;
        let right = number(&asked["cid"]).is_some_and(|cid| cid == state.number)
            && asked["provhash"].as_str().is_some_and(|hash| state.hash.as_deref() == Some(hash));
        (state.api, right)
    };
    if api == Api::Down {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    if api == Api::Silent {
        return pending().await;
    }
    if api == Api::Endless {
        return Response::new(Body::new(Endless));
    }
    if !right {
        return ([(CONTENT_TYPE, "text/xml")], REFUSED).into_response();
    }
    let answer = match asked["cmd"].as_str() {
        // In which words the real one says so is not known.
        Some(other) if api == Api::ReportingOnly && other != "reporting" => {
            json!({"status": "FAIL", "errors": ["The Enterprise API is restricted to event reporting"]})
        }
        Some("getuserdata") => users(&asked["data"]),
        Some("reporting") => json!({"status": "OK", "next": null, "data": []}),
        Some(known) if OTHERS.contains(&known) => json!({"status": "OK"}),
        _ => json!({"status": "FAIL", "errors": ["Unknown command"]}),
    };
    axum::Json(answer).into_response()
}

/// A body that goes on for as long as somebody reads it.
struct Endless;

impl hyper::body::Body for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b' '; 65_536])))))
    }
}

/// The account number: clients send it as a number or as a string of digits.
fn number(cid: &Value) -> Option<String> {
    match cid {
        Value::Number(number) => number.as_u64().map(|number| number.to_string()),
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// The answer to `getuserdata`, one page of it where `pagesize` (and `pageindex`) ask so.
fn users(data: &Value) -> Value {
    let everyone = people::people();
    let size = data["pagesize"].as_u64().map_or(everyone.len(), |size| size as usize);
    let skip = size.saturating_mul(data["pageindex"].as_u64().unwrap_or(0) as usize);
    let users: Map<String, Value> = everyone
        .iter()
        .skip(skip)
        .take(size)
        .map(|person| {
            let user = json!({
                "username": person.email,
                "fullname": person.name,
                "mpstrength": person.score.map(|score| score.to_string()),
                "created": "2025-09-01 08:00:00",
                "last_login": person.last_login.as_ref().map(|day| format!("{day} 09:14:22")),
                "neverloggedin": person.last_login.is_none(),
                "disabled": person.status == "Disabled",
                "admin": false,
                "totalscore": person.score.map(|score| score.to_string()),
                "groups": [person.group],
            });
            (person.id.to_string(), user)
        })
        .collect();
    let groups: Map<String, Value> = people::GROUPS
        .iter()
        .map(|group| {
            let members: Value =
                everyone.iter().filter(|person| person.group == *group).map(|person| json!(person.email)).collect();
            ((*group).to_owned(), members)
        })
        .collect();
    json!({"status": "OK", "total": everyone.len(), "count": users.len(), "Users": users, "Groups": groups})
}
