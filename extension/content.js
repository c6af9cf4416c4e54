// Brings an engine into this frame: asks the background for one, starts it, and hands it to hold.js. The background puts
// the engine's script in, because only that works under every page's policy (docs/architecture.md, "Two engines"). The page
// is painted first; a press that is held does not wait for that.
(() => {
  const { keyturnEngine, keyturnHold: hold, keyturnWords: words, keyturnAsk: background } = globalThis;
  if (keyturnEngine || !hold || !words || !background) return;
  const PATIENCE = 5000;

  /** What a start makes of its module. @param {EngineName} name @param {string} module @param {KeyturnStart} start
   * @param {(error: unknown) => void} broke */
  const started = async (name, module, start, broke) => {
    if (name !== 'wasm') return start(undefined, broke);
    const wasm = await fetch(chrome.runtime.getURL(`${module}.wasm`));
    return start(await WebAssembly.compile(await wasm.arrayBuffer()), broke);
  };

  /** @type {EngineName | null} */
  let runs = null;
  let settle = () => {};
  /** Settles when it is known whether an engine runs here. @type {Promise<void>} */
  const settled = new Promise((resolve) => (settle = resolve));
  /** @param {unknown} error */
  const fail = (error) => {
    hold.fail(error);
    settle();
  };
  /** @type {ReturnType<typeof setTimeout>} */
  let impatience;

  let breakdowns = 0;
  /** It broke down on this page: another one takes its place, a few times. @param {unknown} error */
  const broke = (error) => {
    // While it starts, whoever starts it deals with that.
    if (!runs) return;
    runs = null;
    isAsked = false;
    globalThis.keyturnParts?.end();
    hold.fail(error);
    if (++breakdowns <= 3) setTimeout(ask, breakdowns * 1000);
  };

  /** @param {EngineName} name @param {KeyturnStart} start */
  const contentCame = async (name, start) => {
    try {
      const engine = /** @type {KeyturnContent} */ (await started(name, 'content', start, broke));
      // It decides on what was held so far, so it begins with the words that are in use.
      await words.known;
      // What was asked for twice may come twice.
      if (runs) return;
      engine.begin(name, words.change());
      runs = name;
      clearTimeout(impatience);
      hold.engineRuns(engine);
      settle();
      await background.tell({ kind: 'engineRuns', engine: name });
    } catch (error) {
      // It runs, and only the news of it got lost.
      if (runs) return;
      if (name !== 'wasm') return fail(error);
      await background.tell({ kind: 'engineRefused', byPolicy: error instanceof WebAssembly.CompileError }).catch(fail);
    }
  };

  // An engine's script calls this as soon as it is there.
  globalThis.keyturnEngine = (name, start, module) => {
    if (module === 'content') return contentCame(name, start);
    return globalThis.keyturnParts?.come(module, (broke) => started(name, module, start, broke));
  };
  globalThis.keyturnLoader = { runs: () => settled.then(() => runs) };

  /** What our own pages and the background ask: ToConsole. @param {{ kind: string, change?: unknown }} message */
  const answer = ({ kind, change }) => {
    if (kind === 'match') return globalThis.keyturnParts?.matches(change);
    if (kind === 'words') words.read().then(() => hold.asked((engine) => runs && engine.begin(runs, words.change())));
    return hold.state();
  };
  chrome.runtime.onMessage.addListener((message, _sender, respond) => {
    settled.then(() => answer(message)).then(respond);
    return true;
  });

  let isAsked = false;
  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    paints.disconnect();
    impatience = setTimeout(() => fail('no engine came'), PATIENCE);
    const reply = background.ask({ kind: 'start', hasWasm: typeof WebAssembly === 'object' });
    // One may run, of which only the news got lost.
    reply.then((reply) => reply?.failed && fail(reply.failed.said), (error) => runs || fail(error));
  };
  const paints = new PerformanceObserver(ask);
  paints.observe({ type: 'paint', buffered: true });
  // A frame that does not show is never painted, and one that a script wrote may never load.
  addEventListener('load', ask, { once: true });
  setTimeout(ask, 1000);
  hold.needs(ask);
})();
