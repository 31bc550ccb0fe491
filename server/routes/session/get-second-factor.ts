import { requirePerson } from '../../access/policy.ts';
import { SecondFactor } from '../../contract/session.ts';
import { presentSecondFactor } from '../../people/second-factor.ts';
import { defineRoute } from '../../route.ts';

export const getSecondFactor = defineRoute({
  method: 'GET',
  path: '/api/session/second-factor',
  summary: 'Whether one signs in with a code besides the password',
  rule: 'signed-in',
  answer: SecondFactor,
  handle: ({ context, actor }) => presentSecondFactor(context.database.db, requirePerson(actor).id),
});
