import { useState } from 'react';
import { report } from './api.js';
import { AccountLine } from './account.jsx';
import { Icon } from './icons.jsx';

const TILES = [
  { icon: 'users', name: 'Users', value: '40', note: '35 active, 3 invited' },
  { icon: 'groups', name: 'Groups', value: '6', note: 'Synced from your directory' },
  { icon: 'shield', name: 'Security score', value: '78%', note: 'Up 3 points this month' },
  { icon: 'warning', name: 'Weak passwords', value: '12', note: 'Across 9 users' },
];

const SIGN_INS = [22, 27, 31, 30, 28, 9, 7, 25, 32, 34, 31, 29, 11, 8];

const ACTIVITY = [
  { when: 'Today, 09:41', who: 'Hana Novak', what: 'Logged in from a new device', kind: 'Login' },
  { when: 'Today, 09:12', who: 'Oscar Salgado', what: 'Accepted a shared folder', kind: 'Sharing' },
  { when: 'Today, 08:55', who: 'Priya Nair', what: 'Enrolled in multifactor authentication', kind: 'Security' },
  { when: 'Yesterday, 17:30', who: 'Felix Baumann', what: 'Changed the master password', kind: 'Security' },
  { when: 'Yesterday, 15:04', who: 'Rosa Delgado', what: 'Joined the group Finance', kind: 'Directory' },
  { when: 'Yesterday, 11:18', who: 'Ivan Horvat', what: 'Logged in from a new device', kind: 'Login' },
];

function sum(numbers) {
  return numbers.reduce((all, one) => all + one, 0);
}

function SignIns() {
  const high = Math.max(...SIGN_INS);
  return (
    <svg className="chart" viewBox="0 0 280 120" role="img" aria-label="Sign-ins over the last 14 days">
      {SIGN_INS.map((count, at) => {
        const height = (count / high) * 108;
        return <rect key={at} x={at * 20 + 3} y={116 - height} width="14" height={height} rx="3" />;
      })}
      <path d="M0 117.5h280" />
    </svg>
  );
}

export function Dashboard({ session, setSession }) {
  const [kind, setKind] = useState('');
  const reset = () => {
    setKind('');
    report('reset-filters');
  };
  const shown = ACTIVITY.filter((entry) => !kind || entry.kind === kind);
  return (
    <>
      <AccountLine session={session} setSession={setSession} />
      <header className="head"><h1>Dashboard</h1></header>
      <section className="tiles">
        {TILES.map((tile) => (
          <article className="card tile" key={tile.name}>
            <h2><Icon name={tile.icon} />{tile.name}</h2>
            <p className="value">{tile.value}</p>
            <p className="small">{tile.note}</p>
          </article>
        ))}
      </section>
      <div className="columns">
        <section className="card">
          <header className="card-head">
            <h2>Recent activity</h2>
            <select id="filter-kind" aria-label="Kind of activity" value={kind} onChange={(event) => setKind(event.target.value)}>
              <option value="">All activity</option>
              {['Directory', 'Login', 'Security', 'Sharing'].map((name) => <option key={name}>{name}</option>)}
            </select>
            <button id="reset-filters" type="button" onClick={reset}>Reset filters</button>
          </header>
          <table>
            <thead><tr><th>Time</th><th>User</th><th>Event</th></tr></thead>
            <tbody>
              {shown.map((entry) => (
                <tr key={entry.when}><td className="soft">{entry.when}</td><td>{entry.who}</td><td>{entry.what}</td></tr>
              ))}
            </tbody>
          </table>
        </section>
        <section className="card">
          <header className="card-head"><h2>Sign-ins</h2><span className="small">Last 14 days</span></header>
          <SignIns />
          <dl>
            <dt>This week</dt><dd>{sum(SIGN_INS.slice(7))}</dd>
            <dt>Last week</dt><dd>{sum(SIGN_INS.slice(0, 7))}</dd>
            <dt>With multifactor</dt><dd>97%</dd>
          </dl>
        </section>
      </div>
    </>
  );
}
