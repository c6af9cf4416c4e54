// Asks the server. `null` where there is nobody signed in; throws on anything else that is not an answer.
export async function ask(path, body) {
  const init = body === undefined
    ? {}
    : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(path, init);
  if (answer.status === 401) return null;
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.status === 204 ? true : answer.json();
}

// The harmless buttons: the server writes down that they were pressed.
export function report(name) {
  return ask('/api/action', { name });
}
