import type { Clock } from '../clock.ts';
import { appendAudit } from '../db/audit-log.ts';
import type { Database } from '../db/open-database.ts';
import { findPersonByName } from '../db/people.ts';
import { deleteSecondFactor } from '../db/second-factors.ts';
import { deleteSessionsOf } from '../db/sessions.ts';
import { createPasswordLink } from './password-link.ts';

/**
 * What an administrator does for somebody who cannot sign in, for the one whom no administrator is above:
 * the path of a one-time link as `createPasswordLink` makes it and, where `endSecondFactor` asks for it, no
 * second factor any more and no sessions. Only who may read the library's files can call it.
 *
 * Says `'unknown'` or `'disabled'` of an account that cannot be let in.
 */
export async function letBackIn(
  { transaction }: Pick<Database, 'transaction'>,
  clock: Clock,
  { name, endSecondFactor }: { name: string; endSecondFactor: boolean },
): Promise<{ link: string; secondFactorEnded: boolean } | 'unknown' | 'disabled'> {
  return transaction(async (trx) => {
    const person = await findPersonByName(trx, name.trim().toLowerCase());
    if (!person) return 'unknown';
    if (person.disabled_at !== null) return 'disabled';
    const now = clock.now();
    const trace = { at: now.toISOString(), personId: null, subject: person.id };
    const secondFactorEnded = endSecondFactor && (await deleteSecondFactor(trx, person.id));
    if (secondFactorEnded) {
      await deleteSessionsOf(trx, person.id);
      await appendAudit(trx, { ...trace, action: 'second-factor.reset' });
    }
    await appendAudit(trx, { ...trace, action: 'person.link' });
    return {
      link: await createPasswordLink(trx, { personId: person.id, madeBy: null, now }),
      secondFactorEnded,
    };
  });
}
