// A strict policy takes no style attribute, so styles go by the object model.
// Shapes of the reset, each in a page that acts on whatever reaches it. Given to every page that ways.rs opens.
const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  const { style = '', ...rest } = attributes;
  element.style.cssText = style;
  for (const [key, value] of Object.entries(rest)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};
const WORDS = 'Reset your provisioning hash';
const svg = () => {
  const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  icon.setAttribute('width', '24');
  icon.setAttribute('height', '24');
  icon.append(document.createElementNS('http://www.w3.org/2000/svg', 'rect'));
  icon.firstChild.setAttribute('width', '24');
  icon.firstChild.setAttribute('height', '24');
  return icon;
};
const component = (name, mode, build) => {
  const host = make(name, { style: 'display: inline-block' }, WORDS);
  build(host.attachShadow({ mode }));
  return host;
};

// A shape: what is put into the page, and by `[data-press]` what is pressed, if it is not the whole.
const SHAPES = {
  'a button': () => make('button', { type: 'button' }, WORDS),
  'a submit button': () => make('form', {}, make('button', {}, WORDS)),
  'a link': () => make('a', { href: '#reset' }, WORDS),
  'an input of type submit': () => make('form', {}, make('input', { type: 'submit', value: WORDS })),
  'an input of type button': () => make('input', { type: 'button', value: WORDS }),
  'an input of type image': () => make('form', {}, make('input', { type: 'image', alt: WORDS, width: '80', height: '24' })),
  'a div with the role of a button': () => make('div', { role: 'button', tabindex: '0' }, WORDS),
  'an item of a menu': () => make('ul', { role: 'menu' }, make('li', { role: 'menuitem', tabindex: '-1' }, WORDS)),
  'a span with the role of a link': () => make('span', { role: 'link', tabindex: '0' }, WORDS),
  'a summary': () => make('details', {}, make('summary', {}, WORDS), 'More'),
  'a div that can have the focus': () => make('div', { tabindex: '0' }, WORDS),
  'a div under a hand': () => make('div', { style: 'cursor: pointer' }, WORDS),
  'a label for a button': () => make('div', {}, make('label', { for: 'labelled', 'data-press': '' }, WORDS), make('button', { id: 'labelled', 'aria-label': WORDS }, '⟳')),
  'a nested span': () => make('button', { type: 'button' }, make('span', { 'data-press': '' }, 'Reset your '), make('b', {}, 'provisioning hash')),
  'a part with a role of its own': () => make('button', { type: 'button' }, make('span', { role: 'presentation', 'data-press': '' }, WORDS)),
  'a link in an item of a menu': () => make('div', { role: 'menu' }, make('div', { role: 'menuitem', 'aria-label': WORDS }, make('a', { href: '#reset', 'data-press': '' }, 'Reset hash'))),
  'a nested icon': () => make('button', { type: 'button' }, Object.assign(svg(), { id: 'icon' }), ' ', WORDS),
  'an icon font before the words': () => make('button', { type: 'button' }, make('i', { 'data-press': '' }, 'lock_reset'), make('span', {}, WORDS)),
  'an unknown icon for the eyes alone': () => make('button', { type: 'button' }, make('i', { 'aria-hidden': 'true' }, 'spinner'), WORDS),
  'a picture that says it': () => make('button', { type: 'button' }, make('img', { alt: WORDS, width: '60', height: '20' })),
  'words in title': () => make('button', { type: 'button', title: WORDS }, '⟳'),
  'words in aria-label': () => make('button', { type: 'button', 'aria-label': WORDS }, '⟳'),
  'words in aria-labelledby': () => make('div', {}, make('h3', { id: 'said' }, WORDS), make('button', { type: 'button', 'aria-labelledby': 'said', 'data-press': '' }, 'Go')),
  'the old capitals': () => make('button', { type: 'button' }, 'Reset Your Provisioning Hash'),
  'without your': () => make('button', { type: 'button' }, 'Reset provisioning hash'),
  'with an ellipsis': () => make('button', { type: 'button' }, `${WORDS}…`),
  'with a soft hyphen': () => make('button', { type: 'button' }, 'Reset your provi\u00adsioning hash'),
  'with no-break spaces': () => make('button', { type: 'button' }, 'Reset\u00a0your\u00a0provisioning\u00a0hash'),
  'in two lines': () => make('button', { type: 'button' }, make('div', {}, 'Reset your'), make('div', {}, 'provisioning hash')),
  'words that came after load': () => {
    const button = make('button', { type: 'button' }, 'Loading…');
    setTimeout(() => (button.firstChild.data = WORDS));
    return button;
  },
  'words in the slot of an open component': () => component('x-open', 'open', (root) => root.append(make('button', { type: 'button' }, make('span', {}, make('slot'))))),
  'words in the slot of a closed component': () => component('x-closed', 'closed', (root) => root.append(make('button', { type: 'button' }, make('span', {}, make('slot'))))),
  'words in a component within': () => {
    const part = make('x-words');
    part.attachShadow({ mode: 'open' }).append(make('span', {}, WORDS));
    return make('button', { type: 'button' }, part);
  },
  'a large drawing': () => {
    const icon = svg();
    for (let at = 0; at < 300; at += 1) icon.append(document.createElementNS('http://www.w3.org/2000/svg', 'path'));
    return make('button', { type: 'button' }, icon, WORDS);
  },
  'a tooltip around a button': () => make('span', { tabindex: '0', title: WORDS }, make('button', { type: 'button', 'data-press': '' }, '⟳')),
  'a spinner that is not shown': () => make('button', { type: 'button' }, make('span', { hidden: '' }, 'Loading'), WORDS),
  'words on the host of a component': () => {
    const host = component('x-icon', 'open', (root) => root.append(make('button', { type: 'button' }, '⟳')));
    host.replaceChildren();
    host.setAttribute('label', WORDS);
    return host;
  },
  'words on the host of a component with a field': () => {
    const host = component('x-field', 'open', (root) => root.append(make('button', { type: 'button' }, '⟳'), make('input', { type: 'hidden' })));
    host.replaceChildren();
    host.setAttribute('label', WORDS);
    return host;
  },
  'in a modal dialog of the page': () => {
    const dialog = make('dialog', {}, make('p', {}, 'Enterprise API'), make('button', { type: 'button', 'data-press': '' }, WORDS));
    queueMicrotask(() => dialog.showModal());
    return dialog;
  },
  'in a popover of the page': () => {
    const menu = make('div', { popover: 'manual' }, make('button', { type: 'button', 'data-press': '' }, WORDS));
    queueMicrotask(() => menu.showPopover());
    return menu;
  },
};

