import type { BenchLesson } from '../lesson.ts';
import type { JudgedQuery } from '../quality.ts';
import { type CorpusFacts, describeCorpus, randomOfKind } from './corpus-facts.ts';
import { kindsByPerson } from './kinds/by-person.ts';
import { kindsByPlace } from './kinds/by-place.ts';
import { kindsByQuestion } from './kinds/by-question.ts';
import { kindsBySound } from './kinds/by-sound.ts';
import { kindsByTitle } from './kinds/by-title.ts';
import type { Kind } from './kinds/kind.ts';
import { usualWording, type Wording } from './wording.ts';

export const kinds: readonly Kind[] = [
  ...kindsByTitle,
  ...kindsByPlace,
  ...kindsBySound,
  ...kindsByPerson,
  ...kindsByQuestion,
];

export interface JudgedSetOptions {
  seed: number;
  /** Fewer where the corpus does not give so many. */
  queriesOfKind: number;
  wording?: Wording;
}

/** So many lessons are tried for each query that is wanted. */
const triesPerQuery = 400;

/**
 * Queries of every kind with what is relevant to them in this corpus, by the rule that stands at the kind. The
 * same for the same corpus, seed and wording.
 */
export function makeJudgedSet(lessons: readonly BenchLesson[], options: JudgedSetOptions): JudgedQuery[] {
  const facts = describeCorpus(lessons);
  return kinds.flatMap((kind) => makeKind(kind, facts, options));
}

function makeKind(kind: Kind, facts: CorpusFacts, options: JudgedSetOptions): JudgedQuery[] {
  const { seed, queriesOfKind, wording = usualWording } = options;
  const random = randomOfKind(seed, kind.name);
  const made = new Map<string, JudgedQuery>();
  for (let tries = 0; tries < queriesOfKind * triesPerQuery && made.size < queriesOfKind; tries++) {
    const candidate = kind.make({ facts, random, wording });
    if (!candidate || candidate.relevant.length === 0 || candidate.relevant.length > kind.most) continue;
    const { q, relevant } = candidate;
    made.set(q, { q, kind: kind.name, relevant: relevant.map(({ id }) => id) });
  }
  return [...made.values()];
}
