import { chmodSync, closeSync, openSync, statSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';

/**
 * Kysely on Node's own SQLite.
 *
 * WAL with `synchronous=FULL`: a commit that was answered is on disk. No mmap. The process must use
 * SQLite ≥ 3.51.3 (the WAL-reset corruption fixed there needs two writing connections, which the web
 * process and the worker are); Node ≥ 24.18 brings it.
 */
export function createSqliteDialect(file: string): SqliteDialect {
  return new ImmediateSqliteDialect({ database: async () => openFile(file) });
}

function openFile(file: string) {
  keepPrivate(file);
  const database = new DatabaseSync(file, { timeout: 5000 });
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma foreign_keys = on;
    pragma trusted_schema = off;
    pragma journal_size_limit = 67108864;
  `);
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    /** A page asks the same statements again and again, and preparing one takes longer than running it. */
    prepare(sql: string): SqliteStatement {
      const known = prepared.get(sql);
      if (known) return known;
      const statement = prepareStatement(database, sql);
      // Lists of ids make texts of many lengths: what is kept stays bounded.
      if (prepared.size >= keptStatements) prepared.clear();
      prepared.set(sql, statement);
      return statement;
    },
  };
}

/**
 * Password hashes, the secrets that sign addresses and what is not published: none of it is for the other users
 * of this machine. SQLite gives its files beside the database (`-wal`, `-shm`) the rights of the database.
 */
function keepPrivate(file: string): void {
  try {
    // Only when it is new: closing a file that SQLite has open would end SQLite's locks on it.
    closeSync(openSync(file, 'ax', 0o600));
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    for (const path of [file, `${file}-wal`, `${file}-shm`]) closeToOthers(path);
  }
}

/** What a group may do was somebody's wish and stays. */
function closeToOthers(path: string): void {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  if (mode === undefined || (mode & 0o007) === 0) return;
  try {
    chmodSync(path, mode & 0o770);
  } catch (error) {
    // Whoever does not own the file cannot; its owner's next start does.
    if (!hasCode(error, 'EPERM') && !hasCode(error, 'ENOENT')) throw error;
  }
}

const hasCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code;

const keptStatements = 500;

function prepareStatement(database: DatabaseSync, sql: string): SqliteStatement {
  const statement = database.prepare(sql);
  return {
    reader: statement.columns().length > 0,
    all: (values) => statement.all(...toSqlite(values)),
    run: (values) => statement.run(...toSqlite(values)),
    // Of a statement that is read row by row there may be several at once.
    iterate: (values) => database.prepare(sql).iterate(...toSqlite(values)),
  };
}

/** `undefined` is bound as null; everything else that Kysely hands over is text, a number or bytes. */
function toSqlite(values: readonly unknown[]): SQLInputValue[] {
  return values.map((value) => (value === undefined ? null : (value as SQLInputValue)));
}

/** A read that turns into a write fails at once when somebody else writes, whatever the timeout. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** On a full disk SQLite has rolled back by itself; what the caller has to hear is the failure before. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection);
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('no transaction is active'))) throw error;
    }
  }
}

class ImmediateSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateSqliteDriver(this.#config);
  }
}
