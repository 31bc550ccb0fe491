import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppContext } from '../context.ts';
import { formatTime } from '../contract/words/format-time.ts';
import { deleteCaption, writeCaption } from '../db/attachments.ts';
import { findLessonsToPresent, updateLesson } from '../db/lessons.ts';
import { newId } from '../db/new-id.ts';
import { writeCaptionText } from '../db/searched-texts.ts';
import { InvalidRequestError, NotFoundError } from '../errors.ts';
import type { MediaStore } from '../media-store/media-store.ts';
import { editLesson } from './edit-lesson.ts';
import type { Editor } from './editor.ts';
import {
  type Cue,
  endCuesAt,
  parseCaptions,
  UnreadableCaptionsError,
  writeWebVtt,
} from './parse-captions.ts';
import { removeStored } from './remove-stored.ts';
import { toCaptionText } from './searched-texts.ts';

type Parts = Pick<AppContext, 'database' | 'clock' | 'mediaStore' | 'search'>;

/**
 * Makes an uploaded caption file the lesson's captions in a language (a canonical tag), in the place of
 * those that were there. Throws `InvalidRequestError` (`caption-unreadable`; `caption-elsewhere` where all of them begin
 * behind the end of the video).
 */
export async function putCaptions(
  context: Parts,
  by: Editor,
  lessonId: string,
  language: string,
  bytes: Uint8Array,
): Promise<void> {
  const cues = await fitVideo(context, lessonId, readCaptions(bytes));
  const storeKey = await storeCaptions(context.mediaStore, writeWebVtt(cues));
  const replaced = await editLesson(context, by, lessonId, 'captions', async (trx, _lesson, at) => {
    const before = await deleteCaption(trx, lessonId, language);
    const row = { lesson_id: lessonId, language, store_key: storeKey, updated_at: at.toISOString() };
    await writeCaption(trx, row);
    await updateLesson(trx, lessonId, { captions_failed: 0 });
    await writeCaptionText(trx, toCaptionText(lessonId, language, cues, at));
    return before;
  });
  if (replaced) await removeStored(context, replaced.store_key);
}

export async function removeCaptions(
  context: Parts,
  by: Editor,
  lessonId: string,
  language: string,
): Promise<void> {
  const removed = await editLesson(context, by, lessonId, 'captions', async (trx) => {
    const caption = await deleteCaption(trx, lessonId, language);
    if (!caption) throw new NotFoundError();
    return caption;
  });
  await removeStored(context, removed.store_key);
}

function readCaptions(bytes: Uint8Array): Cue[] {
  try {
    return parseCaptions(bytes);
  } catch (error) {
    if (error instanceof UnreadableCaptionsError) throw new InvalidRequestError([], 'caption-unreadable');
    throw error;
  }
}

/** What lies behind the end of the video is never seen. Without a video yet all of it stays. */
async function fitVideo({ database }: Parts, lessonId: string, cues: Cue[]): Promise<Cue[]> {
  const [lesson] = await findLessonsToPresent(database.db, [lessonId]);
  const seconds = lesson?.duration_seconds;
  if (!seconds) return cues;
  const kept = endCuesAt(cues, seconds);
  if (kept.length > 0) return kept;
  const start = formatTime(cues[0]!.start);
  throw new InvalidRequestError([], 'caption-elsewhere', { start, length: formatTime(seconds) });
}

/**
 * Puts captions into the media store and answers their key. Left behind by a process that dies before the row is
 * written, they are swept.
 */
export async function storeCaptions(mediaStore: MediaStore, vtt: string): Promise<string> {
  const folder = await mediaStore.makeWorkFolder('captions');
  try {
    const id = newId();
    const storeKey = `captions/${id.slice(0, 2)}/${id}.vtt`;
    const file = join(folder, 'captions.vtt');
    await writeFile(file, vtt);
    await mediaStore.putFile(storeKey, file);
    return storeKey;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
