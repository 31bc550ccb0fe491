import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { type RawBuilder, sql } from 'kysely';
import type { Database, DatabaseConfig, Db, Trx } from './open-database.ts';

/** A row as it is in either database: text, numbers, nothing else. */
export type SnapshotRow = Record<string, string | number | null>;

/** The whole database as it was at one moment, whatever is written meanwhile. */
export interface DatabaseSnapshot {
  /** Names of the applied migrations, in order: which schema the rows have. */
  readonly migrations: readonly string[];
  /** Every table of ours but `migrations`, by name. */
  readonly tables: readonly string[];
  /** All rows of a table, in batches. Read one table after the other. */
  rows(table: string): AsyncIterable<SnapshotRow[]>;
}

const batchSize = 1000;
const marks = 'migrations';

/**
 * Reads in one transaction of its own connection: SQLite's readers see the moment of their first read (WAL),
 * PostgreSQL's the same with repeatable read. Writers are not held up.
 */
export function readSnapshot<T>(
  config: DatabaseConfig,
  database: Database,
  read: (snapshot: DatabaseSnapshot) => Promise<T>,
): Promise<T> {
  return config.kind === 'sqlite'
    ? readSqliteSnapshot(config.file, read)
    : readPostgresSnapshot(database.db, read);
}

async function readSqliteSnapshot<T>(
  file: string,
  read: (snapshot: DatabaseSnapshot) => Promise<T>,
): Promise<T> {
  if (!existsSync(file)) return read({ migrations: [], tables: [], rows: async function* () {} });
  const database = new DatabaseSync(file, { timeout: 5000 });
  try {
    database.exec('pragma query_only = on; begin');
    const names = database
      .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite!_%' escape '!'`)
      .all()
      .map((row) => String(row.name))
      .sort();
    const migrations = names.includes(marks)
      ? database.prepare(`select name from ${marks} order by name`).all()
      : [];
    return await read({
      migrations: migrations.map((row) => String(row.name)),
      tables: names.filter((name) => name !== marks),
      async *rows(table) {
        let batch: SnapshotRow[] = [];
        for (const row of database.prepare(`select * from "${table}"`).iterate()) {
          batch.push(requirePlain(table, row));
          if (batch.length < batchSize) continue;
          yield batch;
          batch = [];
        }
        yield batch;
      },
    });
  } finally {
    database.close();
  }
}

function readPostgresSnapshot<T>(db: Db, read: (snapshot: DatabaseSnapshot) => Promise<T>): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const names = await listTables(trx, 'postgres');
      const { rows: migrations } = names.includes(marks)
        ? await sql<{ name: string }>`select name from migrations order by name`.execute(trx)
        : { rows: [] };
      return read({
        migrations: migrations.map(({ name }) => name),
        tables: names.filter((name) => name !== marks),
        async *rows(table) {
          await sql`declare snapshot no scroll cursor for select * from ${sql.table(table)}`.execute(trx);
          for (;;) {
            const { rows } = await sql<SnapshotRow>`fetch ${sql.lit(batchSize)} from snapshot`.execute(trx);
            yield rows.map((row) => requirePlain(table, row));
            if (rows.length < batchSize) break;
          }
          await sql`close snapshot`.execute(trx);
        },
      });
    });
}

/** A column that JSON would not bring back as it was must not get into a backup unseen. */
function requirePlain(table: string, row: Record<string, unknown>): SnapshotRow {
  for (const [column, value] of Object.entries(row)) {
    if (value === null || typeof value === 'string' || Number.isFinite(value)) continue;
    throw new Error(`${table}.${column} holds neither text nor a number: ${typeof value}`);
  }
  return { ...row } as SnapshotRow;
}

