//! The Content Security Policies the demo console can answer with.

/// Which Content Security Policy every response carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Csp {
    /// No policy header at all.
    None,
    /// The strict policy, with `'wasm-unsafe-eval'` added to `script-src`.
    WasmAllowed,
    /// Everything forbidden but the console's own files, and no wasm. The harshest page the extension may meet, so the default.
    #[default]
    Strict,
}

impl Csp {
    /// The header's value, or nothing where no header is sent.
    pub(crate) fn header(self) -> Option<String> {
        let script = match self {
            Csp::None => return None,
            Csp::WasmAllowed => "script-src 'self' 'wasm-unsafe-eval'",
            Csp::Strict => "script-src 'self'",
        };
        // report-uri and not report-to: a browser that knows report-to ignores report-uri, batches its reports for a
        // minute, and sends none over a connection with an untrusted certificate. A test could never wait for them.
        Some(format!(
            "default-src 'none'; {script}; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
             trusted-types 'none'; report-uri /csp-report"
        ))
    }
}
