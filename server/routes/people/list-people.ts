import { type Actor, hasRole } from '../../access/actor.ts';
import { authorise, requirePerson } from '../../access/policy.ts';
import { PeopleQuery, PersonList } from '../../contract/people.ts';
import { findOrganisation } from '../../db/organisations.ts';
import { listPeopleUnder } from '../../db/people.ts';
import { ForbiddenError, NotFoundError } from '../../errors.ts';
import { presentPeople } from '../../people/present-people.ts';
import { defineRoute } from '../../route.ts';

export const listPeople = defineRoute({
  method: 'GET',
  path: '/api/people',
  summary: 'People of an organisation and of those below it, by name',
  rule: 'people.manage',
  query: PeopleQuery,
  answer: PersonList,
  async handle({ context, actor, query }) {
    const { db } = context.database;
    const organisation = await findOrganisation(db, query.organisation ?? ownOrganisation(actor));
    if (!organisation) throw new NotFoundError();
    authorise(actor, 'people.manage', organisation);
    const limit = query.limit ?? 100;
    const { role, cursor: after } = query;
    const people = await listPeopleUnder(db, organisation.path, { role, after, limit: limit + 1 });
    const page = people.slice(0, limit);
    return {
      items: await presentPeople(db, page),
      ...(people.length > limit && { nextCursor: page.at(-1)?.name }),
    };
  },
});

/** Where the caller administers, the bureau before the school. Throws `ForbiddenError` when nowhere. */
function ownOrganisation(actor: Actor): string {
  const role = hasRole(actor, 'bureau-administrator') ? 'bureau-administrator' : 'school-administrator';
  const held = requirePerson(actor).roles.find((one) => one.role === role);
  if (!held) throw new ForbiddenError();
  return held.organisationId;
}
