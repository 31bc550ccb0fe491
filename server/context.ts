import type { Search } from '../search/search.ts';
import type { RequestLimiter } from './access/request-limiter.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './db/open-database.ts';
import type { JobQueue } from './jobs/job-queue.ts';
import type { Logger } from './logger.ts';
import type { HotFiles } from './media-store/hot-files.ts';
import type { MediaStore } from './media-store/media-store.ts';
import type { Renderer } from './pages/renderer.ts';
import type { ProblemLog } from './problem-log.ts';
import type { UploadParts } from './uploads/upload-parts.ts';

/** What the parts of one process share; made once in its entry file. */
export interface AppContext {
  config: Config;
  log: Logger;
  /** For what may come again and again. */
  problems: ProblemLog;
  clock: Clock;
  database: Database;
  jobs: JobQueue;
  mediaStore: MediaStore;
  hotFiles: HotFiles;
  uploads: UploadParts;
  search: Search;
  renderer: Renderer;
  /** Signs play addresses; made once and kept in the database, so that every process has the same. */
  playSecret: string;
  /** Signs what a browser brings to the sign-in (`people/known-browser.ts`, `people/password-ticket.ts`). */
  signInSecret: string;
  limiter: RequestLimiter;
  /** Whether this process can serve yet and, if not, what it still waits for: words for the operator. */
  ready(): { ready: boolean; waitingFor: string[] };
}
