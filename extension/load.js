// Loads an engine into our own pages and the background: wasm, or its JS translation where an administrator has switched
// WebAssembly off, and where the module is missing, damaged, or does not come.
globalThis.keyturnLoad = async (name) => {
  const PATIENCE = 3000;
  /** What waits for which script. @type {Partial<Record<EngineName, (start: KeyturnStart) => void>>} */
  const waits = {};
  globalThis.keyturnEngine = (engine, start) => waits[engine]?.(start);
  // A page under Trusted Types may not set a script's address; import() of a path written out is no such sink.
  const scripts = {
    'background-wasm': () => import('./background-wasm.js'),
    'background-js': () => import('./background-js.js'),
    'pages-wasm': () => import('./pages-wasm.js'),
    'pages-js': () => import('./pages-js.js'),
  };
  /** @param {EngineName} engine @returns {Promise<KeyturnStart>} */
  const script = async (engine) => {
    /** @type {Promise<KeyturnStart>} */
    const came = new Promise((resolve) => (waits[engine] = resolve));
    // A service worker has no import(), and its importScripts brings only what it has brought before (worker.js).
    if (globalThis.keyturnImport) globalThis.keyturnImport(`${name}-${engine}.js`);
    else await scripts[`${name}-${engine}`]();
    return came;
  };
  /** @returns {Promise<[KeyturnStart, WebAssembly.Module]>} */
  const wasm = async () => {
    const start = await script('wasm');
    return [start, await WebAssembly.compile(await (await fetch(`${name}.wasm`)).arrayBuffer())];
  };
  /** @returns {Promise<never>} */
  const late = () => new Promise((_, reject) => setTimeout(reject, PATIENCE));
  if (typeof WebAssembly === 'object') {
    try {
      const [start, module] = await Promise.race([wasm(), late()]);
      return start(module);
    } catch {
      // Only one of the two is ever started; what comes too late is left alone.
    }
  }
  return (await script('js'))();
};
