//! What the page itself asks the server: login, account, hash. JSON under `/api`.

use axum::Json;
use axum::extract::State as Extract;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::json;

use crate::people;
use crate::server::App;
use crate::state::{Session, State, random_hex};

const COOKIE_NAME: &str = "session";

/// The routes under `/api`.
pub(crate) fn routes() -> axum::Router<App> {
    axum::Router::new()
        .route("/api/session", get(session))
        .route("/api/login", post(login))
        .route("/api/multifactor", post(multifactor))
        .route("/api/logout", post(logout))
        .route("/api/users", get(users))
        .route("/api/account", post(account))
        .route("/api/action", post(action))
        .route("/api/hash/create", post(create))
        .route("/api/hash/reset", post(reset))
}

/// The session cookie's value.
pub(crate) fn cookie(headers: &HeaderMap) -> Option<&str> {
    let all = headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(';')).find_map(|pair| pair.trim().strip_prefix(COOKIE_NAME)?.strip_prefix('='))
}

/// The header that brings a browser its session.
pub(crate) fn session_cookie(key: &str) -> String {
    format!("{COOKIE_NAME}={key}; Path=/; Secure; HttpOnly; SameSite=Lax")
}

/// Runs `then` for who is signed in, and answers 401 to anybody else.
fn guarded(app: &App, headers: &HeaderMap, then: impl FnOnce(&mut State) -> Response) -> Response {
    let mut state = app.state.lock();
    match state.signed_in(cookie(headers)) {
        Some(_) => then(&mut state),
        None => StatusCode::UNAUTHORIZED.into_response(),
    }
}

/// What every page needs to know. Never the hash: that leaves the server once, in the answer that makes it.
///
/// `null`, not 401, where nobody is signed in: a browser writes an error to the page's console at every 401, and tests
/// look there for errors that are not the page's own.
async fn session(Extract(app): Extract<App>, headers: HeaderMap) -> Json<Option<serde_json::Value>> {
    let state = app.state.lock();
    Json(state.signed_in(cookie(&headers)).map(|email| {
        json!({
            "email": email,
            "number": state.number,
            "company": state.company,
            "hasHash": state.hash.is_some(),
        })
    }))
}

#[derive(Deserialize)]
struct Login {
    email: String,
}

/// First step: any address and any password will do. The password is not even read.
async fn login(Extract(app): Extract<App>, Json(login): Json<Login>) -> Response {
    let Ok(key) = random_hex() else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let header = session_cookie(&key);
    app.state.lock().sessions.insert(key, Session { email: login.email, verified: false });
    ([(SET_COOKIE, header)], StatusCode::NO_CONTENT).into_response()
}

/// Second step: any code will do, but not before the first step.
async fn multifactor(Extract(app): Extract<App>, headers: HeaderMap) -> StatusCode {
    let mut state = app.state.lock();
    let everyone = state.everyone;
    match cookie(&headers).and_then(|key| state.sessions.get_mut(key)) {
        Some(session) => session.verified = true,
        None if everyone => {}
        None => return StatusCode::UNAUTHORIZED,
    }
    StatusCode::NO_CONTENT
}

async fn logout(Extract(app): Extract<App>, headers: HeaderMap) -> Response {
    if let Some(key) = cookie(&headers) {
        app.state.lock().sessions.remove(key);
    }
    let header = format!("{COOKIE_NAME}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    ([(SET_COOKIE, header)], StatusCode::NO_CONTENT).into_response()
}

async fn users(Extract(app): Extract<App>, headers: HeaderMap) -> Response {
    guarded(&app, &headers, |_| Json(people::for_page()).into_response())
}

#[derive(Deserialize)]
struct Account {
    number: String,
    company: String,
}

/// The page's `Switch account`. The server follows, so that a reload and the Enterprise API agree with the page.
async fn account(Extract(app): Extract<App>, headers: HeaderMap, Json(account): Json<Account>) -> Response {
    guarded(&app, &headers, |state| {
        state.number = account.number;
        state.company = account.company;
        StatusCode::NO_CONTENT.into_response()
    })
}

#[derive(Deserialize)]
struct Action {
    name: String,
}

/// A harmless button was pressed.
async fn action(Extract(app): Extract<App>, headers: HeaderMap, Json(action): Json<Action>) -> Response {
    guarded(&app, &headers, |state| {
        state.actions.push(action.name);
        StatusCode::NO_CONTENT.into_response()
    })
}

async fn create(Extract(app): Extract<App>, headers: HeaderMap) -> Response {
    guarded(&app, &headers, |state| hand_out(state.create_hash()))
}

async fn reset(Extract(app): Extract<App>, headers: HeaderMap) -> Response {
    guarded(&app, &headers, |state| hand_out(state.reset_hash()))
}

/// The one answer that holds the hash.
fn hand_out(made: anyhow::Result<Option<String>>) -> Response {
    match made {
        Ok(Some(hash)) => Json(json!({ "hash": hash })).into_response(),
        Ok(None) => StatusCode::CONFLICT.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
