import type { AppContext } from '../context.ts';
import type { MediaState } from '../contract/lessons.ts';
import { dateCaptions, deleteAutomaticCaptions } from '../db/attachments.ts';
import { type LessonWithPath, lockLesson, updateLesson } from '../db/lessons.ts';
import { insertMediaVersion } from '../db/media-versions.ts';
import type { Trx } from '../db/open-database.ts';
import { type MediaEvent, nextMediaState } from './lesson-life.ts';
import { type TranscoderManifest, toStoredManifest } from './media-manifest.ts';
import { applyEvent } from './move-lesson.ts';

/** Why a video did not become a lesson; the words for people stand in `words/.../media.ts`. */
export interface MediaReason {
  code: string;
  /** For the operator: ffmpeg's last words and the like. */
  detail: string;
}

/** What a job about a lesson's video may change, as long as the lesson still wants this very file. */
export interface MediaJob {
  lessonId: string;
  originalId: string;
}

/**
 * Marks that a video is being made, waits again, or could not be made; what is done of it counts for nothing, unless
 * other pieces of it go on (`keepProgress`). False when the lesson is gone or has another file by now: the job has
 * nothing left to do.
 */
export async function changeMediaState(
  context: Pick<AppContext, 'clock'>,
  trx: Trx,
  job: MediaJob,
  event: Exclude<MediaEvent, 'finish' | 'queue'>,
  { reason, keepProgress = false }: { reason?: MediaReason; keepProgress?: boolean } = {},
): Promise<boolean> {
  const lesson = await lockWanting(trx, job);
  const state = lesson && nextMediaState(lesson.media_state as MediaState, event);
  if (!lesson || !state) return false;
  await updateLesson(trx, lesson.id, {
    media_state: state,
    ...(keepProgress ? {} : { media_progress: 0 }),
    media_seconds_left: null,
    media_reason: reason ? JSON.stringify(reason) : null,
    updated_at: context.clock.now().toISOString(),
  });
  return true;
}

/**
 * Makes a finished media version the lesson's: the one pointer change by which a video becomes visible.
 * A published lesson whose video is replaced goes back to checking. Captions that a program wrote go with the video
 * whose words they are; those of its teacher stay. False when the lesson no longer wants it.
 */
export async function publishMediaVersion(
  context: Pick<AppContext, 'clock'>,
  trx: Trx,
  job: MediaJob,
  version: { id: string; storePrefix: string; manifest: TranscoderManifest },
): Promise<boolean> {
  const lesson = await lockWanting(trx, job);
  if (!lesson || !nextMediaState(lesson.media_state as MediaState, 'finish')) return false;
  const at = context.clock.now();
  const now = at.toISOString();
  await insertMediaVersion(trx, {
    id: version.id,
    lesson_id: lesson.id,
    original_id: job.originalId,
    duration_seconds: version.manifest.durationSeconds,
    bytes: version.manifest.bytes,
    manifest: toStoredManifest(version.manifest),
    store_prefix: version.storePrefix,
    created_at: now,
  });
  await deleteAutomaticCaptions(trx, lesson.id);
  // What was given before there was a video can be of none but the first: nobody is asked whether it fits.
  if (lesson.media_version_id === null) await dateCaptions(trx, lesson.id, now);
  const change = {
    media_version_id: version.id,
    media_state: 'ready',
    media_progress: 1,
    media_seconds_left: null,
    media_reason: null,
    captions_failed: 0,
    updated_at: now,
  };
  if (lesson.state === 'published')
    await applyEvent(trx, lesson, 'replace-media', { ...change, submitted_at: now }, at);
  // Whoever checks it has not seen this one yet: it goes to the end of their queue.
  else if (lesson.state === 'submitted') await updateLesson(trx, lesson.id, { ...change, submitted_at: now });
  else await updateLesson(trx, lesson.id, change);
  return true;
}

async function lockWanting(trx: Trx, job: MediaJob): Promise<LessonWithPath | undefined> {
  const lesson = await lockLesson(trx, job.lessonId);
  return lesson?.original_id === job.originalId ? lesson : undefined;
}
