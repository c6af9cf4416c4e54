// What an engine needs of a loader, and comes with it: it brings what asks and tells (the dialogs), in the same way as the
// engine came, and tells the background.
(() => {
  const { keyturnHold: hold, keyturnLoader: loader, keyturnAsk: background } = globalThis;
  if (!hold || !loader || !background || globalThis.keyturnDialogs) return;
  const PATIENCE = 5000;

  /** They are on their way until this. @type {number | undefined} */
  let waits;
  /** @type {KeyturnDialogs | null} */
  let there = null;
  let breakdowns = 0;

  /** Gives them to the engine, once: what was asked for twice may come twice. @param {KeyturnDialogs | null} dialogs */
  const have = (dialogs) => {
    clearTimeout(waits);
    waits = undefined;
    if (there) return;
    // An engine that broke down meanwhile does not take them; the next one has others brought.
    if (hold.dialogs(dialogs)) there = dialogs;
  };
  const none = () => have(null);

  const bring = async () => {
    const engine = await loader.runs();
    if (there || waits !== undefined || !engine) return;
    if (breakdowns > 3) return none();
    waits = setTimeout(none, PATIENCE);
    await background.ask({ kind: 'dialogs', engine }).then((reply) => reply?.failed && none(), none);
  };
  /** They broke down; what needs them next brings them anew. Whoever called them is told first. */
  const broke = () => {
    there = null;
    breakdowns++;
    queueMicrotask(none);
  };

  const late = () => new Promise((resolve) => setTimeout(resolve, PATIENCE));
  /** Tells the background, and once nobody answers, tells it again: what is told twice counts once.
   * @param {KeyturnTold} message @returns {Promise<void>} */
  const tell = async (message, left = 2) => {
    const isHeard = await Promise.race([background.tell(message).then(() => true, () => {}), late()]);
    if (!isHeard && left) tell(message, left - 1);
  };

  globalThis.keyturnDialogs = {
    come: (start) => /** @type {Promise<KeyturnDialogs>} */ (start(broke)).then(have, none),
    end: () => {
      there?.end();
      there = null;
    },
    tell: (message) => void tell(message),
    bring: (isUrgent) => void (isUrgent ? bring() : requestIdleCallback(bring, { timeout: 1000 })),
    release: (message) => void Promise.race([tell({ ...message, moment: crypto.randomUUID() }), late()]).then(hold.release),
  };
})();
