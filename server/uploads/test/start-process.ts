import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ProcessOptions } from './upload-server-process.ts';

const script = fileURLToPath(new URL('./upload-server-process.ts', import.meta.url));

export interface ServerProcess {
  url: string;
  /** Resolves when the process is gone. */
  gone: Promise<unknown>;
  kill(): Promise<unknown>;
}

export async function startServerProcess(options: ProcessOptions): Promise<ServerProcess> {
  const child: ChildProcess = spawn(process.execPath, [script, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  if (!child.stdout) throw new Error('no output');
  const lines = createInterface(child.stdout);
  const first = await Promise.race([once(lines, 'line'), gone.then(() => undefined)]);
  if (!first) throw new Error('the server process ended before it listened');
  return {
    url: first[0],
    gone,
    kill() {
      child.kill('SIGKILL');
      return gone;
    },
  };
}
