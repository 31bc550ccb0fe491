import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { requireLocalDisk } from './require-local-disk.ts';
import type { Schema } from './schema.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';

export type DatabaseKind = 'sqlite' | 'postgres';

/** What a statement needs: the database, or a transaction in it. */
export type Db = Kysely<Schema>;
export type Trx = Transaction<Schema>;

export type DatabaseConfig =
  | { kind: 'sqlite'; file: string }
  | { kind: 'postgres'; url: string; maxConnections?: number };

/**
 * The database with what differs between the two.
 *
 * Inside a `transaction()` callback only the given `trx` may be used, and nothing but statements may be
 * awaited: on SQLite the one connection is held until the callback ends, and using `db` inside waits
 * for ever.
 */
export interface Database {
  readonly kind: DatabaseKind;
  readonly db: Db;
  transaction<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * PostgreSQL ends a transaction in which nothing is said for this long, ms: a process that was frozen in the
 * middle of one would keep its locks, and with them everybody who needs the same rows.
 */
export const longestPause = 30_000;

/**
 * Opens without touching the schema; `migrate()` brings that up to date.
 *
 * Throws `NetworkFileSystemError` where SQLite could not hold its locks.
 */
export function openDatabase(config: DatabaseConfig): Database {
  const db = new Kysely<Schema>({ dialect: createDialect(config) });
  return {
    kind: config.kind,
    db,
    transaction: (work) => db.transaction().execute(work),
    close: () => db.destroy(),
  };
}

function createDialect(config: DatabaseConfig) {
  if (config.kind === 'sqlite') {
    mkdirSync(dirname(config.file), { recursive: true });
    requireLocalDisk(config.file);
    return createSqliteDialect(config.file);
  }
  // Sizes and counts are far below 2^53.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString: config.url,
    max: config.maxConnections ?? 10,
    idle_in_transaction_session_timeout: longestPause,
  });
  // A connection that breaks while nobody uses it is replaced; if the server is gone, the next statement
  // says so to whoever asked. Without a listener it would end the process.
  pool.on('error', () => {});
  // The same for one that breaks under a statement, which is told by itself.
  pool.on('connect', (client) => client.on('error', () => {}));
  return new PostgresDialect({ pool });
}

const SQLITE_CONSTRAINT_UNIQUE = 2067;
const SQLITE_CONSTRAINT_PRIMARYKEY = 1555;
const POSTGRES_UNIQUE_VIOLATION = '23505';

/** True when a statement failed because a row with that key is already there. */
export function isDuplicateKey(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { errcode, code } = error as { errcode?: unknown; code?: unknown };
  return (
    errcode === SQLITE_CONSTRAINT_UNIQUE ||
    errcode === SQLITE_CONSTRAINT_PRIMARYKEY ||
    code === POSTGRES_UNIQUE_VIOLATION
  );
}
