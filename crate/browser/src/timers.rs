//! What runs later. One kind of closure serves all of it: each further kind would weigh in every page of the console.

use std::cell::Cell;

use wasm_bindgen::{JsCast, prelude::*};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(run: &js_sys::Function, after: u32) -> f64;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(id: f64);
    #[wasm_bindgen(js_name = requestAnimationFrame)]
    fn request_animation_frame(run: &js_sys::Function) -> f64;
    #[wasm_bindgen(js_name = cancelAnimationFrame)]
    fn cancel_animation_frame(id: f64);
}

/// What runs later, once. Dropped before, it does not.
pub struct Later {
    id: f64,
    _run: Closure<dyn FnMut()>,
}

/// Runs this after so many milliseconds.
pub fn after(milliseconds: u32, run: Box<dyn FnMut()>) -> Later {
    let run = Closure::wrap(run);
    Later { id: set_timeout(run.as_ref().unchecked_ref(), milliseconds), _run: run }
}

impl Drop for Later {
    fn drop(&mut self) {
        clear_timeout(self.id);
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
