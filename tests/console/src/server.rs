//! The server: TLS on loopback, the routes, and the headers every response carries.

use std::sync::Arc;

use axum::extract::{Request, State as Extract};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, body::Body};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::pages::Pages;
use crate::state::Shared;
use crate::{api, classic, enterprise};

/// What the handlers need.
#[derive(Clone)]
pub(crate) struct App {
    pub state: Shared,
    pub pages: Arc<Pages>,
}

/// All routes.
pub(crate) fn router(app: App) -> Router {
    Router::new()
        .route("/csp-report", post(report))
        .route("/enterpriseapi.php", post(enterprise::answer))
        .merge(api::routes())
        .merge(classic::routes())
        .fallback(get(page))
        .layer(from_fn_with_state(app.clone(), headers))
        .with_state(app)
}

/// Answers connections until it is dropped; the connections go with it.
pub(crate) async fn serve(listener: TcpListener, acceptor: TlsAcceptor, router: Router) {
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors, most likely: wait for some to come back instead of spinning.
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            continue;
        };
        let (acceptor, service) = (acceptor.clone(), TowerToHyperService::new(router.clone()));
        // The handshake belongs to the connection's own task: browsers open sockets ahead and say nothing on them.
        connections.spawn(async move {
            let _ = stream.set_nodelay(true);
            // A browser that does not like the certificate or goes away is no news to anybody.
            if let Ok(stream) = acceptor.accept(stream).await {
                let _ =
                    hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
            }
        });
    }
}

/// The policy, and no-store: the browser's cache would otherwise keep pages, and a search of the profile find them.
async fn headers(Extract(app): Extract<App>, request: Request<Body>, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let styles_take = app.state.lock().styles_take;
    if path.ends_with(".css") && !styles_take.is_zero() {
        tokio::time::sleep(styles_take).await;
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let kept = if app.state.lock().lets_stand_by { "no-cache" } else { "no-store" };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if app.state.lock().forbids_clipboard {
        let closed = HeaderValue::from_static("clipboard-read=(), clipboard-write=()");
        headers.insert(HeaderName::from_static("permissions-policy"), closed);
    }
    let csp = app.state.lock().csp.header(&path);
    if let Some(value) = csp.and_then(|text| HeaderValue::from_str(&text).ok()) {
        headers.insert(CONTENT_SECURITY_POLICY, value);
    }
    response
}

/// A file, or the page whose script reads the address. Other paths do not exist.
async fn page(Extract(app): Extract<App>, uri: Uri) -> Response {
    if let Some((kind, text)) = app.state.lock().pages.get(uri.path()) {
        return ([(CONTENT_TYPE, *kind)], text.clone()).into_response();
    }
    match app.pages.at(uri.path()) {
        Some((kind, text)) => ([(CONTENT_TYPE, kind)], text.to_owned()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Both kinds of report (`application/csp-report` and `application/reports+json`) are kept as they came.
async fn report(Extract(app): Extract<App>, body: String) -> StatusCode {
    app.state.lock().reports.push(body);
    StatusCode::NO_CONTENT
}
