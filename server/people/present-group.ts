import { Group } from '../contract/people.ts';
import type { Row } from '../db/schema.ts';

export function presentGroup(group: Row<'groups'>, schools: readonly Row<'group_schools'>[]): Group {
  return {
    id: group.id,
    name: group.name,
    kind: Group.shape.kind.parse(group.kind),
    schools: schools.map((row) => ({ school: row.school_id, from: row.from_date, until: row.until_date })),
  };
}
