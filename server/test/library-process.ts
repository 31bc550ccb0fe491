import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseConfig } from '../db/open-database.ts';

const root = join(import.meta.dirname, '../..');

/** Both of them as a person starts them: `npm start`, `npm run demo`. */
const programs = {
  start: 'server/main.ts',
  demo: 'server/operations/commands/demo.ts',
} as const;

/** What can be killed: everything at once, or one of the two processes. */
export type KillTarget = 'all' | 'web' | 'worker';

/** The program was killed or stopped and has not been started again yet. */
export class NotRunningError extends Error {
  override readonly name = 'NotRunningError';
}

/** A data folder with the program that runs on it, one start after another. */
export interface Library {
  readonly dataFolder: string;
  /** SQLite in the data folder, or the PostgreSQL that was given. */
  readonly database: DatabaseConfig;
  /** Where what is stored can be read, if not in the data folder. */
  readonly mediaFolder?: string;
  /** Variables that it is started with. */
  readonly environment: Record<string, string>;
  /** `http://127.0.0.1:…`; another port at every start. Throws `NotRunningError` until it serves. */
  readonly url: string;
  /** The web process. Throws `NotRunningError` before the first start. */
  readonly pid: number;
  /** Process ids; undefined for what does not run (any more, or yet). */
  pidOf(target: 'web' | 'worker'): number | undefined;
  /** All that was printed since the last start. */
  readonly output: string;
  /** Resolves when `/readyz` says so. Throws what was printed when the program ends before. */
  start(): Promise<void>;
  /** SIGTERM, and how the program ended. */
  stop(): Promise<{ code: number | null }>;
  /** SIGKILL; resolves when the processes meant are gone. False: there was no such process. */
  kill(target: KillTarget): Promise<boolean>;
  /** Kills what still runs and throws the data away. */
  remove(): Promise<void>;
}

export interface LibraryOptions {
  program?: keyof typeof programs;
  /** SQLite in the data folder when left out. */
  database?: DatabaseConfig;
  /** Variables as the operator would set them. */
  environment?: Record<string, string>;
  /** Where a store that these name keeps its files. */
  mediaFolder?: string;
}

const longestStart = 120_000;

/** The real program in processes of its own, with a new data folder; nothing runs until `start()`. */
export function createLibrary({
  program = 'start',
  database,
  environment = {},
  mediaFolder,
}: LibraryOptions = {}): Library {
  const dataFolder = mkdtempSync(join(tmpdir(), 'qianke-library-'));
  let running: { web: ChildProcess; gone: Promise<unknown> } | undefined;
  let url: string | undefined;
  let output = '';

  async function start(): Promise<void> {
    output = '';
    url = undefined;
    const web = spawn(process.execPath, [programs[program]], {
      cwd: root,
      // A process group of its own, as a shell or systemd would give it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOST: '127.0.0.1',
        PORT: '0',
        DATA_DIR: dataFolder,
        DATABASE_URL: database?.kind === 'postgres' ? database.url : '',
        LOG_LEVEL: 'info',
        ...environment,
      },
    });
    for (const stream of [web.stdout, web.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    running = { web, gone: once(web, 'exit') };
    await until(async () => {
      if (hasEnded(web)) throw new Error(`the program ended before it served:\n${output}`);
      url ??= /千课已启动：(http:\/\/\S+)/.exec(output)?.[1];
      return url !== undefined && (await answers(`${url}/readyz`));
    }, longestStart);
  }

  function pidOf(target: 'web' | 'worker'): number | undefined {
    const pid = running && !hasEnded(running.web) ? running.web.pid : undefined;
    if (target === 'web' || pid === undefined) return pid;
    return childrenOf(pid).find((child) => commandOf(child).includes('transcoder/main.ts'));
  }

  async function kill(target: KillTarget): Promise<boolean> {
    const pid = pidOf('web');
    if (!running || pid === undefined) return false;
    if (target === 'worker') {
      const worker = pidOf('worker');
      if (worker === undefined) return false;
      process.kill(worker, 'SIGKILL');
      await until(() => !isAlive(worker), 10_000);
      return true;
    }
    process.kill(target === 'all' ? -pid : pid, 'SIGKILL');
    await running.gone;
    url = undefined;
    return true;
  }

  return {
    ...{ dataFolder, environment, mediaFolder },
    database: database ?? { kind: 'sqlite', file: join(dataFolder, 'qianke.sqlite') },
    get url() {
      if (url === undefined) throw new NotRunningError('the program does not run');
      return url;
    },
    get pid() {
      const pid = running?.web.pid;
      if (pid === undefined) throw new NotRunningError('the program was never started');
      return pid;
    },
    get output() {
      return output;
    },
    pidOf,
    start,
    kill,
    async stop() {
      if (!running) throw new NotRunningError('the program was never started');
      const { web, gone } = running;
      if (!hasEnded(web)) web.kill('SIGTERM');
      await gone;
      url = undefined;
      return { code: web.exitCode };
    },
    async remove() {
      await kill('all');
      // A worker that lost its web process ends by itself, but not at once.
      for (const pid of processesOn(dataFolder)) process.kill(pid, 'SIGKILL');
      await until(() => processesOn(dataFolder).length === 0, 10_000);
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Processes that were started for this data folder, or on files in it. */
export function processesOn(dataFolder: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .filter((pid) => {
      const variables = read(`/proc/${pid}/environ`).split('\0');
      return variables.includes(`DATA_DIR=${dataFolder}`) || commandOf(pid).includes(dataFolder);
    });
}

function childrenOf(pid: number): number[] {
  return read(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number);
}

const commandOf = (pid: number) => read(`/proc/${pid}/cmdline`);
const isAlive = (pid: number) =>
  existsSync(`/proc/${pid}`) && !/^\d+ \(.*\) Z/.test(read(`/proc/${pid}/stat`));
const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/** Empty where the process is gone. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}

async function until(check: () => Promise<boolean> | boolean, within: number): Promise<void> {
  const deadline = performance.now() + within;
  while (!(await check())) {
    if (performance.now() > deadline) throw new Error(`waited ${within} ms in vain: ${check}`);
    await sleep(30);
  }
}
