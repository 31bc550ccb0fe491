import { sql } from 'kysely';
import { databaseTime } from './database-time.ts';
import type { JobRow } from './jobs.ts';
import type { DatabaseKind, Db, Trx } from './open-database.ts';

/** The parts of a job, in the order in which they were put in. */
export function listParts(db: Db, jobId: string): Promise<JobRow[]> {
  return db
    .selectFrom('jobs')
    .selectAll()
    .where('part_of', '=', jobId)
    .orderBy('turn')
    .orderBy('id')
    .execute();
}

/** The job that another one is part of, locked on PostgreSQL until the transaction ends; undefined for one that is whole. */
export async function lockWhole(
  trx: Trx,
  database: DatabaseKind,
  partId: string,
): Promise<JobRow | undefined> {
  return trx
    .selectFrom('jobs')
    .selectAll()
    .where('id', '=', (eb) =>
      eb.selectFrom('jobs as part').select('part.part_of').where('part.id', '=', partId),
    )
    .$if(database === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
}

export async function hasOpenParts(trx: Trx, jobId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('jobs')
    .select('id')
    .where('part_of', '=', jobId)
    .where('state', 'in', ['queued', 'running'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** All parts of a job, or only those that wait or run. */
export async function deleteParts(trx: Trx, jobId: string, which: 'all' | 'open'): Promise<void> {
  await trx
    .deleteFrom('jobs')
    .where('part_of', '=', jobId)
    .$if(which === 'open', (query) => query.where('state', 'in', ['queued', 'running']))
    .execute();
}

/** Makes a job due whose parts are done: what it does now is another work, with starts and attempts of its own. */
export async function resumeWhole(trx: Trx, database: DatabaseKind, id: string): Promise<void> {
  const now = databaseTime(database);
  await trx
    .updateTable('jobs')
    .set({ state: 'queued', starts: 0, attempts: 0, progress: 0, run_at: now, updated_at: now })
    .where('id', '=', id)
    .where('state', '=', 'split')
    .execute();
}

/** Ends a job as failed because of one of its parts, whose starts say why. */
export async function failWhole(
  trx: Trx,
  database: DatabaseKind,
  id: string,
  { error, starts }: { error: string; starts: number },
): Promise<void> {
  await trx
    .updateTable('jobs')
    .set({ state: 'failed', error, starts, updated_at: databaseTime(database) })
    .where('id', '=', id)
    .where('state', '=', 'split')
    .execute();
}

/**
 * Lets the waiting jobs of a group that come after a turn come `by` turns later: parts are put in before them. On
 * PostgreSQL those that somebody is about to claim stay where they are.
 */
export async function postponeTurns(
  trx: Trx,
  database: DatabaseKind,
  { kind, groupId, after, by }: { kind: string; groupId: string; after: number; by: number },
): Promise<void> {
  let waiting = trx
    .updateTable('jobs')
    .set({ turn: sql<number>`turn + ${by}` })
    .where('kind', '=', kind)
    .where('group_id', '=', groupId)
    .where('state', '=', 'queued')
    .where('turn', '>', after);
  if (database === 'postgres') {
    // The deliveries first, in which pg-boss keeps the turn below the priority.
    const { rows } = await sql<{ id: string }>`
      with waiting as (
        select name, id from pgboss.job
          where name = ${kind} and state::text in ('created', 'retry') and data ->> 'jobId' in (
            select id from jobs
              where kind = ${kind} and group_id = ${groupId} and state = 'queued' and turn > ${after})
          order by id for update skip locked)
      update pgboss.job set priority = priority - ${by} from waiting
        where job.name = waiting.name and job.id = waiting.id
        returning job.data ->> 'jobId' as id`.execute(trx);
    if (rows.length === 0) return;
    waiting = waiting.where(
      'id',
      'in',
      rows.map(({ id }) => id),
    );
  }
  await waiting.execute();
}

/** What parts have made for jobs that are not over. */
export async function listMadeForOpenJobs(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('jobs as part')
    .innerJoin('jobs as whole', 'whole.id', 'part.part_of')
    .where('whole.state', 'in', ['split', 'queued', 'running'])
    .where('part.made', 'is not', null)
    .select('part.made')
    .execute();
  return rows.map(({ made }) => made ?? '');
}
