// Asks the background, on behalf of the loaders and the engine of this frame.
globalThis.keyturnAsk = {
  tell: async (message) => chrome.runtime.sendMessage(message),

  ask: async (message) => {
    for (let pause = 50; ; pause *= 2) {
      try {
        return await chrome.runtime.sendMessage(message);
      } catch (error) {
        // A question starts a background that has ended; but one that is about to end still takes questions.
        if (pause > 1000 || !chrome.runtime?.id) throw error;
      }
      await new Promise((later) => setTimeout(later, pause));
    }
  },
};
