// Holds what may be the reset until an engine is there, and hands every event to the engine from then on. Without an engine,
// or after one that broke down, the browser's own confirm asks. It decides nothing else.
(() => {
  if (globalThis.keyturnHold) return;

  const CONTROLS = 'button,a,area,summary,label,input,[role=button],[role=link],[role=menuitem],[tabindex]';
  const QUESTION = chrome.i18n.getMessage('guard_without_engine'); // Once the extension is gone, nobody tells its words.

  /** @type {KeyturnContent | null} */
  let engine = null;
  /** Why no engine runs; null while one may still come. @type {string | null} */
  let trouble = null;
  /** The press that waits for an engine. @type {Press | null} */
  let waiting = null;
  let passing = false;
  let ask = () => {}; // Has an engine come now.

  /** What is pressed, if that may be the reset: a coarse superset, for as long as nobody can tell better (words.js).
   * @param {AnyEvent} event @returns {HTMLElement | undefined} */
  const suspect = (event) => {
    if (event.key && (!/^(Enter| )$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey)) return;
    const isSubmit = event instanceof SubmitEvent;
    const path = (isSubmit ? [event.submitter ?? event.target] : event.composedPath()).filter((node) => node instanceof HTMLElement);
    for (const element of path.slice(0, 24)) {
      /** @type {Element[]} */
      const others = isSubmit ? [] : [...element.querySelectorAll(CONTROLS)];
      // What holds other controls is none itself, and what is around it holds them too.
      if (others.some((other) => !path.includes(/** @type {HTMLElement} */ (other)))) return;
      // A control by its name, its role or its looks, or a component, which may wrap one.
      const isPressed = () => element.matches('[role],form,' + CONTROLS) || /-/.test(element.localName) || getComputedStyle(element).cursor === 'pointer';
      if (globalThis.keyturnWords?.mayBeReset(element) && isPressed()) return path[0];
    }
  };

  /** Lets a press go on that turned out not to be the reset, or that was confirmed without an engine. @param {Press} press */
  const release = ({ control, form }) => {
    passing = true;
    try {
      if (form) form.requestSubmit(control === form ? null : control);
      else control.click();
    } finally {
      passing = false;
    }
  };

  /** @param {unknown} error */
  const fail = (error) => {
    engine = null;
    trouble = String(error);
    decide(waiting);
  };

  /** What the engine says; nothing once it has broken down. @template T @param {(engine: KeyturnContent) => T} ask */
  const asked = (ask) => {
    try {
      return engine ? ask(engine) : undefined;
    } catch (error) {
      return void fail(error);
    }
  };

  /** @param {Press | null} press */
  const decide = (press) => {
    waiting = null;
    if (!press) return;
    const isHeld = asked((engine) => engine.hold(press.control));
    if (isHeld) return;
    if (isHeld === false) release(press);
    else if (trouble === null) {
      waiting = press;
      ask();
    } else if (confirm(QUESTION)) release(press);
  };

  /** @param {AnyEvent} event */
  const hear = (event) => {
    if (passing || asked((engine) => (engine.handle(event), true)) || event.type === 'copy') return;
    const control = suspect(event);
    if (!control) return;
    event.stopImmediatePropagation();
    // The right button opens the browser's menu, and presses nothing.
    if (!/click|keydown|submit/.test(event.type) || (event.button ?? 0) > 1) return;
    event.preventDefault();
    if (!event.repeat) decide({ control, form: event.target instanceof HTMLFormElement ? event.target : null });
  };

  globalThis.keyturnHold = {
    hear,
    engineRuns: (started) => {
      engine = started;
      decide(waiting);
    },
    needs: (asks) => void (ask = asks),
    fail,
    asked,
    end: () => void (asked((engine) => engine.end()), fail('gone')),
    state: () => asked((engine) => engine.state()) ?? { engine: null, numbers: [], trouble: trouble ?? 'starting' },
  };
})();
