//! What is said to the background from here. It may have to be started first, and a message or its answer may be lost: nobody
//! waits for ever, and what may be told twice is told again.

use keyturn_browser::EdgeError;
use keyturn_browser::runtime::send_within;
use keyturn_core::message::{ConsoleReply, FromConsole};

/// How long an answer may take, in milliseconds.
pub const PATIENCE: u32 = 5_000;
/// So often something is told that nobody answers.
const TIMES: u32 = 3;

/// Asks again where no answer comes: for what counts once, however often it is told.
pub async fn insist(message: &FromConsole) -> Result<ConsoleReply, EdgeError> {
    for _ in 1..TIMES {
        let reply = send_within(message, PATIENCE).await;
        if reply.is_ok() {
            return reply;
        }
    }
    send_within(message, PATIENCE).await
}

/// Tells it, without waiting.
pub fn tell(message: FromConsole) {
    wasm_bindgen_futures::spawn_local(async move {
        let _ = insist(&message).await;
    });
}

/// What something that is told is called, made at random: told twice, it is one.
pub fn moment() -> String {
    let part = || format!("{:08x}", (js_sys::Math::random() * 4_294_967_296.0) as u32);
    [part(), part(), part(), part()].concat()
}
