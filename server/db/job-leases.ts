import { sql } from 'kysely';
import { databaseTime } from './database-time.ts';
import type { JobRow } from './jobs.ts';
import type { DatabaseKind, Db, Trx } from './open-database.ts';

/** What names one start of a job; the token is new at every claim. */
export interface LeaseKey {
  id: string;
  token: string;
}

export interface LeaseTerms {
  worker: string;
  token: string;
  leaseSeconds: number;
}

/** A running job as its holder last left it: it changes with every claim and every heartbeat. */
export interface LeaseMark extends LeaseKey {
  until: string;
}

export interface HeldJob extends LeaseMark {
  kind: string;
  owner: string;
}

/** All running jobs, or those of one kind. */
export async function listHeldJobs(db: Db, kind?: string): Promise<HeldJob[]> {
  const rows = await db
    .selectFrom('jobs')
    .select(['id', 'kind', 'lease_owner', 'lease_token', 'lease_until'])
    .where('state', '=', 'running')
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind as string))
    .execute();
  return rows.map(({ id, kind: of, lease_owner, lease_token, lease_until }) => ({
    id,
    kind: of,
    owner: lease_owner ?? '',
    token: lease_token ?? '',
    until: lease_until ?? '',
  }));
}

/**
 * SQLite: takes the first job that is due, or one of `silent` if it still stands as it was seen, in one
 * statement. A row written later than now says that the clock was set back: then it is due whatever
 * `run_at` says.
 */
export async function claimNextJob(
  db: Db,
  kind: string,
  terms: LeaseTerms,
  silent: readonly LeaseMark[],
): Promise<JobRow | undefined> {
  const now = databaseTime('sqlite');
  return db
    .updateTable('jobs')
    .set(leaseColumns('sqlite', terms))
    .where('id', '=', (eb) =>
      eb
        .selectFrom('jobs')
        .select('id')
        .where('kind', '=', kind)
        .where((w) =>
          w.or([
            w.and([w('state', '=', 'queued'), w.or([w('run_at', '<=', now), w('updated_at', '>', now)])]),
            ...silent.map(({ id, token, until }) =>
              w.and([
                w('state', '=', 'running'),
                w('id', '=', id),
                w('lease_token', '=', token),
                w('lease_until', '=', until),
              ]),
            ),
          ]),
        )
        .orderBy('priority', 'desc')
        .orderBy('turn')
        .orderBy('created_at')
        // Rows of the same millisecond keep the order in which they were put in.
        .orderBy(sql`rowid`)
        .limit(1),
    )
    .returningAll()
    .executeTakeFirst();
}

/** PostgreSQL: takes the job that was just delivered; undefined when it is no longer open. */
export async function claimDeliveredJob(db: Db, id: string, terms: LeaseTerms): Promise<JobRow | undefined> {
  return db
    .updateTable('jobs')
    .set(leaseColumns('postgres', terms))
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .returningAll()
    .executeTakeFirst();
}

function leaseColumns(database: DatabaseKind, terms: LeaseTerms) {
  return {
    state: 'running',
    starts: sql<number>`starts + 1`,
    progress: 0,
    lease_owner: terms.worker,
    lease_token: terms.token,
    lease_until: databaseTime(database, terms.leaseSeconds),
    updated_at: databaseTime(database),
  };
}

/** Returns false when the lease is somebody else's by now. The row stays locked until the transaction ends. */
export async function extendLease(
  db: Db,
  database: DatabaseKind,
  lease: LeaseKey,
  changes: { leaseSeconds: number; progress?: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('jobs')
    .set({
      lease_until: databaseTime(database, changes.leaseSeconds),
      updated_at: databaseTime(database),
      ...(changes.progress === undefined ? {} : { progress: changes.progress }),
    })
    .where('id', '=', lease.id)
    .where('lease_token', '=', lease.token)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export type LeaseEnd =
  | { result: 'done'; made?: string }
  /** Its parts are to be done first. */
  | { result: 'split'; made?: string }
  | { result: 'failed'; error: string }
  /** Due at once without `delaySeconds`. An attempt that does not count is no start either. */
  | { result: 'retry'; delaySeconds?: number; error: string; countAttempt: boolean }
  /** Due at once, as if it had not been started. */
  | { result: 'released' }
  /** Due at once; its holder has died, and the start counts. */
  | { result: 'abandoned' };

/** Returns false, and changes nothing, when the lease is somebody else's by now. */
export async function endLease(
  db: Db,
  database: DatabaseKind,
  lease: LeaseKey,
  end: LeaseEnd,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('jobs')
    .set({
      ...endColumns(database, end),
      lease_owner: null,
      lease_token: null,
      lease_until: null,
      updated_at: databaseTime(database),
    })
    .where('id', '=', lease.id)
    .where('lease_token', '=', lease.token)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Waiting and releasing are no crashes: only those shall add up to the limit of starts. */
const uncountedStart = { starts: sql<number>`starts - 1` };

function endColumns(database: DatabaseKind, end: LeaseEnd) {
  switch (end.result) {
    case 'done':
      return { state: 'done', progress: 1, error: null, made: end.made ?? null };
    case 'split':
      return { state: 'split', progress: 0, error: null, made: end.made ?? null };
    case 'failed':
      return { state: 'failed', error: end.error };
    case 'retry':
      return {
        state: 'queued',
        progress: 0,
        error: end.error,
        run_at: databaseTime(database, end.delaySeconds ?? 0),
        ...(end.countAttempt ? { attempts: sql<number>`attempts + 1` } : uncountedStart),
      };
    case 'released':
      return { state: 'queued', progress: 0, ...uncountedStart };
    case 'abandoned':
      return { state: 'queued', progress: 0 };
    default:
      return end satisfies never;
  }
}

/** PostgreSQL: the job if it is queued or running, locked until the transaction ends. */
export async function lockOpenJob(trx: Trx, id: string): Promise<JobRow | undefined> {
  return trx
    .selectFrom('jobs')
    .selectAll()
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .forUpdate()
    .executeTakeFirst();
}
