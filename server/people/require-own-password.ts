import { findPersonById } from '../db/people.ts';
import type { Row } from '../db/schema.ts';
import { InvalidRequestError, NotSignedInError } from '../errors.ts';
import type { Call } from '../route.ts';
import { isOwnPassword } from './sign-in.ts';
import { traceOf } from './trace.ts';

/**
 * Asks somebody who is signed in for their password once more, before something that would keep them out.
 *
 * Throws `InvalidRequestError` (`wrong-password`, at the field `path`), or `TooManyRequestsError`.
 */
export async function requireOwnPassword(
  call: Pick<Call, 'context' | 'actor' | 'request'>,
  personId: string,
  { path, value }: { path: string; value: string },
): Promise<Row<'people'>> {
  const person = await findPersonById(call.context.database.db, personId);
  if (!person) throw new NotSignedInError();
  const attempt = { password: value, network: traceOf(call).network };
  if (await isOwnPassword(call.context, person, attempt)) return person;
  throw new InvalidRequestError([{ path, code: 'wrong-password' }], 'wrong-password');
}
