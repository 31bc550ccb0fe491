import type { Db } from './open-database.ts';
import type { Change, NewRow, Row } from './schema.ts';

export async function insertAttachment(db: Db, attachment: NewRow<'attachments'>): Promise<void> {
  await db.insertInto('attachments').values(attachment).execute();
}

/** An attachment, and whether a worker has looked for its text and found none (1). */
export type ListedAttachment = Row<'attachments'> & { textless: number };

/** Oldest first; the order in which the teacher added them. */
export async function listAttachments(db: Db, lessonIds: readonly string[]): Promise<ListedAttachment[]> {
  if (lessonIds.length === 0) return [];
  return db
    .selectFrom('attachments')
    .leftJoin('attachment_texts', 'attachment_texts.attachment_id', 'attachments.id')
    .selectAll('attachments')
    .select((select) =>
      select.case().when('attachment_texts.text', '=', '').then(1).else(0).end().as('textless'),
    )
    .where('attachments.lesson_id', 'in', lessonIds)
    .orderBy('attachments.created_at')
    .orderBy('attachments.id')
    .execute();
}

export function findAttachment(db: Db, id: string): Promise<Row<'attachments'> | undefined> {
  return db.selectFrom('attachments').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function updateAttachment(db: Db, id: string, change: Change<'attachments'>): Promise<void> {
  await db.updateTable('attachments').set(change).where('id', '=', id).execute();
}

export async function deleteAttachment(db: Db, id: string): Promise<void> {
  await db.deleteFrom('attachments').where('id', '=', id).execute();
}

export async function writeCover(db: Db, cover: NewRow<'covers'>): Promise<void> {
  await db
    .insertInto('covers')
    .values(cover)
    .onConflict((conflict) => conflict.column('lesson_id').doUpdateSet(cover))
    .execute();
}

export function findCover(db: Db, lessonId: string): Promise<Row<'covers'> | undefined> {
  return db.selectFrom('covers').selectAll().where('lesson_id', '=', lessonId).executeTakeFirst();
}

export async function writeCaption(db: Db, caption: NewRow<'captions'>): Promise<void> {
  await db
    .insertInto('captions')
    .values(caption)
    .onConflict((conflict) => conflict.columns(['lesson_id', 'language']).doUpdateSet(caption))
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

/** The row as it was; undefined when there is none. */
export function deleteCaption(
  db: Db,
  lessonId: string,
  language: string,
): Promise<Row<'captions'> | undefined> {
  return db
    .deleteFrom('captions')
    .where('lesson_id', '=', lessonId)
    .where('language', '=', language)
    .returningAll()
    .executeTakeFirst();
}

export async function deleteAutomaticCaptions(db: Db, lessonId: string): Promise<void> {
  await db.deleteFrom('captions').where('lesson_id', '=', lessonId).where('automatic', '=', 1).execute();
}

/** Counts a lesson's captions as written then. */
export async function dateCaptions(db: Db, lessonId: string, at: string): Promise<void> {
  await db.updateTable('captions').set({ updated_at: at }).where('lesson_id', '=', lessonId).execute();
}

export async function listCaptions(db: Db, lessonIds: readonly string[]): Promise<Row<'captions'>[]> {
  if (lessonIds.length === 0) return [];
  return db
    .selectFrom('captions')
    .selectAll()
    .where('lesson_id', 'in', lessonIds)
    .orderBy('language')
    .execute();
}
