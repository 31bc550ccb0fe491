import {
  type FacetCounts,
  type FilterField,
  facetFields,
  filterFields,
  type SearchFilters,
} from '../../query.ts';

/** What the columns hold of one lesson. */
export interface RowValues {
  id: string;
  /** The values under every filter field, as `fieldValues` gives them. */
  values: Record<FilterField, readonly string[]>;
  awardRank: number;
  completeness: number;
  /** Milliseconds since 1970. */
  publishedAt: number;
  /** The number of tokens of the title. */
  titleTokens: number;
}

/** The lessons that pass the filters, and the counts beside them. */
export interface Selection {
  rows: number[];
  facets: FacetCounts;
}

/** The filter and sort values of all lessons, in memory: filtering and counting are one pass over numbers. */
export interface Columns {
  readonly size: number;
  put(row: number, values: RowValues): void;
  remove(row: number): void;
  row(row: number): RowValues | undefined;
  /** Passes over the given rows, or all. */
  select(filters: SearchFilters, candidates?: Iterable<number>): Selection;
}

interface CodedRow extends RowValues {
  /** Per filter field, the codes of its values. */
  codes: readonly (readonly number[])[];
}

/** Where each facet stands among the filter fields. */
const facetPlaces = facetFields.map((field) => filterFields.indexOf(field));

export function createColumns(): Columns {
  const rows = new Map<number, CodedRow>();
  const dictionaries = filterFields.map(() => new Map<string, number>());
  const names = filterFields.map((): string[] => []);

  function encode(place: number, value: string): number {
    const dictionary = dictionaries[place]!;
    let code = dictionary.get(value);
    if (code === undefined) {
      code = dictionary.size;
      dictionary.set(value, code);
      names[place]!.push(value);
    }
    return code;
  }

  return {
    get size() {
      return rows.size;
    },
    put(row, values) {
      const codes = filterFields.map((field, place) =>
        values.values[field].map((value) => encode(place, value)),
      );
      rows.set(row, { ...values, codes });
    },
    remove: (row) => void rows.delete(row),
    row: (row) => rows.get(row),
    select(filters, candidates) {
      const wanted = wantedCodes(filters, dictionaries);
      const selected: number[] = [];
      const counts = facetPlaces.map((place) => new Uint32Array(names[place]!.length));
      for (const row of candidates ?? rows.keys()) {
        const coded = rows.get(row);
        if (!coded) continue;
        const miss = onlyMiss(coded, wanted);
        if (miss === severalMisses) continue;
        if (miss === noMiss) selected.push(row);
        for (let facet = 0; facet < facetPlaces.length; facet++) {
          const place = facetPlaces[facet]!;
          if (miss !== noMiss && miss !== place) continue;
          for (const code of coded.codes[place]!) counts[facet]![code]!++;
        }
      }
      return { rows: selected, facets: nameCounts(counts, names) };
    },
  };
}

const noMiss = -1;
const severalMisses = -2;

/* The place of the one filter that a row does not pass: its facet ignores that filter, so the row counts there. */
function onlyMiss(row: CodedRow, wanted: readonly { place: number; codes: ReadonlySet<number> }[]): number {
  let miss = noMiss;
  for (const { place, codes } of wanted) {
    if (row.codes[place]!.some((code) => codes.has(code))) continue;
    if (miss !== noMiss) return severalMisses;
    miss = place;
  }
  return miss;
}

function wantedCodes(filters: SearchFilters, dictionaries: readonly ReadonlyMap<string, number>[]) {
  return filterFields.flatMap((field, place) => {
    const values = filters[field];
    if (!values || values.length === 0) return [];
    const codes = new Set<number>();
    for (const value of values) {
      const code = dictionaries[place]!.get(String(value));
      if (code !== undefined) codes.add(code);
    }
    return [{ place, codes }];
  });
}

function nameCounts(counts: readonly Uint32Array[], names: readonly (readonly string[])[]): FacetCounts {
  const facets = facetFields.map((field, facet) => {
    const entries = [...counts[facet]!].flatMap((count, code) =>
      count > 0 ? [[names[facetPlaces[facet]!]![code]!, count] as const] : [],
    );
    return [field, Object.fromEntries(entries)] as const;
  });
  return Object.fromEntries(facets) as FacetCounts;
}
