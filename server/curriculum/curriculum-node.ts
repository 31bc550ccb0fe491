import type { GradeSlug } from '../contract/terms/grades.ts';
import type { StageSlug } from '../contract/terms/stages.ts';
import type { SubjectSlug } from '../contract/terms/subjects.ts';

export const nodeKinds = ['stage', 'subject', 'edition', 'grade', 'volume', 'unit', 'topic'] as const;
export type NodeKind = (typeof nodeKinds)[number];

/** A node as a file or a form wants it, before it is in the database. */
export interface CurriculumNode {
  /** Follows from the path (`node-path.ts`): the same book has the same id in every library. */
  id: string;
  parentId: string | null;
  kind: NodeKind;
  path: string;
  /** As printed, without its number. */
  name: string;
  /** The printed number: 第八单元, 第3课, Unit 4. */
  label: string | null;
  sort: number;
  stage: StageSlug;
  subject: SubjectSlug | null;
  /** A term's slug, or the path segment of an edition that is no term. */
  edition: string | null;
  grade: GradeSlug | null;
  volume: string | null;
  /** Path segments of the units above and of the node itself, joined by `/`. */
  unit: string | null;
  topic: string | null;
}
