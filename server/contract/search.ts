import { z } from 'zod';
import { AttachmentKind, Lesson, LessonFilters } from './lessons.ts';

const list = z.union([z.string(), z.array(z.string())]).optional();

export const searchSorts = ['relevance', 'newest', 'award'] as const;

export const SearchQuery = LessonFilters.extend({
  /** Only the beginning of what somebody pastes is looked for. */
  q: z
    .string()
    .transform((text) => text.slice(0, 1000))
    .optional(),
  award: list,
  year: list,
  sort: z.enum(searchSorts).optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

const Ranges = z.array(z.tuple([z.int(), z.int()]));

/** Offsets into the lesson's own `title`, `summary` and the names of teacher and school, in UTF-16 units. */
export const Highlights = z.record(z.string(), Ranges);

/** A stretch of a text that matched where the title does not show it, with offsets into `text`. */
export const Passage = z.object({
  /** `place` (the way from the stage to the node), `keywords`, `summary`. */
  field: z.string(),
  text: z.string(),
  ranges: Ranges,
});
export type Passage = z.infer<typeof Passage>;

/** A caption in which the words are said. `ranges` are offsets into `text` in UTF-16 units. */
export const Moment = z.object({
  /** From the beginning of the video. */
  seconds: z.number(),
  text: z.string(),
  ranges: Ranges,
  language: z.string(),
});
export type Moment = z.infer<typeof Moment>;

/** A piece of an attachment in which the words stand, with an ellipsis where its text goes on. */
export const Excerpt = z.object({
  attachment: z.object({ id: z.string(), kind: AttachmentKind, filename: z.string() }),
  text: z.string(),
  ranges: Ranges,
});
export type Excerpt = z.infer<typeof Excerpt>;

export const SearchHit = z.object({
  lesson: Lesson,
  highlights: Highlights,
  passages: z.array(Passage),
  /** Where captions and attachments say it, of a lesson that was found by them; what the caller may not have is left out. */
  moments: z.array(Moment),
  excerpts: z.array(Excerpt),
});
export type SearchHit = z.infer<typeof SearchHit>;

const understood = z.array(
  z.object({
    field: z.string(),
    value: z.string(),
    text: z.string(),
    /** Of a grade: the stage whose lessons that stand at no grade count as well. */
    ungradedOf: z.string().optional(),
  }),
);

export const SearchAnswer = z.object({
  hits: z.array(SearchHit),
  /** Counts by field and slug; each field's counts ignore its own filter. */
  facets: z.record(z.string(), z.record(z.string(), z.int())),
  /** What was recognised in the words and became a filter. */
  understood,
  /** What was looked for instead of words by which nothing was surely found. */
  corrected: z.object({ typed: z.string(), text: z.string() }).optional(),
  total: z.int(),
  /** What merely comes near. */
  nearest: z.array(SearchHit),
  /** What of `understood` need not hold for it; absent where all of it does. */
  nearestBeyond: understood.optional(),
  engine: z.enum(['embedded', 'meilisearch']),
  nextCursor: z.string().optional(),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;

/** Each with what tells it from others of its name. */
export const Suggestions = z.object({
  /** `place`: subject, edition and book. */
  lessons: z.array(z.object({ id: z.string(), title: z.string(), place: z.string(), teacher: z.string() })),
  /** `name` is the whole path, `title` its last step; `book` the id of the book the node lies in, if it does. */
  nodes: z.array(
    z.object({ id: z.string(), name: z.string(), title: z.string(), book: z.string().nullable() }),
  ),
  teachers: z.array(z.object({ id: z.string(), name: z.string(), school: z.string() })),
});
export type Suggestions = z.infer<typeof Suggestions>;
