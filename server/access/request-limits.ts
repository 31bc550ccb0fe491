/** How many requests of one class are taken in a minute; as many may come at once. */
export interface RequestLimit {
  /** Of one person who is signed in. */
  person: number;
  /** Of everybody who is not, behind one address: a whole school, or a county's schools, share one. */
  network: number;
  /**
   * `process`: counted in this process alone, since there are too many to write down; two processes let twice
   * as many through. `database`: counted together, for what somebody could guess at.
   */
  counted: 'process' | 'database';
}

/**
 * The classes of requests; every route is of one (`Route.limit`). They stop programs that run wild, never
 * people: a hundred pupils who open the same lesson at once ask some 6,000 times in that minute.
 */
export const requestLimits = {
  /** Names, passwords, codes and one-time links. Guesses at one account are slowed besides (`people/sign-in.ts`). */
  'sign-in': { person: 60, network: 300, counted: 'database' },
  /** Whatever changes something. */
  write: { person: 600, network: 3000, counted: 'process' },
  /** New uploads, attachments and covers. */
  upload: { person: 60, network: 300, counted: 'process' },
  /** Pieces of an upload, and asking how far it is. */
  chunk: { person: 3000, network: 3000, counted: 'process' },
  search: { person: 600, network: 30_000, counted: 'process' },
  /** Asked while somebody types, five or ten times for each search: 3,000 pupils of one school may type at once. */
  suggest: { person: 1200, network: 60_000, counted: 'process' },
  /** Pages, lists and answers. */
  read: { person: 3000, network: 120_000, counted: 'process' },
  /**
   * Playlists, segments and captions at signed addresses, where nobody is asked who they are: a city's schools
   * may come through one address, so that only what no crowd of viewers asks for is too much.
   */
  play: { person: 600_000, network: 600_000, counted: 'process' },
  health: { person: 6000, network: 6000, counted: 'process' },
} as const satisfies Record<string, RequestLimit>;

export type LimitClass = keyof typeof requestLimits;

/** The class of a route that names none. */
export function defaultLimit(route: { method: string; rule: string }): LimitClass {
  if (route.rule === 'signed-address') return 'play';
  return ['GET', 'HEAD', 'OPTIONS'].includes(route.method) ? 'read' : 'write';
}

/**
 * Decides about one request by the generic cell rate algorithm, whose whole memory is one instant: the one
 * until which the requests so far have used up their share (`usedUntil`, milliseconds).
 *
 * Answers with the new instant, or with the seconds to wait.
 */
export function planRequest(
  usedUntil: number,
  now: number,
  perMinute: number,
): { usedUntil: number } | { retryAfterSeconds: number } {
  const minute = 60_000;
  // No share is used up for longer than a minute: what says so was written before the clock was put back. The
  // other minute is for machines whose clocks differ.
  const used = usedUntil > now + 2 * minute ? now : Math.max(usedUntil, now);
  const next = used + minute / perMinute;
  const over = next - now - minute;
  return over > 0.001 ? { retryAfterSeconds: Math.ceil(over / 1000) } : { usedUntil: next };
}
