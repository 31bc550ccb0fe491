import { requirePerson } from '../../access/policy.ts';
import { OpenSessionList } from '../../contract/session.ts';
import { presentOpenSessions } from '../../people/present-open-sessions.ts';
import { readSessionToken } from '../../people/session-cookie.ts';
import { defineRoute } from '../../route.ts';

export const listSessions = defineRoute({
  method: 'GET',
  path: '/api/sessions',
  summary: 'Where one is signed in',
  rule: 'signed-in',
  answer: OpenSessionList,
  async handle({ context, actor, request }) {
    const { database, clock, config } = context;
    const token = readSessionToken(config, request);
    const { id } = requirePerson(actor);
    return { items: await presentOpenSessions(database.db, clock, config, id, token) };
  },
});
