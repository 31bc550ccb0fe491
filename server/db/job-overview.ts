import { sql } from 'kysely';
import type { JobRow } from './jobs.ts';
import type { Db } from './open-database.ts';

/** A job with what is known of the lesson it is about; nulls where that is gone. */
export interface JobWithLesson extends JobRow {
  lesson_id: string | null;
  lesson_title: string | null;
  media_state: string | null;
  /** JSON (`MediaReason`). */
  media_reason: string | null;
  media_progress: number | null;
  /** Why one of its parts waits. */
  part_error: string | null;
}

/** `held-up`: put back with a reason, waiting for something of ours or for another try. */
export type JobView = 'running' | 'held-up' | 'failed';

/** For the operator's page, where a job stands for its parts: the newest change first. */
export function listJobsWithLessons(db: Db, view: JobView, limit: number): Promise<JobWithLesson[]> {
  return withView(db, view)
    .leftJoin('attachments as a', 'a.id', 'j.subject_id')
    .leftJoin('lessons as l', (join) => join.on(sql<boolean>`l.id = coalesce(a.lesson_id, j.subject_id)`))
    .selectAll('j')
    .select(['l.id as lesson_id', 'l.title as lesson_title'])
    .select(['l.media_state', 'l.media_reason', 'l.media_progress'])
    .select(
      partsIn(db, 'queued')
        .select((part) => part.fn.max<string | null>('part.error').as('error'))
        .as('part_error'),
    )
    .orderBy('j.updated_at', 'desc')
    .orderBy('j.id')
    .limit(limit)
    .execute();
}

/** How many there are of each kind. */
export async function countJobsIn(db: Db, view: JobView): Promise<Map<string, number>> {
  const rows = await withView(db, view)
    .select((eb) => ['j.kind', eb.fn.countAll<number>().as('jobs')])
    .groupBy('j.kind')
    .execute();
  return new Map(rows.map(({ kind, jobs }) => [kind, Number(jobs)]));
}

/** Who works on parts of these jobs. */
export async function listPartWorkers(
  db: Db,
  jobIds: readonly string[],
): Promise<{ part_of: string | null; lease_owner: string | null }[]> {
  if (jobIds.length === 0) return [];
  return db
    .selectFrom('jobs')
    .select(['part_of', 'lease_owner'])
    .where('part_of', 'in', jobIds)
    .where('state', '=', 'running')
    .orderBy('lease_owner')
    .execute();
}

/** Parts of the job that is looked at. */
function partsIn(db: Db, state: 'queued' | 'running') {
  return db
    .selectFrom('jobs as part')
    .where('part.part_of', '=', sql.ref<string>('j.id'))
    .where('part.state', '=', state);
}

function withView(db: Db, view: JobView) {
  const jobs = db.selectFrom('jobs as j').where('j.part_of', 'is', null);
  switch (view) {
    case 'running':
      return jobs.where((eb) =>
        eb.or([
          eb('j.state', '=', 'running'),
          eb.and([eb('j.state', '=', 'split'), eb.exists(partsIn(db, 'running').select('part.id'))]),
        ]),
      );
    case 'held-up':
      return jobs.where((eb) =>
        eb.or([
          eb.and([eb('j.state', '=', 'queued'), eb('j.error', 'is not', null)]),
          eb.and([
            eb('j.state', '=', 'split'),
            eb.exists(partsIn(db, 'queued').select('part.id').where('part.error', 'is not', null)),
            eb.not(eb.exists(partsIn(db, 'running').select('part.id'))),
          ]),
        ]),
      );
    case 'failed':
      // One that was followed by another of its kind (the teacher tried again) is no trouble any more.
      return jobs
        .where('j.state', '=', 'failed')
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('jobs as later')
                .select('later.id')
                .whereRef('later.subject_id', '=', 'j.subject_id')
                .whereRef('later.kind', '=', 'j.kind')
                .where('later.part_of', 'is', null)
                .whereRef('later.created_at', '>', 'j.created_at'),
            ),
          ),
        );
    default:
      return view satisfies never;
  }
}
