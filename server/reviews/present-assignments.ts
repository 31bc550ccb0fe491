import type { AppContext } from '../context.ts';
import type { Assignment } from '../contract/rounds.ts';
import { nodePathNames } from '../curriculum/node-names.ts';
import type { AssignmentRow } from '../db/reviews.ts';
import { readNodeChains } from '../lessons/node-chains.ts';
import { stateOfReview } from './present-entries.ts';
import { readDraft } from './write-review.ts';

/** A reviewer's lessons: nothing says who taught them or where. */
export async function presentAssignments(
  { database }: Pick<AppContext, 'database'>,
  rows: readonly AssignmentRow[],
): Promise<Assignment[]> {
  const chains = await readNodeChains(database.db, rows);
  return rows.map((row) => ({
    id: row.id,
    roundId: row.round_id,
    number: row.number,
    title: row.title,
    subject: row.subject,
    // Stage and subject stand elsewhere: 人教版 · 三年级上册 · 第八单元 分数的初步认识.
    place: nodePathNames(chains.of(row.node_path).filter(isBelowSubject)).join(' · '),
    durationSeconds: row.duration_seconds,
    review: {
      ...readDraft(row),
      state: stateOfReview(row.review_state),
      total: row.total ?? 0,
      updatedAt: row.updated_at,
      revision: row.revision ?? 0,
    },
  }));
}

const isBelowSubject = ({ kind }: { kind: string }) => kind !== 'stage' && kind !== 'subject';
