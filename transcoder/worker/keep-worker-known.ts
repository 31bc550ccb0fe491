import { execFile } from 'node:child_process';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Database } from '../../server/db/open-database.ts';
import {
  deleteSilentWorkers,
  deleteWorker,
  type WorkerLimits,
  writeWorker,
} from '../../server/db/workers.ts';
import { version } from '../../server/version.ts';
import type { SandboxKeeper } from './sandbox-keeper.ts';

const beatMs = 10_000;
const forgottenAfterSeconds = 24 * 3600;

interface KnownWorker {
  name: string;
  sandboxes: SandboxKeeper;
  mode: 'bubblewrap' | 'none';
  limits: WorkerLimits;
  missed: (error: unknown) => void;
}

/**
 * Keeps a worker's row: what it is, what it can do, and that it lives. The row goes when `signal` aborts and
 * stays when the process dies, so that whoever looks sees that a worker is gone. Never rejects: `missed` is told
 * what could not be written.
 */
export async function keepWorkerKnown(
  database: Database,
  { name, sandboxes, mode, limits, missed }: KnownWorker,
  signal: AbortSignal,
): Promise<void> {
  const about = {
    name,
    host: hostname(),
    version,
    sandbox: await describeSandbox(mode),
    limits: JSON.stringify(limits),
  };
  // A row too many misleads nobody for long; a database that is busy at the start must not end the worker.
  await deleteSilentWorkers(database, forgottenAfterSeconds).catch(missed);
  while (!signal.aborted) {
    const ability = await sandboxes.open().then(
      ({ ffmpegVersion }) => ({ ffmpeg: ffmpegVersion, problem: null }),
      (error: Error) => ({ ffmpeg: null, problem: error.message }),
    );
    await writeWorker(database, { ...about, ...ability }).catch(missed);
    await sleep(beatMs, undefined, { signal }).catch(() => {});
  }
  await deleteWorker(database, name).catch(missed);
}

/** `bubblewrap 0.8.0`; without a version where the program does not say. */
async function describeSandbox(mode: 'bubblewrap' | 'none'): Promise<string> {
  if (mode === 'none') return 'none';
  try {
    const { stdout } = await promisify(execFile)('bwrap', ['--version'], { timeout: 5000 });
    return stdout.trim();
  } catch {
    // What that means for transcoding is found out, and said, by opening the sandbox.
    return 'bubblewrap';
  }
}
