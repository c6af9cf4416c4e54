//! A client of the console, as a script or a vendor's server is one: over TLS, with no browser.

use std::sync::Arc;

use anyhow::Context as _;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::{HeaderMap, Request, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring};

use crate::Console;

/// What the console answered.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub text: String,
}

impl Console {
    /// Sends one request on a connection of its own: a `POST` if there is a body. The console's own certificate is trusted
    /// and no other.
    pub async fn ask(&self, host: &str, path: &str, cookie: &str, body: Option<String>) -> anyhow::Result<Answer> {
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate_der().to_vec().into())?;
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let stream = TcpStream::connect(("127.0.0.1", self.port())).await.context("connecting to the console")?;
        let name = host.to_owned().try_into()?;
        let stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await.context("TLS")?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        let request = Request::builder()
            .method(if body.is_some() { "POST" } else { "GET" })
            .uri(path)
            .header("host", host)
            .header("cookie", cookie)
            .header("content-type", "application/json")
            .body(Full::new(Bytes::from(body.unwrap_or_default())))?;
        let (parts, body) = sender.send_request(request).await?.into_parts();
        let bytes = body.collect().await?.to_bytes();
        Ok(Answer { status: parts.status, headers: parts.headers, text: String::from_utf8(bytes.to_vec())? })
    }

    /// Calls the Enterprise API, as an integration does.
    pub async fn call_enterprise_api(&self, request: &Value) -> anyhow::Result<Answer> {
        self.ask("lastpass.com", "/enterpriseapi.php", "", Some(request.to_string())).await
    }
}
