import type { OpenPeriod } from '../contract/open-periods.ts';
import type { Db } from './open-database.ts';
import type { NewRow } from './schema.ts';

/** By first day. */
export async function listOpenPeriods(db: Db): Promise<OpenPeriod[]> {
  const rows = await db.selectFrom('open_periods').selectAll().orderBy('from_date').execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind as OpenPeriod['kind'],
    from: row.from_date,
    until: row.until_date,
  }));
}

export async function insertOpenPeriod(db: Db, period: NewRow<'open_periods'>): Promise<void> {
  await db.insertInto('open_periods').values(period).execute();
}

export async function updateOpenPeriod(
  db: Db,
  id: string,
  change: Pick<NewRow<'open_periods'>, 'name' | 'kind' | 'from_date' | 'until_date'>,
): Promise<boolean> {
  const result = await db.updateTable('open_periods').set(change).where('id', '=', id).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteOpenPeriod(db: Db, id: string): Promise<boolean> {
  const result = await db.deleteFrom('open_periods').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows > 0n;
}
