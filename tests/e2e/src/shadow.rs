//! What the extension shows on the console: the controls in its closed shadow root.
//!
//! WebDriver's `GET /element/{id}/shadow` gives a *closed* root too, in both browsers, and whatever is in it is an
//! element like any other: it has a computed role and name, and scripts of WebDriver may be given it. (thirtyfour's own
//! `get_shadow_root` asks the page's `shadowRoot` instead, which is null.) No part of the extension helps with that,
//! and the page cannot do the same.

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::WebElement;
use thirtyfour::error::{WebDriverErrorInfo, WebDriverErrorInner};
use thirtyfour::prelude::WebDriverError;

use crate::browser::Browser;
use crate::chromium;
use crate::session::Session;
use crate::wire;

/// Where something is, in CSS pixels from the top left corner of what is visible of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
pub struct Rect {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// How wide.
    pub width: f64,
    /// How high.
    pub height: f64,
}

impl Rect {
    /// Its middle: where a click goes.
    pub fn center(&self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }
}

/// Something of ours that a person can operate. A picture of the moment it was read.
#[derive(Clone, Debug)]
pub struct Control {
    /// The role in the accessibility tree. `none` for what is inert (behind a modal dialog) or hidden: to a screen
    /// reader it is not there.
    pub role: String,
    /// The accessible name; empty where the role is `none`.
    pub name: String,
    /// The text as it is rendered.
    pub text: String,
    /// What a text field holds; empty for others.
    pub value: String,
    /// Ticked or not, for what can be.
    pub checked: Option<bool>,
    /// Disabled, or `aria-disabled`.
    pub disabled: bool,
    /// Whether keys go there.
    pub focused: bool,
    /// Where it is.
    pub rect: Rect,
    /// Whether it is rendered with a size, and not transparent.
    pub visible: bool,
    /// The element, for WebDriver's own commands.
    pub element: WebElement,
}

/// An open dialog of ours.
#[derive(Clone, Debug)]
pub struct Dialog {
    /// The role in the accessibility tree.
    pub role: String,
    /// The accessible name.
    pub name: String,
    /// The text as it is rendered.
    pub text: String,
    /// Whether everything else is inert.
    pub modal: bool,
    /// Where it is.
    pub rect: Rect,
    /// What can be operated in it, in the document's order.
    pub controls: Vec<Control>,
}

impl Dialog {
    /// The first control of that role whose name begins with `name`.
    pub fn find(&self, role: &str, name: &str) -> Option<&Control> {
        self.controls.iter().find(|control| control.role == role && control.name.starts_with(name))
    }
}

const CONTROLS: &str = "button, a[href], input, select, textarea, summary, [role=button], [role=link], \
    [role=checkbox], [role=switch], [role=tab], [role=menuitem], [contenteditable], [tabindex]";

const DIALOGS: &str = "dialog[open], [role=dialog], [role=alertdialog]";

const NOTICES: &str = "[role=status], [role=alert], [aria-live]";

/// Gives `[element, facts]` for what matches below `arguments[0]`.
const READ: &str = r#"
    const [below, selector] = arguments;
    const facts = (element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const ticked = element.getAttribute("aria-checked");
        const box = element.matches("input[type=checkbox], input[type=radio]");
        return {
            text: element.innerText ?? "",
            value: !box && typeof element.value === "string" ? element.value : "",
            checked: box ? element.checked : ticked === null ? null : ticked === "true",
            disabled: element.matches(":disabled, [aria-disabled=true]"),
            focused: element.matches(":focus"),
            modal: element.matches(":modal"),
            rect: { x, y, width, height },
            visible: width > 0 && height > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
        };
    };
    return [...below.querySelectorAll(selector)].map((element) => [element, facts(element)]);
"#;

/// Children of the root element that are no part of a page: our host, and hosts of other extensions.
const HOSTS: &str = "html > :not(head, body, frameset)";

/// What a script sees of something of ours, as a [`Control`] has it.
#[derive(Deserialize)]
pub struct Facts {
    text: String,
    value: String,
    /// Ticked or not, for what can be.
    pub checked: Option<bool>,
    /// Disabled, or `aria-disabled`.
    pub disabled: bool,
    focused: bool,
    modal: bool,
    rect: Rect,
    visible: bool,
}

