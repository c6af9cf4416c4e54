import { useEffect, useState } from 'react';
import { ask, report } from './api.js';

export function Users() {
  const [users, setUsers] = useState([]);
  const [words, setWords] = useState('');
  const [status, setStatus] = useState('');
  useEffect(() => {
    let here = true;
    ask('/api/users').then((list) => here && list && setUsers(list));
    return () => { here = false; };
  }, []);
  const reset = () => {
    setWords('');
    setStatus('');
    report('reset-filters');
  };
  const sought = words.toLowerCase();
  const shown = users.filter((user) => (!status || user.status === status)
    && `${user.name} ${user.email}`.toLowerCase().includes(sought));
  return (
    <>
      <header className="head"><h1>Users</h1><p className="soft">{shown.length} of {users.length}</p></header>
      <section className="card">
        <header className="card-head">
          <input id="filter-words" type="search" placeholder="Search by name or email" aria-label="Search"
            value={words} onChange={(event) => setWords(event.target.value)} />
          <select id="filter-status" aria-label="Status" value={status} onChange={(event) => setStatus(event.target.value)}>
            <option value="">Any status</option>
            {['Active', 'Invited', 'Disabled'].map((name) => <option key={name}>{name}</option>)}
          </select>
          <button id="reset-filters" type="button" onClick={reset}>Reset filters</button>
        </header>
        <div className="scroll"><table>
          <thead><tr><th>User</th><th>Group</th><th>Status</th><th>Score</th><th>Last login</th><th /></tr></thead>
          <tbody>
            {shown.map((user) => (
              <tr key={user.id}>
                <td>{user.name}<span className="under">{user.email}</span></td>
                <td>{user.group}</td>
                <td><span className={`badge ${user.status.toLowerCase()}`}>{user.status}</span></td>
                <td>{user.score ?? '–'}</td>
                <td className="soft">{user.lastLogin ?? 'Never'}</td>
                <td className="end">
                  <button id={`reset-master-password-${user.id}`} type="button" onClick={() => report('reset-master-password')}>
                    Reset master password
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table></div>
      </section>
    </>
  );
}
