import type { Db } from './open-database.ts';
import type { NewRow, Row } from './schema.ts';

export async function writeAttachmentText(db: Db, text: NewRow<'attachment_texts'>): Promise<void> {
  await db
    .insertInto('attachment_texts')
    .values(text)
    .onConflict((conflict) => conflict.column('attachment_id').doUpdateSet(text))
    .execute();
}

export async function writeCaptionText(db: Db, text: NewRow<'caption_texts'>): Promise<void> {
  await db
    .insertInto('caption_texts')
    .values(text)
    .onConflict((conflict) => conflict.columns(['lesson_id', 'language']).doUpdateSet(text))
    .execute();
}

/** Of attachments that everybody may have, in the order in which the teacher added them. */
export function listAttachmentTexts(
  db: Db,
  lessonIds: readonly string[],
): Promise<{ lesson_id: string; attachment_id: string; text: string }[]> {
  if (lessonIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('attachment_texts')
    .innerJoin('attachments', 'attachments.id', 'attachment_texts.attachment_id')
    .select(['attachments.lesson_id', 'attachment_texts.attachment_id', 'attachment_texts.text'])
    .where('attachments.lesson_id', 'in', lessonIds)
    .where('attachments.state', '=', 'ready')
    .orderBy('attachments.created_at')
    .orderBy('attachments.id')
    .execute();
}

/** Attachments of these in which no text could be read. */
export async function listTextless(db: Db, attachmentIds: readonly string[]): Promise<string[]> {
  if (attachmentIds.length === 0) return [];
  const rows = await db
    .selectFrom('attachment_texts')
    .select('attachment_id')
    .where('attachment_id', 'in', attachmentIds)
    .where('text', '=', '')
    .execute();
  return rows.map((row) => row.attachment_id);
}

export async function listCaptionTexts(
  db: Db,
  lessonIds: readonly string[],
): Promise<Pick<Row<'caption_texts'>, 'lesson_id' | 'language' | 'cues'>[]> {
  if (lessonIds.length === 0) return [];
  return db
    .selectFrom('caption_texts')
    .select(['lesson_id', 'language', 'cues'])
    .where('lesson_id', 'in', lessonIds)
    .orderBy('language')
    .execute();
}

export function findCaption(
  db: Db,
  lessonId: string,
  language: string,
): Promise<Row<'captions'> | undefined> {
  return db
    .selectFrom('captions')
    .selectAll()
    .where('lesson_id', '=', lessonId)
    .where('language', '=', language)
    .executeTakeFirst();
}
