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
    /// The header's value for a path, or nothing where no header is sent.
    pub(crate) fn header(self, path: &str) -> Option<String> {
        let script = match self {
            Csp::None => return None,
            Csp::WasmAllowed => "script-src 'self' 'wasm-unsafe-eval'",
            Csp::Strict => "script-src 'self'",
        };
        // A console of frames must allow its own, and one of web components what its libraries do: a Trusted Types policy
        // of Lit's, style attributes of Material's.
        let (frames, ancestors) =
            if path.starts_with("/portal") { ("'self' blob:", "'self'") } else { ("'none'", "'none'") };
        let (types, styles) =
            if path.starts_with("/wc") { ("lit-html", "; style-src-attr 'unsafe-inline'") } else { ("'none'", "") };
        // report-uri and not report-to: a browser that knows report-to ignores report-uri, batches its reports for a
        // minute, and sends none over a connection with an untrusted certificate. A test could never wait for them.
        Some(format!(
            "default-src 'none'; {script}; style-src 'self'{styles}; img-src 'self'; connect-src 'self'; font-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-src {frames}; frame-ancestors {ancestors}; require-trusted-types-for 'script'; \
             trusted-types {types}; report-uri /csp-report"
        ))
    }
}
