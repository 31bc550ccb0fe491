import { createHash, randomUUID } from 'node:crypto';
import { type EnqueuedTask, Meilisearch, MeilisearchApiError, type MultiSearchQuery } from 'meilisearch';
import { z } from 'zod';
import { indexFormat } from '../../document.ts';
import { type Engine, type IndexDifferences, IndexLostError, type IndexState } from '../engine.ts';
import { finishTask } from './finish-task.ts';
import { documentKey, type MeilisearchDocument, meilisearchDocument } from './meilisearch-document.ts';
import { planQueries, planSuggestion } from './plan-queries.ts';
import { readResults, readSuggestions } from './read-results.ts';
import { indexSettings } from './settings.ts';

export interface MeilisearchAddress {
  url: string;
  apiKey?: string;
  /** The name of the index; beside it stand `<name>-state` and, while one is built, `<name>-build-…`. */
  index?: string;
}

/** For one request that writes (ms); searches bring their own limit. */
const requestTimeout = 15_000;
/**
 * Meilisearch sends compressed answers in small pieces and waits for each to be acknowledged, which the other side
 * delays by up to 40 ms (Nagle's algorithm and delayed acknowledgements, RFC 1122, 4.2.3).
 */
const uncompressed = { 'accept-encoding': 'identity' };
/** For one look at the state (ms). */
const lookTimeout = 3000;
/** Of a build: every task costs Meilisearch a commit to the disk, whatever is in it. */
const documentsOfTask = 4000;
/** And in UTF-16 units, since a lesson may bring long texts along: Meilisearch takes 100 MB at once. */
const sizeOfTask = 10_000_000;
/**
 * So many tasks of a build are given to Meilisearch before the first of them is done: it does those that wait
 * as one, and what each such batch costs grows with the whole index.
 */
const tasksUnderWay = 16;
/** A build that nobody has touched for so long (ms) was given up. */
const buildPatience = 3600 * 1000;
/** The settings are looked at once in so many looks, and whenever a search failed. */
const looksBetweenSettings = 5;
/** So many looks in a row must find another number of documents than we left before the index counts as lost. */
const strangeLooks = 3;

const stateKey = 'state';
const storedState = z.object({
  format: z.number(),
  position: z.number(),
  documents: z.number(),
  /** Of the settings as Meilisearch told them when the index was built. */
  settings: z.string().optional(),
});
const documentsAtOnce = 500;
const storedDocuments = z.object({
  results: z.array(z.looseObject({ key: z.string(), lessonId: z.string() })),
});
const storedVersion = z.object({ pkgVersion: z.string() });
const storedStats = z.object({
  numberOfDocuments: z.number(),
  /** How many documents have each field. */
  fieldDistribution: z.record(z.string(), z.number()).default({}),
});

/**
 * The engine for large libraries. Its position stands inside Meilisearch, so that whoever wipes Meilisearch wipes
 * both, and an index that somebody else has filled or emptied is seen by its number of documents.
 */
