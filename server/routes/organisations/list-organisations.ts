import { OrganisationList, OrganisationQuery } from '../../contract/people.ts';
import { listOrganisationsAfter } from '../../db/organisations.ts';
import { presentOrganisation } from '../../people/present-organisation.ts';
import { defineRoute } from '../../route.ts';

export const listOrganisations = defineRoute({
  method: 'GET',
  path: '/api/organisations',
  summary: 'Organisations from the root down, or the children of one',
  rule: 'organisations.see',
  query: OrganisationQuery,
  answer: OrganisationList,
  async handle({ context, query }) {
    const limit = query.limit ?? 100;
    const { parent: parentId, cursor: after } = query;
    const rows = await listOrganisationsAfter(context.database.db, { parentId, after, limit: limit + 1 });
    const page = rows.slice(0, limit);
    return {
      items: page.map(presentOrganisation),
      ...(rows.length > limit && { nextCursor: page.at(-1)?.path }),
    };
  },
});