impl Session {
    /// Whether a control that was read before can be operated by now.
    pub async fn is_enabled(&self, control: &Control) -> anyhow::Result<bool> {
        let is_enabled = "return !arguments[0].matches(':disabled, [aria-disabled=true]');";
        Ok(self.driver.execute(is_enabled, vec![control.element.to_json()?]).await?.convert()?)
    }

    /// Everything in our closed root that a person could operate, visible or not, in the document's order. Empty where
    /// there is no root of ours.
    pub async fn controls(&self) -> anyhow::Result<Vec<Control>> {
        let mut controls = Vec::new();
        for root in self.roots().await? {
            controls.extend(self.controls_of(self.read_below(&root, CONTROLS).await?).await?);
        }
        Ok(controls)
    }

    /// The first visible control of that role whose name begins with `name`.
    pub async fn control(&self, role: &str, name: &str) -> anyhow::Result<Option<Control>> {
        for root in self.roots().await? {
            for (element, facts) in self.read_below(&root, CONTROLS).await? {
                let Some(control) = self.control_of(element, facts).await? else { continue };
                if control.visible && control.role == role && control.name.starts_with(name) {
                    return Ok(Some(control));
                }
            }
        }
        Ok(None)
    }

    /// Our visible dialog. With several, the last one that is modal: that one is on top.
    pub async fn dialog(&self) -> anyhow::Result<Option<Dialog>> {
        self.dialog_once(|_| true).await
    }

    /// Likewise, once one of its controls that show is like this. To wait for that asks for no role and no name meanwhile: that
    /// is the most of what reading a dialog takes.
    pub async fn dialog_with(&self, is_wanted: impl Fn(&Facts) -> bool) -> anyhow::Result<Option<Dialog>> {
        self.dialog_once(|controls| controls.iter().any(|(_, facts)| facts.visible && is_wanted(facts))).await
    }

    async fn dialog_once(&self, is_ready: impl Fn(&[(WebElement, Facts)]) -> bool) -> anyhow::Result<Option<Dialog>> {
        let mut found = None;
        for root in self.roots().await? {
            for (element, facts) in self.read_below(&root, DIALOGS).await? {
                let on_top = found.as_ref().is_none_or(|(_, before): &(_, Facts)| facts.modal || !before.modal);
                if facts.visible && on_top {
                    found = Some((element, facts));
                }
            }
        }
        let Some((element, facts)) = found else { return Ok(None) };
        let read = self.read_below(&element.to_json()?, CONTROLS).await?;
        if !is_ready(&read) {
            return Ok(None);
        }
        let controls = self.controls_of(read).await?;
        // Last: who waits for a control reads the name and the words that came with it, and not those of before. It may have
        // closed in between; then there is none.
        let Some((role, name)) = self.role_and_name(&element).await? else { return Ok(None) };
        let text = self.driver.execute("return arguments[0].innerText;", vec![element.to_json()?]).await;
        let Some(text) = present(text.map_err(Into::into))? else { return Ok(None) };
        Ok(Some(Dialog { role, name, text: text.convert()?, modal: facts.modal, rect: facts.rect, controls }))
    }

    /// What we say just now to eyes and screen readers: the words of each live region of ours that shows.
    pub async fn notices(&self) -> anyhow::Result<Vec<String>> {
        let mut notices = Vec::new();
        for root in self.roots().await? {
            let said = self.read_below(&root, NOTICES).await?;
            notices.extend(said.into_iter().filter(|(_, facts)| facts.visible).map(|(_, facts)| facts.text));
        }
        Ok(notices)
    }

    /// The role and the name of the element that this script gives, as the browser tells them to a screen reader.
    ///
    /// # Errors
    ///
    /// If it gives none, or the element has left the page.
    pub async fn called(&self, script: &str) -> anyhow::Result<(String, String)> {
        let element = self.driver.execute(script, Vec::new()).await?.element()?;
        self.role_and_name(&element).await?.context("it has left the page")
    }

    async fn roots(&self) -> anyhow::Result<Vec<Value>> {
        let hosts = "[...document.querySelectorAll(arguments[0])]";
        let hosts: Vec<Value> = self.once_laid_out(hosts, &[json!(HOSTS)]).await?;
        let mut roots = Vec::new();
        for host in hosts {
            let host = WebElement::from_json(host, self.driver.handle().clone())?;
            if let Some(root) = present(wire::get(&self.driver, format!("element/{}/shadow", host.element_id())).await)?
            {
                roots.push(root);
            }
        }
        Ok(roots)
    }

