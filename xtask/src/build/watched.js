// Around what a module exports: an engine that breaks down once (a panic, or something thrown that nothing of it expects) does
// nothing more. Who started it is told, and may start another one.
const watched = (exports, broke) => {
  let isBroken = false;
  const watch = (call) => (...given) => {
    if (isBroken) return 0;
    try {
      return call(...given);
    } catch (error) {
      isBroken = true;
      // Not at once: what called this may still be running in there. (A timer cannot be set in a page that is going.)
      queueMicrotask(() => new Uint8Array(exports.memory.buffer).fill(0));
      broke(error);
      throw error;
    }
  };
  // These are called from within the others only, and often.
  const isWatched = (name, value) => typeof value === 'function' && !UNWATCHED.includes(name);
  return Object.fromEntries(Object.entries(exports).map(([name, value]) => [name, isWatched(name, value) ? watch(value) : value]));
};
