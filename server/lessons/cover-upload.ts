import { z } from 'zod';
import type { AppContext } from '../context.ts';
import { writeCover } from '../db/attachments.ts';
import { appendToFeed } from '../db/feed.ts';
import { fromJson, toJson } from '../db/json-column.ts';
import { type LessonRow, type LessonWithPath, lockLesson, updateLesson } from '../db/lessons.ts';
import type { Trx } from '../db/open-database.ts';

/** Where uploaded pictures wait for the worker: a prefix of the media store. */
export const pendingCovers = 'covers/pending/';

/** What became of the newest picture that was uploaded as a cover, until it is the cover. */
const CoverUpload = z.object({
  /** Where the picture waits; the job for an older one finds another key here and ends. */
  storeKey: z.string(),
  state: z.enum(['pending', 'unreadable', 'unsupported', 'too-large', 'failed']),
});
export type CoverUpload = z.infer<typeof CoverUpload>;

export function readCoverUpload(lesson: Pick<LessonRow, 'cover_upload'>): CoverUpload | null {
  return lesson.cover_upload === null ? null : fromJson(CoverUpload, lesson.cover_upload);
}

/** Names the picture that is to become the lesson's cover, and queues the work on it. */
export async function awaitCover(
  context: Pick<AppContext, 'jobs'>,
  trx: Trx,
  lesson: LessonWithPath,
  storeKey: string,
  at: Date,
): Promise<void> {
  await updateLesson(trx, lesson.id, {
    cover_upload: toJson({ storeKey, state: 'pending' } satisfies CoverUpload),
    updated_at: at.toISOString(),
  });
  await context.jobs.enqueue(trx, {
    kind: 'cover',
    subjectId: lesson.id,
    payload: { lessonId: lesson.id, storeKey },
    groupId: lesson.teacher_id,
  });
}

/** Makes a finished picture the cover, unless the teacher has chosen another one meanwhile. */
export async function publishCover(
  context: Pick<AppContext, 'clock'>,
  trx: Trx,
  upload: { lessonId: string; storeKey: string },
  storeKey: string,
): Promise<void> {
  const lesson = await lockLesson(trx, upload.lessonId);
  if (!lesson || readCoverUpload(lesson)?.storeKey !== upload.storeKey) return;
  const at = context.clock.now();
  const updated_at = at.toISOString();
  await writeCover(trx, { lesson_id: lesson.id, store_key: storeKey, source: 'uploaded', updated_at });
  await updateLesson(trx, lesson.id, { cover_upload: null, updated_at });
  if (lesson.state === 'published') await appendToFeed(trx, [lesson.id], at);
}

/** Shows on the lesson why the picture did not become its cover, which stays as it was. */
export async function refuseCover(
  context: Pick<AppContext, 'clock'>,
  trx: Trx,
  upload: { lessonId: string; storeKey?: string },
  why: string,
): Promise<void> {
  const lesson = await lockLesson(trx, upload.lessonId);
  const current = lesson && readCoverUpload(lesson);
  if (current?.state !== 'pending' || (upload.storeKey ?? current.storeKey) !== current.storeKey) return;
  const state = CoverUpload.shape.state.catch('unreadable').parse(why);
  await updateLesson(trx, upload.lessonId, {
    cover_upload: toJson({ ...current, state } satisfies CoverUpload),
    updated_at: context.clock.now().toISOString(),
  });
}

/** The same picture is worked on once more, as long as the lesson has no other one. */
export async function reopenCover(trx: Trx, lessonId: string, storeKey: string, now: string): Promise<void> {
  const lesson = await lockLesson(trx, lessonId);
  if (!lesson || readCoverUpload(lesson)?.storeKey !== storeKey) return;
  await updateLesson(trx, lesson.id, {
    cover_upload: toJson({ storeKey, state: 'pending' } satisfies CoverUpload),
    updated_at: now,
  });
}
