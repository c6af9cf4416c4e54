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
    [...text]
      .map((letter) => letter.toLowerCase())
      .join('')
      .replace(/[^\p{Alphabetic}\p{N}]/gu, '');

  /** A long text is no control's words. @param {string | null | undefined} text */
  const short = (text) => (text && text.length < 500 ? text : '');

  /** All that a control says. @param {HTMLElement & { value?: unknown }} element */
  const sayings = (element) => {
    const ids = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
    const root = /** @type {Document} */ (element.getRootNode());
    const says = [short(element.textContent), element.value, ...ids.map((id) => root.getElementById?.(id)?.textContent)];
    for (const one of [element, ...element.querySelectorAll('*')]) {
      says.push(short(keyturnRootOf?.(one)?.textContent));
      for (const name of ['alt', 'title', 'aria-label', 'label']) says.push(one.getAttribute(name));
    }
    return says.join(' ');
  };

  const read = async () => {
    try {
      const { pageWords } = await chrome.storage.local.get('pageWords');
      const cached = /** @type {{ coarse: string[][], change: unknown } | undefined} */ (pageWords);
      // Junk has no such list, and is left.
      const sets = cached?.coarse.filter((set) => Array.isArray(set) && set.length) ?? [];
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
      const says = squeezed(sayings(element));
      return words.coarse.some((set) => set.every((word) => says.includes(word)));
    },
  };
})();
