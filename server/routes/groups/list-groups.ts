import { GroupList } from '../../contract/people.ts';
import { listGroups as listGroupRows, listGroupSchools } from '../../db/groups.ts';
import { presentGroup } from '../../people/present-group.ts';
import { defineRoute } from '../../route.ts';

export const listGroups = defineRoute({
  method: 'GET',
  path: '/api/groups',
  summary: 'Education groups and districts with the schools they have and have had',
  rule: 'organisations.see',
  answer: GroupList,
  async handle({ context }) {
    const { db } = context.database;
    const [groups, schools] = await Promise.all([listGroupRows(db), listGroupSchools(db)]);
    const byGroup = Map.groupBy(schools, (row) => row.group_id);
    return { items: groups.map((group) => presentGroup(group, byGroup.get(group.id) ?? [])) };
  },
});
