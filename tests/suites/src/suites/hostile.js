// The page's own listeners, the first of the page: what they count has reached it. Its own events count where none may come.
window.__got = { 'reset-hash': 0, other: 0 };
const count = (event) => {
  const id = event.target && event.target.id;
  if (id === 'reset-hash' || (id === 'other' && event.isTrusted)) window.__got[id] += 1;
};
window.addEventListener('click', count, true);
window.addEventListener('submit', count, true);

// Each is [what it does, what undoes it].
const throws = function () { throw new Error('broken by the page'); };
const broken = (names, instead = throws) => {
  const kept = [];
  return [
    () => {
      for (const [object, keys] of names) {
        for (const key of keys) {
          const own = Object.getOwnPropertyDescriptor(object, key);
          if (!own || !own.configurable) continue;
          kept.push([object, key, own]);
          Object.defineProperty(object, key, own.get ? { ...own, get: instead } : { ...own, value: instead });
        }
      }
    },
    () => { while (kept.length > 0) { const [object, key, own] = kept.pop(); Object.defineProperty(object, key, own); } },
  ];
};
const TYPES = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'keydown', 'keyup', 'submit', 'focus', 'toggle', 'beforetoggle', 'cancel', 'close'];
const stop = (event) => { event.stopImmediatePropagation(); if (event.type !== 'focus') event.preventDefault(); };
const TIMERS = [
  [window, ['setTimeout', 'setInterval', 'requestAnimationFrame', 'queueMicrotask', 'requestIdleCallback', 'clearTimeout']],
  [Date, ['now']],
  [Performance.prototype, ['now']],
];
// How often events were sent at everything, and where they say that they happened.
window.__rounds = 0;
window.__aim = [700, 600];
let timer = 0;
let watcher = null;
let spoken = null;
const later = [window.setInterval, window.setTimeout];

window.__hostile = {
  'stops every event at the window': [
    () => TYPES.forEach((type) => window.addEventListener(type, stop, true)),
    () => TYPES.forEach((type) => window.removeEventListener(type, stop, true)),
  ],
  'has broken the prototypes': broken([
    [Event.prototype, ['stopImmediatePropagation', 'stopPropagation', 'preventDefault', 'composedPath']],
    [EventTarget.prototype, ['addEventListener', 'removeEventListener', 'dispatchEvent']],
    [Element.prototype, ['matches', 'closest', 'getAttribute', 'setAttribute', 'attachShadow', 'getBoundingClientRect', 'querySelector', 'querySelectorAll']],
    [HTMLElement.prototype, ['showPopover', 'hidePopover', 'focus', 'click']],
    [HTMLDialogElement.prototype, ['showModal', 'close', 'show']],
    [Node.prototype, ['appendChild', 'textContent', 'contains', 'isConnected', 'parentNode']],
    [Document.prototype, ['createElement', 'elementFromPoint', 'querySelector', 'querySelectorAll', 'createRange']],
    [Array.prototype, ['push', 'map', 'filter', 'includes', 'indexOf', 'forEach']],
    [Promise.prototype, ['then', 'catch', 'finally']],
    [Range.prototype, ['setStart', 'setEnd', 'toString']],
    [MutationObserver.prototype, ['observe', 'takeRecords']],
    [String.prototype, ['trim', 'toLowerCase', 'replace', 'split']],
  ]),
  'has broken its timers': broken(TIMERS),
  // Whoever asks for a turn never gets one, and it is always the same moment.
  'has frozen its timers': broken(TIMERS, () => 1),
  'sends events of its own at everything': [
    () => {
      timer = later[0].call(window, () => {
        for (const element of [window, document, ...document.querySelectorAll('*')]) {
          for (const event of [
            new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, clientX: window.__aim[0], clientY: window.__aim[1], detail: 1 }),
            new PointerEvent('pointerdown', { bubbles: true, composed: true, cancelable: true }),
            new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }),
            new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }),
            new Event('cancel', { cancelable: true }),
            new Event('toggle'),
          ]) element.dispatchEvent(event);
        }
        window.__rounds += 1;
      }, 50);
    },
    () => clearInterval(timer),
  ],
  'speaks of account numbers without end': [
    () => { spoken ??= new Promise((resolve) => later[1].call(window, () => {
      const field = document.createElement('div');
      field.id = 'texts';
      field.style.cssText = 'height: 40px; overflow: hidden';
      const say = (text, dir) => Object.assign(field.appendChild(document.createElement('p')), { textContent: text, dir: dir || 'ltr' });
      say('Account number '.repeat(70000));
      say('Account number: ' + '1'.repeat(10000));
      say('Account number: ' + '2'.repeat(200) + '\u200b' + '3'.repeat(200));
      say('\u05d0\u05d1 11112222 Account', 'rtl');
      say('\u202eAccount\u202c 12345678 number', 'rtl');
      // These are account numbers, however odd their labels.
      say('Acc\u200bount\u200d num\ufeffber\u200b: 27365418');
      say('\u202eAccount number\u202c: 33334444', 'rtl');
      document.body.append(field);
      resolve();
    }, 0)); },
    // It has spoken before it falls silent; what it said stands there.
    () => spoken,
  ],
  'throws away what it does not know': [
    () => {
      const clean = () => {
        for (const child of [...document.documentElement.children]) if (!child.matches('head, body')) child.remove();
      };
      watcher = new MutationObserver(clean);
      watcher.observe(document.documentElement, { childList: true });
      clean();
    },
    () => watcher.disconnect(),
  ],
};
// Once the mouse moves, that is, when the test has nothing more to ask of the page.
const arm = (rage) => window.addEventListener('pointermove', rage, { capture: true, once: true });
const which = decodeURIComponent(location.hash.slice(1));
const [rage, calm] = window.__hostile[which];
window.__rage = () => arm(rage);
window.__calm = () => {
  const calmed = calm();
  window.removeEventListener('pointermove', rage, true);
  return calmed;
};
rage();
