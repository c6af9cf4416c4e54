import { createContext, useContext, useEffect, useMemo, useState } from 'react';

const Route = createContext(null);

// The History API and nothing more. Query parameters go along, see shapes.js.
export function Router({ children }) {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const follow = () => setPath(location.pathname);
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const route = useMemo(() => ({
    path,
    go(to, { replace = false } = {}) {
      history[replace ? 'replaceState' : 'pushState'](null, '', to + location.search);
      setPath(to);
    },
  }), [path]);
  return <Route value={route}>{children}</Route>;
}

export function useRoute() {
  return useContext(Route);
}

// A link for the router; a click with a modifier stays the browser's.
export function Link({ to, children, ...rest }) {
  const { path, go } = useRoute();
  const follow = (event) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={to + location.search} onClick={follow} aria-current={path === to ? 'page' : undefined} {...rest}>
      {children}
    </a>
  );
}
