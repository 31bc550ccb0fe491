import { z } from 'zod';
import type { Db } from '../db/open-database.ts';
import { readSetting, writeSetting } from '../db/settings.ts';

/** What a worker last said of itself, for the operator's page; of several the one that spoke last. */
const WorkerStatus = z.object({
  worker: z.string(),
  /** Version; null when it cannot work. */
  ffmpeg: z.string().nullable(),
  /** Why it cannot work and what to do. */
  problem: z.string().nullable(),
  at: z.string(),
});
export type WorkerStatus = z.infer<typeof WorkerStatus>;

const key = 'worker-status';

export function writeWorkerStatus(db: Db, status: WorkerStatus): Promise<void> {
  return writeSetting(db, key, status);
}

/** Undefined until a worker has started. */
export function readWorkerStatus(db: Db): Promise<WorkerStatus | undefined> {
  return readSetting(db, key, WorkerStatus);
}
