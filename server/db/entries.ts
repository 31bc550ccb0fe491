import type { Db, Trx } from './open-database.ts';
import type { NewRow, Row } from './schema.ts';

/** An entry with what the policy asks of it. */
export type EntryWithLesson = Awaited<ReturnType<typeof listEntries>>[number];

/** The next number of a round, from 1 without gaps: a transaction that fails gives its number back. */
export async function nextEntryNumber(trx: Trx, roundId: string): Promise<number> {
  const { value } = await trx
    .insertInto('counters')
    .values({ name: `entries:${roundId}`, value: 1 })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet((set) => ({ value: set('counters.value', '+', 1) })),
    )
    .returning('value')
    .executeTakeFirstOrThrow();
  return value;
}

export async function insertEntry(trx: Trx, entry: NewRow<'entries'>): Promise<void> {
  await trx.insertInto('entries').values(entry).execute();
}

export function findEntry(db: Db, roundId: string, id: string): Promise<Row<'entries'> | undefined> {
  return db
    .selectFrom('entries')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Also one that was withdrawn. */
export function findEntryOfLesson(
  db: Db,
  roundId: string,
  lessonId: string,
): Promise<Row<'entries'> | undefined> {
  return db
    .selectFrom('entries')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('lesson_id', '=', lessonId)
    .executeTakeFirst();
}

/** Enters a withdrawn lesson again under its old number. */
export async function restoreEntry(trx: Trx, id: string, mediaVersionId: string): Promise<void> {
  await trx
    .updateTable('entries')
    .set({ withdrawn_at: null, media_version_id: mediaVersionId })
    .where('id', '=', id)
    .execute();
}

export async function withdrawEntryRow(trx: Trx, id: string, at: string): Promise<void> {
  await trx.updateTable('entries').set({ withdrawn_at: at }).where('id', '=', id).execute();
}

/** Those that are not withdrawn, by number. */
export function listEntries(db: Db, roundId: string) {
  return db
    .selectFrom('entries as e')
    .innerJoin('lessons as l', 'l.id', 'e.lesson_id')
    .selectAll('e')
    .select(['l.title', 'l.state as lesson_state'])
    .where('e.round_id', '=', roundId)
    .where('e.withdrawn_at', 'is', null)
    .orderBy('e.number')
    .execute();
}

/** Entries of a teacher in these rounds that are not withdrawn. */
export async function listOwnEntries(
  db: Db,
  teacherId: string,
  roundIds: readonly string[],
): Promise<Pick<Row<'entries'>, 'id' | 'round_id' | 'lesson_id'>[]> {
  if (roundIds.length === 0) return [];
  return db
    .selectFrom('entries')
    .select(['id', 'round_id', 'lesson_id'])
    .where('teacher_id', '=', teacherId)
    .where('round_id', 'in', [...roundIds])
    .where('withdrawn_at', 'is', null)
    .execute();
}

export async function writeEntryResult(
  trx: Trx,
  id: string,
  result: { score: number | null; rank: number | null },
): Promise<void> {
  await trx.updateTable('entries').set(result).where('id', '=', id).execute();
}
