import { z } from 'zod';
import { authorise } from '../../access/policy.ts';
import { Organisation, OrganisationChange } from '../../contract/people.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { appendToFeed } from '../../db/feed.ts';
import { listPublishedLessonIdsOf } from '../../db/lessons.ts';
import { findOrganisation, updateOrganisation } from '../../db/organisations.ts';
import { NotFoundError } from '../../errors.ts';
import { presentOrganisation, requireSchool } from '../../people/present-organisation.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const changeOrganisation = defineRoute({
  method: 'PATCH',
  path: '/api/organisations/:id',
  summary: 'Rename an organisation; set the nature and place of a school',
  rule: 'organisation.manage',
  params: z.object({ id: z.string() }),
  body: OrganisationChange,
  answer: Organisation,
  async handle(call) {
    const { database, clock, search } = call.context;
    const { name, nature, place } = call.body;
    const organisation = await findOrganisation(database.db, call.params.id);
    if (!organisation) throw new NotFoundError();
    authorise(call.actor, 'organisation.manage', organisation);
    requireSchool(organisation.level, call.body);

    const changed = {
      name: name ?? organisation.name,
      nature: nature === undefined ? organisation.nature : nature,
      place: place === undefined ? organisation.place : place,
    };
    await database.transaction(async (trx) => {
      await updateOrganisation(trx, organisation.id, changed);
      await appendAudit(trx, {
        ...traceOf(call),
        action: 'organisation.change',
        subject: organisation.id,
        detail: call.body,
      });
      if (changed.name !== organisation.name) {
        const schoolId = organisation.id;
        await appendToFeed(trx, await listPublishedLessonIdsOf(trx, { schoolId }), clock.now());
      }
    });
    search.nudge();
    return presentOrganisation({ ...organisation, ...changed });
  },
});
