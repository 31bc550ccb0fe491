import { setTimeout as wait } from 'node:timers/promises';
import { indexFormat, type LessonDocument } from './document.ts';
import { type Engine, type IndexChange, IndexLostError, type IndexState } from './engines/engine.ts';
import type { LessonChanges, SearchLog } from './search.ts';

/** How many changes or documents are taken at once: few enough that nobody waits for them. */
const batchSize = 200;
/** Between looks at the feed, if nobody nudges (ms). */
const pollInterval = 1000;
/** Between looks at an engine that does not answer (ms). */
const longestPause = 5000;

/** An engine has so long to answer a search (ms). */
export const answerTimeout = 800;

/** Keeps one engine at the head of the feed. */
export interface Follower {
  readonly engine: Engine;
  /** Brings the engine to the head of the feed, rebuilding it if need be; throws what hinders it. */
  sync(signal: AbortSignal): Promise<void>;
  /** Builds the index anew; `onProgress` hears how many documents are in. */
  rebuild(signal: AbortSignal, onProgress?: (documents: number) => void): Promise<number>;
  /** Goes on until aborted, whatever happens to the engine. */
  follow(signal: AbortSignal): Promise<void>;
  nudge(): void;
  /** A search found the engine out of order: it is left alone until it has been brought up to date again. */
  distrust(problem: unknown): void;
  /** Whether the engine may be asked: in order, and not longer behind than people would notice. */
  trusted(): boolean;
  /** What is known without asking the engine. */
  known(): { state: IndexState | null; problem: string | null; version: string | null };
}

/** A problem that lasts is said again after so long (ms). */
const sayAgainAfter = 600_000;

/** What is wrong and what to do, for the operator. */
const behind: Record<Engine['name'], string> = {
  meilisearch:
    'Meilisearch does not follow, the embedded engine answers and it goes on by itself: see whether it runs, and look at MEILI_URL and MEILI_API_KEY',
  embedded:
    'the search index does not follow, it is tried again by itself: look at disk and database; if it stays so, run npm run reindex',
};

/** An index that has been behind for longer (ms) is not asked. */
const toleratedLag = 1500;

export function createFollower(engine: Engine, changes: LessonChanges, log: SearchLog): Follower {
  let running: Promise<unknown> = Promise.resolve();
  let state: IndexState | null = null;
  let problem: string | null = 'not looked at yet';
  let version: string | null = null;
  let distrusted = false;
  let behindSince: number | null = null;
  let saidAt: number | null = null;
  let wake = new AbortController();

  /** One thing at a time is done to an engine. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = running.then(work);
    running = result.catch(() => {});
    return result;
  }

  async function build(signal: AbortSignal, onProgress?: (documents: number) => void): Promise<number> {
    const position = await changes.head();
    const documents = await engine.rebuild(allLessons(changes, onProgress), position, signal);
    state = { format: indexFormat, position, documents };
    return documents;
  }

  async function catchUp(signal: AbortSignal): Promise<void> {
    const known = await engine.state(signal);
    const head = await changes.head();
    if (!known || known.format !== indexFormat || known.position > head) {
      state = null;
      problem = 'being rebuilt';
      log.info({ engine: engine.name, found: known }, 'search index is rebuilt');
      const documents = await build(signal);
      log.info({ engine: engine.name, documents }, 'search index is complete');
    } else {
      state = known;
    }
    const from = state!.position;
    let position = from;
    if (position < head) behindSince ??= Date.now();
    for (;;) {
      const batch = await changes.after(position, batchSize);
      if (batch.length === 0) break;
      position = batch.at(-1)!.sequence;
      await engine.apply(latestOfEach(batch), position, signal);
      state = { ...state!, position };
    }
    if (position !== from) state = await engine.state(signal);
    if (distrusted) await probe(signal);
    distrusted = false;
    behindSince = null;
    if (problem !== null) {
      version = await readVersion(signal);
      log.info({ engine: engine.name, position }, 'search engine is up to date');
    }
    problem = null;
    saidAt = null;
  }

  /** Whoever failed in a search shows that it can answer one in time before it is asked again. */
  async function probe(signal: AbortSignal): Promise<void> {
    const asked = AbortSignal.any([signal, AbortSignal.timeout(answerTimeout)]);
    const reading = { words: null, filters: { stage: ['none'] } };
    const page = { near: null, sort: 'newest', offset: 0, limit: 1 } as const;
    await engine.search({ readings: [reading, { words: null, filters: {} }], ...page }, asked);
  }

  /** A key that may search and write need not be allowed to ask for it. */
  function readVersion(signal: AbortSignal): Promise<string | null> {
    return engine.version(signal).then(
      (text) => text || null,
      () => null,
    );
  }

  function fail(error: unknown): void {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    if (saidAt === null || Date.now() - saidAt > sayAgainAfter) {
      log.warn({ engine: engine.name, err: error }, behind[engine.name]);
      saidAt = Date.now();
    }
    problem = text;
    if (error instanceof IndexLostError) state = null;
  }

  async function sync(signal: AbortSignal): Promise<void> {
    await inTurn(async () => {
      try {
        await catchUp(signal);
      } catch (error) {
        if (!signal.aborted) fail(error);
        throw error;
      }
    });
  }

  return {
    engine,
    sync,
    rebuild: (signal, onProgress) =>
      inTurn(async () => {
        behindSince ??= Date.now();
        const documents = await build(signal, onProgress);
        await catchUp(signal);
        return documents;
      }),
    async follow(signal) {
      let failures = 0;
      while (!signal.aborted) {
        try {
          await sync(signal);
          failures = 0;
        } catch {
          failures++;
        }
        const pause =
          failures === 0 ? pollInterval : Math.min(pollInterval * 2 ** (failures - 1), longestPause);
        const woken = failures === 0 ? AbortSignal.any([signal, wake.signal]) : signal;
        await wait(pause, undefined, { signal: woken }).catch(() => {});
        if (wake.signal.aborted) wake = new AbortController();
      }
    },
    nudge: () => wake.abort(),
    distrust(error) {
      distrusted = true;
      fail(error);
    },
    trusted: () => problem === null && (behindSince === null || Date.now() - behindSince < toleratedLag),
    known: () => ({ state, problem, version }),
  };
}

/** Every published lesson in batches; `onProgress` hears how many there were so far. */
export async function* allLessons(
  changes: LessonChanges,
  onProgress?: (documents: number) => void,
): AsyncGenerator<LessonDocument[]> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await changes.all(batchSize, cursor);
    yield page.documents;
    count += page.documents.length;
    onProgress?.(count);
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/* Of several changes of a lesson only the last one counts. */
function latestOfEach(batch: Awaited<ReturnType<LessonChanges['after']>>): IndexChange[] {
  const latest = new Map<string, IndexChange>();
  for (const { lessonId, document } of batch) {
    latest.set(lessonId, document ? { kind: 'put', document } : { kind: 'remove', lessonId });
  }
  return [...latest.values()];
}
