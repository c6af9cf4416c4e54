// What an engine needs of a loader, and comes with it: it brings the modules that only some pages need (what reads a number, what
// asks and tells), each in the same way as the engine came, and tells the background.
(() => {
  const { keyturnHold: hold, keyturnLoader: loader, keyturnAsk: background } = globalThis;
  if (!hold || !loader || !background || globalThis.keyturnParts) return;
  const PATIENCE = 5000;

  /** In a page that has gone Firefox throws where a timer is set; nothing runs later there.
   * @param {() => void} run @param {number} after */
  const later = (run, after) => {
    try {
      return setTimeout(run, after);
    } catch {
      return 0;
    }
  };

  /** @param {PartName} name */
  const part = (name) => {
    /** It is on its way until this. @type {number | undefined} */
    let waits;
    let settle = () => {};
    /** Settles when it is there, or does not come. @type {Promise<void>} */
    let settled = Promise.resolve();
    /** @type {KeyturnPart | null} */
    let there = null;

    /** Gives it to the engine, once: what was asked for twice may come twice. @param {KeyturnPart | null} module */
    const have = (module) => {
      clearTimeout(waits);
      waits = undefined;
      settle();
      if (there) return;
      // An engine that broke down meanwhile does not take it; the next one has another brought.
      if (hold.asked((engine) => (engine.part(name, module, engine), true))) there = module;
    };
    const none = () => have(null);

    const bring = async () => {
      const engine = await loader.runs();
      if (there || waits !== undefined || !engine) return settled;
      settled = new Promise((resolve) => (settle = resolve));
      waits = later(none, PATIENCE);
      await background.ask({ kind: name, engine }).then((reply) => reply?.failed && none(), none);
      return settled;
    };
    /** It broke down; what needs it next brings it anew. Whoever called it is told first. */
    const broke = () => {
      there = null;
      queueMicrotask(none);
    };
    return {
      bring,
      /** When the page has a moment. @param {number} after */
      soon: (after) => later(() => requestIdleCallback(bring, { timeout: 1000 }), after),
      never: () => queueMicrotask(none),
      /** @param {(broke: () => void) => Promise<unknown>} start */
      come: (start) => /** @type {Promise<KeyturnPart>} */ (start(broke)).then(have, none),
      end: () => {
        there?.end();
        there = null;
      },
    };
  };
  const parts = { account: part('account'), dialogs: part('dialogs') };

  /** @returns {Promise<void>} */
  const late = () => new Promise((resolve) => later(resolve, PATIENCE));
  /** Tells the background, and once nobody answers, tells it again: what is told twice counts once.
   * @param {KeyturnTold} message @returns {Promise<void>} */
  const tell = async (message, left = 2) => {
    const isHeard = await Promise.race([background.tell(message).then(() => true, () => {}), late()]);
    if (!isHeard && left) tell(message, left - 1);
  };

  globalThis.keyturnParts = {
    come: (name, start) => parts[name].come(start),
    end: () => Object.values(parts).forEach((part) => part.end()),
    tell: (message) => void tell(message),
    now: (name) => void parts[name].bring(),
    soon: (name, after) => void parts[name].soon(after),
    never: (name) => parts[name].never(),
    release: (message) => void Promise.race([tell({ ...message, moment: crypto.randomUUID() }), late()]).then(() => hold.asked((engine) => engine.release())),
    matches: (change) => parts.account.bring().then(() => hold.asked((engine) => engine.matches(change)) ?? null),
  };
})();
