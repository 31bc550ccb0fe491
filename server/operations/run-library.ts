import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { advise } from '../advise.ts';
import { createApp, maxHeaderSize } from '../app.ts';
import { type Config, readConfig } from '../config.ts';
import type { AppContext } from '../context.ts';
import { sweepRows } from '../db/sweep-rows.ts';
import { readEnvironment } from '../env.ts';
import type { Logger } from '../logger.ts';
import { nameMediaStore } from '../media-store/read-media-store.ts';
import { loadRenderer, openContext } from '../open-context.ts';
import { createFirstLink } from '../people/first-start.ts';
import { finishLeftOvers, sweepUploads } from '../uploads/sweep-uploads.ts';
import { scheduleBackups } from './backup/schedule-backups.ts';
import { checkMediaStore } from './check-media-store.ts';
import { prepareDrain } from './drain-server.ts';
import { ensureBuilt } from './ensure-built.ts';
import { explainFailure } from './explain-failure.ts';
import { isReadableOnTheWay, sayUnusual } from './say-unusual.ts';
import { superviseWorker } from './supervise-worker.ts';

const drainMilliseconds = 10_000;
/** A connection on which nothing moves for this long is ended; an upload goes on from where it was. */
const silence = 300_000;
const sweepMilliseconds = 3600_000;
const watchMilliseconds = 30_000;

/** What else a command does with a library that runs: the demo fills it. */
export interface LibraryHooks {
  /** Before the first request is served; `/readyz` waits for it. */
  prepare?(context: AppContext): Promise<void>;
  /** Once it serves at `url`. */
  serving?(context: AppContext, url: string, signal: AbortSignal): Promise<void>;
}

/**
 * Runs the library until SIGINT or SIGTERM: the web server in this process, a worker beside it. What is
 * missing is said in one line with what to do, and ends the program with exit code 1.
 */
export async function runLibrary(
  environment: Record<string, string | undefined>,
  createLog: (level: Config['logLevel'], name: string) => Logger,
  hooks: LibraryHooks = {},
): Promise<void> {
  // Originals are read by the sandbox's user, who has no rights.
  process.umask(0o022);
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      console.log(`收到 ${name}，正在停止……`);
      stop.abort();
    });
  }
  try {
    const config = readConfig(readEnvironment(environment));
    const log = createLog(config.logLevel, 'web');
    await ensureBuilt();
    await serve(config, log, environment, hooks, stop.signal);
  } catch (error) {
    console.error(explainFailure(error, '启动失败'));
    process.exitCode = 1;
  }
}

async function serve(
  config: Config,
  log: Logger,
  environment: Record<string, string | undefined>,
  hooks: LibraryHooks,
  signal: AbortSignal,
): Promise<void> {
  const waitingFor = new Set(['first requests']);
  const ready = () => ({ ready: waitingFor.size === 0, waitingFor: [...waitingFor] });
  await using context = await openContext(config, { log, renderer: await loadRenderer(), ready });
  await hooks.prepare?.(context);
  const server = createServer({ maxHeaderSize }, createApp(context));
  const drain = prepareDrain(server);
  await listen(server, config);
  // Whatever fails from here on, nothing may go on serving without its database.
  const ending = new AbortController();
  const running = AbortSignal.any([signal, ending.signal]);
  const following = context.search.follow(running);
  const worker = config.transcoders > 0 ? superviseWorker(environment, context.problems, running) : undefined;
  const backingUp = scheduleBackups(context, environment, running);
  const sweeping = setInterval(() => sweep(context, log), sweepMilliseconds);
  const watching =
    config.mediaStore.kind === 's3'
      ? setInterval(() => watchMediaStore(context), watchMilliseconds)
      : undefined;
  try {
    waitingFor.clear();
    const url = addressOf(server, config);
    await announce(context, url);
    await sayUnusual(context);
    void sweep(context, log);
    await hooks.serving?.(context, url, running);
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    clearInterval(sweeping);
    clearInterval(watching);
    ending.abort();
    await Promise.all([drain(drainMilliseconds), worker?.stopped, following, backingUp]);
  }
}

async function listen(server: Server, { http }: Config): Promise<void> {
  // An upload is one long request; a client that sends nothing is ended by the upload's own watch.
  server.requestTimeout = 0;
  server.timeout = silence;
  server.headersTimeout = 20_000;
  server.keepAliveTimeout = 65_000;
  server.listen(http.port, http.host);
  await once(server, 'listening');
}

function addressOf(server: Server, { http }: Config): string {
  if (http.publicUrl) return http.publicUrl;
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : http.port;
  const host = http.host === '0.0.0.0' || http.host === '::' ? 'localhost' : http.host;
  return `http://${host}:${port}`;
}

/** For the person at the console, not for the log. */
async function announce(context: AppContext, url: string): Promise<void> {
  console.log(`千课已启动：${url}`);
  console.log(`数据存放在：${context.config.dataFolder}`);
  const { database, mediaStore } = context.config;
  if (database.kind === 'postgres') console.log(`数据库：PostgreSQL（${withoutPassword(database.url)}）`);
  if (mediaStore.kind === 's3') console.log(`视频和附件存放在：${nameMediaStore(mediaStore)}`);
  if (isReadableOnTheWay(context.config)) {
    console.log(
      '注意：连接没有加密，同一网络里的人能看到密码。只在可信的局域网里这样用；对外开放时请加 https 反向代理，并设置 PUBLIC_URL=https://…',
    );
  }
  const link = await createFirstLink(context.database, context.clock);
  if (link) console.log(`首次使用，请在 24 小时内打开此链接，设置第一位管理员：${url}${link}`);
}

/**
 * Finishes uploads whose last byte came just before the program died, ends those nobody continues, and
 * deletes rows that only pile up.
 */
async function sweep(context: AppContext, log: Logger): Promise<void> {
  try {
    await finishLeftOvers(context.uploads);
    await sweepUploads(context.uploads);
    await sweepRows(context.database.db, context.clock.now());
  } catch (err) {
    log.error({ err }, `what is left over stays for another hour, it could not be swept: ${advise(err)}`);
  }
}

/** Whole uploads that the store did not take become lessons soon after it is back, also of who has left the page. */
async function watchMediaStore(context: AppContext): Promise<void> {
  try {
    if (!(await checkMediaStore(context))) await finishLeftOvers(context.uploads);
  } catch (err) {
    const text = `whole uploads that wait for the media store could not be looked at: ${advise(err)}`;
    context.problems.say({ text, details: { err } });
  }
}

/** Where the database is, fit for a screen. */
function withoutPassword(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
