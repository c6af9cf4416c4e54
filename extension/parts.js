// What an engine needs of a loader, and comes with it: it brings the modules that only some pages need (what reads a number, what
// asks and tells), each in the same way as the engine came, and tells the background.
(() => {
  const { keyturnHold: hold, keyturnLoader: loader, keyturnAsk: background } = globalThis;
  if (!hold || !loader || !background || globalThis.keyturnParts) return;
  const PATIENCE = 5000;

  /** @param {PartName} name */
  const part = (name) => {
    /** It is on its way until this. @type {number | undefined} */
    let waits;
    let settle = () => {};
    /** Settles when it is there, or does not come. @type {Promise<void>} */
    let settled = Promise.resolve();
    /** @type {KeyturnPart | null} */
    let there = null;
    let breakdowns = 0;

    /** Gives it to the engine, once: what was asked for twice may come twice. @param {KeyturnPart | null} module */
    const have = (module) => {
      clearTimeout(waits);
      waits = undefined;
      settle();
      if (there) return;
      // An engine that broke down meanwhile does not take it; the next one has another brought.
      if (hold.part(name, module)) there = module;
    };
    const none = () => have(null);

    const bring = async () => {
      const engine = await loader.runs();
      if (there || waits !== undefined || !engine) return settled;
      if (breakdowns > 3) return none();
      settled = new Promise((resolve) => (settle = resolve));
      waits = setTimeout(none, PATIENCE);
      await background.ask({ kind: name, engine }).then((reply) => reply?.failed && none(), none);
      return settled;
    };
    /** It broke down; what needs it next brings it anew. Whoever called it is told first. */
    const broke = () => {
      there = null;
      breakdowns++;
      queueMicrotask(none);
    };
    return {
      /** When the page has a moment; one that broke down before, a while later. */
      soon: () => setTimeout(() => requestIdleCallback(bring, { timeout: 1000 }), breakdowns * 1000),
      bring,
      /** @param {(broke: () => void) => Promise<unknown>} start */
      come: (start) => /** @type {Promise<KeyturnPart>} */ (start(broke)).then(have, none),
      end: () => {
        there?.end();
        there = null;
      },
    };
  };
  const parts = { account: part('account'), dialogs: part('dialogs') };

  const late = () => new Promise((resolve) => setTimeout(resolve, PATIENCE));
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
    bring: (name, isUrgent) => void (isUrgent ? parts[name].bring() : parts[name].soon()),
    release: (message) => void Promise.race([tell({ ...message, moment: crypto.randomUUID() }), late()]).then(hold.release),
    matches: (change) => parts.account.bring().then(() => hold.matches(change)),
  };
})();
