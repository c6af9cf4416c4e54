// Writes down every event that reaches the page's last listener, in order, one line each: `window.heard`. The first script
// of its page: `window.began` is when it ran.
const TYPES = [
  'pointerdown', 'pointerup', 'pointercancel', 'mousedown', 'mouseup', 'click', 'auxclick', 'dblclick', 'contextmenu',
  'keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'change', 'compositionstart', 'compositionupdate', 'compositionend',
  'focusin', 'focusout', 'submit', 'reset', 'copy', 'cut', 'paste', 'wheel', 'touchstart', 'touchmove', 'touchend', 'touchcancel',
  'dragstart', 'dragover', 'drop', 'dragend', 'selectstart', 'toggle', 'cancel', 'fullscreenchange',
];

window.began = performance.now();
window.heard = [];
/** How long each click has waited before it was heard, in milliseconds. */
window.waits = [];

function write(event) {
  const keys = ['ctrlKey', 'shiftKey', 'altKey', 'metaKey'].filter((key) => event[key]).map((key) => key.slice(0, -3));
  const parts = [
    event.type, event.target?.id, ...keys, event.key, event.pointerType, event.button > 0 && `button ${event.button}`,
    event.detail > 1 && `${event.detail} times`, event.data, event.inputType, !event.isTrusted && 'by script',
    event.defaultPrevented && 'prevented', navigator.userActivation.isActive && 'active',
  ];
  const line = parts.filter(Boolean).join(' ');
  if (heard.at(-1) !== line) heard.push(line);
  if (event.type === 'click') window.waits.push(performance.now() - event.timeStamp);
}

// Some do not bubble, so what is last is the document's capture for those.
const SILENT = ['toggle', 'cancel'];
for (const type of TYPES) addEventListener(type, write, { capture: SILENT.includes(type), passive: true });

addEventListener('DOMContentLoaded', () => {
  const on = (id, type, act) => document.getElementById(id).addEventListener(type, act);
  const say = (words) => heard.push(words);
  on('choose', 'click', () => {
    say(navigator.userActivation.isActive ? 'may choose' : 'may not choose');
    document.getElementById('file').click();
  });
  on('copy', 'click', () => navigator.clipboard.writeText('copied by the page').then(() => say('copied'), (error) => say(`${error}`)));
  on('open', 'click', () => say(window.open('/recorder?page=opened') ? 'opened' : 'not opened'));
  on('full', 'click', () => document.documentElement.requestFullscreen().then(() => say('full'), (error) => say(`${error}`)));
  on('form', 'submit', (event) => event.preventDefault());
  on('dragged', 'dragstart', (event) => event.dataTransfer.setData('text/plain', 'dragged'));
  on('target', 'dragover', (event) => event.preventDefault());
  on('target', 'drop', (event) => { event.preventDefault(); say(`dropped ${event.dataTransfer.getData('text/plain')}`); });
  // The page's own shortcuts.
  addEventListener('keydown', (event) => {
    if (event.ctrlKey && event.key === 's') { event.preventDefault(); say('saved'); }
    if (event.key === '/' && event.target === document.body) { event.preventDefault(); document.getElementById('query').focus(); }
  });
});
