//! What the module that runs in every page says and is told, field by field. The same messages as serde would make of
//! [`super::FromConsole`] and the others, which a table shows; but serde's code would weigh more there than all that is said.

use serde_json::Value;

use super::Matches;
use crate::account_number::AccountNumber;
use crate::engine::Engine;
use crate::words::List;
use crate::words::change::Change;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plain {
    /// `null`.
    Nothing,
    /// Whether something is so.
    Is(bool),
    /// A number.
    Number(u32),
    /// A text.
    Text(String),
    /// Several.
    List(Vec<Plain>),
}

/// The same value as serde's readers take it.
impl From<Plain> for Value {
    fn from(plain: Plain) -> Self {
        match plain {
            Plain::Nothing => Self::Null,
            Plain::Is(is) => is.into(),
            Plain::Number(number) => number.into(),
            Plain::Text(text) => text.into(),
            Plain::List(values) => values.into(),
        }
    }
}

/// The fields of an object.
pub type Fields = Vec<(&'static str, Plain)>;

/// [`super::FromConsole::Seen`].
pub fn seen(number: &AccountNumber, company: Option<&str>) -> Fields {
    vec![kind("seen"), ("number", text(number.as_str())), ("company", company.map_or(Plain::Nothing, text))]
}

/// [`super::FromConsole::Copied`].
pub fn copied(number: &AccountNumber) -> Fields {
    vec![kind("copied"), ("number", text(number.as_str()))]
}

/// [`super::FromConsole::Releasing`], where nothing could be listed.
pub fn releasing(number: Option<&str>) -> Fields {
    let number = number.map_or(Plain::Nothing, text);
    vec![kind("releasing"), ("number", number), ("listed", Plain::Number(0)), ("leaked", Plain::Is(false))]
}

/// [`super::FromConsole::PromptAnswered`].
pub fn prompt_answered(left: bool) -> Fields {
    vec![kind("promptAnswered"), ("left", Plain::Is(left))]
}

/// [`super::PageState`].
pub fn state(engine: Option<Engine>, numbers: Vec<String>, trouble: Option<&str>) -> Fields {
    let engine = engine.map(|engine| match engine {
        Engine::Wasm => "wasm",
        Engine::Js => "js",
    });
    let numbers = numbers.into_iter().map(Plain::Text).collect();
    let or_nothing = |said: Option<&str>| said.map_or(Plain::Nothing, text);
    vec![("engine", or_nothing(engine)), ("numbers", Plain::List(numbers)), ("trouble", or_nothing(trouble))]
}

/// [`Matches`].
pub fn matches(matches: Matches) -> Fields {
    let Matches { title, numbers, controls } = matches;
    let pair = |(number, around)| Plain::List(vec![Plain::Text(number), Plain::Text(around)]);
    vec![
        ("title", Plain::Text(title)),
        ("numbers", Plain::List(numbers.into_iter().map(pair).collect())),
        ("controls", Plain::List(controls.into_iter().map(Plain::Text).collect())),
    ]
}

/// [`crate::words::sent::SentChange`], of which `texts` reads a list by its part (`added`, `removed`) and its name.
pub fn change(texts: &dyn Fn(&str, &str) -> Vec<String>) -> Change {
    let mut change = Change::default();
    for list in List::ALL {
        *change.added.list_mut(list) = texts("added", name(list));
        *change.removed.list_mut(list) = texts("removed", name(list));
    }
    change
}

fn name(list: List) -> &'static str {
    match list {
        List::AccountNumber => "accountNumber",
        List::NotAfter => "notAfter",
        List::Reset => "reset",
        List::Hash => "hash",
        List::Icons => "icons",
    }
}

fn kind(name: &str) -> (&'static str, Plain) {
    ("kind", text(name))
}

fn text(text: &str) -> Plain {
    Plain::Text(text.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json, to_value};

    use super::super::{FromConsole, Matches, PageState};
    use super::{Fields, change, copied, matches, prompt_answered, releasing, seen, state};
    use crate::account_number::AccountNumber;
    use crate::engine::Engine;
    use crate::words::change::Change;
    use crate::words::sent::{SentChange, SentWords};

    /// The object of these fields.
    fn object(fields: Fields) -> Value {
        fields.into_iter().collect()
    }

    #[test]
    fn what_is_said_is_what_serde_would_say() {
        let number = AccountNumber::try_from("18836731".to_owned()).unwrap();
        let company = Some("Fabrikam \"Ltd\"".to_owned());
        for (plain, message) in [
            (seen(&number, company.as_deref()), FromConsole::Seen { number: number.clone(), company }),
            (seen(&number, None), FromConsole::Seen { number: number.clone(), company: None }),
            (copied(&number), FromConsole::Copied { number: number.clone() }),
            (
                releasing(Some(number.as_str())),
                FromConsole::Releasing {
                    number: Some(number.clone()),
                    listed: 0,
                    leaked: false,
                    at: None,
                    moment: String::new(),
                },
            ),
            (
                releasing(None),
                FromConsole::Releasing { number: None, listed: 0, leaked: false, at: None, moment: String::new() },
            ),
            (prompt_answered(true), FromConsole::PromptAnswered { left: true }),
            (prompt_answered(false), FromConsole::PromptAnswered { left: false }),
        ] {
            assert_eq!(object(plain), to_value(&message).unwrap(), "{message:?}");
        }
        let numbers = vec![number.clone(), AccountNumber::try_from("27".to_owned()).unwrap()];
        for (engine, trouble) in [(Some(Engine::Wasm), None), (Some(Engine::Js), Some("no window")), (None, None)] {
            let shown = numbers.iter().map(|number| number.as_str().to_owned()).collect();
            let plain = state(engine, shown, trouble);
            let said = PageState { engine, numbers: numbers.clone(), trouble: trouble.map(str::to_owned) };
            assert_eq!(object(plain), to_value(&said).unwrap());
        }
        assert_eq!(object(state(None, Vec::new(), None)), to_value(PageState::default()).unwrap());
        let found = Matches {
            title: "Dashboard".to_owned(),
            numbers: vec![("27".to_owned(), "Account number 27".to_owned())],
            controls: vec!["Reset".to_owned()],
        };
        assert_eq!(object(matches(found.clone())), to_value(found).unwrap());
        assert_eq!(object(matches(Matches::default())), to_value(Matches::default()).unwrap());
    }

    #[test]
    fn what_is_heard_is_what_serde_would_hear() {
        let words = |one: &str| SentWords {
            account_number: vec![format!("{one} number")],
            not_after: vec![format!("{one} not"), "after".to_owned()],
            reset: vec![format!("{one} reset")],
            hash: vec![format!("{one} hash")],
            icons: Vec::new(),
        };
        for sent in [SentChange { added: words("new"), removed: words("old") }, SentChange::default()] {
            let value = to_value(&sent).unwrap();
            let texts = |part: &str, list: &str| serde_json::from_value(value[part][list].clone()).unwrap();
            assert_eq!(change(&texts), Change::from(sent));
        }
        assert_eq!(change(&|_, _| Vec::new()), Change::from(serde_json::from_value::<SentChange>(json!({})).unwrap()));
    }
}
