//! What is set about rotations: when the admin is reminded, and when a hash is due to be renewed.

use std::{cell::RefCell, rc::Rc};

use gloo::events::EventListener;
use keyturn_browser::{EdgeError, i18n};
use keyturn_core::message::FromPage;
use keyturn_core::polls::{self, Unit};
use keyturn_core::store::rotation::RotationSettings;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, HtmlInputElement, HtmlSelectElement};

use crate::action::{Busy, listen};
use crate::piece;
use crate::rotation::ask;

struct Reminders {
    form: Element,
    first: Amount,
    further: Amount,
    due: Amount,
    status: Element,
    listeners: RefCell<Vec<EventListener>>,
}

/// A field for an amount of time, with its unit beside it, or always in days.
struct Amount {
    typed: HtmlInputElement,
    unit: Option<HtmlSelectElement>,
    error: Element,
}

/// What was typed is not taken; it is said at the field.
struct Refused;

thread_local! {
    /// The page lives as long as its document.
    static OPEN: RefCell<Option<Rc<Reminders>>> = const { RefCell::new(None) };
}

/// Opens the section in its document.
pub fn open(document: &Document) -> Result<(), EdgeError> {
    let reminders = Rc::new(Reminders {
        form: piece::by_id(document, "rotation-settings-form")?,
        first: Amount {
            typed: piece::by_id(document, "first-reminder")?,
            unit: Some(piece::by_id(document, "first-reminder-unit")?),
            error: piece::by_id(document, "first-reminder-error")?,
        },
        further: Amount {
            typed: piece::by_id(document, "further-reminders")?,
            unit: Some(piece::by_id(document, "further-reminders-unit")?),
            error: piece::by_id(document, "further-reminders-error")?,
        },
        due: Amount {
            typed: piece::by_id(document, "due-after")?,
            unit: None,
            error: piece::by_id(document, "due-after-error")?,
        },
        status: piece::by_id(document, "rotation-settings-status")?,
        listeners: RefCell::default(),
    });
    let submit = listen(&reminders, &reminders.form, "submit", |reminders, event| {
        event.prevent_default();
        reminders.save();
    });
    reminders.listeners.replace(vec![submit]);
    spawn_local(Rc::clone(&reminders).load());
    OPEN.set(Some(reminders));
    Ok(())
}

/// Shows what is stored now.
pub fn reload() {
    if let Some(reminders) = OPEN.with_borrow(Clone::clone) {
        spawn_local(reminders.load());
    }
}

impl Reminders {
    async fn load(self: Rc<Self>) {
        match ask(&FromPage::Rotations).await {
            Ok(now) => self.show(&now.settings),
            Err(failure) => self.say(failure.words(), "warn"),
        }
    }

    fn show(&self, settings: &RotationSettings) {
        self.first.put(settings.first_reminder * 60);
        self.further.put(settings.further_reminders * 60);
        self.due.put(settings.due_after * 24 * 60);
    }

    fn save(self: Rc<Self>) {
        if self.form.has_attribute("aria-busy") {
            return;
        }
        self.say("", "");
        let Ok(settings) = self.typed() else { return };
        let busy = Busy::mark(&self.form);
        spawn_local(async move {
            match ask(&FromPage::SaveRotationSettings { settings }).await {
                Ok(now) => {
                    self.show(&now.settings);
                    self.say(&i18n::message("settings_saved", &[]), "good");
                }
                Err(failure) => self.say(failure.words(), "warn"),
            }
            drop(busy);
        });
    }

    fn typed(&self) -> Result<RotationSettings, Refused> {
        // All of them are read, so that all that is wrong is said; the focus goes to the first of it.
        let (due, further, first) = (self.due.minutes(), self.further.minutes(), self.first.minutes());
        let (first_reminder, further_reminders, due_after) = (first? / 60, further? / 60, due? / 24 / 60);
        Ok(RotationSettings { first_reminder, further_reminders, due_after, ..RotationSettings::default() })
    }

    fn say(&self, words: &str, tone: &str) {
        self.status.set_text_content(Some(words));
        // Throws only for a name that is no attribute's.
        let _ = self.status.set_attribute("data-tone", tone);
    }
}

impl Amount {
    /// The minutes that were typed; 0 for none.
    fn minutes(&self) -> Result<u32, Refused> {
        let unit = self.unit.as_ref().map_or(Some(Unit::Days), |unit| Unit::named(&unit.value()));
        let typed = self.typed.value();
        let minutes = match typed.trim() {
            "0" => Ok(None),
            typed => polls::minutes(typed, unit.unwrap_or(Unit::Hours)),
        };
        piece::show(&self.error, minutes.is_err());
        let _ = self.typed.remove_attribute("aria-invalid");
        minutes.map(Option::unwrap_or_default).map_err(|_| {
            self.error.set_text_content(Some(&i18n::message("settings_not_an_amount", &[])));
            // Throws only for a name that is no attribute's.
            let _ = self.typed.set_attribute("aria-invalid", "true");
            let _ = self.typed.focus();
            Refused
        })
    }

    /// Shows these minutes; nothing for 0.
    fn put(&self, minutes: u32) {
        let (amount, unit) = match &self.unit {
            Some(_) if minutes == 0 => (0, Unit::Hours),
            Some(_) => polls::in_largest(minutes),
            None => (minutes / 24 / 60, Unit::Days),
        };
        self.typed.set_value(&if amount == 0 { String::new() } else { amount.to_string() });
        if let Some(choice) = &self.unit {
            choice.set_value(unit.name());
        }
    }
}
