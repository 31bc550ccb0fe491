import type { Clock } from '../../server/clock.ts';
import type { Config } from '../../server/config.ts';
import type { Database } from '../../server/db/open-database.ts';
import type { JobQueue } from '../../server/jobs/job-queue.ts';
import type { MediaStore } from '../../server/media-store/media-store.ts';
import type { SandboxKeeper } from './sandbox-keeper.ts';

/** What the jobs of one worker share. */
export interface WorkerParts {
  config: Pick<Config, 'transcoders' | 'pieceSeconds' | 'captions'>;
  clock: Clock;
  database: Database;
  /** For what one job leaves to another. */
  jobs: JobQueue;
  mediaStore: MediaStore;
  sandboxes: SandboxKeeper;
  /** How long a job waits for what is missing; 30 when left out. */
  waitSeconds?: number;
}
