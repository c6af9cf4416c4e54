// A script as an admin's colleague would write it: all text of the page, node by node, for the number behind its label.
// It marks what it found with a custom highlight, which leaves the page alone.
const look = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const { data } = walker.currentNode;
        const found = /account number\W{0,3}(\d{2,})/i.exec(data);
        if (!found) continue;
        const range = new Range();
        range.setStart(walker.currentNode, found.index + found[0].length - found[1].length);
        range.setEnd(walker.currentNode, found.index + found[0].length);
        CSS.highlights.set('rival', new Highlight(range));
    }
};
let timer;
const later = () => (timer ??= setTimeout(() => ((timer = undefined), look()), 100));
new MutationObserver(later).observe(document, { childList: true, subtree: true, characterData: true });
later();
