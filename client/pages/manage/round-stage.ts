import type { Entry, Round, RubricBody } from '../../../server/contract/rounds.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';

type StageName = 'entering' | 'entering-later' | 'entering-over' | 'reviewing' | 'closed';

/** Where a round is: its state, and what its dates make of it today (ISO date). */
export function roundStage(
  { state, opensOn, entriesUntil }: Pick<Round, 'state' | 'opensOn' | 'entriesUntil'>,
  today: string,
): StageName {
  if (state !== 'entering') return state;
  if (today < opensOn) return 'entering-later';
  return today > entriesUntil ? 'entering-over' : 'entering';
}

export function describeStage(round: Round, today: string, words: Words<'rounds'>) {
  const stage = roundStage(round, today);
  const tone = { entering: 'waiting', reviewing: 'waiting', closed: 'done' }[stage as string] ?? 'plain';
  return { text: words[`state.${stage}`], tone };
}

export interface ReviewerProgress {
  id: string;
  name: string;
  assigned: number;
  submitted: number;
}

/** How far each reviewer is, those with the most left first. */
export function countByReviewer(entries: readonly Pick<Entry, 'reviewers'>[]): ReviewerProgress[] {
  const counts = new Map<string, ReviewerProgress>();
  for (const { id, name, state } of entries.flatMap(({ reviewers }) => reviewers)) {
    const count = counts.get(id) ?? { id, name, assigned: 0, submitted: 0 };
    counts.set(id, {
      ...count,
      assigned: count.assigned + 1,
      submitted: count.submitted + (state === 'submitted' ? 1 : 0),
    });
  }
  const left = ({ assigned, submitted }: ReviewerProgress) => assigned - submitted;
  return [...counts.values()].sort((a, b) => left(b) - left(a));
}

/** Dimensions under their headings, in order; one without a heading stands by itself. */
export function groupDimensions(dimensions: RubricBody['dimensions']) {
  const groups: { name: string | null; dimensions: RubricBody['dimensions'] }[] = [];
  for (const dimension of dimensions) {
    const name = dimension.group ?? null;
    const last = groups.at(-1);
    if (last && last.name === name) last.dimensions.push(dimension);
    else groups.push({ name, dimensions: [dimension] });
  }
  return groups;
}

export function fullScore({ dimensions }: Pick<RubricBody, 'dimensions'>): number {
  return dimensions.reduce((sum, { max }) => sum + max, 0);
}
