//! What runs later. One kind of closure serves all of it: each further kind would weigh in every page of the console.

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
    is_frame: bool,
    _run: Closure<dyn FnMut()>,
}

/// Runs this after so many milliseconds.
pub fn after(milliseconds: u32, run: Box<dyn FnMut()>) -> Later {
    let run = Closure::wrap(run);
    Later { id: set_timeout(run.as_ref().unchecked_ref(), milliseconds), is_frame: false, _run: run }
}

/// Runs this at the next frame.
pub fn at_frame(run: Box<dyn FnMut()>) -> Later {
    let run = Closure::wrap(run);
    Later { id: request_animation_frame(run.as_ref().unchecked_ref()), is_frame: true, _run: run }
}

impl Drop for Later {
    fn drop(&mut self) {
        if self.is_frame { cancel_animation_frame(self.id) } else { clear_timeout(self.id) }
    }
}
