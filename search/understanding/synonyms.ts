import { normalise } from './normalise.ts';
import type { Word, WordPlan } from './plan-words.ts';
import { tokenise } from './tokenise.ts';

/** Words that find the same; `oneWay`: whoever looks for the first finds the others too, but not the other way. */
export interface SynonymGroup {
  words: readonly string[];
  oneWay: boolean;
}

/** What else is looked for beside a word, by the word as `keyOf` has it. */
export type Synonyms = ReadonlyMap<string, readonly Word[]>;

/** What one word may be called besides, on either engine: more cost more than they find. */
export const mostOthers = 7;
/** A synonym may have been cut into so many words. */
const longestSpan = 6;

export function readSynonyms(groups: readonly SynonymGroup[]): Synonyms {
  const synonyms = new Map<string, Word[]>();
  for (const { words, oneWay } of groups) {
    const read = words.map(toWord).filter(({ tokens }) => tokens.length > 0);
    for (const word of oneWay ? read.slice(0, 1) : read) {
      const key = keyOf(word.text);
      const others = [...(synonyms.get(key) ?? []), ...read.filter((other) => keyOf(other.text) !== key)];
      synonyms.set(key, others.slice(0, mostOthers));
    }
  }
  return synonyms;
}

/** The plan with what its words may be called besides; words that make up a synonym together become one. */
export function withSynonyms(plan: WordPlan, synonyms: Synonyms): WordPlan {
  if (synonyms.size === 0) return plan;
  const words: Word[] = [];
  for (let at = 0; at < plan.words.length; ) {
    const { length, word } = longestAt(plan.words, at, synonyms) ?? { length: 1, word: plan.words[at]! };
    words.push(word);
    at += length;
  }
  return { ...plan, words };
}

/** The plan with a word of it said otherwise, at most `limit` ways; for where each way is asked for by itself. */
export function saidOtherwise({ words, whole }: WordPlan, limit: number): WordPlan[] {
  return words
    .flatMap(({ others = [], prefix }, at) =>
      others.map((other) => ({ words: words.with(at, { ...other, prefix }), whole })),
    )
    .slice(0, limit);
}

function longestAt(
  words: readonly Word[],
  at: number,
  synonyms: Synonyms,
): { length: number; word: Word } | null {
  for (let length = Math.min(longestSpan, words.length - at); length > 0; length--) {
    const span = words.slice(at, at + length);
    const others = synonyms.get(keyOf(span.map(({ text }) => text).join('')));
    const [only] = span;
    if (others && only) {
      return { length, word: { ...(length === 1 ? only : joined(span)), others } };
    }
  }
  return null;
}

function joined(span: readonly Word[]): Word {
  const han = span.every(({ text }) => /^\p{sc=Han}+$/u.test(text));
  return toWord(span.map(({ text }) => text).join(han ? '' : ' '));
}

function toWord(typed: string): Word {
  const text = normalise(typed);
  return { text, tokens: tokenise(text), prefix: false };
}

const keyOf = (text: string) => normalise(text).replaceAll(' ', '');
