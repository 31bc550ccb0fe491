import { type RawBuilder, sql } from 'kysely';
import type { Database, DatabaseKind } from './open-database.ts';

/**
 * The database's own time, so that processes whose clocks differ agree about leases. On PostgreSQL
 * it is the moment of the statement, not the start of its transaction.
 */
export function databaseTime(kind: DatabaseKind, secondsFromNow = 0): RawBuilder<string> {
  switch (kind) {
    case 'sqlite':
      return sql<string>`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ${`${secondsFromNow} seconds`})`;
    case 'postgres':
      return sql<string>`to_char((clock_timestamp() + ${secondsFromNow} * interval '1 second') at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
    default:
      return kind satisfies never;
  }
}

/** What the database's clock shows. */
export async function readDatabaseTime({ db, kind }: Pick<Database, 'db' | 'kind'>): Promise<string> {
  const { rows } = await sql<{ now: string }>`select ${databaseTime(kind)} as now`.execute(db);
  return rows[0]?.now ?? '';
}

/** `SQLite 3.53.4`, `PostgreSQL 15.8`. */
export async function readDatabaseVersion({ db, kind }: Pick<Database, 'db' | 'kind'>): Promise<string> {
  if (kind === 'sqlite') {
    const { rows } = await sql<{ version: string }>`select sqlite_version() as version`.execute(db);
    return `SQLite ${rows[0]?.version}`;
  }
  const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db);
  return `PostgreSQL ${rows[0]?.server_version.split(' ')[0]}`;
}
