// Runs in every frame of the console, at document_start, before any script of the page. It listens first, holds what may
// be the reset until an engine is there, and hands every event to the engine from then on. It decides nothing else.
(() => {
  if (globalThis.keyturnEngine) return;

  const HELD = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'keydown', 'keyup', 'submit'];
  const PATIENCE = 5000;
  const CONTROLS = 'button, a, area, summary, label, input, form, [role], [tabindex]';

  /** @type {KeyturnContent | null} */
  let engine = null;
  /** Why no engine runs. @type {string | null} */
  let trouble = null;
  /** The press that waits for an engine. @type {Press | null} */
  let waiting = null;
  let passing = false;

  /** @param {Message} message @returns {Promise<Reply | undefined>} */
  const say = async (message) => chrome.runtime.sendMessage(message);

  /** A coarse superset of the reset, for as long as nobody can tell better: a control that speaks of "reset" and "hash".
   * @param {Event} event @returns {HTMLElement | null} */
  const suspect = (event) => {
    if (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ') return null;
    const path = event instanceof SubmitEvent ? [event.submitter ?? event.target] : event.composedPath().slice(0, 8);
    for (const element of path) {
      if (!(element instanceof HTMLElement) || !element.matches(CONTROLS)) continue;
      const value = element instanceof HTMLInputElement ? element.value : '';
      const words = [element.textContent, value, element.title, element.ariaLabel].join(' ').toLowerCase();
      if (words.length < 500 && words.includes('reset') && words.includes('hash')) return element;
    }
    return null;
  };

  /** Lets a press go on that turned out not to be the reset, or that was confirmed without an engine. @param {Press} press */
  const release = ({ control, form }) => {
    passing = true;
    try {
      if (form) form.requestSubmit(control instanceof HTMLButtonElement || control instanceof HTMLInputElement ? control : null);
      else control.click();
    } finally {
      passing = false;
    }
  };

  /** @param {Press} press */
  const decide = (press) => {
    if (engine) {
      if (!engine.hold(press.control)) release(press);
    } else if (trouble === null) {
      waiting = press;
    } else if (confirm(chrome.i18n.getMessage('guard_without_engine'))) {
      release(press);
    }
  };

  /** @param {Event} event */
  const listen = (event) => {
    if (passing) return;
    if (engine) return engine.handle(event);
    const control = suspect(event);
    if (!control) return;
    event.stopImmediatePropagation();
    if (event.type !== 'click' && event.type !== 'submit' && event.type !== 'keydown') return;
    event.preventDefault();
    if (event.type === 'keydown' && event instanceof KeyboardEvent && event.repeat) return;
    decide({ control, form: event instanceof SubmitEvent && event.target instanceof HTMLFormElement ? event.target : null });
  };
  for (const type of HELD) addEventListener(type, listen, true);

  const settle = () => {
    const press = waiting;
    waiting = null;
    if (press) decide(press);
  };

  /** @param {unknown} error */
  const fail = (error) => {
    trouble = String(error);
    settle();
  };
  const impatience = setTimeout(() => fail('no engine came within five seconds'), PATIENCE);

  // An engine's script calls this as soon as the background has put it in.
  globalThis.keyturnEngine = async (name, start) => {
    try {
      const wasm = async () => WebAssembly.compile(await (await fetch(chrome.runtime.getURL('content.wasm'))).arrayBuffer());
      const started = /** @type {KeyturnContent} */ (start(name === 'wasm' ? await wasm() : undefined));
      started.begin(name);
      engine = started;
      trouble = null;
      clearTimeout(impatience);
      settle();
      await say({ kind: 'engineRuns', engine: name });
    } catch (error) {
      if (name !== 'wasm' || engine) return fail(error);
      const byPolicy = error instanceof WebAssembly.CompileError;
      await say({ kind: 'engineRefused', byPolicy }).catch(fail);
    }
  };

  chrome.runtime.onMessage.addListener((_message, _sender, respond) => {
    respond(engine ? engine.state() : { engine: null, numbers: [], trouble: trouble ?? 'the engine is starting' });
  });

  const reply = say({ kind: 'start', hasWasm: typeof WebAssembly === 'object' });
  reply.then((reply) => reply?.kind === 'failed' && fail(JSON.stringify(reply.trouble)), fail);
})();
