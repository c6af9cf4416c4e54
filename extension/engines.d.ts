// The scripts that the build makes.
declare module '*-wasm.js';
declare module '*-js.js';
