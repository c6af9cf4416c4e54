//! The certificate, made anew at every start: nothing to commit, nothing to expire.

use std::sync::Arc;

use anyhow::Context;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer};

/// The names the console answers to: the admin console, and the host of the Enterprise API.
pub(crate) const HOSTS: [&str; 2] = ["admin.lastpass.com", "lastpass.com"];

/// A TLS acceptor and the certificate it shows.
pub(crate) struct Identity {
    pub acceptor: TlsAcceptor,
    pub der: Vec<u8>,
    pub pem: String,
}

/// Makes a self-signed certificate for [`HOSTS`].
pub(crate) fn identity() -> anyhow::Result<Identity> {
    let made = rcgen::generate_simple_self_signed(HOSTS.map(str::to_owned)).context("making the certificate")?;
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).map_err(anyhow::Error::msg)?;
    // The provider is named, because a process-wide default may be another one, or none.
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .context("using the certificate")?;
    Ok(Identity { acceptor: TlsAcceptor::from(Arc::new(config)), der: made.cert.der().to_vec(), pem: made.cert.pem() })
}
