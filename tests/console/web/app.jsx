import { useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import './style.css';
import { ask } from './api.js';
import { AccountNumber } from './account.jsx';
import { Dashboard } from './dashboard.jsx';
import { EnterpriseApi } from './enterprise.jsx';
import { recordEvents } from './events.js';
import { Icon } from './icons.jsx';
import { Login, Multifactor } from './login.jsx';
import { Link, Router, useRoute } from './router.jsx';
import { shape } from './shapes.js';
import { Users } from './users.jsx';

function Profile({ session, onLogout }) {
  const [open, setOpen] = useState(false);
  const whole = useRef(null);
  useEffect(() => {
    if (!open) return undefined;
    const outside = (event) => whole.current.contains(event.target) || setOpen(false);
    const escape = (event) => event.key === 'Escape' && setOpen(false);
    document.addEventListener('mousedown', outside);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('mousedown', outside);
      document.removeEventListener('keydown', escape);
    };
  }, [open]);
  return (
    <div className="profile" ref={whole}>
      <button id="profile-button" type="button" className="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="avatar" aria-hidden="true">{session.email.slice(0, 1).toUpperCase()}</span>
        {session.email}
        <Icon name="chevron" />
      </button>
      {open && (
        <div id="profile-menu" className="menu">
          <p className="company">{session.company}</p>
          {shape('number') !== 'none' && (
            <p className="account">
              <span className="label">Account number</span>
              <AccountNumber id="profile-account-number" number={session.number} />
            </p>
          )}
          <button id="log-out" type="button" onClick={onLogout}>Log out</button>
        </div>
      )}
    </div>
  );
}

function Nav() {
  const { path } = useRoute();
  const [open, setOpen] = useState(path.startsWith('/advanced'));
  return (
    <nav className="nav" aria-label="Main">
      <p className="brand">Admin Console (demo)</p>
      <Link id="nav-dashboard" to="/dashboard"><Icon name="dashboard" />Dashboard</Link>
      <Link id="nav-users" to="/users"><Icon name="users" />Users</Link>
      <button id="nav-advanced" type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="advanced" />Advanced<Icon name="chevron" />
      </button>
      {open && (
        <div className="sub"><Link id="nav-enterprise-api" to="/advanced/enterpriseApi">Enterprise API</Link></div>
      )}
    </nav>
  );
}

const PAGES = { '/dashboard': Dashboard, '/users': Users, '/advanced/enterpriseApi': EnterpriseApi };

function App() {
  const { path, go } = useRoute();
  // undefined: not asked yet; null: nobody is signed in.
  const [session, setSession] = useState(undefined);
  const load = async () => setSession(await ask('/api/session'));
  useEffect(() => { load(); }, []);
  const login = path.startsWith('/login');
  useEffect(() => {
    if (session === undefined || login) return;
    if (session === null) go('/login', { replace: true });
    else if (path === '/') go('/dashboard', { replace: true });
  }, [session, path]);

  if (path === '/login') return <Login />;
  if (path === '/login/multifactor') return <Multifactor onDone={load} />;
  if (!session) return null;
  const logout = async () => {
    await ask('/api/logout', {});
    go('/login');
    setSession(null);
  };
  const Page = PAGES[path];
  return (
    <div className="shell">
      <Nav />
      <div className="side">
        <header className="top"><Profile session={session} onLogout={logout} /></header>
        <main id="main">
          {Page ? <Page session={session} setSession={setSession} /> : path !== '/' && <h1>There is no such page</h1>}
        </main>
      </div>
    </div>
  );
}

recordEvents();
createRoot(document.getElementById('root')).render(<Router><App /></Router>);
