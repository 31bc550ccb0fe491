import type { Found, Reading } from './engines/engine.ts';
import type { Lexicon } from './engines/lexicon.ts';
import {
  type SearchFilters,
  type SearchQuery,
  type Understood,
  type UnderstoodField,
  ungraded,
} from './query.ts';
import { type Request, readRequest } from './understanding/asking.ts';
import { normalise } from './understanding/normalise.ts';
import { isPinyin } from './understanding/pinyin.ts';
import {
  lettersOf,
  planInitials,
  planLiteral,
  planWords,
  type WordPlan,
} from './understanding/plan-words.ts';
import { numbersMeant } from './understanding/printed-numbers.ts';
import {
  type Asked,
  askedOf,
  clearGrade,
  gradeFound,
  titleGrade,
  wholeTitleGrade,
} from './understanding/relevance.ts';
import { correct, namesWithin, planNames } from './understanding/rescue.ts';
import { type Synonyms, withSynonyms } from './understanding/synonyms.ts';
import type { Understanding } from './understanding/understand-query.ts';

/** One way to read a query, with what its hits are compared with and what is told of it. */
export interface PlannedReading {
  /** Its number among all readings of the query, by which cursors name it. */
  number: number;
  reading: Reading;
  understood: readonly Understood[];
  asked: Asked;
  /** What was looked for instead of the words that were typed. */
  corrected?: { typed: string; text: string };
}

/**
 * From this number on readings are a rescue: they are asked for only where the first ones leave doubt. More than
 * these can be: a long question asks for up to eight things, each with its term and without.
 */
export const firstRescue = 40;

/**
 * The readings, best first; what is answered is the first whose hits leave no doubt. What was understood acts as
 * filters on the rest: on all of its words, on the thing that is asked for without the words that ask, on letters
 * as pinyin or initials. A title that has what was typed in one piece comes before that (劳动最光荣 is a title
 * before 劳动 is a subject), and what was typed, all of it as text, after it. What a person chose as a filter
 * always holds, also against what they typed.
 */
export function planReadings(
  query: SearchQuery,
  understanding: Understanding,
  synonyms: Synonyms,
): PlannedReading[] {
  const { text, asTitle } = understanding;
  const { under, alone, applied } = scopesOf(query, understanding);
  const { things, sure } = requestOf(understanding);
  const letters = lettersOf(things.at(-1)!);
  const read = (looked: string, words: WordPlan | null, scope: Scope) =>
    readingOf(query.q, looked, words && withSynonyms(words, synonyms), scope);
  const titled = asTitle && applied.length > 0 ? asTitle : null;
  const besides = titled ? scopesOf(query, titled).under : alone;
  const whole = withoutTerm(query, understanding);
  const readings = distinct([
    ...(titled && (text !== '' || namesOnce(understanding, titled) > 1)
      ? [titled.text, ...readRequest(normalise(titled.text)).things.slice(-1)].map((title) =>
          aside(
            readingOf(query.q, title, literalOf(title), besides),
            /\s/u.test(title) ? wholeTitleGrade : titleGrade,
          ),
        )
      : []),
    ...(applied.length > 1 || (applied.length > 0 && text !== '')
      ? [aside(readingOf(query.q, query.q, literalOf(query.q), alone), wholeTitleGrade)]
      : []),
    // Syllables one by one are in half of all titles: all of them joined are looked for before that.
    ...(letters !== null && isPinyin(letters) && /\s/u.test(text)
      ? [read(letters, wordsOf(letters), under)]
      : []),
    // 语文三上10: a lesson or a unit of the book.
    ...(applied.length > 0 ? numbersMeant(normalise(text)).map((one) => read(one, wordsOf(one), under)) : []),
    // 我想复习分数 asks for 分数, unless a title says just that.
    ...(sure ? [aside(read(text, literalOf(text), under), titleGrade)] : [read(text, wordsOf(text), under)]),
    ...things.map((thing) => read(thing, wordsOf(thing), under)),
    ...(sure ? [read(text, wordsOf(text), under)] : []),
    ...(letters === null
      ? []
      : [read(letters, wordsOf(letters), under), read(letters, planInitials(letters), under)]),
    // Books without a grade have no 上册 either: 高一上 is 高一.
    ...(whole ? things.map((thing) => read(thing, wordsOf(thing), whole)) : []),
    ...(titled ? [read(titled.text, wordsOf(titled.text), besides)] : []),
    ...(applied.length > 0 ? [read(query.q, wordsOf(query.q), alone)] : []),
  ]);
  return readings.map((reading, number) => ({ ...reading, number }));
}

/**
 * What comes near: part of the thing that is asked for, under every filter, or under those alone that were chosen;
 * null where nothing is named.
 */
export function planNear(
  query: SearchQuery,
  understanding: Understanding,
  synonyms: Synonyms,
  scope: 'every' | 'chosen' = 'every',
): Reading | null {
  const words = wordsOf(requestOf(understanding).things.at(-1)!);
  const { under } = scopesOf(query, understanding);
  const { filters } = scope === 'every' ? under : query;
  return words && { words: withSynonyms(words, synonyms), filters };
}

/**
 * Further readings, for where nothing is called as it was typed: a name of the library that it could be with a
 * slip, and the names that stand in it.
 */
