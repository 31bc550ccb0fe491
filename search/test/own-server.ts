import type { ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A server that a test starts, kills and starts again. */
export interface OwnServer {
  /** Of the running process. */
  pid(): number;
  /** Answers when it serves; throws when it does not within half a minute. */
  start(spawned: ChildProcess): Promise<void>;
  /** Ends the process at once and leaves its data. */
  kill(): Promise<void>;
}

const longestStart = 30_000;

export function ownServer(binary: string, serves: () => Promise<boolean>): OwnServer {
  let child: ChildProcess | null = null;
  return {
    pid: () => child?.pid ?? Number.NaN,
    async start(spawned) {
      child = spawned;
      const deadline = Date.now() + longestStart;
      while (!(await serves())) {
        if (spawned.exitCode !== null || Date.now() > deadline) throw new Error(`${binary} did not start`);
        await wait(20);
      }
    },
    async kill() {
      const running = child;
      child = null;
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      const ended = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGKILL');
      await ended;
    },
  };
}

/** The path of a program; null where it is not on the PATH. */
export function findOnPath(program: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      const path = join(folder, program);
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // not in this folder
    }
  }
  return null;
}

/** One of this machine's that nothing listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
