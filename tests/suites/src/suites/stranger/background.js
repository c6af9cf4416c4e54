globalThis.importScripts?.('speaks.js');

chrome.runtime.onMessage.addListener(({ id, message, how }, _sender, respond) => {
  globalThis.speaks(id, message, how).then(respond);
  return true;
});
// The way of one extension to another, to itself: that it is there is seen by its answer.
chrome.runtime.onMessageExternal.addListener((_message, _sender, respond) => respond('external'));
