// Says something to the extension of this id, and tells what comes of it: an answer, a refusal, or a port that closes.
globalThis.speaks = async (id, message, how) => {
  try {
    if (how === 'send') return { answer: (await chrome.runtime.sendMessage(id, message)) ?? null };
    return await new Promise((resolve) => {
      const port = chrome.runtime.connect(id);
      port.onDisconnect.addListener(() => resolve({ refused: String(chrome.runtime.lastError?.message ?? port.error ?? 'closed') }));
      port.onMessage.addListener((answer) => resolve({ answer }));
      port.postMessage(message);
    });
  } catch (error) {
    return { refused: String(error) };
  }
};
