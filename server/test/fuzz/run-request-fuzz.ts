import { readdirSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Problem } from '../../contract/problem.ts';
import { problems } from '../../contract/words/zh/problems.ts';
import type { DatabaseConfig } from '../../db/open-database.ts';
import type { OpenApi } from '../../openapi.ts';
import { seedProgrammesAndRubrics } from '../../reviews/seed-programmes-and-rubrics.ts';
import type { Route } from '../../route.ts';
import { routes } from '../../routes.ts';
import { makeCallers } from '../access/callers.ts';
import { Canaries } from '../access/canaries.ts';
import { anyTopic, storeVideo } from '../access/make-lesson.ts';
import { type Thing, things, type Workshop } from '../access/things.ts';
import { startServer, type TestServer } from '../start-server.ts';
import type { JsonSchema } from './from-schema.ts';
import { type FuzzRequest, makeRequest, type Operation } from './make-request.ts';
import { createRandom } from './random.ts';

export interface FuzzReport {
  requests: number;
  operations: number;
  /** Answers by status. */
  statuses: Record<string, number>;
  /** What must not happen: 5xx, no answer, an answer that is no problem of ours, a crash. */
  violations: string[];
  rssGrowthMiB: number;
  openFilesGrowth: number;
  seconds: number;
}

/** Requests between two looks at the world: what was deleted meanwhile is made anew. */
const roundOf = 500;
const warmUp = 2000;
const atOnce = 8;
const patience = 20_000;

/**
 * Sends requests made from the description of the API (pages and play addresses from the route table) with things
 * wrong in them, as everybody there is, to a server with a world of its own. The same seed makes the same requests.
 */
export async function runRequestFuzz({
  requests,
  seed,
  database,
}: {
  requests: number;
  seed: number;
  database: DatabaseConfig;
}): Promise<FuzzReport> {
  const random = createRandom(seed);
  const startedAt = performance.now();
  const report: FuzzReport = {
    ...{ requests, operations: 0, statuses: {}, violations: [] },
    ...{ rssGrowthMiB: 0, openFilesGrowth: 0, seconds: 0 },
  };
  const onCrash = (error: unknown) =>
    report.violations.push(`crash: ${error instanceof Error ? error.stack : error}`);
  process.on('uncaughtException', onCrash).on('unhandledRejection', onCrash);
  const server = await startServer(database, { environment: { MAX_UPLOAD_BYTES: '1000000' } });
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  try {
    await seedProgrammesAndRubrics(server.context.database.db, server.clock);
    const operations = await readOperations(server);
    report.operations = operations.length;
    let before: ReturnType<typeof measure> | undefined;
    let after = measure();
    const workshop = await openWorkshop(server);
    for (let done = 0; done < requests; done += roundOf) {
      const world = await makeWorld(workshop);
      const sent = Math.min(roundOf, requests - done);
      const made = Array.from({ length: sent }, () => {
        const operation = random.pick(operations);
        const cookie = random.pick(world.cookies);
        return makeRequest(operation, random, { origin: server.url, cookie, things: world.things });
      });
      const next = made.values();
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          for (const one of next) await sendOne(server, agent, one, report);
        }),
      );
      // Collected at every look: what V8 has put off is no growth, nor is what is loaded and cached once.
      after = measure();
      if (done + sent >= Math.min(warmUp, requests)) before ??= after;
    }
    report.rssGrowthMiB = Math.round((after.rss - (before?.rss ?? 0)) / 1024 ** 2);
    report.openFilesGrowth = after.openFiles - (before?.openFiles ?? 0);
    report.seconds = Math.round((performance.now() - startedAt) / 1000);
    return report;
  } finally {
    agent.destroy();
    await server.close();
    process.off('uncaughtException', onCrash).off('unhandledRejection', onCrash);
  }
}

async function openWorkshop(server: TestServer) {
  const canaries = new Canaries();
  const video = await storeVideo(server, canaries, 'every video');
  const callers = await makeCallers(server);
  const former = callers.at(-1)?.personId ?? '';
  const workshop: Workshop = { server, canaries, nodeId: await anyTopic(server), video, former };
  return { workshop, callers };
}

/** Everybody's cookie and one of every thing, as they are before somebody has asked for anything. */
async function makeWorld({ workshop, callers }: Awaited<ReturnType<typeof openWorkshop>>) {
  const made: Thing[] = [];
  for (const make of Object.values(things)) made.push(await make(workshop));
  const cookies: string[] = [];
  for (const caller of callers) cookies.push(await caller.openCookie());
  return { things: made, cookies };
}

