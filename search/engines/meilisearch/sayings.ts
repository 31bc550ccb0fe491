import type { Word } from '../../understanding/plan-words.ts';
import { mostOthers } from '../../understanding/synonyms.ts';

/** One way to say a text in which words have synonyms. */
export interface Saying {
  words: readonly Word[];
  /** What may not be there: lessons that have it belong to an earlier saying. */
  not: readonly Word[];
}

/** Each is a query of its own: enough for a word with all it may be called besides. */
const mostSayings = mostOthers + 1;

/**
 * Meilisearch knows no OR: every way to say a text is asked for by itself, its own words first. No lesson belongs
 * to two of them, so that hits and counts can be put together.
 */
export function sayingsOf(words: readonly Word[]): Saying[] {
  let sayings: Saying[] = [{ words: [], not: [] }];
  for (const word of words) {
    const ways = [word, ...(word.others ?? [])];
    sayings = sayings.flatMap((saying) =>
      ways.map((way, place) => ({
        words: [...saying.words, way],
        not: [...saying.not, ...ways.slice(0, place)],
      })),
    );
    sayings = sayings.slice(0, mostSayings);
  }
  return sayings;
}
