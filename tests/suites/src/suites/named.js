// Controls of every kind, with words that are carried in every way, in every place: as a seed draws them. The page that they are put
// into acts on whatever reaches it. Given to every page that named.rs opens.
// A strict policy takes no style attribute, so styles go by the object model.
const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  const { style = '', ...rest } = attributes;
  element.style.cssText = style;
  for (const [key, value] of Object.entries(rest)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

// Mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c (public domain).
let seed = 0;
const random = () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
let trail = [];
const pick = (choices) => {
  const names = Object.keys(choices);
  const name = names[Math.floor(random() * names.length)];
  trail.push(name);
  return choices[name];
};

const svg = (...children) => {
  const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  icon.setAttribute('width', '60');
  icon.setAttribute('height', '20');
  const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  rect.setAttribute('width', '60');
  rect.setAttribute('height', '20');
  icon.append(...children, rect);
  return icon;
};
const title = (words) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  element.textContent = words;
  return element;
};
const halves = (words) => {
  const middle = words.indexOf(' ', words.length / 3);
  return [words.slice(0, middle), words.slice(middle + 1)];
};
// A form must not leave the page; what is submitted in a root does not get out of it.
const form = (...children) => {
  const element = make('form', {}, ...children);
  element.addEventListener('submit', (event) => event.preventDefault());
  return element;
};
const component = (mode, inside, ...light) => {
  const host = make('x-part', {}, ...light);
  host.attachShadow({ mode }).append(...inside);
  return host;
};

const RESET = 'Reset your provisioning hash';
const WORDS = {
  'the reset': RESET,
  'the reset in old capitals': 'Reset Your Provisioning Hash',
  'the reset in capitals': 'RESET YOUR PROVISIONING HASH',
  'the reset without your': 'Reset provisioning hash',
  'the filters': 'Reset filters',
  'the number': 'Copy account number',
  'the users': 'Edit users',
};

// How a control's content says it.
const CONTENT = {
  'a text': (words) => [words],
  'a text with an ellipsis': (words) => [`${words}…`],
  'a span': (words) => [make('span', {}, words)],
  'spans in spans': (words) => [make('span', {}, make('span', {}, make('b', {}, words)))],
  'two halves': (words) => [halves(words)[0], ' ', make('b', {}, halves(words)[1])],
  'two spans over lines of the source': (words) => [make('span', {}, `\n  ${halves(words)[0]}\n  `), make('span', {}, `\n  ${halves(words)[1]}\n`)],
  'two blocks': (words) => halves(words).map((half) => make('div', {}, half)),
  'two blocks that are spans': (words) => halves(words).map((half) => make('span', { style: 'display: block' }, half)),
  'two lines': (words) => [halves(words)[0], make('br'), halves(words)[1]],
  'columns of a grid': (words) => [make('span', { style: 'display: grid' }, ...halves(words).map((half) => make('span', {}, half)))],
  'a first letter of its own': (words) => [make('b', {}, words[0]), words.slice(1)],
  'texts in pieces': (words) => words.split(/(?<=[aeiou])/).map((piece) => document.createTextNode(piece)),
  'no-break spaces': (words) => [words.replaceAll(' ', '\u00a0')],
  'a soft hyphen': (words) => [words.replace(/(?<=...)(?=[a-z]{3})/, '\u00ad')],
  'a place to break': (words) => [words.slice(0, 3), make('wbr'), words.slice(3)],
  'a picture': (words) => [make('img', { alt: words, width: '60', height: '20' })],
  'a picture before a space': (words) => [make('img', { alt: '', width: '20', height: '20' }), ' ', words],
  'a picture of one half': (words) => [make('img', { alt: halves(words)[0], width: '60', height: '20' }), ' ', halves(words)[1]],
  'a drawing with a label': (words) => {
    const icon = svg();
    icon.setAttribute('role', 'img');
    icon.setAttribute('aria-label', words);
    return [icon];
  },
  'a drawing with a title': (words) => [svg(title(words))],
  'a picture with a title': (words) => [make('img', { title: words, width: '60', height: '20' })],
  'an icon with a title': (words) => [make('i', { title: words, style: 'display: inline-block; width: 20px; height: 20px' })],
  'a drawing in what has a title': (words) => [make('span', { title: words }, svg())],
  'words that are drawn': (words) => {
    const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
    text.setAttribute('y', '15');
    text.textContent = words;
    return [svg(text)];
  },
  'a large drawing': (words) => {
    const icon = svg();
    for (let at = 0; at < 300; at += 1) icon.append(document.createElementNS('http://www.w3.org/2000/svg', 'path'));
    return [icon, words];
  },
  'a part with a label': (words) => [make('span', { role: 'img', 'aria-label': words }, '⟳')],
  'an icon that is hidden': (words) => [make('i', { 'aria-hidden': 'true' }, 'lock_reset'), words],
  'a badge that is not shown': (words) => [words, make('span', { style: 'display: none' }, 'Loading')],
  'a badge that is hidden': (words) => [make('span', { hidden: '' }, 'Loading'), words],
  'a spinner that cannot be seen': (words) => [make('span', { style: 'visibility: hidden' }, 'Loading'), words],
  'words for screen readers': (words) => [svg(), make('span', { style: 'position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap' }, words)],
  'a comment within': (words) => [words.slice(0, 7), document.createComment(' x '), words.slice(7)],
  'data within': (words) => [make('script', { type: 'application/json' }, '{}'), words],
  'a template within': (words) => [make('template', {}, 'x'), words],
  'contents': (words) => [make('span', { style: 'display: contents' }, words)],
  'an open component': (words) => [component('open', [make('span', {}, words)])],
  'a closed component': (words) => [component('closed', [make('span', {}, words)])],
  'the slot of an open component': (words) => [component('open', [make('b', {}, make('slot'))], words)],
  'the slot of a closed component': (words) => [component('closed', [make('b', {}, make('slot'))], words)],
  'what a slot has where nothing is given': (words) => [component('open', [make('slot', {}, words)])],
  'a component in a component': (words) => [component('open', [component('open', [make('span', {}, words)])])],
};

