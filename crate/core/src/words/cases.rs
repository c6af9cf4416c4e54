//! Cases for the words: what is taken, what is made of it, and that the loader suspects whatever the guard holds.

use super::change::{Change, Changes, beside_others, for_pages, in_language, languages, merged, set};
use super::check::{LONGEST_PHRASE, MOST_LANGUAGES, MOST_PHRASES, Reason, Refusal, language, something_left, take};
use super::coarse::{coarse, is_suspect, squeezed};
use super::sent::{changes, page_words, sent};
use super::{List, Words};
use crate::control;
use crate::tables::Report;

fn lines(list: List, text: &str) -> Words {
    let mut words = Words::default();
    *words.list_mut(list) = text.split('\n').map(str::to_owned).collect();
    words
}

/// What was typed into a list; what it is taken as, or why not.
const TYPED: &[(List, &str, Result<&str, Reason>)] = &[
    (List::AccountNumber, "", Ok("")),
    (List::AccountNumber, " \n\n", Ok("")),
    (List::AccountNumber, "Kontonummer", Ok("Kontonummer")),
    (List::AccountNumber, "  Numéro   de\u{a0}compte : ", Ok("Numéro de compte :")),
    (List::AccountNumber, "Konto\u{ad}nummer\u{200b}", Ok("Kontonummer")),
    (List::AccountNumber, "CID\ncid", Ok("CID")),
    (List::AccountNumber, "番号", Ok("番号")),
    (List::AccountNumber, "No", Err(Reason::TooShort)),
    (List::AccountNumber, "番", Err(Reason::TooShort)),
    (List::AccountNumber, "–:", Err(Reason::NoLetter)),
    (List::AccountNumber, "\u{ad}\u{200b}", Err(Reason::NoLetter)),
    (List::Reset, "Bereitstellungs-Hash  zurücksetzen…", Ok("bereitstellungs-hash zurücksetzen")),
    (List::Reset, "Reset API key\nRESET API KEY!", Ok("reset api key")),
    (List::Reset, "プロビジョニングハッシュをリセット", Ok("プロビジョニングハッシュをリセット")),
    (List::Reset, "重置配置哈希", Ok("重置配置哈希")),
    (List::Reset, "Reset", Err(Reason::TooGeneral)),
    (List::Reset, "Speichern", Err(Reason::TooGeneral)),
    (List::Reset, "Zurücksetzen …", Err(Reason::TooGeneral)),
    (List::Reset, "OK", Err(Reason::TooGeneral)),
    (List::Reset, "log in", Err(Reason::TooGeneral)),
    (List::Reset, "reset key", Ok("reset key")),
    (List::Reset, "reset it", Err(Reason::TooGeneral)),
    (List::Reset, "重置配置哈", Ok("重置配置哈")),
    (List::Reset, "重置配置", Err(Reason::TooGeneral)),
    (List::Reset, "リセット", Err(Reason::TooGeneral)),
    (List::Reset, "…", Err(Reason::NoLetter)),
    (List::Hash, "Bereitstellungs-Hash", Ok("Bereitstellungs-Hash")),
    (List::Hash, " API\u{a0}key \napi key", Ok("API key")),
    (List::Hash, "プロビジョニングハッシュ", Ok("プロビジョニングハッシュ")),
    (List::Hash, "ID", Err(Reason::TooShort)),
    (List::Hash, "…", Err(Reason::NoLetter)),
    (List::NotAfter, "Bank\nIBAN", Ok("bank\niban")),
    (List::NotAfter, "my bank", Err(Reason::NotOneWord)),
    (List::NotAfter, "-", Err(Reason::NoLetter)),
    (List::Icons, "Lock_Reset", Ok("lock_reset")),
];

/// What a console in another language might say, and whether these words hold it.
const HELD: &[(&str, bool)] = &[
    ("Bereitstellungs-Hash zurücksetzen", true),
    ("BEREITSTELLUNGS-HASH ZURÜCKSETZEN…", true),
    ("Bereit\u{ad}stellungs-Hash\u{a0}zurück\u{200b}setzen", true),
    ("refreshBereitstellungs-Hash zurücksetzen", true),
    ("Reset your provisioning hash", true),
    ("ΕΠΑΝΑΦΟΡΑ ΚΩΔΙΚΟΣ", true),
    ("Επαναφορά κωδικού", false),
    ("KODU SIFIRLA", true),
    ("İlk özeti sıfırla", true),
    ("🔑 anahtarı sıfırla 🔑", true),
    ("プロビジョニングハッシュをリセット", true),
    ("Zurücksetzen", false),
    ("Bereitstellungs-Hash", false),
];

