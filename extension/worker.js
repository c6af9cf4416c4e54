// Chrome's service worker. Our pages' policy asks for Trusted Types, and importScripts is one of their sinks.
const policy = trustedTypes.createPolicy('keyturn', { createScriptURL: (path) => path });

/** @param {string} path */
const load = (path) => importScripts(policy.createScriptURL(path));
globalThis.keyturnImport = load;
load('load.js');
load('background.js');
