import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Meilisearch } from 'meilisearch';
import { findOnPath, freePort, ownServer } from './own-server.ts';

/** A Meilisearch for tests. */
export interface TestMeilisearch {
  url: string;
  apiKey: string | undefined;
  /** A name that no other test uses. */
  newIndexName(): string;
  /** Removes the index of that name and what search keeps beside it. */
  removeIndex(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** One that the test started itself and may kill, wipe and start again on the same port. */
export interface OwnMeilisearch extends TestMeilisearch {
  /** Of the running process. */
  pid(): number;
  /** Holds all that it writes. */
  folder: string;
  /** Ends the process at once and leaves its data. */
  kill(): Promise<void>;
  /** Starts it again, with its data or without; with another key until the next time. */
  restart(options: { wiped: boolean; key?: string }): Promise<void>;
}

/** What a test prints instead of running where there is none. */
export const notTested = 'MEILISEARCH WAS NOT TESTED: SET MEILI_URL OR PUT A meilisearch ON THE PATH';

/** Whether `startMeilisearch` can work here: `MEILI_URL` is set or a `meilisearch` is on the PATH. */
export function hasMeilisearch(): boolean {
  return Boolean(process.env.MEILI_URL) || ownBinary() !== null;
}

/** Whether `startOwnMeilisearch` can work here. */
export function hasOwnMeilisearch(): boolean {
  return ownBinary() !== null;
}

/** The one that `MEILI_URL` (and `MEILI_API_KEY`) names, or else one started for the test. */
export async function startMeilisearch(): Promise<TestMeilisearch> {
  const url = process.env.MEILI_URL;
  if (!url) return await startOwnMeilisearch();
  const apiKey = process.env.MEILI_API_KEY || undefined;
  return { url, apiKey, ...indexNames(url, apiKey), stop: async () => {} };
}

/** Starts a Meilisearch on a free port of this machine, with a key and data of its own. */
export async function startOwnMeilisearch({ indexingMemory = '256MiB' } = {}): Promise<OwnMeilisearch> {
  const binary = ownBinary();
  if (binary === null) throw new Error(notTested);
  const folder = mkdtempSync(join(tmpdir(), 'qianke-meilisearch-'));
  const port = await freePort();
  const apiKey = randomBytes(24).toString('hex');
  const url = `http://127.0.0.1:${port}`;
  const { pid, kill, start: begin } = ownServer(binary, () => isHealthy(url));

  async function start(key = apiKey): Promise<void> {
    mkdirSync(join(folder, 'data'), { recursive: true });
    const spawned = spawn(
      binary!,
      ['--no-analytics', '--http-addr', `127.0.0.1:${port}`, '--db-path', join(folder, 'data', 'db')],
      {
        cwd: join(folder, 'data'),
        env: environment(key, indexingMemory),
        stdio: 'ignore',
      },
    );
    await begin(spawned);
  }

  await start();
  return {
    url,
    apiKey,
    ...indexNames(url, apiKey),
    folder,
    pid,
    kill,
    async restart({ wiped, key }) {
      await kill();
      if (wiped) rmSync(join(folder, 'data'), { recursive: true, force: true });
      await start(key);
    },
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/* Meilisearch fills its indexing memory anew for every task: two thirds of a large machine take most of a second. */
function environment(apiKey: string, indexingMemory: string): NodeJS.ProcessEnv {
  return { MEILI_MASTER_KEY: apiKey, MEILI_LOG_LEVEL: 'ERROR', MEILI_MAX_INDEXING_MEMORY: indexingMemory };
}

function indexNames(url: string, apiKey: string | undefined) {
  return {
    newIndexName: () => `test-${randomUUID()}`,
    async removeIndex(name: string) {
      const client = new Meilisearch({ host: url, apiKey });
      const { results } = await client.getRawIndexes({ limit: 1000 });
      for (const { uid } of results) if (uid.startsWith(name)) await client.deleteIndex(uid);
    },
  };
}

const ownBinary = () => findOnPath('meilisearch');

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`)).ok;
  } catch {
    return false;
  }
}