export function planRescue(
  query: SearchQuery,
  understanding: Understanding,
  lexicon: Lexicon,
): PlannedReading[] {
  const { under } = scopesOf(query, understanding);
  const typed = understanding.text;
  const thing = requestOf(understanding).things.at(-1)!;
  const readings: PlannedReading[] = [];
  const add = (number: number, text: string, words: WordPlan, corrected?: PlannedReading['corrected']) => {
    const unnumbered = readingOf(query.q, text, words, under);
    readings.push({ ...unnumbered, number, ...(corrected ? { corrected } : {}) });
  };
  const corrected = correct(thing, lexicon) ?? (thing === typed ? null : correct(typed, lexicon));
  if (corrected === null && understanding.understood.length > 0) {
    // 制作校源生物分布图: what was taken for a subject stands in the name that was meant.
    const all = correct(query.q, lexicon);
    if (all !== null) readings.push(rescued(query, all));
  }
  if (corrected !== null) add(firstRescue, corrected, planLiteral(corrected), { typed, text: corrected });
  const names = namesWithin(thing, lexicon);
  if (names.length > 0) add(firstRescue + 1, names.join(' '), planNames(names));
  if (names.length > 1) add(firstRescue + 2, names[0]!, planNames(names.slice(0, 1)));
  return readings;
}

/* 我想学三年级数学 asks for nothing but what was understood: every lesson of that, unless a title says 我想学. */
function requestOf({ text, understood }: Understanding): Pick<Request, 'things' | 'sure'> {
  const request = readRequest(normalise(text));
  return request.namesNothing && understood.length > 0 ? { things: [''], sure: true } : request;
}

/* Everything that was typed as one name. */
function rescued(query: SearchQuery, text: string): PlannedReading {
  const unnumbered = readingOf(query.q, text, planLiteral(text), { filters: query.filters, understood: [] });
  return { ...unnumbered, number: firstRescue + 3, corrected: { typed: query.q.trim(), text } };
}

/* How many names were understood that titles speak of too: 数学 alone is the subject, 社会历史 may be a title. */
function namesOnce({ understood }: Understanding, titled: Pick<Understanding, 'understood'>): number {
  const besides = new Set(titled.understood.map(({ text }) => text));
  return new Set(understood.map(({ text }) => text).filter((text) => !besides.has(text))).size;
}

/** What a reading holds to, and what it says of it. */
interface Scope {
  filters: SearchFilters;
  understood: readonly Understood[];
}

/** What was understood as filters beside the chosen ones, and the chosen ones alone. */
function scopesOf(query: SearchQuery, { understood }: Pick<Understanding, 'understood'>) {
  const applied = understood.filter(({ field }) => (query.filters[field]?.length ?? 0) === 0);
  const told = applied.map(({ name: _, ...item }) => item);
  const under: Scope = { filters: withUnderstood(query.filters, applied), understood: told };
  const alone: Scope = { filters: query.filters, understood: [] };
  return { under, alone, applied };
}

/* The same without the term of a grade whose books stand at no grade; null where there is none. */
function withoutTerm(query: SearchQuery, { understood }: Understanding): Scope | null {
  const graded = understood.find(({ ungradedOf }) => ungradedOf !== undefined);
  const besides = understood.filter(({ field, text }) => field !== 'volume' || text !== graded?.text);
  return besides.length < understood.length ? scopesOf(query, { understood: besides }).under : null;
}

type Unnumbered = Omit<PlannedReading, 'number'>;

function readingOf(
  typed: string,
  text: string,
  words: WordPlan | null,
  { filters, understood }: Scope,
): Unnumbered {
  const asked = askedOf(typed, text, words?.words ?? []);
  return {
    reading: { words, filters, weigh: (hits) => weightOf(bestGrade(hits, asked, clearGrade)) },
    understood,
    asked,
  };
}

/* A reading for nothing but titles: without one it is no answer at all. */
function aside({ reading, understood, asked }: Unnumbered, least: number): Unnumbered {
  const weigh = (hits: readonly Found[]) => (bestGrade(hits, asked, least) >= least ? 1 : 0);
  return { reading: { ...reading, weigh, aside: true }, understood, asked };
}

/* The best grade of all hits, or the first that is enough. */
function bestGrade(hits: readonly Found[], asked: Asked, enough: number): number {
  if (asked.text === '') return clearGrade;
  let best = 0;
  for (const found of hits) {
    best = Math.max(best, gradeFound(found, asked));
    if (best >= enough) break;
  }
  return best;
}

function weightOf(grade: number): number {
  return grade >= clearGrade ? 1 : (grade + 1) / 100;
}

/* A later reading without words would match everything. */
function distinct(readings: readonly Unnumbered[]): Unnumbered[] {
  const seen = new Set<string>();
  const first = readings.findIndex(({ reading }) => !reading.aside);
  return readings.filter(({ reading, understood }, number) => {
    const tokens = reading.words?.words.map((word) => word.tokens);
    const key = JSON.stringify([tokens, understood, reading.aside]);
    if (seen.has(key) || (number !== first && reading.words === null)) return false;
    return seen.add(key);
  });
}

function literalOf(text: string): WordPlan | null {
  const plan = planLiteral(text);
  return plan.words.length > 0 ? plan : null;
}

function wordsOf(text: string): WordPlan | null {
  const plan = planWords(text);
  return plan.words.length > 0 ? plan : null;
}

function withUnderstood(filters: SearchFilters, understood: readonly Understood[]): SearchFilters {
  const added: Partial<Record<UnderstoodField, string[]>> = {};
  for (const { field, value, ungradedOf } of understood) {
    const values = added[field] ?? [];
    values.push(value, ...(ungradedOf === undefined ? [] : [ungraded(ungradedOf)]));
    added[field] = values;
  }
  return { ...filters, ...added };
}
