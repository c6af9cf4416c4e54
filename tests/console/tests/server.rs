//! The server as a client sees it, over real TLS with the console's own certificate trusted and no other.

use hyper::StatusCode;
use keyturn_console::{Api, Console, Csp};
use serde_json::{Value, json};
use tokio::net::TcpStream;

const REFUSED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<lastpass rc=\"Authorization Error\"/>";

struct Answer(keyturn_console::client::Answer);

impl std::ops::Deref for Answer {
    type Target = keyturn_console::client::Answer;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).expect("JSON")
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("text"))
    }
}

async fn send(console: &Console, host: &str, path: &str, cookie: &str, body: Option<String>) -> Answer {
    Answer(console.ask(host, path, cookie, body).await.expect("an answer"))
}

async fn get(console: &Console, path: &str) -> Answer {
    send(console, "admin.lastpass.com", path, "", None).await
}

async fn post(console: &Console, path: &str, body: Value) -> Answer {
    send(console, "admin.lastpass.com", path, "", Some(body.to_string())).await
}

async fn enterprise(console: &Console, body: Value) -> Answer {
    send(console, "lastpass.com", "/enterpriseapi.php", "", Some(body.to_string())).await
}

fn assert_refused(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), Some("text/xml"));
    assert_eq!(answer.text, REFUSED);
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[tokio::test]
async fn enterprise_api_tells_right_from_wrong() {
    let console = Console::start().await.unwrap();
    let hash = console.hash().unwrap();
    for cid in [json!(18836731), json!("18836731")] {
        let asked = json!({"cid": cid, "provhash": hash, "cmd": "getuserdata"});
        let answer = enterprise(&console, asked).await;
        let value = answer.json();
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(value["status"], "OK");
        assert_eq!(value["Users"].as_object().unwrap().len(), 40);
    }
    let page = json!({"pagesize": 15, "pageindex": 2});
    let asked = json!({"cid": 18836731, "provhash": hash, "cmd": "getuserdata", "data": page});
    assert_eq!(enterprise(&console, asked).await.json()["count"], 10);

    let unknown = enterprise(&console, json!({"cid": 18836731, "provhash": hash, "cmd": "nonsense"})).await.json();
    assert_eq!(unknown["status"], "FAIL");
    assert!(unknown["errors"][0].is_string());

    let cases = [
        json!({"cid": 27, "provhash": hash, "cmd": "getuserdata"}),
        json!({"cid": 18836731, "provhash": "0".repeat(64), "cmd": "getuserdata"}),
        json!({"cid": 18836731, "cmd": "getuserdata"}),
        json!("no object"),
    ];
    for case in cases {
        assert_refused(&enterprise(&console, case).await);
    }
    console.forget_hash();
    assert_refused(&enterprise(&console, json!({"cid": 18836731, "provhash": null, "cmd": "getuserdata"})).await);
}

#[tokio::test]
async fn a_reset_ends_the_old_hash() {
    let console = Console::start().await.unwrap();
    console.sign_in_all();
    let old = console.hash().unwrap();
    let new = post(&console, "/api/hash/reset", json!({})).await.json()["hash"].as_str().unwrap().to_owned();
    assert!(is_hash(&new) && new != old);
    assert_eq!(console.hash().as_deref(), Some(&*new));
    assert_eq!((console.resets(), console.creates()), (1, 0));
    assert_refused(&enterprise(&console, json!({"cid": 18836731, "provhash": old, "cmd": "reporting"})).await);
    let right = enterprise(&console, json!({"cid": 18836731, "provhash": new, "cmd": "reporting"})).await;
    assert_eq!(right.json()["status"], "OK");

    console.set_account("27365418", "Initech");
    assert_refused(&enterprise(&console, json!({"cid": 18836731, "provhash": new, "cmd": "reporting"})).await);
}

#[tokio::test]
async fn a_hash_is_handed_out_once() {
    let console = Console::start().await.unwrap();
    console.sign_in_all();
    console.forget_hash();
    assert_eq!(get(&console, "/api/session").await.json()["hasHash"], false);
    assert_eq!(post(&console, "/api/hash/reset", json!({})).await.status, StatusCode::CONFLICT);

    let made = post(&console, "/api/hash/create", json!({})).await.json();
    let hash = made["hash"].as_str().unwrap();
    assert!(is_hash(hash));
    assert_eq!((console.resets(), console.creates()), (0, 1));
    assert_eq!(get(&console, "/api/session").await.json()["hasHash"], true);
    let again = post(&console, "/api/hash/create", json!({})).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(!again.text.contains(hash));
    for path in ["/", "/advanced/enterpriseApi", "/api/session", "/api/users", "/app.js"] {
        assert!(!get(&console, path).await.text.contains(hash), "{path}");
    }
}

