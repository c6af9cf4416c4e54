//! A person's hands: what arrives in the page is trusted, as from a real mouse and keyboard.

use serde_json::{Value, json};
use thirtyfour::{Key, TypingData};

use crate::session::Session;
use crate::shadow::{Control, Rect};
use crate::wire;

/// The key for shortcuts.
const SHORTCUT: Key = if cfg!(target_os = "macos") { Key::Meta } else { Key::Control };

impl Session {
    /// Moves the mouse to the middle of `rect` and clicks. What is on top there gets it, whatever was meant.
    pub async fn click_at(&self, rect: Rect) -> anyhow::Result<()> {
        self.point(rect, &["pointerDown", "pointerUp"]).await
    }

    /// Clicks a control where it was when it was read: read it again after anything moved.
    pub async fn click(&self, control: &Control) -> anyhow::Result<()> {
        self.click_at(control.rect).await
    }

    /// Moves the mouse to the middle of `rect`.
    pub async fn hover(&self, rect: Rect) -> anyhow::Result<()> {
        self.point(rect, &[]).await
    }

    async fn point(&self, rect: Rect, then: &[&str]) -> anyhow::Result<()> {
        let (x, y) = rect.center();
        let mut steps = vec![json!({
            "type": "pointerMove", "origin": "viewport", "duration": 0, "x": x.round() as i64, "y": y.round() as i64,
        })];
        steps.extend(then.iter().map(|kind| json!({ "type": kind, "button": 0 })));
        let mouse =
            json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": steps });
        self.act(mouse).await
    }

    /// Presses and releases keys one after the other, wherever the focus is: `press(Key::Tab)`, `press("text")`,
    /// `press(Key::Tab + Key::Space)`.
    pub async fn press(&self, keys: impl Into<TypingData>) -> anyhow::Result<()> {
        let strokes = keys.into().as_vec().into_iter().flat_map(|key| [down(key), up(key)]).collect();
        self.type_out(strokes).await
    }

    /// Presses `key` while `held` is down: `chord(Key::Shift, Key::Tab)`.
    pub async fn chord(&self, held: Key, key: impl Into<TypingData>) -> anyhow::Result<()> {
        let mut strokes = vec![down(held.value())];
        strokes.extend(key.into().as_vec().into_iter().flat_map(|key| [down(key), up(key)]));
        strokes.push(up(held.value()));
        self.type_out(strokes).await
    }

    /// Holds a key down until it has repeated this often, and lets go of it.
    pub async fn hold_down(&self, key: Key, repeats: usize) -> anyhow::Result<()> {
        let mut strokes = vec![down(key.value()); repeats + 1];
        strokes.push(up(key.value()));
        self.type_out(strokes).await
    }

    /// A shortcut of the system: `shortcut('v')` pastes.
    pub async fn shortcut(&self, letter: char) -> anyhow::Result<()> {
        self.chord(SHORTCUT, letter.to_string()).await
    }

    async fn type_out(&self, strokes: Vec<Value>) -> anyhow::Result<()> {
        self.act(json!({ "type": "key", "id": "keyboard", "actions": strokes })).await
    }

    async fn act(&self, source: Value) -> anyhow::Result<()> {
        wire::post(&self.driver, "actions", json!({ "actions": [source] })).await?;
        Ok(())
    }
}

fn down(key: char) -> Value {
    json!({ "type": "keyDown", "value": key })
}

fn up(key: char) -> Value {
    json!({ "type": "keyUp", "value": key })
}
