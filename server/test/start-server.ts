import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import { pino } from 'pino';
import { unlimited } from '../access/request-limiter.ts';
import { createApp, maxHeaderSize } from '../app.ts';
import { readConfig } from '../config.ts';
import type { AppContext } from '../context.ts';
import type { DatabaseConfig, DatabaseKind } from '../db/open-database.ts';
import { type DatabaseServer, startPostgres, startSqliteFolder } from '../db/test/each-database.ts';
import { readEnvironment } from '../env.ts';
import { openContext } from '../open-context.ts';
import type { Renderer } from '../pages/renderer.ts';
import { openSession } from '../people/sessions.ts';
import { createTestClient, type TestClient } from './client.ts';
import { makeSampleWorld, type PersonName, type SampleWorld } from './sample-world.ts';
import { createTestClock, type TestClock } from './test-clock.ts';

/**
 * The real application, listening: real database, media store, queue and search index (call
 * `context.search.catchUp()` before searching), with the people and schools of `sample-world.ts`. */
export interface TestServer {
  context: AppContext;
  /** `http://127.0.0.1:…` */
  url: string;
  /** Stands at `termTime` until moved. */
  clock: TestClock;
  /** Ids by name; in a server started with `empty` there is nobody. */
  world: SampleWorld;
  /** Somebody signed in: a new session at every call, so also after the clock was moved. */
  as(name: PersonName): Promise<TestClient>;
  visitor(): TestClient;
}

export interface TestServerOptions {
  /** No organisations and no people: the first start. */
  empty?: boolean;
  /** Variables as the operator would set them. */
  environment?: Record<string, string>;
  /** Counts requests against their limits: without it nobody waits, since the clock stands still. */
  limits?: boolean;
  /** Parts to replace, given those that were made. */
  replace?: (context: AppContext) => Partial<AppContext>;
}

/**
 * Runs a suite of whole-server tests on SQLite and on PostgreSQL. `start()` gives a server of its own with
 * an empty data folder; everything is closed and thrown away after the suite.
 */
export function describeOnEachServer(
  name: string,
  suite: (start: (options?: TestServerOptions) => Promise<TestServer>, kind: DatabaseKind) => void,
): void {
  for (const kind of ['sqlite', 'postgres'] as const) {
    describe(`${name} (${kind})`, () => {
      const databases: DatabaseServer = kind === 'sqlite' ? startSqliteFolder() : startPostgres();
      const closing: (() => Promise<void>)[] = [];
      before(() => databases.start());
      after(async () => {
        for (const close of closing) await close();
        await databases.stop();
      });
      suite(async (options = {}) => {
        const { close, ...server } = await startServer(await databases.newDatabase(), options);
        closing.push(close);
        return server;
      }, kind);
    });
  }
}

/** Prints the model, so that tests of pages see what the page is given. */
const modelPrinter: Renderer = {
  render: (model, language) =>
    `<!doctype html><html lang="${language}"><script type="application/json">${JSON.stringify(model).replaceAll('<', '\\u003c')}</script></html>`,
};

/** The page model that `modelPrinter` wrote into an answer. */
export async function readPageModel(response: Response): Promise<unknown> {
  const html = await response.text();
  const json = /<script type="application\/json">(.*)<\/script>/s.exec(html)?.[1];
  if (json === undefined) throw new Error(`no page model in the answer: ${html.slice(0, 200)}`);
  return JSON.parse(json);
}

export async function startServer(
  databaseConfig: DatabaseConfig,
  { empty = false, environment = {}, limits = false, replace = () => ({}) }: TestServerOptions = {},
): Promise<TestServer & { close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'qianke-server-'));
  const variables = { PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder, ...environment };
  const config = { ...readConfig(readEnvironment(variables)), database: databaseConfig };
  const log = pino({ level: environment.LOG_LEVEL ?? 'fatal' });
  const clock = createTestClock();
  const made = await openContext(config, {
    log,
    clock,
    renderer: modelPrinter,
    ready: () => ({ ready: true, waitingFor: [] }),
  });
  const context = { ...made, ...(!limits && { limiter: unlimited }), ...replace(made) };
  const world = empty ? { organisations: {}, people: {} } : await makeSampleWorld(made.database, clock.now());

  const server = createServer({ maxHeaderSize }, createApp(context)).listen(0, '127.0.0.1');
  // On a busy machine a request may meet the server closing the idle connection it was about to use.
  server.keepAliveTimeout = 10 * 60_000;
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const url = `http://127.0.0.1:${address.port}`;

  return {
    context,
    url,
    clock,
    world: world as SampleWorld,
    async as(name) {
      const personId = (world as SampleWorld).people[name].id;
      const about = { personId, userAgent: undefined, network: undefined };
      return createTestClient(url, `qianke=${await openSession(made.database.db, clock, about)}`);
    },
    visitor: () => createTestClient(url),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await made[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
