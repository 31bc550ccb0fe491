import { z } from 'zod';
import type { systemProblems } from './words/zh/system.ts';

/** What can be wrong with an installation; its words stand in `words/…/system.ts`. */
export type SystemProblemCode = keyof typeof systemProblems;

export const SystemProblem = z.object({
  code: z.string(),
  /** `wrong`: something does not work; `warning`: something soon will not, or could be better. */
  level: z.enum(['wrong', 'warning']),
  /** What is wrong and what to do, in the caller's language. */
  text: z.string(),
});
export type SystemProblem = z.infer<typeof SystemProblem>;

const SystemJob = z.object({
  id: z.string(),
  /** `transcode`, `cover`. */
  kind: z.string(),
  subject: z.object({
    id: z.string(),
    /** Of the lesson; null where it is gone. */
    title: z.string().nullable(),
  }),
  at: z.string(),
});

export const RunningJob = SystemJob.extend({ progress: z.number(), worker: z.string() });

/** A job that waits for something of ours, or that failed. */
export const StoppedJob = SystemJob.extend({
  /** Why, and what to do, in the caller's language. */
  reason: z.string(),
  /** What the program itself said. */
  detail: z.string(),
  starts: z.number(),
});
export type StoppedJob = z.infer<typeof StoppedJob>;

/** What a worker takes of its machine at most; JSON in its row. */
export const WorkerLimits = z.object({
  cores: z.number(),
  /** Of one program. */
  memoryBytes: z.number(),
  nice: z.number(),
  /** Videos at a time. */
  atOnce: z.number(),
});
export type WorkerLimits = z.infer<typeof WorkerLimits>;

/** Sizes are bytes, times ISO 8601 UTC. */
export const SystemStatus = z.object({
  at: z.string(),
  /** The worst first; none: all is well. */
  problems: z.array(SystemProblem),
  disks: z.array(
    z.object({
      holds: z.array(z.enum(['data', 'media'])),
      freeBytes: z.number(),
      totalBytes: z.number(),
      level: z.enum(['fine', 'low', 'full']),
    }),
  ),
  mediaStore: z.object({
    kind: z.enum(['local', 's3']),
    /** A folder, or the address of the bucket. */
    name: z.string(),
    /** Why it cannot be used now. */
    problem: z.enum(['unreachable', 'refused', 'no-bucket', 'clock', 'full']).nullable(),
  }),
  uploads: z.object({ open: z.number(), reservedBytes: z.number() }),
  queue: z.array(
    z.object({
      kind: z.string(),
      waiting: z.number(),
      running: z.number(),
      failed: z.number(),
      /** Since the longest-waiting one was put in. */
      oldestSeconds: z.number().nullable(),
    }),
  ),
  running: z.array(RunningJob),
  /** The newest fifty of each. */
  heldUp: z.array(StoppedJob),
  failed: z.array(StoppedJob),
  workers: z.array(
    z.object({
      name: z.string(),
      host: z.string(),
      version: z.string(),
      ffmpeg: z.string().nullable(),
      sandbox: z.string(),
      problem: z.string().nullable(),
      /** Null of a worker of an older version. */
      limits: WorkerLimits.nullable(),
      startedAt: z.string(),
      beatAt: z.string(),
      /** It has not been heard of for too long, or is known to have died. */
      gone: z.boolean(),
    }),
  ),
  search: z.array(
    z.object({
      engine: z.enum(['embedded', 'meilisearch']),
      version: z.string().nullable(),
      inUse: z.boolean(),
      position: z.number(),
      behind: z.number(),
      documents: z.number(),
      problem: z.string().nullable(),
    }),
  ),
  versions: z.object({ program: z.string(), node: z.string(), database: z.string() }),
});
export type SystemStatus = z.infer<typeof SystemStatus>;
