//! The hash that is in hand: from its appearance until it was copied and has left the page, or its time is over. Dropped, it
//! is zeroed.

use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use keyturn_browser::runtime::send_within;
use keyturn_browser::{EdgeError, clipboard, i18n};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::formats;
use keyturn_core::message::{ConsoleReply, FromConsole, SentTick, Verdict};
use keyturn_core::provisioning_hash::Hash;
use keyturn_core::provisioning_hash::keeping::Standing;
use keyturn_core::rect::Rect;
use web_sys::Element;
use zeroize::{Zeroize, Zeroizing};

use super::Hashes;
use super::leaving::{Asks, Countdown};
use super::memory;
use super::panel::{Panel, Press};
use crate::tell::{PATIENCE, insist, tell};
use keyturn_page::root::Root;

/// How long the background may try a pair, in milliseconds: two questions, each for at most ten seconds.
const CHECKED_WITHIN: u32 = 25_000;

/// A hash, its panel, and what keeps it from being lost.
pub struct Hand {
    /// The hash.
    pub hash: Hash,
    root: Rc<Root>,
    number: OnceCell<AccountNumber>,
    panel: Panel,
    standing: Cell<Standing>,
    asks: RefCell<Option<Asks>>,
    countdown: RefCell<Option<Countdown>>,
    /// Ticks that were not answered yet, the oldest first.
    waiting: RefCell<VecDeque<SentTick>>,
}

impl Hand {
    /// Takes it in hand: opens the panel, and tells the background that there is one.
    pub fn take(hash: Hash, number: Option<AccountNumber>, root: &Rc<Root>) -> Result<Rc<Self>, EdgeError> {
        let panel = Panel::open(root)?;
        let known = memory::known(hash.mark());
        let this = Rc::new(Self {
            hash,
            root: Rc::clone(root),
            panel,
            number: OnceCell::new(),
            standing: Cell::new(Standing {
                is_shown: true,
                is_copied: known.is_copied,
                is_dismissed: known.is_dismissed,
            }),
            asks: RefCell::new(None),
            countdown: RefCell::new(None),
            waiting: RefCell::default(),
        });
        if let Some(number) = &number {
            this.is_of(number);
        }
        this.panel.offer(&[]);
        this.panel.says(if known.is_copied { "hash_copied" } else { "hash_not_copied" });
        this.panel.fold(known.is_dismissed);
        this.stands();
        let weak = Rc::downgrade(&this);
        wasm_bindgen_futures::spawn_local(async move {
            // Without an answer the hash is copied all the same.
            let reply = insist(&FromConsole::NewHash { number, moment: known.moment }).await;
            let _ = weak.upgrade().map(|hand| hand.lists(reply));
        });
        Ok(this)
    }

    /// It is this account's, if that was not known: what reads the number may come after what reads the hash.
    pub fn is_of(&self, number: &AccountNumber) {
        if self.standing.get().is_shown && self.number.set(number.clone()).is_ok() {
            self.panel.is_of(number);
        }
    }

    fn change(&self, change: impl FnOnce(&mut Standing)) {
        let mut standing = self.standing.get();
        change(&mut standing);
        self.standing.set(standing);
        self.stands();
    }

    /// Brings what keeps it into line with how it stands.
    fn stands(&self) {
        let standing = self.standing.get();
        let mut asks = self.asks.borrow_mut();
        if standing.asks() {
            asks.get_or_insert_with(|| Asks::begin(&self.root.window));
        } else {
            *asks = None;
        }
        self.panel.set_state(standing);
    }

    /// The page shows it here, in a window of this width and height.
    pub fn keeps_clear_of(&self, place: &Rect, window: (f64, f64)) {
        self.panel.keep_clear_of(place, window);
    }

    /// The page shows it (again).
    pub fn is_back(&self) {
        if !self.standing.get().is_shown {
            self.countdown.replace(None);
            self.panel.count(None);
            self.change(|standing| standing.is_shown = true);
            self.panel.says(if self.standing.get().is_copied { "hash_copied" } else { "hash_not_copied" });
        }
    }

    /// The page shows it no longer. False if it is not needed any more.
    pub fn has_left(self: &Rc<Self>, hashes: &Rc<Hashes>) -> bool {
        if !self.standing.get().is_shown {
            return self.countdown.borrow().is_some();
        }
        self.change(|standing| standing.is_shown = false);
        if !self.standing.get().is_kept() {
            return false;
        }
        let (this, weak) = (Rc::downgrade(self), Rc::downgrade(hashes));
        let tick = move || {
            if let (Some(hand), Some(hashes)) = (this.upgrade(), weak.upgrade()) {
                hand.counts(&hashes);
            }
        };
        let countdown = Countdown::begin(tick);
        self.panel.says("hash_left");
        self.panel.count(countdown.left());
        self.countdown.replace(Some(countdown));
        true
    }

    /// It is let go of before its time is over. Where nothing else shows it, the browser itself says so.
    pub fn ends(&self) {
        if self.standing.get().is_kept()
            && let Some(countdown) = &*self.countdown.borrow()
        {
            let _ = self.root.window.alert_with_message(&countdown.lost);
        }
    }

