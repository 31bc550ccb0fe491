import { isDeepStrictEqual } from 'node:util';
import { authorise } from '../access/policy.ts';
import { type ReviewDraft, ReviewDraft as ReviewDraftShape, type ReviewWrite } from '../contract/rounds.ts';
import { countRevision } from '../count-revision.ts';
import { appendAudit } from '../db/audit-log.ts';
import { fromJson, toJson } from '../db/json-column.ts';
import { type AssignmentRow, findAssignment, writeReviewRow } from '../db/reviews.ts';
import { lockRound } from '../db/rounds.ts';
import { ConflictError, InvalidRequestError, NotFoundError } from '../errors.ts';
import type { Acting, RoundContext } from './acting.ts';
import { checkScores, totalOf } from './check-scores.ts';
import { rubricBodyOf, stateOf, todayIn } from './round-facts.ts';
import { nextRoundState } from './round-life.ts';

/**
 * Saves a review as a draft, or hands it in for good; handing the same in again changes nothing, so that
 * an answer that got lost can be asked for again.
 *
 * Throws `NotFoundError` (also for somebody else's), `ConflictError` (`round-not-reviewing`, also after the last
 * day; `wrong-state` for another review in place of a submitted one; `changed-elsewhere`), `InvalidRequestError`
 * with what is wrong by the rubric (`scores-incomplete` when dimensions are missing).
 */
export async function writeReview(
  context: Pick<RoundContext, 'config' | 'clock' | 'database'>,
  by: Acting,
  roundId: string,
  assignmentId: string,
  { submit, revision, tab, ...draft }: ReviewWrite,
): Promise<void> {
  const today = todayIn(context);
  await context.database.transaction(async (trx) => {
    const round = await lockRound(trx, roundId);
    const assignment = await findAssignment(trx, assignmentId);
    if (!round || assignment?.round_id !== roundId) throw new NotFoundError();
    authorise(by.person, 'review.write', { reviewerId: assignment.reviewer_id });
    if (assignment.review_state === 'submitted') {
      if (submit && isDeepStrictEqual(readDraft(assignment), draft)) return;
      throw new ConflictError('wrong-state');
    }
    nextRoundState(stateOf(round), 'review');
    if (today > round.reviews_until) throw new ConflictError('round-not-reviewing');
    const kept = { revision: assignment.revision ?? 0, saved_by: assignment.saved_by };
    const counted = countRevision(kept, { revision, tab });
    requireValid(checkScores(rubricBodyOf(round), draft, submit));
    await writeReviewRow(trx, {
      assignment_id: assignmentId,
      scores: toJson(draft.scores),
      vetoes: toJson(draft.vetoes),
      total: totalOf(draft.scores),
      comment: draft.comment,
      remarks: toJson(draft.remarks),
      state: submit ? 'submitted' : 'draft',
      updated_at: by.trace.at,
      ...counted,
    });
    if (submit) {
      const detail = { scores: draft.scores, vetoes: draft.vetoes };
      await appendAudit(trx, { ...by.trace, action: 'review.submit', subject: assignmentId, detail });
    }
  });
}

function requireValid(problems: ReturnType<typeof checkScores>): void {
  if (problems.length === 0) return;
  const onlyMissing = problems.every((problem) => 'code' in problem && problem.code === 'scores-incomplete');
  throw new InvalidRequestError(problems, onlyMissing ? 'scores-incomplete' : 'invalid-request');
}

/** What was saved of a review; empty where nothing was. */
export function readDraft(
  row: Pick<AssignmentRow, 'scores' | 'vetoes' | 'comment' | 'remarks'>,
): ReviewDraft {
  const { scores, vetoes, remarks } = ReviewDraftShape.shape;
  return {
    scores: fromJson(scores, row.scores ?? '{}'),
    vetoes: fromJson(vetoes, row.vetoes ?? '[]'),
    comment: row.comment ?? '',
    remarks: fromJson(remarks, row.remarks ?? '[]'),
  };
}
