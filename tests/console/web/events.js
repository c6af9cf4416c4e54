// What reached the page: tests read window.__events. Bubbling listeners on window come last, so an event that is
// listed here was seen by everything in the page.
export function recordEvents() {
  const seen = [];
  window.__events = seen;
  for (const type of ['click', 'mousedown', 'keydown', 'submit']) {
    window.addEventListener(type, (event) => {
      const id = event.target?.closest?.('[id]')?.id ?? '';
      seen.push(`${type}:${event.isTrusted}:${id}`);
    });
  }
}
