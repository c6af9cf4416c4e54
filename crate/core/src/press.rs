//! How a control was pressed, and what has to happen again when a held press goes on.

/// How a control was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// With a mouse or a pen.
    Pointer,
    /// With a finger.
    Touch,
    /// With Enter or Space while it had the focus.
    Key,
    /// By a script of the page, or by the browser on the way from another control (a label, Enter in a field).
    Click,
    /// By a form's submit that no click of ours came before.
    Submit,
}

impl Press {
    const ALL: [Self; 5] = [Self::Pointer, Self::Touch, Self::Key, Self::Click, Self::Submit];

    /// What the modules call it between them.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pointer => "pointer",
            Self::Touch => "touch",
            Self::Key => "key",
            Self::Click => "click",
            Self::Submit => "submit",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|press| press.name() == name)
    }
}

/// One thing that happens to the control when a held press goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// An event of this type is dispatched; pages act on any of them.
    Event(&'static str),
    /// So is one of this type, unless the page has taken the one before for itself.
    EventUnlessTaken(&'static str),
    /// The control is clicked, as by the browser.
    Click,
    /// The control is clicked, unless the page has taken the key for itself.
    ClickUnlessTaken,
    /// The form is submitted, as by the browser.
    Submit,
}

/// What happens when the press goes on. `is_native` says that the browser itself turns a key on this control into a click.
pub fn steps(press: Press, is_native: bool) -> &'static [Step] {
    use Step::{Click, ClickUnlessTaken, Event, EventUnlessTaken, Submit};
    match (press, is_native) {
        (Press::Pointer, _) => &[Event("pointerdown"), Event("mousedown"), Event("pointerup"), Event("mouseup"), Click],
        (Press::Touch, _) => &[
            Event("pointerdown"),
            Event("touchstart"),
            Event("pointerup"),
            Event("touchend"),
            Event("mousedown"),
            Event("mouseup"),
            Click,
        ],
        (Press::Key, true) => &[Event("keydown"), EventUnlessTaken("keypress"), ClickUnlessTaken, Event("keyup")],
        (Press::Key, false) => &[Event("keydown"), EventUnlessTaken("keypress"), Event("keyup")],
        (Press::Click, _) => &[Click],
        (Press::Submit, _) => &[Submit],
    }
}

/// Whether the browser itself turns Enter and Space on an element of this name (lower case) into a click.
pub fn is_native(element: &str) -> bool {
    matches!(element, "button" | "a" | "area" | "summary" | "input")
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    let names = |press, native| {
        let name = |step: &Step| match step {
            Step::Event(name) | Step::EventUnlessTaken(name) => *name,
            Step::Click => "CLICK",
            Step::ClickUnlessTaken => "CLICK?",
            Step::Submit => "SUBMIT",
        };
        steps(press, native).iter().map(name).collect::<Vec<_>>().join(" ")
    };
    let rows = [
        (Press::Pointer, true, "pointerdown mousedown pointerup mouseup CLICK"),
        (Press::Pointer, false, "pointerdown mousedown pointerup mouseup CLICK"),
        (Press::Touch, true, "pointerdown touchstart pointerup touchend mousedown mouseup CLICK"),
        (Press::Key, true, "keydown keypress CLICK? keyup"),
        (Press::Key, false, "keydown keypress keyup"),
        (Press::Click, true, "CLICK"),
        (Press::Click, false, "CLICK"),
        (Press::Submit, true, "SUBMIT"),
        (Press::Submit, false, "SUBMIT"),
    ];
    for (press, native, expected) in rows {
        report.check("press", &(press, native), &names(press, native).as_str(), &expected);
        let clicks = steps(press, native)
            .iter()
            .filter(|step| !matches!(step, Step::Event(_) | Step::EventUnlessTaken(_)))
            .count();
        report.check("a press goes on once", &(press, native), &(clicks <= 1), &true);
    }
    for press in Press::ALL {
        report.check("a press by its name", &press, &Press::named(press.name()), &Some(press));
    }
    for (element, expected) in
        [("button", true), ("a", true), ("input", true), ("summary", true), ("div", false), ("li", false)]
    {
        report.check("native", &element, &is_native(element), &expected);
    }
}
