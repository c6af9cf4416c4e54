// Starts the engine behind the popup and the options page.
const pages = /** @type {Promise<KeyturnPages>} */ (keyturnLoad('pages'));
pages.then(
  (engine) => engine.start(document.body.dataset.page ?? ''),
  (error) => {
    document.title = chrome.i18n.getMessage('app_name');
    document.body.textContent = chrome.i18n.getMessage('app_no_engine', String(error));
  },
);
