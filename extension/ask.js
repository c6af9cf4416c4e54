// Asks the background, on behalf of the loaders and the engine of this frame.
globalThis.keyturnAsk = {
  tell: async (message) => chrome.runtime.sendMessage(message),

  ask: async (message) => {
    /** @param {number} pause @returns {Promise<void>} */
    const wait = (pause) => new Promise((resolve) => setTimeout(resolve, pause));
    for (let pause = 50; ; pause *= 2) {
      const isLast = pause > 1000;
      try {
        const reply = await Promise.race([chrome.runtime.sendMessage(message), wait(2000)]);
        if (reply || isLast) return reply;
      } catch (error) {
        // A question starts a background that has ended; but one that is about to end still takes questions, and may say nothing.
        if (isLast || !chrome.runtime?.id) throw error;
      }
      await wait(pause);
    }
  },
};
