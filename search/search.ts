import { answerQuery, answerTyping } from './answer-query.ts';
import { compareWithFeed } from './compare-with-feed.ts';
import type { LessonDocument } from './document.ts';
import { openEmbeddedEngine } from './engines/embedded/embedded-engine.ts';
import { type Engine, type IndexDifferences, IndexLostError } from './engines/engine.ts';
import { type MeilisearchAddress, openMeilisearchEngine } from './engines/meilisearch/meilisearch-engine.ts';
import { answerTimeout, createFollower, type Follower } from './follow-changes.ts';
import { keepFresh } from './keep-fresh.ts';
import type { SearchAnswer, SearchQuery, Suggestions, Understood } from './query.ts';
import { leaveOut } from './understanding/leave-out.ts';
import type { CurrentEditions } from './understanding/relevance.ts';
import { readSynonyms, type SynonymGroup } from './understanding/synonyms.ts';
import { createUnderstanding } from './understanding/understand-query.ts';

/** A slug with the names by which people call it. */
export interface SearchTerm {
  slug: string;
  zh: string;
  en: string;
  /** Other names, in any language, also old and short ones; names of one character are not recognised. */
  aliases: readonly string[];
  /** Names that are everyday words as well (自然, 阅读): they count only beside another term. */
  everydayNames?: readonly string[];
  /** Of a grade: a stage whose books mostly stand at no grade (高中必修); whoever names the grade means these too. */
  ungradedOf?: string;
}

/**
 * What can be recognised in a query. Grades are `g1` to `g12`: their spoken forms (三年级, 3年级, 小三, 三上, 初一,
 * 高一) are known without aliases; a term (上, 下) is the volume whose name or alias is 上册 or 下册.
 */
export interface SearchTerms {
  stages: readonly SearchTerm[];
  subjects: readonly SearchTerm[];
  grades: readonly SearchTerm[];
  editions: readonly SearchTerm[];
  volumes: readonly SearchTerm[];
  kinds: readonly SearchTerm[];
  awards: readonly SearchTerm[];
}

/**
 * The numbered feed of changes, read only. A sequence becomes visible only after all lower ones are: an engine
 * never looks back behind its position.
 */
export interface LessonChanges {
  /** The highest sequence; 0 where nothing has ever changed. */
  head(): Promise<number>;
  /** Changes after a sequence, in order; `document` is the lesson as it is now, null if it is not published. */
  after(
    sequence: number,
    limit: number,
  ): Promise<{ sequence: number; lessonId: string; document: LessonDocument | null }[]>;
  /** Every published lesson, in pages, for a rebuild. */
  all(limit: number, cursor?: string): Promise<{ documents: LessonDocument[]; cursor?: string }>;
}

export interface SearchStore {
  /** Private to search; made where it is missing, and may be lost at any time. */
  folder: string;
  /** Where it is given, Meilisearch answers and the embedded engine stays as the fall-back. */
  meilisearch?: MeilisearchAddress;
}

/** What search reports; pino's loggers fit. Only changes of state are reported, never single queries. */
export interface SearchLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface SearchParts {
  /** Read again every few seconds; without it no word stands for another. */
  synonyms?: () => Promise<readonly SynonymGroup[]>;
  /**
   * The editions the region uses now, by `stage/subject`: of lessons that answer as well, theirs come first. Read
   * again every few seconds; for what is not named, all are alike.
   */
  currentEditions?: () => Promise<Readonly<Record<string, readonly string[]>>>;
  terms: SearchTerms;
  changes: LessonChanges;
  store: SearchStore;
  log: SearchLog;
}

export interface EngineStatus {
  engine: 'embedded' | 'meilisearch';
  /** Whether searches are answered by it now. */
  inUse: boolean;
  /** The sequence up to which it knows the feed; null where it has no index. */
  position: number | null;
  /** The newest sequence of the feed. */
  head: number;
  /** Null where it has no index. */
  documents: number | null;
  /** Of the program behind it; null while it is not known. */
  version: string | null;
  /** What hinders it, for the operator. */
  problem?: string;
}

