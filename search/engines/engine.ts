import type { LessonDocument } from '../document.ts';
import type { FacetCounts, SearchFilters, SearchSort, Suggestions } from '../query.ts';
import type { WordPlan } from '../understanding/plan-words.ts';
import type { ContentQuestion } from './content-tokens.ts';

/** One way to read what a person asked. */
export interface Reading {
  /** Null where there is no text: everything matches. */
  words: WordPlan | null;
  filters: SearchFilters;
  /**
   * How well the first hits (in the engine's order, not empty) show that this is what was meant: 1 leaves no
   * doubt, and so does the lack of it.
   */
  weigh?: (hits: readonly Found[]) => number;
  /** Answered only if its hits leave no doubt. */
  aside?: true;
  /**
   * Where it is given, this is asked instead of the words: of all that a lesson, its captions and its attachments
   * say, in any order and all worth the same. The lessons in `besides` are left out.
   */
  contents?: { question: ContentQuestion; besides: readonly string[] };
}

/** A whole search; an engine answers it at once (Meilisearch: in one request). */
export interface EngineRequest {
  /**
   * In order of preference; the first that matches anything without a doubt is answered, or else the one with the
   * least. Never empty.
   */
  readings: readonly Reading[];
  /** Asked for only where the preferred readings match fewer than `fewHits`: any part of its words will do. */
  near: Reading | null;
  sort: SearchSort;
  /** All hits, where they are no more than `limit`, may come in any order: they are put in one afterwards. */
  unordered?: true;
  offset: number;
  limit: number;
}

/** Below so many matches people are shown what comes near. */
export const fewHits = 5;
/** How many of these. */
export const nearLimit = 10;

/** A lesson that was found, with the texts in which its words can be marked. */
export interface Found {
  id: string;
  title: string;
  nodePath: string;
  keywords: string;
  teacher: string;
  school: string;
  summary: string;
  /** The printed names of the units, one a line. */
  units: string;
  topic: string;
  topicLabel: string;
  /** Slugs. */
  stage: string;
  subject: string;
  /** Empty where it has none. */
  edition: string;
  awardRank: number;
  completeness: number;
  /** Milliseconds since 1970. */
  publishedAt: number;
}

export interface EngineAnswer {
  /** Which of the readings was answered; the first if none matched. */
  reading: number;
  hits: Found[];
  total: number;
  facets: FacetCounts;
  nearest: Found[];
}

/**
 * Which of several readings is answered, by their hits: looks at them in turn and at no more than it has to. The
 * first that is not aside where none has any.
 */
export function chooseReading(
  readings: readonly Reading[],
  hitsOf: (reading: number) => readonly Found[],
): number {
  let best = Math.max(
    0,
    readings.findIndex(({ aside }) => !aside),
  );
  let most = -1;
  for (const [number, { weigh, aside }] of readings.entries()) {
    const hits = hitsOf(number);
    if (hits.length === 0) continue;
    const weight = weigh ? weigh(hits) : 1;
    if (weight >= 1) return number;
    if (weight > most && !aside) {
      best = number;
      most = weight;
    }
  }
  return best;
}

/** How far an index has come. */
export interface IndexState {
  /** The `indexFormat` it was built with. */
  format: number;
  /** The sequence of the last change it holds. */
  position: number;
  documents: number;
}

export type IndexChange = { kind: 'put'; document: LessonDocument } | { kind: 'remove'; lessonId: string };

/** Lessons, by id, in which an index differs from what it should hold. */
export interface IndexDifferences {
  missing: string[];
  /** Held, though no longer published. */
  surplus: string[];
  /** Held as they were before. */
  stale: string[];
}

/**
 * An index of lessons. Writing is asked for by one caller at a time; searching goes on meanwhile. All of it
 * throws what goes wrong; `IndexLostError` where only a rebuild helps.
 */
export interface Engine {
  readonly name: 'embedded' | 'meilisearch';
  /** Of the program behind it, for the operator; empty where it does not tell. */
  version(signal: AbortSignal): Promise<string>;
  /** Null where there is no whole index (never built, wiped, damaged). */
  state(signal: AbortSignal): Promise<IndexState | null>;
  search(request: EngineRequest, signal: AbortSignal): Promise<EngineAnswer>;
  /** What has all words of the first plan, then of the next, at most `limit` of each sort. */
  suggest(plans: readonly WordPlan[], limit: number, signal: AbortSignal): Promise<Suggestions>;
  /** Takes in changes, of which no two concern one lesson; searchable when it resolves. Repeating it changes nothing. */
  apply(changes: readonly IndexChange[], position: number, signal: AbortSignal): Promise<void>;
  /** Builds an index from all documents beside the one in use and swaps them; resolves to their number. */
  rebuild(documents: AsyncIterable<LessonDocument[]>, position: number, signal: AbortSignal): Promise<number>;
  /** Reads the whole index beside all documents, and changes nothing. Throws `IndexLostError` where there is none. */
  compare(documents: AsyncIterable<LessonDocument[]>, signal: AbortSignal): Promise<IndexDifferences>;
  close(): Promise<void>;
}

/** The index is not there or not whole: it has to be rebuilt. */
export class IndexLostError extends Error {
  override name = 'IndexLostError';
}
