// What the pages of the benchmark do: each function is a row of its table, and answers with what only the page can see.
// They are a console's work, done in a fixed amount, whoever looks on.

const h = (name, ...children) => {
    const element = document.createElement(name);
    element.append(...children);
    return element;
};
const main = () => document.querySelector('main');
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const turn = () => new Promise((resolve) => setTimeout(resolve));
/** The next turn, at once: a timer's would come after four milliseconds. */
const next = () =>
    new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => (port1.close(), resolve());
        port2.postMessage(null);
    });
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** Until whoever looks on has had time to: a rival begins a tenth of a second after a change. */
const settled = () => wait(600);

/** Five elements. */
const row = (at) =>
    h('tr', h('td', `User ${at}`), h('td', `user.${at}@orgabc.example`), h('td', 'Active'), h('td', `${at % 28 + 1} Nov 2026`));
const rows = (count, from = 0) => Array.from({ length: count }, (_, at) => row(from + at));

/** Whether anybody has marked a number. */
const isMarked = () =>
    ['keyturn-account-number', 'rival'].some((key) => CSS.highlights.get(key)?.size) || !!document.querySelector('mark');

/** So many elements at once, with an account number behind the last. Answers how long it took until that was marked. */
async function big(count) {
    const table = h('table', h('tbody', ...rows(Math.floor(count / 5))));
    await settled();
    const began = performance.now();
    main().append(table, h('p', 'Account number: 18836731'));
    let marked = null;
    // The first frame's callbacks come before it is laid out, those of the second after.
    await frame();
    await frame();
    // A second from when it is laid out; that itself may take two, and a frame of such a page half of one.
    const laidOut = performance.now();
    do {
        await frame();
        if (marked === null && isMarked()) marked = performance.now() - began;
    } while (performance.now() - laidOut < 1000);
    return { marked };
}

/** A table of 2,000 rows; a thousand times 50 leave and 50 come. */
async function storm(changes) {
    const body = h('tbody', ...rows(2000));
    main().append(h('table', body));
    await settled();
    return async () => {
        const began = performance.now();
        for (let change = 0; change < changes; change++) {
            for (let left = 50; left > 0; left--) body.firstElementChild.remove();
            body.append(...rows(50, 2000 + change * 50));
            await turn();
        }
        await frame();
        const took = performance.now() - began;
        await settled();
        return { took };
    };
}

/** A page of 100,000 elements, in which one text changes at each frame. */
async function tick(count) {
    main().append(h('table', h('tbody', ...rows(Math.floor(count / 5)))));
    const text = document.querySelectorAll('td')[10].firstChild;
    await settled();
    await settled();
    return async (changes) => {
        const began = performance.now();
        for (let change = 0; change < changes; change++) {
            text.data = `User ${change} of ${began}`;
            await frame();
        }
        return { took: performance.now() - began };
    };
}

/** So many custom elements with roots, at once; then the text in each tenth of them changes. */
async function shadow(count) {
    customElements.get('user-card') ?? customElements.define('user-card', class extends HTMLElement {
        constructor() {
            super();
            this.attachShadow({ mode: 'open' }).append(h('p', h('b', 'A user'), ' ', h('span', 'is active')), h('slot'));
        }
    });
    await settled();
    return async () => {
        const began = performance.now();
        const cards = Array.from({ length: count }, (_, at) => h('user-card', `User ${at}`));
        main().append(...cards);
        await frame();
        for (let at = 0; at < cards.length; at += 10) {
            cards[at].shadowRoot.querySelector('span').firstChild.data = 'is not active';
            await frame();
        }
        const took = performance.now() - began;
        await settled();
        return { took };
    };
}

/** So many routes of a single-page application: each draws its view anew; every second one shows the account number. */
async function routes(count, from) {
    const began = performance.now();
    for (let at = from; at < from + count; at++) {
        history.pushState(null, '', `?route=${at}`);
        const account = at % 2 ? [h('p', 'Account number: ', h('span', '18836731'))] : [];
        main().replaceChildren(h('h1', `Route ${at}`), ...account, h('table', h('tbody', ...rows(10, at))), h('button', 'Save'));
        // Now and then the page is left alone for as long as looking takes.
        await (at % 10 ? next() : frame());
    }
    await settled();
    return { took: performance.now() - began };
}

/** Ten thousand clicks on things that are not the reset. */
async function clicks(count) {
    main().append(h('button', 'Reset your provisioning hash'));
    const buttons = Array.from({ length: 200 }, (_, at) => h('button', h('span', `Edit user ${at}`)));
    main().append(...buttons);
    let heard = 0;
    main().addEventListener('click', () => heard++);
    await settled();
    const began = performance.now();
    for (let at = 0; at < count; at++) buttons[at % buttons.length].firstElementChild.click();
    const took = performance.now() - began;
    return { each: took / count, heard };
}

/** One press of the reset: how long the handler took, and until the page has drawn what it opened. */
async function hold() {
    const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent.startsWith('Reset'));
    button.focus();
    await settled();
    await frame();
    const began = performance.now();
    button.click();
    const held = performance.now() - began;
    const isOpen = () => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.localName === 'keyturn-controls';
    while (!isOpen() && performance.now() - began < 5000) await frame();
    // What is drawn is on the screen when the next frame begins.
    await frame();
    return { held, painted: performance.now() - began, isOpen: isOpen() };
}

Object.assign(globalThis, { work: { big, storm, tick, shadow, routes, clicks, hold } });
