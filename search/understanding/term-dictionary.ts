import type { UnderstoodField } from '../query.ts';
import type { SearchTerms } from '../search.ts';
import { normalise } from './normalise.ts';

/** One thing that a name can mean. */
export interface Meaning {
  field: UnderstoodField;
  value: string;
  /** Its Chinese name. */
  name: string;
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
      const meaning: Meaning = { field, value: term.slug, name: term.zh };
      bySlug.set(`${field} ${term.slug}`, meaning);
      const names = new Set([term.zh, term.en, ...term.aliases].map(spaceless));
      for (const name of names) {
        if ([...name].length < shortestName) continue;
        const known = meanings.get(name);
        if (known) known.push(meaning);
        else meanings.set(name, [meaning]);
      }
    }
  }
  const names = [...meanings.keys()].sort((one, other) => other.length - one.length);
  const pattern = names.length > 0 ? new RegExp(names.map(spacedPattern).join('|'), 'uy') : null;
  return {
    longestAt(text, at) {
      if (!pattern) return null;
      pattern.lastIndex = at;
      const match = pattern.exec(text)?.[0];
      if (match === undefined) return null;
      return { length: match.length, meanings: meanings.get(match.replaceAll(' ', '')) ?? [] };
    },
    lookUp: (name) => meanings.get(spaceless(name)) ?? [],
    named: (field, value) => bySlug.get(`${field} ${value}`) ?? null,
  };
}

function spaceless(name: string): string {
  return normalise(name).replaceAll(' ', '');
}

/* 必修 第一册 and 必修第一册 are one name; between Latin letters a space may be missing but never be added. */
function spacedPattern(name: string): string {
  return [...name].map((character) => character.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&')).join(' ?');
}