fn german() -> Words {
    Words {
        account_number: vec!["Kontonummer".to_owned()],
        reset: [
            "bereitstellungs-hash zurücksetzen",
            "επαναφορα κωδικοσ",
            "kodu sıfırla",
            "kodu sifirla",
            "i\u{307}lk özeti sıfırla",
            "anahtarı sıfırla",
            "プロビジョニングハッシュをリセット",
        ]
        .map(str::to_owned)
        .to_vec(),
        ..Words::default()
    }
}

pub(crate) fn table(report: &mut Report) {
    for (list, typed, expected) in TYPED {
        let taken = take(&lines(*list, typed)).map(|words| words.list(*list).join("\n"));
        let taken = taken.map_err(|refusal| (refusal.list, refusal.reason));
        report.check("taken", &(list, typed), &taken, &expected.map(str::to_owned).map_err(|why| (Some(*list), why)));
    }
    limits(report);
    tags(report);
    what_differs(report);
    suspected(report);
}

fn limits(report: &mut Report) {
    for (reason, expected) in [
        (Reason::TooLong, ("words_too_long", "100")),
        (Reason::TooMany, ("words_too_many", "50")),
        (Reason::NoLetter, ("words_no_letter", "…")),
        (Reason::NoneLeft, ("words_none_left", "")),
        (Reason::NoLanguage, ("words_no_language", "…")),
        (Reason::TooManyLanguages, ("words_too_many_languages", "20")),
    ] {
        let refusal = Refusal { list: None, phrase: "…".to_owned(), reason };
        report.check("why words are refused", &reason, &refusal.words(), &(expected.0, expected.1.to_owned()));
    }
    let shipped = Words::shipped();
    report.check("the shipped words are taken as they are", &"shipped", &take(&shipped), &Ok(shipped.clone()));
    let phrase = |length: usize| format!("{} {}", "a".repeat(length - 2), "b");
    for (length, expected) in [(LONGEST_PHRASE, None), (LONGEST_PHRASE + 1, Some(Reason::TooLong))] {
        let refused = take(&lines(List::Reset, &phrase(length))).err().map(|refusal| refusal.reason);
        report.check("length", &length, &refused, &expected);
    }
    for (count, expected) in [(MOST_PHRASES, None), (MOST_PHRASES + 1, Some(Reason::TooMany))] {
        let many: Vec<String> = (0..count).map(|at| format!("label{at}")).collect();
        let refused = take(&lines(List::AccountNumber, &many.join("\n"))).err().map(|refusal| refusal.reason);
        report.check("count", &count, &refused, &expected);
    }
    let mut none = Changes::new();
    report.check("the shipped words are enough", &"", &something_left(&none).is_ok(), &true);
    for list in [List::AccountNumber, List::Reset] {
        let mut words = Words::shipped();
        words.list_mut(list).clear();
        set(&mut none, "en", &words);
        let refused = something_left(&none).err().map(|refusal| (refusal.list, refusal.reason));
        report.check("nothing left", &list, &refused, &Some((Some(list), Reason::NoneLeft)));
        set(&mut none, "de", &german());
        report.check("another language has one", &list, &something_left(&none).is_ok(), &true);
        none.clear();
    }
}

fn tags(report: &mut Report) {
    for (typed, expected) in [
        (" de ", Ok("de")),
        ("DE", Ok("de")),
        ("pt-br", Ok("pt-BR")),
        ("ZH-hant-tw", Ok("zh-Hant-TW")),
        ("es-419", Ok("es-419")),
        ("", Err(Reason::NoLanguage)),
        ("German", Err(Reason::NoLanguage)),
        ("__proto__", Err(Reason::NoLanguage)),
        ("de_DE", Err(Reason::NoLanguage)),
    ] {
        let taken = language(typed, &Changes::new()).map_err(|refusal| refusal.reason);
        report.check("language", &typed, &taken, &expected.map(str::to_owned));
    }
    let many = (0..MOST_LANGUAGES as u8).map(|at| (format!("a{}", char::from(b'a' + at)), Change::default())).collect();
    for (typed, expected) in [("aa", None), ("zz", Some(Reason::TooManyLanguages))] {
        report.check("room", &typed, &language(typed, &many).err().map(|refusal| refusal.reason), &expected);
    }
}

