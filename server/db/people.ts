import type { Role } from '../contract/session.ts';
import type { Db, Trx } from './open-database.ts';
import { beginsWith } from './path-range.ts';
import type { Change, NewRow, Row } from './schema.ts';

export interface RoleRow {
  role: Role;
  organisation_id: string;
  organisation_name: string;
  organisation_path: string;
}

export function findPersonById(db: Db, id: string): Promise<Row<'people'> | undefined> {
  return db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
}

export function findPersonByName(db: Db, name: string): Promise<Row<'people'> | undefined> {
  return db.selectFrom('people').selectAll().where('name', '=', name).executeTakeFirst();
}

/**
 * Somebody as they are now, held until the transaction ends: those who act on the same account act one after the
 * other. (On SQLite a transaction that may write holds the whole database already.)
 */
export function lockPerson(trx: Trx, id: string): Promise<Row<'people'> | undefined> {
  return trx
    .updateTable('people')
    .set((column) => ({ disabled_at: column.ref('disabled_at') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

export async function insertPerson(db: Db, person: NewRow<'people'>): Promise<void> {
  await db.insertInto('people').values(person).execute();
}

export async function insertMembership(db: Db, membership: NewRow<'memberships'>): Promise<void> {
  await db.insertInto('memberships').values(membership).execute();
}

export async function updatePassword(db: Db, personId: string, passwordHash: string): Promise<void> {
  await db.updateTable('people').set({ password_hash: passwordHash }).where('id', '=', personId).execute();
}

/** Puts one hash of the same password in the place of another, unless it was changed meanwhile. */
export async function replacePasswordHash(
  db: Db,
  personId: string,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await db
    .updateTable('people')
    .set({ password_hash: to })
    .where('id', '=', personId)
    .where('password_hash', '=', from)
    .execute();
}

/** The roles that hold on a day. */
export async function findRolesOn(db: Db, personId: string, day: string): Promise<RoleRow[]> {
  const rows = await db
    .selectFrom('memberships as m')
    .innerJoin('organisations as o', 'o.id', 'm.organisation_id')
    .select(['m.role', 'm.organisation_id', 'o.name as organisation_name', 'o.path as organisation_path'])
    .where('m.person_id', '=', personId)
    .where('m.from_date', '<=', day)
    .where((where) => where.or([where('m.until_date', 'is', null), where('m.until_date', '>=', day)]))
    .orderBy('m.from_date')
    .execute();
  return rows.map((row) => ({ ...row, role: row.role as Role }));
}

/** People with a role, on a day, at an organisation or below it; one row per role. */
export function listMembers(db: Db, organisationPath: string, day: string) {
  return db
    .selectFrom('memberships as m')
    .innerJoin('people as p', 'p.id', 'm.person_id')
    .innerJoin('organisations as o', 'o.id', 'm.organisation_id')
    .select([
      'p.id',
      'p.name',
      'p.display_name',
      'p.password_hash',
      'm.role',
      'm.organisation_id',
      'o.name as organisation_name',
    ])
    .where(beginsWith('o.path', organisationPath))
    .where('p.disabled_at', 'is', null)
    .where('m.from_date', '<=', day)
    .where((where) => where.or([where('m.until_date', 'is', null), where('m.until_date', '>=', day)]))
    .orderBy('p.name')
    .execute();
}

export async function countPeople(db: Db): Promise<number> {
  const row = await db
    .selectFrom('people')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** People who have, had or will have a role at or below any of these organisations. */
export async function countPeopleUnder(db: Db, organisationPaths: readonly string[]): Promise<number> {
  if (organisationPaths.length === 0) return 0;
  const row = await db
    .selectFrom('memberships as m')
    .innerJoin('organisations as o', 'o.id', 'm.organisation_id')
    .select((select) => select.fn.count<number>('m.person_id').distinct().as('count'))
    .where((where) => where.or(organisationPaths.map((path) => beginsWith('o.path', path))))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/**
 * The school somebody teaches at on a day, the newest if there are several; else the last one they taught
 * at, so that a file that was on its way when the membership ended still finds its place.
 */
export async function findSchoolOfTeacher(
  db: Db,
  personId: string,
  day: string,
): Promise<string | undefined> {
  const rows = await db
    .selectFrom('memberships')
    .select(['organisation_id', 'until_date'])
    .where('person_id', '=', personId)
    .where('role', '=', 'teacher')
    .where('from_date', '<=', day)
    .orderBy('from_date', 'desc')
    .execute();
  const current = rows.find((row) => row.until_date === null || row.until_date >= day);
  return (current ?? rows[0])?.organisation_id;
}

/** People by name who have, had or will have a role at the organisation with this path or below it. */
export function listPeopleUnder(
  db: Db,
  organisationPath: string,
  { role, after, limit }: { role?: Role; after?: string; limit: number },
): Promise<Row<'people'>[]> {
  let memberships = db
    .selectFrom('memberships as m')
    .innerJoin('organisations as o', 'o.id', 'm.organisation_id')
    .select('m.person_id')
    .where(beginsWith('o.path', organisationPath));
  if (role !== undefined) memberships = memberships.where('m.role', '=', role);
  let query = db.selectFrom('people').selectAll().where('id', 'in', memberships);
  if (after !== undefined) query = query.where('name', '>', after);
  return query.orderBy('name').limit(limit).execute();
}

export interface MembershipRow extends RoleRow {
  id: string;
  person_id: string;
  from_date: string;
  until_date: string | null;
}

/** Past, present and coming roles of these people, the oldest first. */
export async function listMembershipsOf(db: Db, personIds: readonly string[]): Promise<MembershipRow[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectFrom('memberships as m')
    .innerJoin('organisations as o', 'o.id', 'm.organisation_id')
    .select([
      'm.id',
      'm.person_id',
      'm.role',
      'm.from_date',
      'm.until_date',
      'm.organisation_id',
      'o.name as organisation_name',
      'o.path as organisation_path',
    ])
    .where('m.person_id', 'in', [...personIds])
    .orderBy('m.from_date')
    .orderBy('m.id')
    .execute();
  return rows.map((row) => ({ ...row, role: row.role as Role }));
}

export async function updatePerson(
  db: Db,
  id: string,
  change: Pick<Change<'people'>, 'display_name' | 'disabled_at'>,
): Promise<void> {
  await db.updateTable('people').set(change).where('id', '=', id).execute();
}

export async function updateMembershipEnd(db: Db, id: string, untilDate: string): Promise<void> {
  await db.updateTable('memberships').set({ until_date: untilDate }).where('id', '=', id).execute();
}
