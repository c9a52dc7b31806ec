/** The page's addresses: `#/incident/3`. They can be sent to a colleague, bookmarked and stepped back through. */
import { useEffect, useState } from 'preact/hooks';

export interface Route {
  /** "", "incident", "connections" … */
  view: string;
  /** What follows the view: an incident's number, a stream, a cause. */
  argument: string;
  /** What the view remembers in its address: filter, order, columns. */
  parameters: URLSearchParams;
}

function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [view = '', argument = ''] = path.split('/', 2);
  return { view, argument, parameters: new URLSearchParams(search) };
}

export function routeTo(view: string, parameters: URLSearchParams): string {
  const search = parameters.toString();
  return search === '' ? `#/${view}` : `#/${view}?${search}`;
}

/** The table with this query. */
export function routeToRows(query: string): string {
  return routeTo('connections', new URLSearchParams({ q: query }));
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const onChange = (): void => setRoute(parseRoute(location.hash));
    addEventListener('hashchange', onChange);
    return () => removeEventListener('hashchange', onChange);
  }, []);
  return route;
}
