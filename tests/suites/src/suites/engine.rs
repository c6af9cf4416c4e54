//! The two engines: which one a page gets, what its owner hears of it, and that both decide alike.

use anyhow::{Context as _, ensure};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::tests;
use keyturn_suites::{World, afresh, at, engine_runs, is_chromium, painted, stored};
use serde_json::{Value, json};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![the_tables_hold_in_this_engine, five_megabytes_go_through_the_boundary]
}

/// What is asked of a browser's first pages.
pub fn first() -> Vec<Test<World>> {
    tests![the_pages_owner_gets_at_most_one_report]
}

/// What is asked when everything else was: the harness has written down every connection since the browser's start.
pub fn last() -> Vec<Test<World>> {
    tests![the_extension_talks_to_nobody]
}

/// The same of a package that fails: its pages may not open.
pub fn last_of_failing() -> Vec<Test<World>> {
    tests![nobody_else_was_asked]
}

async fn the_pages_owner_gets_at_most_one_report(cx: &mut Context<World>) -> anyhow::Result<()> {
    cx.data.console.reset_state();
    cx.data.console.sign_in_all();
    let session = &cx.session;
    for path in ["/dashboard", "/users", "/dashboard", "/advanced/enterpriseApi"] {
        session.goto(&at(path)).await?;
        engine_runs(session).await?;
    }
    // Also after the background has forgotten everything that it had in mind.
    session.stop_background().await?;
    session.goto(&at("/dashboard")).await?;
    painted(session, &["18836731"]).await?;
    let reports = cx.data.console.csp_reports();
    let expected = usize::from(is_chromium(session) && cx.data.engine == "js");
    ensure!(reports.len() == expected, "{} reports, expected {expected}: {reports:?}", reports.len());
    if is_chromium(session) {
        let known = stored(session, "engines").await?["hosts"]["admin.lastpass.com"].clone();
        let expected = if cx.data.engine == "js" { json!(["refused"]) } else { json!(["allowed", "tryingAgain"]) };
        ensure!(expected.as_array().is_some_and(|all| all.contains(&known)), "known of the host: {known}");
    }
    Ok(())
}

/// Loads the tables' module into the page and runs a script with it (`engine`).
async fn with_tables(cx: &mut Context<World>, script: &str) -> anyhow::Result<Value> {
    afresh(&cx.session, &cx.data).await?;
    cx.session.goto(&at("/dashboard")).await?;
    engine_runs(&cx.session).await?;
    let name = cx.data.engine;
    let source =
        std::fs::read_to_string(cx.data.tables.join(format!("tables-{name}.js"))).context("the tables' script")?;
    let wasm = std::fs::read(cx.data.tables.join("tables.wasm")).context("the tables' module")?;
    let load = format!(
        "let engine; const module = {name:?} === 'wasm' \
           ? new WebAssembly.Module(Uint8Array.from(atob(arguments[0]), (letter) => letter.charCodeAt(0))) : undefined; \
         const globalThis = {{ keyturnEngine: (_, start) => {{ engine = start(module); }} }};\n{source}\n{script}"
    );
    cx.session.eval(&load, &[json!(if name == "wasm" { STANDARD.encode(wasm) } else { String::new() })]).await
}

async fn the_tables_hold_in_this_engine(cx: &mut Context<World>) -> anyhow::Result<()> {
    let lines = with_tables(cx, "return engine.run_tables();").await?;
    let lines = lines.as_array().cloned().unwrap_or_default();
    let (passed, failures) = lines.split_last().context("no answer")?;
    ensure!(failures.is_empty(), "{} cases failed: {failures:?}", failures.len());
    let native = keyturn_core::tables::run().passed;
    ensure!(passed.as_u64() == Some(native as u64), "{passed} cases held here, {native} natively");
    Ok(())
}

async fn five_megabytes_go_through_the_boundary(cx: &mut Context<World>) -> anyhow::Result<()> {
    let script = "
        const bytes = new Uint8Array(5_000_000).map((_, at) => (at * 7 + (at >> 8)) & 255);
        let sum = 0x811c9dc5;
        for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
        const text = '\\u00e9\\u{1d11e}'.repeat(1_000_000);
        const back = engine.bytes_back(bytes);
        const records = Array.from({ length: 2000 }, (_, at) => ({ name: 'n' + at, size: at / 3, parts: [at, null] }));
        let refused = '';
        try { engine.records_back([{ name: 1 }]); } catch (error) { refused = String(error); }
        return [engine.checksum(bytes) === sum, back.length === bytes.length && back.every((byte, at) => byte === bytes[at]),
            engine.text_back(text) === text, engine.checksum(bytes) === sum,
            JSON.stringify(engine.records_back(records)) === JSON.stringify(records), refused.includes('expected a string')];";
    let held = with_tables(cx, script).await?;
    ensure!(held == json!([true, true, true, true, true, true]), "held: {held}");
    Ok(())
}

async fn the_extension_talks_to_nobody(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at("/dashboard")).await?;
    painted(session, &["18836731"]).await?;
    session.open_extension_page("popup.html").await?;
    session.open_extension_page("options.html").await?;
    keyturn_suites::element(session, "#entries > li").await?;
    // Without the permission the Enterprise API is somebody else too.
    ensure!(cx.data.console.asked() == 0, "the Enterprise API was asked");
    nobody_else_was_asked(cx).await
}

async fn nobody_else_was_asked(cx: &mut Context<World>) -> anyhow::Result<()> {
    // The browsers themselves ask their makers for updates and the like.
    const BROWSERS_OWN: [&str; 7] =
        ["google.com", "googleapis.com", "gstatic.com", "gvt1.com", "mozilla.org", "mozilla.com", "mozilla.net"];
    let is_own = |request: &str| {
        let host = host_of(request);
        BROWSERS_OWN.iter().any(|own| host == *own || host.ends_with(&format!(".{own}")))
    };
    let strays: Vec<String> = cx.session.strays().into_iter().filter(|request| !is_own(request)).collect();
    ensure!(strays.is_empty(), "somebody asked for {strays:?}");
    Ok(())
}

/// The host that a request to the harness's proxy is for: `CONNECT host:443 HTTP/1.1`, `GET http://host/path HTTP/1.1`.
fn host_of(request: &str) -> &str {
    let address = request.split(' ').nth(1).unwrap_or(request);
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', ':', '?']).next().unwrap_or_default()
}

#[cfg(test)]
mod unit {
    use super::host_of;

    #[test]
    fn the_host_of_a_request() {
        for (request, expected) in [
            ("CONNECT example.com:443 HTTP/1.1", "example.com"),
            ("GET http://clients2.google.com/time/1/current?a=b:c HTTP/1.1", "clients2.google.com"),
            ("GET http://google.com.evil.example/google.com HTTP/1.1", "google.com.evil.example"),
            ("GET http://evil.example?google.com HTTP/1.1", "evil.example"),
            ("example.com:443", "example.com"),
            ("", ""),
        ] {
            assert_eq!(host_of(request), expected, "{request}");
        }
    }
}
