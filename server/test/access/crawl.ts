import { routes } from '../../routes.ts';
import type { TestServer } from '../start-server.ts';
import type { Canaries } from './canaries.ts';
import type { Thing } from './things.ts';

export interface Found {
  thing: string;
  what: string;
  /** Where it stood: the address that was asked for. */
  at: string;
}

/** Addresses that every answer of ours may hold, as JSON or a playlist writes them. */
const addresses = /(?:"|^)((?:\/(?:api|play|lessons|embed|books|teach|review|manage)\b[^"\s\\]*))/gm;

/**
 * Reads all there is to read as one caller: every GET of the route table about every thing, the words of every
 * thing in search, and from there every address that an answer gave, down to the segments.
 */
export async function crawl(
  server: TestServer,
  canaries: Canaries,
  { cookie, things }: { cookie: string; things: readonly Thing[] },
): Promise<{ found: Found[]; read: string[] }> {
  const found: Found[] = [];
  const seen = new Set<string>(startingPoints(canaries, things));
  const waiting = [...seen];
  const headers = { accept: 'text/html, */*', ...(cookie !== '' && { cookie }) };
  async function readNext(): Promise<void> {
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const response = await fetch(server.url + at, { headers, redirect: 'manual' });
      const text = await response.text();
      const told = `${text}\n${[...response.headers].join('\n')}`;
      // A search says back what was asked for.
      const asked = new Set(canaries.find(at).map(({ word }) => word));
      for (const { thing, what, word } of canaries.find(told)) {
        if (!asked.has(word)) found.push({ thing, what, at });
      }
      if (!response.ok || canaries.find(at).length > 0) continue;
      for (const next of linksIn(text, at)) {
        if (seen.has(next)) continue;
        seen.add(next);
        waiting.push(next);
      }
    }
  }
  while (waiting.length > 0) await Promise.all(Array.from({ length: 8 }, readNext));
  return { found, read: [...seen] };
}

function startingPoints(canaries: Canaries, things: readonly Thing[]): string[] {
  const readable = routes.filter(({ method, rule }) => method === 'GET' && rule !== 'signed-address');
  const plain = readable.filter(({ path }) => !path.includes(':')).map(({ path }) => path);
  const about = readable.flatMap(({ path }) => things.flatMap((thing) => fill(path, thing.params)));
  const words = canaries.all().filter(({ what }) => /title|summary|keyword|name/.test(what));
  const searches = words.flatMap(({ word }) => [`/api/search?q=${word}`, `/api/suggest?q=${word}`]);
  const lists = ['?mine=1', '?state=submitted', '?subject=chinese', '?limit=100'].map(
    (query) => `/api/lessons${query}`,
  );
  return [...plain, ...about, ...searches, ...lists];
}

/** The path about a thing that has all of its parameters. */
function fill(path: string, params: Record<string, string>): string[] {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  if (names.length === 0 || names.some((name) => params[name] === undefined)) return [];
  return [path.replace(/:(\w+)/g, (_whole, name: string) => params[name] ?? '')];
}

function linksIn(text: string, at: string): string[] {
  const links = [...text.matchAll(addresses)].map(([, link = '']) => link.replaceAll('&amp;', '&'));
  if (!at.includes('.m3u8')) return links.filter((link) => !link.includes('?') || link.startsWith('/api/'));
  const names = text
    .split('\n')
    .flatMap((line) => /URI="([^"]+)"/.exec(line)?.[1] ?? (line.startsWith('#') || line === '' ? [] : line));
  return names.map((name) => new URL(name, `http://localhost${at}`).pathname);
}
