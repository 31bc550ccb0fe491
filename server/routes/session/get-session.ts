import { requirePerson } from '../../access/policy.ts';
import { Session } from '../../contract/session.ts';
import { presentSession } from '../../people/present-session.ts';
import { defineRoute } from '../../route.ts';

export const getSession = defineRoute({
  method: 'GET',
  path: '/api/session',
  summary: 'Who am I',
  rule: 'signed-in',
  answer: Session,
  handle: async ({ actor }) => presentSession(requirePerson(actor)),
});
