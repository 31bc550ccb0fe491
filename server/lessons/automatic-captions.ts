import type { AppContext } from '../context.ts';
import { deleteCaption, listCaptions, writeCaption } from '../db/attachments.ts';
import { appendToFeed } from '../db/feed.ts';
import { findLesson, type LessonWithPath, lockLesson, updateLesson } from '../db/lessons.ts';
import type { Db, Trx } from '../db/open-database.ts';
import { writeCaptionText } from '../db/searched-texts.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import type { Cue } from './parse-captions.ts';
import { toCaptionText } from './searched-texts.ts';

/** Captions that a program is to make of a media version. */
export interface CaptionsOrder {
  lessonId: string;
  versionId: string;
  /** BCP 47. */
  language: string;
}

/** Videos come first, whoever's they are. */
const priority = -1;

/** Has captions made of a version that has just become its lesson's, where it has none of its teacher's. */
export async function orderCaptions(jobs: JobQueue, trx: Trx, order: CaptionsOrder): Promise<void> {
  const lesson = await findWanting(trx, order);
  if (!lesson) return;
  const { lessonId, versionId } = order;
  await jobs.enqueue(trx, {
    ...{ kind: 'captions', subjectId: lessonId, payload: { lessonId, versionId }, priority },
    groupId: lesson.teacher_id,
  });
}

/**
 * The lesson, as long as it plays this version and has no captions in this language, of whatever script or region,
 * from anybody but a program.
 */
export async function findWanting(db: Db, order: CaptionsOrder): Promise<LessonWithPath | undefined> {
  const lesson = await findLesson(db, order.lessonId);
  if (lesson?.media_version_id !== order.versionId) return undefined;
  const spoken = ({ language }: { language: string }) => new Intl.Locale(language).language;
  const there = await listCaptions(db, [lesson.id]);
  const kept = there.some((caption) => caption.automatic === 0 && spoken(caption) === spoken(order));
  return kept ? undefined : lesson;
}

/** Keeps what a program made, in the place of what one made before; false where it is not wanted any more. */
export async function keepAutomaticCaptions(
  { clock }: Pick<AppContext, 'clock'>,
  trx: Trx,
  order: CaptionsOrder,
  made: { storeKey: string; cues: readonly Cue[] },
): Promise<boolean> {
  if (!(await lockLesson(trx, order.lessonId))) return false;
  const lesson = await findWanting(trx, order);
  if (!lesson) return false;
  const at = clock.now();
  const { language } = order;
  await deleteCaption(trx, lesson.id, language);
  const row = { lesson_id: lesson.id, language, store_key: made.storeKey, updated_at: at.toISOString() };
  await writeCaption(trx, { ...row, automatic: 1 });
  await writeCaptionText(trx, toCaptionText(lesson.id, language, made.cues, at));
  await updateLesson(trx, lesson.id, { captions_failed: 0 });
  if (lesson.state === 'published') await appendToFeed(trx, [lesson.id], at);
  return true;
}

/** Says on the lesson whether a program could not make its captions. */
export async function markCaptions(trx: Trx, lessonId: string, failed: boolean): Promise<void> {
  if (await lockLesson(trx, lessonId)) await updateLesson(trx, lessonId, { captions_failed: failed ? 1 : 0 });
}
