import type { Person } from '../access/actor.ts';
import { decideReviewPlayback } from '../access/playback.ts';
import { toPlayback } from '../access/playback-addresses.ts';
import type { AppContext } from '../context.ts';
import { LessonState } from '../contract/lessons.ts';
import type { PageContent } from '../contract/pages.ts';
import type { Language } from '../contract/words/words.ts';
import { listCaptions } from '../db/attachments.ts';
import { findMediaVersion } from '../db/media-versions.ts';
import type { AssignmentRow } from '../db/reviews.ts';
import { NotFoundError } from '../errors.ts';
import { captionLabel } from '../lessons/caption-names.ts';
import { readManifest } from '../lessons/media-manifest.ts';
import { listBlindAttachments } from './blind-attachments.ts';
import { findOwnAssignment, listBatch, reviewAddress } from './review-desk.ts';

export type ReviewEntryModel = Extract<PageContent, { page: 'review-entry' }>;

/**
 * The page on which a lesson is reviewed: the version that was entered, its attachments by kind only, since
 * their names often hold the teacher's, and the way through the batch.
 *
 * Throws `NotFoundError` also for somebody else's assignment and for a lesson that was taken back.
 */
export async function reviewEntry(
  context: AppContext,
  person: Person,
  language: Language,
  assignmentId: string,
): Promise<ReviewEntryModel> {
  const row = await findOwnAssignment(context, person, assignmentId);
  const [{ round, items }, playback, attachments] = await Promise.all([
    listBatch(context, person, language, row.round_id),
    readPlayback(context, person, language, row),
    listBlindAttachments(context, { roundId: row.round_id, assignmentId, lessonId: row.lesson_id }, language),
  ]);
  const index = items.findIndex(({ id }) => id === assignmentId);
  const assignment = items[index];
  if (!assignment) throw new NotFoundError();
  const addressAt = (position: number) => {
    const other = items[position];
    return other ? reviewAddress(other.id) : null;
  };
  return {
    page: 'review-entry',
    round,
    assignment,
    playback,
    attachments,
    position: {
      index: index + 1,
      total: items.length,
      previousHref: addressAt(index - 1),
      nextHref: addressAt(index + 1),
    },
  };
}

async function readPlayback(
  context: AppContext,
  person: Person,
  language: Language,
  row: AssignmentRow,
): Promise<ReviewEntryModel['playback']> {
  const { db } = context.database;
  const [version, captions] = await Promise.all([
    findMediaVersion(db, row.media_version_id),
    listCaptions(db, [row.lesson_id]),
  ]);
  if (!version) throw new NotFoundError();
  const decision = decideReviewPlayback(
    person,
    { reviewerId: row.reviewer_id },
    { state: LessonState.parse(row.lesson_state) },
  );
  const playback = toPlayback(context, decision, {
    id: version.id,
    epoch: version.address_epoch,
    manifest: readManifest(version.manifest),
    captions: captions.map((caption) => ({
      language: caption.language,
      label: captionLabel(caption, language),
    })),
  });
  if (!playback) throw new NotFoundError();
  return playback;
}
