import { z } from 'zod';
import type { AppContext } from '../context.ts';
import { findAttachment, findCaption } from '../db/attachments.ts';
import { appendToFeed } from '../db/feed.ts';
import { fromJson, toJson } from '../db/json-column.ts';
import { lockLesson } from '../db/lessons.ts';
import type { Trx } from '../db/open-database.ts';
import type { NewRow, Row } from '../db/schema.ts';
import { writeAttachmentText, writeCaptionText } from '../db/searched-texts.ts';
import type { Cue } from './parse-captions.ts';

const StoredCues = z.array(z.tuple([z.number(), z.string()]));

/** A caption as it is searched: the second at which it begins, and its text in one line. */
export interface SearchedCue {
  seconds: number;
  text: string;
}

/** The row that says what captions say. */
export function toCaptionText(
  lessonId: string,
  language: string,
  cues: readonly Cue[],
  at: Date,
): NewRow<'caption_texts'> {
  const stored = cues.map(({ start, lines }) => [start, lines.join(' ')]);
  return { lesson_id: lessonId, language, cues: toJson(stored), read_at: at.toISOString() };
}

/** So much of what one attachment says is searched (characters): a lesson's whole design, the beginning of a book. */
export const searchedCharacters = 20_000;

export function readCues({ cues }: Pick<Row<'caption_texts'>, 'cues'>): SearchedCue[] {
  return fromJson(StoredCues, cues).map(([seconds, text]) => ({ seconds, text }));
}

/** Keeps what an attachment says; nothing happens to one that was taken off meanwhile. */
export async function keepAttachmentText(
  { clock }: Pick<AppContext, 'clock'>,
  trx: Trx,
  attachmentId: string,
  text: string,
): Promise<void> {
  const before = await findAttachment(trx, attachmentId);
  const lesson = before && (await lockLesson(trx, before.lesson_id));
  if (!lesson || !(await findAttachment(trx, attachmentId))) return;
  const at = clock.now();
  await writeAttachmentText(trx, { attachment_id: attachmentId, text, read_at: at.toISOString() });
  if (lesson.state === 'published' && text !== '') await appendToFeed(trx, [lesson.id], at);
}

/** Keeps what captions say that are stored under this key; nothing happens to those that were replaced meanwhile. */
export async function keepCaptionText(
  { clock }: Pick<AppContext, 'clock'>,
  trx: Trx,
  caption: Pick<Row<'captions'>, 'lesson_id' | 'language' | 'store_key'>,
  cues: readonly Cue[],
): Promise<void> {
  const lesson = await lockLesson(trx, caption.lesson_id);
  const now = await findCaption(trx, caption.lesson_id, caption.language);
  if (!lesson || now?.store_key !== caption.store_key) return;
  const at = clock.now();
  await writeCaptionText(trx, toCaptionText(lesson.id, caption.language, cues, at));
  if (lesson.state === 'published') await appendToFeed(trx, [lesson.id], at);
}
