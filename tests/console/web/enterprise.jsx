import { useEffect, useLayoutEffect, useRef, useState } from 'react';
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

// What looks like a hash and is none.
const DECOYS = {
  checksum: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  token: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
  key: 'lpkey_5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9',
};

function Decoys() {
  return (
    <section id="decoys" className="card">
      <table>
        <thead><tr><th>File</th><th>Checksum</th></tr></thead>
        <tbody><tr><td>connector.msi</td><td><code>{DECOYS.checksum}</code></td></tr></tbody>
      </table>
      <dl className="stacked">
        <dt>Provisioning token</dt><dd><code>{DECOYS.token}</code></dd>
        <dt>REST API key</dt><dd><code>{DECOYS.key}</code></dd>
        <dt>API secret</dt><dd><code>{'<Your API Secret>'}</code></dd>
        <dt>API secret</dt><dd><code>{'•'.repeat(64)}</code></dd>
      </dl>
    </section>
  );
}

// The hash in a closed root, with its label.
function InRoot({ hash }) {
  const host = useRef(null);
  const root = useRef(null);
  useLayoutEffect(() => {
    root.current ??= host.current.attachShadow({ mode: 'closed' });
    const label = document.createElement('b');
    const code = document.createElement('code');
    label.textContent = 'Provisioning hash';
    code.textContent = hash;
    root.current.replaceChildren(label, ' ', code);
  }, [hash]);
  return <div id="hash-root" ref={host} />;
}

// The new hash, in the shape asked for.
function NewHash({ hash, onForget }) {
  const wanted = shape('hash');
  const isBare = wanted === 'unlabelled' || wanted === 'decoys' || wanted === 'shadow';
  const inside = () => {
    switch (wanted) {
      case 'quoted': return <code id="provisioning-hash">{`"${hash}"`}</code>;
      case 'nodes': return (
        <code id="provisioning-hash">
          {[hash.slice(0, 10), hash.slice(10, 20)]}<b>{hash.slice(20, 33)}</b>{`\u00ad${hash.slice(33, 50)}`}<i>{hash.slice(50)}</i>
        </code>
      );
      case 'field': return <input id="provisioning-hash" className="wide" readOnly value={hash} aria-label="Provisioning hash" />;
      case 'shadow': return <InRoot hash={hash} />;
      default: return <code id="provisioning-hash">{hash}</code>;
    }
  };
  return (
    <section id="hash-card" className="card fresh">
      {!isBare && wanted !== 'field' && <h2>Provisioning hash</h2>}
      {inside()}
      {wanted === 'copy' && (
        <button id="copy-hash" type="button" className="quiet" onClick={() => navigator.clipboard.writeText(hash)}>Copy</button>
      )}
      <p className="small">Store it in a safe place now. It will not be shown again.</p>
      {wanted && <button id="forget-hash" type="button" className="quiet" onClick={onForget}>Forget it</button>}
    </section>
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
      {hash && <NewHash hash={hash} onForget={() => setHash(null)} />}
      {hash && shape('hash') === 'decoys' && <Decoys />}
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
