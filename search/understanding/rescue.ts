import type { Lexicon } from '../engines/lexicon.ts';
import type { WordPlan } from './plan-words.ts';
import { planLiteral, wordLimit } from './plan-words.ts';
import { likeness, mostSlips } from './similarity.ts';
import { textKey } from './text-key.ts';

/** Longer texts (characters) are not corrected, and names are not looked for behind this place. */
const longestRescued = 40;

/**
 * What was probably meant where nothing is called as it was typed: the name, or the part of one, that comes
 * nearest, if so few slips can be believed. Of names as near the one that is nothing else, then the commonest.
 */
export function correct(text: string, lexicon: Lexicon): string | null {
  const key = textKey(text);
  const length = [...key].length;
  if (length < 2 || length > longestRescued || !/\p{sc=Han}/u.test(key)) return null;
  const most = mostSlips(length);
  let best: { part: string; cost: number; whole: boolean; uses: number } | null = null;
  for (const phrase of lexicon.near(key)) {
    const { cost, part } = likeness(key, phrase.text);
    if (cost > most || [...part].length < 2) continue;
    const found = { part, cost, whole: part === phrase.text, uses: phrase.uses };
    if (!best || isBetter(found, best)) best = found;
  }
  return best && best.cost > 0 ? best.part : null;
}

function isBetter(
  one: { cost: number; whole: boolean; uses: number },
  other: { cost: number; whole: boolean; uses: number },
): boolean {
  if (one.cost !== other.cost) return one.cost < other.cost;
  if (one.whole !== other.whole) return one.whole;
  return one.uses > other.uses;
}

/** Names that stand inside a text, the longest first, in no place two of them; only those that matter in it. */
export function namesWithin(text: string, lexicon: Lexicon): string[] {
  const characters = [...textKey(text)].slice(0, longestRescued);
  const parts = new Map<string, number>();
  for (let from = 0; from < characters.length; from++) {
    for (let to = from + 2; to <= characters.length; to++) {
      const part = characters.slice(from, to).join('');
      if (!parts.has(part)) parts.set(part, from);
    }
  }
  const known = lexicon
    .known([...parts.keys()])
    .map(({ text: name, uses }) => ({ name, uses, from: parts.get(name)!, length: [...name].length }))
    .sort((one, other) => other.length - one.length || other.uses - one.uses);
  const taken: typeof known = [];
  for (const name of known) {
    const free = taken.every(
      (other) => name.from + name.length <= other.from || other.from + other.length <= name.from,
    );
    if (free) taken.push(name);
  }
  return taken.map(({ name }) => name);
}

/** Each name in one piece. */
export function planNames(names: readonly string[]): WordPlan {
  const plans = names.map((name) => planLiteral(name));
  return {
    words: plans.flatMap(({ words }) => words).slice(0, wordLimit),
    whole: plans.length === 1 ? plans[0]!.whole : [],
  };
}
