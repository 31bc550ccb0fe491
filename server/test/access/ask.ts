import type { Route } from '../../route.ts';
import type { TestServer } from '../start-server.ts';
import { type Caller, nobodies } from './callers.ts';
import type { Cells } from './expected/cells.ts';
import { nothing, type Thing } from './things.ts';

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
export const isSafe = ({ method }: Pick<Route, 'method'>) => safeMethods.has(method);

/** One request as a browser of the caller's would send it: pages as pages, the rest as the API. */
export async function ask(
  server: TestServer,
  { route, cells, cookie, thing }: { route: Route; cells: Cells; cookie: string; thing: Thing },
): Promise<Answered> {
  const sent = cells.send?.(thing, server) ?? {};
  const headers = new Headers({ origin: server.url, ...thing.headers, ...sent.headers });
  if (route.page && !route.path.startsWith('/play/')) headers.set('accept', 'text/html');
  if (cookie !== '') headers.set('cookie', cookie);
  const response = await fetch(server.url + addressOf(route, cells, thing), {
    method: route.method,
    headers,
    body: sent.body,
    redirect: 'manual',
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The same thing as if it were not there: every parameter names nothing. */
export function asNothing(thing: Thing): Thing {
  const params = Object.fromEntries(
    Object.entries(thing.params).map(([name, value]) => [name, namesById.has(name) ? nothing : value]),
  );
  return { ...thing, params };
}

/** What else stands in an address or a body (a language, a role) would be refused for its form. */
const namesById = new Set(['id', 'attachment', 'version', 'entry', 'assignment', 'membership', 'lesson']);

function addressOf({ path }: Route, { params = {} }: Cells, thing: Thing): string {
  const filled = path.replace(/[:*](\w+)/g, (_whole, name: string) => {
    const value = thing.params[params[name] ?? name] ?? nothing;
    return value.includes('..') ? encodeURIComponent(value) : value;
  });
  return thing.query ? `${filled}?${thing.query}` : filled;
}

/** What an answer means, as the signs of `expected/cells.ts` say it; its status where they have none. */
export function signOf({ status, headers }: Answered, caller: Pick<Caller, 'name'>): string {
  if (status === 303 && headers.get('location')?.startsWith('/sign-in?next=')) return '-';
  if (status >= 200 && status < 400) return '+';
  switch (status) {
    case 400:
      return '?';
    case 401:
      // Whoever has signed in must not be told to.
      return nobodies.has(caller.name) ? '-' : '401';
    case 403:
      return '-';
    case 404:
      return '·';
    case 409:
      return '!';
    case 410:
      return 'x';
    default:
      return String(status);
  }
}

/** An answer without what differs from request to request: ids that were asked for, the request's own. */
export function withoutIds({ status, headers, text }: Answered, thing: Thing): unknown {
  const ids = [...Object.values(thing.params), nothing].filter((value) => value.length > 10);
  const kept = [...headers].filter(
    ([name]) => !['x-request-id', 'date', 'etag', 'content-length', 'set-cookie'].includes(name),
  );
  const blank = (given: string) =>
    ids.reduce((rest, id) => rest.replaceAll(id, '…'), given).replace(/"requestId":"[^"]*"/g, '');
  return { status, headers: kept, text: blank(text) };
}
