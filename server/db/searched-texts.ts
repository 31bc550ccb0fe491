import { sql } from 'kysely';
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

/**
 * The beginnings of what attachments say that have been looked into, in the order in which the teacher added them;
 * those without text are left out. `mostCharacters` of each.
 */
export function listAttachmentTexts(
  db: Db,
  lessonIds: readonly string[],
  mostCharacters: number,
): Promise<{ lesson_id: string; attachment_id: string; kind: string; filename: string; text: string }[]> {
  if (lessonIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('attachment_texts')
    .innerJoin('attachments', 'attachments.id', 'attachment_texts.attachment_id')
    .select([
      'attachments.lesson_id',
      'attachments.kind',
      'attachments.filename',
      'attachment_texts.attachment_id',
      sql<string>`substr(attachment_texts.text, 1, ${mostCharacters})`.as('text'),
    ])
    .where('attachments.lesson_id', 'in', lessonIds)
    .where('attachments.state', '=', 'ready')
    .where('attachment_texts.text', '!=', '')
    .orderBy('attachments.created_at')
    .orderBy('attachments.id')
    .execute();
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