export function openMeilisearchEngine({ url, apiKey, index = 'lessons' }: MeilisearchAddress): Engine {
  const client = new Meilisearch({
    host: url,
    apiKey,
    timeout: requestTimeout,
    requestInit: { headers: uncompressed },
  });
  const stateIndex = `${index}-state`;
  let strange = 0;
  /** A search met what we did not write, or could not be put. */
  let suspect = false;
  let lost = false;
  let looks = 0;

  /** Reads something small; null where there is no such index or document. */
  async function look(path: string, signal: AbortSignal): Promise<unknown> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(lookTimeout)]);
    try {
      return await client.httpRequest.get({ path, extraRequestInit: { signal: limited } });
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async function readState(signal: AbortSignal): Promise<IndexState | null> {
    const found = storedState.safeParse(await look(`indexes/${stateIndex}/documents/${stateKey}`, signal));
    return found.success ? found.data : null;
  }

  /** Null where there is no such index, or where it holds what is none of ours. */
  async function countDocuments(signal: AbortSignal): Promise<number | null> {
    const found = storedStats.safeParse(await look(`indexes/${index}/stats`, signal));
    if (!found.success) return null;
    const { numberOfDocuments, fieldDistribution } = found.data;
    return (fieldDistribution.lessonId ?? 0) === numberOfDocuments ? numberOfDocuments : null;
  }

  /** Of every document that is held, by key. */
  async function readDigests(signal: AbortSignal) {
    const digests = new Map<string, { lessonId: string; digest: string }>();
    for (let offset = 0; ; offset += documentsAtOnce) {
      const page = await look(`indexes/${index}/documents?limit=${documentsAtOnce}&offset=${offset}`, signal);
      if (page === null) throw new IndexLostError(`Meilisearch has no index ${index}`);
      const { results } = storedDocuments.parse(page);
      for (const document of results)
        digests.set(document.key, { lessonId: document.lessonId, digest: digestOf(document) });
      if (results.length < documentsAtOnce) return digests;
    }
  }

  async function readSettings(uid: string, signal: AbortSignal): Promise<string> {
    const found = await look(`indexes/${uid}/settings`, signal);
    return found === null ? '' : digestOf(z.record(z.string(), z.unknown()).parse(found));
  }

  /** Whether somebody has changed the settings under us; looked at now and then. */
  async function hasOtherSettings(state: z.infer<typeof storedState>, signal: AbortSignal): Promise<boolean> {
    const isTime = looks++ % looksBetweenSettings === 0 || suspect;
    if (!isTime || state.settings === undefined) return false;
    return (await readSettings(index, signal)) !== state.settings;
  }

  async function ask<Answer>(
    queries: MultiSearchQuery[],
    read: (response: unknown) => Answer,
    signal: AbortSignal,
  ): Promise<Answer> {
    try {
      return read(await client.multiSearch({ queries }, { signal }));
    } catch (error) {
      if (error instanceof IndexLostError) lost = true;
      suspect = true;
      if (isMissing(error)) throw new IndexLostError(`Meilisearch has no index ${index}`, { cause: error });
      throw error;
    }
  }

  async function removeOldBuilds(signal: AbortSignal): Promise<void> {
    const { results } = await client.getRawIndexes({ limit: 1000 });
    for (const { uid, updatedAt } of results) {
      const old = Date.now() - Date.parse(updatedAt) > buildPatience;
      if (old && uid.startsWith(`${index}-build-`))
        await finishTask(client, await client.deleteIndex(uid), signal);
    }
  }

  /** Swapping needs two that exist. */
  async function createMissing(uid: string): Promise<EnqueuedTask[]> {
    try {
      await client.getRawIndex(uid);
      return [];
    } catch (error) {
      if (!isMissing(error)) throw error;
      return [await client.createIndex(uid, { primaryKey: 'key' })];
    }
  }

  return {
    name: 'meilisearch',

    async version(signal) {
      const found = storedVersion.safeParse(await look('version', signal));
      return found.success ? found.data.pkgVersion : '';
    },

    async state(signal) {
      const state = await readState(signal);
      const documents = await countDocuments(signal);
      if (state === null || documents === null) return null;
      if (lost || (await hasOtherSettings(state, signal))) return null;
      suspect = false;
      strange = documents === state.documents ? 0 : strange + 1;
      if (strange < strangeLooks) return state;
      strange = 0;
      return null;
    },

    async search(request, signal) {
      const planned = planQueries(request, index);
      return await ask(
        planned.map(({ query }) => query),
        (response) => readResults(request, planned, response),
        signal,
      );
    },

    async suggest(plans, limit, signal) {
      const queries = plans.flatMap((plan) => planSuggestion(plan, limit, index));
      return await ask(queries, (response) => readSuggestions(response, limit), signal);
    },

    async apply(changes, position, signal) {
      const put = changes.flatMap((change) =>
        change.kind === 'put' ? [meilisearchDocument(change.document)] : [],
      );
      const removed = changes.flatMap((change) =>
        change.kind === 'remove' ? [documentKey(change.lessonId)] : [],
      );
      const live = client.index(index);
      if (put.length > 0) await finishTask(client, await live.addDocuments(put), signal);
      if (removed.length > 0) await finishTask(client, await live.deleteDocuments(removed), signal);
      const documents = await countDocuments(signal);
      if (documents === null) throw new IndexLostError(`Meilisearch has no index ${index} of ours`);
      /* Without creation: if all was wiped meanwhile, the state must stay away, or the loss would not be seen. */
      const moved = await client
        .index(stateIndex)
        .updateDocuments([{ key: stateKey, format: indexFormat, position, documents }], {
          skipCreation: true,
        });
      await finishTask(client, moved, signal);
    },

    async rebuild(documents, position, signal) {
      await removeOldBuilds(signal);
      const build = `${index}-build-${randomUUID()}`;
      const buildState = `${build}-state`;
      /* Tasks are done in the order they come in: many may be on their way, but all are looked at in the end. */
      const tasks: EnqueuedTask[] = [
        await client.createIndex(build, { primaryKey: 'key' }),
        await client.index(build).updateSettings(indexSettings),
      ];
      const keys = new Set<string>();
      let put: MeilisearchDocument[] = [];
      let size = 0;
      const give = async () => {
        if (put.length === 0) return;
        tasks.push(await client.index(build).addDocuments(put));
        put = [];
        size = 0;
        if (tasks.length > tasksUnderWay) await finishTask(client, tasks.shift()!, signal);
      };
      for await (const batch of documents) {
        signal.throwIfAborted();
        for (const document of batch.map(meilisearchDocument)) {
          put.push(document);
          size += JSON.stringify(document).length;
          keys.add(document.key);
        }
        if (put.length >= documentsOfTask || size >= sizeOfTask) await give();
      }
      await give();
      for (const task of tasks.splice(0)) await finishTask(client, task, signal);
      const settings = await readSettings(build, signal);
      const state = { key: stateKey, format: indexFormat, position, documents: keys.size, settings };
      tasks.push(
        await client.createIndex(buildState, { primaryKey: 'key' }),
        await client.index(buildState).addDocuments([state]),
        ...(await createMissing(index)),
        ...(await createMissing(stateIndex)),
      );
      for (const task of tasks.splice(0)) await finishTask(client, task, signal);
      const swaps: [string, string][] = [
        [build, index],
        [buildState, stateIndex],
      ];
      const swapped = await client.swapIndexes(swaps.map((indexes) => ({ indexes, rename: false })));
      await finishTask(client, swapped, signal);
      strange = 0;
      lost = false;
      for (const [old] of swaps) tasks.push(await client.deleteIndex(old));
      for (const task of tasks) await finishTask(client, task, signal);
      return keys.size;
    },

    async compare(documents, signal) {
      const held = await readDigests(signal);
      const found: IndexDifferences = { missing: [], surplus: [], stale: [] };
      for await (const batch of documents) {
        signal.throwIfAborted();
        for (const document of batch.map(meilisearchDocument)) {
          const digest = held.get(document.key)?.digest;
          held.delete(document.key);
          if (digest === undefined) found.missing.push(document.lessonId);
          else if (digest !== digestOf(document)) found.stale.push(document.lessonId);
        }
      }
      found.surplus.push(...[...held.values()].map(({ lessonId }) => lessonId));
      return found;
    },

    async close() {},
  };
}

/** The same for the same values, in whatever order they come. */
function digestOf(document: Record<string, unknown>): string {
  const sorted = JSON.stringify(Object.entries(document).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(sorted).digest('base64');
}

function isMissing(error: unknown): boolean {
  if (!(error instanceof MeilisearchApiError)) return false;
  return error.cause?.code === 'index_not_found' || error.cause?.code === 'document_not_found';
}
