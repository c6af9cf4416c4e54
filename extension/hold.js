// Holds what may be the reset until an engine is there, and hands every event to the engine from then on. Without an engine,
// or after one that broke down, the browser's own confirm asks. It decides nothing else.
(() => {
  if (globalThis.keyturnHold) return;

  const COMPLETE = ['click', 'auxclick', 'keydown', 'submit'];
  const CONTROLS = 'button, a, area, summary, label, input, form, [role], [tabindex]';
  const QUESTION = chrome.i18n.getMessage('guard_without_engine'); // Once the extension is gone, nobody tells its words.

  /** @type {KeyturnContent | null} */
  let engine = null;
  /** Why no engine runs; null while one may still come. @type {string | null} */
  let trouble = null;
  /** The press that waits for an engine. @type {Press | null} */
  let waiting = null;
  let passing = false;
  let ask = () => {}; // Has an engine come now.

  /** A coarse superset of the reset, for as long as nobody can tell better (words.js).
   * @param {Event} event @returns {HTMLElement | undefined} */
  const suspect = (event) => {
    if (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ') return;
    const path = event instanceof SubmitEvent ? [event.submitter ?? event.target] : event.composedPath().slice(0, 8);
    for (const element of path) {
      if (!(element instanceof HTMLElement) || !element.matches(CONTROLS)) continue;
      if (globalThis.keyturnWords?.mayBeReset(element)) return element;
    }
    return undefined;
  };

  /** Lets a press go on that turned out not to be the reset, or that was confirmed without an engine. @param {Press} press */
  const release = ({ control, form }) => {
    const isButton = control instanceof HTMLButtonElement || control instanceof HTMLInputElement;
    passing = true;
    try {
      if (form) form.requestSubmit(isButton ? control : null);
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

  /** @param {Event} event */
  const hear = (event) => {
    if (passing || asked((engine) => (engine.handle(event), true)) || event.type === 'copy') return;
    const control = suspect(event);
    if (!control) return;
    event.stopImmediatePropagation();
    if (!COMPLETE.includes(event.type)) return;
    event.preventDefault();
    if (event instanceof KeyboardEvent && event.repeat) return;
    decide({ control, form: event.target instanceof HTMLFormElement ? event.target : null });
  };

  globalThis.keyturnHold = {
    hear,
    engineRuns: (started) => {
      engine = started;
      decide(waiting);
    },
    needs: (asks) => void (ask = asks),
    fail,
    lookFor: (name, change) => void asked((engine) => engine.begin(name, change)),
    matches: (change) => asked((engine) => engine.matches(change)) ?? null,
    part: (name, part) => asked((engine) => (engine.part(name, part, engine), true)) ?? false,
    release: () => asked((engine) => engine.release()),
    end: () => void (asked((engine) => engine.end()), fail('gone')),
    state: () => asked((engine) => engine.state()) ?? { engine: null, numbers: [], trouble: trouble ?? 'starting' },
  };
})();