    async fn controls_of(&self, read: Vec<(WebElement, Facts)>) -> anyhow::Result<Vec<Control>> {
        let mut controls = Vec::new();
        for (element, facts) in read {
            controls.extend(self.control_of(element, facts).await?);
        }
        Ok(controls)
    }

    /// A control, with its role and name. What does not show is not asked for them: that is two commands each, of a list of
    /// a hundred, every time that somebody waits for something.
    async fn control_of(&self, element: WebElement, facts: Facts) -> anyhow::Result<Option<Control>> {
        let Facts { text, value, checked, disabled, focused, rect, visible, .. } = facts;
        let hidden = || ("none".to_owned(), String::new());
        let known = if visible { self.role_and_name(&element).await? } else { Some(hidden()) };
        let of = |(role, name)| Control { role, name, text, value, checked, disabled, focused, rect, visible, element };
        Ok(known.map(of))
    }

    async fn read_below(&self, below: &Value, selector: &str) -> anyhow::Result<Vec<(WebElement, Facts)>> {
        let read = self.driver.execute(READ, vec![below.clone(), json!(selector)]).await;
        let Some(read) = present(read.map_err(Into::into))? else { return Ok(Vec::new()) };
        let pairs: Vec<(Value, Facts)> = read.convert()?;
        let handle = self.driver.handle();
        let of = |(element, facts)| Ok((WebElement::from_json(element, handle.clone())?, facts));
        pairs.into_iter().map(of).collect()
    }

    /// As the browser computes them for assistive technology; `None` where the element went away meanwhile.
    async fn role_and_name(&self, element: &WebElement) -> anyhow::Result<Option<(String, String)>> {
        if let Some(known) = self.role_and_name_at_once(element).await {
            return Ok(Some(known));
        }
        let ask = async |what| {
            let answer = wire::get(&self.driver, format!("element/{}/{what}", element.element_id())).await;
            Ok::<_, anyhow::Error>(present(answer)?.map(|value| value.as_str().unwrap_or_default().to_owned()))
        };
        Ok(ask("computedrole").await?.zip(ask("computedlabel").await?))
    }

    /// The same from what chromedriver itself asks, once instead of twice and in a quarter of the time: a dialog has twenty
    /// controls, and they are read each time that somebody waits for one. An element of chromedriver's is
    /// `f.FRAME.d.DOCUMENT.e.NODE`; the node's number is good for the tab's own document, whose frame is the tab's handle.
    async fn role_and_name_at_once(&self, element: &WebElement) -> Option<(String, String)> {
        if self.browser != Browser::Chromium {
            return None;
        }
        let id = element.element_id().to_string();
        let (frame, node) = id.strip_prefix("f.")?.split_once(".e.")?;
        let frame = frame.split_once(".d.")?.0;
        if self.tab().await.ok()?.to_string() != frame {
            return None;
        }
        let asked = json!({ "backendNodeId": node.parse::<u64>().ok()?, "fetchRelatives": false });
        let answer = chromium::devtools(&self.driver, "Accessibility.getPartialAXTree", asked).await.ok()?;
        let known = answer["nodes"].get(0)?;
        let text = |what: &str| known[what]["value"].as_str().unwrap_or_default().to_owned();
        Some((text("role"), text("name")))
    }
}

/// Takes for absent what went away between two commands: the page and the extension go on while they are being read.
fn present<T>(result: anyhow::Result<T>) -> anyhow::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.downcast_ref::<WebDriverError>().is_some_and(is_absence) => Ok(None),
        Err(error) => Err(error),
    }
}

fn is_absence(error: &WebDriverError) -> bool {
    matches!(error.as_inner(), WebDriverErrorInner::StaleElementReference(_) | WebDriverErrorInner::NoSuchElement(_))
        || matches!(error.as_inner(), WebDriverErrorInner::NotInSpec(answer) if is_about_a_root(answer))
}

/// thirtyfour knows no shadow roots, and takes their errors for foreign ones.
fn is_about_a_root(answer: &WebDriverErrorInfo) -> bool {
    let code = answer.value.error.as_deref().unwrap_or(&answer.error);
    code == "no such shadow root" || code == "detached shadow root"
}
