import { ask } from '../api.js';
import { recordEvents } from '../events.js';

recordEvents();

// In a blob, only a whole address leads anywhere.
const at = (path) => top.location.origin + path;
let session;
const button = document.querySelector('#reset-hash');

function name() {
  button.textContent = session.hasHash ? 'Reset your provisioning hash' : 'Create provisioning hash';
}

button.addEventListener('click', async () => {
  const words = session.hasHash
    ? 'Reset your provisioning hash? The current one stops working at once.'
    : 'Create provisioning hash? It is shown only once.';
  if (!await top.portalAsk(words)) return;
  const made = await ask(at(session.hasHash ? '/api/hash/reset' : '/api/hash/create'), {});
  parent.showHash(made.hash);
  session.hasHash = true;
  name();
});
ask(at('/api/session')).then((answer) => {
  session = answer;
  name();
});
