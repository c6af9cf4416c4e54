import { useEffect, useState } from 'react';
import { ask } from './api.js';
import { FIRST, OTHER, shape } from './shapes.js';

// Counts up to `last`, one step after each wait.
function useSteps(from, last, wait) {
  const [step, setStep] = useState(from);
  useEffect(() => {
    if (step >= last) return undefined;
    const timer = setTimeout(() => setStep(step + 1), wait);
    return () => clearTimeout(timer);
  }, [step, last, wait]);
  return step;
}

function Late({ id, number }) {
  const step = useSteps(0, 1, 600);
  return step > 0 && <span id={id} className="number">{number}</span>;
}

function Pieces({ id, number, apart }) {
  const step = useSteps(1, 3, 120);
  const cuts = [0, 3, 5, number.length];
  // An array of strings becomes one text node each.
  const text = apart
    ? [1, 2, 3].filter((at) => at <= step).map((at) => number.slice(cuts[at - 1], cuts[at]))
    : number.slice(0, cuts[step]);
  return <span id={id} className="number">{text}</span>;
}

// The number alone, in whatever way the shape wants it to arrive.
export function AccountNumber({ id, number }) {
  switch (shape('number')) {
    case 'late': return <Late id={id} number={number} />;
    case 'pieces': return <Pieces id={id} number={number} />;
    case 'nodes': return <Pieces id={id} number={number} apart />;
    case 'none': return null;
    default: return <span id={id} className="number">{number}</span>;
  }
}

// Company, `Account number`, number: the line at the top of the dashboard and of the Enterprise API page.
export function AccountLine({ session, setSession }) {
  const [hidden, setHidden] = useState(false);
  // What `Switch account` goes back to; after a reload that came with the other account, the usual one.
  const [first] = useState(session.number === OTHER.number ? FIRST : { number: session.number, company: session.company });
  const wanted = shape('number');
  const switchAccount = () => {
    const next = session.number === OTHER.number ? first : OTHER;
    setSession({ ...session, ...next });
    ask('/api/account', next);
  };
  return (
    <div id="account-line" className="account-line">
      <span id="account-company" className="company">{session.company}</span>
      {wanted !== 'none' && (
        <span className="account">
          <span id="account-label" className="label">Account number</span>
          {!hidden && <AccountNumber id="account-number" number={session.number} />}
        </span>
      )}
      {wanted === 'change' && (
        <button id="switch-account" type="button" className="quiet" onClick={switchAccount}>Switch account</button>
      )}
      {wanted === 'gone' && (
        <button id="hide-account-number" type="button" className="quiet" onClick={() => setHidden(!hidden)}>
          {hidden ? 'Show account number' : 'Hide account number'}
        </button>
      )}
    </div>
  );
}
