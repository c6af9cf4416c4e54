// The least that any finder must do: all text of the page at once, and a look for the label in it. It marks nothing.
const look = () => {
    const text = document.body.textContent;
    const at = text.indexOf('Account number');
    if (at >= 0) globalThis.found = /\d{2,}/.exec(text.slice(at, at + 100))?.[0];
};
let timer;
const later = () => (timer ??= setTimeout(() => ((timer = undefined), look()), 100));
new MutationObserver(later).observe(document, { childList: true, subtree: true, characterData: true });
later();
