//! What runs later. One kind of closure serves all of it: each further kind would weigh in every page of the console.
//!
//! A page that has gone sets no timer any more, and Firefox throws if it is asked to
//! (`NS_ERROR_NOT_INITIALIZED`, which gloo's timers break down with): there, nothing runs later.

use std::cell::Cell;

use js_sys::Promise;
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = setTimeout)]
    fn set_timeout(run: &js_sys::Function, after: u32) -> Result<f64, JsValue>;
    // Ends an interval as well.
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(id: f64);
    #[wasm_bindgen(catch, js_name = setInterval)]
    fn set_interval(run: &js_sys::Function, every: u32) -> Result<f64, JsValue>;
    #[wasm_bindgen(js_name = queueMicrotask)]
    fn queue_microtask(run: &js_sys::Function);
    #[wasm_bindgen(js_name = requestAnimationFrame)]
    fn request_animation_frame(run: &js_sys::Function) -> f64;
    #[wasm_bindgen(js_name = cancelAnimationFrame)]
    fn cancel_animation_frame(id: f64);
}

/// A timer that was set. Dropped, it does not run out any more.
struct Timer(f64);

impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(self.0);
    }
}

/// What runs later. Dropped before, it does not.
pub struct Later {
    _timer: Option<Timer>,
    _run: Closure<dyn FnMut()>,
}

/// Runs this after so many milliseconds, once.
pub fn after(milliseconds: u32, run: Box<dyn FnMut()>) -> Later {
    let run = Closure::wrap(run);
    let timer = set_timeout(run.as_ref().unchecked_ref(), milliseconds);
    Later { _timer: timer.ok().map(Timer), _run: run }
}

/// Runs this each time that so many milliseconds have passed.
pub fn every(milliseconds: u32, run: Box<dyn FnMut()>) -> Later {
    let run = Closure::wrap(run);
    let timer = set_interval(run.as_ref().unchecked_ref(), milliseconds);
    Later { _timer: timer.ok().map(Timer), _run: run }
}

/// Waits for so many milliseconds; in a page that has gone, for ever.
pub async fn sleep(milliseconds: u32) {
    let mut timer = None;
    let passed = Promise::new(&mut |passed, _| timer = set_timeout(&passed, milliseconds).ok().map(Timer));
    // It is never refused.
    let _ = JsFuture::from(passed).await;
    drop(timer);
}

/// What runs once whatever runs now has ended, before anything else does and before the browser paints, each time that it is
/// asked to. It must live until then.
pub struct Afterwards(Closure<dyn FnMut()>);

impl Afterwards {
    /// Nothing was asked yet.
    pub fn new(run: Box<dyn FnMut()>) -> Self {
        Self(Closure::wrap(run))
    }

    /// Has it run once more.
    pub fn next(&self) {
        queue_microtask(self.0.as_ref().unchecked_ref());
    }
}

/// What runs at frames, each time that it is asked to. Dropped, it does not any more.
pub struct Frames {
    id: Cell<f64>,
    run: Closure<dyn FnMut()>,
}

impl Frames {
    /// Nothing was asked yet. (What runs stays: to make it for each frame would take longer than most of what it does.)
    pub fn new(run: Box<dyn FnMut()>) -> Self {
        Self { id: Cell::new(0.0), run: Closure::wrap(run) }
    }

    /// Has it run once more, at the next frame.
    pub fn next(&self) {
        self.id.set(request_animation_frame(self.run.as_ref().unchecked_ref()));
    }

    /// Has it not run at the next frame.
    pub fn cancel(&self) {
        cancel_animation_frame(self.id.get());
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        self.cancel();
    }
}
