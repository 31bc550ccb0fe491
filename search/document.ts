/** One published lesson as the index knows it: plain values, nothing to look up. */
export interface LessonDocument {
  id: string;
  title: string;
  kind: 'micro' | 'recording';
  /** The node at which the lesson stands. */
  nodeId: string;
  /** That node and all its ancestors. */
  nodeIds: string[];
  /** The names from stage to topic, joined by spaces, as a person would read them out. */
  nodePath: string;
  /** Slugs, as in `SearchTerms`. */
  stage: string;
  subject: string;
  grade: string | null;
  edition: string | null;
  volume: string | null;
  /** Names, for people. */
  unit: string | null;
  topic: string | null;
  /** The units as their book prints them, with their numbers, outermost first: 第八单元 分数的初步认识, Unit 4. */
  units: string[];
  /** The printed number of the topic: 第3课, 12. */
  topicLabel: string | null;
  summary: string;
  keywords: string[];
  /** What its captions and its attachments say, a line each; of long ones the beginning. Empty where there is none. */
  captionText: string;
  attachmentText: string;
  teacherId: string;
  teacher: string;
  schoolId: string;
  school: string;
  /** The lesson's school and everything above it, and the groups it counts for. */
  organisationIds: string[];
  programme: string | null;
  year: number | null;
  /** The highest level reached. */
  award: 'school' | 'county' | 'city' | 'province' | 'ministry' | null;
  /** 0 without an award, rising with the level. */
  awardRank: number;
  durationSeconds: number | null;
  hasCaptions: boolean;
  /** How much of what a lesson can have is there, 0 to 1. */
  completeness: number;
  /** ISO 8601, UTC. */
  publishedAt: string;
}

/**
 * The version of what both engines make of a document (fields, normalisation, tokens, settings). Raising it
 * makes every index rebuild itself at the next start.
 */
export const indexFormat = 7;
