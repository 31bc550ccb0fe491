import { z } from 'zod';
import { KeptSynonymGroup, type SynonymGroup, type Synonyms } from './contract/synonyms.ts';
import { shippedSynonyms } from './contract/terms/shipped-synonyms.ts';
import { findTerm, termKey } from './contract/terms/term.ts';
import { termsOfField } from './contract/terms/terms-of-field.ts';
import { dictionary } from './contract/words/dictionary.ts';
import { fill, type Language } from './contract/words/words.ts';
import type { Db, Trx } from './db/open-database.ts';
import { lockSetting, readSetting, writeSetting } from './db/settings.ts';
import type { FieldProblem } from './errors.ts';

const key = 'search-synonyms';

const KeptSynonyms = z.object({
  groups: z.array(KeptSynonymGroup),
  /** The first words of the shipped groups that are switched off. */
  off: z.array(z.string()).default([]),
  revision: z.int().default(0),
  saved_by: z.string().nullable().default(null),
});
export type KeptSynonyms = z.infer<typeof KeptSynonyms>;

const none: KeptSynonyms = { groups: [], off: [], revision: 0, saved_by: null };

/** The words that search takes for each other, as an administrator keeps them. */
export async function readSynonyms(db: Db): Promise<KeptSynonyms> {
  return (await readSetting(db, key, KeptSynonyms)) ?? none;
}

/** The same in order to write them: who saves at the same time waits. */
export function lockSynonyms(trx: Trx): Promise<KeptSynonyms> {
  return lockSetting(trx, key, KeptSynonyms, none);
}

export async function writeSynonyms(db: Db, kept: KeptSynonyms): Promise<void> {
  await writeSetting(db, key, kept);
}

/** What search goes by: the bureau's own groups, and behind them the shipped ones that it has not switched off. */
export function synonymsInUse({ groups, off }: Pick<KeptSynonyms, 'groups' | 'off'>): SynonymGroup[] {
  return [...groups, ...shippedSynonyms.filter((group) => !isOff(off, group)).map(copy)];
}

const copy = ({ words, oneWay }: { words: readonly string[]; oneWay: boolean }) => ({
  words: [...words],
  oneWay,
});

function isOff(off: readonly string[], { words }: { words: readonly string[] }): boolean {
  return off.some((word) => word === words[0]);
}

/** Those of the words that name a shipped group; a later program may have other groups. */
export function toSwitchedOff(words: readonly string[]): string[] {
  return shippedSynonyms.filter((group) => isOff(words, group)).map(({ words: [first = ''] }) => first);
}

export function presentSynonyms({ groups, off, revision }: KeptSynonyms, language: Language): Synonyms {
  const shipped = shippedSynonyms.map((group) => ({ words: [...group.words], on: !isOff(off, group) }));
  return { groups, shipped, revision, warnings: warnOfTerms(groups, language) };
}

/** What cannot be meant, by the group it stands in: a word twice, or one without anything to look for. */
export function findWrongGroups(groups: readonly SynonymGroup[], language: Language): FieldProblem[] {
  const words = dictionary[language].synonyms;
  const homes = new Map<string, number>();
  return groups.flatMap(({ words: typed, oneWay }, index): FieldProblem[] => {
    const path = `groups.${index}`;
    const keys = typed.map(keyOf);
    const blank = typed.find((_, place) => keys[place] === '');
    if (blank !== undefined) return [{ path, message: fill(words.problemBlank, { word: blank }) }];
    const twice = typed.find((_, place) => keys.indexOf(keys[place] ?? '') !== place);
    if (twice !== undefined) return [{ path, message: fill(words.problemTwice, { word: twice }) }];
    // Of a one-way group only the first word is looked up; the others may stand anywhere.
    const leading = oneWay ? keys.slice(0, 1) : keys;
    const place = leading.findIndex((one) => homes.has(`${oneWay} ${one}`));
    for (const one of leading) if (!homes.has(`${oneWay} ${one}`)) homes.set(`${oneWay} ${one}`, index);
    if (place < 0) return [];
    const group = (homes.get(`${oneWay} ${leading[place]}`) ?? 0) + 1;
    return [{ path, message: fill(words.problemElsewhere, { word: typed[place] ?? '', group }) }];
  });
}

/** A word that names a subject, a grade or the like acts as a filter, wherever it stands. */
function warnOfTerms(groups: readonly SynonymGroup[], language: Language): Synonyms['warnings'] {
  const { synonyms, search } = dictionary[language];
  return groups.flatMap(({ words }, index) =>
    words.flatMap((word) => {
      const field = Object.keys(termsOfField).find((one) => findTerm(termsOfField[one] ?? [], word));
      if (field === undefined) return [];
      const kind = search[`field.${field}` as keyof typeof search];
      return [{ path: `groups.${index}`, message: fill(synonyms.warningTerm, { word, kind }) }];
    }),
  );
}

/** What two ways of writing a word have in common; nothing where there is no letter and no digit in it. */
function keyOf(word: string): string {
  return /[\p{L}\p{N}]/u.test(word) ? termKey(word) : '';
}