async function listTables(db: Db, kind: Database['kind']): Promise<string[]> {
  const { rows } =
    kind === 'sqlite'
      ? await sql<{
          name: string;
        }>`select name from sqlite_schema where type = 'table' and name not like 'sqlite!_%' escape '!'`.execute(
          db,
        )
      : await sql<{ name: string }>`
          select table_name as name from information_schema.tables
          where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(db);
  return rows.map(({ name }) => name).sort();
}

/** True when there is nothing that a restore could spoil: no table of ours has a row, and no queue was made. */
export async function isEmptyDatabase({ db, kind }: Database): Promise<boolean> {
  if (kind === 'postgres') {
    const queue = await sql`select 1 from pg_namespace where nspname = 'pgboss'`.execute(db);
    if (queue.rows.length > 0) return false;
  }
  for (const table of (await listTables(db, kind)).filter((name) => name !== marks)) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length > 0) return false;
  }
  return true;
}

/** Rows of one table after the other, to be put into a database that has just these tables, all empty. */
export interface RowsToLoad {
  table: string;
  batches: AsyncIterable<SnapshotRow[]>;
}

/**
 * Puts the rows in, whatever refers to whatever, after `checkReferencesAsRowsCome(database, false)`; references
 * are checked as a whole before it resolves. Call it in a transaction that nobody else waits for: it awaits
 * more than statements.
 *
 * Throws, and the transaction is lost, when a reference leads nowhere. Answers the rows by table.
 */
export async function loadRows(
  trx: Trx,
  kind: Database['kind'],
  tables: AsyncIterable<RowsToLoad>,
): Promise<Record<string, number>> {
  const restoreReferences =
    kind === 'sqlite' ? await checkReferencesAtTheEnd(trx) : await dropReferences(trx);
  const counts: Record<string, number> = {};
  for await (const { table, batches } of tables) {
    counts[table] = 0;
    for await (const rows of batches) {
      await insertRows(trx, kind, table, rows);
      counts[table] += rows.length;
    }
  }
  await restoreReferences();
  if (kind === 'postgres') await continueSequences(trx);
  return counts;
}

/** Both databases take at least 32,766 values in one statement. */
const mostValues = 30_000;

async function insertRows(
  trx: Trx,
  kind: Database['kind'],
  table: string,
  rows: readonly SnapshotRow[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return;
  const size = Math.max(1, Math.floor(mostValues / columns.length));
  // Numbers of our own tables stay what they are also where the database gives them itself.
  const overriding = kind === 'postgres' ? sql`overriding system value` : sql``;
  for (let from = 0; from < rows.length; from += size) {
    const tuples = rows
      .slice(from, from + size)
      .map((row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`);
    await sql`insert into ${sql.table(table)} (${names(columns)}) ${overriding} values ${sql.join(tuples)}`.execute(
      trx,
    );
  }
}

function names(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql.ref(column)));
}

/**
 * SQLite checks references as rows come, and looks for what waits for each: with the checks off before the
 * transaction (they cannot be changed in one) they are made once, over everything. PostgreSQL: nothing to do.
 */
export async function checkReferencesAsRowsCome({ db, kind }: Database, on: boolean): Promise<void> {
  if (kind === 'sqlite') await sql`pragma foreign_keys = ${sql.raw(on ? 'on' : 'off')}`.execute(db);
}

async function checkReferencesAtTheEnd(trx: Trx): Promise<() => Promise<void>> {
  return async () => {
    const { rows } = await sql<{ table: string; parent: string }>`
      select "table", parent from pragma_foreign_key_check limit 1`.execute(trx);
    const [broken] = rows;
    if (broken)
      throw new Error(`a row of ${broken.table} refers to one of ${broken.parent} that is not there`);
  };
}

/** As pg_restore does it: constraints come back after the rows, each checked over the whole table. */
async function dropReferences(trx: Trx): Promise<() => Promise<void>> {
  const { rows } = await sql<{ table: string; name: string; definition: string }>`
    select relname as table, conname as name, pg_get_constraintdef(pg_constraint.oid) as definition
    from pg_constraint join pg_class on pg_class.oid = conrelid
    where contype = 'f' and connamespace = current_schema()::regnamespace`.execute(trx);
  for (const { table, name } of rows)
    await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(trx);
  return async () => {
    for (const { table, name, definition } of rows)
      await sql`alter table ${sql.table(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(
        trx,
      );
  };
}

async function continueSequences(trx: Trx): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = current_schema() and is_identity = 'YES'`.execute(trx);
  for (const { table, column } of rows) {
    await sql`select setval(pg_get_serial_sequence(${table}, ${column}),
      coalesce((select max(${sql.ref(column)}) from ${sql.table(table)}), 0) + 1, false)`.execute(trx);
  }
}
