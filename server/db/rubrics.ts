import { Rubric, RubricBody } from '../contract/rounds.ts';
import { fromJson } from './json-column.ts';
import type { Db } from './open-database.ts';
import type { NewRow, Row } from './schema.ts';

/** Leaves that version as it is when it is there. */
export async function insertMissingRubric(db: Db, rubric: NewRow<'rubrics'>): Promise<void> {
  await db
    .insertInto('rubrics')
    .values(rubric)
    .onConflict((conflict) => conflict.columns(['slug', 'version']).doNothing())
    .execute();
}

/** The newest version of each, oldest rubric first. */
export async function listRubrics(db: Db): Promise<Rubric[]> {
  const rows = await db
    .selectFrom('rubrics as r')
    .selectAll()
    .where('version', '=', (newest) =>
      newest
        .selectFrom('rubrics as other')
        .select((select) => select.fn.max('other.version').as('version'))
        .whereRef('other.slug', '=', 'r.slug'),
    )
    .orderBy('created_at')
    .orderBy('slug')
    .execute();
  return rows.map(toRubric);
}

/** By the id of a version, or the newest version with that slug. */
export async function findRubric(db: Db, key: string): Promise<Rubric | undefined> {
  const row = await db
    .selectFrom('rubrics')
    .selectAll()
    .where((where) => where.or([where('id', '=', key), where('slug', '=', key)]))
    .orderBy('version', 'desc')
    .executeTakeFirst();
  return row && toRubric(row);
}

function toRubric(row: Pick<Row<'rubrics'>, 'id' | 'slug' | 'version' | 'body'>): Rubric {
  return Rubric.parse({ ...row, body: fromJson(RubricBody, row.body) });
}
