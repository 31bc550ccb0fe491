import { renderSVG } from 'uqr';
import { requirePerson } from '../../access/policy.ts';
import { SecondFactorSecret, SecondFactorStart } from '../../contract/session.ts';
import { readLibrarySettings } from '../../library-settings.ts';
import { requireOwnPassword } from '../../people/require-own-password.ts';
import { startSecondFactor as start } from '../../people/second-factor.ts';
import { defineRoute } from '../../route.ts';

export const startSecondFactor = defineRoute({
  method: 'POST',
  path: '/api/session/second-factor',
  summary: 'Make a secret for an authenticator app; it counts once a code made with it is put',
  rule: 'signed-in',
  limit: 'sign-in',
  body: SecondFactorStart,
  answer: SecondFactorSecret,
  status: 201,
  async handle(call) {
    const { context, body } = call;
    const { id } = requirePerson(call.actor);
    const person = await requireOwnPassword(call, id, { path: 'password', value: body.password });
    const { name } = await readLibrarySettings(context.database.db);
    const { secret, address } = await start(context.database, context.clock, person, name);
    return { secret, address, picture: renderSVG(address, { border: 2 }) };
  },
});
