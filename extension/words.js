// The words that an admin changed, for the loaders and the engine of this frame. They are read from where only they lie
// (`pageWords`): the one thing that a console page takes from the storage by itself, because a press must be suspected
// before any background could answer. Written by the background alone; where nothing can be read, the shipped words hold.
(() => {
  if (globalThis.keyturnWords) return;

  /** Sets of words of which a control must say all to be suspected (crate/core/src/words/coarse.rs). */
  const SHIPPED = [['reset', 'hash']];
  /** @type {{ coarse: string[][], change: unknown }} */
  let words = { coarse: SHIPPED, change: null };

  /** Letters and digits alone, in lower case, as core does it. @param {string} text */
  const squeezed = (text) =>
    Array.from(text, (letter) => letter.toLowerCase())
      .join('')
      .replace(/[^\p{Alphabetic}\p{N}]/gu, '');

  /** All that a control says. @param {HTMLElement} element */
  const sayings = (element) => {
    const ids = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
    const labels = ids.map((id) => document.getElementById(id)?.textContent);
    const value = element instanceof HTMLInputElement ? element.value : '';
    return [element.textContent, value, element.title, element.ariaLabel, element.getAttribute('alt'), ...labels].join(' ');
  };

  const read = async () => {
    try {
      const { pageWords } = await chrome.storage.local.get('pageWords');
      const cached = /** @type {{ coarse?: unknown, change?: unknown } | null | undefined} */ (pageWords);
      const sets = Array.isArray(cached?.coarse) ? cached.coarse.filter((set) => Array.isArray(set) && set.length > 0) : [];
      words = { coarse: [...SHIPPED, ...sets], change: cached?.change ?? null };
    } catch {
      // What was known so far still holds.
    }
  };

  globalThis.keyturnWords = {
    known: read(),
    read,
    change: () => words.change,
    mayBeReset: (element) => {
      if ((element.textContent ?? '').length > 500) return false;
      const says = squeezed(sayings(element));
      return words.coarse.some((set) => set.every((word) => says.includes(word)));
    },
  };
})();
