// Starts the engine behind the popup and the options page.
const pages = /** @type {Promise<KeyturnPages>} */ (keyturnLoad('pages'));
pages.then(
  (engine) => engine.start(document.body.dataset.page ?? ''),
  (error) => {
    const name = chrome.i18n.getMessage('app_name');
    document.title = name;
    for (const heading of document.querySelectorAll('h1')) heading.textContent = name;
    const said = document.getElementById('trouble');
    if (!said) return;
    said.textContent = chrome.i18n.getMessage('app_no_engine', String(error));
    said.hidden = false;
    // The rest of the page has no words without an engine.
    document.querySelector('main')?.replaceChildren(said);
  },
);
