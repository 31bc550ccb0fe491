import type { Database, DatabaseConfig } from '../db/open-database.ts';
import type { JobQueue } from './job-queue.ts';
import { createPgBossJobQueue } from './pg-boss-job-queue.ts';
import { createSqliteJobQueue } from './sqlite-job-queue.ts';

export interface JobQueueOptions {
  /** 60 when left out; whole seconds, and at least 10 on PostgreSQL. */
  leaseSeconds?: number;
  /** PostgreSQL: how often silent holders are looked for; 5 when left out. */
  monitorSeconds?: number;
  /** What goes wrong in the background, for the log. */
  report: (problem: Error) => void;
}

/**
 * The queue that goes with the database: the lease table on SQLite, pg-boss on PostgreSQL (in the schema
 * `pgboss`, which `start()` makes and migrates). `start()` it before anything else, in every process
 * that enqueues or claims.
 */
export function openJobQueue(database: Database, config: DatabaseConfig, options: JobQueueOptions): JobQueue {
  const { leaseSeconds = 60, monitorSeconds = 5, report } = options;
  switch (config.kind) {
    case 'sqlite':
      return createSqliteJobQueue(database, { leaseSeconds });
    case 'postgres':
      return createPgBossJobQueue(database, { url: config.url, leaseSeconds, monitorSeconds, report });
    default:
      return config satisfies never;
  }
}
