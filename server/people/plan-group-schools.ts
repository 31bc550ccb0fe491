import type { GroupSchool } from '../contract/people.ts';
import type { Row } from '../db/schema.ts';

type GroupSchoolRow = Row<'group_schools'>;

/** What has to be written and removed so that a group has the wanted schools; what stays is in neither. */
export function planGroupSchools(
  groupId: string,
  before: readonly GroupSchoolRow[],
  wanted: readonly GroupSchool[],
): { put: GroupSchoolRow[]; remove: GroupSchoolRow[] } {
  const rows = wanted.map(({ school, from, until }) => ({
    group_id: groupId,
    school_id: school,
    from_date: from,
    until_date: until,
  }));
  const kept = new Set(rows.map(keyOf));
  const known = new Map(before.map((row) => [keyOf(row), row.until_date]));
  return {
    put: rows.filter((row) => known.get(keyOf(row)) !== row.until_date),
    remove: before.filter((row) => !kept.has(keyOf(row))),
  };
}

const keyOf = (row: GroupSchoolRow) => `${row.school_id} ${row.from_date}`;
