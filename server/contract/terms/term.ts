/** A word of the field: what travels (`slug`), what people read, and what else they write for it. */
export interface Term<Slug extends string = string> {
  slug: Slug;
  zh: string;
  en: string;
  aliases?: readonly string[];
}

export type SlugOf<List extends readonly Term[]> = List[number]['slug'];

const bullets = /[\s\u00b7\u0387\u2022\u2027\u2219\u22c5\u25cf\u30fb]/gu;
const dashes = /[\u2010-\u2015\u2212\u2500~_]/gu;

/**
 * What two ways of writing one term have in common: NFKC, lower case, no white space and no bullets
 * (the national platform writes 五•四 with U+2022 and U+00B7), one kind of dash.
 */
export function termKey(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(bullets, '').replace(dashes, '-');
}

const indexes = new WeakMap<readonly Term[], ReadonlyMap<string, Term>>();

/** The term written as `text`: its slug, Chinese name, English name or an alias, compared by `termKey`. */
export function findTerm<T extends Term>(terms: readonly T[], text: string): T | undefined {
  return indexOf(terms).get(termKey(text));
}

/** The term with exactly this slug. */
export function termBySlug<T extends Term>(terms: readonly T[], slug: string): T | undefined {
  return terms.find((term) => term.slug === slug);
}

/** Every way to write a term, as `termKey` has it. */
export function keysOfTerm(term: Term): string[] {
  return [term.slug, term.zh, term.en, ...(term.aliases ?? [])].map(termKey);
}

function indexOf<T extends Term>(terms: readonly T[]): ReadonlyMap<string, T> {
  // The index of a list holds that list's terms only, which the map's type cannot say.
  const known = indexes.get(terms) as ReadonlyMap<string, T> | undefined;
  if (known) return known;
  const index = new Map<string, T>();
  for (const term of terms) {
    for (const key of keysOfTerm(term)) if (!index.has(key)) index.set(key, term);
  }
  indexes.set(terms, index);
  return index;
}
