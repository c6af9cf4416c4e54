// The first thing that runs in every frame of the console, at document_start, before any script of the page: what it hears
// of presses, it gives to hold.js, before the page's own listeners get it. Loaded first, decides nothing.
(() => {
  if (globalThis.keyturnRootOf) return;

  const TYPES = 'pointerdown touchstart mousedown pointerup touchend mouseup click auxclick keydown keyup submit copy'.split(' ');
  /** A finger's events are only kept from the page, never cancelled: a page scrolls at once under a passive listener.
   * @param {string} type */
  const options = (type) => ({ capture: true, passive: type.startsWith('touch') });

  /** Not any more once the extension was updated, removed or switched off under an open page. */
  const isHere = () => chrome.runtime?.id;

  /** The root inside an element, closed ones too. @param {EventTarget | null | undefined} host @returns {ShadowRoot | null | undefined} */
  const rootOf = (host) => {
    // Taken apart, because addons-linter warns of Chromium's API by its full name; Firefox has none.
    const { dom } = /** @type {Partial<typeof chrome>} */ (isHere() ? chrome : {});
    if (host instanceof HTMLElement) return host.openOrClosedShadowRoot ?? dom?.openOrClosedShadowRoot(host);
  };
  globalThis.keyturnRootOf = rootOf;

  /** @param {Event} event */
  const hear = (event) => {
    if (!isHere()) leave();
    globalThis.keyturnHold?.hear(event);
    // An event inside a closed root names the host as its target. A listener put on that root now is called in the same
    // dispatch, before the control's own, and sees the control.
    // Of thousands of roots within one another each listens: there the whole path would be made thousands of times.
    const target = event.currentTarget === window ? event.composedPath()[0] : event.target;
    if (isHere() && !event.cancelBubble) rootOf(target)?.addEventListener(event.type, hear, { ...options(event.type), once: true });
  };

  const begin = () => {
    for (const type of TYPES) addEventListener(type, hear, options(type));
    observer.observe(document, { childList: true });
    const { documentElement } = document;
    if (documentElement) observer.observe(documentElement, { childList: true });
  };
  // document.open() takes all listeners off, and content scripts do not run again; an observer of the document survives.
  // Adding a listener that is there already does nothing, nor does observing what is observed.
  const observer = new MutationObserver(() => {
    if (isHere()) return begin();
    leave();
    end();
  });

  const end = () => {
    for (const type of TYPES) removeEventListener(type, hear, true);
  };
  /** Takes everything of ours off the page. After an update, Chromium leaves the old script in open pages; background.js puts
   * the new one in beside it. That takes the old one's element out of the page, which is when the old one sees it. If it
   * hears a press before, the new one is still to come, and for a moment the browser's own question stands in for it. */
  const leave = () => {
    observer.disconnect();
    globalThis.keyturnHold?.end();
    setTimeout(end, 3000);
  };

  begin();
})();
