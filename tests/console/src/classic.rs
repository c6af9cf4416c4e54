//! The console as pages that the server writes: forms, links and tables, and not one script. Under `/classic`.

use axum::extract::State as Extract;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};

use crate::api::{cookie, session_cookie};
use crate::people;
use crate::server::App;
use crate::state::{ADMIN, Session, State, random_hex};

const LAYOUT: &str = include_str!("../web/classic/layout.html");
const LOGIN: &str = include_str!("../web/classic/login.html");
const MULTIFACTOR: &str = include_str!("../web/classic/multifactor.html");
const DASHBOARD: &str = include_str!("../web/classic/dashboard.html");
const USERS: &str = include_str!("../web/classic/users.html");
const USER: &str = include_str!("../web/classic/user.html");
const ENTERPRISE: &str = include_str!("../web/classic/enterprise.html");
const CONFIRM: &str = include_str!("../web/classic/confirm.html");
const MADE: &str = include_str!("../web/classic/made.html");

const HOME: &str = "/classic/dashboard";
const ENTERPRISE_PATH: &str = "/classic/advanced/enterpriseApi";

/// The routes under `/classic`.
pub(crate) fn routes() -> axum::Router<App> {
    axum::Router::new()
        .route("/classic", get(async || Redirect::to(HOME)))
        .route("/classic/login", get(async || page("Log in", LOGIN, &[])).post(login))
        .route("/classic/login/multifactor", get(async || page("One-time code", MULTIFACTOR, &[])).post(multifactor))
        .route(HOME, get(dashboard))
        .route("/classic/users", get(users).post(filter))
        .route(ENTERPRISE_PATH, get(enterprise))
        // By a form and by a link: both lead to the question, and only its OK makes a hash.
        .route("/classic/advanced/enterpriseApi/confirm", get(confirm).post(confirm))
        .route("/classic/advanced/enterpriseApi/hash", post(make))
}

/// Fills a page's `{{name}}`s and puts it into the layout.
fn page(title: &str, body: &str, values: &[(&str, &str)]) -> Response {
    let body = fill(body, values);
    let html = fill(LAYOUT, &[("title", title)]).replace("{{body}}", &body);
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

fn fill(template: &str, values: &[(&str, &str)]) -> String {
    values
        .iter()
        .fold(template.to_owned(), |html, (name, value)| html.replace(&format!("{{{{{name}}}}}"), &escaped(value)))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Runs `then` for who is signed in, and sends anybody else to the login.
fn signed_in(app: &App, headers: &HeaderMap, then: impl FnOnce(&mut State) -> Response) -> Response {
    let mut state = app.state.lock();
    match state.signed_in(cookie(headers)) {
        Some(_) => then(&mut state),
        None => Redirect::to("/classic/login").into_response(),
    }
}

async fn login(Extract(app): Extract<App>) -> Response {
    let Ok(key) = random_hex() else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let header = session_cookie(&key);
    app.state.lock().sessions.insert(key, Session { email: ADMIN.to_owned(), verified: false });
    ([(SET_COOKIE, header)], Redirect::to("/classic/login/multifactor")).into_response()
}

async fn multifactor(Extract(app): Extract<App>, headers: HeaderMap) -> Redirect {
    let mut state = app.state.lock();
    if let Some(session) = cookie(&headers).and_then(|key| state.sessions.get_mut(key)) {
        session.verified = true;
    }
    Redirect::to(HOME)
}

async fn dashboard(Extract(app): Extract<App>, headers: HeaderMap) -> Response {
    signed_in(&app, &headers, |state| {
        page("Dashboard", DASHBOARD, &[("company", &state.company), ("number", &state.number)])
    })
}

async fn users(Extract(app): Extract<App>, headers: HeaderMap) -> Response {
    signed_in(&app, &headers, |_| {
        let row = |person: &people::Person| {
            let values = [("name", person.name.as_str()), ("email", &person.email), ("group", person.group)];
            fill(USER, &values)
        };
        let rows: String = people::people().iter().map(row).collect();
        page("Users", &USERS.replace("{{rows}}", &rows), &[])
    })
}

async fn filter(Extract(app): Extract<App>, headers: HeaderMap) -> Response {
    signed_in(&app, &headers, |state| {
        state.actions.push("reset-filters".to_owned());
        Redirect::to("/classic/users").into_response()
    })
}

/// What the page offers: a reset, or the first hash.
fn offer(state: &State) -> [(&'static str, &'static str); 2] {
    match state.hash {
        Some(_) => [("input", "Reset Your Provisioning Hash"), ("link", "Reset your provisioning hash")],
        None => [("input", "Create provisioning hash"), ("link", "Create provisioning hash")],
    }
}

async fn enterprise(Extract(app): Extract<App>, headers: HeaderMap) -> Response {
    signed_in(&app, &headers, |state| {
        let [input, link] = offer(state);
        let values = [("company", state.company.as_str()), ("number", &state.number), input, link];
        page("Enterprise API", ENTERPRISE, &values)
    })
}

async fn confirm(Extract(app): Extract<App>, headers: HeaderMap) -> Response {
    signed_in(&app, &headers, |state| {
        let words = match state.hash {
            Some(_) => "A new provisioning hash will be made. The current one stops working at once.",
            None => "A provisioning hash will be made for your account. It is shown only once.",
        };
        page("Provisioning hash", CONFIRM, &[("words", words)])
    })
}

/// The answer that shows the hash. Reloading it would ask for another one: nothing leads back to it.
async fn make(Extract(app): Extract<App>, headers: HeaderMap) -> Response {
    signed_in(&app, &headers, |state| {
        let made = if state.hash.is_some() { state.reset_hash() } else { state.create_hash() };
        match made {
            Ok(Some(hash)) => page("Enterprise API", MADE, &[("number", &state.number), ("hash", &hash)]),
            _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    })
}
