import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { AppContext } from '../../../server/context.ts';

/** A real worker process on the data of a server. */
export interface TestWorker {
  readonly process: ChildProcess;
  /** What it has logged so far, a JSON object a line. */
  log(): string;
  kill(signal: NodeJS.Signals): Promise<{ code: number | null }>;
}

const folder = join(import.meta.dirname, '..');

/** `leaseSeconds`: a worker that differs from the real one in nothing else. */
export function startWorker(
  { context: { config } }: { context: Pick<AppContext, 'config'> },
  { leaseSeconds, environment = {} }: { leaseSeconds?: number; environment?: Record<string, string> } = {},
): TestWorker {
  const program =
    leaseSeconds === undefined ? join(folder, '../main.ts') : join(folder, 'test/short-lease-worker.ts');
  // The test server's SQLite file stands elsewhere than where the variables say.
  const usualFile = join(config.dataFolder, 'qianke.sqlite');
  if (config.database.kind === 'sqlite' && !existsSync(usualFile))
    symlinkSync(config.database.file, usualFile);
  const child = fork(program, leaseSeconds === undefined ? [] : [String(leaseSeconds)], {
    env: {
      ...process.env,
      DATA_DIR: config.dataFolder,
      DATABASE_URL: config.database.kind === 'postgres' ? config.database.url : '',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const gone = once(child, 'exit');
  return {
    process: child,
    log: () => output,
    async kill(signal) {
      child.kill(signal);
      const [code] = await gone;
      return { code };
    },
  };
}
