import { useEffect, useRef, useState } from 'react';
import { ask } from './api.js';
import { AccountLine } from './account.jsx';
import { shape } from './shapes.js';

const COMMANDS = [
  ['getuserdata', 'List users with their groups, scores and last login'],
  ['batchadd', 'Add users'],
  ['deluser', 'Disable, remove or delete a user'],
  ['batchchangegrp', 'Change the groups of users'],
  ['getsfdata', 'List shared folders and who may use them'],
  ['reporting', 'Read the event log'],
];

// The button that opens the prompt, in the shape asked for.
function HashButton({ id, children, onOpen }) {
  const wanted = shape('reset');
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (wanted !== 'rerender') return undefined;
    const timer = setInterval(() => setTurn((before) => before + 1), 250);
    return () => clearInterval(timer);
  }, [wanted]);
  useEffect(() => {
    if (wanted !== 'delegated') return undefined;
    const open = (event) => {
      if (event.target.closest?.(`#${id}`)) onOpen();
    };
    document.addEventListener('click', open);
    return () => document.removeEventListener('click', open);
  }, [wanted, id, onOpen]);
  if (wanted === 'form') {
    const submit = (event) => {
      event.preventDefault();
      onOpen();
    };
    return (
      <form id="hash-form" className="inline" onSubmit={submit}>
        <input id="reason" name="reason" placeholder="Reason (optional)" aria-label="Reason" autoComplete="off" />
        <button id={id} type="submit" className="primary large">{children}</button>
      </form>
    );
  }
  return (
    <div className="inline">
      {wanted === 'script' && (
        <button id="run-scripted-reset" type="button" onClick={() => document.getElementById(id).click()}>
          Run scripted reset
        </button>
      )}
      <button key={turn} id={id} type="button" className="primary large" onClick={wanted === 'delegated' ? undefined : onOpen}>
        {children}
      </button>
    </div>
  );
}

// The page's own prompt.
function Prompt({ title, children, onOk, onClose }) {
  const dialog = useRef(null);
  useEffect(() => dialog.current.showModal(), []);
  return (
    <dialog id="hash-dialog" ref={dialog} onClose={onClose} aria-labelledby="hash-dialog-title">
      <h2 id="hash-dialog-title">{title}</h2>
      <p>{children}</p>
      <div className="buttons">
        <button id="hash-cancel" type="button" onClick={onClose}>Cancel</button>
        <button id="hash-ok" type="button" className="primary" onClick={onOk}>OK</button>
      </div>
    </dialog>
  );
}

export function EnterpriseApi({ session, setSession }) {
  const [asking, setAsking] = useState(false);
  // Only here: leaving the page or reloading it loses the hash for good.
  const [hash, setHash] = useState(null);
  const [failed, setFailed] = useState(false);
  const [open] = useState(() => () => setAsking(true));
  const had = session.hasHash;
  const make = async () => {
    setAsking(false);
    setFailed(false);
    try {
      const made = await ask(had ? '/api/hash/reset' : '/api/hash/create', {});
      setHash(made.hash);
      setSession({ ...session, hasHash: true });
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      <AccountLine session={session} setSession={setSession} />
      <header className="head">
        <div>
          <p className="crumbs">Advanced</p>
          <h1>Enterprise API</h1>
        </div>
        {had
          ? <HashButton key="reset" id="reset-hash" onOpen={open}>Reset your provisioning hash</HashButton>
          : <HashButton key="create" id="create-hash" onOpen={open}>Create provisioning hash</HashButton>}
      </header>
      {failed && <p className="error" role="alert">That did not work. Reload the page and try again.</p>}
      {hash && (
        <section id="hash-card" className="card fresh">
          <h2>Provisioning hash</h2>
          <code id="provisioning-hash">{shape('hash') === 'quoted' ? `"${hash}"` : hash}</code>
          <p className="small">Store it in a safe place now. It will not be shown again.</p>
        </section>
      )}
      <div className="columns">
        <section className="card">
          <header className="card-head"><h2>Commands</h2></header>
          <table>
            <thead><tr><th>Command</th><th>What it does</th></tr></thead>
            <tbody>{COMMANDS.map(([name, what]) => <tr key={name}><td><code>{name}</code></td><td>{what}</td></tr>)}</tbody>
          </table>
        </section>
        <section className="card">
          <header className="card-head"><h2>Connection</h2></header>
          <dl className="stacked">
            <dt>Endpoint</dt><dd><code>https://lastpass.com/enterpriseapi.php</code></dd>
            <dt>Method</dt><dd>POST, JSON</dd>
            <dt>API secret</dt><dd id="hash-status">{had ? 'In use. It was shown once, when it was made.' : 'None yet.'}</dd>
          </dl>
        </section>
      </div>
      {asking && (
        <Prompt title={had ? 'Reset your provisioning hash?' : 'Create provisioning hash?'} onOk={make} onClose={() => setAsking(false)}>
          {had
            ? 'A new provisioning hash will be made. The current one stops working at once, and everything that uses it must be updated.'
            : 'A provisioning hash will be made for your account. It is shown only once.'}
        </Prompt>
      )}
    </>
  );
}
