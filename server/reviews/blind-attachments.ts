import type { Person } from '../access/actor.ts';
import { decideReviewPlayback } from '../access/playback.ts';
import type { AppContext } from '../context.ts';
import { type Attachment, AttachmentKind, LessonState } from '../contract/lessons.ts';
import { attachmentKinds } from '../contract/terms/lesson-kinds.ts';
import type { Language } from '../contract/words/words.ts';
import { listAttachments } from '../db/attachments.ts';
import type { Row } from '../db/schema.ts';
import { NotFoundError } from '../errors.ts';
import { isReady } from '../lessons/present-attachment.ts';
import { findAttachmentOf } from '../lessons/write-attachment.ts';
import { findOwnAssignment } from './review-desk.ts';

type Parts = Pick<AppContext, 'database'>;

/**
 * What goes with a lesson on its reviewer's page. Neither names nor addresses say whose it is: the names
 * that teachers give often hold their own, and the lesson's page has it with the school.
 */
export async function listBlindAttachments(
  { database }: Parts,
  about: { roundId: string; assignmentId: string; lessonId: string },
  language: Language,
): Promise<Attachment[]> {
  const rows = await listAttachments(database.db, [about.lessonId]);
  return rows.filter(isReady).map((row) => ({
    id: row.id,
    kind: AttachmentKind.parse(row.kind),
    filename: blindName(row, language),
    mediaType: row.media_type,
    bytes: row.bytes,
    state: 'ready',
    url: `/api/rounds/${about.roundId}/reviews/${about.assignmentId}/attachments/${row.id}`,
  }));
}

/**
 * An attachment of a lesson that the person reviews, for as long as the lesson plays to them.
 *
 * Throws `NotFoundError` also for somebody else's assignment and for a lesson that was taken back.
 */
export async function findBlindAttachment(
  context: Parts,
  person: Person,
  about: { roundId: string; assignmentId: string; attachmentId: string },
): Promise<Row<'attachments'>> {
  const assignment = await findOwnAssignment(context, person, about.assignmentId);
  const { scope } = decideReviewPlayback(
    person,
    { reviewerId: assignment.reviewer_id },
    { state: LessonState.parse(assignment.lesson_state) },
  );
  if (assignment.round_id !== about.roundId || scope === 'none') throw new NotFoundError();
  const attachment = await findAttachmentOf(context.database.db, assignment.lesson_id, about.attachmentId);
  if (!isReady(attachment)) throw new NotFoundError();
  return attachment;
}

/** The kind's name with the ending of the file: 教学设计.docx. */
export function blindName(
  { kind, filename }: Pick<Row<'attachments'>, 'kind' | 'filename'>,
  language: Language,
): string {
  const name = attachmentKinds.find(({ slug }) => slug === kind)?.[language] ?? kind;
  return `${name}${/\.[A-Za-z0-9]{1,5}$/.exec(filename)?.[0] ?? ''}`;
}