fn what_differs(report: &mut Report) {
    let mut all = Changes::new();
    report.check("nothing changed", &"merged", &merged(&all), &Words::shipped());
    report.check("nothing changed", &"pages", &page_words(&all), &None);
    let mut english = Words::shipped();
    english.reset.retain(|phrase| phrase != "reset provisioning hash");
    english.reset.push("reset api key".to_owned());
    set(&mut all, "en", &english);
    set(&mut all, "de", &german());
    report.check("in a language", &"en", &in_language("en", &all), &english);
    report.check("in a language", &"de", &in_language("de", &all), &german());
    report.check("in a language", &"fr", &in_language("fr", &all), &Words::default());
    report.check("languages", &"", &languages(&all), &vec!["en".to_owned(), "de".to_owned()]);
    let stored = all.get("en").map(|change| (change.added.reset.clone(), change.removed.reset.clone()));
    let expected = (vec!["reset api key".to_owned()], vec!["reset provisioning hash".to_owned()]);
    report.check("only what differs is kept", &"en", &stored, &Some(expected));
    let rest = all.get("en").map(|change| change.added.account_number.len() + change.removed.icons.len());
    report.check("only what differs is kept", &"the rest of en", &rest, &Some(0));
    let together = merged(&all);
    report.check("merged", &"labels", &together.account_number.join("|").as_str(), &"Account number|Kontonummer");
    report.check("merged", &"gone", &together.reset.iter().any(|one| one == "reset provisioning hash"), &false);
    report.check(
        "pages get what differs",
        &"",
        &for_pages(&all).over(&Words::shipped()).reset.len(),
        &together.reset.len(),
    );
    report.check("sent and back", &"", &changes(sent(all.clone())), &all);
    let sets = page_words(&all).map(|words| (words.change == for_pages(&all).into(), words.coarse));
    report.check("what the loaders get", &"", &sets, &Some((true, coarse(&together))));
    let names = List::ALL.map(List::name).join(" ");
    report.check("lists by their names", &"", &names.as_str(), &"account_number reset hash not_after icons");
    // A later release: what it ships besides comes through, what was removed stays removed, nothing stands twice.
    let mut later = Words::shipped();
    later.reset.extend(["reset your api secret".to_owned(), "Reset API key".to_owned()]);
    let change = all.get("en").cloned().unwrap_or_default();
    let then = change.over(&later).reset.join("|");
    let expected = "reset your provisioning hash|reset the provisioning hash|reset your api secret|Reset API key";
    report.check("a later release", &"", &then.as_str(), &expected);
    // In two tabs at once: before, what was typed here, what the other has saved, what is there then.
    let words = |text: &str| Words { reset: text.split_whitespace().map(str::to_owned).collect(), ..Words::default() };
    for (before, typed, now, expected) in [
        ("a b", "a b c", "a b", "a b c"),
        ("a b", "a b c", "a b d", "a b d c"),
        ("a b", "a", "a b d", "a d"),
        ("a b", "a b", "d", "d"),
        ("a b", "a b c", "a", "a c"),
        ("a b", "a b c", "a b c", "a b c"),
        ("", "a", "", "a"),
    ] {
        let then = beside_others(&words(before), &words(typed), &words(now)).reset.join(" ");
        report.check("words saved in two tabs", &(before, typed, now), &then.as_str(), &expected);
    }
    set(&mut all, "en", &Words::shipped());
    set(&mut all, "de", &Words::default());
    report.check("back to the shipped words", &"", &all.is_empty(), &true);
}

fn suspected(report: &mut Report) {
    for (text, expected) in [
        ("Re\u{ad}set your HASH!", "resetyourhash"),
        ("Bereitstellungs-Hash", "bereitstellungshash"),
        ("ΑΣ ας", "ασας"),
        ("…", ""),
    ] {
        report.check("squeezed", &text, &squeezed(text).as_str(), &expected);
    }
    let always = vec![vec!["reset".to_owned(), "hash".to_owned()]];
    report.check("coarse", &"shipped", &coarse(&Words::shipped()), &always);
    report.check("coarse", &"no words at all", &coarse(&Words::default()), &always);
    let mut all = Changes::new();
    set(&mut all, "de", &german());
    let words = merged(&all);
    let sets = coarse(&words);
    let first = vec!["bereitstellungshash".to_owned(), "zurücksetzen".to_owned()];
    report.check("coarse", &"german", &sets.get(1), &Some(&first));
    for (label, expected) in HELD {
        report.check("held", label, &control::is_reset([*label], &words), expected);
        control::cases::seen_at_once(report, label, *expected, &words);
    }
    // Everything that the guard holds, the loader suspects.
    let labels = HELD.iter().chain(control::cases::LABELS).map(|(label, _)| *label);
    for label in labels.filter(|label| control::is_reset([*label], &words)) {
        report.check("suspected", &label, &is_suspect(label, &sets), &true);
    }
    for label in ["Reset filters", "Hash", "Zurücksetzen", "Hash löschen", "Speichern", ""] {
        report.check("not suspected", &label, &is_suspect(label, &sets), &false);
    }
}

#[cfg(test)]
mod tests {
    /// The loader has it in its own words: there is nothing it could read them from before a page's first script.
    #[test]
    fn the_loader_suspects_what_core_says() {
        let loader = include_str!("../../../../extension/words.js");
        let [first, second] = super::super::coarse::ALWAYS;
        assert!(loader.contains(&format!("['{first}', '{second}']")));
    }
}
