import { z } from 'zod';
import { type FacetCounts, facetFields, type Suggestions } from '../../query.ts';
import {
  chooseReading,
  type EngineAnswer,
  type EngineRequest,
  type Found,
  fewHits,
  IndexLostError,
  nearLimit,
} from '../engine.ts';
import { firstOfEach } from '../first-of-each.ts';
import type { PlannedQuery } from './plan-queries.ts';
import { filterAttributes } from './settings.ts';

const foundLesson = z.object({
  lessonId: z.string(),
  title: z.string(),
  nodePath: z.string(),
  keywords: z.string(),
  teacher: z.string(),
  school: z.string(),
  summary: z.string(),
  units: z.string(),
  topic: z.string(),
  topicLabel: z.string(),
  stage: z.string(),
  subject: z.string(),
  edition: z.string().nullable(),
  awardRank: z.number(),
  completeness: z.number(),
  publishedAt: z.number(),
});

const results = z.object({
  results: z.array(
    z.object({
      hits: z.array(z.unknown()),
      estimatedTotalHits: z.number().default(0),
      facetDistribution: z.record(z.string(), z.record(z.string(), z.number())).default({}),
    }),
  ),
});

type Result = z.infer<typeof results>['results'][number];

/**
 * Puts the results of the planned queries together. Throws a `ZodError` if they are not what was asked for,
 * `IndexLostError` if it holds documents that are none of ours.
 */
export function readResults(
  request: EngineRequest,
  planned: readonly PlannedQuery[],
  response: unknown,
): EngineAnswer {
  const read = results.parse(response).results;
  const parts = planned.map(({ purpose }, index) => ({ purpose, result: read[index]! }));
  const found = new Map(request.readings.map((_, number) => [number, hitsOf(number, parts, request)]));
  const reading = chooseReading(request.readings, (number) => found.get(number)!);
  let total = 0;
  const near: Found[] = [];
  const facets = Object.fromEntries(facetFields.map((field) => [field, {}])) as FacetCounts;
  for (const { purpose, result } of parts) {
    if (purpose.part === 'near') {
      near.push(...result.hits.map(foundOf));
    } else if (purpose.reading === reading) {
      if (purpose.part === 'hits') total += result.estimatedTotalHits;
      for (const field of purpose.part === 'facet' ? [purpose.field] : facetFields) {
        const counts = result.facetDistribution[filterAttributes[field]];
        if (counts) facets[field] = addCounts(facets[field], counts);
      }
    }
  }
  const shown = new Set(found.get(reading)!.map(({ id }) => id));
  const nearest = firstOfEach(near, near.length).filter(({ id }) => !shown.has(id));
  return {
    reading,
    hits: found.get(reading)!,
    total,
    facets,
    nearest: total < fewHits ? nearest.slice(0, nearLimit) : [],
  };
}

/** The hits of a reading; where it was asked for in several ways, in one order and from its page on. */
function hitsOf(
  reading: number,
  parts: readonly { purpose: PlannedQuery['purpose']; result: Result }[],
  { sort, offset, limit }: EngineRequest,
): Found[] {
  const ways = parts.flatMap(({ purpose, result }) =>
    purpose.part === 'hits' && purpose.reading === reading ? [result.hits.map(foundOf)] : [],
  );
  if (ways.length === 1) return ways[0]!;
  const all = ways.flat();
  if (sort === 'newest') all.sort((one, other) => other.publishedAt - one.publishedAt);
  if (sort === 'award') all.sort((one, other) => other.awardRank - one.awardRank);
  return all.slice(offset, offset + limit);
}

const suggestedLessons = z.array(z.object({ lessonId: z.string(), title: z.string() }));
const suggestedNodes = z.array(z.object({ nodeId: z.string(), nodePath: z.string() }));
const suggestedTeachers = z.array(
  z.object({ teacherId: z.string(), teacher: z.string(), school: z.string() }),
);
const suggested = z.object({ results: z.array(z.object({ hits: z.array(z.unknown()) })) });

/** Reads the results of suggestions, three of each plan: lessons, nodes, teachers; no more than `limit` of each. */
export function readSuggestions(response: unknown, limit: number): Suggestions {
  const { results } = suggested.parse(response);
  const of = (sort: number) => results.flatMap(({ hits }, place) => (place % 3 === sort ? hits : []));
  const lessons = suggestedLessons.parse(of(0)).map(({ lessonId, title }) => ({ id: lessonId, title }));
  const nodes = suggestedNodes.parse(of(1)).map(({ nodeId, nodePath }) => ({ id: nodeId, name: nodePath }));
  const teachers = suggestedTeachers
    .parse(of(2))
    .map(({ teacherId, teacher, school }) => ({ id: teacherId, name: teacher, school }));
  return {
    lessons: firstOfEach(lessons, limit),
    nodes: firstOfEach(nodes, limit),
    teachers: firstOfEach(teachers, limit),
  };
}

function foundOf(hit: unknown): Found {
  const read = foundLesson.safeParse(hit);
  if (!read.success)
    throw new IndexLostError('Meilisearch holds documents that are no lessons', { cause: read.error });
  const { lessonId, edition, ...texts } = read.data;
  return { id: lessonId, edition: edition ?? '', ...texts };
}

function addCounts(to: Record<string, number>, counts: Record<string, number>): Record<string, number> {
  const sum = { ...to };
  for (const [value, count] of Object.entries(counts)) if (count > 0) sum[value] = (sum[value] ?? 0) + count;
  return sum;
}
