// The portal's frame around its frames. Its prompt is a dialog up here, or with ?prompt=confirm the browser's own.
import { recordEvents } from '../events.js';

recordEvents();

const FRAMES = { '/portal/dashboard': 'dashboard', '/portal/advanced/enterpriseApi': 'enterprise' };
const query = new URLSearchParams(location.search);
const dialog = document.querySelector('#hash-dialog');

function show() {
  const name = FRAMES[location.pathname] ?? 'dashboard';
  document.querySelector('#content').src = `/portal/frame/${name}${location.search}`;
  for (const link of document.querySelectorAll('nav a')) {
    link.toggleAttribute('aria-current', link.pathname === location.pathname);
  }
}

// Asked by the frames: whether to go on.
window.portalAsk = (words) => {
  if (query.get('prompt') === 'confirm') return Promise.resolve(confirm(words));
  document.querySelector('#hash-words').textContent = words;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'ok'), { once: true });
  });
};

document.querySelector('#hash-ok').addEventListener('click', () => dialog.close('ok'));
document.querySelector('#hash-cancel').addEventListener('click', () => dialog.close());
document.querySelector('nav').addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, '', link.pathname + location.search);
  show();
});
addEventListener('popstate', show);
show();
