// The service worker (Chrome) or event page (Firefox). Its listeners stand in the first turn, as both browsers ask; what
// comes before the engine runs waits for it.
const background = /** @type {Promise<KeyturnBackground>} */ (keyturnLoad('background'));

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  const failed = (/** @type {unknown} */ error) =>
    respond({ kind: 'failed', trouble: { kind: 'noEngine', said: String(error) } });
  background.then((engine) => engine.answer(message, sender)).then(respond, failed);
  return true;
});
