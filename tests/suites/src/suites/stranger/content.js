// The page says what is to be said, and from where: `asks` is [id, message, how, from].
addEventListener('stranger-asks', async () => {
  const page = document.documentElement.dataset;
  const [id, message, how, from] = JSON.parse(page.asks);
  const said = from === 'background' ? chrome.runtime.sendMessage({ id, message, how }) : globalThis.speaks(id, message, how);
  page.said = JSON.stringify(await said.catch((error) => ({ failed: String(error) })));
});
