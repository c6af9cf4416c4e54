// Controls that are not the reset, in a bar that stays where it is whatever the page draws. What they get is counted over loads.
const make = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};
const inShadow = (inner) => {
  const host = make('div', {});
  host.attachShadow({ mode: 'open' }).append(inner);
  return inner;
};
const count = (name) => {
  sessionStorage[name] = Number(sessionStorage[name] ?? 0) + 1;
};

const others = [
  make('button', { id: 'other' }, 'Other'),
  make('a', { href: '#other' }, 'Link'),
  make('input', { type: 'checkbox', 'aria-label': 'Tick' }),
  make('input', { 'aria-label': 'Field' }),
  make('div', { role: 'button', tabindex: 0 }, 'Role'),
  inShadow(make('button', {}, 'Shadow')),
];
const bar = make('div', {});
bar.style.cssText = 'position: fixed; left: 4px; bottom: 4px; z-index: 9; display: flex; background: white';
for (const other of others) {
  other.style.cssText = 'box-sizing: border-box; display: block; width: 60px; height: 30px; margin: 0';
  other.addEventListener('click', (event) => {
    // A link would be one more route.
    if (other.localName === 'a') event.preventDefault();
    if (!event.isTrusted) count('scripted');
    else if (event.detail > 0) count('others');
  });
  bar.append(other.parentNode?.host ?? other);
}
document.body.append(bar);
window.others = others;

// A key is counted as such, and makes no click: Firefox brings it here but makes none of it after a Tab to the browser's own bars,
// and the click that it makes of an Enter on a link looks like a mouse's.
window.addEventListener('keydown', (event) => {
  const isForThem = others.includes(event.composedPath()[0]) && ['Enter', 'x'].includes(event.key);
  if (!isForThem || event.defaultPrevented) return;
  event.preventDefault();
  count('others');
});
// Not on the way down: what the page listened for there before an update, it hears before the new version.
window.addEventListener('click', (event) => {
  if (event.target?.id === 'reset-hash') count('reset');
});

return others.map((other) => {
  const { x, y, width, height } = other.getBoundingClientRect();
  return { x, y, width, height };
});