// What is pressed. Each gives the whole and the control.
const alone = (control) => [control, control];
const CONTROLS = {
  'a button': (words) => alone(make('button', { type: 'button' }, ...pick(CONTENT)(words))),
  'a button of a form': (words) => {
    const button = make('button', {}, ...pick(CONTENT)(words));
    return [form(make('input', { 'aria-label': 'Why' }), button), button];
  },
  'a link': (words) => alone(make('a', { href: '#reset' }, ...pick(CONTENT)(words))),
  'a link that is a button': (words) => alone(make('a', { role: 'button', tabindex: '0' }, ...pick(CONTENT)(words))),
  'a div that is a button': (words) => alone(make('div', { role: 'button', tabindex: '0' }, ...pick(CONTENT)(words))),
  'a span that is a link': (words) => alone(make('span', { role: 'link', tabindex: '0' }, ...pick(CONTENT)(words))),
  'an item of a menu': (words) => {
    const item = make('li', { role: 'menuitem', tabindex: '-1' }, ...pick(CONTENT)(words));
    return [make('ul', { role: 'menu' }, make('li', { role: 'menuitem', tabindex: '-1' }, 'Something else'), item), item];
  },
  'a summary': (words) => {
    const summary = make('summary', {}, ...pick(CONTENT)(words));
    return [make('details', {}, summary, 'More'), summary];
  },
  'an input of type button': (words) => alone(make('input', { type: 'button', value: words })),
  'an input of type submit': (words) => {
    const input = make('input', { type: 'submit', value: words });
    return [form(input), input];
  },
  'an input of type image': (words) => {
    const input = make('input', { type: 'image', alt: words, width: '80', height: '24' });
    return [form(input), input];
  },
  'a button with aria-label': (words) => alone(make('button', { type: 'button', 'aria-label': words }, '⟳')),
  'a link with aria-label': (words) => alone(make('a', { href: '#reset', 'aria-label': words }, svg())),
  'a div with aria-label': (words) => alone(make('div', { role: 'button', tabindex: '0', 'aria-label': words }, svg())),
  'a button with title': (words) => alone(make('button', { type: 'button', title: words }, svg())),
  'a button with aria-labelledby': (words) => {
    const button = make('button', { type: 'button', 'aria-labelledby': 'named-by' }, '⟳');
    return [make('div', {}, make('h4', { id: 'named-by' }, ...pick(CONTENT)(words)), button), button];
  },
  'a button with aria-labelledby twice': (words) => {
    const button = make('button', { type: 'button', 'aria-labelledby': 'named-one named-two' }, '⟳');
    const [one, two] = halves(words);
    return [make('div', {}, make('b', { id: 'named-one' }, one), make('i', { id: 'named-two' }, two), button), button];
  },
  'a button with aria-labelledby of itself and another': (words) => {
    const [one, two] = halves(words);
    const button = make('button', { type: 'button', id: 'named-one', 'aria-labelledby': 'named-one named-two' }, one);
    return [make('div', {}, button, make('i', { id: 'named-two' }, two)), button];
  },
  'a button with a hidden aria-labelledby': (words) => {
    const button = make('button', { type: 'button', 'aria-labelledby': 'named-by' }, '⟳');
    return [make('div', {}, make('span', { id: 'named-by', hidden: '' }, words), button), button];
  },
  'a button with a label': (words) => {
    const button = make('button', { type: 'button', id: 'named-one' }, svg());
    return [make('div', {}, make('label', { for: 'named-one' }, ...pick(CONTENT)(words)), button), button];
  },
  'a button in a label': (words) => {
    const button = make('button', { type: 'button' }, svg());
    return [make('label', {}, make('span', {}, words), button), button];
  },
  'a button in an open component': (words) => {
    const button = make('button', { type: 'button' }, ...pick(CONTENT)(words));
    return [component('open', [button]), button];
  },
  'a button in a closed component': (words) => {
    const button = make('button', { type: 'button' }, ...pick(CONTENT)(words));
    return [component('closed', [button]), button];
  },
  'a button with the slot of an open component': (words) => {
    const button = make('button', { type: 'button' }, make('slot'));
    return [component('open', [button], ...pick(CONTENT)(words)), button];
  },
  'a button with the slot of a closed component': (words) => {
    const button = make('button', { type: 'button' }, make('slot'));
    return [component('closed', [button], ...pick(CONTENT)(words)), button];
  },
  'a component that is a button': (words) => alone(Object.assign(component('open', [make('b', {}, make('slot'))], words), { role: 'button', tabIndex: 0 })),
};

