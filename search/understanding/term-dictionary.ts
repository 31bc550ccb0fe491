import type { UnderstoodField } from '../query.ts';
import type { SearchTerms } from '../search.ts';
import { normalise } from './normalise.ts';
import { readAloud } from './pinyin.ts';

/** One thing that a name can mean. */
export interface Meaning {
  field: UnderstoodField;
  value: string;
  /** Its Chinese name. */
  name: string;
  /** Of a grade: the stage whose lessons without a grade are meant as well. */
  ungradedOf?: string;
  /** The name is an everyday word as well. */
  everyday?: true;
  /** The name is written as it is read aloud: sannianji. */
  spelled?: true;
}

/** All names and aliases of the terms, to be found in normalised text. */
export interface TermDictionary {
  /** The longest name that begins at this place. */
  longestAt(text: string, at: number): { length: number; meanings: readonly Meaning[] } | null;
  /** What a normalised name means. */
  lookUp(name: string): readonly Meaning[];
  /** The meaning of a slug. */
  named(field: UnderstoodField, value: string): Meaning | null;
}

const fieldsOfTerms = {
  stages: 'stage',
  subjects: 'subject',
  grades: 'grade',
  editions: 'edition',
  volumes: 'volume',
  kinds: 'kind',
  awards: 'award',
} as const satisfies Record<keyof SearchTerms, UnderstoodField>;

/** Names of one character say too little to be taken for a term. */
const shortestName = 2;

export function createTermDictionary(terms: SearchTerms): TermDictionary {
  const meanings = new Map<string, Meaning[]>();
  const bySlug = new Map<string, Meaning>();
  for (const [key, field] of Object.entries(fieldsOfTerms) as [keyof SearchTerms, UnderstoodField][]) {
    for (const term of terms[key]) {
      const { slug: value, zh: name, ungradedOf } = term;
      const meaning: Meaning = { field, value, name, ...(ungradedOf === undefined ? {} : { ungradedOf }) };
      bySlug.set(`${field} ${term.slug}`, meaning);
      const everyday = new Set((term.everydayNames ?? []).map(spaceless));
      const names = new Set([...[term.zh, term.en, ...term.aliases].map(spaceless), ...everyday]);
      for (const written of names) {
        if ([...written].length < shortestName) continue;
        const named = everyday.has(written) ? { ...meaning, everyday: true as const } : meaning;
        const known = meanings.get(written);
        if (known) known.push(named);
        else meanings.set(written, [named]);
      }
    }
  }
  for (const [name, named] of [...meanings]) {
    const letters = spelledName(name);
    if (letters === null || meanings.has(letters)) continue;
    meanings.set(
      letters,
      named.map((meaning) => ({ ...meaning, spelled: true })),
    );
  }
  const root = createBranch();
  for (const [name, named] of meanings) addName(root, name, named);
  return {
    longestAt: (text, at) => longestFrom(root, text, at),
    lookUp: (name) => meanings.get(spaceless(name)) ?? [],
    named: (field, value) => bySlug.get(`${field} ${value}`) ?? null,
  };
}

/** Fewer letters are too often something else. */
const shortestSpelled = 4;

/* Of names of nothing but Han characters. */
function spelledName(name: string): string | null {
  if (!/^\p{sc=Han}+$/u.test(name)) return null;
  const letters = readAloud(name).join('');
  return letters.length >= shortestSpelled ? letters : null;
}

/** Names that begin alike share a branch, so that looking for them all takes as long as the longest. */
interface Branch {
  next: Map<string, Branch>;
  meanings: readonly Meaning[] | null;
}

function createBranch(): Branch {
  return { next: new Map(), meanings: null };
}

function addName(root: Branch, name: string, meanings: readonly Meaning[]): void {
  let branch = root;
  for (const character of name) {
    let next = branch.next.get(character);
    if (!next) {
      next = createBranch();
      branch.next.set(character, next);
    }
    branch = next;
  }
  branch.meanings = meanings;
}

/* 必修 第一册 and 必修第一册 are one name: between its characters there may be a space. */
function longestFrom(root: Branch, text: string, start: number): ReturnType<TermDictionary['longestAt']> {
  let found: ReturnType<TermDictionary['longestAt']> = null;
  let branch: Branch | undefined = root;
  let at = start;
  while (at < text.length) {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    if (character === ' ' && at > start) {
      at++;
      continue;
    }
    branch = branch.next.get(character);
    if (!branch) break;
    at += character.length;
    if (branch.meanings) found = { length: at - start, meanings: branch.meanings };
  }
  return found;
}

function spaceless(name: string): string {
  return normalise(name).replaceAll(' ', '');
}
