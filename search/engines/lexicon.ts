import { normalise } from '../understanding/normalise.ts';
import { readAloud } from '../understanding/pinyin.ts';
import { lookAlikesOf } from '../understanding/similarity.ts';
import { textKey, withoutNumber, withoutUnitNumber } from '../understanding/text-key.ts';
import { tokenise } from '../understanding/tokenise.ts';

/** A name that lessons have, as `textKey` writes it, and how often. */
export interface Phrase {
  text: string;
  uses: number;
}

/**
 * The names of what there is: titles and their parts, topics, units, teachers. It stands beside the embedded
 * index, which every library keeps; where that is being built it knows nothing.
 */
export interface Lexicon {
  /** Names that share pairs of characters or sounds with a text, the likeliest first. */
  near(text: string): Phrase[];
  /** Which of these texts are names. */
  known(texts: readonly string[]): Phrase[];
}

/** Names are not shorter and not longer (characters); what is longer is a sentence or a file name. */
const shortest = 2;
const longest = 30;

/** What a lesson gives the lexicon. */
export interface NamedTexts {
  title: string;
  topic: string;
  units: readonly string[];
  teacher: string;
}

/** Every name once. */
export function phrasesOf({ title, topic, units, teacher }: NamedTexts): string[] {
  const plain = withoutNumber(title);
  const names = [
    title,
    plain,
    ...plain.split(/[^\p{L}\p{N}]+/u),
    topic,
    ...units.map(withoutUnitNumber),
    teacher,
  ];
  const keys = new Set(names.map(textKey));
  return [...keys].filter(
    (key) => key.length >= shortest && key.length <= longest && /\p{sc=Han}/u.test(key),
  );
}

/** The tokens by which names that are like a text are found: pairs of its characters, and pairs of its sounds. */
export function phraseTokens(text: string): string[] {
  const units = readAloud(text);
  const sounds = units.slice(1).map((unit, at) => `y${units[at]}vv${unit}`);
  return [...new Set([...tokenise(normalise(text)), ...sounds])];
}

/** Texts of so many characters are also looked for with each of them taken for one that looks alike. */
const shortText = 4;
/** Enough for any text that is worth correcting. */
const mostTokens = 60;

/** All tokens with which a text that may have a slip is looked for. */
export function nearTokens(text: string): string[] {
  const characters = [...text];
  const tokens = new Set(phraseTokens(text));
  if (characters.length <= shortText) {
    for (const [at, character] of characters.entries()) {
      for (const other of lookAlikesOf(character)) {
        for (const token of tokenise(characters.with(at, other).join(''))) tokens.add(token);
      }
    }
  }
  return [...tokens].filter((token) => /^[a-z0-9]+$/.test(token)).slice(0, mostTokens);
}
