// What an engine needs of a loader, and comes with it: it brings what asks and tells (the dialogs), in the same way as the engine came, and tells
// the background.
(() => {
  const [hold, loader] = [globalThis.keyturnHold, globalThis.keyturnLoader];
  if (!hold || !loader || globalThis.keyturnDialogs) return;
  const PATIENCE = 5000;

  /** They are on their way until this. @type {number | undefined} */
  let waits;
  let areThere = false;
  /** Gives them to the engine, once: what was asked for twice may come twice. @param {KeyturnDialogs | null} dialogs */
  const have = (dialogs) => {
    clearTimeout(waits);
    waits = undefined;
    if (areThere) return;
    areThere = dialogs !== null;
    hold.dialogs(dialogs);
  };
  const none = () => have(null);

  const bring = async () => {
    const engine = await loader.runs();
    if (areThere || waits !== undefined || !engine) return;
    waits = setTimeout(none, PATIENCE);
    await loader.say({ kind: 'dialogs', engine }).then((reply) => reply?.failed && none(), none);
  };

  /** @param {KeyturnTold} message */
  const tell = (message) => loader.say(message).catch(() => {});

  globalThis.keyturnDialogs = {
    come: (dialogs) => dialogs.then(have, none),
    tell: (message) => void tell(message),
    bring: (isUrgent) => void (isUrgent ? bring() : requestIdleCallback(bring, { timeout: 1000 })),
    release: (message) => void Promise.race([tell(message), new Promise((late) => setTimeout(late, PATIENCE))]).then(hold.release),
  };
})();
