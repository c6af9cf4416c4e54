// Loads an engine into our own pages and the background: wasm, or its JS translation where an administrator has switched
// WebAssembly off.
globalThis.keyturnLoad = async (name) => {
  const kind = typeof WebAssembly === 'object' ? 'wasm' : 'js';
  /** @type {Promise<KeyturnStart>} */
  const came = new Promise((resolve) => {
    globalThis.keyturnEngine = (_name, start) => resolve(start);
  });
  // A page under Trusted Types may not set a script's address; import() of a path written out is no such sink.
  const scripts = {
    'background-wasm': () => import('./background-wasm.js'),
    'background-js': () => import('./background-js.js'),
    'pages-wasm': () => import('./pages-wasm.js'),
    'pages-js': () => import('./pages-js.js'),
  };
  // A service worker has no import(), and its importScripts in the first turn only.
  if (globalThis.keyturnImport) globalThis.keyturnImport(`${name}-${kind}.js`);
  else await scripts[`${name}-${kind}`]();
  const start = await came;
  const wasm = async () => WebAssembly.compile(await (await fetch(`${name}.wasm`)).arrayBuffer());
  return start(kind === 'wasm' ? await wasm() : undefined);
};
