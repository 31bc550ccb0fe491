import { databaseTime } from './database-time.ts';
import type { Database } from './open-database.ts';
import type { Row } from './schema.ts';

export type { WorkerLimits } from '../contract/system.ts';

export type WorkerRow = Row<'workers'>;

/** Puts down, by the database's clock, that a worker lives and what it says of itself. */
export async function writeWorker(
  { db, kind }: Pick<Database, 'db' | 'kind'>,
  worker: Omit<WorkerRow, 'started_at' | 'beat_at'>,
): Promise<void> {
  const now = databaseTime(kind);
  const { ffmpeg, problem } = worker;
  await db
    .insertInto('workers')
    .values({ ...worker, started_at: now, beat_at: now })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ ffmpeg, problem, beat_at: now }))
    .execute();
}

/** A worker that ends as it should leaves nothing behind. */
export async function deleteWorker({ db }: Pick<Database, 'db'>, name: string): Promise<void> {
  await db.deleteFrom('workers').where('name', '=', name).execute();
}

/** Forgets workers that have been silent for so long that nobody asks after them. */
export async function deleteSilentWorkers(
  { db, kind }: Pick<Database, 'db' | 'kind'>,
  seconds: number,
): Promise<void> {
  await db.deleteFrom('workers').where('beat_at', '<', databaseTime(kind, -seconds)).execute();
}

export function listWorkers({ db }: Pick<Database, 'db'>): Promise<WorkerRow[]> {
  return db.selectFrom('workers').selectAll().orderBy('started_at').orderBy('name').execute();
}
