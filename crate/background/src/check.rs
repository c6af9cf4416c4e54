//! "Does it work?": the pair is asked of the Enterprise API and forgotten. Nothing of it is stored, logged or kept.

use keyturn_browser::{fetch, permissions};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::enterprise_api::{
    ADDRESS, Answer, LONGEST_ANSWER, ORIGIN, PATIENCE, Question, request, together, verdict,
};
use keyturn_core::message::{ConsoleReply, Verdict};
use zeroize::Zeroizing;

/// Asks whether this pair works.
pub async fn answer(number: AccountNumber, hash: String) -> ConsoleReply {
    let hash = Zeroizing::new(hash);
    ConsoleReply::Checked { verdict: check(&number, &hash).await }
}

async fn check(number: &AccountNumber, hash: &str) -> Verdict {
    // Given on the options page; a browser that cannot say is taken for one that was not asked.
    if !permissions::contains(ORIGIN).await.unwrap_or(false) {
        return Verdict::NotAllowed;
    }
    match ask(Question::Events, number, hash).await {
        Verdict::Works => together(Verdict::Works, ask(Question::Users, number, hash).await),
        other => other,
    }
}

async fn ask(question: Question, number: &AccountNumber, hash: &str) -> Verdict {
    let request = Zeroizing::new(request(question, number, hash));
    match fetch::post_json(ADDRESS, &request, PATIENCE, LONGEST_ANSWER).await {
        Ok(fetch::Answer { status, body }) => {
            let body = Zeroizing::new(body);
            verdict(&Answer { status, body: &body }, number, hash)
        }
        Err(error) => Verdict::NotReached { said: error.to_string() },
    }
}
