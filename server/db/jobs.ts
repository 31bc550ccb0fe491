import { type Selectable, sql } from 'kysely';
import { databaseTime } from './database-time.ts';
import type { Database, DatabaseKind, Db } from './open-database.ts';
import type { JobTable } from './schema.ts';

export type JobRow = Selectable<JobTable>;

export interface NewJob {
  id: string;
  kind: string;
  subject_id: string;
  payload: string;
  group_id: string | null;
  priority: number;
  turn: number;
  part_of?: string;
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

/** When the newest job of a kind that waits was put in; null when none does. One step into an index. */
export async function findNewestQueuedAt(db: Db, kind: string): Promise<string | null> {
  const row = await db
    .selectFrom('jobs')
    .select((select) => select.fn.max('created_at').as('at'))
    .where('kind', '=', kind)
    .where('state', '=', 'queued')
    .executeTakeFirst();
  return row?.at ?? null;
}
