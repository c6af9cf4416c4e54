//! A person's hands: what arrives in the page is trusted, as from a real mouse, finger, pen and keyboard.

use serde_json::{Value, json};
use thirtyfour::{Key, TypingData};

use crate::browser::Browser;
use crate::session::Session;
use crate::shadow::{Control, Rect};
use crate::{chromium, firefox, wire};

/// The key for shortcuts.
const SHORTCUT: Key = if cfg!(target_os = "macos") { Key::Meta } else { Key::Control };

/// How many steps a drag is made of: browsers take a drag for one only when the pointer moved for a while.
const DRAG_STEPS: i64 = 5;

/// A button of the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// The one that presses.
    Left,
    /// The wheel, pressed: a link opens in a new tab.
    Middle,
    /// The one for the context menu.
    Right,
}

/// What points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// A mouse.
    Mouse,
    /// A finger.
    Touch,
    /// A pen.
    Pen,
}

impl Session {
    /// Moves the mouse to the middle of `rect` and clicks. What is on top there gets it, whatever was meant.
    pub async fn click_at(&self, rect: Rect) -> anyhow::Result<()> {
        self.click_with(rect, Button::Left, &[]).await
    }

    /// Clicks a control where it is now; where it was when it was read, if it has gone since.
    pub async fn click(&self, control: &Control) -> anyhow::Result<()> {
        let script = "const { x, y, width, height } = arguments[0].getBoundingClientRect();
            return { x, y, width, height };";
        let now = self.driver.execute(script, vec![control.element.to_json()?]).await;
        let rect = now.and_then(|now| now.convert::<Rect>()).ok().filter(|rect| rect.width > 0.0);
        self.click_at(rect.unwrap_or(control.rect)).await
    }

    /// Clicks with that button of the mouse while these keys are down: `click_with(rect, Button::Left, &[Key::Control])`.
    pub async fn click_with(&self, rect: Rect, button: Button, held: &[Key]) -> anyhow::Result<()> {
        let mouse = pointer(Pointer::Mouse, [vec![to(self.in_window(rect).await?)], press(button)].concat());
        if held.is_empty() {
            return self.act(&[mouse]).await;
        }
        let keys = |stroke: fn(char) -> Value| keyboard(held.iter().map(|key| stroke(key.value())).collect());
        self.act(&[keys(down)]).await?;
        let clicked = self.act(&[mouse]).await;
        // Whatever became of the click, no key stays down.
        self.act(&[keys(up)]).await?;
        clicked
    }

    /// Clicks twice, as fast as a double click asks.
    pub async fn double_click_at(&self, rect: Rect) -> anyhow::Result<()> {
        let there = vec![to(self.in_window(rect).await?)];
        self.act(&[pointer(Pointer::Mouse, [there, press(Button::Left), press(Button::Left)].concat())]).await
    }

    /// Puts a finger on the middle of `rect` and lifts it.
    pub async fn tap(&self, rect: Rect) -> anyhow::Result<()> {
        self.point_with(Pointer::Touch, rect).await
    }

    /// Presses what is in the middle of `rect` with a mouse, a finger or a pen.
    pub async fn point_with(&self, with: Pointer, rect: Rect) -> anyhow::Result<()> {
        if with == Pointer::Pen && self.browser == Browser::Firefox {
            let (x, y) = self.in_top_window(rect).await?.center();
            return firefox::press_with_pen(&self.driver, x, y).await;
        }
        let there = vec![to(self.in_window(rect).await?)];
        self.act(&[pointer(with, [there, press(Button::Left)].concat())]).await
    }

    /// Moves the mouse to the middle of `rect`.
    pub async fn hover(&self, rect: Rect) -> anyhow::Result<()> {
        self.act(&[pointer(Pointer::Mouse, vec![to(self.in_window(rect).await?)])]).await
    }

    /// Presses in the middle of `from`, moves to the middle of `onto` and lets go there: drags, selects text, or scrolls
    /// with a finger (Firefox's driver sends the finger's events, and does not scroll).
    pub async fn drag(&self, with: Pointer, from: Rect, onto: Rect) -> anyhow::Result<()> {
        let (from, onto) = (self.in_window(from).await?, self.in_window(onto).await?);
        let (start, end) = (from.center(), onto.center());
        let between = |a: f64, b: f64, step: i64| a + (b - a) * step as f64 / DRAG_STEPS as f64;
        let step = |step| move_to(between(start.0, end.0, step), between(start.1, end.1, step), 20);
        let [begin, lift] = press_and_lift(Button::Left);
        let mut actions = vec![to(from), begin];
        actions.extend((1..=DRAG_STEPS).map(step));
        actions.push(lift);
        self.act(&[pointer(with, actions)]).await
    }

    /// Turns the wheel over the middle of `rect`, by so many CSS pixels downwards.
    pub async fn wheel(&self, rect: Rect, down: i64) -> anyhow::Result<()> {
        let (x, y) = rounded(self.in_window(rect).await?.center());
        let turn = json!({
            "type": "scroll", "origin": "viewport", "duration": 0, "x": x, "y": y, "deltaX": 0, "deltaY": down,
        });
        self.act(&[json!({ "type": "wheel", "id": "wheel", "actions": [turn] })]).await
    }

