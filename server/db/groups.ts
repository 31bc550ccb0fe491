import type { Db } from './open-database.ts';
import type { NewRow, Row } from './schema.ts';

export async function insertGroup(db: Db, group: NewRow<'groups'>): Promise<void> {
  await db.insertInto('groups').values(group).execute();
}

export function findGroup(db: Db, id: string): Promise<Row<'groups'> | undefined> {
  return db.selectFrom('groups').selectAll().where('id', '=', id).executeTakeFirst();
}

export function listGroups(db: Db): Promise<Row<'groups'>[]> {
  return db.selectFrom('groups').selectAll().orderBy('name').orderBy('id').execute();
}

/** Of one group, or of all. */
export function listGroupSchools(db: Db, groupId?: string): Promise<Row<'group_schools'>[]> {
  let query = db.selectFrom('group_schools').selectAll();
  if (groupId !== undefined) query = query.where('group_id', '=', groupId);
  return query.orderBy('from_date').orderBy('school_id').execute();
}

export async function deleteGroupSchool(
  db: Db,
  key: Pick<Row<'group_schools'>, 'group_id' | 'school_id' | 'from_date'>,
): Promise<void> {
  await db
    .deleteFrom('group_schools')
    .where('group_id', '=', key.group_id)
    .where('school_id', '=', key.school_id)
    .where('from_date', '=', key.from_date)
    .execute();
}

/** Adds a school's time in a group, or sets the last day of one that is there. */
export async function putGroupSchool(db: Db, row: NewRow<'group_schools'>): Promise<void> {
  await db
    .insertInto('group_schools')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['group_id', 'school_id', 'from_date'])
        .doUpdateSet({ until_date: row.until_date ?? null }),
    )
    .execute();
}
