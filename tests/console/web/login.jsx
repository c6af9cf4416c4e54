import { useState } from 'react';
import { ask } from './api.js';
import { useRoute } from './router.jsx';

function Card({ title, children, onSubmit }) {
  const submit = (event) => {
    event.preventDefault();
    onSubmit(new FormData(event.currentTarget));
  };
  return (
    <main className="login">
      <p className="brand">Admin Console (demo)</p>
      <form className="card" onSubmit={submit}>
        <h1>{title}</h1>
        {children}
      </form>
      <p className="small">This is a demo on your own machine. Any e-mail address, password and code are accepted.</p>
    </main>
  );
}

export function Login() {
  const { go } = useRoute();
  const submit = async (form) => {
    // The password stays here: the demo has no use for it.
    await ask('/api/login', { email: form.get('email') });
    go('/login/multifactor');
  };
  return (
    <Card title="Log in" onSubmit={submit}>
      <label htmlFor="email">Email</label>
      <input id="email" name="email" type="email" autoComplete="username" required autoFocus />
      <label htmlFor="password">Master password</label>
      <input id="password" name="password" type="password" autoComplete="current-password" required />
      <button id="login-submit" type="submit" className="primary wide">Log in</button>
    </Card>
  );
}

export function Multifactor({ onDone }) {
  const { go } = useRoute();
  const [failed, setFailed] = useState(false);
  const submit = async (form) => {
    if (!await ask('/api/multifactor', { code: form.get('code') })) {
      setFailed(true);
      return;
    }
    await onDone();
    go('/dashboard');
  };
  return (
    <Card title="Multifactor authentication" onSubmit={submit}>
      <p>Enter the one-time code from your authenticator app.</p>
      <label htmlFor="code">One-time code</label>
      <input id="code" name="code" inputMode="numeric" autoComplete="one-time-code" required autoFocus />
      {failed && <p className="error" role="alert">Please log in first.</p>}
      <button id="multifactor-submit" type="submit" className="primary wide">Continue</button>
    </Card>
  );
}
