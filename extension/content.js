// Brings an engine into this frame: asks the background for one, starts it, and hands it to hold.js. The background puts
// the engine's script in, because only that works under every page's policy (docs/architecture.md, "Two engines").
(() => {
  if (globalThis.keyturnEngine || !globalThis.keyturnHold) return;
  const hold = globalThis.keyturnHold;

  /** @param {Message} message @returns {Promise<Reply | undefined>} */
  const say = async (message) => chrome.runtime.sendMessage(message);

  let runs = false;
  const impatience = setTimeout(() => hold.fail('no engine came within five seconds'), 5000);

  // An engine's script calls this as soon as it is there.
  globalThis.keyturnEngine = async (name, start) => {
    try {
      const wasm = async () => WebAssembly.compile(await (await fetch(chrome.runtime.getURL('content.wasm'))).arrayBuffer());
      const engine = /** @type {KeyturnContent} */ (start(name === 'wasm' ? await wasm() : undefined));
      engine.begin(name);
      runs = true;
      clearTimeout(impatience);
      hold.engineRuns(engine);
      await say({ kind: 'engineRuns', engine: name });
    } catch (error) {
      // It runs, and only the news of it got lost.
      if (runs) return;
      if (name !== 'wasm') return hold.fail(error);
      await say({ kind: 'engineRefused', byPolicy: error instanceof WebAssembly.CompileError }).catch(hold.fail);
    }
  };

  chrome.runtime.onMessage.addListener((_message, _sender, respond) => respond(hold.state()));

  const reply = say({ kind: 'start', hasWasm: typeof WebAssembly === 'object' });
  reply.then((reply) => reply?.failed && hold.fail(reply.failed.said), hold.fail);
})();