// Where it stands.
const PLACES = {
  'on the page': (whole) => whole,
  'in a paragraph': (whole) => make('div', {}, make('p', {}, 'Your provisioning hash is shown once.'), whole),
  'in a section with a heading': (whole) => make('section', {}, make('h3', {}, 'Provisioning hash'), whole),
  'in a cell': (whole) => make('table', {}, make('tbody', {}, make('tr', {}, make('td', {}, 'Hash'), make('td', {}, whole)))),
  'in a set of fields': (whole) => make('fieldset', {}, make('legend', {}, 'Enterprise API'), whole),
  'in a part that is called the reset': (whole) => make('div', { tabindex: '-1', 'aria-label': RESET }, whole, make('button', { type: 'button' }, 'Close')),
  'in a region that is called the reset': (whole) => make('div', { role: 'region', tabindex: '0', 'aria-label': RESET }, whole),
  'in a component that is called the reset': (whole) => {
    const panel = make('div', { tabindex: '-1' }, make('button', { type: 'button' }, 'Close'), make('slot'));
    return Object.assign(component('open', [panel], whole), { title: RESET });
  },
  'in a list': (whole) => make('ul', {}, make('li', {}, whole)),
  'beside others': (whole) => make('div', { role: 'toolbar' }, make('button', { type: 'button' }, 'Cancel'), whole, make('button', { type: 'button' }, 'Help')),
  'in an open root': (whole) => component('open', [whole]),
  'in a closed root': (whole) => component('closed', [whole]),
  'in roots in roots': (whole) => component('open', [component('closed', [make('div', {}, whole)])]),
  'in a slot': (whole) => component('open', [make('section', {}, make('slot'))], whole),
  'in a slot of a closed root': (whole) => component('closed', [make('section', {}, make('slot'))], whole),
  'in contents': (whole) => make('div', { style: 'display: contents' }, whole),
  'in a dialog': (whole) => {
    const dialog = make('dialog', { 'aria-label': 'Enterprise API' }, whole, make('button', { type: 'button' }, 'Close'));
    queueMicrotask(() => dialog.showModal());
    return dialog;
  },
  'in a popover': (whole) => {
    const menu = make('div', { popover: 'manual' }, whole);
    queueMicrotask(() => menu.showPopover());
    return menu;
  },
};

let place;
window.__got = [];
const record = (event) => {
  if (place && event.composedPath().includes(place)) window.__got.push(`${event.type}:${event.isTrusted}`);
};
for (const type of ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'keydown', 'submit']) window.addEventListener(type, record, true);

window.__draw = (number) => {
  window.__clear();
  // Numbers that follow each other begin alike.
  seed = Math.imul(number, 0x9e3779b1);
  trail = [];
  const words = pick(WORDS);
  const [whole, control] = pick(CONTROLS)(words);
  place = make('div', { id: 'shape', style: 'position: relative; z-index: 9; padding: 8px; background: white' }, pick(PLACES)(whole));
  document.body.prepend(place);
  window.__control = control;
  return trail.join(', ');
};
window.__clear = () => {
  place?.remove();
  place = undefined;
  window.__got.length = 0;
};
window.__rect = () => {
  // Of a link over two lines the middle of the whole may be beside both; around blocks in it there are lines without anything.
  const lines = [...window.__control.getClientRects()];
  const { x, y, width, height } = lines.find((line) => line.width > 0 && line.height > 0) ?? window.__control.getBoundingClientRect();
  return { x, y, width, height };
};
