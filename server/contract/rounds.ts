import { z } from 'zod';
import { AwardLevel, Lesson } from './lessons.ts';

/** Rubrics are versioned data: a round keeps the version it was opened with. */
export const RubricBody = z.object({
  name: z.string(),
  /** Where it comes from, for people. */
  source: z.string(),
  /** Kinds of lesson it is meant for. */
  kinds: z.array(z.enum(['micro', 'recording'])),
  dimensions: z
    .array(
      z.object({
        key: z.string(),
        name: z.string(),
        max: z.number().positive(),
        step: z.number().positive(),
        hint: z.string(),
      }),
    )
    .min(1),
  vetoes: z.array(z.object({ key: z.string(), name: z.string() })),
});
export type RubricBody = z.infer<typeof RubricBody>;

export const Rubric = z.object({ id: z.string(), slug: z.string(), version: z.int(), body: RubricBody });
export type Rubric = z.infer<typeof Rubric>;

export const NewRound = z.object({
  name: z.string().trim().min(1).max(100),
  programme: z.string(),
  year: z.int().min(2000).max(2100),
  level: AwardLevel,
  organisation: z.string(),
  rubric: z.string(),
  awards: z.int().min(1).max(10_000),
  reviewsPerEntry: z.int().min(1).max(9),
  /** First and last days, all in, in the region's time zone. */
  opensOn: z.iso.date(),
  entriesUntil: z.iso.date(),
  reviewsUntil: z.iso.date(),
});
export type NewRound = z.infer<typeof NewRound>;

export const roundStates = ['entering', 'reviewing', 'closed'] as const;

export const Round = z.object({
  id: z.string(),
  name: z.string(),
  programme: z.object({ id: z.string(), slug: z.string(), name: z.string() }),
  year: z.int(),
  level: AwardLevel,
  organisation: z.object({ id: z.string(), name: z.string() }),
  rubric: Rubric,
  awards: z.int(),
  reviewsPerEntry: z.int(),
  opensOn: z.string(),
  entriesUntil: z.string(),
  reviewsUntil: z.string(),
  state: z.enum(roundStates),
  /** Entries are taken today: state and dates say so. */
  takesEntries: z.boolean(),
  counts: z.object({ entries: z.int(), reviewers: z.int(), assigned: z.int(), submitted: z.int() }),
  closedAt: z.string().nullable(),
});
export type Round = z.infer<typeof Round>;
export const RoundList = z.object({ items: z.array(Round) });

/** As the bureau sees it. */
export const Entry = z.object({
  id: z.string(),
  number: z.string(),
  lesson: Lesson,
  reviewers: z.array(
    z.object({ id: z.string(), name: z.string(), state: z.enum(['none', 'draft', 'submitted']) }),
  ),
  score: z.number().nullable(),
  rank: z.int().nullable(),
  awarded: z.boolean(),
});
export type Entry = z.infer<typeof Entry>;
export const EntryList = z.object({ items: z.array(Entry) });
export const NewEntry = z.object({ lesson: z.string() });

/** `POST …/assignments`: with nothing named, everybody is assigned evenly. */
export const NewAssignments = z.object({ reviewers: z.array(z.string()).min(1).max(500) });
export type NewAssignments = z.infer<typeof NewAssignments>;
export const AssignmentSummary = z.object({ assigned: z.int(), entries: z.int(), reviewers: z.int() });

export const ReviewDraft = z.object({
  /** Points by dimension; missing ones are not given yet. */
  scores: z.record(z.string(), z.number().min(0)),
  vetoes: z.array(z.string()),
  comment: z.string().max(5000),
  remarks: z.array(z.object({ at: z.number().min(0), text: z.string().trim().min(1).max(1000) })).max(200),
});
export type ReviewDraft = z.infer<typeof ReviewDraft>;

/** `PUT /api/rounds/:id/reviews/:assignment`: saved as a draft, or handed in for good. */
export const ReviewWrite = ReviewDraft.extend({ submit: z.boolean() });
export type ReviewWrite = z.infer<typeof ReviewWrite>;

/** One lesson on a reviewer's desk: nothing says who taught it or where. */
export const Assignment = z.object({
  id: z.string(),
  roundId: z.string(),
  number: z.string(),
  title: z.string(),
  subject: z.string().nullable(),
  place: z.string(),
  durationSeconds: z.number().nullable(),
  review: ReviewDraft.extend({
    state: z.enum(['none', 'draft', 'submitted']),
    total: z.number(),
    updatedAt: z.string().nullable(),
  }),
});
export type Assignment = z.infer<typeof Assignment>;
export const AssignmentList = z.object({ round: Round, items: z.array(Assignment) });
export type AssignmentList = z.infer<typeof AssignmentList>;

export const ResultList = z.object({
  round: Round,
  items: z.array(
    z.object({
      rank: z.int(),
      number: z.string(),
      lesson: Lesson,
      score: z.number().nullable(),
      reviews: z.int(),
      vetoed: z.boolean(),
      awarded: z.boolean(),
    }),
  ),
});
export type ResultList = z.infer<typeof ResultList>;

/** Report `awards`: what each level has awarded in a year, and its share of a total that was entered. */
export const AwardsReport = z.object({
  year: z.int(),
  programme: z.string().nullable(),
  rows: z.array(
    z.object({
      level: AwardLevel,
      awarded: z.int(),
      total: z.int().nullable(),
      share: z.number().nullable(),
    }),
  ),
});
export type AwardsReport = z.infer<typeof AwardsReport>;
export const LevelTotal = z.object({
  programme: z.string(),
  year: z.int(),
  level: AwardLevel,
  total: z.int().min(0),
});
