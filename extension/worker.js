// Chrome's service worker. Our pages' policy asks for Trusted Types, and importScripts is one of their sinks.
const policy = trustedTypes.createPolicy('keyturn', { createScriptURL: (path) => path });

/** @param {string} path */
const load = (path) => importScripts(policy.createScriptURL(path));
globalThis.keyturnImport = load;
load('load.js');
load('background.js');
// What may be needed after the first turn has to be brought once while the worker is installed: the browser keeps it then.
addEventListener('install', () => load('background-js.js'));
