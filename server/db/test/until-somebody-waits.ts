import { sql } from 'kysely';
import type { Database } from '../open-database.ts';

/**
 * Until a statement waits for a lock, or `asking`, which was to wait, has ended without. On SQLite nobody gets
 * past the start of a transaction while another one runs, so that there is nothing to wait for.
 */
export async function untilSomebodyWaits({ kind, db }: Database, asking: Promise<unknown>): Promise<void> {
  if (kind === 'sqlite') return;
  let ended = false;
  const end = () => {
    ended = true;
  };
  asking.then(end, end);
  while (!ended) {
    const waiting = await sql`select 1 from pg_locks where not granted`.execute(db);
    if (waiting.rows.length > 0) return;
  }
}
