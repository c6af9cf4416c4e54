//! The rotations, as both pages ask for them and speak of them.

use keyturn_browser::{EdgeError, i18n, runtime};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::message::{FromPage, PageReply, SentAge, SentRotation, SentTask, Trouble};
use keyturn_core::store::rotation::{Progress, RotationSettings};

use web_sys::Element;

use crate::{piece, trouble};

/// The rotations and what belongs to them, as the background told them.
#[derive(Default)]
pub struct Rotations {
    /// Those that are open, what is most urgent first; then those that are finished.
    pub rotations: Vec<SentRotation>,
    /// How old the accounts' hashes are.
    pub ages: Vec<SentAge>,
    /// What is set.
    pub settings: RotationSettings,
}

/// Why the background did not do it, in words.
pub enum Failure {
    /// What was typed is not taken.
    Refused(String),
    /// Anything else.
    Other(String),
}

impl Failure {
    /// The words.
    pub fn words(&self) -> &str {
        match self {
            Self::Refused(words) | Self::Other(words) => words,
        }
    }
}

/// Asks the background something that it answers with the rotations.
pub async fn ask(question: &FromPage) -> Result<Rotations, Failure> {
    match runtime::send(question).await {
        Ok(PageReply::Rotations { rotations, ages, settings }) => Ok(Rotations { rotations, ages, settings }),
        Ok(PageReply::Failed { trouble }) => {
            let words = trouble::words(&trouble);
            Err(match trouble {
                Trouble::Refused { .. } => Failure::Refused(words),
                _ => Failure::Other(words),
            })
        }
        Ok(_) => Err(Failure::Other(trouble::another_answer())),
        Err(error) => Err(Failure::Other(trouble::edge(&error))),
    }
}

/// Whether there is still something to do about it.
pub fn is_left(task: &SentTask) -> bool {
    !task.removed && !matches!(task.progress, Progress::SeenWorking | Progress::Skipped)
}

/// How many are left of it.
pub fn left(rotation: &SentRotation) -> usize {
    rotation.tasks.iter().filter(|task| is_left(task)).count()
}

/// The account's number, or that it is not known.
pub fn account(number: Option<&AccountNumber>) -> String {
    number.map_or_else(|| i18n::message("rotation_account_unknown", &[]), ToString::to_string)
}

/// Writes whose hash it is: the company and the number, or that it is an account's number.
pub fn write_account(place: &Element, rotation: &SentRotation) -> Result<(), EdgeError> {
    piece::write(place, ".company", rotation.company.as_deref().unwrap_or_default())?;
    piece::show(&piece::part::<Element>(place, ".account-label")?, rotation.company.is_none());
    piece::write(place, ".account-number", &account(rotation.number.as_ref()))
}

/// What a step of a task is called, in the page.
pub fn name(progress: Progress) -> &'static str {
    match progress {
        Progress::ToDo => "toDo",
        Progress::Updated => "updated",
        Progress::SeenWorking => "seenWorking",
        Progress::Skipped => "skipped",
    }
}

/// The step that is called so.
pub fn named(name: &str) -> Option<Progress> {
    [Progress::ToDo, Progress::Updated, Progress::SeenWorking, Progress::Skipped]
        .into_iter()
        .find(|&step| self::name(step) == name)
}

/// What a step of a task is called, in words.
pub fn words(progress: Progress) -> String {
    let message = match progress {
        Progress::ToDo => "rotation_to_do",
        Progress::Updated => "rotation_updated",
        Progress::SeenWorking => "rotation_seen_working",
        Progress::Skipped => "rotation_skipped",
    };
    i18n::message(message, &[])
}
