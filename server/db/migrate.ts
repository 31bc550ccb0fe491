import { sql } from 'kysely';
import { init } from './migrations/001-init.ts';
import { uploadQuotas } from './migrations/002-upload-quotas.ts';
import { attachmentChecks } from './migrations/003-attachment-checks.ts';
import { fairTurns } from './migrations/004-fair-turns.ts';
import { backups } from './migrations/005-backups.ts';
import { workersAndAudit } from './migrations/006-workers-and-audit.ts';
import { accounts } from './migrations/007-accounts.ts';
import { invitationMakers } from './migrations/008-invitation-makers.ts';
import { jobCounts } from './migrations/009-job-counts.ts';
import { uploadEnds } from './migrations/010-upload-ends.ts';
import { revisions } from './migrations/012-revisions.ts';
import { searchedTexts } from './migrations/014-searched-texts.ts';
import { curriculumImports } from './migrations/016-curriculum-imports.ts';
import { openPasswordLinks } from './migrations/020-open-password-links.ts';
import { uploadFingerprints } from './migrations/021-upload-fingerprints.ts';
import { earlySights } from './migrations/022-early-sights.ts';
import { automaticCaptions } from './migrations/023-automatic-captions.ts';
import { workerLimits } from './migrations/024-worker-limits.ts';
import { jobParts } from './migrations/025-job-parts.ts';
import { earlySegments } from './migrations/031-early-segments.ts';
import type { Database, DatabaseKind } from './open-database.ts';

export interface Migration {
  /** Number and name; the order of `migrations` is the order of numbers. */
  name: string;
  statements(kind: DatabaseKind): string[];
}

/** Append-only: a released migration never changes. */
const migrations: readonly Migration[] = [
  init,
  uploadQuotas,
  attachmentChecks,
  fairTurns,
  backups,
  workersAndAudit,
  accounts,
  invitationMakers,
  jobCounts,
  uploadEnds,
  revisions,
  searchedTexts,
  curriculumImports,
  openPasswordLinks,
  uploadFingerprints,
  earlySights,
  automaticCaptions,
  workerLimits,
  jobParts,
  earlySegments,
];

/** The database was written by a newer version of the program. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError';
  readonly migration: string;

  constructor(migration: string) {
    super(
      `The database has the migration ${migration}, which this version does not know. Start the newer version.`,
    );
    this.migration = migration;
  }
}

/**
 * True when the schema is the one that this version knows; for a process that leaves migrating to another.
 *
 * Throws `NewerDatabaseError` when the database is ahead of the code.
 */
export async function isMigrated({ db }: Database): Promise<boolean> {
  const tables = await db.introspection.getTables();
  if (!tables.some((table) => table.name === 'migrations')) return false;
  const { rows } = await sql<{ name: string }>`select name from migrations`.execute(db);
  requireKnown(rows.map(({ name }) => name));
  return rows.length === migrations.length;
}

/** Throws `NewerDatabaseError` when a migration is among these names that this version does not know. */
export function requireKnown(names: readonly string[]): void {
  const stranger = names.find((name) => !migrations.some((known) => known.name === name));
  if (stranger !== undefined) throw new NewerDatabaseError(stranger);
}

export interface MigrateOptions {
  /** Called once before the first statement that changes a database in use, with what is to be applied. */
  before?(pending: readonly string[]): Promise<void>;
  /** These and no others: the schema of an older version, for its rows to be put in. */
  only?: readonly string[];
}

/**
 * Brings the schema up to date, each migration with its mark in one transaction (DDL is transactional on
 * both databases), so a program killed half-way goes on where it was. Safe to call from several
 * processes at once.
 *
 * Throws `NewerDatabaseError` when the database, or what is asked for, is ahead of the code.
 */
export async function migrate(
  database: Database,
  { before, only }: MigrateOptions = {},
): Promise<{ applied: string[] }> {
  requireKnown(only ?? []);
  const wanted = migrations.filter(({ name }) => only?.includes(name) ?? true);
  await database.transaction(async (trx) => {
    if (database.kind === 'postgres') await sql`select pg_advisory_xact_lock(7142026)`.execute(trx);
    await sql`create table if not exists migrations (name text primary key, applied_at text not null)`.execute(
      trx,
    );
  });
  const { rows: marks } = await sql<{ name: string }>`select name from migrations`.execute(database.db);
  requireKnown(marks.map(({ name }) => name));
  const pending = wanted.filter(({ name }) => !marks.some((mark) => mark.name === name));
  if (marks.length > 0 && pending.length > 0) await before?.(pending.map(({ name }) => name));
  const applied: string[] = [];
  for (const migration of pending) {
    const done = await database.transaction(async (trx) => {
      if (database.kind === 'postgres') await sql`select pg_advisory_xact_lock(7142026)`.execute(trx);
      const { rows } = await sql<{ name: string }>`select name from migrations`.execute(trx);
      requireKnown(rows.map(({ name }) => name));
      if (rows.some((row) => row.name === migration.name)) return false;
      for (const statement of migration.statements(database.kind)) await sql.raw(statement).execute(trx);
      await sql`insert into migrations values (${migration.name}, ${new Date().toISOString()})`.execute(trx);
      return true;
    });
    if (done) applied.push(migration.name);
  }
  return { applied };
}
