// Brings an engine into this frame: asks the background for one, starts it, and hands it to hold.js. The background puts
// the engine's script in, because only that works under every page's policy (docs/architecture.md, "Two engines").
(() => {
  if (globalThis.keyturnEngine || !globalThis.keyturnHold || !globalThis.keyturnWords) return;
  const [hold, words] = [globalThis.keyturnHold, globalThis.keyturnWords];

  /** @param {Message} message @returns {Promise<Reply | undefined>} */
  const say = async (message) => chrome.runtime.sendMessage(message);

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
  const impatience = setTimeout(() => fail('no engine came within five seconds'), 5000);

  // An engine's script calls this as soon as it is there.
  globalThis.keyturnEngine = async (name, start) => {
    try {
      const wasm = async () => WebAssembly.compile(await (await fetch(chrome.runtime.getURL('content.wasm'))).arrayBuffer());
      const engine = /** @type {KeyturnContent} */ (start(name === 'wasm' ? await wasm() : undefined));
      // It decides on what was held so far, so it begins with the words that are in use.
      await words.known;
      engine.begin(name, words.change());
      runs = name;
      clearTimeout(impatience);
      hold.engineRuns(engine);
      settle();
      await say({ kind: 'engineRuns', engine: name });
    } catch (error) {
      // It runs, and only the news of it got lost.
      if (runs) return;
      if (name !== 'wasm') return fail(error);
      await say({ kind: 'engineRefused', byPolicy: error instanceof WebAssembly.CompileError }).catch(fail);
    }
  };

  /** What our own pages and the background ask: ToConsole. @param {{ kind: string, change?: unknown }} message */
  const answer = ({ kind, change }) => {
    if (kind === 'match') return hold.matches(change);
    if (kind === 'words') words.read().then(() => runs && hold.lookFor(runs, words.change()));
    return hold.state();
  };
  chrome.runtime.onMessage.addListener((message, _sender, respond) => {
    settled.then(() => respond(answer(message)));
    return true;
  });

  const reply = say({ kind: 'start', hasWasm: typeof WebAssembly === 'object' });
  reply.then((reply) => reply?.failed && fail(reply.failed.said), fail);
})();
