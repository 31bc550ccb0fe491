import { z } from 'zod';
import { AwardLevel, Lesson } from './lessons.ts';
import { basis } from './revision.ts';

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
        /** Heading over dimensions that follow each other. */
        group: z.string().optional(),
        /** Points that stand for a grade, highest first. */
        anchors: z.array(z.object({ label: z.string(), points: z.number() })).optional(),
      }),
    )
    .min(1),
  vetoes: z.array(z.object({ key: z.string(), name: z.string() })),
});
export type RubricBody = z.infer<typeof RubricBody>;

export const Rubric = z.object({ id: z.string(), slug: z.string(), version: z.int(), body: RubricBody });
export type Rubric = z.infer<typeof Rubric>;
/** The newest version of each. */
export const RubricList = z.object({ items: z.array(Rubric) });

export const NewRound = z.object({
  name: z.string().trim().min(1).max(100),
  /** Slug, name or id. */
  programme: z.string(),
  year: z.int().min(2000).max(2100),
  level: AwardLevel,
  organisation: z.string(),
  /** The id of a version, or a slug: its newest version. */
  rubric: z.string(),
  awards: z.int().min(1).max(10_000),
  reviewsPerEntry: z.int().min(1).max(9),
  /** First and last days, all in, in the region's time zone. */
  opensOn: z.iso.date(),
  entriesUntil: z.iso.date(),
  reviewsUntil: z.iso.date(),
});
export type NewRound = z.infer<typeof NewRound>;

/** Until a round is closed its name and dates may change, and the number of awards. */
export const RoundChange = NewRound.pick({
  name: true,
  awards: true,
  opensOn: true,
  entriesUntil: true,
  reviewsUntil: true,
}).partial();
export type RoundChange = z.infer<typeof RoundChange>;

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

/** Rounds that concern the caller, newest first. */
export const RoundListQuery = z.object({
  state: z.enum(roundStates).optional(),
  programme: z.string().optional(),
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  level: AwardLevel.optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});
export type RoundListQuery = z.infer<typeof RoundListQuery>;
export const RoundList = z.object({ items: z.array(Round), nextCursor: z.string().optional() });
export type RoundList = z.infer<typeof RoundList>;

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
export type EntryList = z.infer<typeof EntryList>;
export const NewEntry = z.object({ lesson: z.string() });

/** As its teacher sees it. */
export const EntryReceipt = z.object({
  id: z.string(),
  roundId: z.string(),
  lessonId: z.string(),
  /** Stands for the lesson on every reviewer's desk. */
  number: z.string(),
});
export type EntryReceipt = z.infer<typeof EntryReceipt>;

/** `POST …/assignments`: entries are spread evenly over these and whoever was named before. */
export const NewAssignments = z.object({ reviewers: z.array(z.string()).min(1).max(500) });
export type NewAssignments = z.infer<typeof NewAssignments>;
/** The round after it: `added` is what this call brought. */
export const AssignmentSummary = z.object({
  assigned: z.int(),
  added: z.int(),
  entries: z.int(),
  reviewers: z.int(),
});
export type AssignmentSummary = z.infer<typeof AssignmentSummary>;

export const ReviewDraft = z.object({
  /** Points by dimension; missing ones are not given yet. */
  scores: z.record(z.string(), z.number().min(0)),
  vetoes: z.array(z.string()),
  comment: z.string().max(5000),
  remarks: z.array(z.object({ at: z.number().min(0), text: z.string().trim().min(1).max(1000) })).max(200),
});
export type ReviewDraft = z.infer<typeof ReviewDraft>;

/** `PUT /api/rounds/:id/reviews/:assignment`: saved as a draft, or handed in for good. */
export const ReviewWrite = ReviewDraft.extend({ submit: z.boolean(), ...basis });
export type ReviewWrite = z.infer<typeof ReviewWrite>;

/** `POST …/close`: by force also without the reviews that are missing. */
export const CloseRound = z.object({ force: z.boolean().optional() });

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
    /** Counts the saves: the next one names what it was made from. */
    revision: z.int(),
  }),
});
export type Assignment = z.infer<typeof Assignment>;
export const AssignmentList = z.object({ round: Round, items: z.array(Assignment) });
export type AssignmentList = z.infer<typeof AssignmentList>;

export const ResultList = z.object({
  round: Round,
  items: z.array(
    z.object({
      /** Null: vetoed, or not reviewed; these come last. */
      rank: z.int().nullable(),
      number: z.string(),
      lesson: Lesson,
      /** Of what was not awarded only those who run the round learn it. */
      score: z.number().nullable(),
      awarded: z.boolean(),
      // The rest is for those who run the round.
      /** Submitted ones. */
      reviews: z.int().optional(),
      vetoed: z.boolean().optional(),
      /** Highest total less lowest; null with fewer than two reviews. */
      spread: z.number().nullable().optional(),
      /** What somebody should look at: reviewers far apart, a veto without a majority. */
      flags: z.array(z.enum(['spread', 'veto'])).optional(),
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
export const AwardsReportQuery = z.object({
  /** This year unless named. */
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  /** Slug, name or id; without one lessons of all programmes count once, and there is no total. */
  programme: z.string().optional(),
  format: z.enum(['json', 'xlsx']).optional(),
});
export type AwardsReportQuery = z.infer<typeof AwardsReportQuery>;
export const LevelTotal = z.object({
  programme: z.string(),
  year: z.int().min(2000).max(2100),
  level: AwardLevel,
  total: z.int().min(0).max(100_000_000),
});
export type LevelTotal = z.infer<typeof LevelTotal>;
