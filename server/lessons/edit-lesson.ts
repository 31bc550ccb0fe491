import type { Person } from '../access/actor.ts';
import { authorise } from '../access/policy.ts';
import type { AppContext } from '../context.ts';
import type { AuditDetail } from '../contract/audit.ts';
import { appendAudit } from '../db/audit-log.ts';
import { appendToFeed } from '../db/feed.ts';
import { findLesson, type LessonWithPath, lockLesson, updateLesson } from '../db/lessons.ts';
import type { Trx } from '../db/open-database.ts';
import { NotFoundError } from '../errors.ts';
import type { Editor } from './editor.ts';
import { toLessonFacts } from './lesson-facts.ts';

/**
 * Changes something that hangs on a lesson, in one transaction with the lesson's own time and, where the
 * public sees it, the feed and the record. `change` is statements only; what it answers is answered.
 *
 * Throws `NotFoundError`, `ForbiddenError`, and whatever `change` throws.
 */
export async function editLesson<T>(
  context: Pick<AppContext, 'database' | 'clock' | 'search'>,
  by: Editor,
  lessonId: string,
  part: 'attachments' | 'captions' | 'cover',
  change: (trx: Trx, lesson: LessonWithPath, at: Date) => Promise<T>,
): Promise<T> {
  const at = context.clock.now();
  const answer = await context.database.transaction(async (trx) => {
    const lesson = await lockLesson(trx, lessonId);
    if (!lesson) throw new NotFoundError();
    authorise(by.person, 'lesson.edit', toLessonFacts(lesson));
    const changed = await change(trx, lesson, at);
    await updateLesson(trx, lessonId, { updated_at: at.toISOString() });
    await recordPublicEdit(trx, lesson, by, at, [part]);
    return changed;
  });
  context.search.nudge();
  return answer;
}

/** What the public sees has changed: it is on record and goes to the index. */
export async function recordPublicEdit(
  trx: Trx,
  lesson: LessonWithPath,
  by: Editor,
  at: Date,
  fields: readonly AuditDetail[],
): Promise<void> {
  if (lesson.state !== 'published') return;
  await appendAudit(trx, {
    at: at.toISOString(),
    personId: by.person.id,
    network: by.network,
    action: 'lesson.change',
    subject: lesson.id,
    detail: { fields },
  });
  await appendToFeed(trx, [lesson.id], at);
}

/** The lesson, by the same question before a body is read: who may not edit it need not send one. */
export async function requireEditable(
  { database }: Pick<AppContext, 'database'>,
  person: Person,
  lessonId: string,
): Promise<LessonWithPath> {
  const lesson = await findLesson(database.db, lessonId);
  if (!lesson) throw new NotFoundError();
  authorise(person, 'lesson.edit', toLessonFacts(lesson));
  return lesson;
}
