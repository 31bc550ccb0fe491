import type { Db, Trx } from './open-database.ts';
import type { Row } from './schema.ts';

/**
 * Says that what the public may see of these lessons has changed; each engine of the search reads on from
 * the last number it knows.
 *
 * The counter's row stays locked until the commit, so that numbers follow the order of commits and a reader
 * never passes one that is still to come; call it as late in the transaction as can be.
 */
export async function appendToFeed(trx: Trx, lessonIds: readonly string[], at: Date): Promise<void> {
  if (lessonIds.length === 0) return;
  const { value: last } = await trx
    .insertInto('counters')
    .values({ name: 'feed', value: lessonIds.length })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet((set) => ({ value: set('counters.value', '+', lessonIds.length) })),
    )
    .returning('value')
    .executeTakeFirstOrThrow();
  const first = last - lessonIds.length + 1;
  const created_at = at.toISOString();
  for (const [index, lesson_id] of lessonIds.entries()) {
    await trx
      .insertInto('feed')
      .values({ sequence: first + index, lesson_id, created_at })
      .execute();
  }
}

/** The newest number; 0 when nothing has been written. */
export async function readFeedHead(db: Db): Promise<number> {
  const row = await db.selectFrom('counters').select('value').where('name', '=', 'feed').executeTakeFirst();
  return row?.value ?? 0;
}

export function listFeedAfter(db: Db, sequence: number, limit: number): Promise<Row<'feed'>[]> {
  return db
    .selectFrom('feed')
    .selectAll()
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(limit)
    .execute();
}
