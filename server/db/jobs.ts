import { type Selectable, sql } from 'kysely';
import { databaseTime } from './database-time.ts';
import type { Database, DatabaseKind, Db, Trx } from './open-database.ts';
import type { JobTable } from './schema.ts';

export type JobRow = Selectable<JobTable>;
export type JobState = 'queued' | 'running' | 'done' | 'failed';

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

export interface NewJob {
  id: string;
  kind: string;
  subject_id: string;
  payload: string;
  group_id: string | null;
  priority: number;
  turn: number;
  /** Not before so many seconds have passed. */
  delaySeconds: number;
}

export async function insertJob(db: Db, database: DatabaseKind, job: NewJob): Promise<void> {
  const { delaySeconds, ...columns } = job;
  const now = databaseTime(database);
  await db
    .insertInto('jobs')
    .values({
      ...columns,
      state: 'queued',
      run_at: databaseTime(database, delaySeconds),
      created_at: now,
      updated_at: now,
    })
    .execute();
}

/** The turns of the jobs of a kind that wait or run; `own` of those of one group. */
export async function readOpenTurns(
  db: Db,
  kind: string,
  groupId: string | null,
): Promise<{ running: number | null; waiting: number | null; own: number | null }> {
  const { running, waiting, own } = await db
    .selectFrom('jobs')
    .where('kind', '=', kind)
    .where('state', 'in', ['queued', 'running'])
    .select((eb) => [
      eb.fn.max(eb.case().when('state', '=', 'running').then(eb.ref('turn')).end()).as('running'),
      eb.fn.min(eb.case().when('state', '=', 'queued').then(eb.ref('turn')).end()).as('waiting'),
      eb.fn.max(eb.case().when('group_id', '=', groupId).then(eb.ref('turn')).end()).as('own'),
    ])
    .executeTakeFirstOrThrow();
  return { running, waiting, own };
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
  | { result: 'done' }
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
      return { state: 'done', progress: 1, error: null };
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

/** Makes a job that is in the given state as good as new and due at once; false when it is in another state. */
export async function restartJob(
  db: Db,
  database: DatabaseKind,
  id: string,
  from: 'queued' | 'failed',
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('jobs')
    .set({
      state: 'queued',
      starts: 0,
      attempts: 0,
      progress: 0,
      error: null,
      run_at: databaseTime(database),
      updated_at: databaseTime(database),
    })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function findJob(db: Db, id: string): Promise<JobRow | undefined> {
  return db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The newest job of a kind about a subject, whatever its state. */
export async function findLatestJob(db: Db, kind: string, subjectId: string): Promise<JobRow | undefined> {
  return db
    .selectFrom('jobs')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where('kind', '=', kind)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
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

/** PostgreSQL: open jobs that pg-boss will not deliver. */
export async function listUndeliveredJobs({ db, kind }: Database): Promise<string[]> {
  if (kind === 'sqlite') return [];
  const made = await sql`select 1 from pg_namespace where nspname = 'pgboss'`.execute(db);
  if (made.rows.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select id from jobs where state in ('queued', 'running') and not exists (
      select 1 from pgboss.job where data ->> 'jobId' = jobs.id and state::text in ('created', 'retry', 'active'))`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

export interface JobCount {
  kind: string;
  state: string;
  jobs: number;
  /** When the longest-waiting of them was enqueued. */
  oldest: string;
}

export async function countJobs(db: Db): Promise<JobCount[]> {
  return db
    .selectFrom('jobs')
    .select((eb) => [
      'kind',
      'state',
      eb.fn.countAll<number>().as('jobs'),
      eb.fn.min<string>('created_at').as('oldest'),
    ])
    .groupBy(['kind', 'state'])
    .orderBy('kind')
    .orderBy('state')
    .execute();
}