// What only looks like it: each of them reaches the page.
const OTHERS = {
  'a heading': () => make('h3', {}, WORDS),
  'prose': () => make('p', {}, `${WORDS} here.`),
  'another button beside it': () => make('div', {}, make('button', { type: 'button', 'data-press': '' }, 'Cancel'), make('button', { type: 'button' }, WORDS)),
  'a button about it': () => make('button', { type: 'button' }, 'How to reset your provisioning hash'),
  'a button in a menu with it': () => make('div', { style: 'position: absolute; background: white', role: 'menu' }, make('button', { type: 'button', 'data-press': '' }, 'Copy account number'), make('button', { type: 'button' }, WORDS)),
  'a button in a dialog with it': () => {
    const dialog = make('dialog', { 'aria-label': 'Enterprise API' }, make('p', {}, 'You can reset your provisioning hash.'), make('button', { type: 'button', 'data-press': '' }, 'Copy account number'), make('button', { type: 'button' }, WORDS), make('button', { type: 'button' }, 'Close'));
    queueMicrotask(() => dialog.showModal());
    return dialog;
  },
  'a region that is called so': () => make('div', { role: 'region', tabindex: '0', 'aria-label': WORDS }, make('p', {}, 'About the hash')),
  'a button in what is called so': () => make('div', { tabindex: '-1', 'aria-label': WORDS }, make('button', { type: 'button', 'data-press': '' }, 'Copy account number')),
  'a field of its form': () => make('form', {}, make('input', { type: 'checkbox', 'data-press': '' }), make('button', {}, WORDS)),
};

const TYPES = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'touchstart', 'touchend', 'click', 'auxclick', 'keydown', 'keypress', 'keyup', 'submit'];
let place;
window.__got = [];
const record = (event) => {
  if (place && event.composedPath().includes(place)) window.__got.push(`${event.type}:${event.isTrusted}`);
};
for (const type of TYPES) window.addEventListener(type, record, true);
// A shape's form must not leave the page.
window.addEventListener('submit', (event) => event.preventDefault());

window.__shapes = () => [Object.keys(SHAPES), Object.keys(OTHERS)];
window.__put = (name) => {
  place?.remove();
  place = make('div', { id: 'shape', style: 'position: relative; z-index: 9; padding: 8px; background: white' });
  const whole = (SHAPES[name] ?? OTHERS[name])();
  place.append(whole);
  document.body.prepend(place);
  window.__got.length = 0;
  const control = whole.matches('form') ? whole.firstElementChild : whole.matches('ul, details') ? whole.firstElementChild : whole;
  const pressed = whole.querySelector('[data-press]') ?? whole.querySelector('#icon') ?? control;
  const inner = whole.shadowRoot?.querySelector('button');
  window.__control = pressed.closest('button, label, [role], a') ?? inner ?? pressed;
};
window.__rect = () => {
  const whole = place.firstElementChild;
  const pressed = whole.querySelector('[data-press]') ?? whole.querySelector('#icon') ?? whole.querySelector('button, input, [role=menuitem], summary') ?? whole;
  const { x, y, width, height } = pressed.getBoundingClientRect();
  return { x, y, width, height };
};
window.__clear = () => {
  place?.remove();
  place = undefined;
};
