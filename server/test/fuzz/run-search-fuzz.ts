import { Agent, request as httpRequest } from 'node:http';
import type { MeilisearchAddress } from '../../../search/engines/meilisearch/meilisearch-engine.ts';
import { nodeId } from '../../curriculum/node-path.ts';
import { appendToFeed } from '../../db/feed.ts';
import { updateLesson } from '../../db/lessons.ts';
import type { DatabaseConfig } from '../../db/open-database.ts';
import { eventually } from '../../jobs/test/eventually.ts';
import { publishSample } from '../../reviews/test/publish-sample.ts';
import { startServer, type TestServer } from '../start-server.ts';
import { type FuzzSearch, makeSearch } from './make-search.ts';
import { createRandom } from './random.ts';

export interface SearchFuzzReport {
  queries: number;
  engine: 'embedded' | 'meilisearch';
  /** Answers by status. */
  statuses: Record<string, number>;
  /** What must not happen: 5xx, no answer, the canary behind a filter that it does not pass. */
  violations: string[];
  /** How often the canary was answered where it may be: a filter that lets nothing through would show nothing. */
  canarySeen: number;
  /** With Meilisearch: searches that the embedded engine answered. */
  fallbacks: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  slowest: number;
  /** The address that took longest. */
  slowestPath: string;
  /** Of those that took longer than `mostMilliseconds`, the longest when each is asked again, alone. */
  slowestAlone: number;
}

/** No search may take longer. */
export const mostMilliseconds = 1000;
/** So often is one that took longer asked again: what other programs took from the machine is not its fault. */
const timesAlone = 3;

const titles = [
  '三年级分数',
  '分数的意义',
  '小数的加法',
  '第12课 长方形的周长',
  'Unit 3 Look at me',
  '"引号" AND OR',
];
const canaryTitle = '金丝雀分数 canary';
const atOnce = 2;
const patience = 20_000;

/**
 * Sends searches that nobody would make to a running server: random texts, operators, quotes, filters full of syntax,
 * cursors of nonsense. The same seed makes the same searches.
 */
export async function runSearchFuzz({
  queries,
  seed,
  database,
  meilisearch,
}: {
  queries: number;
  seed: number;
  database: DatabaseConfig;
  meilisearch?: MeilisearchAddress;
}): Promise<SearchFuzzReport> {
  const environment = { MEILI_URL: meilisearch?.url ?? '', MEILI_API_KEY: meilisearch?.apiKey ?? '' };
  const server = await startServer(database, { environment });
  const stop = new AbortController();
  const following = server.context.search.follow(stop.signal);
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const engine = meilisearch ? 'meilisearch' : 'embedded';
  const report: SearchFuzzReport = {
    ...{ queries, engine, statuses: {}, violations: [], canarySeen: 0, fallbacks: 0 },
    ...{ p50: 0, p99: 0, slowest: 0, slowestPath: '', slowestAlone: 0 },
  };
  try {
    const canary = await fill(server);
    const isAnswering = async () => {
      const answer = await fetch(`${server.url}/api/search?q=canary`);
      const { engine: by, hits } = (await answer.json()) as { engine: string; hits: unknown[] };
      return by === engine && hits.length === 1;
    };
    await eventually(isAnswering, { within: 60_000 });
    const random = createRandom(seed);
    const made = Array.from({ length: queries }, () => makeSearch(random)).values();
    const times: number[] = [];
    const late: FuzzSearch[] = [];
    const send = async () => {
      for (const search of made) {
        const taken = await sendOne(server, agent, search, canary, report);
        times.push(taken);
        if (taken > mostMilliseconds) late.push(search);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, send));
    for (const search of late) {
      const alone: number[] = [];
      for (let time = 0; time < timesAlone; time += 1)
        alone.push(await sendOne(server, agent, search, canary, structuredClone(report)));
      report.slowestAlone = Math.max(report.slowestAlone, round(Math.min(...alone)));
    }
    times.sort((a, b) => a - b);
    report.p50 = round(times[Math.floor(times.length / 2)]);
    report.p99 = round(times[Math.floor(times.length * 0.99)]);
    report.slowest = round(times.at(-1));
    return report;
  } finally {
    stop.abort();
    agent.destroy();
    await following;
    await server.close();
  }
}

const round = (milliseconds = 0) => Math.round(milliseconds * 10) / 10;

/** Lessons of primary schools, and one of none: the canary, whose id it returns. */
async function fill(server: TestServer): Promise<string> {
  const { context } = server;
  const publish = async (title: string, node: string) => {
    const { id } = await publishSample(server, 'li', 'school1', title);
    await context.database.transaction(async (trx) => {
      await updateLesson(trx, id, { node_id: nodeId(node) });
      await appendToFeed(trx, [id], context.clock.now());
    });
    return id;
  };
  for (let copy = 0; copy < 10; copy += 1)
    for (const title of titles) await publish(title, 'primary/math/pep/g3/v1');
  return await publish(canaryTitle, 'junior/morality-law/tongbian/g7/v1');
}

/** The milliseconds until it was answered. */
function sendOne(
  server: TestServer,
  agent: Agent,
  { path, guarded }: FuzzSearch,
  canary: string,
  report: SearchFuzzReport,
): Promise<number> {
  const note = (what: string) => report.violations.push(`${what}: ${path.slice(0, 600)}`);
  const begun = performance.now();
  return new Promise((resolve) => {
    let taken: number | undefined;
    const request = httpRequest(server.url, { path, agent, timeout: patience }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', () => note('the answer broke off'));
      response.on('end', () => {
        taken = performance.now() - begun;
        if (taken > report.slowest)
          Object.assign(report, { slowest: taken, slowestPath: path.slice(0, 200) });
        const status = response.statusCode ?? 0;
        report.statuses[status] = (report.statuses[status] ?? 0) + 1;
        const body = Buffer.concat(chunks).toString();
        if (status >= 500) note(`${status} ${body.slice(0, 200)}`);
        const shown = status === 200 && body.includes(canary);
        if (shown && guarded) note('the canary behind its filter');
        if (shown && !guarded) report.canarySeen += 1;
        if (report.engine === 'meilisearch' && body.includes('"engine":"embedded"')) report.fallbacks += 1;
      });
    });
    request.on('timeout', () => {
      note('no answer');
      request.destroy();
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      // An address that is longer than Node reads: it closes the connection once it has said so.
      if (!['EPIPE', 'ECONNRESET'].includes(error.code ?? '')) note(`failed with ${error.code ?? error}`);
    });
    // Comes last, whatever came before.
    request.on('close', () => resolve(taken ?? performance.now() - begun));
    request.end();
  });
}
