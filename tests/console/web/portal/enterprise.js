// The frame in the portal, with a frame in it: a srcdoc one, or with ?frames=blob the same from a blob.
import { recordEvents } from '../events.js';

recordEvents();

const actions = document.querySelector('#actions');
if (new URLSearchParams(location.search).get('frames') === 'blob') {
  // A blob has no address that others could be relative to.
  const html = actions.getAttribute('srcdoc').replaceAll('"/portal/', `"${location.origin}/portal/`);
  actions.removeAttribute('srcdoc');
  actions.src = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
}

window.showHash = (hash) => { document.querySelector('#provisioning-hash').textContent = hash; };
