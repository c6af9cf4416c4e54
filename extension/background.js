// The service worker (Chrome) or event page (Firefox). Its listeners stand in the first turn, as both browsers ask; what
// comes before the engine runs waits for it.
const background = /** @type {Promise<KeyturnBackground>} */ (keyturnLoad('background'));

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  // In the words of both: a console page reads `failed`, one of our own `kind`.
  const failed = (/** @type {unknown} */ error) => {
    const said = String(error);
    respond({ failed: { said }, kind: 'failed', trouble: { kind: 'noEngine', said } });
  };
  background.then((engine) => engine.answer(message, sender)).then(respond, failed);
  return true;
});

// What the badge and the reminders say is brought up to date at every start, and when the alarm for it goes off.
const awake = () => void background.then((engine) => engine.awake(), () => {});
awake();
chrome.alarms.onAlarm.addListener(awake);
chrome.runtime.onStartup.addListener(awake);
// There once the admin has allowed notifications; the worker is started anew then.
chrome.notifications?.onClicked.addListener(() => void background.then((engine) => engine.notified(), () => {}));

// Console pages that were open before an install or an update get the scripts now; the browsers put them into new pages only.
// What such a page listened for first, it still hears first.
chrome.runtime.onInstalled.addListener(async () => {
  const [scripts] = chrome.runtime.getManifest().content_scripts ?? [];
  if (!scripts) return;
  for (const { id } of await chrome.tabs.query({ url: scripts.matches })) {
    if (id === undefined) continue;
    background.then((engine) => engine.updated(id), () => {});
    const target = { tabId: id, allFrames: true };
    // One does not wait for another: a frozen tab answers once it is shown. A page that cannot be reached (a discarded tab, an
    // error page) gets them when it is loaded.
    chrome.scripting.insertCSS({ target, files: scripts.css ?? [] }).catch(() => {});
    chrome.scripting.executeScript({ target, files: scripts.js ?? [], injectImmediately: true }).catch(() => {});
  }
});
