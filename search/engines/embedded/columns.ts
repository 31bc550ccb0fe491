import {
  type FacetCounts,
  type FilterField,
  facetFields,
  filterFields,
  type SearchFilters,
  stageOfUngraded,
} from '../../query.ts';
import { createCodeColumn, severalMisses } from './code-column.ts';

/** What lessons are ordered by. */
export interface SortValues {
  id: string;
  awardRank: number;
  completeness: number;
  /** Milliseconds since 1970. */
  publishedAt: number;
  /** The number of tokens of the title. */
  titleTokens: number;
}

/** What the columns take in of one lesson. */
export interface RowValues extends SortValues {
  /** The values under every filter field, as `fieldValues` gives them. */
  values: Record<FilterField, readonly string[]>;
}

/** A lesson in the columns, with the number of its row in the file. */
export interface HeldRow extends SortValues {
  row: number;
}

/** The lessons that pass the filters, and the counts beside them; good until the next `put` or `remove`. */
export interface Selection {
  rows: readonly HeldRow[];
  countFacets(): FacetCounts;
}

/** The filter and sort values of all lessons, in memory: filtering and counting are passes over numbers. */
export interface Columns {
  readonly size: number;
  put(row: number, values: RowValues): void;
  remove(row: number): void;
  row(row: number): HeldRow | undefined;
  /** Passes over the given rows, or all. */
  select(filters: SearchFilters, candidates?: Iterable<number>): Selection;
}

interface SlottedRow extends HeldRow {
  /** Where it stands in the columns: the slots in use are 0 up to the number of lessons. */
  slot: number;
}

/** Where each facet stands among the filter fields. */
const facetPlaces = facetFields.map((field) => [field, filterFields.indexOf(field)] as const);

export function createColumns(): Columns {
  const fields = filterFields.map(createCodeColumn);
  const rows = new Map<number, SlottedRow>();
  const slotted: SlottedRow[] = [];
  /** What people who browse see first, kept while nothing is written. */
  let everything: Selection | null = null;

  function slotsOf(candidates: Iterable<number> | undefined): Uint32Array {
    if (!candidates) return new Uint32Array(slotted.length).map((_, slot) => slot);
    const slots: number[] = [];
    for (const row of candidates) {
      const held = rows.get(row);
      if (held) slots.push(held.slot);
    }
    return Uint32Array.from(slots);
  }

  function pass(filters: SearchFilters, candidates?: Iterable<number>): Selection {
    const slots = slotsOf(candidates);
    const misses = new Uint8Array(slots.length);
    for (const [place, field] of filterFields.entries()) {
      const values = filters[field] ?? [];
      if (values.length > 0) fields[place]!.filter(slots, misses, values.map(String), place + 1);
    }
    const selected: SlottedRow[] = [];
    let counted = 0;
    for (let at = 0; at < slots.length; at++) {
      const miss = misses[at]!;
      if (miss === 0) selected.push(slotted[slots[at]!]!);
      if (miss === severalMisses) continue;
      slots[counted] = slots[at]!;
      misses[counted++] = miss;
    }
    return {
      rows: selected,
      // A facet ignores its own filter: a row that misses only this one counts there.
      countFacets: () => {
        const [counting, missing] = [slots.subarray(0, counted), misses.subarray(0, counted)];
        const facets = facetPlaces.map(([field, place]) => {
          const counts = fields[place]!.count(counting, missing, place + 1);
          return [field, field === 'grade' ? withoutUngraded(counts) : counts] as const;
        });
        return Object.fromEntries(facets) as FacetCounts;
      },
    };
  }

  return {
    get size() {
      return rows.size;
    },
    put(row, { values, ...sorted }) {
      everything = null;
      const slot = rows.get(row)?.slot ?? slotted.length;
      slotted[slot] = { ...sorted, row, slot };
      rows.set(row, slotted[slot]);
      for (const [place, field] of filterFields.entries()) fields[place]!.set(slot, values[field]);
    },
    remove(row) {
      const gone = rows.get(row);
      if (!gone) return;
      everything = null;
      rows.delete(row);
      const last = slotted.pop()!;
      if (last === gone) return;
      for (const field of fields) field.copy(last.slot, gone.slot);
      last.slot = gone.slot;
      slotted[last.slot] = last;
    },
    row: (row) => rows.get(row),
    select(filters, candidates) {
      const isFiltered = candidates || Object.values(filters).some((values) => values.length > 0);
      if (isFiltered) return pass(filters, candidates);
      if (!everything) {
        const { rows: all, countFacets } = pass({});
        let facets: FacetCounts | null = null;
        everything = { rows: all, countFacets: () => (facets ??= countFacets()) };
      }
      return everything;
    },
  };
}

function withoutUngraded(counts: Record<string, number>): Record<string, number> {
  for (const value of Object.keys(counts)) if (stageOfUngraded(value) !== null) delete counts[value];
  return counts;
}