/** An index beside the lessons that it should hold. */
export interface IndexComparison extends IndexDifferences {
  engine: EngineStatus['engine'];
  /** As in `EngineStatus`; null where there is no index, or none of the present format. */
  position: number | null;
  head: number;
  /** Why it could not be looked at. */
  problem?: string;
}

/** No engine can answer now: the only index is being built, for the first time or after a loss. */
export class SearchUnavailableError extends Error {
  override name = 'SearchUnavailableError';
}

/** The lesson index. Only ids (and texts with marks) leave it: who may see a lesson is asked elsewhere. */
export interface Search {
  /**
   * Answers in about a second at most: Meilisearch while it is up to date and quick, the embedded engine
   * otherwise. Throws `InvalidCursorError`, `SearchUnavailableError`, or the signal's reason.
   */
  search(query: SearchQuery, signal?: AbortSignal): Promise<SearchAnswer>;
  /** The text of a query without what acts as this filter on it. Asks no engine. */
  leaveOut(q: string, filter: { field: string; value: string }): string;
  /** What of a text would act as filters, and the rest of it. Asks no engine. */
  understand(q: string): { understood: readonly Understood[]; text: string };
  /** What the text being typed may become; at most `limit` of each. Throws `SearchUnavailableError`. */
  suggest(text: string, limit: number, signal?: AbortSignal): Promise<Suggestions>;
  /** Keeps the engines at the head of the feed until aborted; an engine that is down is tried again and again. */
  follow(signal: AbortSignal): Promise<void>;
  /** What is in the feed now can be found when this resolves, by Meilisearch too if it is up. */
  catchUp(): Promise<void>;
  /** Something was written to the feed: look now rather than within the next second. */
  nudge(): void;
  /** Builds an index beside the one in use and swaps them; `onProgress` hears the number of documents so far. */
  rebuild(
    engine: 'embedded' | 'meilisearch',
    onProgress?: (documents: number) => void,
  ): Promise<{ documents: number }>;
  status(): Promise<EngineStatus[]>;
  /**
   * Reads every index beside the library and changes nothing. What changes of the feed that an index has not
   * followed yet concern is no difference.
   */
  compare(signal: AbortSignal): Promise<IndexComparison[]>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A search that comes while the embedded index is being built waits so long for it (ms). */
const buildWait = 3000;

/** Opens the index. Nothing is followed yet: call `follow` (a server) or `catchUp` (a command). */
export async function createSearch(parts: SearchParts): Promise<Search> {
  const { terms, changes, store, log } = parts;
  const understand = createUnderstanding(terms);
  const synonyms = keepFresh(parts.synonyms ?? (async () => []), readSynonyms, new Map(), {
    log,
    unread:
      'the synonyms cannot be read, search goes on with those read before: look at the database, or save them anew at /manage/synonyms',
  });
  const editions = keepFresh(parts.currentEditions ?? (async () => ({})), readEditions, new Map(), {
    log,
    unread:
      'the current editions cannot be read, search goes on with those read before: look at the database, or save them anew at /manage/curriculum',
  });
  const own = await openEmbeddedEngine(store.folder);
  const embedded = createFollower(own, changes, log);
  const meilisearch = store.meilisearch
    ? createFollower(openMeilisearchEngine(store.meilisearch), changes, log)
    : null;
  const followers: readonly Follower[] = meilisearch ? [meilisearch, embedded] : [embedded];
  const closing = new AbortController();
  const working = new Set<Promise<unknown>>();

  /** What still runs when search is closed is aborted and waited for. */
  function until<Result>(work: Promise<Result>): Promise<Result> {
    const done = work.catch(() => {}).finally(() => working.delete(done));
    working.add(done);
    return work;
  }

  async function askMeilisearch<Result>(
    follower: Follower,
    ask: (engine: Engine, signal: AbortSignal) => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result | null> {
    try {
      return await ask(follower.engine, AbortSignal.any([signal, AbortSignal.timeout(answerTimeout)]));
    } catch (error) {
      signal.throwIfAborted();
      follower.distrust(error);
      return null;
    }
  }

  async function askEmbedded<Result>(
    ask: (engine: Engine, signal: AbortSignal) => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result> {
    try {
      return await ask(embedded.engine, signal);
    } catch (error) {
      if (!(error instanceof IndexLostError)) throw error;
      embedded.distrust(error);
    }
    const built = until(embedded.sync(closing.signal));
    try {
      await Promise.race([built, rejectAfter(buildWait, signal)]);
      return await ask(embedded.engine, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw new SearchUnavailableError('the search index is being built', { cause: error });
    }
  }

  /** Asks the best engine that can answer, and says which one did. */
  async function ask<Result>(
    question: (engine: Engine, signal: AbortSignal) => Promise<Result>,
    signal: AbortSignal,
  ): Promise<{ result: Result; engine: Engine['name'] }> {
    if (meilisearch?.trusted()) {
      const result = await askMeilisearch(meilisearch, question, signal);
      if (result !== null) return { result, engine: 'meilisearch' };
    }
    return { result: await askEmbedded(question, signal), engine: 'embedded' };
  }

  function signalOf(signal: AbortSignal | undefined): AbortSignal {
    return signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
  }

  return {
    async search(query, signal) {
      const understanding = understand(query.q);
      const asked = signalOf(signal);
      const library = {
        lexicon: own.lexicon,
        onLost: embedded.distrust,
        synonyms: await synonyms(),
        editions: await editions(),
      };
      return await answerQuery((question) => ask(question, asked), query, understanding, library);
    },

    leaveOut: (q, filter) => leaveOut(understand, q, filter),

    understand,

    async suggest(text, limit, signal) {
      const asked = signalOf(signal);
      return await answerTyping(
        (question) => ask(question, asked),
        text,
        limit,
        understand(text),
        await synonyms(),
      );
    },

    async follow(signal) {
      const both = AbortSignal.any([signal, closing.signal]);
      await until(Promise.all(followers.map((follower) => follower.follow(both))));
    },

    async catchUp() {
      const [own, other] = await Promise.allSettled([
        until(embedded.sync(closing.signal)),
        meilisearch ? until(meilisearch.sync(closing.signal)) : null,
      ]);
      if (own.status === 'rejected') throw own.reason;
      if (other.status === 'rejected' && closing.signal.aborted) throw other.reason;
    },

    nudge() {
      for (const follower of followers) follower.nudge();
    },

    async rebuild(name, onProgress) {
      const follower = followers.find(({ engine }) => engine.name === name);
      if (!follower) throw new SearchUnavailableError(`no ${name} engine is configured`);
      return { documents: await until(follower.rebuild(closing.signal, onProgress)) };
    },

    async status() {
      const head = await changes.head();
      const inUse = meilisearch?.trusted() ? meilisearch : embedded;
      return followers.map((follower) => {
        const { state, problem, version } = follower.known();
        return {
          engine: follower.engine.name,
          inUse: follower === inUse,
          position: state?.position ?? null,
          head,
          documents: state?.documents ?? null,
          version,
          ...(problem === null ? {} : { problem }),
        };
      });
    },

    compare: (signal) =>
      Promise.all(
        followers.map(({ engine }) =>
          compareWithFeed(engine, changes, AbortSignal.any([signal, closing.signal])),
        ),
      ),

    async [Symbol.asyncDispose]() {
      closing.abort(new SearchUnavailableError('search is closed'));
      await Promise.all(working);
      await Promise.all(followers.map(({ engine }) => engine.close()));
    },
  };
}

function readEditions(kept: Readonly<Record<string, readonly string[]>>): CurrentEditions {
  return new Map(Object.entries(kept).map(([place, editions]) => [place, new Set(editions)]));
}

function rejectAfter(milliseconds: number, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const timeout = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
    timeout.addEventListener('abort', () => reject(timeout.reason), { once: true });
  });
}