    /// Presses and releases keys one after the other, wherever the focus is: `press(Key::Tab)`, `press("text")`,
    /// `press(Key::Tab + Key::Space)`.
    pub async fn press(&self, keys: impl Into<TypingData>) -> anyhow::Result<()> {
        let strokes = keys.into().as_vec().into_iter().flat_map(|key| [down(key), up(key)]).collect();
        self.act(&[keyboard(strokes)]).await
    }

    /// Presses `key` while `held` is down: `chord(Key::Shift, Key::Tab)`.
    pub async fn chord(&self, held: Key, key: impl Into<TypingData>) -> anyhow::Result<()> {
        let mut strokes = vec![down(held.value())];
        strokes.extend(key.into().as_vec().into_iter().flat_map(|key| [down(key), up(key)]));
        strokes.push(up(held.value()));
        self.act(&[keyboard(strokes)]).await
    }

    /// Holds a key down until it has repeated this often, and lets go of it.
    pub async fn hold_down(&self, key: Key, repeats: usize) -> anyhow::Result<()> {
        let mut strokes = vec![down(key.value()); repeats + 1];
        strokes.push(up(key.value()));
        self.act(&[keyboard(strokes)]).await
    }

    /// A shortcut of the system: `shortcut('v')` pastes.
    pub async fn shortcut(&self, letter: char) -> anyhow::Result<()> {
        self.chord(SHORTCUT, letter.to_string()).await
    }

    /// Writes as an input method does, wherever the focus is: `typed` is shown while it is being composed, `committed` comes
    /// of it.
    pub async fn compose(&self, typed: &str, committed: &str) -> anyhow::Result<()> {
        match self.browser {
            Browser::Chromium => chromium::compose(&self.driver, typed, committed).await,
            Browser::Firefox => firefox::compose(&self.driver, typed, committed).await,
        }
    }

    /// From now on a file chooser of the current tab is cancelled as soon as it opens. Its input gets a `cancel` then, and
    /// only then: a chooser that the browser does not open for want of a user's activation sends none.
    pub async fn cancel_file_choosers(&self) -> anyhow::Result<()> {
        match self.browser {
            Browser::Chromium => chromium::cancel_file_choosers(&self.driver).await,
            Browser::Firefox => firefox::cancel_file_choosers(&self.driver).await,
        }
    }

    /// Where a place of the current frame is for the driver: chromedriver counts from the corner of the window, geckodriver
    /// from that of the frame.
    async fn in_window(&self, rect: Rect) -> anyhow::Result<Rect> {
        match self.browser {
            Browser::Chromium => self.in_top_window(rect).await,
            Browser::Firefox => Ok(rect),
        }
    }

    async fn in_top_window(&self, rect: Rect) -> anyhow::Result<Rect> {
        let script = "let [x, y] = [0, 0];
            for (let frame = window.frameElement; frame; frame = frame.ownerDocument.defaultView.frameElement) {
                const corner = frame.getBoundingClientRect();
                x += corner.x + frame.clientLeft;
                y += corner.y + frame.clientTop;
            }
            return [x, y];";
        let (x, y): (f64, f64) = self.eval(script, &[]).await?;
        Ok(Rect { x: rect.x + x, y: rect.y + y, ..rect })
    }

    async fn act(&self, sources: &[Value]) -> anyhow::Result<()> {
        wire::post(&self.driver, "actions", json!({ "actions": sources })).await?;
        Ok(())
    }
}

fn keyboard(strokes: Vec<Value>) -> Value {
    json!({ "type": "key", "id": "keyboard", "actions": strokes })
}

fn down(key: char) -> Value {
    json!({ "type": "keyDown", "value": key })
}

fn up(key: char) -> Value {
    json!({ "type": "keyUp", "value": key })
}

/// WebDriver keeps a source's state from one command to the next, so each kind has an id of its own.
fn pointer(with: Pointer, actions: Vec<Value>) -> Value {
    let kind = match with {
        Pointer::Mouse => "mouse",
        Pointer::Touch => "touch",
        Pointer::Pen => "pen",
    };
    json!({ "type": "pointer", "id": kind, "parameters": { "pointerType": kind }, "actions": actions })
}

fn to(rect: Rect) -> Value {
    let (x, y) = rect.center();
    move_to(x, y, 0)
}

fn move_to(x: f64, y: f64, duration: u32) -> Value {
    let (x, y) = rounded((x, y));
    json!({ "type": "pointerMove", "origin": "viewport", "duration": duration, "x": x, "y": y })
}

fn rounded((x, y): (f64, f64)) -> (i64, i64) {
    (x.round() as i64, y.round() as i64)
}

fn press(button: Button) -> Vec<Value> {
    press_and_lift(button).into()
}

fn press_and_lift(button: Button) -> [Value; 2] {
    let number = match button {
        Button::Left => 0,
        Button::Middle => 1,
        Button::Right => 2,
    };
    ["pointerDown", "pointerUp"].map(|kind| json!({ "type": kind, "button": number }))
}
