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
}

/** `held-up`: put back with a reason, waiting for something of ours or for another try. */
export type JobView = 'running' | 'held-up' | 'failed';

/** For the operator's page: the newest change first. */
export function listJobsWithLessons(db: Db, view: JobView, limit: number): Promise<JobWithLesson[]> {
  return withView(db, view)
    .leftJoin('attachments as a', 'a.id', 'j.subject_id')
    .leftJoin('lessons as l', (join) => join.on(sql<boolean>`l.id = coalesce(a.lesson_id, j.subject_id)`))
    .selectAll('j')
    .select(['l.id as lesson_id', 'l.title as lesson_title', 'l.media_state', 'l.media_reason'])
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

function withView(db: Db, view: JobView) {
  const jobs = db.selectFrom('jobs as j');
  switch (view) {
    case 'running':
      return jobs.where('j.state', '=', 'running');
    case 'held-up':
      return jobs.where('j.state', '=', 'queued').where('j.error', 'is not', null);
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
                .whereRef('later.created_at', '>', 'j.created_at'),
            ),
          ),
        );
    default:
      return view satisfies never;
  }
}
