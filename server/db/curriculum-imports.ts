import type { Db } from './open-database.ts';
import type { NewRow, Row } from './schema.ts';

export type CurriculumImportRow = Row<'curriculum_imports'>;

export async function insertCurriculumImport(db: Db, row: NewRow<'curriculum_imports'>): Promise<void> {
  await db.insertInto('curriculum_imports').values(row).execute();
}

export function findCurriculumImport(db: Db, id: string): Promise<CurriculumImportRow | undefined> {
  return db.selectFrom('curriculum_imports').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Those that were carried out, the newest first. */
export function listAppliedCurriculumImports(
  db: Db,
  limit: number,
): Promise<Pick<CurriculumImportRow, 'id' | 'name' | 'applied_at'>[]> {
  return db
    .selectFrom('curriculum_imports')
    .select(['id', 'name', 'applied_at'])
    .where('applied_at', 'is not', null)
    .orderBy('applied_at', 'desc')
    .limit(limit)
    .execute();
}

/** What is known of one by now; of two that carry out the same one, the second is told false. */
export async function updateCurriculumImport(
  db: Db,
  id: string,
  change: Partial<Pick<CurriculumImportRow, 'digest' | 'report' | 'content' | 'applied_at'>>,
): Promise<boolean> {
  const result = await db
    .updateTable('curriculum_imports')
    .set(change)
    .where('id', '=', id)
    .where('applied_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Throws away dry runs that nobody has come back to. */
export async function deleteCurriculumImportsBefore(db: Db, instant: string): Promise<void> {
  await db
    .deleteFrom('curriculum_imports')
    .where('applied_at', 'is', null)
    .where('created_at', '<', instant)
    .execute();
}
