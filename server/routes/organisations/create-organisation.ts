import { authorise } from '../../access/policy.ts';
import { NewOrganisation, Organisation, organisationLevels } from '../../contract/people.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { newId } from '../../db/new-id.ts';
import { findOrganisation, insertOrganisation } from '../../db/organisations.ts';
import { InvalidRequestError, NotFoundError } from '../../errors.ts';
import { presentOrganisation, requireSchool } from '../../people/present-organisation.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const createOrganisation = defineRoute({
  method: 'POST',
  path: '/api/organisations',
  summary: 'Add an organisation below one that the caller administers',
  rule: 'organisation.manage',
  body: NewOrganisation,
  answer: Organisation,
  status: 201,
  async handle(call) {
    const { database } = call.context;
    const { parent: parentId, level, name, nature, place } = call.body;
    const parent = await findOrganisation(database.db, parentId);
    if (!parent) throw new NotFoundError();
    authorise(call.actor, 'organisation.manage', parent);
    if (rank(level) <= rank(parent.level)) {
      throw new InvalidRequestError([{ path: 'level', code: 'level-order' }], 'level-order');
    }
    requireSchool(level, call.body);

    const id = newId();
    const trace = traceOf(call);
    const organisation = {
      id,
      parent_id: parent.id,
      level,
      name,
      path: `${parent.path}${id}/`,
      nature: nature ?? null,
      place: place ?? null,
      created_at: trace.at,
    };
    await database.transaction(async (trx) => {
      await insertOrganisation(trx, organisation);
      await appendAudit(trx, {
        ...trace,
        action: 'organisation.create',
        subject: id,
        detail: { name, level },
      });
    });
    return presentOrganisation(organisation);
  },
});

/** 0 for the ministry, growing downwards. */
const levels: readonly string[] = organisationLevels;
const rank = (level: string) => levels.indexOf(level);