/** From the description as the server gives it; what it leaves out, from the route table. */
async function readOperations(server: TestServer): Promise<Operation[]> {
  const described = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as OpenApi;
  return routes.map((route) => {
    const operation = described.paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];
    return operation ? fromDescription(route, operation) : fromTable(route);
  });
}

function fromDescription({ method, path }: Route, operation: Record<string, unknown>): Operation {
  const parameters = operation.parameters as { name: string; in: string; schema: JsonSchema }[];
  const query = parameters.filter((one) => one.in === 'query').map(({ name, schema }) => [name, schema]);
  const requestBody = operation.requestBody as
    | { content: Record<string, { schema?: JsonSchema }> }
    | undefined;
  const body = requestBody?.content['application/json']?.schema;
  return {
    method,
    path,
    query: Object.fromEntries(query),
    body,
    takesBytes: requestBody !== undefined && !body,
  };
}

function fromTable({ method, path }: Route): Operation {
  const query = Object.fromEntries(
    ['q', 'next', 'token', 'cursor', 'grade', 'year'].map((name) => [name, { type: 'string' }]),
  );
  const body =
    method === 'POST'
      ? { type: 'object', properties: { name: { type: 'string' }, password: { type: 'string' } } }
      : undefined;
  return { method, path, query, body, takesBytes: false };
}

function sendOne(server: TestServer, agent: Agent, sent: FuzzRequest, report: FuzzReport): Promise<void> {
  const note = (what: string) => {
    const body = sent.body === undefined ? '' : ` body ${JSON.stringify(String(sent.body).slice(0, 300))}`;
    report.violations.push(
      `${what}: ${sent.method} ${sent.path.slice(0, 400)} ${JSON.stringify(sent.headers).slice(0, 500)}${body}`,
    );
  };
  return new Promise((resolve) => {
    const given = { method: sent.method, path: sent.path, headers: sent.headers, agent, timeout: patience };
    let answered = false;
    const request = httpRequest(server.url, given, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', () => note('the answer broke off'));
      response.on('end', () => {
        answered = true;
        const status = response.statusCode ?? 0;
        report.statuses[status] = (report.statuses[status] ?? 0) + 1;
        const type = String(response.headers['content-type'] ?? '');
        const flaw = flawOf(sent, status, type, Buffer.concat(chunks));
        if (flaw) note(flaw);
      });
    });
    request.on('timeout', () => {
      note('no answer');
      request.destroy();
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      // A body that is refused before it was read: the server closes the connection on it.
      if (!['EPIPE', 'ECONNRESET'].includes(error.code ?? '')) note(`failed with ${error.code ?? error}`);
    });
    // Comes last, whatever came before.
    request.on('close', () => {
      if (!answered) report.statuses.closed = (report.statuses.closed ?? 0) + 1;
      resolve();
    });
    request.end(sent.body);
  });
}

const codes = new Set<string>(Object.keys(problems));

/** Why an answer is not one of ours; null when it is. */
function flawOf({ method, headers }: FuzzRequest, status: number, type: string, body: Buffer): string | null {
  // Settings that came before may have left nobody room, which is said with 507 (RFC 4331, 6) and a code of its own.
  if (status >= 500 && status !== 507) return `${status} ${body.toString().slice(0, 200)}`;
  if (status < 400 || method === 'HEAD' || type.startsWith('text/html')) return null;
  // Node's own parser refuses what is no HTTP before there is a request.
  if (body.length === 0 && ['host', 'expect', 'te', 'content-type'].some((name) => name in headers))
    return null;
  // A range that is not there is answered to players, with the size and no words (RFC 9110, 15.5.17).
  if (status === 416 && body.length === 0) return null;
  if (!type.startsWith('application/problem+json')) return `${status} of the type ${type || 'none'}`;
  const problem = Problem.safeParse(JSON.parse(body.toString() || '{}'));
  if (!problem.success) return `${status} that is no problem: ${body.toString().slice(0, 200)}`;
  return codes.has(problem.data.code) ? null : `${status} with the unknown code ${problem.data.code}`;
}

function measure(): { rss: number; openFiles: number } {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return { rss: process.memoryUsage().rss, openFiles: readdirSync('/proc/self/fd').length };
}