#[tokio::test]
async fn every_policy_has_its_header() {
    let console = Console::start().await.unwrap();
    let strict = get(&console, "/dashboard").await.header("content-security-policy").unwrap().to_owned();
    assert!(strict.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{strict}");
    assert!(strict.ends_with("trusted-types 'none'; report-uri /csp-report"), "{strict}");
    assert!(!strict.contains("unsafe"), "{strict}");

    console.set_csp(Csp::WasmAllowed);
    let wasm = get(&console, "/dashboard").await.header("content-security-policy").unwrap().to_owned();
    assert_eq!(wasm.replace(" 'wasm-unsafe-eval'", ""), strict);
    assert_ne!(wasm, strict);

    console.set_csp(Csp::None);
    console.reset_state();
    assert_eq!(
        get(&console, "/dashboard").await.header("content-security-policy"),
        None,
        "reset_state keeps the policy"
    );
}

#[tokio::test]
async fn nothing_may_be_stored() {
    let console = Console::start().await.unwrap();
    let routes = ["/", "/login", "/login/multifactor", "/dashboard", "/users", "/advanced/enterpriseApi"];
    for path in routes {
        let answer = get(&console, path).await;
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert!(answer.text.contains("<div id=\"root\">"), "{path}");
    }
    for path in ["/app.js", "/app.css", "/favicon.svg", "/api/session", "/api/none", "/none.js", "/csp-report"] {
        assert_eq!(get(&console, path).await.header("cache-control"), Some("no-store"), "{path}");
    }
    assert_eq!(get(&console, "/none.js").await.status, StatusCode::NOT_FOUND);
    assert_eq!(enterprise(&console, json!({})).await.header("cache-control"), Some("no-store"));
    console.sign_in_all();
    assert_eq!(post(&console, "/api/hash/reset", json!({})).await.header("cache-control"), Some("no-store"));
}

#[tokio::test]
async fn reports_and_actions_are_kept_until_reset() {
    let console = Console::start().await.unwrap();
    console.sign_in_all();
    let report = json!({"csp-report": {"violated-directive": "script-src"}});
    assert_eq!(post(&console, "/csp-report", report.clone()).await.status, StatusCode::NO_CONTENT);
    assert_eq!(console.csp_reports(), [report.to_string()]);
    for name in ["reset-filters", "reset-master-password"] {
        post(&console, "/api/action", json!({"name": name})).await;
    }
    assert_eq!(console.actions(), ["reset-filters", "reset-master-password"]);
    let old = console.hash();
    console.set_account("27", "Initech");
    console.reset_state();
    assert!(console.csp_reports().is_empty() && console.actions().is_empty());
    assert_eq!(console.account_number(), "18836731");
    assert!(console.hash().is_some() && console.hash() != old);
    assert!(get(&console, "/api/session").await.json().is_null());
}

#[tokio::test]
async fn login_takes_both_steps() {
    let console = Console::start().await.unwrap();
    assert_eq!(post(&console, "/api/hash/reset", json!({})).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(post(&console, "/api/multifactor", json!({"code": "1"})).await.status, StatusCode::UNAUTHORIZED);
    let answer = post(&console, "/api/login", json!({"email": "kim@orgabc.example"})).await;
    let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let host = "admin.lastpass.com";
    let session = || send(&console, host, "/api/session", &cookie, None);
    assert!(session().await.json().is_null());
    send(&console, host, "/api/multifactor", &cookie, Some("{}".to_owned())).await;
    let value = session().await.json();
    assert_eq!(value["email"], "kim@orgabc.example");
    assert_eq!(value["number"], "18836731");
    send(&console, host, "/api/logout", &cookie, Some("{}".to_owned())).await;
    assert!(session().await.json().is_null());
}

#[tokio::test]
async fn dropping_it_closes_the_door() {
    let console = Console::start().await.unwrap();
    let port = console.port();
    // An open connection must not keep the server alive.
    let open = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    drop(console);
    for _ in 0..100 {
        if TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    drop(open);
    panic!("port {port} still answers");
}

#[tokio::test]
async fn enterprise_api_can_be_restricted_and_be_down() {
    let console = Console::start().await.unwrap();
    let hash = console.hash().unwrap();
    let ask = async |cmd: &str, hash: &str| {
        enterprise(&console, json!({"cid": 18836731, "provhash": hash, "cmd": cmd})).await
    };
    console.set_api(Api::ReportingOnly);
    assert_eq!(ask("reporting", &hash).await.json()["status"], "OK");
    assert_eq!(ask("getuserdata", &hash).await.json()["status"], "FAIL");
    assert_refused(&ask("getuserdata", "wrong").await);
    console.set_api(Api::Down);
    assert_eq!(ask("reporting", &hash).await.status, StatusCode::SERVICE_UNAVAILABLE);
    console.reset_state();
    assert_eq!(ask("getuserdata", &console.hash().unwrap()).await.json()["status"], "OK");
}