    fn counts(&self, hashes: &Hashes) {
        let Some(left) = self.countdown.borrow().as_ref().map(Countdown::left) else { return };
        if self.standing.get().is_copied {
            // What was copied meanwhile is said until the time is over, and no more.
            if left.is_none() {
                hashes.let_go();
            }
            return;
        }
        self.panel.count(left);
        if left.is_none() {
            hashes.is_over();
        }
    }

    /// It was copied; the message of this name says how.
    pub fn was_copied(&self, said: &str) {
        memory::is_copied(self.hash.mark());
        self.panel.count(None);
        self.change(|standing| standing.is_copied = true);
        self.panel.says(said);
    }

    /// Takes a click on a control of the panel; false if it is none, or the browser's to follow.
    pub fn takes_click(self: &Rc<Self>, control: &Element, hashes: &Rc<Hashes>) -> bool {
        let Some(press) = self.panel.pressed(control) else { return false };
        if !(self.panel.is_seen() && self.panel.counts(&press)) {
            return true;
        }
        match press {
            Press::Copy => self.copy("plain", hashes),
            Press::CopyAs => self.copy(&self.panel.format(), hashes),
            Press::Check => self.check(),
            Press::Options => tell(FromConsole::OpenOptions),
            Press::Tick(tick) => self.ticks(tick),
            Press::Close if self.standing.get().is_copied => self.dismiss(true, hashes),
            Press::Close => self.panel.asks(true),
            Press::Unfold => self.dismiss(false, hashes),
            Press::Keep => self.panel.asks(false),
            Press::CloseAllTheSame => self.dismiss(true, hashes),
        }
        true
    }

    /// Closes the panel for good, or opens it again. While the page shows the hash, a button of it stays.
    fn dismiss(&self, is_dismissed: bool, hashes: &Rc<Hashes>) {
        memory::is_dismissed(self.hash.mark(), is_dismissed);
        self.change(|standing| standing.is_dismissed = is_dismissed);
        if !self.standing.get().is_shown {
            return hashes.let_go();
        }
        self.panel.fold(is_dismissed);
        hashes.place();
        self.panel.takes_focus();
    }

    fn copy(&self, format: &str, hashes: &Rc<Hashes>) {
        let written = formats::write(format, self.number.get(), self.hash.as_str());
        let Some(text) = written.map(Zeroizing::new) else { return self.panel.says("hash_no_format") };
        match clipboard::copy(&self.root.document, &text) {
            Ok(()) if !formats::holds_hash(format) => {
                hashes.is_on_clipboard.set(false);
                self.panel.says("hash_copied_call");
            }
            Ok(()) => {
                hashes.is_on_clipboard.set(true);
                self.was_copied(if format == "plain" { "hash_copied" } else { "hash_copied_as" });
            }
            Err(error) => self.panel.say(&i18n::message("hash_copy_failed", &[&error.to_string()])),
        }
    }

    /// Ticks something off. One tick is told after the other: none may overtake what came before it.
    fn ticks(self: &Rc<Self>, tick: SentTick) {
        let mut waiting = self.waiting.borrow_mut();
        waiting.push_back(tick);
        if waiting.len() > 1 {
            return;
        }
        let weak = Rc::downgrade(self);
        wasm_bindgen_futures::spawn_local(async move {
            let next = || weak.upgrade().and_then(|hand| hand.waiting.borrow().front().cloned());
            while let Some(tick) = next() {
                let reply = send_within(&FromConsole::Tick { tick }, PATIENCE).await;
                let Some(hand) = weak.upgrade() else { return };
                hand.waiting.borrow_mut().pop_front();
                if let Some(said) = hand.lists(reply) {
                    hand.panel.could_not_tick(&said);
                }
            }
        });
    }

    /// Lists the rotation that came; otherwise why not.
    fn lists(&self, reply: Result<ConsoleReply, EdgeError>) -> Option<String> {
        match reply {
            Ok(ConsoleReply::Rotation { rotation, me }) => {
                let tasks = rotation.tasks.iter().filter(|task| !task.removed);
                let names: Vec<&str> = tasks.map(|task| task.integration.name.as_str()).collect();
                self.panel.offer(&names);
                self.panel.list(&rotation, &me);
                None
            }
            Ok(ConsoleReply::Failed { said }) => Some(said),
            Ok(_) => Some(i18n::message("guard_no_answer", &[])),
            Err(error) => Some(error.to_string()),
        }
    }

    /// Asks whether the pair works. The copy of the hash that is sent is zeroed when it was.
    fn check(self: &Rc<Self>) {
        let Some(number) = self.number.get().cloned() else { return self.panel.verdict("hash_check_no_number", "") };
        let mut message = FromConsole::Check { number, hash: self.hash.as_str().to_owned() };
        self.panel.checks();
        let weak = Rc::downgrade(self);
        wasm_bindgen_futures::spawn_local(async move {
            let reply = send_within(&message, CHECKED_WITHIN).await;
            if let FromConsole::Check { hash, .. } = &mut message {
                hash.zeroize();
            }
            let Some(hand) = weak.upgrade() else { return };
            match reply {
                Ok(ConsoleReply::Checked { verdict }) => hand.panel.verdict_is(&verdict),
                Ok(ConsoleReply::Failed { said }) => hand.panel.verdict_is(&Verdict::NotReached { said }),
                Ok(_) => hand.panel.verdict("hash_check_no_answer", ""),
                Err(error) => hand.panel.verdict_is(&Verdict::NotReached { said: error.to_string() }),
            }
        });
    }
}
